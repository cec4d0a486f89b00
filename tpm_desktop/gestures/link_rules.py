"""What holds for links however they come: between two tasks there is one, as in Microsoft Project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.plan import OpenProgram

from .words import quoted

Ends = tuple[str, str]
"""Ids of predecessor and successor."""


def ends_of_links(program: OpenProgram) -> list[Ends]:
    """The ends of all links, in the order of their rows."""
    table = program.plan.state.inputs.tables["link"]
    ends = zip(table.texts["predecessor_id"], table.texts["successor_id"], strict=True)
    return [(predecessor or "", successor or "") for predecessor, successor in ends]


def refuse_second(
    program: OpenProgram, edits: Mapping[str, Mapping[str, Any]], added: Sequence[Mapping[str, Any]]
) -> None:
    """Refuse links between tasks that are linked already; those that a file holds stay and can be changed.

    Args: edits: fields to set, by link; added: the fields of new links.
    Raises: `EditError`.
    """
    ids = program.plan.state.inputs.tables["link"].ids
    present = dict(zip(ids, ends_of_links(program), strict=True))
    moved: dict[str, Ends] = {}
    for link, values in edits.items():
        ends = _ends(values, present.get(link, ("", "")))
        if ends is not None and ends != present.get(link):
            moved[link] = ends
    new = [ends for values in added if (ends := _ends(values)) is not None]
    counted = Counter([*{**present, **moved}.values(), *new])
    for ends in [*moved.values(), *new]:
        if counted[ends] > 1:
            raise linked_already(program, *ends)


def linked_already(program: OpenProgram, predecessor: str, successor: str) -> EditError:
    """What is said of a second link."""
    one, other = (quoted(program.plan.name(end)) for end in (predecessor, successor))
    return EditError(f"{one} and {other} are linked already; change that link instead")


def _ends(values: Mapping[str, Any], present: Ends = ("", "")) -> Ends | None:
    """Both ends as they will be; None where one is missing or no id, which the check of its column tells."""
    found = (values.get("predecessor_id", present[0]), values.get("successor_id", present[1]))
    return found if all(isinstance(end, str) and end for end in found) else None
