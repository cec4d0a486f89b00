"""The quality of a schedule: the plan as the columns that the checks read, and what they say of it."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.interfaces import InterfaceStatus
from tpm_desktop.model.resources import ResourceKind
from tpm_desktop.planning.columns import NONE
from tpm_desktop.planning.quality import (
    Baseline,
    Bookings,
    Crossings,
    Facts,
    Integration,
    Listed,
    Result,
    Subject,
    assess,
)
from tpm_desktop.planning.worktime import Calendar

from .agreed_checks import agreed_checks
from .columns import first
from .commitments import Promise, commitments, crossing_links, uncommitted
from .crowd import availability
from .integration import Run, lacking_interfaces, runs, unproven_interfaces
from .state import State

__all__ = ["quality", "subject"]


_TURN = Lock()


def quality(state: State) -> list[Result]:
    """What every check says of the plan, by the limits and waivers that the program has agreed.

    May be called from any thread: the calendars have tables of their own here, which grow while the window
    reads the others, and one caller at a time uses them.
    """
    with _TURN:
        return assess(subject(state), agreed=agreed_checks(state))


def subject(state: State) -> Subject:
    """The plan as the checks read it."""
    inputs = state.inputs
    return Subject(
        calendars=_own(inputs.calendars),
        tasks=inputs.tasks,
        links=inputs.links,
        assignments=inputs.assignments,
        options=inputs.options,
        schedule=state.schedule,
        facts=_facts(state),
        baseline=_baseline(state),
        bookings=_bookings(state),
        splits=inputs.splits,
        crossings=_crossings(state),
        integration=_integration(state),
    )


def _crossings(state: State) -> Crossings:
    """Links between projects that are not agreed, and agreed ones that are promised after their need."""
    inputs = state.inputs
    calendar = _own(inputs.calendars)[inputs.options.calendar]
    promises = commitments(state, calendar=calendar)
    short = {one.link: late for one in promises if (late := _short(one, calendar)) and one.link >= 0}
    found = short | dict.fromkeys(uncommitted(state, promises), 0)
    rows = sorted(found)
    days = np.array([found[row] for row in rows], np.int64)
    return Crossings(np.array(rows, np.int32), days, len(crossing_links(state)))


def _integration(state: State) -> Integration:
    inputs = state.inputs
    found = runs(state, calendar=_own(inputs.calendars)[inputs.options.calendar])
    interfaces = len(inputs.tables["interface"])
    late = [run for run in found if run.late]
    live = inputs.tables["interface"].texts["status"].count(InterfaceStatus.LIVE)
    return Integration(
        lacking=Listed(_rows(lacking_interfaces(state)), interfaces),
        late=Listed(_of(late), len(found), np.array([run.late for run in late], np.int64)),
        unproven=Listed(_rows(unproven_interfaces(state, found)), live),
        homeless=Listed(_of([run for run in found if run.homeless]), len(found)),
        undated=Listed(_of([run for run in found if run.undated]), len(found)),
    )


def _of(found: list[Run]) -> NDArray[np.int32]:
    return _rows([run.row for run in found])


def _rows(rows: list[int]) -> NDArray[np.int32]:
    return np.array(rows, np.int32)


def _short(promise: Promise, calendar: Calendar) -> int:
    """Working minutes by which a promise comes after the need, 0 where it does not."""
    if promise.settled or NONE in (promise.promised, promise.needed) or promise.promised <= promise.needed:
        return 0
    return int(calendar.between(promise.needed, promise.promised))


@lru_cache(maxsize=2)
def _own(calendars: tuple[Calendar, ...]) -> tuple[Calendar, ...]:
    """The same calendars with tables of their own, kept as long as the plan keeps its calendars."""
    made = {calendar: Calendar(calendar.name, calendar.periods) for calendar in calendars}
    return tuple(made[calendar] for calendar in calendars)


def _facts(state: State) -> Facts:
    inputs, outline = state.inputs, state.outline
    usual = entry("task").model.model_fields["duration"].default
    return Facts(
        names=state.names,
        milestone=state.milestone,
        marked=state.numbers("milestone", 0) == 1,
        estimated=state.numbers("estimated", 0) == 1,
        provided=_provided(state),
        owner=_of_tasks(state, "owner_id", inputs.tables["resource"].row),
        stream=outline.project,
        usual_duration=int(usual),
        minutes_per_week=int(first(inputs.tables["program"], "minutes_per_week")),
        effort=state.numbers("level_of_effort", 0) == 1,
    )


def _provided(state: State) -> NDArray[np.bool_]:
    """Rows with somebody or something assigned, or with a cost of their own."""
    assignment, outline = state.inputs.tables["assignment"], state.outline
    assigned = assignment.rows_of("task_id", outline.row)
    somebody = assignment.rows_of("resource_id", state.inputs.tables["resource"].row) >= 0
    found = state.numbers("fixed_cost", 0) > 0
    found[assigned[somebody]] = True
    return np.asarray(found)


def _of_tasks(state: State, field: str, target: dict[str, int]) -> NDArray[np.int32]:
    """A reference column of the tasks by outline row, -1 for none."""
    outline = state.outline
    found = np.full(len(outline), -1, np.int32)
    task_rows = ~outline.is_project
    found[task_rows] = state.inputs.tables["task"].rows_of(field, target)[outline.source[task_rows]]
    return found


def _baseline(state: State) -> Baseline | None:
    kept = state.baseline
    if kept.id is None:
        return None
    table = state.inputs.tables["baseline"]
    return Baseline(kept.start, kept.finish, kept.duration, int(table.numbers["taken"][table.row[kept.id]]))


def _bookings(state: State) -> Bookings:
    """Of people: materials and costs can't be overbooked or away."""
    tables = state.inputs.tables
    assignment, resource = tables["assignment"], tables["resource"]
    who = assignment.rows_of("resource_id", resource.row)
    works = np.array([kind == ResourceKind.WORK for kind in resource.texts["kind"]] + [False], np.bool_)[who]
    own = np.append(resource.rows_of("calendar_id", tables["calendar"].row), -1)[who[works]]
    return Bookings(
        task=assignment.rows_of("task_id", state.outline.row)[works],
        resource=who[works],
        calendar=np.where(own < 0, state.inputs.options.calendar, own).astype(np.int32),
        units=assignment.numbers["units"][works],
        capacity=availability(resource, tables["resource_availability"], range(len(resource))),
    )
