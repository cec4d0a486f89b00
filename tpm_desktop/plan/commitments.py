"""What component projects owe each other, as the plan sees it: need and forecast compared, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tpm_desktop.model.integration import CommitmentStatus
from tpm_desktop.planning.columns import NONE, WHOLE, LagUnit, LinkKind, Schedule
from tpm_desktop.planning.worktime import Calendar

from .columns import Columns
from .state import State

__all__ = ["Need", "Outlook", "Promise", "commitments", "crossing_links", "uncommitted"]

_DAY = 1440
_LAST_MINUTE = _DAY - 1
_DONE = (CommitmentStatus.DELIVERED, CommitmentStatus.ACCEPTED)
_FROM_START = (LinkKind.SS, LinkKind.SF)
_TO_FINISH = (LinkKind.FF, LinkKind.SF)


class Outlook(StrEnum):
    """What the plan makes of a commitment."""

    LATE = "late"  # comes after it is needed
    SLIPPING = "after its promise"  # in time for the need, but not as promised
    ON_COURSE = "on course"
    OPEN = "open"  # no forecast, or nothing to hold it against
    MET = "met"


class Need(StrEnum):
    """Where the date comes from by which a receiver needs something."""

    SAID = "said"  # entered by hand
    PLANNED = "planned"  # when the receiving task is planned
    LATEST = "latest"  # linked: its plan would wait, so it is when it must be at the latest
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment with what follows from the plan.

    row: in its table. giver, receiver: rows of component projects, -1 for none or somebody outside; giving,
    receiving: rows of tasks, -1 for none; link: the row of the link between them, -1 for none. promised,
    needed, forecast: instants, a bare day being its last minute, `NONE` if there is none. margin: working
    minutes of the plan's calendar from the forecast to the need; slip: from the promise to the forecast.
    """

    row: int
    id: str
    giver: int
    receiver: int
    giving: int
    receiving: int
    link: int
    status: CommitmentStatus
    promised: int
    needed: int
    need: Need
    forecast: int
    margin: int
    slip: int
    outlook: Outlook

    @property
    def settled(self) -> bool:
        """Whether it was delivered."""
        return self.status in _DONE


def commitments(
    state: State,
    schedule: Schedule | None = None,
    *,
    calendar: Calendar | None = None,
    arrives: Mapping[str, int] | None = None,
) -> list[Promise]:
    """Every commitment in the order of the table.

    Args: schedule: the dates to go by where they are not to be the state's, such as those after a slip;
    calendar: the plan's for who asks in another thread, where it must be one of its own; arrives: when what
    somebody outside gives comes, by id, where that is not to be as it was promised.
    """
    inputs = state.inputs
    calendar = calendar or inputs.calendars[inputs.options.calendar]
    reader = _Reader(state, schedule or state.schedule, calendar, arrives or {})
    return [reader.promise(row) for row in range(len(reader.table))]


def crossing_links(state: State) -> list[int]:
    """The rows of the links between active tasks of different component projects."""
    links, project = state.inputs.links, state.outline.project
    active = state.inputs.tasks.active
    before, after = links.predecessor, links.successor
    apart = (project[before] != project[after]) & active[before] & active[after]
    return [int(row) for row in np.flatnonzero(apart)]


def uncommitted(state: State, found: list[Promise] | None = None) -> list[int]:
    """The rows of crossing links into unfinished tasks for which nothing was agreed.

    A commitment that was merely proposed binds nobody. One that names no receiving task stands for all links
    from its giving task to the receiving project.
    """
    promises = commitments(state) if found is None else found
    bound = [one for one in promises if one.status is not CommitmentStatus.PROPOSED]
    links, project = state.inputs.links, state.outline.project
    by_link = {one.link for one in bound}
    by_project = {(one.giving, one.receiver) for one in bound if one.giving >= 0 and one.receiving < 0}
    open_still = state.inputs.tasks.actual_finish == NONE
    return [
        row
        for row in crossing_links(state)
        if open_still[links.successor[row]]
        and row not in by_link
        and (int(links.predecessor[row]), int(project[links.successor[row]])) not in by_project
    ]


class _Reader:
    """Reads commitments of one state against one schedule."""

    def __init__(
        self, state: State, schedule: Schedule, calendar: Calendar, arrives: Mapping[str, int]
    ) -> None:
        self.state, self.schedule, self._calendar, self._arrives = state, schedule, calendar, arrives
        self.table: Columns = state.inputs.tables["commitment"]
        rows = state.outline.row
        ends = ("giver_id", "receiver_id", "giving_task_id", "receiving_task_id")
        self._ends = {name: self.table.rows_of(name, rows).tolist() for name in ends}
        self._links = self.table.rows_of("link_id", state.inputs.tables["link"].row).tolist()
        self._between = self._linked_pairs()

    def promise(self, row: int) -> Promise:
        giving, receiving, link = self._tied(row)
        status = CommitmentStatus(self.table.texts["status"][row] or "")
        promised = self._day("promised", row)
        forecast = self._forecast(row, giving, link, promised)
        needed, need = self._need(row, receiving, link)
        margin, slip = self._work(forecast, needed), self._work(promised, forecast)
        return Promise(
            row=row,
            id=self.table.ids[row],
            giver=self._project("giver_id", row, giving),
            receiver=self._project("receiver_id", row, receiving),
            giving=giving,
            receiving=receiving,
            link=link,
            status=status,
            promised=promised,
            needed=needed,
            need=need,
            forecast=forecast,
            margin=margin,
            slip=slip,
            outlook=_outlook(status, forecast, needed, promised),
        )

    def _linked_pairs(self) -> dict[tuple[int, int], int]:
        """The links between tasks that are tied, by both ends: looked up at once, as links are many."""
        links, many = self.state.inputs.links, max(1, len(self.state.outline))
        tied = zip(self._ends["giving_task_id"], self._ends["receiving_task_id"], strict=True)
        wanted = [giving * many + receiving for giving, receiving in tied if min(giving, receiving) >= 0]
        keys = links.predecessor.astype(np.int64) * many + links.successor
        found = np.flatnonzero(np.isin(keys, wanted)).tolist()
        return {(int(links.predecessor[row]), int(links.successor[row])): row for row in found}

    def _tied(self, row: int) -> tuple[int, int, int]:
        """The tasks on both sides and the link between them; a link that is named knows its tasks."""
        giving, receiving = self._ends["giving_task_id"][row], self._ends["receiving_task_id"][row]
        link, links = self._links[row], self.state.inputs.links
        if link >= 0:
            giving = giving if giving >= 0 else int(links.predecessor[link])
            receiving = receiving if receiving >= 0 else int(links.successor[link])
        return giving, receiving, self._between.get((giving, receiving), link)

    def _project(self, field: str, row: int, task: int) -> int:
        given = int(self._ends[field][row])
        if given >= 0 or task < 0 or (field == "giver_id" and self.table.texts["external_giver"][row]):
            return given
        return int(self.state.outline.project[task])

    def _day(self, field: str, row: int) -> int:
        day = int(self.table.numbers[field][row])
        return NONE if day == NONE else day * _DAY + _LAST_MINUTE

    def _forecast(self, row: int, giving: int, link: int, promised: int) -> int:
        """When it comes: as delivered, else as the giving task is planned, else as told from outside."""
        delivered = self._day("delivered_on", row)
        if delivered != NONE:
            return delivered
        if giving < 0:
            if (said := self._arrives.get(self.table.ids[row])) is not None:
                return said
            told = self._day("told_forecast", row)
            outside = bool(self.table.texts["external_giver"][row])
            return (told if told != NONE else promised) if outside else NONE
        kind = LinkKind(int(self.state.inputs.links.kind[link])) if link >= 0 else LinkKind.FS
        return int((self.schedule.start if kind in _FROM_START else self.schedule.finish)[giving])

    def _need(self, row: int, receiving: int, link: int) -> tuple[int, Need]:
        said = self._day("needed_by", row)
        if said != NONE:
            return said, Need.SAID
        if receiving < 0:
            return NONE, Need.NONE
        if link < 0:
            pushed = self.table.ids[row] in self._arrives  # it waits for this, so its need is that of before
            planned = self.state.schedule if pushed else self.schedule
            return int(planned.start[receiving]), Need.PLANNED
        kind = LinkKind(int(self.state.inputs.links.kind[link]))
        late = self.state.schedule.late_finish if kind in _TO_FINISH else self.state.schedule.late_start
        return self._before_lag(int(late[receiving]), link), Need.LATEST

    def _before_lag(self, at: int, link: int) -> int:
        links = self.state.inputs.links
        lag, unit = int(links.lag[link]), LagUnit(int(links.lag_unit[link]))
        if not lag:
            return at
        if unit in (LagUnit.PERCENT, LagUnit.ELAPSED_PERCENT):
            lag = int(self.state.schedule.duration[links.predecessor[link]]) * lag // WHOLE
        if unit in (LagUnit.ELAPSED, LagUnit.ELAPSED_PERCENT):
            return at - lag
        return int(self._calendar.from_work_finish(self._calendar.to_work(at) - lag))

    def _work(self, first: int, last: int) -> int:
        return NONE if NONE in (first, last) else int(self._calendar.between(first, last))


def _outlook(status: CommitmentStatus, forecast: int, needed: int, promised: int) -> Outlook:
    if status in _DONE:
        return Outlook.MET
    if forecast == NONE or (needed == NONE and promised == NONE):
        return Outlook.OPEN
    if needed != NONE and forecast > needed:
        return Outlook.LATE
    return Outlook.SLIPPING if promised != NONE and forecast > promised else Outlook.ON_COURSE
