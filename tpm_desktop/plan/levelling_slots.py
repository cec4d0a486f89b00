"""The open part of a plan as a problem of levelling in whole slots of working time."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from functools import cached_property
from math import inf

import numpy as np

from tpm_desktop.planning.columns import NONE, WHOLE, Constraint, LinkKind, Minutes, Schedule
from tpm_desktop.planning.levelling.generation import Generator
from tpm_desktop.planning.levelling.problem import ENDLESS, Problem, Wait
from tpm_desktop.planning.scenario import Scenario

from .crowd import Crowd, since_status
from .levelling_bounds import NEVER, frozen
from .state import State

__all__ = ["Slots"]

_PER_CENT = WHOLE // 100
_MOST_SLOTS = 20_000
_BEYOND = 5 * 366 * 1440  # minutes after the finish in which changes of availability are looked at


class Slots:
    """The open part of a plan in slots of working time: an hour each, a day each in long plans.

    rows: of the tasks that may move, in the problem's order. now: the slot that each starts in as the plan
    is. limit: the instant by which each task must start, by row of the plan.
    """

    def __init__(
        self, state: State, crowd: Crowd, scenario: Scenario, base: Schedule, limit: Minutes
    ) -> None:
        self._state, self._crowd, self._scenario, self._base = state, crowd, scenario, base
        self._limit = limit
        self._clock = scenario.calendars[scenario.options.calendar]
        stays = frozen(state, scenario.tasks)
        open_ones = ~base.summary & scenario.tasks.active & (base.finish > since_status(state)) & ~stays
        self.rows: list[int] = np.flatnonzero(open_ones & (base.duration > 0)).tolist()
        self._place = {row: at for at, row in enumerate(self.rows)}
        begin = min((int(base.start[row]) for row in self.rows), default=since_status(state))
        self._zero = self._clock.to_work(max(begin, since_status(state)))
        hours = (self._clock.to_work(base.program_finish) - self._zero) // 60
        self.unit = 60 if hours * 4 <= _MOST_SLOTS else scenario.options.minutes_per_day
        self.now = [self._slot(int(state.schedule.start[row])) for row in self.rows]
        self._below: dict[int, list[int]] = {}

    def _slot(self, instant: int) -> int:
        """The first slot that begins at an instant or after it."""
        return max(-(-(self._clock.to_work(instant) - self._zero) // self.unit), 0)

    def _last_slot(self, instant: int) -> int:
        """The last slot that begins no later than an instant; rounding must never take more slack than is."""
        slot = (self._clock.to_work(instant) - self._zero) // self.unit
        return slot if self._begin(slot) <= instant else slot - 1

    def _begin(self, slot: int) -> int:
        """When work of a slot begins."""
        return int(self._clock.from_work_start(self._zero + slot * self.unit))

    def _length(self, row: int) -> int:
        base = self._base
        minutes = self._clock.between(int(base.start[row]), int(base.finish[row]))
        return max(-(-minutes // self.unit), 1)

    @cached_property
    def problem(self) -> Problem:
        """What may move, between what may not; behind that a gate for each link of several to several tasks.

        A gate takes no time: it comes after all that such a link holds from and before all that it holds.
        """
        state, uses = self._state, self._crowd.uses
        kinds = sorted(
            {int(r) for r, t in zip(uses.resource, uses.task, strict=True) if int(t) in self._place}
        )
        column = {resource: at for at, resource in enumerate(kinds)}
        demands = [[0] * len(kinds) for _ in self.rows]
        for task, resource, units in zip(uses.task.tolist(), uses.resource.tolist(), uses.units, strict=True):
            if task in self._place:
                demands[self._place[task]][column[resource]] += -(-int(units) // _PER_CENT)
        for needs, row in zip(demands, self.rows, strict=True):
            for at, resource in enumerate(kinds):  # who is over even alone stays so, and is told
                needs[at] = self._reachable(resource, needs[at], row)
        priority = state.numbers("priority", 500)
        waits, gates = self._waits()
        problem = Problem(
            durations=[*(self._length(row) for row in self.rows), *([0] * gates)],
            demands=demands + [[0] * len(kinds) for _ in range(gates)],
            capacities=[self.capacity(resource) for resource in kinds],
            waits=waits,
            release=self._releases() + [0] * gates,
            priority=[*(int(priority[row]) for row in self.rows), *([0] * gates)],
        )
        return replace(problem, latest=self._latest(problem))

    def _latest(self, problem: Problem) -> list[int]:
        """The last slot of each; slots, which are longer than the work in them, must not seem to pass it."""
        limits = [int(self._limit[row]) for row in self.rows]
        if all(limit >= NEVER for limit in limits):
            return []
        last = [ENDLESS if limit >= NEVER else self._last_slot(limit) for limit in limits]
        last += [ENDLESS] * (len(problem) - len(last))
        return [max(pair) for pair in zip(last, problem.earliest, strict=True)]

    def need(self, resource: int, use: int) -> int:
        """Per cent that a task needs of a resource if that one works on it as somebody does now.

        Args: use: which of the crowd's uses.
        """
        uses = self._crowd.uses
        return self._reachable(resource, -(-int(uses.units[use]) // _PER_CENT), int(uses.task[use]))

    def _reachable(self, resource: int, need: int, row: int) -> int:
        """As much of a need as a task can ever get: where it stands, and later on."""
        there = self._crowd.available[resource]
        is_last = int(self._base.finish[row]) > there.since[-1]
        enough = there.last // _PER_CENT >= need or is_last
        return min(need, (there.last if enough else there.most) // _PER_CENT)

    def capacity(self, resource: int) -> int | list[int]:
        """What there is of a resource without what frozen tasks take, by slot; all of it after the plan."""
        there, taken = self._crowd.available[resource], self._taken(resource)
        most = there.most // _PER_CENT
        if not taken and there.is_constant:
            return most
        if there.is_constant:
            slots = max(taken) + 2
            by_slot = [most] * slots
        else:
            finish = self._base.program_finish
            ends = min(max(finish, there.since[-1]), finish + _BEYOND)
            slots = min(max(self._slot(ends), *taken, 0) + 2, _MOST_SLOTS)
            edges = self._clock.from_work_start(self._zero + np.arange(slots) * self.unit)
            by_slot = (there.at(edges) // _PER_CENT).tolist()
            by_slot[-1] = max(there.last // _PER_CENT, most)
        return [max(units - taken.get(slot, 0), 0) for slot, units in enumerate(by_slot)]

    def _taken(self, resource: int) -> dict[int, int]:
        """What frozen tasks take of a resource, by slot."""
        uses, base = self._crowd.uses, self._base
        taken: dict[int, int] = {}
        for at in np.flatnonzero(uses.resource == resource).tolist():
            task = int(uses.task[at])
            if task in self._place or not self._scenario.tasks.active[task] or base.summary[task]:
                continue
            low = (self._clock.to_work(int(base.start[task])) - self._zero) // self.unit
            high = -(-(self._clock.to_work(int(base.finish[task])) - self._zero) // self.unit)
            for slot in range(max(low, 0), min(high, _MOST_SLOTS)):
                taken[slot] = taken.get(slot, 0) + -(-int(uses.units[at]) // _PER_CENT)
        return taken

    def _waits(self) -> tuple[list[Wait], int]:
        """Links between tasks that may move, of their summaries too, as slots between both starts; how many
        gates they need."""
        links, found, gates = self._scenario.links, list[Wait](), 0
        for at in range(len(links)):
            ahead = self._leaves(int(links.predecessor[at]))
            behind = self._leaves(int(links.successor[at]))
            if len(ahead) < 2 or len(behind) < 2:
                found += [
                    (self._place[one], self._place[other], self._from(at, one) + self._to(at, other))
                    for one in ahead
                    for other in behind
                ]
                continue
            gate, gates = len(self.rows) + gates, gates + 1
            found += [(self._place[one], gate, self._from(at, one)) for one in ahead]
            found += [(gate, self._place[other], self._to(at, other)) for other in behind]
        return found, gates

    def _leaves(self, row: int) -> list[int]:
        if row in self._place:
            return [row]
        if row not in self._below:
            below = self._state.outline.below(row) if self._base.summary[row] else ()
            self._below[row] = [each for each in below if each in self._place]
        return self._below[row]

    def _from(self, link: int, before: int) -> int:
        """Slots from the start of what is ahead to where a link holds from."""
        kind = int(self._scenario.links.kind[link])
        return self._length(before) if kind in (LinkKind.FS, LinkKind.FF) else 0

    def _to(self, link: int, after: int) -> int:
        """Slots from there to the start of what is behind: the link's lag in the plan's working time."""
        links = self._scenario.links
        lag = self._lag(link) if links.lag[link] else 0
        return lag - (self._length(after) if int(links.kind[link]) in (LinkKind.FF, LinkKind.SF) else 0)

    def _lag(self, link: int) -> int:
        """A lag in slots, elapsed and shared ones as long as they are where the plan has them now."""
        links, base = self._scenario.links, self._base
        one, unit = int(links.predecessor[link]), int(links.lag_unit[link])
        minutes = int(links.lag[link])
        if unit >= 2:
            minutes = round(int(base.duration[one]) * minutes / WHOLE)
        if unit in (1, 3):
            at = int(base.finish[one])
            minutes = self._clock.between(at, at + minutes)
        return -(-minutes // self.unit)

    def _releases(self) -> list[int]:
        """What frozen tasks and dates allow: where the plan has it, but for what may move before it."""
        tasks, links, base = self._scenario.tasks, self._scenario.links, self._base
        waits = {
            int(links.successor[at]) for at in range(len(links)) if self._moves(int(links.predecessor[at]))
        }
        found = []
        for row in self.rows:
            held = row in waits or any(above in waits for above in self._above(row))
            instants = [since_status(self._state)]
            if not held:
                instants.append(int(base.start[row]))
            if tasks.constraint[row] == Constraint.SNET and tasks.constraint_date[row] != NONE:
                instants.append(int(tasks.constraint_date[row]))
            instants += self._after_frozen(row)
            found.append(self._slot(max(instants)))
        return found

    def _moves(self, row: int) -> bool:
        return bool(self._leaves(row))

    def _above(self, row: int) -> list[int]:
        found, parent = [], self._scenario.tasks.parent
        while (row := int(parent[row])) >= 0:
            found.append(row)
        return found

    def _after_frozen(self, row: int) -> list[int]:
        """Finishes of frozen tasks that a task follows."""
        links, base = self._scenario.links, self._base
        rows = np.flatnonzero((links.successor == row) & (links.kind == LinkKind.FS) & (links.lag >= 0))
        return [int(base.finish[one]) for one in links.predecessor[rows].tolist() if not self._moves(one)]

    def gentle(self) -> list[list[int]]:
        """Plans that keep the order of the plan as it is: calendars with few windows forgive them more."""
        problem, base = self.problem, self._base
        generator = Generator(problem)
        starts = [float(base.start[row]) for row in self.rows]
        urgent = problem.priority[: len(starts)]
        rank = [-priority * 1e10 + start for priority, start in zip(urgent, starts, strict=True)]
        late = [float(base.late_start[row]) for row in self.rows]
        gates = [inf] * (len(problem) - len(starts))  # taken along by what is behind them
        return [generator.serial(generator.by_rank(one + gates)) for one in (rank, late)]

    def unfit(self, starts: list[int]) -> tuple[int, ...]:
        """Rows of the tasks for which a plan has no room by their limit."""
        found = Generator(self.problem).unfit(starts)
        return tuple(self.rows[at] for at in found if at < len(self.rows))

    def proves(self, bound: int, after: Schedule) -> bool:
        """Whether a plan is over by when, in slots, none can be earlier, or as early as without levelling.

        Only where slots are no longer than the work in them: half hours may fit more closely than hours.
        """
        base = self._base
        if after.program_finish <= base.program_finish:
            return True
        edges = [self._clock.to_work(int(base.start[row])) - self._zero for row in self.rows]
        minutes = [self._clock.between(int(base.start[row]), int(base.finish[row])) for row in self.rows]
        is_exact = all(each % self.unit == 0 for each in (*edges, *minutes))
        return is_exact and after.program_finish <= self.instant(bound)

    def instant(self, slot: int) -> int:
        """When a slot is over."""
        return int(self._clock.from_work_finish(self._zero + slot * self.unit))

    def targets(self, starts: list[int], on_time: Set[int] = frozenset()) -> dict[int, int]:
        """The instant before which each task is not to start, none past its limit.

        A task that the plan has inside the slot before its own may begin there: waiting for the slot would
        move whoever stands at an odd hour. Args: on_time: rows of those that have to wait for it.
        """
        found, base = {}, self._base
        for row, slot in zip(self.rows, starts, strict=False):  # the gates come last
            start = int(base.start[row])
            begin = self._begin(slot) if row in on_time or slot > self._slot(start) else start
            begin = min(begin, int(self._limit[row]))
            if begin > start:
                found[row] = begin
        return found

    def early(self, starts: list[int], after: Schedule) -> set[int]:
        """Which tasks begin before their slot does in a schedule."""
        return {
            row
            for row, slot in zip(self.rows, starts, strict=False)
            if int(after.start[row]) < self._begin(slot)
        }
