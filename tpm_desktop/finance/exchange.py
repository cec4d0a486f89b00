"""Amounts in other currencies: converted exactly, rounded once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from .errors import FinanceError

_EXACT = Context(prec=100)
_LONGEST = 24
LARGEST_RATE, FINEST_RATE = 10**9, 12


def read_rate(text: str) -> Decimal:
    """A rate of its text: above zero, at most a thousand million, with at most twelve decimals.

    Raises: `FinanceError`.
    """
    try:
        rate = Decimal(text) if len(text) <= _LONGEST and text.isascii() else Decimal(0)
    except InvalidOperation:
        rate = Decimal(0)
    exponent = rate.as_tuple().exponent
    if not (isinstance(exponent, int) and 0 < rate <= LARGEST_RATE and exponent >= -FINEST_RATE):
        raise FinanceError("a rate is a number above 0 with at most 12 decimals, such as 1.0837")
    return rate


def converted(own: Decimal, rate: Decimal, minor_digits: int) -> int:
    """Minor units of an amount of another currency, rounded once, half away from zero.

    Args: own: units of the other currency; rate: units of the program's for one of it; minor_digits: of the
    program's currency: 0 of JPY, 2 of USD, 3 of KWD.
    """
    exact = _EXACT.multiply(own, rate).scaleb(minor_digits, _EXACT)
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP, _EXACT))


def rate_on(rates: Sequence[tuple[date, Decimal]], day: date) -> Decimal | None:
    """The rate that holds on a day: the last one from that day or before; None before the first.

    Args: rates: in order of their days.
    """
    place = bisect_right(rates, day, key=lambda one: one[0])
    return rates[place - 1][1] if place else None


def exchange_variance(committed: int, invoiced: int) -> int:
    """What the change of a rate between order and invoice of the same sum brought: negative where it cost.

    Args: both minor units of the program's currency.
    """
    return committed - invoiced
