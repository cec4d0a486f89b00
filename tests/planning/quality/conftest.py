"""A plan as its checks see it: what the engine does not know is told by the names of the tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.planning.conftest import instant
from tpm_desktop.planning.availability import Availability
from tpm_desktop.planning.calendars import compile_calendars
from tpm_desktop.planning.columns import NONE, WHOLE, Options
from tpm_desktop.planning.quality import CHECKS, Baseline, Bookings, Facts, Result, Subject, Verdict, assess

if TYPE_CHECKING:
    from tests.planning.conftest import Plan

DAY = 480
Told = tuple[int, int, Verdict]


class Quality:
    """A plan with what is known besides; `of` asks one check."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.agreed: dict[str, tuple[str, str]] = {}
        self.agreed_days: dict[str, float] = {}
        self.taken = NONE
        self.owners: dict[str, int] = {}
        self.streams: dict[str, int] = {}
        self.estimated: set[str] = set()
        self.effort: set[str] = set()
        self.marked: set[str] | None = None
        self.bookings: list[tuple[str, int, int, int]] = []
        self.capacity: list[int] = []
        self._subject: Subject | None = None

    def baseline(self, taken: str = "", **agreed: str) -> Quality:
        """Baseline dates by name of the task, as "Mon 5 - Tue 6 17:00"."""
        self.agreed |= {name: (said.split(" - ")[0], said.split(" - ")[1]) for name, said in agreed.items()}
        self.taken = instant(taken) if taken else NONE
        return self

    def owned(self, owners: Mapping[str, int]) -> Quality:
        """Who answers for which task."""
        self.owners |= owners
        return self

    def book(self, task: str, resource: int = 0, units: int = 100, calendar: int = 0) -> Quality:
        """A resource on a task, so many per cent of it."""
        self.bookings.append((task, resource, calendar, units * 100))
        return self

    @property
    def subject(self) -> Subject:
        if self._subject is None:
            self._subject = self._made()
        return self._subject

    def results(self) -> dict[str, Result]:
        return {result.check.id: result for result in assess(self.subject, CHECKS)}

    def of(self, check: str) -> Result:
        return self.results()[check]

    def told(self, check: str) -> Told:
        """Numerator, denominator and verdict."""
        result = self.of(check)
        return result.found.numerator, result.found.denominator, result.verdict

    def names(self, check: str) -> list[str]:
        """The tasks found."""
        return [str(self.plan.rows[row]["name"]) for row in self.of(check).found.tasks]

    def links(self, check: str) -> list[str]:
        """The links found, as "A-B"."""
        rows = self.of(check).found.links.tolist()
        names = [str(row["name"]) for row in self.plan.rows]
        ends = zip(self.subject.links.predecessor, self.subject.links.successor, strict=True)
        said = [f"{names[one]}-{names[other]}" for one, other in ends]
        return [said[row] for row in rows]

    def days(self, check: str) -> list[float]:
        """What is counted beside each, in days of eight hours."""
        amounts = self.of(check).found.amounts
        assert amounts is not None
        return [amount / DAY for amount in amounts.tolist()]

    def _made(self) -> Subject:
        plan = self.plan
        names = [str(row["name"]) for row in plan.rows]
        tasks, n = plan.tasks(), len(plan.rows)
        milestone = tasks.duration == 0
        return Subject(
            calendars=compile_calendars(plan.calendars),
            tasks=tasks,
            links=plan.links_table(),
            assignments=plan.assignments(),
            options=Options(**plan.options),  # type: ignore[arg-type]
            schedule=plan.answer,
            facts=Facts(
                names=names,
                milestone=milestone,
                marked=milestone if self.marked is None else _flags(names, self.marked),
                estimated=_flags(names, self.estimated),
                provided=_flags(names, {booking[0] for booking in self.bookings}),
                owner=np.array([self.owners.get(name, -1) for name in names], np.int32),
                stream=np.array([self.streams.get(name, 0) for name in names], np.int32),
                usual_duration=DAY,
                minutes_per_week=5 * DAY,
                effort=_flags(names, self.effort),
            ),
            baseline=self._baseline(names, n) if self.agreed else None,
            bookings=self._bookings(plan),
        )

    def _baseline(self, names: Sequence[str], n: int) -> Baseline:
        start, finish, duration = (np.full(n, NONE, np.int64) for _ in range(3))
        for name, (begin, end) in self.agreed.items():
            row = names.index(name)
            start[row], finish[row] = instant(begin), instant(end)
            days = self.agreed_days.get(name)
            duration[row] = self.plan.rows[row]["duration"] if days is None else round(days * DAY)
        return Baseline(start, finish, duration, self.taken)

    def _bookings(self, plan: Plan) -> Bookings:
        task, resource, calendar, units = (
            zip(*self.bookings, strict=True) if self.bookings else ((), (), (), ())
        )
        capacity = self.capacity or [WHOLE] * (max(resource, default=-1) + 1)
        return Bookings(
            np.array([plan.row(name) for name in task], np.int32),
            np.array(resource, np.int32),
            np.array(calendar, np.int32),
            np.array(units, np.int64),
            [Availability.always(units) for units in capacity],
        )


def _flags(names: Sequence[str], chosen: Iterable[str]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array([name in set(chosen) for name in names], np.bool_)


@pytest.fixture
def quality(plan: Plan) -> Quality:
    """The empty plan of these tests, with nothing known besides."""
    return Quality(plan)


@pytest.fixture
def chain(plan: Plan) -> Callable[..., Plan]:
    """Makes so many tasks in a row, of a day each unless days are given, called T1, T2 ..."""

    def make(n: int, links: Mapping[int, str] | None = None, **columns: object) -> Plan:
        for at in range(1, n + 1):
            how = (links or {}).get(at, "FS")
            plan.task(f"T{at}", 1, after=f"T{at - 1} {how}" if at > 1 else (), **columns)
        return plan

    return make
