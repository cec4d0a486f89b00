"""Demand against capacity of everybody in each week or month, and what line managers were asked for."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.model.resources import RequestState, ResourceKind, ResourceType
from tpm_desktop.planning.columns import NONE, WHOLE
from tpm_desktop.planning.loading import Loads, capacity, spread
from tpm_desktop.planning.worktime import FIRST_DAY, LAST_DAY

from .crowd import availability
from .state import State
from .work_pieces import WorkPieces, calendar_numbers, work_pieces

__all__ = ["Span", "Staffing"]

_DAY = 1440
_EPOCH = date(1970, 1, 1)
_THURSDAY = 3  # the first of January 1970, Monday is 0
_MOST = {"week": 1043, "month": 240}  # twenty years; what comes later falls into the last period
_LONGEST = 20 * 365
Matrix = NDArray[np.int64]


class Span(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"


class Staffing:
    """All of a state in weeks or months; what is not asked for is not computed.

    resources: rows in their table of those who work, in its order; the place after the last is nobody.
    place: by row in the table, the last one for none, the place among the resources.
    days: since 1970 on which each period begins, and the one after the last. Shape (p + 1,).
    """

    def __init__(self, state: State, span: Span = Span.WEEK) -> None:
        self.state, self.span = state, span
        table = state.inputs.tables["resource"]
        works = [row for row, kind in enumerate(table.texts["kind"]) if kind == ResourceKind.WORK.value]
        self.resources: tuple[int, ...] = tuple(works)
        self.place = np.full(len(table) + 1, len(works), np.intp)
        self.place[works] = np.arange(len(works))
        self.pieces: WorkPieces = work_pieces(state)
        self.days = self._days()

    # The periods

    def _days(self) -> NDArray[np.int64]:
        segments, requests = self.pieces.segments, self.state.inputs.tables["staffing_request"]
        begins, ends = segments.start // _DAY, (segments.finish - 1) // _DAY
        first, last = requests.numbers["first"], requests.numbers["last"]
        known = [self.state.inputs.options.start // _DAY] if not begins.size else []
        every = np.concatenate([np.array(known, np.int64), begins, ends, first, last])
        low, high = np.clip([every.min(), every.max()], FIRST_DAY + 31, LAST_DAY - 2).tolist()
        if high - low > _LONGEST:  # a slip of the pen somewhere: what matters is around the program's start
            low = min(max(low, self.state.inputs.options.start // _DAY - 366), high)
        return self._begin(low, high)

    def _begin(self, low: int, high: int) -> NDArray[np.int64]:
        most = _MOST[self.span.value]
        if self.span is Span.WEEK:
            monday = low - (low + _THURSDAY) % 7
            weeks = (high - monday) // 7 + 1
            found = monday + 7 * np.arange(min(weeks, most) + 1, dtype=np.int64)
        else:
            months = np.array([low, high], "datetime64[D]").astype("datetime64[M]").astype(np.int64)
            count = min(int(months[1] - months[0]) + 1, most)
            firsts = (months[0] + np.arange(count + 1)).astype("datetime64[M]")
            found = firsts.astype("datetime64[D]").astype(np.int64)
        if found[-1] <= high:
            found[-1] = high + 1
        return np.asarray(np.minimum(found, LAST_DAY - 1))

    def __len__(self) -> int:
        return len(self.days) - 1

    def first(self, period: int) -> date:
        """The first day of a period."""
        return _EPOCH + timedelta(int(self.days[period]))

    def last(self, period: int) -> date:
        """Its last day."""
        return _EPOCH + timedelta(int(self.days[period + 1]) - 1)

    def period_of(self, instant: int) -> int:
        """The period in which an instant lies; the first or the last where it lies outside."""
        found = int(np.searchsorted(self.days, instant // _DAY, "right")) - 1
        return min(max(found, 0), len(self) - 1)

    def period_on(self, day: date) -> int:
        """The period in which a day lies."""
        return self.period_of((day - _EPOCH).days * _DAY)

    @property
    def present(self) -> int:
        """The period of the status date, else the first one."""
        status = self.state.inputs.options.status_date
        return 0 if status == NONE else self.period_of(status - 1)

    # The work

    @cached_property
    def edges(self) -> NDArray[np.int64]:
        """The same as instants. Shape (p + 1,)."""
        return self.days * _DAY

    @cached_property
    def loads(self) -> Loads:
        """What of each piece of work falls into which period."""
        return spread(self.pieces.segments, self.pieces.calendars, self.edges)

    @cached_property
    def who(self) -> NDArray[np.intp]:
        """By load the place of its resource."""
        return self.place[self.pieces.resource[self.loads.segment]]

    @cached_property
    def demand(self) -> Matrix:
        """Minutes by resource and period, the last row nobody's. Shape (r + 1, p)."""
        return self.summed(self.who, self.loads.work, len(self.resources) + 1)

    def summed(self, row: NDArray[np.intp], work: Matrix, rows: int) -> Matrix:
        """Minutes by row and period, of work by load, each with the row that it counts for."""
        at = row * len(self) + self.loads.period
        return np.bincount(at, work, rows * len(self)).astype(np.int64).reshape(rows, len(self))

    @cached_property
    def is_named(self) -> NDArray[np.bool_]:
        """Which resources are somebody or something, not a role that nobody fills yet; nobody is not."""
        types = self.state.inputs.tables["resource"].texts["type"]
        return np.array([types[row] != ResourceType.ROLE.value for row in self.resources] + [False], np.bool_)

    @cached_property
    def _calendar(self) -> NDArray[np.int32]:
        inputs = self.state.inputs
        own = inputs.tables["resource"].rows_of("calendar_id", inputs.tables["calendar"].row)
        own = own[list(self.resources)] if self.resources else own[:0]
        return calendar_numbers(inputs)[np.where(own < 0, inputs.options.calendar, own)]

    @cached_property
    def capacity(self) -> Matrix:
        """Minutes that each can work, by resource and period: of roles and nobody none. Shape (r + 1, p)."""
        tables = self.state.inputs.tables
        there = availability(tables["resource"], tables["resource_availability"], self.resources)
        found = np.zeros((len(self.resources) + 1, len(self)), np.int64)
        found[:-1] = capacity(there, self._calendar, self.state.inputs.calendars, self.edges)
        found[~self.is_named] = 0
        return found

    def whole_of(self, place: int, first: int, last: int) -> int:
        """Minutes in which one of a resource could work, from one period to another."""
        calendar = self.state.inputs.calendars[int(self._calendar[place])]
        return int(calendar.between(int(self.edges[first]), int(self.edges[last + 1])))

    @cached_property
    def over(self) -> Matrix:
        """Minutes that each is needed for beyond what they can work. Shape (r + 1, p)."""
        return np.where(self.is_named[:, None], np.maximum(self.demand - self.capacity, 0), 0)

    @cached_property
    def vacant(self) -> Matrix:
        """Minutes needed of roles and of nobody. Shape (r + 1, p)."""
        return np.where(self.is_named[:, None], 0, self.demand)

    # What line managers were asked for

    @cached_property
    def asked(self) -> tuple[Matrix, Matrix]:
        """Minutes requested and committed, a row a request; who declined or withdrew asks for none."""
        table, inputs = self.state.inputs.tables["staffing_request"], self.state.inputs
        who = self.place[table.rows_of("resource_id", inputs.tables["resource"].row)]
        requested, committed = (np.zeros((len(table), len(self)), np.int64) for _ in range(2))
        for row, state in enumerate(table.texts["state"]):
            if state not in (RequestState.REQUESTED.value, RequestState.COMMITTED.value):
                continue
            place = int(who[row])
            number = self._calendar[place] if place < len(self.resources) else inputs.options.calendar
            first, end = (int(table.numbers[name][row]) for name in ("first", "last"))
            within = np.clip(self.edges, first * _DAY, min(end + 1, LAST_DAY - 1) * _DAY)
            hours = np.diff(inputs.calendars[int(number)].to_work(np.clip(within, *self.edges[[0, -1]])))
            units, promised = (int(table.numbers[name][row]) for name in ("units", "committed_units"))
            requested[row] = units * hours // WHOLE
            if state == RequestState.COMMITTED.value:
                committed[row] = (units if promised == NONE else promised) * hours // WHOLE
        return requested, committed
