"""What the plan on a page shows: a row a component project with its phases and the milestones that matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tpm_desktop.plan import instant
from tpm_desktop.planning.columns import NONE, WHOLE

from .gantt_shapes import GanttBar, GanttData, GanttMilestone, GanttRow
from .milestones import Milestone, Standing, milestones
from .source import Source
from .theme import ink

_MOST_BARS = 8
_MOST_MILESTONES = 4
_MOST_ROWS = 16


def plan_on_a_page(source: Source) -> GanttData:
    """The whole program; one with a single component project is shown by that project's phases."""
    places = source.places
    found = milestones(source)
    if len(places) == 1:
        top = source.project_row(places[0])
        rows = [_phase_row(source, row, found) for row in _phases(source, top, _MOST_ROWS)]
    else:
        rows = [_project_row(source, place, source.project_row(place), found) for place in places]
    return GanttData(rows, source.day if source.about.status_date else None)


def project_on_a_page(source: Source, place: int) -> GanttData:
    """One component project: a row a phase."""
    top = source.project_row(place)
    found = milestones(source)
    rows = [_phase_row(source, row, found) for row in _phases(source, top, _MOST_ROWS)]
    return GanttData(rows, source.day if source.about.status_date else None)


def _project_row(source: Source, place: int, top: int, found: list[Milestone]) -> GanttRow:
    mine = [milestone for milestone in found if milestone.project == place]
    return GanttRow(
        name=source.state.names[top],
        bars=[phase_bar(source, row) for row in _phases(source, top, _MOST_BARS)],
        milestones=[_diamond(milestone) for milestone in _weightiest(mine)],
        hue=ink().project_hue(place),
    )


def _phase_row(source: Source, row: int, found: list[Milestone]) -> GanttRow:
    state = source.state
    below = {state.outline.ids[part] for part in [row, *state.outline.below(row)]}
    return GanttRow(
        name=state.names[row],
        bars=[replace(phase_bar(source, row), label="")],
        milestones=[_diamond(milestone) for milestone in _weightiest([m for m in found if m.id in below])],
    )


def _phases(source: Source, top: int, most: int) -> list[int]:
    """The rows right below another that have a length, in their order: the longest of too many."""
    state = source.state
    rows = [
        row
        for row in state.outline.children(top)
        if not state.milestone[row] and state.inputs.tasks.active[row] and state.schedule.start[row] != NONE
    ]
    longest = sorted(rows, key=lambda row: -int(state.schedule.finish[row] - state.schedule.start[row]))
    kept = set(longest[:most])
    return [row for row in rows if row in kept]


def _weightiest(found: list[Milestone]) -> list[Milestone]:
    """The late ones and those high in the outline first; shown in order of time."""
    late = (Standing.LATE, Standing.OVERDUE)
    ranked = sorted(found, key=lambda m: (m.standing not in late, m.level, not m.critical, m.forecast))
    return sorted(ranked[:_MOST_MILESTONES], key=lambda milestone: milestone.forecast)


def _diamond(milestone: Milestone) -> GanttMilestone:
    return GanttMilestone(
        at=milestone.forecast,
        label=milestone.name,
        critical=milestone.critical,
        met=milestone.standing is Standing.MET,
        baseline=milestone.baseline if milestone.late else None,
    )


def phase_bar(source: Source, row: int) -> GanttBar:
    """The bar of a row that has dates."""
    state = source.state
    start, finish = (_known(int(side[row])) for side in (state.schedule.start, state.schedule.finish))
    agreed = int(state.baseline.start[row]), int(state.baseline.finish[row])
    return GanttBar(
        start=start,
        finish=finish,
        label=state.names[row],
        critical=bool(state.schedule.critical[row]),
        done=_done_until(source, row),
        baseline=None if NONE in agreed else (_known(agreed[0]), _known(agreed[1])),
    )


def _done_until(source: Source, row: int) -> datetime | None:
    """Up to where the bar is done: the share of its working time on the program's calendar."""
    state, share = source.state, int(source.state.done[row])
    if not share:
        return None
    start, finish = int(state.schedule.start[row]), int(state.schedule.finish[row])
    calendar = state.inputs.calendars[state.inputs.options.calendar]
    return instant(calendar.finish_after(start, calendar.between(start, finish) * share // WHOLE))


def _known(minutes: int) -> datetime:
    found = instant(minutes)
    assert found is not None
    return found
