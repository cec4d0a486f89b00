"""What holds for reporting periods and for what is said and kept of them, however they are edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.periods import PeriodState, ReportingPeriod, StatusReport
from tpm_desktop.plan import OpenProgram

from .assignment_rules import Edits
from .steps import refuse_step
from .words import quoted

Values = Mapping[str, Any]
KEPT = ("period_figure", "period_milestone", "period_account", "period_risk")
PERIODS = ("reporting_period", "status_report", *KEPT)


def period_edits(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    """Fields to set and rows to add, as given. Raises: `EditError` for what does not hold."""
    gone = program.file.rows_of(entry(table).model, list(removed))
    if table in KEPT and (edits or added or gone):
        raise EditError("what was kept of a closed period stays as it was")
    whole = [(row_id, _whole(program, table, row_id, values)) for row_id, values in edits.items()]
    if table == "reporting_period":
        _refuse_periods(program, edits, [*whole, *(("", row) for row in added)])
        closed = [row for row in gone if isinstance(row, ReportingPeriod) and row.state is PeriodState.CLOSED]
    else:
        closed = _closed_of(
            program, [*(row for _, row in whole), *added, *(row.model_dump() for row in gone)]
        )
        closed += _closed_of(program, _before(program, edits))
    if closed:
        raise EditError(f"{quoted(closed[0].title)} is closed; what was reported stays as it was")
    return {(table, row_id): dict(values) for row_id, values in edits.items()}, list(added)


def _refuse_periods(
    program: OpenProgram, edits: Mapping[str, Values], rows: Sequence[tuple[str, Values]]
) -> None:
    there = {row.id: row for row in program.file.rows(ReportingPeriod)}
    for row_id, values in edits.items():
        before = there.get(row_id)
        if before is None:
            continue
        new = values.get("state", before.state)
        refuse_step("reporting_period", f"the period {quoted(before.title)}", before.state, new)
        if before.state is PeriodState.CLOSED and any(getattr(before, n) != v for n, v in values.items()):
            raise EditError(f"{quoted(before.title)} is closed; what was reported stays as it was")
        if new == PeriodState.CLOSED and before.state is not PeriodState.CLOSED:
            raise EditError("a period is closed with its snapshot; use “Close the period”")
    spans = {row_id: (row.title, row.start, row.finish) for row_id, row in there.items()}
    for number, (row_id, row) in enumerate(rows):
        if row.get("state") == PeriodState.CLOSED and row_id not in there:
            raise EditError("a new period is open; close it when it is over")
        start, finish, title = row.get("start"), row.get("finish"), str(row.get("title") or "")
        if start is None or finish is None:
            continue  # what is missing is said when the row is checked
        if finish < start:
            raise EditError(f"{quoted(title)} would end before it begins; give a later last day")
        spans[row_id or f"new {number}"] = (title, start, finish)
    _refuse_overlap(program, sorted(spans.values(), key=lambda span: span[1]))


def _refuse_overlap(program: OpenProgram, spans: Sequence[tuple[str, Any, Any]]) -> None:
    formats = Formats.of(program.file.program)
    for (earlier, _, end), (later, start, _) in pairwise(spans):
        if start <= end:
            day = formats.date(end, year=True)
            raise EditError(f"{quoted(later)} would begin before {quoted(earlier)} ends on {day}")


def _closed_of(program: OpenProgram, reports: Iterable[Values]) -> list[ReportingPeriod]:
    ids = [str(row["period_id"]) for row in reports if row.get("period_id")]
    rows = program.file.rows_of(ReportingPeriod, ids)
    return [row for row in rows if row.state is PeriodState.CLOSED]


def _before(program: OpenProgram, edits: Mapping[str, Values]) -> list[Values]:
    return [row.model_dump() for row in program.file.rows_of(StatusReport, list(edits))]


def _whole(program: OpenProgram, table: str, row_id: str, values: Values) -> Values:
    row = program.file.row(entry(table).model, row_id)
    return {**(row.model_dump() if row else {}), **values}
