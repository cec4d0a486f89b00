"""What follows when something was sent or an expectation reviewed, however it is entered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.governance import Rhythm
from tpm_desktop.model.stakeholders import (
    Cadence,
    Communication,
    CommunicationState,
    Expectation,
    ReviewResult,
)
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.governance import next_dates
from tpm_desktop.plan.state import State

from .assignment_rules import Edits

Values = Mapping[str, Any]
TOLD = ("communication", "communication_sent", "expectation")
_WORKDAY = time(8)
_LONGEST = {Rhythm.WEEKLY: 7, Rhythm.FORTNIGHTLY: 14, Rhythm.MONTHLY: 36, Rhythm.QUARTERLY: 99}
"""Days of the longest step of each rhythm."""


def told_edits(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    """Fields to set and rows to add: a communication moves on when it was sent, a review gets its day.

    Raises: `EditError` where what was sent is of no communication.
    """
    found: Edits = {(table, row_id): dict(values) for row_id, values in edits.items()}
    rows: list[dict[str, Any]] = [dict(values) for values in added]
    if table == "communication_sent":
        found.update(_moved_on(program, rows))
    elif table == "expectation":
        before = {row.id: row.result for row in program.file.rows_of(Expectation, list(edits))}
        for row_id, values in edits.items():
            found[table, row_id].update(_reviewed(program, before.get(row_id), values))
        for row in rows:
            row.update(_reviewed(program, None, row))
    return found, list(rows)


def _reviewed(program: OpenProgram, before: ReviewResult | None, values: Values) -> dict[str, Any]:
    result = values.get("result")
    if result in (None, ReviewResult.OPEN, before) or values.get("reviewed_on"):
        return {}
    return {"reviewed_on": day_of_status(program.plan.state)}


def _moved_on(program: OpenProgram, rows: Sequence[dict[str, Any]]) -> Edits:
    found: Edits = {}
    known = {
        row.id: row
        for row in program.file.rows_of(Communication, [str(row["communication_id"]) for row in rows])
    }
    for row in rows:
        about = known.get(str(row["communication_id"]))
        if about is None:
            raise EditError("that communication is gone; choose one of the communication plan")
        row.setdefault("was_due", about.next_due)
        if about.state is CommunicationState.ENDED:
            continue
        found["communication", about.id] = {**_following(program.plan.state, about, row["sent_on"])}
    return found


def _following(state: State, about: Communication, sent: date) -> dict[str, Any]:
    """When it is due next: the next of its dates that lies behind the one on which it was sent."""
    if about.cadence is Cadence.ONCE:
        return {"next_due": None, "state": CommunicationState.ENDED}
    if about.cadence is Cadence.NEEDED:
        return {"next_due": None}
    return {"next_due": next_due(state, about.cadence, about.next_due or sent, sent)}


def next_due(state: State, cadence: Cadence, due: date, after: date) -> date:
    """The next date of a cadence behind both days; one without work moves to the next working day."""
    rhythm, start = Rhythm(cadence.value), datetime.combine(due, _WORKDAY)
    number = max(1, (after - due).days // _LONGEST[rhythm])  # never too many: a step is no longer than that
    while True:
        found = next_dates(state, rhythm, start, number)[-1].date()
        if found > after and found > due:
            return found
        number += 1
