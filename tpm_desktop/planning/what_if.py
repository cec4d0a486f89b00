"""What would be if: a changed copy of the plan's columns, and how its schedule differs. It needs no file."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from tpm_desktop.planning.calendars import Calendar
from tpm_desktop.planning.columns import NONE, WHOLE, Constraint, Flags, Rows, Schedule, Tasks
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.scenario import Scenario

__all__ = ["Difference", "can_slip", "slipped", "what_if"]


@dataclass(frozen=True, slots=True)
class Difference:
    """How two schedules of the same rows differ.

    moved: rows whose start or finish differs; newly_critical, no_longer_critical: rows. All in row order.
    """

    before: Schedule
    after: Schedule
    moved: Rows
    newly_critical: Rows
    no_longer_critical: Rows

    @classmethod
    def between(cls, before: Schedule, after: Schedule) -> "Difference":
        """Errors: PlanError where the two are not about the same rows."""
        if len(before.start) != len(after.start):
            raise PlanError("two schedules of different tasks can't be compared; keep the rows as they are")

        def rows(differ: Flags) -> Rows:
            return np.flatnonzero(differ).astype(np.int32)

        return cls(
            before,
            after,
            moved=rows((before.start != after.start) | (before.finish != after.finish)),
            newly_critical=rows(after.critical & ~before.critical),
            no_longer_critical=rows(before.critical & ~after.critical),
        )


def what_if(before: Schedule, changed: Scenario) -> Difference:
    """What a change makes of a plan whose schedule is known.

    Errors: CycleError, CalendarError and PlanError where the changed plan can't be scheduled.
    """
    return Difference.between(before, changed.scheduled())


def can_slip(tasks: Tasks, found: Schedule) -> Flags:
    """The rows that can still be late: tasks, no summaries, of which something is left. Shape (n,)."""
    return np.asarray(~found.summary & (tasks.actual_finish == NONE) & (tasks.done < WHOLE))


def slipped(
    scenario: Scenario, found: Schedule, rows: Iterable[int], minutes: int, clock: Calendar | None = None
) -> Scenario:
    """The plan if tasks started so much later than they do: minutes on a clock, else on that of their slack.

    A task not begun gets a start no earlier than the later instant, as if a person had dragged its bar: what
    follows is what the plan would say then. It takes the place of the task's own constraint and levelling
    delay, which are older demands on the same start; what limited how late the task may be stays, as a
    deadline. Of a begun task what is left goes on later; a task with given dates has later ones.
    Rejected: a longer duration, which moves starts of followers but not the task's own, and a levelling
    delay, which would come on top once more when a predecessor is late as well.
    Errors: PlanError for tasks that can't slip any more, and for what would lie outside the years of a plan.
    """
    tasks = scenario.tasks
    changed = replace(tasks, **{name: getattr(tasks, name).copy() for name in _TOUCHED})
    slips = can_slip(tasks, found)
    for row in rows:
        if not slips[row]:
            raise PlanError(f"row {row} is done or a summary; slip tasks of which something is left")
        its = clock or scenario.slack_clock(row)
        if tasks.manual[row] or tasks.external[row]:
            _give_later(changed, found, its, row, minutes)
        elif tasks.actual_start[row] != NONE or tasks.done[row] > 0:
            changed.resume[row] = its.start_after(int(found.remains[row]), minutes)
        else:
            _hold(changed, found, scenario, its, row, minutes)
    return replace(scenario, tasks=changed)


_TOUCHED = (
    "constraint", "constraint_date", "deadline", "levelling_delay", "resume", "manual_start", "manual_finish",
)  # fmt: skip


def _hold(
    changed: Tasks, found: Schedule, scenario: Scenario, clock: Calendar, row: int, minutes: int
) -> None:
    kind, date = changed.constraint[row], int(changed.constraint_date[row])
    if date != NONE and kind in (Constraint.MSO, Constraint.SNLT):
        date = scenario.clocks_of(row).finish(0, date, int(changed.duration[row]))
    elif kind not in (Constraint.MFO, Constraint.FNLT):
        date = NONE
    if date != NONE:
        deadline = int(changed.deadline[row])
        changed.deadline[row] = date if deadline == NONE else min(date, deadline)
    changed.constraint[row] = Constraint.SNET
    changed.constraint_date[row] = clock.start_after(int(found.start[row]), minutes)
    changed.levelling_delay[row] = 0


def _give_later(changed: Tasks, found: Schedule, clock: Calendar, row: int, minutes: int) -> None:
    changed.manual_start[row] = clock.start_after(int(found.start[row]), minutes)
    if changed.manual_finish[row] != NONE:
        changed.manual_finish[row] = clock.finish_after(int(found.finish[row]), minutes)
