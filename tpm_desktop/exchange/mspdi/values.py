"""How MSPDI writes durations, instants, clock times and amounts; each conversion both ways.

What can't be read raises `ValueError` with the reason, which completes a sentence about the text.
"""

from __future__ import annotations

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

MINUTES_A_DAY = 1440
_LONGEST = 40
_LARGEST = Decimal(10**17)
_NUMBER = r"(\d{1,15}(?:\.\d{1,15})?)"
_DURATION = re.compile(
    rf"(-)?P(?:(\d{{1,9}})W)?(?:(\d{{1,9}})D)?(?:T(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?"
)
_UNIT_MINUTES = (Decimal(10_080), Decimal(1_440), Decimal(60), Decimal(1), Decimal(1) / 60)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?")


def number(text: str) -> Decimal:
    """A plain number of any sign."""
    try:
        value = Decimal(text) if len(text) <= _LONGEST else None
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite() or abs(value) >= _LARGEST:
        raise ValueError("is not a number that can be used")
    return value


def rounded(value: Decimal) -> int:
    """To the nearest whole number, halves away from zero."""
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def flag(text: str) -> bool:
    """1 or 0, also in words."""
    known = {"1": True, "true": True, "0": False, "false": False, "-1": True}.get(text.lower())
    if known is None:
        raise ValueError("is neither 1 nor 0")
    return known


def duration(text: str) -> int:
    """Minutes of `PT8H30M0S`; a day in it is 24 hours, and less than a minute is one."""
    match = _DURATION.fullmatch(text)
    if not match or not any(match.groups()[1:]):
        raise ValueError("is not a duration such as PT8H0M0S")
    parts = zip(match.groups()[1:], _UNIT_MINUTES, strict=True)
    exact = sum((Decimal(part) * unit for part, unit in parts if part), Decimal(0))
    minutes = max(rounded(exact), 1) if exact else 0
    return -minutes if match[1] else minutes


def print_duration(minutes: int) -> str:
    """`PT8H30M0S`; MS Project reads no unit above hours."""
    sign, minutes = ("-", -minutes) if minutes < 0 else ("", minutes)
    return f"{sign}PT{minutes // 60}H{minutes % 60}M0S"


def instant(text: str) -> datetime:
    """Local wall-clock time to the minute; a time zone is left aside, as the times are those people see."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("is not a date and time such as 2026-05-04T08:00:00") from None
    return moment.replace(second=0, microsecond=0, tzinfo=None)


def print_instant(moment: datetime) -> str:
    """`2026-05-04T08:00:00`."""
    return moment.isoformat(timespec="seconds")


def clock(text: str) -> int:
    """Minute of the day of `08:00:00`."""
    match = _CLOCK.fullmatch(text)
    minutes = int(match[1]) * 60 + int(match[2]) if match else MINUTES_A_DAY + 1
    if match is None or int(match[2]) > 59 or minutes > MINUTES_A_DAY:
        raise ValueError("is not a time of day such as 08:00:00")
    return minutes


def print_clock(minutes: int) -> str:
    """`08:00:00`; the end of the day is the midnight that MSPDI calls 00:00."""
    minutes %= MINUTES_A_DAY
    return f"{minutes // 60:02}:{minutes % 60:02}:00"


def hundredths(share: Decimal) -> int:
    """Hundredths of a per cent of a share where 1 is all."""
    return rounded(share * 10_000)


def minor_units(amount: Decimal, digits: int, *, of_hundredths: bool = True) -> int:
    """Minor units of a currency with so many digits.

    Args: of_hundredths: the amount counts hundredths of the currency's unit, as all costs do;
    rates count whole units.
    """
    scale = digits - 2 if of_hundredths else digits
    return rounded(amount.scaleb(scale))


def print_hundredths(minor: int, digits: int) -> str:
    """Minor units as hundredths of the currency's unit, as costs are written."""
    return _plain(Decimal(minor).scaleb(2 - digits))


def print_units(minor: int, digits: int) -> str:
    """Minor units as units of the currency, as rates are written."""
    return _plain(Decimal(minor).scaleb(-digits))


def print_share(share: int) -> str:
    """Hundredths of a per cent as a share where 1 is all."""
    return _plain(Decimal(share).scaleb(-4))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
