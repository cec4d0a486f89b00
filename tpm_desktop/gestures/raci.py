"""Editing the RACI matrix cell by cell, and what holds for its entries however they are edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.raci import PARTIES, SUBJECTS, Letters
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.raci import LETTERS, RaciMatrix, in_order

from .assignment_rules import Edits

Values = Mapping[str, Any]
_MOST_TYPED = 40


@dataclass(frozen=True, slots=True)
class RaciCell:
    """A subject and a party, each by the field of an entry that names it and its id."""

    subject: tuple[str, str]
    party: tuple[str, str]


def read_letters(typed: str) -> str:
    """Letters as people type them, “A/R” or “r, a”, in their order. Raises: `EditError`."""
    text = "".join(c for c in typed if c not in " ,;/+&.\t").upper()
    if wrong := [c for c in text if c not in LETTERS]:
        shown = typed.strip()[:_MOST_TYPED]
        raise EditError(f"“{shown}” is not understood: “{wrong[0]}” is none of R, A, C and I")
    return in_order(text)


def set_letters(program: OpenProgram, found: RaciMatrix, wanted: Mapping[RaciCell, str]) -> int:
    """Put letters into cells, empty ones to clear them, in one step; returns how many were changed.

    Args: found: the matrix as it is. Raises: `EditError`, `ProgramFileError`.
    """
    add: list[dict[str, Any]] = []
    set_too: dict[str, str] = {}
    gone: list[str] = []
    for cell, given in wanted.items():
        letters, at = in_order(given), (cell.subject[1], cell.party[1])
        if letters == found.letters.get(at, ""):
            continue
        first, *others = [*found.entries.get(at, ()), ""]
        gone += [row_id for row_id in others if row_id]
        if not letters:
            gone.append(first)
        elif first:
            set_too[first] = letters.lower()
        else:
            ends = dict((cell.subject, cell.party))
            add.append({"letters": Letters(letters.lower()), **ends})
    count = len(add) + len(set_too) + len(gone)
    if count:
        with program.file.transaction(_label(found, wanted)) as edit:
            edit.remove("raci", gone)
            for row_id, letters in set_too.items():
                edit.set("raci", row_id, letters=Letters(letters))
            edit.add_all("raci", add)
    return count


def _label(found: RaciMatrix, wanted: Mapping[RaciCell, str]) -> str:
    subjects = {cell.subject[1] for cell in wanted}
    if len(subjects) > 1:
        return f"Set RACI of {len(subjects):,} rows"
    names = {one.id: one.name for one in found.subjects}
    return f"Set RACI of “{names.get(next(iter(subjects)), '')}”"


def raci_edits(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    """Entries join one subject with one party, and just one entry does. Raises: `EditError`."""
    ends = [*SUBJECTS, *PARTIES]
    there = {
        row[0]: dict(zip(ends, row[1:], strict=True)) for row in program.file.stored("raci", ["id", *ends])
    }
    stay = set(there) - set(edits) - set(removed)
    known = {tuple(there[row_id].values()) for row_id in stay}
    for values in [*({**there.get(i, {}), **v} for i, v in edits.items()), *added]:
        for fields, what in ((SUBJECTS, "project, work package or deliverable"),
                             (PARTIES, "role, body or person")):  # fmt: skip
            if sum(bool(values.get(name)) for name in fields) != 1:
                raise EditError(f"a RACI entry joins one {what} with the other side; give just one")
        place = tuple(values.get(name) or None for name in ends)
        if place in known:
            raise EditError("this cell of the RACI matrix has its letters already; set those")
        known.add(place)
    return {(table, row_id): dict(values) for row_id, values in edits.items()}, list(added)
