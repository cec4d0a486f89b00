"""What a roadmap is of: lanes with phases and milestones, and what ties them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.plan import instant
from tpm_desktop.plan.crossings import link_slack
from tpm_desktop.planning.columns import NONE, LinkKind

from .gantt_shapes import GanttBar, GanttData, GanttMilestone, GanttRow
from .milestones import Milestone, Standing, milestones
from .plan_on_a_page import phase_bar
from .source import Source
from .theme import ink

_LATE = (Standing.LATE, Standing.OVERDUE)
_FROM_START = (LinkKind.SS, LinkKind.SF)
_TO_FINISH = (LinkKind.FF, LinkKind.SF)


@dataclass(frozen=True, slots=True)
class Phase:
    """A bar of a lane. row: of the outline."""

    row: int
    bar: GanttBar

    @property
    def weight(self) -> tuple[bool, float]:
        """The least weighs most: the critical ones, then the longest."""
        return not self.bar.critical, -(self.bar.finish - self.bar.start).total_seconds()


@dataclass(frozen=True, slots=True)
class Lane:
    """A component project, or a part of the only one.

    milestones: those that weigh most first. span: from its start to its finish, None without dates. light:
    the letter of its health, empty for what is no project. hue: the project's colour.
    """

    name: str
    phases: Sequence[Phase] = ()
    milestones: Sequence[Milestone] = ()
    span: tuple[datetime, datetime] | None = None
    light: str = ""
    hue: str | None = None
    critical: bool = False

    @property
    def weight(self) -> tuple[bool, bool, float]:
        """The least weighs most where there is no room for all lanes."""
        late = any(one.standing in _LATE for one in self.milestones)
        long = (self.span[1] - self.span[0]).total_seconds() if self.span else -1
        return not self.critical, not late, -long

    @property
    def pressing(self) -> Milestone | None:
        """The milestone to come that weighs most."""
        return next((one for one in self.milestones if one.standing is not Standing.MET), None)


@dataclass(frozen=True, slots=True)
class End:
    """Where a tie leaves or reaches: the place of its lane, the row of the phase there, and when."""

    lane: int
    phase: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Tie:
    """The tightest link from one lane to another. slack: working minutes."""

    giver: End
    receiver: End
    slack: int


@dataclass(frozen=True, slots=True)
class RoadmapData:
    """All lanes in the order of the outline, ties with the tightest first; whole: lanes are projects."""

    lanes: Sequence[Lane]
    ties: Sequence[Tie] = ()
    day: date | None = None
    whole: bool = True

    def days(self) -> tuple[date, date] | None:
        """The first and last day that are drawn, None where there is nothing."""
        rows = [
            GanttRow(
                lane.name,
                [phase.bar for phase in lane.phases],
                [GanttMilestone(one.forecast, baseline=moved_from(one)) for one in lane.milestones],
            )
            for lane in self.lanes
        ]
        return GanttData(rows, self.day).days()


def moved_from(milestone: Milestone) -> datetime | None:
    """When a milestone was agreed, where it has moved since."""
    return milestone.baseline if milestone.late else None


def roadmap_data(source: Source) -> RoadmapData:
    """The program by component project; one with a single project by the parts of that."""
    places, whole = source.places, len(source.places) != 1
    found = sorted(milestones(source), key=_weight)
    tops = [source.project_row(place) for place in places]
    first: list[Lane] = []
    if not whole:
        above = _unfolded(source, tops[0])
        tops, first = _with_length(source, above), _loose(source, above, found)
    lanes, phases = [*first], {}
    for place, top in enumerate(tops):
        rows = _with_length(source, _unfolded(source, top)) or ([] if whole else [top])
        phases[len(lanes)] = top, rows
        lanes.append(_lane(source, top, rows, found, places[place] if whole else None))
    return RoadmapData(lanes, _ties(source, phases), source.day, whole)


def _weight(milestone: Milestone) -> tuple[bool, bool, bool, int, datetime]:
    """The least weighs most: late, critical, to come, high up in the outline, soon."""
    met = milestone.standing is Standing.MET
    return (
        milestone.standing not in _LATE, met or not milestone.critical, met, milestone.level,
        milestone.forecast,
    )  # fmt: skip


def _unfolded(source: Source, row: int) -> int:
    """The row itself, or the only part below it that has parts: a summary of everything says nothing."""
    outline = source.state.outline
    while len(below := outline.children(row)) == 1 and outline.children(below[0]):
        row = below[0]
    return row


def _with_length(source: Source, above: int) -> list[int]:
    """The active rows right below that have dates and are no milestones."""
    state = source.state
    return [
        row
        for row in state.outline.children(above)
        if not state.milestone[row] and state.inputs.tasks.active[row] and state.schedule.start[row] != NONE
    ]


def _loose(source: Source, above: int, found: Sequence[Milestone]) -> list[Lane]:
    """A lane for the milestones that stand beside the parts of a single project."""
    ids = {source.state.outline.ids[row] for row in source.state.outline.children(above)}
    mine = [one for one in found if one.id in ids]
    return [Lane("Milestones", milestones=mine)] if mine else []


def _lane(
    source: Source, top: int, rows: Sequence[int], found: Sequence[Milestone], place: int | None
) -> Lane:
    state = source.state
    below = {state.outline.ids[row] for row in state.outline.below(top)}
    start, finish = (instant(int(side[top])) for side in (state.schedule.start, state.schedule.finish))
    return Lane(
        name=state.names[top],
        phases=[Phase(row, phase_bar(source, row)) for row in rows],
        milestones=[one for one in found if one.id in below],
        span=(start, finish) if start and finish else None,
        light="" if place is None else source.health.projects[place].overall.letter,
        hue=None if place is None else ink().project_hue(place),
        critical=any(state.schedule.critical[row] for row in rows),
    )


def _ties(source: Source, phases: dict[int, tuple[int, list[int]]]) -> list[Tie]:
    """The tightest open link of each pair of lanes. Args: phases: top row and rows of phases of each lane."""
    state, links = source.state, source.state.inputs.links
    lane: NDArray[np.int64] = np.full(len(state.outline), -1)
    phase = lane.copy()
    for place, (top, rows) in phases.items():
        lane[top : int(state.outline.last[top]) + 1] = place
        for row in rows:
            phase[row : int(state.outline.last[row]) + 1] = row
    before, after = links.predecessor, links.successor
    active = state.inputs.tasks.active
    crossing = (lane[before] != lane[after]) & (lane[before] >= 0) & (lane[after] >= 0)
    chosen = np.flatnonzero(crossing & active[before] & active[after])
    slack = link_slack(state, chosen.tolist())
    ties: dict[tuple[int, int], Tie] = {}
    for n in np.argsort(slack, kind="stable").tolist():
        link = int(chosen[n])
        giver, receiver, kind = int(before[link]), int(after[link]), int(links.kind[link])
        pair = int(lane[giver]), int(lane[receiver])
        given = instant(int((state.schedule.start if kind in _FROM_START else state.schedule.finish)[giver]))
        taken = instant(
            int((state.schedule.finish if kind in _TO_FINISH else state.schedule.start)[receiver])
        )
        if slack[n] != NONE and pair not in ties and given and taken:
            ends = End(pair[0], int(phase[giver]), given), End(pair[1], int(phase[receiver]), taken)
            ties[pair] = Tie(*ends, int(slack[n]))
    return sorted(ties.values(), key=lambda tie: tie.slack)
