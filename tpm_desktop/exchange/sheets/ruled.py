"""Lines of a sheet that a register's rules wouldn't let in, told one by one before anything is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.capital_rules import CAPITAL
from tpm_desktop.gestures.following import following
from tpm_desktop.gestures.gate_rules import GATES
from tpm_desktop.gestures.governance_rules import GOVERNED
from tpm_desktop.gestures.period_rules import PERIODS
from tpm_desktop.gestures.requirement_rules import REQUIREMENTS
from tpm_desktop.model.requirements import DeliverableStatus
from tpm_desktop.plan import OpenProgram

from .incoming import Fate, Incoming, IncomingRow

RULED = frozenset(
    {*CAPITAL, "transfer", "carry_over", *GATES, *GOVERNED, *PERIODS, *REQUIREMENTS, "change_request"}
)
"""Registers whose rules weigh a row against others, as what was ordered before, or refuse states that
nothing led to."""


def with_rules(program: OpenProgram, incoming: Incoming) -> Incoming:
    """The lines as the rules would have them, each on top of those before it that can be taken.

    The good ones are found by halves, so that a long sheet with few bad lines is looked at a few times only.
    """
    if incoming.table not in RULED:
        return incoming
    incoming = _unsigned(incoming)
    wanted = [row for row in incoming.rows if row.fate in (Fate.ADDED, Fate.CHANGED)]
    refused = {row.line: row for row in _refused(program, incoming.table, [], wanted)}
    rows = tuple(refused.get(row.line, row) for row in incoming.rows)
    return replace(incoming, rows=rows) if refused else incoming


def _unsigned(incoming: Incoming) -> Incoming:
    """New deliverables come without their signatures, a sheet of their own, which accepts them again."""
    if incoming.table != "deliverable":
        return incoming
    told = ("Status: reviewed, until its acceptance comes in",)
    reviewed = {"status": DeliverableStatus.REVIEWED}
    rows = tuple(
        replace(row, values={**row.values, **reviewed}, told=told)
        if row.fate is Fate.ADDED and row.values.get("status") == DeliverableStatus.ACCEPTED
        else row
        for row in incoming.rows
    )
    return replace(incoming, rows=rows)


def _refused(
    program: OpenProgram, table: str, kept: list[IncomingRow], rows: Sequence[IncomingRow]
) -> list[IncomingRow]:
    """Which of the rows can't be taken, and why; the others are added to those that are kept."""
    if not rows:
        return []
    try:
        _try(program, table, [*kept, *rows])
    except EditError as problem:
        if len(rows) == 1:
            return [replace(rows[0], fate=Fate.REFUSED, told=(str(problem),))]
        half = len(rows) // 2
        first = _refused(program, table, kept, rows[:half])
        return first + _refused(program, table, kept, rows[half:])
    kept += rows
    return []


def _try(program: OpenProgram, table: str, rows: Sequence[IncomingRow]) -> None:
    edits = {str(row.row_id): row.values for row in rows if row.fate is Fate.CHANGED}
    following(program, table, edits, [row.values for row in rows if row.fate is Fate.ADDED])
