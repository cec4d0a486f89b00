"""From an open program to the bytes of an MS Project XML file."""

from __future__ import annotations

from pathlib import PurePath

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.program import OutOfSequence, Program, ScheduleFrom
from tpm_desktop.plan import Plan, instant

from . import codes
from .contents import Contents
from .elements import Document, Parts, shortened
from .numbering import numbered
from .program import minor_digits
from .schema import PROJECT
from .task_parts import TaskParts
from .write_assignments import write_assignments
from .write_calendars import CalendarBook
from .write_resources import write_resources
from .write_tasks import TaskBook

_NAMESPACE = "http://schemas.microsoft.com/project"
_VERSION = 14


def write(program: ProgramFile, plan: Plan, name: str) -> bytes:
    """The whole document; the program's component projects stand in it as top-level summary tasks.

    A single project that is named as the program is left out, and its tasks stand at the top.
    """
    contents = Contents.read(program)
    digits = minor_digits(contents.program.currency)
    calendars = CalendarBook(contents)
    tasks = TaskBook(contents, TaskParts(plan.state, calendars, digits))
    resources = numbered(contents.resources)
    document = Document()
    with document.inside("Project", xmlns=_NAMESPACE):
        properties = _properties(contents.program, plan, calendars.of_plan, digits)
        document.put_ordered(PROJECT, {**properties, "Name": shortened(PurePath(name).name)})
        with document.inside("Calendars"):
            calendars.write(document)
        with document.inside("Tasks"):
            tasks.write(document)
        with document.inside("Resources"):
            write_resources(document, contents, resources, calendars, digits)
        with document.inside("Assignments"):
            write_assignments(document, contents, plan.state, tasks.numbers, resources, digits)
    return document.content()


def _properties(about: Program, plan: Plan, calendar: int, digits: int) -> Parts:
    from_finish = about.schedule_from is ScheduleFrom.FINISH
    return {
        "SaveVersion": _VERSION,
        "Title": shortened(about.name),
        "ScheduleFromStart": not from_finish,
        "StartDate": about.start,
        "FinishDate": about.finish if from_finish else instant(plan.state.schedule.program_finish),
        "FYStartDate": about.fiscal_year_start,
        "CriticalSlackLimit": about.critical_slack // about.minutes_per_day,
        "CurrencyDigits": digits,
        "CurrencySymbol": _symbol(about.currency),
        "CurrencyCode": about.currency,
        "CalendarUID": calendar,
        "DefaultStartTime": "08:00:00",
        "DefaultFinishTime": "17:00:00",
        "MinutesPerDay": about.minutes_per_day,
        "MinutesPerWeek": about.minutes_per_week,
        "DaysPerMonth": about.days_per_month,
        "DefaultTaskType": 0,
        "DurationFormat": codes.DAYS,
        "WorkFormat": codes.HOURLY_RATE,
        "HonorConstraints": about.honour_constraints,
        "MultipleCriticalPaths": about.multiple_critical_paths,
        "NewTasksEffortDriven": False,
        "SplitsInProgressTasks": about.out_of_sequence is OutOfSequence.RETAINED_LOGIC,
        "StatusDate": about.status_date,
        "MoveRemainingStartsForward": about.reschedule_uncompleted,
        "NewTasksAreManual": False,
    }


def _symbol(currency: str) -> str:
    from babel.numbers import get_currency_symbol

    return str(get_currency_symbol(currency, locale="en"))
