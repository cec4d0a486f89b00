"""What rows in currencies of their own say in them, and what the exchange made of it, in minor units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.finance.amounts import or_zero
from tpm_desktop.finance.exchange import converted, exchange_variance
from tpm_desktop.formats.amounts import minor_digits_of
from tpm_desktop.planning.columns import NONE

from .columns import Columns, first
from .fiscal import fiscal_calendar
from .rates import Rates

Numbers = NDArray[np.int64]
Rows = NDArray[np.int64] | NDArray[np.int32]
Tables = Mapping[str, Columns]
_EPOCH = date(1970, 1, 1).toordinal()
_LARGEST = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Target:
    """An order or a commitment as the sums that settle it see it: its currency, own sum and amount."""

    currency: str
    own: Decimal
    amount: int


@dataclass(slots=True)
class Settling:
    """What has been settled of each target in its own currency, so that the parts make up the whole."""

    done: dict[tuple[str, int], Decimal] = field(default_factory=dict)

    def part(self, key: tuple[str, int], target: Target, own: Decimal) -> int:
        """What a further sum takes off a target, at the target's own rate."""
        before = self.done.get(key, Decimal(0))
        self.done[key] = before + own
        return _at_rate_of(target, before + own) - _at_rate_of(target, before)


def _at_rate_of(target: Target, own: Decimal) -> int:
    exact = own * target.amount / target.own if target.own else Decimal(0)
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def read_rates(tables: Tables) -> Rates:
    """The exchange rates of the plan."""
    table = tables["exchange_rate"]
    days = (date.fromordinal(_EPOCH + day) if day != NONE else date.min for day in _days(table))
    texts = (table.texts[name] for name in ("currency", "rate", "kind"))
    rows = zip(*texts, days, strict=True)
    return Rates((code or "", day, rate or "", kind or "") for code, rate, kind, day in rows)


def _days(table: Columns) -> list[int]:
    return [int(day) for day in table.numbers["valid_from"].tolist()]


def foreign_rows(table: Columns, own: str) -> Iterator[tuple[int, str, Decimal]]:
    """The rows that say a sum in a currency of their own: row, currency and sum; none that can't be read."""
    for row in np.flatnonzero(table.filled("currency")).tolist():
        if (sum_ := own_of(table.texts[own][row])) is not None:
            yield row, table.texts["currency"][row] or "", sum_


@lru_cache(65_536)
def own_of(text: str | None) -> Decimal | None:
    """A sum as it is kept; None for none, or what a file of elsewhere may hold."""
    try:
        value = Decimal(text or "")
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < _LARGEST else None


def exchange_of(tables: Tables, name: str, own: str, amount: Numbers, month: Numbers) -> Numbers:
    """What each row of a table brought by another rate than the budget's, shape (k,): negative where it cost.

    The same sum at the budget rate of the month that it counts in, less what it came to; 0 where the row is
    in the program's currency, and where no budget rate of its currency is known.
    Args: own: the field of the sum in its own currency; amount, month: what it came to, and when it counts,
    by the table's rows.
    """
    found = np.zeros(len(amount), np.int64)
    table, rates, digits, fiscal = tables[name], None, 2, fiscal_calendar(tables)
    for row, code, sum_ in foreign_rows(table, own):
        if rates is None:
            rates = read_rates(tables)
            digits = minor_digits_of(str(first(tables["program"], "currency")))
        if amount[row] == NONE or month[row] == NONE:
            continue
        rate = rates.on(code, fiscal.last_day(int(month[row])), at_budget=True)
        if rate is not None:
            found[row] = exchange_variance(_worth(sum_, rate, digits), int(amount[row]))
    return found


@lru_cache(65_536)
def _worth(own: Decimal, rate: Decimal, digits: int) -> int:
    return converted(own, rate, digits)


def settled_parts(
    table: Columns, rows: Rows, targets: Mapping[int, Target], kind: str, by: Settling
) -> Numbers:
    """What each row of a table takes off the order or commitment that it settles, shape (k,).

    In one currency at the rate of what is settled, so that a rate that has moved leaves nothing open; else
    its amount.
    Args: rows: by row of the table the row of what it settles, -1 for none; targets: by row those in a
    currency of their own; kind: what they are; by: what was settled of them so far.
    """
    found = table.numbers["amount"].copy()
    for row, code, sum_ in foreign_rows(table, "own_amount"):
        target = targets.get(int(rows[row]))
        if target is not None and target.currency == code:
            found[row] = by.part((kind, int(rows[row])), target, sum_)
    return found


def targets_of(table: Columns, own: str, amount: Numbers) -> dict[int, Target]:
    """Orders or commitments in a currency of their own by row. Args: own: the field of the sum, or the price
    of each of a quantity; amount: by row.
    """
    counts = table.numbers.get("quantity")
    return {
        row: Target(code, sum_ * (int(counts[row]) if counts is not None else 1), int(amount[row]))
        for row, code, sum_ in foreign_rows(table, own)
    }


def in_minor(own: str | None, currency: str) -> int | None:
    """A sum in its own currency as whole minor units of that; None for none."""
    value = own_of(own)
    return None if value is None else int(value.scaleb(minor_digits_of(currency)).to_integral_value())


def in_own_minor(table: Columns, amount: str) -> list[int]:
    """An amount by row in minor units of the row's own currency, 0 for none.

    Args: amount: a field with a sum of its own beside it.
    """
    found: list[int] = or_zero(table.numbers[amount]).tolist()
    for row, code, _ in foreign_rows(table, f"own_{amount}"):
        found[row] = in_minor(table.texts[f"own_{amount}"][row], code) or 0
    return found
