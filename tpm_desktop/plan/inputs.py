"""What the engine is asked: the file's tables as arrays, component projects as rows above their tasks."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.file.changes import Changes
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.program import OutOfSequence, ScheduleFrom
from tpm_desktop.model.resources import ResourceKind
from tpm_desktop.planning.columns import (
    NONE,
    Assignments,
    Constraint,
    LagUnit,
    LinkKind,
    Links,
    Options,
    Splits,
    Tasks,
)
from tpm_desktop.planning.contours import Contour
from tpm_desktop.planning.errors import CalendarError
from tpm_desktop.planning.worktime import Calendar

from .capital.counting import COUNTED_TABLES
from .capital.rows import CAPITAL_TABLES
from .columns import Columns, first
from .outline import Outline, read_outline
from .working_time import read_calendars

TABLES = (
    "reporting_period", "status_report", "exception_report", "risk",
    "program", "project", "calendar", "work_week", "calendar_exception", "resource", "resource_rate", "task",
    "task_split",
    "link", "assignment", "baseline", "baseline_task", "account", "budget_line",
    "earning_milestone", "variance_explanation",
    "funding_source", "transfer", "carry_over", "cost_entry", "closed_month",
    "budget_version_line", "exchange_rate",
    "check_limit", "waiver", "commitment",
    "policy_part", "policy_waiver", "change_request", "change_option", "body",
    "system", "release", "environment", "test_cycle", "interface", "integration_test", "issue",
    *CAPITAL_TABLES,
    "business_case", "case_year", "benefit", "benefit_point",
    "estimate_round", "estimate_line",
    "requirement", "deliverable", "requirement_coverage", "review", "acceptance",
    "stage", "gate", "gate_criterion",
    "resource_availability", "staffing_request", "role", "skill_need", "resource_skill",
    "risk_level", "risk_task",
    "procurement_package", "package_date", "bid_criterion", "bid", "bid_score", "vendor", "contract",
    "contract_milestone",
    "site", "component", "component_version", "installation_step", "booking", "service_transition",
    "known_error",
)  # fmt: skip
_BUDGET_TABLES = (
    "program", "project", "account", "budget_line", "funding_source", "transfer", "carry_over",
    "exchange_rate", *COUNTED_TABLES,
)  # fmt: skip
_POSTED_TABLES = ("program", "account", "exchange_rate", *COUNTED_TABLES)
MONEY_TABLES = (*_BUDGET_TABLES, "task", "resource", "resource_rate", "assignment")
_CALENDAR_TABLES = ("calendar", "work_week", "calendar_exception")
_PLACE = {"parent_id", "project_id", "order"}

_CONSTRAINTS = {kind.name.lower(): int(kind) for kind in Constraint}
_LINK_KINDS = {kind.name.lower(): int(kind) for kind in LinkKind}
_LAG_UNITS = {unit.name.lower(): int(unit) for unit in LagUnit}
_CONTOURS = {contour.name.lower(): int(contour) for contour in Contour}
_DATED = {int(kind) for kind in Constraint} - {Constraint.ASAP, Constraint.ALAP}


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that the plan is computed from, at one moment; nothing in it is ever changed in place."""

    tables: dict[str, Columns]
    outline: Outline
    calendars: tuple[Calendar, ...]
    tasks: Tasks
    links: Links
    assignments: Assignments
    splits: Splits
    options: Options

    @classmethod
    def read(cls, file: ProgramFile) -> Inputs:
        """From the whole file, one query a table that holds rows."""
        return _built(Columns.read_all(file, TABLES), None, frozenset(TABLES))

    def after(self, changes: Changes) -> Inputs:
        """As the changes leave it; what they don't touch is taken over."""
        touched = frozenset(table for table in TABLES if changes.of(table))
        tables = dict(self.tables)
        for table in touched:
            tables[table] = tables[table].after(changes.of(table))
        moved = touched & {"task", "project"} and (
            changes.reshaped("task")
            or changes.reshaped("project")
            or (changes.fields("task") | changes.fields("project")) & _PLACE
        )
        return _built(
            tables,
            replace(self, outline=read_outline(tables["project"], tables["task"])) if moved else self,
            touched,
        )

    def asks_the_same(self, before: Inputs) -> bool:
        """Whether the engine would be asked just what it was asked before."""
        pairs = (
            (self.tasks, before.tasks),
            (self.links, before.links),
            (self.assignments, before.assignments),
            (self.splits, before.splits),
        )
        return (
            self.calendars is before.calendars
            and self.options == before.options
            and all(_equal(new, old) for new, old in pairs)
        )

    def waits_the_same(self, before: Inputs) -> bool:
        """Whether outline and links join the same rows as before, so that the order of the plan stays."""
        pairs = (
            (self.tasks.parent, before.tasks.parent),
            (self.tasks.container, before.tasks.container),
            (self.links.predecessor, before.links.predecessor),
            (self.links.successor, before.links.successor),
        )
        return all(np.array_equal(new, old) for new, old in pairs)

    def invests_the_same(self, before: Inputs) -> bool:
        """Whether capital requests and purchases are as they were."""
        return all(self.tables[name] is before.tables[name] for name in CAPITAL_TABLES)

    def counts_the_same(self, before: Inputs) -> bool:
        """Whether what counts of purchases is as it was."""
        return all(self.tables[name] is before.tables[name] for name in COUNTED_TABLES)

    def spends_otherwise(self, before: Inputs) -> bool:
        """Whether a table that costs or budget come from has changed."""
        return any(self.tables[name] is not before.tables[name] for name in MONEY_TABLES)

    def budgets_otherwise(self, before: Inputs) -> bool:
        """Whether a table that the budget alone comes from has changed."""
        return any(self.tables[name] is not before.tables[name] for name in _BUDGET_TABLES)

    def posts_otherwise(self, before: Inputs) -> bool:
        """Whether entries of cost, orders and invoices, or the accounts that they stand in, have changed."""
        return any(self.tables[name] is not before.tables[name] for name in _POSTED_TABLES)

    def rules_otherwise(self, before: Inputs) -> bool:
        """Whether the policy, or the currency of its figures, may have changed."""
        return any(self.tables[name] is not before.tables[name] for name in ("program", "policy_part"))


def _equal(new: object, old: object) -> bool:
    return all(
        np.array_equal(getattr(new, part.name), getattr(old, part.name))
        for part in fields(new)  # type: ignore[arg-type]
    )


def _built(tables: dict[str, Columns], before: Inputs | None, touched: frozenset[str]) -> Inputs:
    outline = before.outline if before else read_outline(tables["project"], tables["task"])
    calendars_stay = before is not None and not touched & set(_CALENDAR_TABLES)
    calendars = before.calendars if before and calendars_stay else _calendars(tables)
    return Inputs(
        tables=tables,
        outline=outline,
        calendars=calendars,
        tasks=_tasks(tables, outline),
        links=_links(tables, outline),
        assignments=_assignments(tables, outline),
        splits=_splits(tables, outline),
        options=_options(tables, len(calendars) - 1),
    )


def _calendars(tables: dict[str, Columns]) -> tuple[Calendar, ...]:
    try:
        return read_calendars(*(tables[name] for name in _CALENDAR_TABLES))
    except (CalendarError, ValueProblem) as error:
        raise EditError(str(error)) from error


def _options(tables: dict[str, Columns], standard: int) -> Options:
    program = tables["program"]
    from_finish = first(program, "schedule_from") == ScheduleFrom.FINISH
    finish = first(program, "finish")
    if from_finish and finish is None:
        raise EditError("a program that is scheduled from its finish needs a required finish; set it first")
    calendar = first(program, "calendar_id")
    return Options(
        start=first(program, "start"),
        finish=NONE if finish is None else finish,
        from_finish=from_finish,
        honour_constraints=first(program, "honour_constraints") == 1,
        critical_threshold=first(program, "critical_slack"),
        multiple_critical_paths=first(program, "multiple_critical_paths") == 1,
        status_date=int(program.numbers["status_date"][0]),
        reschedule_uncompleted=first(program, "reschedule_uncompleted") == 1,
        progress_override=first(program, "out_of_sequence") == OutOfSequence.PROGRESS_OVERRIDE,
        calendar=tables["calendar"].row.get(calendar, standard),
        minutes_per_day=first(program, "minutes_per_day"),
    )


def _tasks(tables: dict[str, Columns], outline: Outline) -> Tasks:
    task, projects = tables["task"], int(outline.is_project.sum())
    at = np.flatnonzero(~outline.is_project)
    source = outline.source[at]
    made = Tasks.empty(len(outline))
    made.parent[:] = outline.parent
    made.container[:] = outline.is_project
    for name in ("duration", "constraint_date", "deadline", "actual_start", "actual_finish", "stop", "resume",
                 "manual_start", "manual_finish", "levelling_delay"):  # fmt: skip
        getattr(made, name)[at] = task.numbers[name][source]
    for name in ("elapsed", "manual", "active", "external", "ignore_resource_calendars"):
        getattr(made, name)[at] = task.flags(name)[source]
    made.done[at] = task.numbers["percent_complete"][source]
    made.calendar[at] = task.rows_of("calendar_id", tables["calendar"].row)[source]
    made.constraint[at] = task.codes_of("constraint", _CONSTRAINTS)[source]
    undated = np.isin(made.constraint, list(_DATED)) & (made.constraint_date == NONE)
    made.constraint[undated] = Constraint.ASAP
    if projects:
        starts = tables["project"].numbers["start"]
        made.project_start[outline.is_project] = starts[outline.source[outline.is_project]]
    return made


def _links(tables: dict[str, Columns], outline: Outline) -> Links:
    link = tables["link"]
    return Links(
        predecessor=link.rows_of("predecessor_id", outline.row),
        successor=link.rows_of("successor_id", outline.row),
        kind=link.codes_of("type", _LINK_KINDS),
        lag=link.numbers["lag"],
        lag_unit=link.codes_of("lag_unit", _LAG_UNITS),
    )


def _assignments(tables: dict[str, Columns], outline: Outline) -> Assignments:
    """Of people only: materials and costs have no working time that a task would have to follow."""
    assignment, resource = tables["assignment"], tables["resource"]
    who = assignment.rows_of("resource_id", resource.row)
    works = np.array([kind == ResourceKind.WORK for kind in resource.texts["kind"]] + [False])[who]
    calendar = np.append(resource.rows_of("calendar_id", tables["calendar"].row), -1)[who]
    standard = tables["calendar"].row.get(first(tables["program"], "calendar_id"), len(tables["calendar"]))
    work = assignment.numbers["work"][works]
    return Assignments(
        task=assignment.rows_of("task_id", outline.row)[works],
        calendar=_where(calendar[works] < 0, standard, calendar[works]),
        units=assignment.numbers["units"][works],
        work=np.where(work > 0, work, NONE),
        actual_work=assignment.numbers["actual_work"][works],
        overtime=assignment.numbers["overtime"][works],
        actual_overtime=assignment.numbers["actual_overtime"][works],
        delay=(assignment.numbers["delay"] + assignment.numbers["levelling_delay"])[works],
        contour=assignment.codes_of("contour", _CONTOURS)[works],
    )


def _splits(tables: dict[str, Columns], outline: Outline) -> Splits:
    split = tables["task_split"]
    return Splits(split.rows_of("task_id", outline.row), split.numbers["after"], split.numbers["length"])


def _where(absent: NDArray[np.bool_], standard: int, given: NDArray[np.int32]) -> NDArray[np.int32]:
    return np.where(absent, standard, given).astype(np.int32)
