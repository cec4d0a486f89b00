"""Integration tests and releases as the plan dates them: planned, forecast and actual, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tpm_desktop.model.interfaces import EnvironmentState, InterfaceStatus, RunResult
from tpm_desktop.planning.columns import NONE
from tpm_desktop.planning.worktime import Calendar

from .columns import Columns
from .state import State

__all__ = ["CutOver", "Run", "Standing", "cut_overs", "lacking_interfaces", "runs", "unproven_interfaces"]

_DAY = 1440
_LAST_MINUTE = _DAY - 1


class Standing(StrEnum):
    """How a test run stands: its result, else what its dates say."""

    PASSED = "passed"
    FAILED = "failed"
    BLOCKED = "blocked"
    OVERDUE = "overdue"  # its time is over, and there is no result
    LATE = "after the cut-over"  # planned for later than what it should prove goes live
    PLANNED = "planned"
    UNDATED = "no date"  # tied to no task


@dataclass(frozen=True, slots=True)
class CutOver:
    """A release with its dates.

    row: in its table. milestone: row of the outline, -1 for none. agreed, forecast: instants, `NONE` if there
    is none; the agreed one is a day's last minute, or the milestone's deadline. margin: working minutes of
    the plan's calendar from the forecast to the agreed date, below zero where it is missed. done: it is live.
    """

    row: int
    id: str
    milestone: int
    agreed: int
    forecast: int
    margin: int
    done: bool

    @property
    def at(self) -> int:
        """Before when tests must be done: the earlier of both dates, `NONE` without any."""
        return min((at for at in (self.agreed, self.forecast) if at != NONE), default=NONE)


@dataclass(frozen=True, slots=True)
class Run:
    """A test run with what follows from the plan.

    row: in its table; interface, environment, cycle: rows of theirs, task: of the outline; -1 for none.
    planned: the baseline finish of the task; forecast: its finish; actual: its actual finish; instants,
    `NONE` if there is none. late: working minutes from the cut-over to the forecast, 0 where it is in time
    or passed. retired: its environment is no longer there.
    """

    row: int
    id: str
    interface: int
    environment: int
    cycle: int
    task: int
    result: RunResult
    planned: int
    forecast: int
    actual: int
    late: int
    retired: bool
    standing: Standing

    @property
    def homeless(self) -> bool:
        """Whether it has to be run where nothing can be run."""
        return self.result is not RunResult.PASSED and (self.retired or self.environment < 0)

    @property
    def undated(self) -> bool:
        """Whether it has to be run, and no task says when."""
        return self.result is not RunResult.PASSED and self.task < 0

    @property
    def troubled(self) -> bool:
        """Whether it keeps its interface from going live."""
        wrong = (Standing.FAILED, Standing.BLOCKED, Standing.OVERDUE, Standing.LATE)
        return self.standing in wrong or self.homeless


def cut_overs(state: State, *, calendar: Calendar | None = None) -> list[CutOver]:
    """Every release in the order of its table. Args: calendar: the plan's, for who asks in another thread."""
    table, tasks = state.inputs.tables["release"], state.inputs.tasks
    clock = calendar or _calendar(state)
    found = []
    for row, at in enumerate(table.rows_of("milestone_id", state.outline.row).tolist()):
        day = int(table.numbers["cut_over"][row])
        agreed = day * _DAY + _LAST_MINUTE if day != NONE else int(tasks.deadline[at]) if at >= 0 else NONE
        forecast = int(state.schedule.finish[at]) if at >= 0 else NONE
        margin = NONE if NONE in (agreed, forecast) else int(clock.between(forecast, agreed))
        done = at >= 0 and int(tasks.actual_finish[at]) != NONE
        found.append(CutOver(row, table.ids[row], at, agreed, forecast, margin, done))
    return found


def runs(state: State, *, calendar: Calendar | None = None) -> list[Run]:
    """Every test run in the order of its table. Args: calendar: as of `cut_overs`."""
    tables = state.inputs.tables
    table, clock = tables["integration_test"], calendar or _calendar(state)
    ends = [cut_over.at for cut_over in cut_overs(state, calendar=clock)]
    release = tables["interface"].rows_of("release_id", tables["release"].row).tolist()
    retired = [one == EnvironmentState.RETIRED for one in tables["environment"].texts["state"]]
    columns = (
        table.rows_of("interface_id", tables["interface"].row).tolist(),
        table.rows_of("environment_id", tables["environment"].row).tolist(),
        table.rows_of("cycle_id", tables["test_cycle"].row).tolist(),
        table.rows_of("task_id", state.outline.row).tolist(),
    )
    return [
        _run(state, clock, table, row, places, ends[release[places[0]]] if release[places[0]] >= 0 else NONE,
             retired=places[1] >= 0 and retired[places[1]])
        for row, places in enumerate(zip(*columns, strict=True))
    ]  # fmt: skip


def _run(
    state: State,
    clock: Calendar,
    table: Columns,
    row: int,
    places: tuple[int, ...],
    cut_over: int,
    *,
    retired: bool,
) -> Run:
    interface, environment, cycle, task = places
    result = RunResult(table.texts["result"][row] or "")
    planned, forecast, actual = (
        int(column[task]) if task >= 0 else NONE
        for column in (state.baseline.finish, state.schedule.finish, state.inputs.tasks.actual_finish)
    )
    after = NONE not in (forecast, cut_over) and forecast > cut_over and result is not RunResult.PASSED
    late = int(clock.between(cut_over, forecast)) if after else 0
    standing = _standing(state, result, forecast, actual, late=after)
    return Run(
        row, table.ids[row], interface, environment, cycle, task, result, planned, forecast, actual, late,
        retired, standing,
    )  # fmt: skip


def _standing(state: State, result: RunResult, forecast: int, actual: int, *, late: bool) -> Standing:
    if result is not RunResult.NOT_RUN:
        return Standing(result.value)
    if forecast == NONE:
        return Standing.UNDATED
    status = int(state.inputs.options.status_date)
    if actual != NONE or (status != NONE and forecast < status):
        return Standing.OVERDUE
    return Standing.LATE if late else Standing.PLANNED


def lacking_interfaces(state: State) -> list[int]:
    """The rows of interfaces that nobody answers for, or on which nothing was agreed."""
    texts = state.inputs.tables["interface"].texts
    pairs = zip(texts["owner_id"], texts["agreement"], strict=True)
    return [row for row, (owner, agreement) in enumerate(pairs) if not owner or not agreement]


def unproven_interfaces(state: State, found: list[Run]) -> list[int]:
    """The rows of interfaces that are live though no test of them has passed."""
    passed = {run.interface for run in found if run.result is RunResult.PASSED}
    statuses = state.inputs.tables["interface"].texts["status"]
    live = (row for row, status in enumerate(statuses) if status == InterfaceStatus.LIVE)
    return [row for row in live if row not in passed]


def _calendar(state: State) -> Calendar:
    return state.inputs.calendars[state.inputs.options.calendar]
