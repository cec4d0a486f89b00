"""Reporting periods: opening the next one, and closing one with what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tpm_desktop.file.edit import Edit
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.sent_note import in_all
from tpm_desktop.finance.fiscal_year import year_and_month
from tpm_desktop.formats import Formats
from tpm_desktop.model.periods import PeriodState, ReportingPeriod
from tpm_desktop.model.registers import Risk
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.fiscal import fiscal_calendar, month_named
from tpm_desktop.plan.lights import open_period
from tpm_desktop.plan.period_gaps import Period, periods, steps
from tpm_desktop.plan.snapshot import snapshot

from .document_rules import closed_through
from .following import following
from .records import add_row
from .words import quoted

_DAY = timedelta(days=1)


def next_period(program: OpenProgram, today: date | None = None) -> tuple[str, date, date]:
    """Title, first and last day of the month after the last period, else of that of the status date."""
    state = program.plan.state
    known = periods(state)
    fiscal = fiscal_calendar(state.inputs.tables)
    begun = known[-1].finish + _DAY if known else day_of_status(state, today)
    month = fiscal.month_of(begun)
    start = begun if known else fiscal.first_day(month)
    title = Formats.of(program.file.program).month(month_named(fiscal, begun), full=True)
    return title, start, fiscal.last_day(month)


def begin_period(program: OpenProgram, today: date | None = None) -> str:
    """Open the period that comes next; returns its id. Raises: `EditError`, `ProgramFileError`."""
    title, start, finish = next_period(program, today)
    return add_row(program, "reporting_period", {"title": title, "start": start, "finish": finish})


def close_period(
    program: OpenProgram, period_id: str, *, anyway: bool = False, closed_on: date | None = None
) -> None:
    """Close a period: its snapshot is kept, and the months of the budget that it ends are closed.

    Args: anyway: though something is missing; closed_on: today unless given.
    Raises: `EditError` where it is not the next one to be closed, or something is missing; then nothing is
    kept. `ProgramFileError`.
    """
    file, state = program.file, program.plan.state
    row = file.row(ReportingPeriod, period_id)
    if row is None:
        raise EditError("that reporting period is gone")
    if file.sent and not in_all(file.sent).complete:
        raise EditError("this copy holds only part of the program; close the period in the original")
    if row.state is PeriodState.CLOSED:
        raise EditError(f"{quoted(row.title)} is closed already")
    period = next(one for one in periods(state) if one.id == period_id)
    first = open_period(state)
    if first != period_id:
        earlier = next(one for one in periods(state) if one.id == first)
        raise EditError(f"{quoted(earlier.title)} comes before it; close that first")
    formats, on = Formats.of(file.program), closed_on or date.today()
    if not anyway:
        _refuse_gaps(program, period, formats)
    months = list(_months_to_close(program, period))
    following(program, "closed_month", {}, [{"month": month, "closed_on": on} for month in months])
    kept, record = snapshot(state, file.rows(Risk), formats), file.journal.head()
    with file.transaction(f"Close the reporting period {quoted(row.title)}") as edit:
        edit.set("reporting_period", row.id, state=PeriodState.CLOSED, closed_on=on, record=record)
        for table, rows in kept.tables().items():
            edit.add_all(table, [{"period_id": row.id, **values} for values in rows])
        _close_months(edit, months, on)


def _close_months(edit: Edit, months: list[date], on: date) -> None:
    edit.add_all("closed_month", [{"month": month, "closed_on": on} for month in months])


def _refuse_gaps(program: OpenProgram, period: Period, formats: Formats) -> None:
    lacking = [step for step in steps(program.plan.state, period, formats) if not step.is_done]
    if lacking:
        told = "; ".join(f"{step.label.lower()}: {step.said[0].lower()}{step.said[1:]}" for step in lacking)
        raise EditError(
            f"{quoted(period.title)} can't be closed yet: {told}; mend that, or close it all the same"
        )


def _months_to_close(program: OpenProgram, period: Period) -> Iterator[date]:
    """The months of the budget that end within the period and are open; where there is no budget none."""
    if not program.plan.state.money.accounts:
        return
    closed, fiscal = closed_through(program.file), fiscal_calendar(program.plan.state.inputs.tables)
    number = fiscal.month_of(period.start)
    while fiscal.last_day(number) <= period.finish:
        month = date(*year_and_month(number), 1)
        if closed is None or month > closed:
            yield month
        number += 1
