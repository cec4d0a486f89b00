"""Why a row of the plan stands where it stands, in words: what the engine found to decide its start."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from tpm_desktop.formats import Formats
from tpm_desktop.model.schedule import Constraint as ConstraintChoice
from tpm_desktop.model.schedule import LagUnit, LinkType
from tpm_desktop.planning.columns import NONE, WHOLE, Constraint, LinkKind, Links, Reason
from tpm_desktop.planning.driving import demanded

from .breaks import between
from .plan import instant
from .rings import ring_names
from .state import State

_AT_FINISH = (LinkType.FS, LinkType.FF)
_TO_START = (LinkKind.FS, LinkKind.SS)
_OVERRIDES = (Reason.CONSTRAINT, Reason.MANUAL, Reason.EXTERNAL, Reason.ACTUAL)
ROUNDING = 100
"""Shares done are whole per cents with many: work that waits for less than one of a hundred parts goes on."""
_TEXTS = {
    Reason.ACTUAL: "work on it began then",
    Reason.MANUAL: "its dates are given by hand",
    Reason.EXTERNAL: "that date was promised from outside",
    Reason.INACTIVE: "it is inactive and drives nothing",
    Reason.PROJECT_FINISH: "it is as late as the program's finish allows",
}


def why_here(state: State, row: int, formats: Formats) -> str:
    """One sentence: when the row starts, and because of what.

    A second one says of a row in or behind a ring that this is provisional.
    """
    at = int(state.schedule.start[row])
    if at == NONE:
        return ""
    begun = Reason(int(state.schedule.reason[row])) in (Reason.ACTUAL, Reason.STATUS_DATE)
    verb = "Started" if begun else "Starts"
    said = f"{verb} {moment(formats, at)} because {because(state, row, formats)}."
    if state.provisional[row]:
        said += f" That is provisional: {_provisional(state, row)}."
    return said


def because(state: State, row: int, formats: Formats) -> str:
    """What decides a row's start: the cause, the days off after it, and what it overrides."""
    reason = Reason(int(state.schedule.reason[row]))
    cause, decided = _cause(state, row, reason, formats)
    said = cause + (between(state, row, decided, formats) if decided != NONE else "")
    if reason in _OVERRIDES and not state.summary[row]:
        said += _overridden(state, row, formats)
    return said + _goes_on(state, row, reason, formats)


def moment(formats: Formats, at: int, *, finish: bool = False) -> str:
    """An instant with its weekday, and its time unless that is the usual one of a start, or of a finish."""
    when = instant(at)
    assert when is not None
    return formats.moment(when, finish=finish, weekday=True)


def said_link(state: State, link: int, formats: Formats) -> str:
    """What a link waits for: "“Order” finishes Mon 5 Jan (FS+2 d)"."""
    kind, how = _link_kind(state, link, formats)
    other = int(state.inputs.links.predecessor[link])
    ends = kind in _AT_FINISH
    at = int((state.schedule.finish if ends else state.schedule.start)[other])
    does = "finishes" if ends else "starts"
    return f"“{state.names[other]}” {does} {moment(formats, at, finish=ends)} ({how})"


def said_constraint(state: State, row: int, formats: Formats) -> str:
    """What a planner demanded: "start no earlier than Wed 14 Jan"."""
    kind = Constraint(int(state.inputs.tasks.constraint[row]))
    label = ConstraintChoice(kind.name.lower()).label.lower().removeprefix("must ")
    finish = kind in (Constraint.MFO, Constraint.FNET, Constraint.FNLT)
    return f"{label} {moment(formats, int(state.inputs.tasks.constraint_date[row]), finish=finish)}"


def demands(state: State, rows: list[int]) -> tuple[list[int], list[int]]:
    """The links to any of the rows that are heeded, and when each lets its successor start or finish."""
    links = state.inputs.links
    aside = [link for ring in state.rings for link in ring.links]
    mine = np.isin(links.successor, rows) & state.inputs.tasks.active[links.predecessor]
    mine[aside] = False
    found = np.flatnonzero(mine)
    chosen = Links(*(getattr(links, part.name)[found] for part in fields(Links)))
    instants = demanded(replace(state.scenario, links=chosen), state.schedule)
    return found.tolist(), instants.tolist()


def above(state: State, row: int) -> list[int]:
    """The row and the summaries above it, the nearest first."""
    found = [row]
    while (parent := int(state.outline.parent[found[-1]])) >= 0:
        found.append(parent)
    return found


def _cause(state: State, row: int, reason: Reason, formats: Formats) -> tuple[str, int]:
    """What decided, and from when on the row could have started then; `NONE` where that is its start."""
    holder, tasks = int(state.schedule.holder[row]), state.inputs.tasks
    held = "" if holder in (row, -1) else f"“{state.names[holder]}”"
    if reason is Reason.CHILDREN:
        return f"{held or 'the first of its tasks'} starts then", NONE
    if reason in (Reason.LINK, Reason.AS_LATE_AS_POSSIBLE):
        return _link(state, row, held, reason, formats)
    if reason is Reason.CONSTRAINT:
        owner = holder if held else row
        kind = tasks.constraint[owner]
        starts = kind in (Constraint.SNET, Constraint.MSO)
        demand = said_constraint(state, owner, formats)
        return f"{held or 'it'} must {demand}", int(tasks.constraint_date[owner]) if starts else NONE
    if reason is Reason.SUBPROJECT_START:
        at = int(tasks.project_start[holder if held else row])
        return f"{held or 'it'} may not start before {moment(formats, at)}", at
    if reason is Reason.LEVELLING:
        delay = formats.duration(int(tasks.levelling_delay[row]), elapsed=True)
        return f"levelling delays it by {delay}", NONE
    if reason is Reason.PROJECT_START:
        return _program_start(state, row, formats)
    return _TEXTS.get(reason, "work on it began then"), NONE


def _program_start(state: State, row: int, formats: Formats) -> tuple[str, int]:
    """The program begins then, or before days off."""
    options, at = state.inputs.options, int(state.schedule.start[row])
    begins = state.schedule.program_start if options.from_finish else options.start
    if begins == at or state.summary[row]:
        return "the program starts then", NONE
    return f"the program starts {moment(formats, begins)}", begins


def _link(state: State, row: int, held: str, reason: Reason, formats: Formats) -> tuple[str, int]:
    link = int(state.schedule.driver[row])
    if reason is Reason.AS_LATE_AS_POSSIBLE:
        if link < 0:
            return "it is as late as what follows it allows", NONE
        other = int(state.inputs.links.successor[link])
        how = _link_kind(state, link, formats)[1]
        return f"it is as late as “{state.names[other]}” allows ({how})", NONE
    found, instants = demands(state, [int(state.inputs.links.successor[link])])
    decided = instants[found.index(link)] if state.inputs.links.kind[link] in _TO_START else NONE
    waits = f"all of {held} waits: " if held else ""
    return waits + said_link(state, link, formats), decided


def _link_kind(state: State, link: int, formats: Formats) -> tuple[LinkType, str]:
    texts, numbers = state.inputs.tables["link"].texts, state.inputs.tables["link"].numbers
    kind = LinkType(texts["type"][link] or LinkType.FS)
    unit = LagUnit(texts["lag_unit"][link] or LagUnit.WORKING)
    return kind, formats.link(kind, int(numbers["lag"][link]), unit)


def broken_links(state: State, row: int) -> list[tuple[int, int]]:
    """The links that a task does not wait for, and by how many working minutes each; the worst first."""
    found, instants = demands(state, above(state, row))
    clock, schedule = state.scenario.slack_clock(row), state.schedule
    broken = []
    for link, at in zip(found, instants, strict=True):
        to_start = state.inputs.links.kind[link] in _TO_START
        missing = clock.between(int((schedule.start if to_start else schedule.finish)[row]), at)
        if missing > 0:
            broken.append((link, missing))
    return sorted(broken, key=lambda pair: -pair[1])


def _overridden(state: State, row: int, formats: Formats) -> str:
    broken = broken_links(state, row)
    return f", although {said_link(state, broken[0][0], formats)}" if broken else ""


def _goes_on(state: State, row: int, reason: Reason, formats: Formats) -> str:
    """Where a begun task goes on, if that is not at once."""
    tasks, schedule = state.inputs.tasks, state.schedule
    over = tasks.actual_finish[row] != NONE or tasks.done[row] >= WHOLE
    if state.summary[row] or over or reason not in (Reason.ACTUAL, Reason.STATUS_DATE):
        return ""
    clocks, minutes = state.scenario.clocks_of(row), int(tasks.duration[row])
    passed = clocks.task[0].between(int(schedule.start[row]), int(schedule.remains[row]))
    done = minutes * int(tasks.done[row]) // WHOLE
    if (passed - clocks.span(0, done)) * ROUNDING <= minutes:  # the breaks that are over are no waiting
        return ""
    said = f"; what is left of it goes on {moment(formats, clocks.next_work(0, int(schedule.remains[row])))}"
    if reason is Reason.STATUS_DATE:
        said += f", after the status date {moment(formats, state.inputs.options.status_date, finish=True)}"
    return said


def _provisional(state: State, row: int) -> str:
    ring = next((ring for ring in state.rings if row in ring.tasks), None)
    return ring_names(state, ring) if ring else "it waits for tasks that wait for each other"
