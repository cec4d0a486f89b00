"""What was kept of the closed periods, read as trends, and how things stand against the last of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.periods import (
    PeriodFigure,
    PeriodMilestone,
    PeriodRisk,
    PeriodState,
    ReportingPeriod,
)
from tpm_desktop.model.registers import Risk, RiskKind
from tpm_desktop.planning.columns import WHOLE

from .plan import instant, minutes
from .risks import open_risks, residual_score
from .state import State


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed period with what was kept, by the ids of what it was kept of.

    program: None in a copy of chosen projects, which lacks it.
    """

    period: ReportingPeriod
    program: PeriodFigure | None
    projects: Mapping[str, PeriodFigure]
    milestones: Mapping[str, PeriodMilestone]
    scores: Mapping[str, int]
    risks: tuple[PeriodRisk, ...] = ()


@dataclass(frozen=True, slots=True)
class Slip:
    """A milestone over the periods: on which report date it was expected when.

    points: report date and expected date, oldest first, the last one as things stand; agreed: the baseline's.
    later: working minutes of the program's calendar from the first expected instant to the last, as
    variances count them; since_last: those since the report before the last.
    """

    task_id: str
    name: str
    project: str
    points: tuple[tuple[date, date], ...]
    agreed: date | None
    reached: bool
    later: int
    since_last: int


@dataclass(frozen=True, slots=True)
class RiskMove:
    """A risk that scores otherwise than at a closed period; None where it did not count."""

    risk_id: str
    name: str
    was: int | None
    now: int | None


def closed_periods(file: ProgramFile) -> list[Closed]:
    """The closed periods in order of time."""
    rows = [row for row in file.rows(ReportingPeriod) if row.state is PeriodState.CLOSED]
    if not rows:
        return []
    figures, milestones, risks = file.rows(PeriodFigure), file.rows(PeriodMilestone), file.rows(PeriodRisk)
    found = []
    for row in sorted(rows, key=lambda row: (row.finish, row.id)):
        mine = [one for one in figures if one.period_id == row.id]
        found.append(
            Closed(
                row,
                next((one for one in mine if one.whole), None),
                {one.project_id: one for one in mine if one.project_id},
                {one.task_id: one for one in milestones if one.period_id == row.id and one.task_id},
                {one.risk_id: one.score for one in risks if one.period_id == row.id and one.risk_id},
                tuple(one for one in risks if one.period_id == row.id),
            )
        )
    return found


def slips(state: State, closed: Iterable[Closed], day: date) -> list[Slip]:
    """The milestones that any closed period knew, those that moved most in front. Args: day: of now."""
    known = list(closed)
    ids = dict.fromkeys(task_id for one in known for task_id in one.milestones)
    found = [_slip(state, task_id, known, day) for task_id in ids if task_id in state.outline.row]
    told = [one for one in found if one is not None]
    return sorted(told, key=lambda one: (-abs(one.later), one.points[-1][1], one.name))


def _slip(state: State, task_id: str, closed: list[Closed], day: date) -> Slip | None:
    row = state.outline.row[task_id]
    kept = [(one.period.finish, one.milestones[task_id]) for one in closed if task_id in one.milestones]
    points = [(on, at.expected) for on, at in kept if at.expected is not None]
    now = instant(int(state.schedule.finish[row]))
    was_reached = bool(kept) and kept[-1][1].reached
    if now is not None and not was_reached and (not points or day > points[-1][0]):
        points.append((day, now))
    if not points:
        return None
    work = state.inputs.calendars[state.inputs.options.calendar].to_work
    worked = [work(minutes(at)) for _, at in points]
    agreed = instant(int(state.baseline.finish[row]))
    return Slip(
        task_id,
        state.names[row],
        state.names[int(state.outline.project[row])],
        tuple((on, at.date()) for on, at in points),
        agreed.date() if agreed else None,
        int(state.done[row]) >= WHOLE,
        later=worked[-1] - worked[0],
        since_last=worked[-1] - worked[-2] if len(worked) > 1 else 0,
    )


def chosen_slips(found: list[Slip], most: int) -> list[Slip]:
    """Those that a chart of so many lines tells: the ones that moved, then the next to come."""
    moved = [one for one in found if one.later]
    ahead = [one for one in found if not one.later and not one.reached]
    return [*moved, *sorted(ahead, key=lambda one: (one.points[-1][1], one.name))][:most]


def risk_moves(closed: Closed, risks: Iterable[Risk]) -> list[RiskMove]:
    """The threats that score otherwise than at a closed period, the highest score in front."""
    every = {risk.id: risk for risk in risks if risk.kind is RiskKind.THREAT}
    now = {risk.id: weight for risk in open_risks(every.values()) if (weight := residual_score(risk))}
    ids = [row_id for row_id in dict.fromkeys([*now, *closed.scores]) if row_id in every]
    moved = [RiskMove(i, every[i].title, closed.scores.get(i), now.get(i)) for i in ids]
    told = [one for one in moved if one.was != one.now]
    return sorted(told, key=lambda one: (-(one.now or 0), -(one.was or 0), one.name))
