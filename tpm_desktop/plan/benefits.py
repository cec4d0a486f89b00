"""Benefits as they stand: planned curve, measurements, what is expected, and what it is worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import cast

from tpm_desktop.finance.fiscal_calendar import FiscalCalendar
from tpm_desktop.finance.realisation import (
    Point,
    on_curve,
    share_reached,
    worth_by_year,
)
from tpm_desktop.model.benefits import Benefit, BenefitPoint, BenefitState

from .capital.rows import records_of
from .due import day_of_status
from .fiscal import fiscal_calendar
from .state import State


@dataclass(frozen=True, slots=True)
class Realisation:
    """One benefit. points: in order of days; planned, measured: shares of the way by day, in order.

    planned begins with the baseline and ends with the target where those are dated. day: status date, after
    which nothing counts as measured. Where baseline or target are missing there are no shares.
    """

    benefit: Benefit
    points: tuple[BenefitPoint, ...]
    planned: tuple[Point, ...]
    measured: tuple[Point, ...]
    day: date
    fiscal: FiscalCalendar

    @property
    def last(self) -> BenefitPoint | None:
        """The newest measurement up to the status date."""
        read = [one for one in self.points if one.measured is not None and one.read_on <= self.day]
        return read[-1] if read else None

    @property
    def reached(self) -> Fraction | None:
        """The share of the way that the newest measurement tells."""
        return self.measured[-1][1] if self.measured else None

    @property
    def due(self) -> Fraction | None:
        """The share that was planned for the day of the newest measurement, or for the status date."""
        if not self.planned:
            return None
        return on_curve(self.planned, self.measured[-1][0] if self.measured else self.day)

    @property
    def behind(self) -> bool:
        """Whether less was reached than planned; what was due but never measured is behind as well."""
        return self.due is not None and self.due > (self.reached or 0)

    @property
    def gap(self) -> Fraction:
        """Reached less planned at the newest measurement, which is expected to stay; 0 before one."""
        return self.reached - self.due if self.reached is not None and self.due is not None else Fraction(0)

    def expected(self, day: date) -> Fraction:
        """The share on a day: between measurements what they tell, after them the plan with today's gap."""
        if self.measured and day <= self.measured[-1][0]:
            return on_curve(self.measured, day)
        return on_curve(self.planned, day) + self.gap if self.planned else Fraction(0)

    def worth_planned(self, until: int) -> dict[int, int]:
        """By fiscal year up to a month, as the curve plans it."""
        return self._worth(
            [(n, on_curve(self.planned, self.fiscal.last_day(n))) for n in self._months(until)]
        )

    def worth_expected(self, until: int) -> dict[int, int]:
        """By fiscal year up to a month, as things stand."""
        return self._worth([(n, self.expected(self.fiscal.last_day(n))) for n in self._months(until)])

    def worth_realised(self) -> dict[int, int]:
        """By fiscal year up to the newest measurement."""
        if not self.measured:
            return {}
        until = self.measured[-1][0]
        months = [n for n in self._months(self.fiscal.month_of(until)) if self.fiscal.last_day(n) <= until]
        return self._worth([(n, on_curve(self.measured, self.fiscal.last_day(n))) for n in months])

    def _months(self, until: int) -> range:
        begun = [points[0][0] for points in (self.planned, self.measured) if points]
        return range(self.fiscal.month_of(min(begun)), until + 1) if begun else range(0)

    def _worth(self, shares: list[tuple[int, Fraction]]) -> dict[int, int]:
        if self.benefit.state is BenefitState.DROPPED:
            return {}
        return worth_by_year(shares, self.benefit.worth or 0, self.fiscal.starts_in)


def realisations(state: State) -> list[Realisation]:
    """Every benefit in order of its making."""
    tables, day = state.inputs.tables, day_of_status(state)
    points: dict[str, list[BenefitPoint]] = {}
    for row in records_of(tables["benefit_point"]).values():
        point = cast(BenefitPoint, row)
        points.setdefault(point.benefit_id, []).append(point)
    fiscal = fiscal_calendar(tables)
    found = []
    for row in records_of(tables["benefit"]).values():
        benefit = cast(Benefit, row)
        own = sorted(points.get(benefit.id, ()), key=lambda one: one.read_on)
        planned, measured = _curves(benefit, own, day)
        found.append(Realisation(benefit, tuple(own), planned, measured, day, fiscal))
    return found


def _curves(
    benefit: Benefit, points: list[BenefitPoint], day: date
) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    base, target = benefit.baseline, benefit.target
    if base is None or target is None or base == target:
        return (), ()

    def share(value: int) -> Fraction:
        return share_reached(base, target, value) or Fraction(0)

    ends = ((benefit.baseline_on, base), (benefit.target_on, target))
    planned = {on: share(value) for on, value in ends if on is not None}
    planned.update({one.read_on: share(one.planned) for one in points if one.planned is not None})
    measured: dict[date, Fraction] = {}
    read = [(one.read_on, one.measured) for one in points if one.measured is not None and one.read_on <= day]
    if read and benefit.baseline_on is not None and benefit.baseline_on < read[0][0]:
        measured[benefit.baseline_on] = Fraction(0)
    measured.update({on: share(value) for on, value in read})
    return tuple(sorted(planned.items())), tuple(sorted(measured.items()))


def missing(one: Realisation) -> Iterator[str]:
    """What a benefit can't be followed without, in the words of its columns."""
    benefit = one.benefit
    needed = (
        ("an owner", benefit.owner_id),
        ("a measure", benefit.measure),
        ("a baseline value", benefit.baseline),
        ("a target value", benefit.target),
        ("a target date", benefit.target_on),
    )
    yield from (words for words, value in needed if value is None)
