"""What stands in the heat map: lines under groups, a figure and a tone a cell, all in words too."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QCoreApplication

from tpm_desktop.formats import Formats
from tpm_desktop.model.resources import ResourceType
from tpm_desktop.plan.staffing import Span, Staffing
from tpm_desktop.plan.staffing_rows import By, Chart, Staffed, chart, grouped, rows
from tpm_desktop.plan.staffing_words import hours, name_of

translate = QCoreApplication.translate
STEPS = 10
Place = tuple[int, int]
"""A line and a period."""


class Show(StrEnum):
    """Which figure the cells show."""

    WORK = "work"
    SHARE = "share"
    FREE = "free"
    REQUESTS = "requests"


class Tone(StrEnum):
    """What the colour of a cell says."""

    NONE = "none"
    LOAD = "load"
    FULL = "full"
    VACANT = "vacant"
    OVER = "over"


GROUPS = ("", "manager_id", "cost_centre", "type")
"""The fields by which people can be grouped, none first."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. name: as shown; group: others can stand below it; open: they do; level: how far in."""

    row: Staffed
    name: str
    group: bool = False
    open: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class Arranged:
    """How lines are to be put. opened: keys of groups; text: in names; only_over: from the present on."""

    by: By = By.PERSON
    group: str = ""
    opened: frozenset[str] = frozenset()
    text: str = ""
    only_over: bool = False


def lines(staffing: Staffing, how: Arranged) -> tuple[Line, ...]:
    """The lines in their order."""
    if how.by is By.PERSON and not how.group:
        return tuple(_kept(staffing, how, [Line(row, name_of(row)) for row in rows(staffing, By.PERSON)]))
    if how.by is By.PROJECT:
        return tuple(_kept(staffing, how, [Line(row, name_of(row)) for row in rows(staffing, By.PROJECT)]))
    if how.by is By.PERSON:
        groups = [
            replace(row, by=By.TEAM, name=_group_name(how.group, row))
            for row in grouped(staffing, how.group, By.TEAM)
        ]
    else:
        groups = list(rows(staffing, how.by))
    people = {row.members[0]: row for row in rows(staffing, By.PERSON)}
    order = {member: at for at, member in enumerate(people)}
    found: list[Line] = []
    for row in groups:
        within = [
            Line(people[m], name_of(people[m]), level=1) for m in sorted(row.members, key=order.__getitem__)
        ]
        kept = _kept(staffing, how, within)
        named = _kept(staffing, how, [Line(row, name_of(row))])
        if kept or named:
            is_open = row.key in how.opened
            found.append(Line(row, name_of(row), group=True, open=is_open))
            found += (kept or within) if is_open else []
    return tuple(found)


def _kept(staffing: Staffing, how: Arranged, found: list[Line]) -> list[Line]:
    """Those that are looked for."""
    if how.text:
        found = [line for line in found if how.text in line.name.casefold()]
    if how.only_over and found:
        told = chart(staffing, [line.row for line in found])
        since = staffing.present
        stays = np.any(told.strained[:, since:] | (told.vacant[:, since:] > 0), axis=1)
        found = [found[at] for at in np.flatnonzero(stays).tolist()]
    return found


def _group_name(field: str, row: Staffed) -> str:
    if field == "type":
        return ResourceType(row.key).label if row.key else translate("Staffing", "Person")
    without = {
        "manager_id": translate("Staffing", "No line manager"),
        "cost_centre": translate("Staffing", "No cost centre"),
    }
    return row.name or without[field]


class Cell(NamedTuple):
    """What a cell shows. step: how full it is, 0 to 10; strained: somebody in the line is over.

    asked, given: minutes requested of line managers and committed by them.
    """

    text: str
    tone: Tone
    step: int
    strained: bool
    asked: int
    given: int


class Content:
    """A heat map: lines with their figures. Indices are lines and periods.

    widths: of texts in pixels, kept by who paints them.
    """

    def __init__(self, staffing: Staffing, found: Collection[Line], show: Show, formats: Formats) -> None:
        self.staffing, self.lines, self.show, self.formats = staffing, tuple(found), show, formats
        self.chart: Chart = chart(staffing, [line.row for line in self.lines])
        self._texts: dict[int, str] = {}
        self._cells: dict[Place, Cell] = {}
        self.widths: dict[tuple[str, bool], int] = {}
        self._say: dict[Show, Callable[[Place], str]] = {
            Show.WORK: self._work, Show.SHARE: self._share, Show.FREE: self._free,
            Show.REQUESTS: self._requests,
        }  # fmt: skip

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def periods(self) -> int:
        return len(self.staffing)

    def cell(self, at: Place) -> Cell:
        """All that a cell shows, made when it is first seen."""
        found = self._cells.get(at)
        if found is None:
            told = self.chart
            strained = bool(told.strained[at]) and self.show is not Show.REQUESTS
            asked = int(told.requested[at]), int(told.committed[at])
            step = round(self.load(at) * STEPS)
            found = self._cells[at] = Cell(self.text(at), self.tone(at), step, strained, *asked)
        return found

    def text(self, at: Place) -> str:
        """The figure of a cell; nothing where there is nothing to say."""
        return self._say[self.show](at)

    def legend(self) -> tuple[str, str]:
        """What the figures are, and what the marks mean."""
        figures = {
            Show.WORK: translate("Staffing", "Hours needed"),
            Show.SHARE: translate("Staffing", "Share of capacity"),
            Show.FREE: translate("Staffing", "Hours free"),
            Show.REQUESTS: translate("Staffing", "Hours committed/requested"),
        }
        if self.show is Show.REQUESTS:
            return figures[self.show], translate("Staffing", "Dotted: not all committed")
        return figures[self.show], translate("Staffing", "◥ over · dotted: nobody named")

    def first_over(self) -> Place | None:
        """The earliest cell from the status date on in which somebody is over, else one that is vacant."""
        since = self.staffing.present
        for found in (self.chart.over, self.chart.vacant):
            places = np.argwhere(found[:, since:].T)
            if len(places):
                return int(places[0][1]), int(places[0][0]) + since
        return None

    def _hours(self, minutes: int) -> str:
        if minutes not in self._texts:
            self._texts[minutes] = hours(round(minutes / 6) * 6, self.formats) if minutes else ""
        return self._texts[minutes]

    def _work(self, at: Place) -> str:
        return self._hours(int(self.chart.demand[at]))

    def _share(self, at: Place) -> str:
        demand, there = int(self.chart.demand[at]), int(self.chart.capacity[at])
        if not there:
            return self._hours(demand)
        return self.formats.share(round(demand / there * 100) * 100) if demand else ""

    def _free(self, at: Place) -> str:
        if self.lines[at[0]].row.by is By.PROJECT:
            return ""
        free = int(self.chart.capacity[at]) - int(self.chart.demand[at]) + int(self.chart.vacant[at])
        return self._hours(free) if free >= 0 else f"−{self._hours(-free)}"

    def _requests(self, at: Place) -> str:
        asked, given = int(self.chart.requested[at]), int(self.chart.committed[at])
        return f"{self._hours(given) or '0'}/{self._hours(asked)}" if asked or given else ""

    def tone(self, at: Place) -> Tone:
        """What a cell is coloured for; in that of requests, whether they are met."""
        told = self.chart
        if self.show is Show.REQUESTS:
            gap = int(told.requested[at]) - int(told.committed[at])
            return Tone.VACANT if gap > 0 else Tone.LOAD if told.committed[at] else Tone.NONE
        if told.over[at]:
            return Tone.OVER
        if told.vacant[at]:
            return Tone.VACANT
        if not told.demand[at]:
            return Tone.NONE
        return Tone.FULL if told.capacity[at] and told.demand[at] == told.capacity[at] else Tone.LOAD

    def load(self, at: Place) -> float:
        """How full a cell is, 0 to 1; of component projects by their fullest period."""
        there = int(self.chart.capacity[at])
        if self.lines[at[0]].row.by is By.PROJECT:
            there = int(self.chart.demand[at[0]].max())
        return min(int(self.chart.demand[at]) / there, 1.0) if there else 0.0

    def period_words(self, period: int) -> str:
        """A period in full."""
        first, last = self.staffing.first(period), self.staffing.last(period)
        if self.staffing.span is Span.MONTH:
            return self.formats.month(first, full=True)
        return self.formats.span(first, last)

    def words(self, at: Place) -> str:
        """A cell in words, a line a figure."""
        told = self.chart
        named = [
            (translate("Staffing", "Needed {} h"), told.demand, True),
            (translate("Staffing", "of it for roles and nobody {} h"), told.vacant, False),
            (
                translate("Staffing", "There are {} h"),
                told.capacity,
                self.lines[at[0]].row.by is not By.PROJECT,
            ),
            (translate("Staffing", "Over by {} h"), told.over, False),
            (translate("Staffing", "Requested {} h"), told.requested, False),
            (translate("Staffing", "Committed {} h"), told.committed, bool(told.requested[at])),
        ]
        said = [f"{self.lines[at[0]].name}, {self.period_words(at[1])}"]
        for words, matrix, always in named:
            if always or matrix[at]:
                figure = hours(int(matrix[at]), self.formats) if matrix[at] else "0"
                said.append(words.format(figure))
        if told.strained[at] and not told.over[at]:
            said.append(translate("Staffing", "Somebody in it is over"))
        return "\n".join(said)

    def union(self, first: int, last: int) -> Staffed:
        """Some lines as one row, nobody counted twice."""
        chosen = [line.row for line in self.lines[first : last + 1]]
        members = tuple(dict.fromkeys(member for row in chosen for member in row.members))
        return replace(chosen[0], members=members, is_one=len(members) == 1)

    def sums(self, first: int, last: int) -> Chart:
        """The figures of some lines together, a matrix of one row each."""
        chosen = [line.row for line in self.lines[first : last + 1]]
        if not chosen or chosen[0].by is not By.PROJECT:
            return chart(self.staffing, [self.union(first, last)] if chosen else [])
        told = chart(self.staffing, chosen)
        summed = {
            name: getattr(told, name).sum(axis=0, keepdims=True)
            for name in ("demand", "vacant", "capacity", "over", "requested", "committed")
        }
        strained = told.strained.any(axis=0, keepdims=True)
        return Chart(rows=tuple(chosen[:1]), strained=np.asarray(strained), **summed)
