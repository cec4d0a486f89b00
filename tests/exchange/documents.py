"""MS Project XML documents for tests: small ones made of what a test says, and large ones of any size."""

from __future__ import annotations

from datetime import datetime, timedelta
from xml.sax.saxutils import escape

NAMESPACE = "http://schemas.microsoft.com/project"
WORKDAY = (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00"))
Parts = dict[str, object]


def element(name: str, *inner: str, **parts: object) -> str:
    """`<name>` with parts in the order given, then whatever else is inside."""
    return f"<{name}>{_parts(parts)}{''.join(inner)}</{name}>"


def document(
    *tasks: str, calendars: str = "", resources: str = "", assignments: str = "", **properties: object
) -> str:
    """A whole project that starts on Monday 5 January 2026."""
    usual: Parts = {
        "SaveVersion": 14,
        "Title": "Network renewal",
        "ScheduleFromStart": 1,
        "StartDate": "2026-01-05T08:00:00",
        "CurrencyCode": "EUR",
        "CalendarUID": 1,
        "MinutesPerDay": 480,
        "MinutesPerWeek": 2400,
        "DaysPerMonth": 20,
    }
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Project xmlns="{NAMESPACE}">'
        f"{_parts({**usual, **properties})}"
        f"<Calendars>{calendars or calendar()}</Calendars><Tasks>{''.join(tasks)}</Tasks>"
        f"<Resources>{resources}</Resources><Assignments>{assignments}</Assignments></Project>"
    )


def times(*shifts: tuple[str, str]) -> str:
    """The working times of a day."""
    return element(
        "WorkingTimes", *(element("WorkingTime", FromTime=start, ToTime=end) for start, end in shifts)
    )


def weekday(number: int, *shifts: tuple[str, str]) -> str:
    """A day of the week, 1 for Sunday; without working time when no shifts are given."""
    return element("WeekDay", times(*shifts) if shifts else "", DayType=number, DayWorking=int(bool(shifts)))


def calendar(
    *more: str, uid: int = 1, name: str = "Standard", base: int = -1, days: tuple[int, ...] = (2, 3, 4, 5, 6)
) -> str:
    """A calendar of ordinary days, a base calendar unless it names one; `more` follows its week."""
    described = [weekday(day, *(WORKDAY if day in days else ())) for day in range(1, 8)]
    week = element("WeekDays", *described) if days else ""
    return element(
        "Calendar", week, *more, UID=uid, Name=name, IsBaseCalendar=int(base < 0), BaseCalendarUID=base
    )


def exception(
    *shifts: tuple[str, str], first: str, last: str, name: str | None = None, **recurrence: object
) -> str:
    """A calendar exception, without working time when no shifts are given; daily unless said otherwise."""
    period = element("TimePeriod", FromDate=f"{first}T00:00:00", ToDate=f"{last}T23:59:00")
    said = {"Type": 1, **recurrence, "DayWorking": int(bool(shifts))}
    return element("Exception", period, times(*shifts) if shifts else "", Name=name, **said)


def task(uid: int, name: str = "Work", *more: str, hours: float = 8, level: int = 1, **parts: object) -> str:
    """A task; `more` are links and baselines."""
    usual: Parts = {
        "UID": uid,
        "ID": uid,
        "Name": name,
        "OutlineLevel": level,
        "Duration": f"PT{hours:g}H0M0S",
        "DurationFormat": 7,
    }
    return element("Task", *more, **{**usual, **parts})


def link(predecessor: int, **parts: object) -> str:
    """A link, finish to start without lag unless said otherwise."""
    return element(
        "PredecessorLink", PredecessorUID=predecessor, **{"Type": 1, "LinkLag": 0, "LagFormat": 7, **parts}
    )


def resource(uid: int, name: str, *more: str, **parts: object) -> str:
    """A person unless said otherwise."""
    return element(
        "Resource",
        *more,
        UID=uid,
        ID=uid,
        Name=name,
        **{"Type": 1, "MaxUnits": 1, "CalendarUID": -1, **parts},
    )


def assignment(uid: int, task_uid: int, resource_uid: int, *more: str, **parts: object) -> str:
    """A resource at full time unless said otherwise."""
    return element(
        "Assignment", *more, UID=uid, TaskUID=task_uid, ResourceUID=resource_uid, **{"Units": 1, **parts}
    )


def large(tasks: int) -> str:
    """A plan of that many tasks in phases of ten, each linked to the one before and with an assignment."""
    people = range(1, 51)
    rows, assignments = [], []
    start = datetime(2026, 1, 5, 8)
    for uid in range(1, tasks + 1):
        place = uid % 11
        before = link(uid - 1) if place > 2 or place == 0 else ""
        rows.append(_as_saved(uid, place == 1, start + timedelta(days=uid % 300), before))
        if place != 1:
            assignments.append(assignment(uid, uid, uid % len(people) + 1, Work="PT16H0M0S"))
    resources = "".join(resource(n, f"Engineer {n}", StandardRate=80) for n in people)
    return document(*rows, resources=resources, assignments="".join(assignments))


_ZEROS = (
    "OverAllocated", "Estimated", "Milestone", "Critical", "IsSubproject", "IsSubprojectReadOnly",
    "ExternalTask", "StartVariance", "FinishVariance", "WorkVariance", "FreeSlack", "TotalSlack",
    "FixedCost", "PercentComplete", "PercentWorkComplete", "Cost", "OvertimeCost", "ActualCost",
    "ActualOvertimeCost", "RemainingCost", "ACWP", "CV", "ConstraintType", "LevelingDelay",
    "IgnoreResourceCalendar", "HideBar", "Rollup", "BCWS", "BCWP",
)  # fmt: skip


def _as_saved(uid: int, summary: bool, start: datetime, before: str) -> str:
    """A task with about as many elements as MS Project saves."""
    finish = start + timedelta(hours=33)
    dates = {name: start.isoformat() for name in ("Start", "EarlyStart", "LateStart")}
    dates |= {name: finish.isoformat() for name in ("Finish", "EarlyFinish", "LateFinish")}
    name = f"Phase {uid // 11 + 1}" if summary else f"Install cabinet {uid}"
    saved = {"Summary": int(summary), "Type": 0, "CalendarUID": -1, **dates, **dict.fromkeys(_ZEROS, 0)}
    return task(uid, name, before, hours=16, level=1 if summary else 2, **saved)


def _parts(parts: Parts) -> str:
    return "".join(f"<{key}>{escape(str(said))}</{key}>" for key, said in parts.items() if said is not None)
