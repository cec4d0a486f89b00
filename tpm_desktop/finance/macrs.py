"""MACRS, the tables of US tax: shares of cost by tax year, and which convention a year's assets fall under.

Source: IRS Publication 946, appendix A, tables A-1 (half-year convention) to A-5 (fourth quarter).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from .amounts import WHOLE, rounded
from .errors import FinanceError
from .fiscal_year import FiscalYear, fiscal_year

MOST_IN_LAST_QUARTER = 4_000
"""Of a year's basis, hundredths of a per cent: with more, MACRS asks for mid-quarter tables."""

Table = Mapping[int, tuple[int, ...]]

MACRS: Table = {
    3: (3333, 4445, 1481, 741),
    5: (2000, 3200, 1920, 1152, 1152, 576),
    7: (1429, 2449, 1749, 1249, 893, 892, 893, 446),
}
"""Hundredths of a per cent of cost by year, for each recovery period."""

MID_QUARTER: Mapping[int, Table] = {
    1: {
        3: (5833, 2778, 1235, 154),
        5: (3500, 2600, 1560, 1101, 1101, 138),
        7: (2500, 2143, 1531, 1093, 875, 874, 875, 109),
    },
    2: {
        3: (4167, 3889, 1414, 530),
        5: (2500, 3000, 1800, 1137, 1137, 426),
        7: (1785, 2347, 1676, 1197, 887, 887, 887, 334),
    },
    3: {
        3: (2500, 5000, 1667, 833),
        5: (1500, 3400, 2040, 1224, 1130, 706),
        7: (1071, 2551, 1822, 1302, 930, 885, 886, 553),
    },
    4: {
        3: (833, 6111, 2037, 1019),
        5: (500, 3800, 2280, 1368, 1094, 958),
        7: (357, 2755, 1968, 1406, 1004, 873, 873, 764),
    },
}
"""The same by the quarter of the tax year in which an asset enters service."""


def macrs(cost: int, years: int, quarter: int | None = None) -> list[int]:
    """Charges by tax year from the table, as far as the cost reaches; the last one takes the remainder.

    Args: quarter: of entry into service, 1 to 4, under the mid-quarter convention; else half a year counts.
    Raises: `FinanceError` for a recovery period without table.
    """
    tables = MACRS if quarter is None else MID_QUARTER[quarter]
    table = tables.get(years)
    if table is None:
        known = ", ".join(map(str, MACRS))
        raise FinanceError(f"there is no MACRS table of {years} years; choose a life of {known} years")
    found, left = [], cost
    for share in table[:-1]:
        found.append(min(rounded(Fraction(cost * share, WHOLE)), left))
        left -= found[-1]
    return [*found, left]


def quarter_of(month: int, starts_in: int) -> int:
    """The quarter of its fiscal year, 1 to 4, in which a month lies."""
    year = FiscalYear.beginning(fiscal_year(month, starts_in), starts_in)
    return (month - year.first) // 3 + 1


def late_shares(bases: Sequence[tuple[int, int]], starts_in: int) -> dict[int, int]:
    """Of each fiscal year's basis what enters service in its last quarter, hundredths of a per cent.

    Args: bases: month of entry into service and cost of each asset by MACRS. Rounded up, so that a share
    above 40 % is told from 40 % itself.
    """
    whole: dict[int, int] = {}
    late: dict[int, int] = {}
    for month, cost in bases:
        year = fiscal_year(month, starts_in)
        whole[year] = whole.get(year, 0) + cost
        late[year] = late.get(year, 0) + (cost if quarter_of(month, starts_in) == 4 else 0)
    return {year: -(-late[year] * WHOLE // whole[year]) for year in whole if whole[year]}


def mid_quarter(bases: Sequence[tuple[int, int]], starts_in: int) -> set[int]:
    """The fiscal years in which more than 40 % of the MACRS basis enters service in the last quarter.

    Args: bases: as `late_shares` takes them.
    """
    shares = late_shares(bases, starts_in)
    return {year for year, share in shares.items() if share > MOST_IN_LAST_QUARTER}
