"""What a slip does to the program map: which component projects move, which edges between them break."""

from __future__ import annotations

from dataclasses import dataclass

from tpm_desktop.planning.columns import NONE

from .commitments import Outlook
from .crossings import crossings, link_slack, worst
from .impact import Impact
from .state import State

__all__ = ["MovedEdge", "MovedProject", "moved_edges", "moved_projects"]

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MovedProject:
    """A component project that ends at another time: instants, and working minutes of the plan's calendar."""

    row: int
    was: int
    will: int
    later: int


@dataclass(frozen=True, slots=True)
class MovedEdge:
    """What crosses from one component project to another, as a slip leaves it.

    giver, receiver: outline rows. was, will: the least slack of its links, `NONE` where none is open: what
    the latest dates of before leave, so that below zero the receiver is later than it may be. late: ids of
    the commitments that come after their need only then.
    """

    giver: int
    receiver: int
    was: int
    will: int
    late: tuple[str, ...]

    @property
    def broken(self) -> bool:
        """Whether it holds now and does not hold then."""
        overrun = NONE not in (self.was, self.will) and self.was >= 0 > self.will
        return overrun or bool(self.late)


def moved_projects(state: State, found: Impact) -> dict[str, MovedProject]:
    """The component projects that finish at another time, by id."""
    before, after = found.difference.before.finish, found.difference.after.finish
    calendar = state.inputs.calendars[state.inputs.options.calendar]
    return {
        state.outline.ids[row]: MovedProject(
            row, int(before[row]), int(after[row]), int(calendar.between(int(before[row]), int(after[row])))
        )
        for row in found.projects
        if before[row] != after[row]
    }


def moved_edges(state: State, found: Impact) -> dict[Pair, MovedEdge]:
    """What crosses with less slack or more late commitments than now, by giver and receiver."""
    edges, made = crossings(state), dict[Pair, MovedEdge]()
    rows = [row for edge in edges for row in edge.links]
    then = link_slack(state, rows, schedule=found.difference.after).tolist()
    slack = dict(zip(rows, then, strict=True))
    gets_late: dict[Pair, list[str]] = {}
    for was, will in found.commitments:
        if will.outlook is Outlook.LATE and was.outlook is not Outlook.LATE:
            gets_late.setdefault((will.giver, will.receiver), []).append(will.id)
    for edge in edges:
        pair = edge.giver, edge.receiver
        left, late = worst([slack[row] for row in edge.links]), tuple(gets_late.get(pair, ()))
        if left != edge.slack or late:
            made[pair] = MovedEdge(*pair, edge.slack, left, late)
    return made
