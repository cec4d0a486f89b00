"""Closing months and opening them again: in order, and never a month that was reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.finance.fiscal_year import month_number
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.check import ValueProblem, check
from tpm_desktop.model.periods import PeriodState, ReportingPeriod
from tpm_desktop.model.program import Program
from tpm_desktop.model.record import Record
from tpm_desktop.model.spending import ClosedMonth
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.fiscal import fiscal_calendar_of

from .document_rules import closed_through
from .words import quoted

Values = Mapping[str, Any]
_CALENDAR = {"fiscal_year_start", "fiscal_months", "fiscal_year_end", "fiscal_weekday", "fiscal_extra_week"}


def refuse_other_calendar(program: OpenProgram, values: Values) -> None:
    """Raises: `EditError` where days of closed months would come to lie in other months."""
    file = program.file
    closed, now = closed_through(file), file.program
    if closed is None or not _CALENDAR & set(values):
        return
    fields = entry("program").fields
    try:
        said = {name: check(fields[name], value) for name, value in values.items() if name in _CALENDAR}
    except ValueProblem:
        return  # said when the row is checked
    then = Program(**{**now.model_dump(), **said})
    before, after = fiscal_calendar_of(now), fiscal_calendar_of(then)
    if before != after and (before.by_weeks or after.by_weeks):
        shown = Formats.of(now).month(closed)
        mend = "so it stays" if last_reported(file) else "open them first, or keep it"
        raise EditError(f"months up to {shown} are closed by the present fiscal calendar; {mend}")


def refuse_reopening(
    program: OpenProgram, rows: Sequence[tuple[Record | None, Values]], gone: Sequence[Record]
) -> None:
    """Months are closed in order, and opened from the last one backwards as long as none was reported.

    Closing a period closes its months, so undoing that opens both; undo and merges take rows as they were.
    Raises: `EditError`.
    """
    there = sorted(row.month for row in program.file.rows(ClosedMonth))
    formats = Formats.of(program.file.program)
    left = sorted(row.month for row in gone if isinstance(row, ClosedMonth))
    if left and left != there[-len(left) :]:
        raise EditError(f"only the last closed month can be opened again: {formats.month(there[-1])}")
    _refuse_reported(program.file, left)
    for before, values in rows:
        month = values.get("month")
        if before is not None and month not in (None, getattr(before, "month", None)):
            raise EditError("a closed month stays which one it is; remove it, or close another one")
        if before is None and month is not None and there and month <= there[-1]:
            raise EditError(f"{formats.month(month)} is closed already, with {formats.month(there[-1])}")


def _refuse_reported(file: ProgramFile, months: Sequence[date]) -> None:
    """What was reported says how much was spent by its end, so no month up to there can be opened."""
    period, fiscal = last_reported(file), fiscal_calendar_of(file.program)
    if period is None:
        return
    ended = [
        month for month in months if fiscal.last_day(month_number(month.year, month.month)) <= period.finish
    ]
    if ended:
        shown = Formats.of(file.program).month(max(ended))
        raise EditError(
            f"{shown} was reported with {quoted(period.title)}, which is closed, so its figures are kept;"
            " book a cost entry in an open month that corrects it"
        )


def last_reported(file: ProgramFile) -> ReportingPeriod | None:
    """The last reporting period that is closed."""
    closed = file.rows(ReportingPeriod, state=PeriodState.CLOSED)
    return max(closed, key=lambda row: row.finish, default=None)
