"""A plan as planners speak of it: tasks by name, durations in days, links such as "Order FS+2d"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import numpy as np
import pytest

from tpm_desktop.planning.calendars import CalendarException, CalendarSpec, Shift, compile_calendars
from tpm_desktop.planning.columns import (
    NONE,
    WHOLE,
    Assignments,
    Constraint,
    LagUnit,
    LinkKind,
    Links,
    Options,
    Reason,
    Schedule,
    Splits,
    Tasks,
)
from tpm_desktop.planning.schedule import schedule

DAY, HOUR = 480, 60
OFFICE = (Shift(8 * 60, 12 * 60), Shift(13 * 60, 17 * 60))
NIGHT = (Shift(0, 8 * 60), Shift(23 * 60, 24 * 60))
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LINK = re.compile(r"(?P<name>.+?)(?: (?P<kind>FS|SS|FF|SF)(?:(?P<lag>[+-]\d+)(?P<unit>ed|eh|e%|d|h|%))?)?")
_LAGS = {
    "d": (DAY, LagUnit.WORKING),
    "h": (HOUR, LagUnit.WORKING),
    "ed": (1440, LagUnit.ELAPSED),
    "eh": (HOUR, LagUnit.ELAPSED),
    "%": (100, LagUnit.PERCENT),
    "e%": (100, LagUnit.ELAPSED_PERCENT),
}


def instant(said: str) -> int:
    """ "Thu 8", "Thu 8 17:00" or "2026-02-03 08:00" in minutes since 1970; a bare day begins at 08:00."""
    words = said.split()
    if "-" in words[0]:
        when = datetime.fromisoformat(said)
    else:
        clock = words[2] if len(words) > 2 else "08:00"
        when = datetime.fromisoformat(f"2026-01-{int(words[1]):02d} {clock}")
        assert WEEKDAYS[when.weekday()] == words[0], f"{said} is a {WEEKDAYS[when.weekday()]}"
    return int((when - datetime(1970, 1, 1)).total_seconds()) // 60


def said(minutes: int) -> str:
    """Minutes since 1970 as "Thu 8 17:00", with the month where it is not January 2026."""
    when = datetime.fromisoformat(str(np.datetime64(int(minutes), "m")))
    if (when.year, when.month) != (2026, 1):
        return f"{when:%Y-%m-%d %H:%M}"
    return f"{WEEKDAYS[when.weekday()]} {when.day} {when:%H:%M}"


class Plan:
    """A plan under construction; the first question asked schedules it."""

    def __init__(self) -> None:
        self.calendars = [CalendarSpec("Standard", week=dict.fromkeys(range(5), OFFICE))]
        self.rows: list[dict[str, object]] = []
        self.links: list[tuple[str, str]] = []
        self.work: list[dict[str, object]] = []
        self.splits: list[tuple[str, int, int]] = []
        self.options: dict[str, object] = {"start": instant("Mon 5")}
        self._answer: Schedule | None = None

    # What a planner writes down.

    def calendar(self, name: str, days: Sequence[int] = range(5), hours: Sequence[Shift] = OFFICE) -> Plan:
        """A calendar of its own, working on the given weekdays (0 is Monday)."""
        self.calendars.append(CalendarSpec(name, week=dict.fromkeys(days, tuple(hours))))
        return self

    def holiday(self, day: str, calendar: str = "Standard") -> Plan:
        """A day off in a calendar."""
        row = self._calendar(calendar)
        spec, number = self.calendars[row], instant(day) // 1440
        exceptions = (*spec.exceptions, CalendarException(number, number))
        self.calendars[row] = CalendarSpec(spec.name, spec.base, spec.week, exceptions, spec.work_weeks)
        return self

    def task(
        self,
        name: str,
        days: float = 0,
        *,
        hours: float = 0,
        elapsed_days: float = 0,
        after: str | Sequence[str] = (),
        inside: str | None = None,
        calendar: str | None = None,
        constraint: str | None = None,
        by: str | None = None,
        **columns: object,
    ) -> Plan:
        """A task; after: links; constraint: as "SNET Thu 8"; by: its deadline; columns: others of `Tasks`."""
        kind, _, date = (constraint or "ASAP").partition(" ")
        minutes = elapsed_days * 1440 if elapsed_days else days * DAY + hours * HOUR
        row: dict[str, object] = {
            "name": name,
            "inside": inside,
            "duration": round(minutes),
            "elapsed": elapsed_days > 0,
            "calendar": -1 if calendar is None else self._calendar(calendar),
            "constraint": Constraint[kind],
            "constraint_date": instant(date) if date else NONE,
            "deadline": instant(by) if by else NONE,
        }
        for column, value in columns.items():
            row[column] = instant(value) if isinstance(value, str) else value
        self.rows.append(row)
        self.links += [(link, name) for link in ([after] if isinstance(after, str) else after)]
        return self

    def link(self, link: str, to: str) -> Plan:
        """A further link, such as "Order SS+1d"."""
        self.links.append((link, to))
        return self

    def assign(
        self, task: str, calendar: str = "Standard", *, hours: float = -1, units: int = 100, **columns: int
    ) -> Plan:
        """A resource with that calendar on a task; hours: its work, where it is said; units: per cent."""
        work = NONE if hours < 0 else round(hours * HOUR)
        self.work.append(
            {
                "task": task,
                "calendar": self._calendar(calendar),
                "units": units * WHOLE // 100,
                "work": work,
                **columns,
            }
        )
        return self

    def split(self, task: str, after: float, days: float) -> Plan:
        """A break of so many days in a task once so many days of its work are done."""
        self.splits.append((task, round(after * DAY), round(days * DAY)))
        return self

    def with_options(self, **options: object) -> Plan:
        """Other `Options` than usual."""
        self.options |= {
            name: instant(value) if isinstance(value, str) else value for name, value in options.items()
        }
        return self

    def slip(self, name: str, days: float) -> Plan:
        """Make a task longer."""
        self.rows[self.row(name)]["duration"] += round(days * DAY)  # type: ignore[operator]
        self._answer = None
        return self

    # What a planner asks.

    def start(self, name: str) -> str:
        return said(self.answer.start[self.row(name)])

    def finish(self, name: str) -> str:
        return said(self.answer.finish[self.row(name)])

    def dates(self, name: str) -> str:
        return f"{self.start(name)} - {self.finish(name)}"

    def parts(self, name: str) -> list[str]:
        """The dates of a split task between its breaks."""
        return [f"{said(start)} - {said(finish)}" for start, finish in self.answer.parts[self.row(name)]]

    def late_dates(self, name: str) -> str:
        row = self.row(name)
        return f"{said(self.answer.late_start[row])} - {said(self.answer.late_finish[row])}"

    def slack(self, name: str) -> float:
        """Total slack in days."""
        return float(self.answer.total_slack[self.row(name)]) / DAY

    def free_slack(self, name: str) -> float:
        return float(self.answer.free_slack[self.row(name)]) / DAY

    def critical(self) -> list[str]:
        return [str(row["name"]) for row, flag in zip(self.rows, self.answer.critical, strict=True) if flag]

    def reason(self, name: str) -> Reason:
        return Reason(self.answer.reason[self.row(name)])

    def driver(self, name: str) -> str | None:
        """The link that decides where a task stands, as it was written."""
        row = int(self.answer.driver[self.row(name)])
        return None if row < 0 else self.links[row][0]

    def holder(self, name: str) -> str:
        return str(self.rows[int(self.answer.holder[self.row(name)])]["name"])

    def described(self, name: str) -> str:
        """As the worked cases say it: "A Mon 5 08:00 - Tue 6 17:00, 0 d"."""
        return f"{name} {self.dates(name)}, {self.slack(name):g} d"

    @property
    def answer(self) -> Schedule:
        if self._answer is None:
            self._answer = schedule(
                compile_calendars(self.calendars),
                self.tasks(),
                self.links_table(),
                Options(**self.options),  # type: ignore[arg-type]
                self.assignments(),
                splits=self.splits_table(),
            )
        return self._answer

    # The columns of it.

    def row(self, name: str) -> int:
        return next(at for at, row in enumerate(self.rows) if row["name"] == name)

    def tasks(self) -> Tasks:
        table = Tasks.empty(len(self.rows))
        for at, row in enumerate(self.rows):
            for column, value in row.items():
                if column == "inside" and value is not None:
                    table.parent[at] = self.row(str(value))
                elif column not in ("name", "inside"):
                    getattr(table, column)[at] = value
        return table

    def links_table(self) -> Links:
        table = Links.empty(len(self.links))
        for at, (link, to) in enumerate(self.links):
            parts = _LINK.fullmatch(link)
            assert parts, link
            table.predecessor[at], table.successor[at] = self.row(parts["name"]), self.row(to)
            table.kind[at] = LinkKind[parts["kind"] or "FS"]
            if parts["lag"]:
                minutes, table.lag_unit[at] = _LAGS[parts["unit"]]
                table.lag[at] = int(parts["lag"]) * minutes
        return table

    def assignments(self) -> Assignments:
        table = Assignments.empty(len(self.work))
        for at, row in enumerate(self.work):
            for column, value in row.items():
                getattr(table, column)[at] = self.row(str(value)) if column == "task" else value
        return table

    def splits_table(self) -> Splits:
        return Splits(
            np.array([self.row(task) for task, _, _ in self.splits], np.int32),
            np.array([after for _, after, _ in self.splits], np.int64),
            np.array([length for _, _, length in self.splits], np.int64),
        )

    def _calendar(self, name: str) -> int:
        return next(at for at, spec in enumerate(self.calendars) if spec.name == name)


@pytest.fixture
def plan() -> Plan:
    """An empty plan that begins on Monday 5 January 2026 at 08:00, with five days of eight hours a week."""
    return Plan()
