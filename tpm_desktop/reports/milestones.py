"""Milestones as a pack tells them: met, due, late against the baseline or against a deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import numpy as np

from tpm_desktop.plan import instant
from tpm_desktop.planning.columns import NONE, WHOLE

from .source import Source

_LOOK_BACK = timedelta(days=31)


class Standing(StrEnum):
    """How a milestone stands; the value is the word on the page."""

    MET = "Met"
    OVERDUE = "Overdue"
    LATE = "Late"
    ON_COURSE = "On course"


LATE = (Standing.LATE, Standing.OVERDUE)
"""Those that need somebody."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """One milestone. late: working minutes after the baseline, negative before it, None without one."""

    id: str
    name: str
    project: int  # place among the component projects
    level: int
    baseline: datetime | None
    forecast: datetime
    late: int | None
    critical: bool
    standing: Standing


def milestones(source: Source) -> list[Milestone]:
    """All active milestones, by forecast date."""
    state = source.state
    tops = {row: place for place, row in enumerate(state.outline.children(-1))}
    active = state.inputs.tasks.active
    found = [
        _milestone(source, int(row), tops[int(state.outline.project[row])])
        for row in np.flatnonzero(state.milestone & active)
        if source.tells(state.outline.ids[int(state.outline.project[row])])
    ]
    return sorted(found, key=lambda milestone: (milestone.forecast, milestone.name))


def around(source: Source, ahead: timedelta) -> list[Milestone]:
    """Those met lately, those that are late, and those due within a time ahead."""
    return [
        milestone
        for milestone in milestones(source)
        if (milestone.standing is not Standing.MET and milestone.forecast.date() <= source.day + ahead)
        or milestone.standing in LATE
        or (milestone.standing is Standing.MET and milestone.forecast.date() >= source.day - _LOOK_BACK)
    ]


def _milestone(source: Source, row: int, project: int) -> Milestone:
    state = source.state
    forecast = instant(int(state.schedule.finish[row]))
    assert forecast is not None
    variance = int(state.finish_variance[row])
    late = None if variance == NONE else variance
    done = int(state.done[row]) >= WHOLE
    return Milestone(
        id=state.outline.ids[row],
        name=state.names[row],
        project=project,
        level=int(state.outline.level[row]),
        baseline=instant(int(state.baseline.finish[row])),
        forecast=forecast,
        late=late,
        critical=bool(state.schedule.critical[row]),
        standing=_standing(done, forecast.date(), source.day, late, int(state.schedule.total_slack[row])),
    )


def _standing(done: bool, forecast: date, day: date, late: int | None, slack: int) -> Standing:
    if done:
        return Standing.MET
    if forecast < day:
        return Standing.OVERDUE
    return Standing.LATE if (late or 0) > 0 or slack < 0 else Standing.ON_COURSE
