"""Reporting periods: what is said of each project, and what is kept of the program when one closes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from .fields import LONGEST, Choice, Kind, OnDelete, column, reference
from .record import Record


class PeriodState(Choice):
    """How far a reporting period has come."""

    OPEN = "open", "Open"
    FILLED = "filled", "Filled in"
    CLOSED = "closed", "Closed"


PERIOD_STEPS: dict[str, tuple[str, ...]] = {
    PeriodState.OPEN: (PeriodState.FILLED, PeriodState.CLOSED),
    PeriodState.FILLED: (PeriodState.OPEN, PeriodState.CLOSED),
    PeriodState.CLOSED: (),
}
"""What each state can become; a period is closed by the gesture that takes its snapshot."""


class Light(Choice):
    """A light as it is stored; `plan.health.Rag` is what is computed."""

    GREEN = "green", "Green"
    AMBER = "amber", "Amber"
    RED = "red", "Red"


def light(label: str) -> Any:
    """A light as it was, or none."""
    return column(label, Kind.CHOICE, choices=Light)


def shown_as(label: str) -> Any:
    """A light to be shown in place of the computed one."""
    return column(
        label, Kind.CHOICE, choices=Light, group="Overridden lights", help="In place of the computed light"
    )


class ReportingPeriod(Record, table=True):
    """A stretch of time at whose end the program is reported."""

    __tablename__ = "reporting_period"

    title: str = column("Reporting period", Kind.TITLE)
    start: date = column("From", Kind.DATE, required=True)
    finish: date = column("To", Kind.DATE, required=True)
    state: PeriodState = column(
        "State", Kind.STATUS, choices=PeriodState, default=PeriodState.OPEN, required=True
    )
    summary: str | None = column("In one sentence", Kind.NOTE, help="What a reader should take from it")
    closed_on: date | None = column("Closed on", Kind.DATE, recorded=True)
    record: str | None = column(
        "Record", recorded=True, help="The edit of the history up to which the program was reported"
    )


class StatusReport(Record, table=True):
    """What is said of a component project, or of the program, in a reporting period."""

    __tablename__ = "status_report"

    headline: str = column("Headline", Kind.TITLE, help="How it stands, in one sentence")
    period_id: str = reference("reporting_period", "Reporting period", required=True)
    project_id: str | None = reference(
        "project", "Component project", help="Empty: the program as a whole", on_delete=OnDelete.REMOVE
    )
    done: str | None = column("Done", Kind.NOTE)
    ahead: str | None = column("Next", Kind.NOTE)
    help_needed: str | None = column("Help needed", Kind.NOTE)
    time_light: Light | None = shown_as("Time shown as")
    cost_light: Light | None = shown_as("Cost shown as")
    risk_light: Light | None = shown_as("Risk shown as")
    light_reason: str | None = column(
        "Why otherwise",
        Kind.NOTE,
        group="Overridden lights",
        help="Shown wherever the light is shown; without a reason no light is overridden",
    )


class PeriodFigure(Record, table=True):
    """How the program or a component project stood when a period was closed: dates, lights, money."""

    __tablename__ = "period_figure"

    period_id: str = reference("reporting_period", "Reporting period", required=True)
    project_id: str | None = reference("project", "Component project")
    whole: bool = column("Of the whole program", Kind.FLAG, default=False, required=True)
    name: str = column("Name", Kind.TITLE)
    start: datetime | None = column("Start", Kind.INSTANT)
    finish: datetime | None = column("Finish", Kind.INSTANT)
    agreed: datetime | None = column("Baseline finish", Kind.INSTANT)
    late: int | None = column("Late", Kind.DURATION, minimum=-LONGEST, maximum=LONGEST)
    done: int | None = column("Done", Kind.SHARE, minimum=0, maximum=10_000)
    overall_light: Light | None = light("Overall")
    time_light: Light | None = light("Time")
    cost_light: Light | None = light("Cost")
    risk_light: Light | None = light("Risk")
    overridden: str | None = column("Overridden", Kind.NOTE, help="Which lights were, and why")
    budget: int | None = column("Budget", Kind.MONEY)
    committed: int | None = column("Committed", Kind.MONEY)
    actual: int | None = column("Actual", Kind.MONEY)
    outlook: int | None = column("Forecast at completion", Kind.MONEY)
    planned_value: int | None = column("Planned value", Kind.MONEY)
    earned_value: int | None = column("Earned value", Kind.MONEY)
    actual_cost: int | None = column("Actual cost", Kind.MONEY)


class PeriodMilestone(Record, table=True):
    """When a milestone was expected as a period was closed."""

    __tablename__ = "period_milestone"

    period_id: str = reference("reporting_period", "Reporting period", required=True)
    task_id: str | None = reference("task", "Milestone")
    name: str = column("Name", Kind.TITLE)
    expected: datetime | None = column("Expected", Kind.INSTANT)
    agreed: datetime | None = column("Baseline", Kind.INSTANT)
    reached: bool = column("Reached", Kind.FLAG, default=False, required=True)


class PeriodAccount(Record, table=True):
    """What stood on a cost account as a period was closed."""

    __tablename__ = "period_account"

    period_id: str = reference("reporting_period", "Reporting period", required=True)
    account_id: str | None = reference("account", "Cost account")
    name: str = column("Name", Kind.TITLE)
    budget: int = column("Budget", Kind.MONEY, default=0, required=True)
    committed: int = column("Committed", Kind.MONEY, default=0, required=True)
    actual: int = column("Actual", Kind.MONEY, default=0, required=True)
    outlook: int = column("Forecast at completion", Kind.MONEY, default=0, required=True)


class PeriodRisk(Record, table=True):
    """What an open risk scored as a period was closed."""

    __tablename__ = "period_risk"

    period_id: str = reference("reporting_period", "Reporting period", required=True)
    risk_id: str | None = reference("risk", "Risk")
    name: str = column("Name", Kind.TITLE)
    score: int = column("Score", Kind.NUMBER, minimum=0, maximum=25, default=0, required=True)
    before: int | None = column("Score before the response", Kind.NUMBER, minimum=0, maximum=25)
    exposure: int | None = column(
        "Exposure", Kind.MONEY, help="Chance times cost, as far as the response was in place"
    )
