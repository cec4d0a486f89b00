"""What external givers say in a program file that they mailed: the dates that this program waits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tpm_desktop.file.errors import EditError
from tpm_desktop.plan import OpenProgram, State, instant
from tpm_desktop.plan.commitments import Promise, commitments

from .lookup import find_plan_row, find_row
from .words import quoted

__all__ = ["Answers", "Told", "answers", "references", "take_answers", "take_told"]

Answers = Mapping[str, tuple[str, date]]
"""By reference what it means in a mailed file, as people call it there, and the day on which that comes."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was taken over for a commitment.

    id, title: of it; meant: what the reference means there, as people call it; was, will: the forecast
    before, None for none, and the one that is told.
    """

    id: str
    title: str
    meant: str
    was: date | None
    will: date


def references(state: State) -> list[str]:
    """What the open commitments of external givers refer to in files of theirs."""
    return list(dict.fromkeys(reference for _, reference in _waiting(state)))


def _waiting(state: State) -> Iterator[tuple[Promise, str]]:
    texts = state.inputs.tables["commitment"].texts
    for one in commitments(state):
        reference = (texts["giver_reference"][one.row] or "").strip()
        if reference and texts["external_giver"][one.row] and one.giving < 0 and not one.settled:
            yield one, reference


def answers(mailed: OpenProgram, wanted: Sequence[str]) -> Answers:
    """What a mailed file says of references: of a commitment by id, code or title, else of a row of its plan.

    Raises: `EditError` where several rows could be meant.
    """
    return {reference: found for reference in wanted if (found := _meant(mailed, reference)) is not None}


def _meant(mailed: OpenProgram, reference: str) -> tuple[str, date] | None:
    state = mailed.plan.state
    row_id = find_row(mailed.file, "commitment", reference)
    if row_id is not None:
        table = state.inputs.tables["commitment"]
        promise = commitments(state)[table.row[row_id]]
        name, at = table.texts["title"][promise.row] or "", promise.forecast
    else:
        row = find_plan_row(mailed, reference)
        if row is None:
            return None
        name, at = state.names[row], int(state.schedule.finish[row])
    when = instant(at)
    return (name, when.date()) if when else None


def take_answers(program: OpenProgram, told: Answers, source: str) -> list[Told]:
    """Take over what a mailed file says, as one record; returns what changed. Args: source: its name.

    Raises: `EditError` where it says nothing of what is waited for, `ProgramFileError`.
    """
    state = program.plan.state
    titles = state.inputs.tables["commitment"].texts["title"]
    found = []
    for one, reference in _waiting(state):
        if reference in told:
            was = instant(one.forecast)
            meant, will = told[reference]
            found.append(Told(one.id, titles[one.row] or "", meant, was.date() if was else None, will))
    if not found:
        raise EditError(
            f"{source} holds nothing that a commitment refers to; enter the giver’s reference of each"
        )
    changed = [taken for taken in found if taken.was != taken.will]
    if changed:
        counted = "1 commitment" if len(changed) == 1 else f"{len(changed)} commitments"
        with program.file.transaction(f"Take what {quoted(source)} says of {counted}") as edit:
            for taken in changed:
                edit.set("commitment", taken.id, told_forecast=taken.will)
    return changed


def take_told(program: OpenProgram, mailed: OpenProgram) -> list[Told]:
    """As `take_answers`, of a file that is open. Raises: as that and as `answers`."""
    return take_answers(program, answers(mailed, references(program.plan.state)), mailed.file.path.name)
