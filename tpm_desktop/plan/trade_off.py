"""The open part of a plan as a time-cost trade-off: tasks in working minutes, links, summaries."""

from __future__ import annotations

import numpy as np

from tpm_desktop.planning.columns import NONE, Constraint, LinkKind, Reason, Schedule
from tpm_desktop.planning.crashing import Activity, Tie, TradeOff, weighty
from tpm_desktop.planning.scenario import Scenario

from .shortening import Shortening

__all__ = ["Model"]


class Model:
    """Says of each finish what to shorten; what comes of that, the engine says.

    Each row is an activity; a summary has one more, at which all below it is over. Links that decide today
    are as long as they are today, whatever calendars they cross.
    finish: of the model, in working minutes from its begin.
    """

    def __init__(
        self, scenario: Scenario, found: Schedule, ways: dict[int, Shortening], ends: list[int], within: int
    ) -> None:
        """Args: ways: what could be shortened; ends: rows to be over; within: minutes it may gain."""
        self._scenario, self._found, self._ways = scenario, found, ways
        self._clock = scenario.calendars[scenario.options.calendar]
        self._n = len(found.start)
        zero = self._clock.to_work(int(found.start.min(initial=found.program_start)))
        self._begin = np.asarray(self._clock.to_work(found.start)) - zero
        self._end = np.asarray(self._clock.to_work(found.finish)) - zero
        activities, ties = self._activities(zero), self._ties()
        places, self.finish = weighty(activities, ties, ends, within)
        at = {place: number for number, place in enumerate(places)}
        self._rows = places
        kept = [
            Tie(at[tie.before], at[tie.after], tie.kind, tie.lag)
            for tie in ties
            if tie.before in at and tie.after in at
        ]
        self._asked = TradeOff(
            [activities[place] for place in places], kept, [at[e] for e in ends if e in at]
        )

    def earliest(self) -> int:
        """The earliest finish that can be bought."""
        return self._asked.earliest()

    def cheapest(self, finish: int) -> list[Shortening] | None:
        """What to shorten for a finish at the least cost; None where none is so early."""
        cuts = self._asked.cheapest(finish)
        if cuts is None:
            return None
        ways = self._ways
        return [
            Shortening(row, ways[row].way, cut, ways[row].slope)
            for row, cut in zip(self._rows, cuts, strict=True)
            if cut
        ]

    def _activities(self, zero: int) -> list[Activity]:
        """A row each; behind them the ends of the summaries, which take no time."""
        tasks, found = self._scenario.tasks, self._found
        held = np.isin(found.reason, [Reason.LINK, Reason.CHILDREN])
        fixed = (
            tasks.manual | tasks.external | ~tasks.active | (tasks.actual_start != NONE) | (tasks.done > 0)
        )
        fixed = (fixed | np.isin(tasks.constraint, [Constraint.MSO, Constraint.MFO])) & ~found.summary
        made = []
        for row in range(self._n):
            begin, way = int(self._begin[row]), self._ways.get(row)
            length = 0 if found.summary[row] else int(self._end[row]) - begin
            release = begin if fixed[row] or not held[row] else self._dated(row, zero)
            cut = min(way.minutes, length) if way else 0
            made.append(Activity(length, cut, way.slope if way else 0.0, max(release, 0), bool(fixed[row])))
        return made + [Activity(0) for _ in range(self._n)]

    def _dated(self, row: int, zero: int) -> int:
        tasks = self._scenario.tasks
        if tasks.constraint[row] != Constraint.SNET or tasks.constraint_date[row] == NONE:
            return 0
        return self._clock.to_work(int(tasks.constraint_date[row])) - zero

    def _ties(self) -> list[Tie]:
        links, tasks, found, n = (
            self._scenario.links, self._scenario.tasks, self._found, self._n,
        )  # fmt: skip
        drivers = set(found.driver[found.driver >= 0].tolist())
        made = []
        for link in np.flatnonzero(tasks.active[links.predecessor]).tolist():
            one, other = int(links.predecessor[link]), int(links.successor[link])
            kind = LinkKind(int(links.kind[link]))
            tie = Tie(one, other, kind)
            before = one + n if found.summary[one] and tie.from_finish else one
            after = other + n if found.summary[other] and tie.to_finish else other
            lag = self._lag(link, tie, is_driver=link in drivers)
            made.append(Tie(before, after, kind, lag))
        for row in np.flatnonzero(tasks.parent >= 0).tolist():
            above = int(tasks.parent[row])
            made.append(Tie(above, row, LinkKind.SS))
            made.append(Tie(row + n if found.summary[row] else row, above + n))
        return made

    def _lag(self, link: int, tie: Tie, *, is_driver: bool) -> int:
        """What lies between today where the link decides or needs no more than that; else what it says."""
        links = self._scenario.links
        one, other = int(links.predecessor[link]), int(links.successor[link])
        ahead = self._end[one] if tie.from_finish else self._begin[one]
        behind = self._end[other] if tie.to_finish else self._begin[other]
        today = int(behind - ahead)
        if is_driver or not links.lag[link]:
            return today if is_driver else min(today, 0)
        working = int(links.lag[link]) if links.lag_unit[link] == 0 else today
        return min(today, working)
