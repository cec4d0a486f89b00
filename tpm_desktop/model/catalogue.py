"""The tables in order, each with the area it belongs to, its icon and its usual columns."""

from __future__ import annotations

from .attachments import Attachment
from .change import CHANGE_STEPS, ChangeOption, ChangeRequest
from .entry import Area, TableEntry, Travels
from .finance import Account, BudgetLine, VarianceExplanation
from .governance import Action, Body, Decision, Meeting
from .integration import Commitment
from .program import Program, Project
from .quality import CheckLimit, Waiver
from .record import Record
from .registers import Issue, Risk
from .resources import Assignment, Resource
from .saved_views import SavedView
from .schedule import (
    Baseline,
    BaselineTask,
    Calendar,
    CalendarException,
    EarningMilestone,
    Link,
    Task,
    TaskSplit,
    WorkWeek,
)
from .sent import SentCopy
from .sieves import Sieve
from .task_figures import TASK_FIGURES


def _part(
    model: type[Record],
    label: str,
    plural: str,
    area: Area,
    icon: str,
    *columns: str,
    only_one: tuple[str, ...] = (),
    travels: Travels = Travels.WITH_PROJECT,
    amounts: bool = False,
) -> TableEntry:
    return TableEntry(
        model, label, plural, area, icon, columns, register=False, only_one=only_one, travels=travels,
        amounts=amounts,
    )  # fmt: skip


__all__ = ["CATALOGUE", "Area", "TableEntry", "Travels", "entry", "table_names"]


CATALOGUE: tuple[TableEntry, ...] = (
    _part(
        Program,
        "Program",
        "Programs",
        Area.OVERVIEW,
        "overview",
        "name",
        "phase",
        "start",
        "status_date",
        travels=Travels.ALWAYS,
    ),
    TableEntry(
        Project,
        "Component project",
        "Component projects",
        Area.OVERVIEW,
        "project",
        ("code", "name", "kind", "status", "manager_id", "start", "outcome"),
        belongs_here="The parallel projects that together make the program",
    ),
    TableEntry(
        Calendar,
        "Calendar",
        "Calendars",
        Area.PLAN,
        "calendar",
        ("name", "base_id", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        belongs_here="Working hours and days off that tasks and people follow",
        travels=Travels.WHEN_NEEDED,
    ),
    _part(
        WorkWeek,
        "Work week",
        "Work weeks",
        Area.PLAN,
        "calendar",
        "calendar_id",
        "name",
        "first",
        "last",
        travels=Travels.WHEN_NEEDED,
    ),
    TableEntry(
        CalendarException,
        "Calendar exception",
        "Calendar exceptions",
        Area.PLAN,
        "calendar-off",
        ("calendar_id", "name", "recurrence", "first", "last", "hours"),
        belongs_here="Holidays, shutdowns and extra shifts",
        travels=Travels.WHEN_NEEDED,
    ),
    TableEntry(
        Resource,
        "Resource",
        "Resources",
        Area.PLAN,
        "resource",
        ("name", "role", "kind", "group", "max_units", "rate", "cost_per_use", "calendar_id"),
        belongs_here="The people, roles, teams, materials and costs that tasks need",
        travels=Travels.WHEN_NEEDED,
    ),
    TableEntry(
        Task,
        "Task",
        "Tasks",
        Area.PLAN,
        "gantt",
        ("name", "project_id", "duration", "percent_complete"),
        register=False,
        figures=TASK_FIGURES,
    ),
    _part(
        TaskSplit,
        "Split",
        "Splits",
        Area.PLAN,
        "gantt",
        "task_id",
        "after",
        "length",
        only_one=("task_id", "after"),
    ),
    TableEntry(
        EarningMilestone,
        "Earning milestone",
        "Earning milestones",
        Area.MONEY,
        "milestone",
        ("name", "task_id", "weight", "planned", "reached"),
        belongs_here="The steps by which tasks with weighted milestones earn their budget",
    ),
    _part(
        Link,
        "Link",
        "Links",
        Area.PLAN,
        "link",
        "predecessor_id",
        "successor_id",
        "type",
        "lag",
        only_one=("predecessor_id", "successor_id"),
    ),
    TableEntry(
        Commitment,
        "Commitment",
        "Commitments",
        Area.PLAN,
        "commitment",
        ("code", "title", "promised", "status", "giver_id", "external_giver", "receiver_id", "owner_id"),
        belongs_here="What one component project owes another, or somebody outside owes to one, and by when",
        projects=("giver_id", "receiver_id"),
    ),
    TableEntry(
        Assignment,
        "Assignment",
        "Assignments",
        Area.PLAN,
        "assignment",
        ("task_id", "resource_id", "units", "work", "actual_work"),
        belongs_here="Who works on which task",
        only_one=("task_id", "resource_id"),
    ),
    TableEntry(
        Baseline,
        "Baseline",
        "Baselines",
        Area.PLAN,
        "baseline",
        ("number", "name", "taken"),
        belongs_here="What was agreed: the dates and costs that progress is measured against",
        only_one=("number",),
        travels=Travels.ALWAYS,
    ),
    _part(
        BaselineTask,
        "Baseline task",
        "Baseline tasks",
        Area.PLAN,
        "baseline",
        "baseline_id",
        "task_id",
        "start",
        "finish",
        "cost",
        only_one=("baseline_id", "task_id"),
    ),
    TableEntry(
        Account,
        "Cost account",
        "Cost accounts",
        Area.MONEY,
        "account",
        ("code", "name", "project_id", "treatment", "owner_id"),
        belongs_here="The accounts on which the cost of each project is planned and collected",
    ),
    _part(
        BudgetLine,
        "Budget line",
        "Budget lines",
        Area.MONEY,
        "budget",
        "account_id",
        "month",
        "treatment",
        "planned",
        "actual",
        "forecast",
        only_one=("account_id", "month", "treatment"),
        amounts=True,
    ),
    TableEntry(
        VarianceExplanation,
        "Variance explanation",
        "Variance explanations",
        Area.MONEY,
        "note",
        ("cause", "account_id", "month", "action", "owner_id", "due", "in_forecast"),
        belongs_here="Why control accounts are off their plan, and what is done about it",
    ),
    TableEntry(
        Risk,
        "Risk",
        "Risks",
        Area.CONTROL,
        "risk",
        (
            "code",
            "title",
            "project_id",
            "probability",
            "impact",
            "cost",
            "response",
            "owner_id",
            "status",
            "review_due",
        ),
        belongs_here="What could still go wrong, or unexpectedly well, and what is done about it",
    ),
    TableEntry(
        Issue,
        "Issue",
        "Issues",
        Area.CONTROL,
        "issue",
        ("code", "title", "project_id", "severity", "owner_id", "raised", "due", "status"),
        belongs_here="What has gone wrong and waits to be resolved",
    ),
    TableEntry(
        ChangeRequest,
        "Change request",
        "Change requests",
        Area.CONTROL,
        "change",
        (
            "code",
            "title",
            "kind",
            "project_id",
            "raised_by_id",
            "body_id",
            "needed_by",
            "state",
            "decided_on",
        ),
        belongs_here="What somebody asks to be done otherwise than agreed, and what became of it",
        settled=("state", "applied"),
        steps=("state", CHANGE_STEPS),
    ),
    _part(
        ChangeOption,
        "Change option",
        "Change options",
        Area.CONTROL,
        "change",
        "title",
        "change_id",
        "chosen",
        "days",
        "cost",
        only_one=("change_id", "title"),
        travels=Travels.WHEN_NEEDED,
    ),
    TableEntry(
        CheckLimit,
        "Check threshold",
        "Check thresholds",
        Area.CONTROL,
        "constraint",
        ("check_key", "least_share", "most_share", "most_count", "reason"),
        belongs_here="Up to where checks of the schedule hold in this program, other than usual",
        only_one=("check_key",),
        travels=Travels.ALWAYS,
    ),
    TableEntry(
        Waiver,
        "Waiver",
        "Waivers",
        Area.CONTROL,
        "check",
        ("check_key", "reason", "task_id", "until", "waived_by_id"),
        belongs_here="Findings of the schedule checks that somebody has agreed to bear until a date",
    ),
    TableEntry(
        Body,
        "Governance body",
        "Governance bodies",
        Area.GOVERNANCE,
        "body",
        ("name", "type", "chair_id", "reports_to_id", "cadence", "quorum", "cost_limit"),
        belongs_here="Who decides what: the steering committee, boards and working groups",
        travels=Travels.WHEN_NEEDED,
    ),
    TableEntry(
        Meeting,
        "Meeting",
        "Meetings",
        Area.GOVERNANCE,
        "meeting",
        ("code", "title", "body_id", "held", "place", "state"),
        belongs_here="The sittings of the governance bodies, with agenda and minutes",
        settled=("state", "approved"),
    ),
    TableEntry(
        Decision,
        "Decision",
        "Decisions",
        Area.GOVERNANCE,
        "decision",
        ("code", "title", "project_id", "body_id", "needed_by", "cost", "days", "state", "decided_on"),
        belongs_here="What is asked of a governance body, and what it decided",
        settled=("state", "decided"),
    ),
    TableEntry(
        Action,
        "Action",
        "Actions",
        Area.GOVERNANCE,
        "action",
        ("code", "title", "owner_id", "due", "project_id", "meeting_id", "state"),
        belongs_here="What somebody has promised to do by a date",
    ),
    _part(
        Attachment,
        "Attachment",
        "Attachments",
        Area.OVERVIEW,
        "attachment",
        "name",
        "size",
        "added",
        "added_by",
        only_one=("row_table", "row_id", "content", "name"),
    ),
    _part(
        Sieve,
        "Saved filter",
        "Saved filters",
        Area.PLAN,
        "filter",
        "name",
        "of_table",
        "condition",
        "sort_by",
        "group_by",
        only_one=("of_table", "name"),
    ),
    _part(
        SavedView,
        "Saved view",
        "Saved views",
        Area.PLAN,
        "columns",
        "name",
        "layout",
        "condition",
        "sort_by",
        "group_by",
        only_one=("name",),
    ),
)

SENT_COPIES = _part(
    SentCopy, "Sent copy", "Sent copies", Area.OVERVIEW, "save-copy", "sender", "sent", "note"
)
"""About the file, not the program: outside the history, and no command lists it."""
STORED = (*CATALOGUE, SENT_COPIES)
"""Every table of a file but its journal."""

_BY_NAME = {entry.name: entry for entry in CATALOGUE}


def table_names() -> tuple[str, ...]:
    """Every table's name, in catalogue order."""
    return tuple(_BY_NAME)


def entry(name: str) -> TableEntry:
    """The table of that name. Raises `KeyError` when there is none."""
    return _BY_NAME[name]
