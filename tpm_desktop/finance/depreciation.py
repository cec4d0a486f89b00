"""Depreciation: what an asset in service is charged with, by month or year, to the last minor unit.

Months are counted since January 1970. Methods: straight line; declining balance at twice the straight rate,
to straight line when that charges more; the tables of MACRS (US tax), which know no residual value. From a
change on, what is left is charged over the new remaining life; nothing before it is restated.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from .amounts import rounded
from .errors import FinanceError
from .fiscal_year import FiscalYear, fiscal_year
from .macrs import macrs, quarter_of

_YEAR = 12
_HALF = Fraction(1, 2)


class Method(StrEnum):
    """How the charge is found."""

    STRAIGHT_LINE = "straight_line"
    DECLINING = "declining"
    MACRS = "macrs"


class Convention(StrEnum):
    """When it begins. MACRS is half a year, or half a quarter, whatever is said."""

    MONTH_AFTER = "month_after"
    FULL_MONTH = "full_month"
    HALF_YEAR = "half_year"


@dataclass(frozen=True, slots=True)
class Change:
    """What changes from the beginning of a month on. life: the months left then, None as it was;
    written_off: minor units by which the book value falls, as an impairment or a part retired."""

    month: int
    life: int | None = None
    written_off: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed of an asset. cost, residual: minor units; life: months; in_service: a month's number.

    retired: the month of its retirement, the last one charged; None while it is in use. changes: in order of
    their months. mid_quarter: MACRS counts half of the quarter of entry into service, not half of the year.
    """

    cost: int
    residual: int
    life: int
    method: Method
    convention: Convention
    in_service: int
    retired: int | None = None
    changes: tuple[Change, ...] = ()
    mid_quarter: bool = False

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
    """One fiscal year, by the calendar year that it starts in: its charge, all so far, and the book value.

    written_off: what changes took off the book value in it, apart from the charge.
    """

    start_year: int
    charge: int
    accumulated: int
    book_value: int
    written_off: int = 0


def charges(terms: Terms, starts_in: int) -> tuple[Charge, ...]:
    """The whole schedule in order: by month, or by fiscal year where the convention is half a year.

    Args: starts_in: the first month of fiscal years, 1 to 12.
    Returns: charges that sum to the base, or to less when it was retired or written off.
    Raises: `FinanceError` where the terms can't be meant.
    """
    _refuse(terms)
    yearly = terms.method is Method.MACRS or terms.convention is Convention.HALF_YEAR
    if terms.changes:
        made = _changed(terms, starts_in, _by_year(terms, starts_in) if yearly else None)
    elif yearly:
        return _by_year(terms, starts_in)
    else:
        made = _by_month(terms, _begins(terms), terms.cost, terms.life)
    return tuple(one for one in made if terms.retired is None or one.month <= terms.retired)


def _begins(terms: Terms) -> int:
    return terms.in_service + (terms.convention is Convention.MONTH_AFTER)


def _by_month(terms: Terms, start: int, book: int, life: int) -> list[Charge]:
    """What a book value is charged with from a month on, over a life in months, down to the residual."""
    residual = min(terms.residual, book)
    if terms.method is Method.STRAIGHT_LINE:
        amounts = straight_line(book - residual, life)
    else:
        yearly = declining_balance(book, residual, Fraction(life, _YEAR))
        amounts = [part for n, year in enumerate(yearly) for part in straight_line(year, _months(life, n))]
    return [Charge(start + n, 1, amount) for n, amount in enumerate(amounts)]


def _changed(terms: Terms, starts_in: int, yearly: tuple[Charge, ...] | None) -> list[Charge]:
    """With changes, each from its month on; of a schedule by year from the beginning of its fiscal year."""
    start, book, life = _begins(terms), terms.cost, terms.life
    made = list(yearly) if yearly is not None else _by_month(terms, start, book, life)
    if yearly is not None:
        start = FiscalYear.beginning(fiscal_year(terms.in_service, starts_in), starts_in).first
        life += _YEAR // 2  # the first half year counts as one of its own, so the life ends that much later
    for change in terms.changes:
        at = max(change.month, start)
        if yearly is not None:
            at = max(FiscalYear.beginning(fiscal_year(at, starts_in), starts_in).first, start)
        kept = [one for one in made if one.month < at]
        left = book - sum(one.amount for one in kept if one.month >= start) - change.written_off
        if left < 0:
            raise FinanceError("more is written off than the book value; write off less")
        months = change.life or max(life - (at - start), 1)
        made = [*kept, *_by_month(terms, at, left, months)]
        start, book, life = at, left, months
    return made


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
        falling = rounded(Fraction(2 * book) / life * part)
        even = rounded(Fraction(book - residual) / left * part)
        charge = book - residual if left <= 1 else min(max(falling, even), book - residual)
        found.append(charge)
        book, left = book - charge, left - part
    return found


def by_fiscal_year(terms: Terms, starts_in: int) -> tuple[YearCharge, ...]:
    """The schedule by fiscal year. Raises: `FinanceError` as `charges` does."""
    sums: dict[int, int] = {}
    off: dict[int, int] = {}
    for one in charges(terms, starts_in):
        year = fiscal_year(one.month, starts_in)
        sums[year] = sums.get(year, 0) + one.amount
    for change in _in_use(terms):
        year = fiscal_year(change.month, starts_in)
        off[year] = off.get(year, 0) + change.written_off
    found, so_far, gone = [], 0, 0
    for year in sorted(sums.keys() | {year for year, amount in off.items() if amount}):
        charge, written_off = sums.get(year, 0), off.get(year, 0)
        so_far, gone = so_far + charge, gone + written_off
        found.append(YearCharge(year, charge, so_far, terms.cost - so_far - gone, written_off))
    return tuple(found)


def charged_through(terms: Terms, month: int, starts_in: int) -> int:
    """What is charged up to the end of a month; a charge of a year counts by its months that have passed."""
    total = 0
    for one in charges(terms, starts_in):
        passed = min(max(month - one.month + 1, 0), one.months)
        total += rounded(Fraction(one.amount * passed, one.months))
    return total


def written_off_through(terms: Terms, month: int) -> int:
    """What changes took off the book value up to the end of a month."""
    return sum(change.written_off for change in _in_use(terms) if change.month <= month)


def gain_on_retirement(terms: Terms, proceeds: int, starts_in: int) -> int:
    """Proceeds less book value: below 0 is a loss."""
    lost = sum(one.amount for one in charges(terms, starts_in))
    return proceeds - (terms.cost - lost - sum(change.written_off for change in _in_use(terms)))


def _in_use(terms: Terms) -> list[Change]:
    return [one for one in terms.changes if terms.retired is None or one.month <= terms.retired]


def _by_year(terms: Terms, starts_in: int) -> tuple[Charge, ...]:
    """Half of the year of entry into service, half of that of retirement; nothing where they are one.

    Under the mid-quarter convention of MACRS up to the middle of the quarter of retirement.
    """
    first = FiscalYear.beginning(fiscal_year(terms.in_service, starts_in), starts_in).first
    yearly = _yearly(terms, starts_in)
    made = tuple(Charge(first + n * _YEAR, _YEAR, amount) for n, amount in enumerate(yearly))
    if terms.retired is None:
        return made
    kept = [one for one in made if one.month <= terms.retired]
    if len(kept) == 1:
        return ()
    if len(kept) < len(made):  # the last charge of all is one of half a year already
        part = Fraction(2 * quarter_of(terms.retired, starts_in) - 1, 8) if terms.mid_quarter else _HALF
        kept[-1] = replace(kept[-1], amount=rounded(kept[-1].amount * part))
    return tuple(kept)


def _yearly(terms: Terms, starts_in: int) -> list[int]:
    if terms.method is Method.MACRS:
        if terms.life % _YEAR:
            raise FinanceError("a MACRS life is a whole number of years; choose 3, 5 or 7 years")
        quarter = quarter_of(terms.in_service, starts_in) if terms.mid_quarter else None
        return macrs(terms.cost, terms.life // _YEAR, quarter)
    life = Fraction(terms.life, _YEAR)
    if terms.method is Method.DECLINING:
        return declining_balance(terms.cost, terms.residual, life, _HALF)
    ends, at = [Fraction(0)], min(_HALF, life)
    while at < life:
        ends.append(at)
        at += 1
    due = [rounded(terms.base * end / life) for end in (*ends, life)]
    return [after - before for before, after in pairwise(due)]


def _months(life: int, year: int) -> int:
    """How many months of a life lie in a year of it."""
    return min(_YEAR, life - year * _YEAR)


def _refuse(terms: Terms) -> None:
    if terms.life < 1:
        raise FinanceError("an asset without useful life can't be depreciated; enter its life")
    if not 0 <= terms.residual <= terms.cost:
        raise FinanceError("the residual value lies between 0 and the cost; correct it")
    if terms.changes and terms.method is Method.MACRS:
        raise FinanceError("MACRS goes by its tables to the end; a change of life or value is none of them")
    if any(one.month < terms.in_service for one in terms.changes):
        raise FinanceError("a change comes after the asset is in service; correct its date")
