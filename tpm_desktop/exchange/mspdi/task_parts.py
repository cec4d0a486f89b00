"""What is said of one task: its own fields and what the plan computed, as parts in any order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tpm_desktop.model.program import Project
from tpm_desktop.model.schedule import Constraint, Task, TaskType
from tpm_desktop.plan import State, instant
from tpm_desktop.plan.figures import duration_done

from . import codes, values
from .elements import Parts, shortened
from .write_calendars import CalendarBook

_PER_CENT = 100
_TENTHS = 10


@dataclass(frozen=True, slots=True)
class TaskParts:
    """Says what is to be written of the tasks of one plan. digits: of its currency's minor unit."""

    state: State
    calendars: CalendarBook
    digits: int

    def of_project(self, row: int, project: Project) -> Parts:
        """A component project as a summary task."""
        constraint = Constraint.ASAP if project.start is None else Constraint.SNET
        return {
            **self._computed(row),
            **_length(int(self.state.schedule.duration[row])),
            "Name": shortened(project.name),
            "Active": True,
            "Manual": False,
            "Type": codes.number_of(codes.TASK_TYPES, TaskType.FIXED_DURATION),
            "ConstraintType": codes.number_of(codes.CONSTRAINTS, constraint),
            "ConstraintDate": project.start,
            "CalendarUID": codes.NO_CALENDAR,
            "Notes": project.notes,
        }

    def of_task(self, row: int, task: Task) -> Parts:
        """A task proper."""
        leaf = not self.state.summary[row]
        duration = task.duration if leaf else int(self.state.schedule.duration[row])
        return {
            **self._computed(row),
            **_length(duration, elapsed=task.elapsed, estimated=task.estimated),
            **_mode(task, values.print_duration(duration)),
            **(self._progress(row, task, duration) if leaf else {}),
            **self._settings(task),
            "Name": shortened(task.name),
            "Milestone": task.milestone or (leaf and task.duration == 0),
            "ConstraintType": codes.number_of(codes.CONSTRAINTS, task.constraint),
            "ConstraintDate": None if task.constraint in codes.UNDATED else task.constraint_date,
            "Deadline": task.deadline,
        }

    def _settings(self, task: Task) -> Parts:
        return {
            "Type": codes.number_of(codes.TASK_TYPES, task.type),
            "Priority": task.priority,
            "EffortDriven": task.effort_driven,
            "FixedCost": self.cost(task.fixed_cost),
            "FixedCostAccrual": codes.number_of(codes.ACCRUALS, task.fixed_accrual),
            "CalendarUID": self.calendars.number(task.calendar_id),
            "IgnoreResourceCalendar": task.ignore_resource_calendars,
            "LevelingDelay": task.levelling_delay * _TENTHS,
            "LevelingDelayFormat": codes.ELAPSED_DAYS,
            "Notes": task.notes,
        }

    def _computed(self, row: int) -> Parts:
        schedule, costs = self.state.schedule, self.state.money.costs
        dates: dict[str, datetime | None] = {
            "Start": instant(int(schedule.start[row])),
            "Finish": instant(int(schedule.finish[row])),
            "EarlyStart": instant(int(schedule.early_start[row])),
            "EarlyFinish": instant(int(schedule.early_finish[row])),
            "LateStart": instant(int(schedule.late_start[row])),
            "LateFinish": instant(int(schedule.late_finish[row])),
        }
        return {
            **dates,
            "IsNull": False,
            "IsSubproject": False,
            "Summary": bool(self.state.summary[row]),
            "Critical": bool(schedule.critical[row]),
            "FreeSlack": int(schedule.free_slack[row]) * _TENTHS,
            "StartSlack": int(schedule.start_slack[row]) * _TENTHS,
            "FinishSlack": int(schedule.finish_slack[row]) * _TENTHS,
            "TotalSlack": int(schedule.total_slack[row]) * _TENTHS,
            "PercentComplete": int(self.state.done[row]) // _PER_CENT,
            "Cost": self.cost(int(costs.task[row])),
            "ActualCost": self.cost(int(costs.task_actual[row])),
        }

    def cost(self, minor: int) -> str:
        """An amount as costs are written."""
        return values.print_hundredths(minor, self.digits)

    def _progress(self, row: int, task: Task, duration: int) -> Parts:
        done = duration_done(self.state, row)
        return {
            "ActualStart": task.actual_start,
            "ActualFinish": task.actual_finish,
            "ActualDuration": values.print_duration(done),
            "RemainingDuration": values.print_duration(duration - done),
            "Stop": task.stop,
            "Resume": task.resume,
            **_physical(task.physical_percent),
        }


def _physical(share: int | None) -> Parts:
    """Earned value by what is measured of the work, to the whole per cent; without it by what is done."""
    if share is None:
        return {}
    return {"PhysicalPercentComplete": share // _PER_CENT, "EarnedValueMethod": codes.BY_PHYSICAL_PERCENT}


def _length(minutes: int, *, elapsed: bool = False, estimated: bool = False) -> Parts:
    return {
        "Duration": values.print_duration(minutes),
        "DurationFormat": codes.duration_format(elapsed=elapsed, estimated=estimated),
        "Estimated": estimated,
    }


def _mode(task: Task, duration: str) -> Parts:
    """Whether its dates are given; those of an external task are written as its start and finish alone."""
    given: Parts = {"Active": task.active, "Manual": task.manual, "ExternalTask": task.external}
    if task.manual:
        given |= {
            "ManualStart": task.manual_start,
            "ManualFinish": task.manual_finish,
            "ManualDuration": duration,
            "StartText": task.start_text,
            "FinishText": task.finish_text,
            "DurationText": task.duration_text,
        }
    elif task.external:
        given |= {"Start": task.manual_start, "Finish": task.manual_finish}
    return given
