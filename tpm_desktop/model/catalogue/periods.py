"""Reporting periods with what is said and kept of them, and the exceptions."""

from __future__ import annotations

from tpm_desktop.model.entry import Area, TableEntry, Travels
from tpm_desktop.model.exceptions import EXCEPTION_STEPS, ExceptionReport
from tpm_desktop.model.periods import (
    PERIOD_STEPS,
    PeriodAccount,
    PeriodFigure,
    PeriodMilestone,
    PeriodRisk,
    ReportingPeriod,
    StatusReport,
)
from tpm_desktop.model.record import Record


def _kept(
    model: type[Record], label: str, plural: str, icon: str, of: str, *columns: str, amounts: bool = False
) -> TableEntry:
    """What is kept of something when a period closes. Args: of: the field that says of what."""
    return TableEntry(
        model, label, plural, Area.CONTROL, icon, ("period_id", "name", *columns), register=False,
        amounts=amounts, projects=(of,), called_by=("period_id",),
    )  # fmt: skip


PERIODS: tuple[TableEntry, ...] = (
    TableEntry(
        ExceptionReport,
        "Exception",
        "Exceptions",
        Area.CONTROL,
        "warning",
        ("code", "title", "dimension", "project_id", "since", "figure", "tolerance", "state", "change_id"),
        belongs_here="Forecasts beyond the program's tolerances; the program raises them itself",
        steps=("state", EXCEPTION_STEPS),
        not_chosen=("mended",),
    ),
    TableEntry(
        ReportingPeriod,
        "Reporting period",
        "Reporting periods",
        Area.CONTROL,
        "calendar",
        ("title", "start", "finish", "state", "closed_on", "record"),
        belongs_here="The stretches of time at whose end the program is reported, such as months",
        settled=("state", ("closed",)),
        steps=("state", PERIOD_STEPS),
        not_chosen=("closed",),
        travels=Travels.WHEN_NEEDED,
    ),
    TableEntry(
        StatusReport,
        "Status report",
        "Status reports",
        Area.CONTROL,
        "report",
        ("period_id", "project_id", "headline", "time_light", "cost_light", "risk_light", "light_reason"),
        belongs_here="What is said of the program and each component project in a reporting period",
        only_one=("period_id", "project_id"),
        asked=("period_id", "project_id", "headline", "done", "ahead", "help_needed"),
        called_by=("period_id", "project_id"),
    ),
    _kept(
        PeriodFigure, "Closed figure", "Closed figures", "snapshot", "project_id", "finish", "late", "done",
        "budget", "committed", "actual", "outlook",
    ),
    _kept(
        PeriodMilestone, "Closed milestone", "Closed milestones", "milestone", "task_id", "expected",
        "agreed",
    ),
    _kept(
        PeriodAccount, "Closed account", "Closed accounts", "account", "account_id", "budget", "committed",
        "actual", "outlook", amounts=True,
    ),
    _kept(PeriodRisk, "Closed risk", "Closed risks", "risk", "risk_id", "score", "before", "exposure"),
)  # fmt: skip
