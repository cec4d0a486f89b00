"""How the program and its component projects stand: red, amber or green in time, cost and risk, and why.

The one place where a RAG is made: the window and the packs show what stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tpm_desktop.formats import Formats
from tpm_desktop.model.exceptions import Dimension
from tpm_desktop.model.program import ProjectStatus
from tpm_desktop.model.registers import Risk
from tpm_desktop.planning.columns import NONE, WHOLE, Rows

from .lights import Overrides, Rag, Rating, Thresholds, light_of_score
from .open_program import OpenProgram
from .plan import instant
from .risks import top_threats
from .state import State


@dataclass(frozen=True, slots=True)
class Health:
    """How one component project, or the program, stands. id: of the project; empty for the program."""

    id: str
    overall: Rating
    time: Rating
    cost: Rating
    risk: Rating


@dataclass(frozen=True, slots=True)
class ProgramHealth:
    """The program and its component projects in outline order."""

    program: Health
    projects: tuple[Health, ...]

    def of(self, project_id: str) -> Health:
        """One project's. Raises: `KeyError` where there is no such project."""
        for found in self.projects:
            if found.id == project_id:
                return found
        raise KeyError(project_id)


def health_of(program: OpenProgram, formats: Formats) -> ProgramHealth:
    """The health of an open program as it stands."""
    return health(program.plan.state, program.file.rows(Risk), formats)


def health(
    state: State, risks: Sequence[Risk], formats: Formats, limits: Thresholds | None = None
) -> ProgramHealth:
    """Rate the program and every component project.

    Args: risks: all of the register; formats: puts amounts and dates into the reasons; limits: the program's
    unless given. What a status report of the open period shows otherwise is taken from it, with its reason.
    """
    rate = _Rater(state, formats, limits or Thresholds.of(state))
    told = Overrides(state)
    outline, sums = state.outline, state.money.budget
    projects = tuple(
        _rated(
            told,
            outline.ids[row],
            rate.time(row),
            rate.cost(int(sums.projects.at_completion[n]), int(sums.projects.variance_at_completion[n])),
            rate.risk(risk for risk in risks if risk.project_id == outline.ids[row]),
        )
        for n, row in enumerate(np.flatnonzero(outline.is_project).tolist())
    )
    time = told.shown("", Dimension.TIME, rate.program_time())
    money = rate.cost(int(sums.program.at_completion), int(sums.program.variance_at_completion))
    cost = told.shown("", Dimension.COST, money)
    own = rate.risk(risk for risk in risks if not risk.project_id)
    overall = rate.program(projects, time, cost, told.shown("", Dimension.RISK, own))
    risk = told.shown("", Dimension.RISK, rate.risk(risks))
    return ProgramHealth(Health("", overall, time, cost, risk), projects)


def _rated(told: Overrides, project_id: str, time: Rating, cost: Rating, risk: Rating) -> Health:
    time = told.shown(project_id, Dimension.TIME, time)
    cost = told.shown(project_id, Dimension.COST, cost)
    risk = told.shown(project_id, Dimension.RISK, risk)
    overall = _worst(time, cost, risk)
    parts = ((Dimension.TIME, time), (Dimension.COST, cost), (Dimension.RISK, risk))
    others = [f"{name.label} overridden: {one.reason}" for name, one in parts if one.overridden]
    if others and not overall.overridden:
        overall = Rating(overall.rag, "; ".join([overall.reason, *others]), overridden=True)
    return Health(project_id, overall, time, cost, risk)


def _worst(*ratings: Rating) -> Rating:
    """The worst rating with its reason; of equal ones the first."""
    lit = [rating for rating in ratings if rating.rag is not None]
    if not lit:
        return Rating(None, "Nothing to measure against yet")
    return max(lit, key=lambda rating: rating.rag or 0)


class _Rater:
    """Rates rows of one state."""

    def __init__(self, state: State, formats: Formats, limits: Thresholds) -> None:
        self._state, self._formats, self._limits = state, formats, limits
        self._calendar = state.inputs.calendars[state.inputs.options.calendar]

    def time(self, row: int) -> Rating:
        """Of a component project, by its outline row."""
        kept, now = self._state.baseline, self._state.schedule
        below = np.array(self._state.outline.below(row), np.int32)
        return self._finish(int(kept.start[row]), int(kept.finish[row]), int(now.finish[row]), below)

    def program_time(self) -> Rating:
        kept, top = self._state.baseline, self._state.outline.is_project
        starts, finishes = kept.start[top], kept.finish[top]
        known = finishes != NONE
        start, finish = (
            (int(starts[known].min()), int(finishes[known].max())) if known.any() else (NONE, NONE)
        )
        everything = np.arange(len(self._state.outline), dtype=np.int32)
        return self._finish(start, finish, self._state.schedule.program_finish, everything)

    def _finish(self, start: int, agreed: int, now: int, rows: Rows) -> Rating:
        against = self._against_baseline(start, agreed, now)
        short = self._missing_slack(rows)
        if short and not against.rag:
            return Rating(Rag.AMBER, f"{self._slip(short)} late for a fixed date")
        return against

    def _against_baseline(self, start: int, agreed: int, now: int) -> Rating:
        if agreed == NONE:
            return Rating(None, "No baseline to measure against")
        then, finish = self._calendar.to_work(agreed), self._calendar.to_work(now)
        late = finish - then
        whole = then - self._calendar.to_work(start) if start != NONE else 0
        rag = self._time_light(late, whole)
        if not late:
            return Rating(rag, f"On the baseline finish {self._date(agreed)}")
        side = "after" if late > 0 else "before"
        dates = f"{self._date(now)} instead of {self._date(agreed)}"
        share = f" ({self._formats.share(late * WHOLE // whole, digits=0)})" if late > 0 and whole else ""
        return Rating(rag, f"{self._slip(abs(late))}{share} {side} the baseline: {dates}")

    def _time_light(self, late: int, whole: int) -> Rag:
        day = self._state.inputs.options.minutes_per_day
        pairs = zip(self._limits.days, self._limits.share_of_time, strict=True)
        for rag, (days, share) in zip((Rag.GREEN, Rag.AMBER), pairs, strict=True):
            if late <= days * day or late * WHOLE <= share * whole:
                return rag
        return Rag.RED

    def _missing_slack(self, rows: Rows) -> int:
        """Working minutes by which the tightest open task can't keep its dates; 0 where all can."""
        state = self._state
        slack = state.schedule.total_slack[rows]
        open_ones = ~state.summary[rows] & state.inputs.tasks.active[rows] & (state.done[rows] < WHOLE)
        return max(0, -int(slack[open_ones & (slack != NONE)].min(initial=0)))

    def cost(self, planned: int, variance: int) -> Rating:
        """Of the budget at completion and what the outlook leaves of it, minor units."""
        over = -variance
        if not planned and not over:
            return Rating(None, "No budget to measure against")
        money = self._formats.money(abs(over), currency=True, whole=True)
        if not planned:
            return Rating(Rag.RED if over > 0 else Rag.GREEN, f"Outlook {money} without a plan")
        share = self._formats.share(abs(over) * WHOLE // abs(planned), digits=1)
        if over <= 0:
            within = f"{money} ({share}) under the plan" if over else "On the plan"
            return Rating(Rag.GREEN, within)
        green, amber = (limit * planned for limit in self._limits.share_of_cost)
        rag = Rag.GREEN if over * WHOLE <= green else Rag.AMBER if over * WHOLE <= amber else Rag.RED
        return Rating(rag, f"{money} ({share}) over the plan")

    def risk(self, risks: Iterable[Risk]) -> Rating:
        known = list(risks)
        threats = top_threats(known)
        if not threats:
            nothing = (Rag.GREEN, "No open risk is scored") if known else (None, "No risks on the register")
            return Rating(*nothing)
        weight, risk = threats[0]
        named = f"{risk.code} “{risk.title}”" if risk.code else f"“{risk.title}”"
        return Rating(light_of_score(weight, self._limits), f"Top risk {named} scores {weight}")

    def program(self, projects: Sequence[Health], time: Rating, cost: Rating, risk: Rating) -> Rating:
        """The program's own time, cost and risks, and what its projects amount to by their share of the cost.

        Args: risk: of the risks that belong to no project; those of a project count with it.
        """
        own = [time, cost]
        if risk.rag is not None:  # one risk, however high, does not make a whole program red
            own.append(replace(risk, rag=min(risk.rag, Rag.AMBER)))
        return _worst(*own, self._from_projects(projects))

    def _from_projects(self, projects: Sequence[Health]) -> Rating:
        counted = [
            (project, share)
            for project, share in zip(projects, self._shares(), strict=True)
            if project.overall.rag is not None and self._status(project.id) != ProjectStatus.CANCELLED
        ]
        if not counted:
            return Rating(None, "")
        reds = [p for p, share in counted if p.overall.rag is Rag.RED and share >= self._limits.weighty]
        if reds:
            more = f" and {len(reds) - 1} more are" if len(reds) > 1 else " is"
            return Rating(Rag.AMBER, f"{self._name(reds[0])}{more} red: {reds[0].overall.reason}")
        shaken = [p for p, _ in counted if p.overall.rag is not Rag.GREEN]
        if len(shaken) >= self._limits.several:
            names = ", ".join(map(self._name, shaken))
            return Rating(Rag.AMBER, f"{len(shaken)} component projects are not green: {names}")
        return Rating(Rag.GREEN, "The component projects are on course")

    def _shares(self) -> list[int]:
        """Each project's share of the outlook, hundredths of a per cent; alike where nothing costs."""
        state = self._state
        top = np.flatnonzero(state.outline.is_project)
        weights = np.maximum(state.money.budget.projects.outlook_at_completion[:-1], 0)
        if not weights.sum():
            weights = np.maximum(state.money.costs.task[top], 0)
        if not weights.sum():
            weights = np.ones(len(top), np.int64)
        total = int(weights.sum())
        return [int(weight) * WHOLE // max(total, 1) for weight in weights]

    def _status(self, project_id: str) -> str | None:
        table = self._state.inputs.tables["project"]
        return table.texts["status"][table.row[project_id]]

    def _name(self, project: Health) -> str:
        return self._state.names[self._state.outline.row[project.id]]

    def _slip(self, minutes: int) -> str:
        return self._formats.duration(minutes, unit="d")

    def _date(self, at: int) -> str:
        return self._formats.date(instant(at))
