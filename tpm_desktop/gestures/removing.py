"""Removing rows, and what of other component projects hangs on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tpm_desktop.plan import OpenProgram

from .words import quoted


@dataclass(frozen=True, slots=True)
class Hanging:
    """A link over the border of a component project: a task that is to be removed and one that stays.

    waits: the one that stays waits for the other.
    """

    removed: str
    stays: str
    project: str
    waits: bool

    def __str__(self) -> str:
        if self.waits:
            return f"{quoted(self.stays)} in {quoted(self.project)} waited for {quoted(self.removed)}"
        return f"{quoted(self.removed)} waited for {quoted(self.stays)} in {quoted(self.project)}"


def hanging(program: OpenProgram, row_ids: Iterable[str]) -> list[Hanging]:
    """The links with other component projects that go when rows are removed with all below them."""
    state = program.plan.state
    outline, links = state.outline, state.inputs.links
    gone: set[int] = set()
    for row_id in row_ids:
        row = outline.row[row_id]
        gone |= {row, *outline.below(row)}
    found = []
    for one, other in zip(links.predecessor.tolist(), links.successor.tolist(), strict=True):
        if (one in gone) == (other in gone) or outline.project[one] == outline.project[other]:
            continue
        removed, stays = (one, other) if one in gone else (other, one)
        project = state.names[int(outline.project[stays])]
        found.append(Hanging(state.names[removed], state.names[stays], project, waits=stays == other))
    return found
