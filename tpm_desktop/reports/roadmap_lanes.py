"""What a roadmap is of: lanes with phases and milestones, and what ties them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.plan import instant
from tpm_desktop.plan.crossings import link_slack
from tpm_desktop.planning.columns import NONE, LinkKind

from .milestones import LATE, Milestone, Standing, milestones
from .phase_bars import PhaseBar, phase_bar
from .source import Source
from .theme import ink

_FROM_START = (LinkKind.SS, LinkKind.SF)
_TO_FINISH = (LinkKind.FF, LinkKind.SF)


@dataclass(frozen=True, slots=True)
class Phase:
    """A bar of a lane. row: of the outline."""

    row: int
    bar: PhaseBar

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
        late = any(one.standing in LATE for one in self.milestones)
        long = (self.span[1] - self.span[0]).total_seconds() if self.span else -1
        return not self.critical, not late, -long

    def instants(self) -> Iterator[datetime]:
        """All that is drawn in it."""
        for phase in self.phases:
            yield from phase.bar.instants()
        for one in self.milestones:
            yield one.forecast
            yield moved_from(one) or one.forecast

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
    """All lanes in the order of the outline, ties with the tightest first; whole: lanes are projects.

    links: how many links between lanes are open, of which each tie is the tightest of its two lanes.
    """

    lanes: Sequence[Lane]
    ties: Sequence[Tie] = ()
    day: date | None = None
    whole: bool = True
    links: int = 0

    def days(self) -> tuple[date, date] | None:
        """The first and last day that are drawn, None where there is nothing.

        The status date is one of them unless it lies far off.
        """
        drawn = [at for lane in self.lanes for at in lane.instants()]
        if not drawn:
            return None
        first, last = min(drawn).date(), max(drawn).date()
        near = timedelta(days=max((last - first).days // 10, 7))
        if self.day and first - near <= self.day <= last + near:
            first, last = min(first, self.day), max(last, self.day)
        return first, last


def moved_from(milestone: Milestone) -> datetime | None:
    """When a milestone was agreed, where it has moved since."""
    return milestone.baseline if milestone.late else None


def roadmap_data(source: Source) -> RoadmapData:
    """The program by component project; one with a single project by the parts of that."""
    lanes, phases = _lanes(source)
    ties, links = _ties(source, phases)
    return RoadmapData(lanes, ties, source.day, len(source.places) != 1, links)


def project_data(source: Source, project_id: str) -> RoadmapData:
    """One component project by its phases, each a bar: what there is to see beside other figures."""
    lanes, _ = _lanes(source.of_projects([project_id]), unfold=False)
    return RoadmapData(lanes, day=source.day, whole=False)


def _lanes(source: Source, *, unfold: bool = True) -> tuple[list[Lane], dict[int, tuple[int, list[int]]]]:
    """The lanes, and the top row and the rows of the phases of each. Args: unfold: parts into their parts."""
    places, whole = source.places, len(source.places) != 1
    found = sorted(milestones(source), key=_weight)
    tops = [source.project_row(place) for place in places]
    first: list[Lane] = []
    if not whole:
        above = _unfolded(source, tops[0])
        tops, first = _with_length(source, above), _loose(source, above, found)
    lanes, phases = [*first], {}
    for place, top in enumerate(tops):
        below = _with_length(source, _unfolded(source, top)) if whole or unfold else []
        rows = below or ([] if whole else [top])
        phases[len(lanes)] = top, rows
        lanes.append(_lane(source, top, rows, found, places[place] if whole else None))
    return lanes, phases


def _weight(milestone: Milestone) -> tuple[bool, bool, bool, int, datetime]:
    """The least weighs most: late, critical, to come, high up in the outline, soon."""
    met = milestone.standing is Standing.MET
    return (
        milestone.standing not in LATE, met or not milestone.critical, met, milestone.level,
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
        phases=[_phase(source, row, named=row != top) for row in rows],
        milestones=[one for one in found if one.id in below],
        span=(start, finish) if start and finish else None,
        light="" if place is None else source.health.projects[place].overall.letter,
        hue=None if place is None else ink().project_hue(place),
        critical=any(state.schedule.critical[row] for row in rows),
    )


def _phase(source: Source, row: int, *, named: bool) -> Phase:
    """A phase; one that is the whole of its lane has its name there."""
    bar = phase_bar(source, row)
    return Phase(row, bar if named else replace(bar, label=""))


def _ties(source: Source, phases: dict[int, tuple[int, list[int]]]) -> tuple[list[Tie], int]:
    """The tightest open link of each pair of lanes, and how many links there are.

    Args: phases: top row and rows of phases of each lane.
    """
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
    return sorted(ties.values(), key=lambda tie: tie.slack), int((slack != NONE).sum())
