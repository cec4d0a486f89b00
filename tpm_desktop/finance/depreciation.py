"""Depreciation: what an asset in service is charged with, by month or year, to the last minor unit.

Months are counted since January 1970. Methods: straight line; declining balance at twice the straight rate,
to straight line when that charges more; the tables of MACRS (US tax, IRS Publication 946, half-year
convention), which know no residual value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from .amounts import WHOLE
from .errors import FinanceError
from .fiscal_year import FiscalYear, fiscal_year

_YEAR = 12
_HALF = Fraction(1, 2)
_LAST_QUARTER = 9  # months of a fiscal year before it
MOST_IN_LAST_QUARTER = 4_000
"""Of a year's basis, hundredths of a per cent: with more, MACRS asks for mid-quarter tables."""

MACRS: dict[int, tuple[int, ...]] = {
    3: (3333, 4445, 1481, 741),
    5: (2000, 3200, 1920, 1152, 1152, 576),
    7: (1429, 2449, 1749, 1249, 893, 892, 893, 446),
}
"""Hundredths of a per cent of cost by year, for each recovery period."""


class Method(StrEnum):
    """How the charge is found."""

    STRAIGHT_LINE = "straight_line"
    DECLINING = "declining"
    MACRS = "macrs"


class Convention(StrEnum):
    """When it begins. MACRS is half a year whatever is said."""

    MONTH_AFTER = "month_after"
    FULL_MONTH = "full_month"
    HALF_YEAR = "half_year"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed of an asset. cost, residual: minor units; life: months; in_service: a month's number.

    retired: the month of its retirement, the last one charged; None while it is in use.
    """

    cost: int
    residual: int
    life: int
    method: Method
    convention: Convention
    in_service: int
    retired: int | None = None

    @property
    def base(self) -> int:
        """What is charged over the whole life."""
        return self.cost if self.method is Method.MACRS else self.cost - self.residual


@dataclass(frozen=True, slots=True)
class Charge:
    """What is charged in a period: from a month on, for so many months."""

    month: int
    months: int
    amount: int


@dataclass(frozen=True, slots=True)
class YearCharge:
    """One fiscal year, by the calendar year that it starts in: its charge, all so far, and the book value."""

    start_year: int
    charge: int
    accumulated: int
    book_value: int


def charges(terms: Terms, starts_in: int) -> tuple[Charge, ...]:
    """The whole schedule in order: by month, or by fiscal year where the convention is half a year.

    Args: starts_in: the first month of fiscal years, 1 to 12.
    Returns: charges that sum to the base, or to less when it was retired.
    Raises: `FinanceError` where the terms can't be meant.
    """
    _refuse(terms)
    if terms.method is Method.MACRS or terms.convention is Convention.HALF_YEAR:
        return _by_year(terms, starts_in)
    start = terms.in_service + (terms.convention is Convention.MONTH_AFTER)
    if terms.method is Method.STRAIGHT_LINE:
        amounts = straight_line(terms.base, terms.life)
    else:
        yearly = declining_balance(terms.cost, terms.residual, Fraction(terms.life, _YEAR))
        amounts = [
            part for n, year in enumerate(yearly) for part in straight_line(year, _months(terms.life, n))
        ]
    made = (Charge(start + n, 1, amount) for n, amount in enumerate(amounts))
    return tuple(one for one in made if terms.retired is None or one.month <= terms.retired)


def straight_line(base: int, periods: int) -> list[int]:
    """The base in equal parts, rounded cumulatively: after each period what is due is charged."""
    due = [(2 * base * n + periods) // (2 * periods) for n in range(periods + 1)]
    return [after - before for before, after in pairwise(due)]


def declining_balance(cost: int, residual: int, life: Fraction, first: Fraction = Fraction(1)) -> list[int]:
    """Charges by year: book value times 2 / life, straight line of what is left once that is more.

    Args: life: years; first: how much of the first year counts. The last charge leads down to the residual.
    """
    found: list[int] = []
    book, left = cost, life
    while left > 0:
        part = min(first if not found else Fraction(1), left)
        falling = _rounded(Fraction(2 * book) / life * part)
        even = _rounded(Fraction(book - residual) / left * part)
        charge = book - residual if left <= 1 else min(max(falling, even), book - residual)
        found.append(charge)
        book, left = book - charge, left - part
    return found


def macrs(cost: int, years: int) -> list[int]:
    """Charges by tax year from the table; the last one takes the remainder.

    Raises: `FinanceError` for a recovery period without table.
    """
    table = MACRS.get(years)
    if table is None:
        known = ", ".join(map(str, MACRS))
        raise FinanceError(f"there is no MACRS table of {years} years; choose a life of {known} years")
    found = [_rounded(Fraction(cost * share, WHOLE)) for share in table]
    return [*found[:-1], cost - sum(found[:-1])]


def by_fiscal_year(terms: Terms, starts_in: int) -> tuple[YearCharge, ...]:
    """The schedule by fiscal year. Raises: `FinanceError` as `charges` does."""
    sums: dict[int, int] = {}
    for one in charges(terms, starts_in):
        year = fiscal_year(one.month, starts_in)
        sums[year] = sums.get(year, 0) + one.amount
    found, so_far = [], 0
    for year, amount in sorted(sums.items()):
        so_far += amount
        found.append(YearCharge(year, amount, so_far, terms.cost - so_far))
    return tuple(found)


def charged_through(terms: Terms, month: int, starts_in: int) -> int:
    """What is charged up to the end of a month; a charge of a year counts by its months that have passed."""
    total = 0
    for one in charges(terms, starts_in):
        passed = min(max(month - one.month + 1, 0), one.months)
        total += _rounded(Fraction(one.amount * passed, one.months))
    return total


def gain_on_retirement(terms: Terms, proceeds: int, starts_in: int) -> int:
    """Proceeds less book value: below 0 is a loss."""
    return proceeds - (terms.cost - sum(one.amount for one in charges(terms, starts_in)))


def mid_quarter(bases: Sequence[tuple[int, int]], starts_in: int) -> set[int]:
    """The fiscal years in which more than 40 % of the MACRS basis enters service in the last quarter.

    Args: bases: month of entry into service and cost of each asset by MACRS.
    """
    whole: dict[int, int] = {}
    late: dict[int, int] = {}
    for month, cost in bases:
        year = fiscal_year(month, starts_in)
        whole[year] = whole.get(year, 0) + cost
        if month - FiscalYear.beginning(year, starts_in).first >= _LAST_QUARTER:
            late[year] = late.get(year, 0) + cost
    return {year for year, cost in late.items() if cost * WHOLE > whole[year] * MOST_IN_LAST_QUARTER}


def _by_year(terms: Terms, starts_in: int) -> tuple[Charge, ...]:
    """Half of the year of entry into service, half of that of retirement; nothing where they are one."""
    first = FiscalYear.beginning(fiscal_year(terms.in_service, starts_in), starts_in).first
    made = tuple(Charge(first + n * _YEAR, _YEAR, amount) for n, amount in enumerate(_yearly(terms)))
    if terms.retired is None:
        return made
    kept = [one for one in made if one.month <= terms.retired]
    if len(kept) == 1:
        return ()
    if len(kept) < len(made):  # the last charge of all is one of half a year already
        kept[-1] = replace(kept[-1], amount=_rounded(Fraction(kept[-1].amount, 2)))
    return tuple(kept)


def _yearly(terms: Terms) -> list[int]:
    if terms.method is Method.MACRS:
        if terms.life % _YEAR:
            raise FinanceError("a MACRS life is a whole number of years; choose 3, 5 or 7 years")
        return macrs(terms.cost, terms.life // _YEAR)
    life = Fraction(terms.life, _YEAR)
    if terms.method is Method.DECLINING:
        return declining_balance(terms.cost, terms.residual, life, _HALF)
    ends, at = [Fraction(0)], min(_HALF, life)
    while at < life:
        ends.append(at)
        at += 1
    due = [_rounded(terms.base * end / life) for end in (*ends, life)]
    return [after - before for before, after in pairwise(due)]


def _months(life: int, year: int) -> int:
    """How many months of a life lie in a year of it."""
    return min(_YEAR, life - year * _YEAR)


def _refuse(terms: Terms) -> None:
    if terms.life < 1:
        raise FinanceError("an asset without useful life can't be depreciated; enter its life")
    if not 0 <= terms.residual <= terms.cost:
        raise FinanceError("the residual value lies between 0 and the cost; correct it")


def _rounded(amount: Fraction) -> int:
    return int((2 * amount.numerator + amount.denominator) // (2 * amount.denominator))
