"""The fields of a task: duration, constraint, progress, mode and all that stands beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tpm_desktop.model.check import EARLIEST, LATEST
from tpm_desktop.model.resources import Accrual
from tpm_desktop.model.schedule import Constraint, TaskType

from .calendars import Calendars
from .codes import (
    ACCRUALS,
    BY_PHYSICAL_PERCENT,
    CONSTRAINTS,
    TASK_TYPES,
    UNDATED,
    is_elapsed,
    is_estimated,
)
from .item import Item
from .outline import SourceTask

WHOLE = 10_000
_WEEKS_OF_A_CENTURY = 5_218
_DAYS_OF_A_CENTURY = 36_525
_MOST_PRIORITY = 1000

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Units:
    """What a day and a week of the plan count."""

    minutes_per_day: int
    minutes_per_week: int


def read_task(task: SourceTask, calendars: Calendars, units: Units) -> Fields:
    """The fields of the row, but for where it stands."""
    item = task.item
    wbs = item.text("WBS")
    return {
        "id": task.id,
        "name": item.text("Name") or "Task without name",
        "wbs": None if wbs in task.codes else wbs,
        **_length(item, units),
        "milestone": item.flag("Milestone"),
        **_constraint(item),
        "deadline": item.instant("Deadline"),
        **({} if task.summary else {**_progress(item), **_physical(item)}),
        "calendar_id": calendars.of(item.integer("CalendarUID"), item.who),
        "ignore_resource_calendars": item.flag("IgnoreResourceCalendar"),
        "type": item.choice("Type", TASK_TYPES, TaskType.FIXED_UNITS),
        "effort_driven": item.flag("EffortDriven"),
        "fixed_cost": item.money("FixedCost"),
        "fixed_accrual": item.choice("FixedCostAccrual", ACCRUALS, Accrual.PRORATED),
        "priority": _priority(item),
        "levelling_delay": item.tenths("LevelingDelay"),
        **_mode(item),
        "active": item.flag("Active", default=True),
        "notes": item.text("Notes", lines=True),
        "uid": task.uid,
    }


def note_what_is_not_kept(item: Item) -> None:
    """Count what a task says that has no place here."""
    custom = sum(1 for _ in item.each("ExtendedAttribute")) + sum(1 for _ in item.each("OutlineCode"))
    if custom:
        item.not_kept("values of custom fields", custom)
    for name, what in (("Contact", "contacts of tasks"), ("HyperlinkAddress", "hyperlinks of tasks")):
        if item.has(name):
            item.not_kept(what)


def _length(item: Item, units: Units) -> Fields:
    """Duration and how it counts; one day, marked as estimated, where it makes no sense."""
    number = item.integer("DurationFormat") or 0
    elapsed = is_elapsed(number)
    estimated = item.flag("Estimated") or is_estimated(number)
    duration = item.duration("Duration")
    longest = 1440 * _DAYS_OF_A_CENTURY if elapsed else units.minutes_per_week * _WEEKS_OF_A_CENTURY
    reason = None
    if duration is None:
        reason = "it has no usable duration"
        if item.flag("Milestone") and not item.has("Duration"):
            return {"duration": 0, "elapsed": elapsed, "estimated": estimated}
    elif duration < 0:
        reason = f"a duration of {_hours(duration)} is negative"
    elif duration > longest:
        reason = f"a duration of {_hours(duration)} is longer than a century"
    if reason:
        item.adjusted(f"{item.who}: {reason}; one day was put in its place and marked as estimated")
        return {"duration": units.minutes_per_day, "elapsed": False, "estimated": True}
    return {"duration": duration, "elapsed": elapsed, "estimated": estimated}


def _hours(minutes: int) -> str:
    return f"{minutes / 60:,.0f} h"


def _constraint(item: Item) -> Fields:
    constraint = item.choice("ConstraintType", CONSTRAINTS, Constraint.ASAP)
    if constraint in UNDATED:
        return {"constraint": constraint}
    moment = item.instant("ConstraintDate")
    if moment is None or not _is_plannable(moment):
        said = f"the date {moment:%Y-%m-%d} is out of range" if moment else "it has no date"
        item.adjusted(f"{item.who}: constraint “{constraint.label}” was dropped, as {said}")
        return {"constraint": Constraint.ASAP}
    return {"constraint": constraint, "constraint_date": moment}


def _is_plannable(moment: datetime) -> bool:
    return EARLIEST <= moment.date() <= LATEST


def _physical(item: Item) -> Fields:
    """What is measured of the work itself, where the task's earned value goes by it."""
    if item.integer("EarnedValueMethod") != BY_PHYSICAL_PERCENT:
        return {}
    percent = min(max(item.integer("PhysicalPercentComplete") or 0, 0), 100)
    return {"physical_percent": percent * WHOLE // 100}


def _progress(item: Item) -> Fields:
    """What has been done; what was begun or finished without saying when, was so when it was planned."""
    percent = min(max(item.integer("PercentComplete") or 0, 0), 100)
    finished = percent == 100
    started = item.instant("ActualStart") or (item.instant("Start") if percent else None)
    stopped = started is not None and not finished
    return {
        "percent_complete": percent * WHOLE // 100,
        "actual_start": started,
        "actual_finish": (item.instant("ActualFinish") or item.instant("Finish")) if finished else None,
        "stop": item.instant("Stop") if stopped else None,
        "resume": item.instant("Resume") if stopped else None,
    }


def _priority(item: Item) -> int | None:
    priority = item.integer("Priority")
    return None if priority is None else min(max(priority, 0), _MOST_PRIORITY)


def _mode(item: Item) -> Fields:
    """Whether its dates are given rather than computed, and which."""
    inserted, external = item.flag("IsSubproject"), item.flag("ExternalTask")
    manual = inserted or item.flag(
        "Manual"
    )  # an inserted project is a part of this one: it counts for its finish
    if inserted:
        place = item.text("SubprojectName") or "another file"
        item.adjusted(f"{item.who}: it stands for {place}; it keeps the dates that it has here")
    fields: Fields = {"manual": manual, "external": external}
    if manual:
        fields |= {
            f"{name.lower()}_text": item.text(f"{name}Text") for name in ("Start", "Finish", "Duration")
        }
    if manual or external:
        for name, field in (("Start", "manual_start"), ("Finish", "manual_finish")):
            computed = None if fields.get(f"{name.lower()}_text") else item.instant(name)
            fields[field] = item.instant(f"Manual{name}") or computed
    return fields
