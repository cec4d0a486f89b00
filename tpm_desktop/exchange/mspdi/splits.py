"""Breaks in the work on a task: working time that lies idle between two parts of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import Any

from tpm_desktop.exchange.report import ImportReport
from tpm_desktop.exchange.rows import Rows
from tpm_desktop.model.check import EARLIEST, LATEST
from tpm_desktop.model.resources import Contour, ResourceKind
from tpm_desktop.plan import minutes
from tpm_desktop.planning.worktime import Calendar

from .assignments import SourceAssignment
from .item import Item, Reading
from .outline import SourceTask
from .working_time import WorkingTime

_SCHEDULED, _DONE = 1, 2  # kinds of time-phased data: work still to do, and work done
_UNHEARD = Reading(
    ImportReport("", "")
)  # time-phased data is only looked at; what of it can't be read tells nothing
_SOMETHING = re.compile("[1-9]")
_ROUNDING = 1  # minutes by which dates and durations may miss each other

Fields = dict[str, Any]
Break = tuple[int, int]
"""Minutes of work before it, minutes that it lasts."""


class SplitReader:
    """Finds the breaks of tasks and adds them as rows."""

    def __init__(self, assignments: Sequence[SourceAssignment], rows: Rows, report: ImportReport) -> None:
        self._rows = rows
        self._report = report
        self._of_task: dict[str, list[SourceAssignment]] = {}
        for assignment in assignments:
            if assignment.resource is not None and assignment.resource["kind"] is not ResourceKind.WORK:
                continue
            self._of_task.setdefault(assignment.task.id, []).append(assignment)

    def take(self, task: SourceTask, fields: Fields) -> None:
        """Add the breaks of a task. Args: fields: of its row."""
        assigned = self._of_task.get(task.id)
        if not assigned or task.summary or not fields["duration"]:
            return
        busy = list(_busy(assigned))
        found: list[Break] = []
        if len(busy) > 1:
            found = list(_between(busy, self._clock(fields, assigned)))
        elif not busy and any(a.fields["contour"] is Contour.BY_HAND for a in assigned):
            found = self._somewhere(task, fields, assigned)
        for after, length in found:
            if 0 < after < fields["duration"]:
                self._rows.add("task_split", task.who, {"task_id": task.id, "after": after, "length": length})

    def _clock(self, fields: Fields, assigned: list[SourceAssignment]) -> Calendar:
        """The working time of whoever works longest on a task, as the engine takes it."""
        longest = max(assigned, key=lambda one: one.fields.get("work", 0))
        return self._working_time.of(fields, longest.resource)

    @cached_property
    def _working_time(self) -> WorkingTime:
        return WorkingTime(self._rows)

    def _somewhere(self, task: SourceTask, fields: Fields, assigned: list[SourceAssignment]) -> list[Break]:
        """The break of work that was spread by hand where the file tells its dates alone, in its middle."""
        whole, done = fields["duration"], 0
        starts = _dates([one.item for one in assigned], "Start")
        ends = _dates([one.item for one in assigned], "Finish")
        if fields.get("actual_start"):
            starts = _dates([task.item], "Resume") or _dates([task.item], "Stop")
            done = whole - (task.item.duration("RemainingDuration") or 0)
        if fields["manual"] or fields.get("actual_finish") or not starts or not ends or done >= whole:
            return []
        idle = self._clock(fields, assigned).between(min(starts), max(ends)) - (whole - done)
        if idle <= _ROUNDING:
            return []
        self._report.adjusted(
            f"{task.who}: its work is split, but the file doesn't say where; the break of {idle / 60:,.1f} h"
            " was put in the middle of what is left"
        )
        return [(done + (whole - done) // 2, idle)]


def _dates(items: Sequence[Item], name: str) -> list[int]:
    found = (item.instant(name) for item in items)
    return [minutes(moment) for moment in found if moment and _is_plannable(moment)]


def _is_plannable(moment: datetime) -> bool:
    return EARLIEST <= moment.date() <= LATEST


def _busy(assigned: list[SourceAssignment]) -> Iterator[tuple[int, int]]:
    """The periods in which anybody works, in order and apart from each other."""
    spans = sorted(span for assignment in assigned for span in _worked(assignment.item))
    at = 0
    while at < len(spans):
        start, finish = spans[at]
        while at < len(spans) and spans[at][0] <= finish:
            finish = max(finish, spans[at][1])
            at += 1
        yield start, finish


def _worked(assignment: Item) -> Iterator[tuple[int, int]]:
    """The periods of an assignment in which work lies, as its time-phased data has them."""
    for element in assignment.each("TimephasedData"):
        part = Item(element.element, _UNHEARD, "")
        ends = [*_dates([part], "Start"), *_dates([part], "Finish")]
        works = _SOMETHING.search(part.text("Value") or "")  # also a few seconds in a minute
        if works and part.integer("Type") in (_SCHEDULED, _DONE) and len(ends) == 2 and ends[0] < ends[1]:
            yield ends[0], ends[1]


def _between(busy: list[tuple[int, int]], clock: Calendar) -> Iterator[Break]:
    """The working time between periods of work; a weekend between them is no break."""
    idle = 0
    for (_, finish), (start, _) in pairwise(busy):
        length = clock.between(finish, start)
        if length > _ROUNDING:
            yield clock.between(busy[0][0], finish) - idle, length
            idle += length
