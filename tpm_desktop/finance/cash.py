"""When costs become cash: each is paid in parts, in the months that its terms say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from .amounts import LARGEST, WHOLE, Months, Rows, Shares
from .budget import Places
from .budget_amounts import Amounts
from .fiscal_calendar import CALENDAR_YEARS, FiscalCalendar

_EPOCH = date(1970, 1, 1)
_MOST_WEIGHT = LARGEST // WHOLE


@dataclass(frozen=True, slots=True)
class Terms:
    """How costs are paid. days: after the invoice, or after the end of its month where month_end is true.

    advance: share paid `ahead` months before the cost; retention: share paid `held` months after the rest;
    both in hundredths of a per cent, together no more than all: the advance goes first.
    """

    days: int = 0
    month_end: bool = False
    advance: int = 0
    ahead: int = 0
    retention: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Payments:
    """Parts of costs, shape (p,). line: whose, in order; month: since 1970; weight: how much of it."""

    line: Rows
    month: Months
    weight: Shares


def due_month(month: int, day: int | None, terms: Terms, fiscal: FiscalCalendar = CALENDAR_YEARS) -> int:
    """The month in which a cost is paid, without advance and retention.

    Args: month: since 1970, that the cost counts in; day: since 1970, of the invoice; None: it comes on the
    last day of the month. What is due from the end of a month means the calendar's, whatever is fiscal.
    """
    begins = fiscal.last_day(month) if day is None else _EPOCH + timedelta(days=day)
    if terms.month_end:
        begins = CALENDAR_YEARS.last_day(CALENDAR_YEARS.month_of(begins))
    return fiscal.month_of(begins + timedelta(days=terms.days))


def by_terms(
    month: int, day: int | None, terms: Terms, fiscal: FiscalCalendar = CALENDAR_YEARS
) -> list[tuple[int, int]]:
    """The months and shares in which a cost is paid, in the order of advance, rest, retention."""
    due = due_month(month, day, terms, fiscal)
    advance = min(terms.advance, WHOLE)
    retention = min(terms.retention, WHOLE - advance)
    parts = (
        (min(month, due) - terms.ahead, advance),
        (due, WHOLE - advance - retention),
        (due + terms.held, retention),
    )
    return [(at, share) for at, share in parts if share]


def paid(place: Places, amounts: Amounts, payments: Payments) -> tuple[Places, Amounts]:
    """The amounts in the months that they are paid in; each line's parts sum to just what it was.

    Parts are rounded cumulatively: each is what is due by then less what was before.
    Args: place, amounts: shape (k,); payments: at least one of each line.
    """
    of = payments.line
    first = np.searchsorted(of, of)
    whole = np.zeros(len(place.month), np.int64)
    np.add.at(whole, of, payments.weight)
    running = np.cumsum(payments.weight)
    before = running[first] - payments.weight[first]
    reached = running - before
    now = _shared(amounts.parts[:, of], reached, whole[of])
    was = _shared(amounts.parts[:, of], reached - payments.weight, whole[of])
    there = Places(place.account[of], payments.month, place.treatment[of])
    return there, Amounts(now - was)


def _shared(amounts: NDArray[np.int64], part: Shares, whole: Shares) -> NDArray[np.int64]:
    """`amounts * part / whole`, rounded half away from zero."""
    large = bool(amounts.size) and int(np.abs(amounts).max()) > _MOST_WEIGHT // 4
    exact = large or bool(whole.size and int(whole.max()) > WHOLE)
    product = amounts.astype(object) * part if exact else amounts * part
    found = (2 * abs(product) + whole) // (2 * whole) * np.where(amounts < 0, -1, 1)
    return np.asarray(found.astype(np.int64))
