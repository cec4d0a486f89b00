"""What is still missing before a reporting period can be closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from tpm_desktop.formats import Formats
from tpm_desktop.model.exceptions import Dimension
from tpm_desktop.model.program import ProjectStatus
from tpm_desktop.planning.columns import NONE

from .earned_lines import Level, lines
from .earned_value import earned_value
from .fiscal import fiscal_calendar
from .plan import instant, minutes
from .progress_round import Due, progress_round
from .state import State

_EPOCH = date(1970, 1, 1)
_SILENT = (ProjectStatus.PROPOSED, ProjectStatus.COMPLETE, ProjectStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: the row that it is about, and what people call it."""

    table: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the work of a period.

    said: how it stands; missing: what is not there yet, none where the step is done; view: where it is done.
    """

    key: str
    label: str
    said: str
    missing: tuple[Missing, ...]
    view: str

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period of a state. start, finish: its first and last day."""

    id: str
    title: str
    start: date
    finish: date
    state: str


def periods(state: State) -> list[Period]:
    """All reporting periods in order of time."""
    table = state.inputs.tables["reporting_period"]
    found = [
        Period(
            row_id,
            table.texts["title"][row] or "",
            _EPOCH + timedelta(days=int(table.numbers["start"][row])),
            _EPOCH + timedelta(days=int(table.numbers["finish"][row])),
            table.texts["state"][row] or "",
        )
        for row, row_id in enumerate(table.ids)
    ]
    return sorted(found, key=lambda one: (one.finish, one.id))


def steps(state: State, period: Period, formats: Formats) -> tuple[Step, ...]:
    """The work of a period, step by step, with what is missing of each."""
    return (
        _progress(state, period, formats),
        _actuals(state, period, formats),
        _explained(state),
        _reported(state, period),
        _reasoned(state, period),
    )


def _progress(state: State, period: Period, formats: Formats) -> Step:
    label, at = "Progress round", int(state.inputs.options.status_date)
    calendar = state.inputs.calendars[state.inputs.options.calendar]
    end = minutes(datetime.combine(period.finish + timedelta(days=1), time.min))
    program = state.inputs.tables["program"]
    if at == NONE or calendar.between(at, end) > 0:
        had = f"the status date is {formats.date(instant(at), year=True)}" if at != NONE else "no status date"
        name = f"Status of {formats.date(period.finish, year=True)}"
        lacking = (Missing("program", program.ids[0], name),)
        return Step("progress", label, f"{had}; take the progress of its end", lacking, "progress")
    found = progress_round(state, None)
    rows = (
        np.concatenate([found.due[due] for due in (Due.FINISH, Due.START)])
        if found
        else np.zeros(0, np.int64)
    )
    late = tuple(Missing("task", state.outline.ids[row], state.names[row]) for row in rows.tolist())
    said = f"Nothing is said of {_count(len(late), 'task')} due by then" if late else "Taken"
    return Step("progress", label, said, late, "progress")


def _actuals(state: State, period: Period, formats: Formats) -> Step:
    """Accounts with a plan in a month of the period, for which nothing was entered, not even a zero."""
    money, table = state.money, state.inputs.tables["budget_line"]
    first, last = (
        fiscal_calendar(state.inputs.tables).month_of(day) for day in (period.start, period.finish)
    )
    entered = {
        (account, int(month))
        for account, month, actual in zip(
            table.texts["account_id"], table.numbers["month"], table.numbers["actual"], strict=True
        )
        if actual != NONE
    }
    totals, names = money.budget.accounts.months, state.inputs.tables["account"]
    lacking = []
    for place, account in enumerate(money.accounts):
        of = [
            int(month)
            for at, month in enumerate(money.budget.months.tolist())
            if first <= month <= last and totals.planned[place, at] and not totals.incurred[place, at]
            and (account, int(month)) not in entered
        ]  # fmt: skip
        if of:
            lacking.append(Missing("account", account, names.texts["name"][names.row[account]] or ""))
    said = f"{_count(len(lacking), 'account')} with a plan and no actual" if lacking else "Entered"
    return Step("actuals", "Actual costs", said, tuple(lacking), "budget")


def _explained(state: State) -> Step:
    found = [
        Missing("account", line.id, line.name)
        for line in lines(state, earned_value(state))
        if line.level is Level.ACCOUNT
        and (line.schedule_off or line.cost_off)
        and not line.explained
        and line.id
    ]
    said = f"{_count(len(found), 'variance')} without an explanation" if found else "Explained"
    return Step("variances", "Variances", said, tuple(found), "evm")


def _reported(state: State, period: Period) -> Step:
    """Who has no report yet, or one that says word for word what the period before said."""
    written = _reports(state, period.id)
    before = next((one for one in reversed(periods(state)) if one.finish < period.finish), None)
    earlier = _reports(state, before.id) if before else {}
    found = []
    for project_id, name in _reporting(state):
        said = written.get(project_id)
        if said is None:
            found.append(Missing("project" if project_id else "program", project_id, name))
        elif any(said[1:]) and said == earlier.get(project_id):
            found.append(
                Missing("status_report", _report_id(state, period.id, project_id), f"{name}: as last time")
            )
    said_of = f"{_count(len(found), 'report')} to be written" if found else "Written"
    return Step("reports", "Status reports", said_of, tuple(found), "status_report")


def _reasoned(state: State, period: Period) -> Step:
    """Lights that are to be shown otherwise, without a word why."""
    table = state.inputs.tables["status_report"]
    found = [
        Missing("status_report", row_id, table.texts["headline"][row] or "")
        for row, row_id in enumerate(table.ids)
        if table.texts["period_id"][row] == period.id
        and any(table.texts[f"{one}_light"][row] for one in Dimension)
        and not (table.texts["light_reason"][row] or "").strip()
    ]
    said = f"{_count(len(found), 'override')} without a reason" if found else "Every override has its reason"
    return Step("lights", "Lights", said, tuple(found), "status_report")


def _reporting(state: State) -> Iterator[tuple[str, str]]:
    """Who reports: the program, by an empty id, and the component projects that are under way."""
    yield "", "The program"
    table = state.inputs.tables["project"]
    for row in np.flatnonzero(state.outline.is_project).tolist():
        project_id = state.outline.ids[row]
        if table.texts["status"][table.row[project_id]] not in _SILENT:
            yield project_id, state.names[row]


def _reports(state: State, period_id: str) -> dict[str, tuple[str | None, ...]]:
    """What the reports of a period say, by component project."""
    texts = state.inputs.tables["status_report"].texts
    parts = [texts[name] for name in ("headline", "done", "ahead", "help_needed")]
    return {
        texts["project_id"][row] or "": tuple(part[row] for part in parts)
        for row, period in enumerate(texts["period_id"])
        if period == period_id
    }


def _report_id(state: State, period_id: str, project_id: str) -> str:
    table = state.inputs.tables["status_report"]
    pairs = zip(table.ids, table.texts["period_id"], table.texts["project_id"], strict=True)
    return next(i for i, period, project in pairs if period == period_id and (project or "") == project_id)


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"
