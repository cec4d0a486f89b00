"""The burn-down of risks: how many were open and what was at stake at each report, and what is planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from .plan import instant
from .risk_exposure import Weighed
from .state import State
from .trends import Closed

_DAY = timedelta(days=1)
_MOST_AHEAD = 24
_SOON = timedelta(days=7)  # a month end closer to today would say the same


class Told(Enum):
    """Where a figure comes from."""

    CLOSED = auto()
    NOW = auto()
    PLANNED = auto()


@dataclass(frozen=True, slots=True)
class BurnPoint:
    """Open threats on a day, and the minor units that are expected of them; None where that was not kept."""

    day: date
    count: int
    exposure: int | None
    told: Told


@dataclass(frozen=True, slots=True)
class BurnDown:
    """Points in order of time. undated: open threats whose response has neither tasks nor a day, so that
    they stay as they are."""

    points: tuple[BurnPoint, ...]
    undated: int

    @property
    def now(self) -> BurnPoint:
        """As things stand."""
        return next(point for point in self.points if point.told is Told.NOW)


def burn_down(state: State, risks: Sequence[Weighed], closed: Sequence[Closed], day: date) -> BurnDown:
    """Closed periods, today, and the month ends up to the last planned change. Args: day: of the status."""
    threats = [risk for risk in risks if not risk.opportunity]
    chances = {
        row_id
        for row_id, kind in zip(
            state.inputs.tables["risk"].ids, state.inputs.tables["risk"].texts["kind"], strict=True
        )
        if kind == "opportunity"
    }
    past = [_past(one, chances) for one in closed if one.period.finish < day]
    now = BurnPoint(day, len(threats), sum(risk.exposure for risk in threats), Told.NOW)
    ahead = [
        BurnPoint(
            at,
            sum(risk.counts_on(at) for risk in threats),
            sum(risk.exposure_on(at) for risk in threats),
            Told.PLANNED,
        )
        for at in _month_ends(state, threats, day)
    ]
    undated = sum(not risk.in_place and risk.on is None for risk in threats)
    return BurnDown((*past, now, *ahead), undated)


def _past(one: Closed, opportunities: set[str]) -> BurnPoint:
    kept = [row for row in one.risks if row.risk_id not in opportunities]
    known = [row.exposure for row in kept if row.exposure is not None]
    return BurnPoint(one.period.finish, len(kept), sum(known) if known or not kept else None, Told.CLOSED)


def _month_ends(state: State, threats: Sequence[Weighed], day: date) -> list[date]:
    """Up to the month after the last change that is planned, no further than the program goes."""
    events = [at for risk in threats for at in (risk.on, risk.expires) if at is not None and at > day]
    if not events:
        return []
    end = instant(int(state.schedule.program_finish)) if len(state.outline) else None
    last = max(events) if end is None else min(max(events), max(end.date(), min(events)))
    at = _month_end(day)
    found: list[date] = []
    while len(found) < _MOST_AHEAD:
        if at >= day + _SOON:
            found.append(at)
        if at > last:
            break
        at = _month_end(at + _DAY)
    return found


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - _DAY
