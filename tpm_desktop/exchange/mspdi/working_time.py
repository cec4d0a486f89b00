"""The working time that the document's calendars come to, as the planning engine counts it."""

from __future__ import annotations

from typing import Any

from tpm_desktop.exchange.errors import ImportProblem
from tpm_desktop.exchange.rows import Rows
from tpm_desktop.file.errors import EditError
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.plan.columns import Columns
from tpm_desktop.plan.working_time import read_calendars
from tpm_desktop.planning.calendars import common
from tpm_desktop.planning.clocks import ELAPSED
from tpm_desktop.planning.errors import CalendarError
from tpm_desktop.planning.worktime import Calendar

Fields = dict[str, Any]


class WorkingTime:
    """The calendars of the rows read so far. Raises: `ImportProblem` for calendars that can't be used."""

    def __init__(self, rows: Rows) -> None:
        calendars, *others = (
            Columns.of(table, rows.of(table)) for table in ("calendar", "work_week", "calendar_exception")
        )
        try:
            self._calendars = read_calendars(calendars, *others)
        except (CalendarError, EditError, ValueProblem) as error:
            raise ImportProblem(f"no program can be made of that file: {error}") from error
        self._row = calendars.row
        self._of_plan = rows.program.get("calendar_id")

    def of(self, task: Fields, resource: Fields | None) -> Calendar:
        """What the work of a resource, or of nobody, on a task runs on. Args: the fields of both."""
        if task["elapsed"]:
            return ELAPSED
        own = task.get("calendar_id")
        if own and (resource is None or task.get("ignore_resource_calendars")):
            return self._named(own)
        its = self._named((resource or {}).get("calendar_id"))
        return common((self._named(own), its)) if own else its

    def _named(self, calendar: str | None) -> Calendar:
        return self._calendars[self._row.get(calendar or self._of_plan or "", len(self._row))]
