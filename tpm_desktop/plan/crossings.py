"""What crosses between component projects: links with their slack, and what they owe each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tpm_desktop.planning.columns import NONE, WHOLE, LagUnit, LinkKind, Minutes, Schedule
from tpm_desktop.planning.worktime import Calendar

from .commitments import Outlook, Promise, commitments, crossing_links
from .state import State

__all__ = ["Crossing", "FromOutside", "crossings", "from_outside", "link_slack", "worst"]

_FROM_START = (LinkKind.SS, LinkKind.SF)
_TO_FINISH = (LinkKind.FF, LinkKind.SF)
_SHARES = (LagUnit.PERCENT, LagUnit.ELAPSED_PERCENT)
_ELAPSED = (LagUnit.ELAPSED, LagUnit.ELAPSED_PERCENT)


@dataclass(frozen=True, slots=True)
class Crossing:
    """All that crosses from one component project to another.

    giver, receiver: their outline rows. links: rows of links between their active tasks. slack: the least
    of those links, working minutes, `NONE` where none is open. promises: the commitments between them.
    """

    giver: int
    receiver: int
    links: tuple[int, ...]
    slack: int
    promises: tuple[Promise, ...]

    @property
    def late(self) -> int:
        """How many commitments come after they are needed."""
        return sum(one.outlook is Outlook.LATE for one in self.promises)


def crossings(state: State) -> list[Crossing]:
    """One for each pair of component projects that is joined, giver first, in the order of the outline."""
    rows, project = crossing_links(state), state.outline.project
    links = state.inputs.links
    slack = dict(zip(rows, link_slack(state, rows).tolist(), strict=True))
    joined: dict[tuple[int, int], list[int]] = {}
    for row in rows:
        ends = int(project[links.predecessor[row]]), int(project[links.successor[row]])
        joined.setdefault(ends, []).append(row)
    promised: dict[tuple[int, int], list[Promise]] = {}
    for one in commitments(state):
        if min(one.giver, one.receiver) >= 0 and one.giver != one.receiver:
            promised.setdefault((one.giver, one.receiver), []).append(one)
    return [
        Crossing(
            *ends,
            tuple(joined.get(ends, ())),
            worst([slack[row] for row in joined.get(ends, ())]),
            tuple(promised.get(ends, ())),
        )
        for ends in sorted({*joined, *promised})
    ]


@dataclass(frozen=True, slots=True)
class FromOutside:
    """What somebody outside still owes to a component project. giver: as named; receiver: its outline row."""

    giver: str
    receiver: int
    promises: tuple[Promise, ...]

    @property
    def late(self) -> int:
        """How many of them come after they are needed."""
        return sum(one.outlook is Outlook.LATE for one in self.promises)


def from_outside(state: State) -> list[FromOutside]:
    """One for each external giver and project, by the giver's name, however it is written."""
    outside = state.inputs.tables["commitment"].texts["external_giver"]
    names: dict[str, str] = {}
    owed: dict[tuple[str, int], list[Promise]] = {}
    for one in commitments(state):
        name = " ".join((outside[one.row] or "").split())
        if name and not one.settled and one.giver < 0 <= one.receiver:
            known = names.setdefault(name.casefold(), name)
            owed.setdefault((known, one.receiver), []).append(one)
    return [FromOutside(*ends, tuple(found)) for ends, found in sorted(owed.items())]


def worst(slacks: Sequence[int]) -> int:
    """The least, `NONE` where there is none."""
    return min((slack for slack in slacks if slack != NONE), default=NONE)


def link_slack(
    state: State,
    rows: Sequence[int],
    calendar: Calendar | None = None,
    *,
    schedule: Schedule | None = None,
) -> Minutes:
    """How much later what a link waits for could come before the successor is later than its latest dates.

    That is a commitment's margin where it stands for the link: from the predecessor's date to the latest of
    the successor, less the lag, in working time of the plan's calendar.

    Args: rows: of links; calendar: the plan's for who asks in another thread, which needs one of its own;
    schedule: when predecessors come, where that is not to be as planned, such as after a slip: the latest
    dates of their successors stay those of the plan.
    Returns: shape (len(rows),), minutes; `NONE` where the predecessor is finished or has no dates.
    """
    if not len(rows):
        return np.zeros(0, np.int64)
    inputs, chosen = state.inputs, np.asarray(rows)
    planned, then = state.schedule, schedule or state.schedule
    calendar = calendar or inputs.calendars[inputs.options.calendar]
    before, after = inputs.links.predecessor[chosen], inputs.links.successor[chosen]
    kind, unit = inputs.links.kind[chosen], inputs.links.lag_unit[chosen]
    comes = np.where(np.isin(kind, _FROM_START), then.start[before], then.finish[before])
    latest = np.where(np.isin(kind, _TO_FINISH), planned.late_finish[after], planned.late_start[after])
    lag = inputs.links.lag[chosen].astype(np.int64)
    lag = np.where(np.isin(unit, _SHARES), planned.duration[before].astype(np.int64) * lag // WHOLE, lag)
    known = (comes != NONE) & (latest != NONE) & (inputs.tasks.actual_finish[before] == NONE)
    found = np.full(len(chosen), NONE, np.int64)
    if not known.any():
        return found
    elapsed = np.where(np.isin(unit, _ELAPSED), lag, 0)[known]
    due = calendar.to_work((latest[known] - elapsed).astype(np.int64))
    found[known] = due - np.where(np.isin(unit, _ELAPSED), 0, lag)[known] - calendar.to_work(comes[known])
    return found
