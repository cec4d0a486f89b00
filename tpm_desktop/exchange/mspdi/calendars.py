"""The calendars of the document; those that add nothing to the base they derive from are left to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from tpm_desktop.exchange.report import ImportReport
from tpm_desktop.exchange.rows import Rows
from tpm_desktop.model.check import parse_hours
from tpm_desktop.model.record import new_id

from .calendar_content import USUAL_WEEK, CalendarContent
from .codes import WEEKDAYS
from .item import Item
from .planned_starts import planned_starts


class Calendars:
    """The calendars by their number in the document."""

    def __init__(self, root: Item, rows: Rows, report: ImportReport) -> None:
        self._rows = rows
        self._report = report
        self._ids: dict[int, str] = {}
        self._contents: dict[str, CalendarContent] = {}
        self._plain: dict[str, str] = {}  # calendars that add nothing, with their base
        self._idle_noted: set[str] = set()
        starts = planned_starts(root)
        for item in root.below("Calendars", "Calendar"):
            self._read(item)
        for row_id, content in self._contents.items():
            content.base = self._base(row_id, content)
        for row_id, content in self._contents.items():
            if content.base is not None and content.adds_nothing():
                self._plain[row_id] = content.base
        for row_id, content in self._contents.items():
            if content.base is not None and content.uid in starts:
                self._believe_work(row_id, content, content.base, starts[content.uid])
        for row_id, content in self._contents.items():
            if row_id not in self._plain:
                self._take(row_id, content)

    def of(self, uid: int | None, who: str) -> str | None:
        """The id of the calendar of that number, None for none.

        One that isn't there or has no working time is noted and left out, as nothing could be planned on it.
        """
        if uid is None or uid not in self._ids:
            if uid is not None and uid > 0:
                self._report.set_aside(f"{who}: its calendar, number {uid}, is not in the file")
            return None
        row_id = self._effective(self._ids[uid])
        if self._is_idle(row_id):
            if row_id not in self._idle_noted:
                self._report.adjusted(
                    f"{self._contents[row_id].who} has no working time; nothing uses it here"
                )
                self._idle_noted.add(row_id)
            return None
        return row_id

    def first(self, who: str) -> str | None:
        """The id of the first calendar that a plan can use."""
        standing = (content.uid for content in self._contents.values() if content.base is None)
        return next((found for uid in standing if (found := self.of(uid, who))), None)

    def _believe_work(
        self, row_id: str, content: CalendarContent, base: str, starts: Sequence[datetime]
    ) -> None:
        """Leave a resource to its base where all its work starts when that works and its own hours are off.

        Files of Project 98 name a base such as a night shift, but come with everybody's hours.
        """
        off = not any(self._works_at(row_id, start) for start in starts)
        if off and all(self._works_at(base, start) for start in starts):
            self._plain[row_id] = base
            self._report.adjusted(
                f"{content.who}: work on it starts at {starts[0]:%H:%M}, when it is off; those who follow it"
                f" follow {self._contents[base].who} here, on which it is based"
            )

    def _works_at(self, row_id: str, moment: datetime) -> bool:
        """Whether work can start then, recurring exceptions and work weeks left aside."""
        said = (content.on(moment.date()) for content in self._chain(row_id))
        hours = next((hours for hours in said if hours is not None), "")
        minute = moment.hour * 60 + moment.minute
        return any(first <= minute < last for first, last in parse_hours(hours))

    def _read(self, item: Item) -> None:
        uid = item.integer("UID")
        if uid is None or uid in self._ids:
            name = item.text("Name") or "without name"
            self._report.set_aside(f"calendar “{name}”: its number is missing or that of another calendar")
            return
        self._ids[uid] = new_id()
        self._contents[self._ids[uid]] = CalendarContent(item, uid)

    def _base(self, row_id: str, content: CalendarContent) -> str | None:
        uid = content.base_uid
        base = self._ids.get(uid) if uid is not None else None
        if base is None and uid is not None and uid > 0:
            self._report.adjusted(
                f"{content.who}: its base, number {uid}, is not in the file; it stands alone"
            )
        if base is not None and any(above is content for above in self._chain(base)):
            self._report.adjusted(f"{content.who} would derive from itself; it stands alone")
            return None
        return base if base != row_id else None

    def _take(self, row_id: str, content: CalendarContent) -> None:
        base = self._effective(content.base) if content.base else None
        if base is None and not content.week:
            content.week = dict(USUAL_WEEK)
        values = {"id": row_id, "name": content.name, "base_id": base, "uid": content.uid, **content.week}
        self._rows.add("calendar", content.who, values)
        for work_week in content.work_weeks:
            self._rows.add("work_week", content.who, {"calendar_id": row_id, **work_week})
        for exception in content.exceptions:
            self._rows.add("calendar_exception", content.who, {"calendar_id": row_id, **exception})

    def _effective(self, row_id: str) -> str:
        while row_id in self._plain:
            row_id = self._plain[row_id]
        return row_id

    def _chain(self, row_id: str | None) -> Iterator[CalendarContent]:
        """A calendar and those it derives from."""
        while row_id is not None:
            yield self._contents[row_id]
            row_id = self._contents[row_id].base

    def _is_idle(self, row_id: str) -> bool:
        chain = list(self._chain(row_id))
        if any(content.has_other_times() for content in chain):
            return False
        return not any(
            next((content.week[day] for content in chain if day in content.week), "") for day in WEEKDAYS
        )
