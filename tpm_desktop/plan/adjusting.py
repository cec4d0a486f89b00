"""Advice on how the plan could finish earlier: what to buy (crashing) and what could overlap (fast-tracking).

Every finish told here is the engine's, of the plan with the advice taken.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.schedule import Dependency
from tpm_desktop.planning.columns import NONE, WHOLE, LinkKind, Schedule
from tpm_desktop.planning.driving import Driving
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.scenario import Scenario

from .columns import first
from .shortening import Shortening, Way, shortened, shortenings
from .state import State
from .trade_off import Model

__all__ = ["PROGRAM", "Advice", "Overlap", "Step", "advise", "targets"]

PROGRAM = -1
"""Stands for the program's own finish."""
MOST_DAYS = 60
"""Working days that are looked for at most, and so many finishes are told."""
MOST_OVERLAPS = 60
HALF = 5_000
_TASKS_TRIED = 40_000
"""What of a step is needed is tried out as long as no more tasks than so many are scheduled for it."""

Progress = Callable[[float], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """What a finish costs at least.

    finish: an instant; gained: working minutes of the plan's calendar that it is earlier; cost: minor units,
    what the shortened tasks cost more; tasks: what to shorten.
    """

    finish: int
    gained: int
    cost: int
    tasks: tuple[Shortening, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """A task that could begin before the one it waits for is done.

    link: its row; minutes: of the predecessor that would be left then; lag: of the link from start to start
    that says so. finish, gained: as of a `Step`, with this overlap alone. at_risk: minor units, the cost of
    what is done of the successor by then, which may have to be done again.
    """

    link: int
    before: int
    after: int
    minutes: int
    lag: int
    finish: int
    gained: int
    at_risk: int


@dataclass(frozen=True)
class Advice:
    """How one finish could come earlier.

    target: its row, `PROGRAM` for the program. share: of the shorter of two tasks that an overlap takes.
    steps: each earlier than the one before and no cheaper. shortable: how many tasks could be shorter at all.
    """

    state: State
    target: int
    share: int
    scenario: Scenario
    planned: int
    steps: tuple[Step, ...]
    overlaps: tuple[Overlap, ...]
    shortable: int

    @property
    def day(self) -> int:
        """Working minutes of a day."""
        return self.state.inputs.options.minutes_per_day

    @cached_property
    def cost_of_day(self) -> int:
        """Minor units that each working day costs that the program lasts."""
        return max(int(first(self.state.inputs.tables["program"], "day_cost")), 0)

    def saved(self, step: Step) -> int:
        """What a step saves, as the program lasts shorter, less what it costs; minor units."""
        return round(step.gained / self.day * self.cost_of_day) - step.cost

    @cached_property
    def best(self) -> Step | None:
        """The step that saves most; None where none saves anything."""
        found = max(self.steps, key=self.saved, default=None)
        return found if found is not None and self.saved(found) > 0 else None

    def together(self, step: Step | None, overlaps: Collection[Overlap]) -> tuple[int, int]:
        """The finish with all of it taken, and by how many working minutes. Raises: `EditError`."""
        changed = shortened(self.scenario, step.tasks if step else ())
        try:
            finish = _finish(overlapping(changed, overlaps).scheduled(), self.target)
        except PlanError as error:
            raise EditError(str(error)) from error
        clock = self.scenario.calendars[self.scenario.options.calendar]
        return finish, clock.between(finish, self.planned)


def advise(
    state: State,
    target: int = PROGRAM,
    share: int = HALF,
    progress: Progress | None = None,
    ways: Collection[Way] = tuple(Way),
) -> Advice:
    """How a finish could come earlier. May run in a thread of its own.

    Args: target: outline row of a task, milestone or project; share: hundredths of a per cent of the shorter
    task that two may overlap by; progress: told the share done, says whether to go on; ways: what may make a
    task shorter.
    Raises: `EditError` where the plan is scheduled from its finish or the target can't move.
    """
    if state.inputs.options.from_finish:
        raise EditError(
            "a plan that is scheduled from its finish has nothing to bring forward; plan from a start"
        )
    scenario, found = state.scenario.apart(), state.schedule
    ends = _ends(state, scenario, found, target)
    if not ends:
        raise EditError("nothing of it is left that could finish earlier; choose another finish")
    told = progress or (lambda _: True)
    could = shortenings(state, scenario, found, ways)
    planned = _finish(found, target)
    steps = _steps(scenario, found, could, ends, target, lambda part: told(part / 2))
    overlaps = _overlaps(state, scenario, target, ends, share, lambda part: told(0.5 + part / 2))
    return Advice(state, target, share, scenario, planned, tuple(steps), tuple(overlaps), len(could))


def _finish(found: Schedule, target: int) -> int:
    return found.program_finish if target == PROGRAM else int(found.finish[target])


def _ends(state: State, scenario: Scenario, found: Schedule, target: int) -> list[int]:
    """The tasks by which a finish is reached, without those that are done."""
    tasks = scenario.tasks
    rows = [target]
    if target == PROGRAM or found.summary[target]:
        inside = range(len(found.start)) if target == PROGRAM else state.outline.below(target)
        rows = [
            row
            for row in inside
            if not found.summary[row] and not (target == PROGRAM and tasks.external[row])
        ]
    return [
        row
        for row in rows
        if tasks.active[row] and tasks.actual_finish[row] == NONE and tasks.done[row] < WHOLE
    ]


def _steps(
    scenario: Scenario,
    found: Schedule,
    ways: dict[int, Shortening],
    ends: list[int],
    target: int,
    goes_on: Progress,
) -> list[Step]:
    """A step a working day, as far as money buys any; those that gain nothing by the engine are left out."""
    day, planned = scenario.options.minutes_per_day, _finish(found, target)
    clock = scenario.calendars[scenario.options.calendar]
    if not ways:
        return []
    model = Model(scenario, found, ways, ends, MOST_DAYS * day)
    most = min(model.finish - model.earliest(), MOST_DAYS * day)
    wanted = [*range(day, most + 1, day), *([most] if most % day else [])]
    made: list[Step] = []
    tries = _TASKS_TRIED // max(len(found.start), 1)
    for minutes in wanted:
        chosen = model.cheapest(model.finish - minutes)
        if chosen is None or not goes_on(minutes / most):
            break
        finish = _finish(shortened(scenario, chosen).scheduled(), target)
        gained = clock.between(finish, planned)
        if gained <= (made[-1].gained if made else 0):
            continue  # a calendar of few windows: only more days reach an earlier one
        if tries > 0:
            tries -= len(chosen)
            chosen = _needed(scenario, chosen, finish, target)
        made.append(Step(finish, gained, sum(one.cost for one in chosen), tuple(chosen)))
    return made


def _needed(scenario: Scenario, chosen: Sequence[Shortening], finish: int, target: int) -> list[Shortening]:
    """Without what calendars make vain, the dearest tried first."""
    kept = list(chosen)
    for one in sorted(chosen, key=lambda one: (-one.cost, one.row)):
        rest = [other for other in kept if other is not one]
        if _finish(shortened(scenario, rest).scheduled(), target) <= finish:
            kept = rest
    return kept


def _overlaps(
    state: State, scenario: Scenario, target: int, ends: list[int], share: int, goes_on: Progress
) -> list[Overlap]:
    """The links on the way to a finish that could overlap, what gains most first."""
    found = state.schedule
    planned, clock = _finish(found, target), scenario.calendars[scenario.options.calendar]
    last = [row for row in ends if found.finish[row] == planned]
    path = Driving.of(scenario, found).path_to(last)
    chosen = [
        link for link in np.unique(found.driver[path & (found.driver >= 0)]).tolist() if _may(state, link)
    ]
    made = []
    for at, link in enumerate(chosen[:MOST_OVERLAPS]):
        if not goes_on(at / len(chosen)):
            break
        one = _overlap(state, scenario, link, share)
        if one is None:
            continue
        finish = _finish(overlapping(scenario, [one]).scheduled(), target)
        gained = clock.between(finish, planned)
        if gained > 0:
            made.append(replace(one, finish=finish, gained=gained))
    return sorted(made, key=lambda one: (-one.gained, one.at_risk, one.link))


def _may(state: State, link: int) -> bool:
    """Whether two tasks could overlap: the one behind has not begun, and nobody forbids it."""
    links, tasks, found = state.scenario.links, state.scenario.tasks, state.schedule
    one, other = int(links.predecessor[link]), int(links.successor[link])
    if links.kind[link] != LinkKind.FS or links.lag[link] < 0 or links.lag_unit[link] != 0:
        return False
    if state.inputs.tables["link"].texts["dependency"][link] in _STRICT or found.summary[[one, other]].any():
        return False
    begun = tasks.actual_start[other] != NONE or tasks.done[other] > 0
    given = tasks.manual[[one, other]].any() or tasks.external[[one, other]].any()
    return not begun and not given and bool(tasks.duration[one] and tasks.duration[other])


_STRICT = (Dependency.MANDATORY.value, Dependency.EXTERNAL.value)


def _overlap(state: State, scenario: Scenario, link: int, share: int) -> Overlap | None:
    """As much of the shorter task as the share says, in whole hours; of a begun one what is left at most."""
    links, tasks = scenario.links, scenario.tasks
    one, other = int(links.predecessor[link]), int(links.successor[link])
    whole, length = int(tasks.duration[one]), int(tasks.duration[other])
    left = whole - whole * int(tasks.done[one]) // WHOLE
    minutes = min(left, length) * share // WHOLE // 60 * 60
    if minutes <= 0:
        return None
    risk = int(state.money.costs.own[other]) * minutes // length
    return Overlap(link, one, other, minutes, whole + int(links.lag[link]) - minutes, 0, 0, risk)


def overlapping(scenario: Scenario, overlaps: Collection[Overlap]) -> Scenario:
    """The plan with links that hold from start to start, so that their tasks overlap."""
    if not overlaps:
        return scenario
    kind, lag = scenario.links.kind.copy(), scenario.links.lag.copy()
    for one in overlaps:
        kind[one.link], lag[one.link] = LinkKind.SS, one.lag
    return replace(scenario, links=replace(scenario.links, kind=kind, lag=lag))


def targets(state: State) -> list[int]:
    """What can be aimed at: the program, then projects and milestones that are still to come."""
    ahead = (state.milestone | state.outline.is_project) & state.inputs.tasks.active & (state.done < WHOLE)
    return [PROGRAM, *np.flatnonzero(ahead).tolist()]
