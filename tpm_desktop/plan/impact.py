"""What moves if something slips: tasks, milestones, gates, phases, projects, commitments, money."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tpm_desktop.file.errors import EditError
from tpm_desktop.planning.clocks import ELAPSED
from tpm_desktop.planning.columns import NONE, Schedule
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.scenario import Scenario
from tpm_desktop.planning.what_if import Difference, can_slip, slipped, what_if
from tpm_desktop.planning.worktime import Calendar

from .commitments import Promise, commitments
from .gates import gates, phases
from .moved_money import MovedMoney, moved_money
from .slips import Subject, of_row
from .state import State


@dataclass(frozen=True, slots=True)
class Impact:
    """What a slip moves, rows in the order in which they will finish then.

    tasks, milestones, summaries, projects: those whose dates move; newly_critical: tasks. The rows that slip
    are among them; gates are among the milestones, phases among the summaries. finish: of the program,
    before and after. commitments: those whose forecast, margin or outlook is another one then, before and
    after. money: what the tasks that move have yet to cost.
    """

    subject: Subject
    difference: Difference
    tasks: tuple[int, ...]
    milestones: tuple[int, ...]
    gates: tuple[int, ...]
    summaries: tuple[int, ...]
    phases: tuple[int, ...]
    projects: tuple[int, ...]
    newly_critical: tuple[int, ...]
    finish: tuple[int, int]
    commitments: tuple[tuple[Promise, Promise], ...]
    money: MovedMoney

    @property
    def row(self) -> int:
        """The outline row that slips, of several the first; -1 where none of the plan does."""
        return self.subject.row

    @property
    def moves_finish(self) -> bool:
        """Whether the program ends at another time then."""
        return self.finish[0] != self.finish[1]


def impact(
    state: State,
    subject: Subject | int,
    minutes: int,
    *,
    elapsed: bool = False,
    scenario: Scenario | None = None,
) -> Impact:
    """What moves if something starts so many minutes of its working time, or elapsed ones, later.

    A summary slips with all below it of which something is left, each by the plan's working time, so that
    they stay together whatever their calendars. What comes from outside comes so much later by the plan's
    calendar, and the task that waits for it does not start before.
    Args: subject: an outline row or what `subject_of` gives. scenario: the plan to ask, where it is not to be
    the state's own, as in another thread.
    Raises: `EditError` where nothing is left that could slip, or the plan would leave its years.
    """
    asked = scenario or state.scenario
    if minutes <= 0:
        raise EditError("a slip is later; give a duration above zero, such as 5d")
    what = of_row(state, subject) if isinstance(subject, int) else subject
    calendar = asked.calendars[asked.options.calendar]
    clock = ELAPSED if elapsed else calendar if what.together else None
    arrives = NONE if what.arrives == NONE else (clock or calendar).finish_after(what.arrives, minutes)
    try:
        if arrives == NONE:
            later = slipped(asked, state.schedule, what.rows, minutes, clock)
        else:
            later = _waiting(state, asked, what, arrives)
        difference = what_if(state.schedule, later)
    except PlanError as error:
        raise EditError(str(error)) from error
    return _sorted(state, what, arrives, difference, calendar)


def _waiting(state: State, asked: Scenario, what: Subject, arrives: int) -> Scenario:
    """The plan if the tasks of a subject waited for what comes from outside."""
    later, found = asked, state.schedule
    open_still = can_slip(state.inputs.tasks, found)
    for row in what.rows:
        begun = found.remains[row] if state.inputs.tasks.actual_start[row] != NONE else found.start[row]
        if open_still[row] and (wait := asked.slack_clock(row).between(int(begun), arrives)) > 0:
            later = slipped(later, found, [row], wait)
    return later


def _sorted(state: State, what: Subject, arrives: int, difference: Difference, calendar: Calendar) -> Impact:
    finish, moved = difference.after.finish, difference.moved
    moved = moved[np.argsort(finish[moved], kind="stable")]
    critical, top = difference.newly_critical, state.outline.is_project
    said = {} if arrives == NONE else {what.id: arrives}

    def chosen(kind: np.ndarray, rows: np.ndarray = moved) -> tuple[int, ...]:
        return tuple(rows[kind[rows]].tolist())

    return Impact(
        subject=what,
        difference=difference,
        tasks=chosen(~state.summary & ~state.milestone),
        milestones=chosen(state.milestone),
        gates=chosen(gates(state)),
        summaries=chosen(state.summary & ~top),
        phases=chosen(phases(state)),
        projects=chosen(top),
        newly_critical=chosen(~state.summary, critical),
        finish=(difference.before.program_finish, difference.after.program_finish),
        commitments=_promises(state, difference.after, calendar, said),
        money=moved_money(state, difference, calendar),
    )


def _promises(
    state: State, after: Schedule, calendar: Calendar, arrives: dict[str, int]
) -> tuple[tuple[Promise, Promise], ...]:
    """The open commitments of which something changes."""
    then = commitments(state, after, calendar=calendar, arrives=arrives)
    pairs = zip(commitments(state, calendar=calendar), then, strict=True)
    return tuple((was, will) for was, will in pairs if not was.settled and was != will)
