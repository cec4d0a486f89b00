"""What moves if a row slips: other tasks, milestones, projects, commitments, money, the finish."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tpm_desktop.file.errors import EditError
from tpm_desktop.planning.clocks import ELAPSED
from tpm_desktop.planning.columns import Schedule
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.scenario import Scenario
from tpm_desktop.planning.what_if import Difference, can_slip, slipped, what_if
from tpm_desktop.planning.worktime import Calendar

from .commitments import Promise, commitments
from .moved_money import MovedMoney, moved_money
from .state import State


@dataclass(frozen=True, slots=True)
class Impact:
    """What a slip moves, rows in the order in which they will finish then.

    tasks, milestones, summaries, projects: those whose dates move; newly_critical: tasks. The row that slips
    is among them. finish: of the program, before and after. commitments: those whose forecast, margin
    or outlook is another one then, before and after. money: what the tasks that move have yet to cost.
    """

    row: int
    difference: Difference
    tasks: tuple[int, ...]
    milestones: tuple[int, ...]
    summaries: tuple[int, ...]
    projects: tuple[int, ...]
    newly_critical: tuple[int, ...]
    finish: tuple[int, int]
    commitments: tuple[tuple[Promise, Promise], ...]
    money: MovedMoney

    @property
    def moves_finish(self) -> bool:
        """Whether the program ends at another time then."""
        return self.finish[0] != self.finish[1]


def impact(
    state: State, row: int, minutes: int, *, elapsed: bool = False, scenario: Scenario | None = None
) -> Impact:
    """What moves if a row starts so many minutes of its working time, or elapsed ones, later.

    A summary slips with all below it of which something is left, each by the plan's working time, so that
    they stay together whatever their calendars. scenario: the plan to ask, where it is not to be the state's
    own, as in another thread.
    Raises: `EditError` where nothing is left that could slip, or the plan would leave its years.
    """
    asked, found = scenario or state.scenario, state.schedule
    if minutes <= 0:
        raise EditError("a slip is later; give a duration above zero, such as 5d")
    rows = slipping(state, row)
    if not rows:
        raise EditError(f"“{state.names[row]}” is done; what is done can't slip")
    try:
        together = asked.calendars[asked.options.calendar] if state.summary[row] else None
        later = slipped(asked, found, rows, minutes, ELAPSED if elapsed else together)
        difference = what_if(found, later)
    except PlanError as error:
        raise EditError(str(error)) from error
    return _sorted(state, row, difference, asked.calendars[asked.options.calendar])


def slipping(state: State, row: int) -> list[int]:
    """The tasks that slip with a row: itself, or those below it that are not done."""
    rows = np.array([row, *state.outline.below(row)], np.int64)
    left = can_slip(state.inputs.tasks, state.schedule) & ~state.summary
    return [int(at) for at in rows[left[rows]]]


def _sorted(state: State, row: int, difference: Difference, calendar: Calendar) -> Impact:
    finish, moved = difference.after.finish, difference.moved
    moved = moved[np.argsort(finish[moved], kind="stable")]
    critical, top = difference.newly_critical, state.outline.is_project
    summary = state.summary & ~top

    def chosen(kind: np.ndarray, rows: np.ndarray = moved) -> tuple[int, ...]:
        return tuple(rows[kind[rows]].tolist())

    return Impact(
        row=row,
        difference=difference,
        tasks=chosen(~state.summary & ~state.milestone),
        milestones=chosen(state.milestone),
        summaries=chosen(summary),
        projects=chosen(top),
        newly_critical=chosen(~state.summary, critical),
        finish=(difference.before.program_finish, difference.after.program_finish),
        commitments=_promises(state, difference.after, calendar),
        money=moved_money(state, difference, calendar),
    )


def _promises(state: State, after: Schedule, calendar: Calendar) -> tuple[tuple[Promise, Promise], ...]:
    """The open commitments of which something changes."""
    pairs = zip(
        commitments(state, calendar=calendar), commitments(state, after, calendar=calendar), strict=True
    )
    return tuple((was, will) for was, will in pairs if not was.settled and was != will)
