"""The values of a policy's text by what they measure: amounts, shares, counts, roles."""

from __future__ import annotations

import re
from decimal import Decimal
from difflib import get_close_matches

from .metrics import TENDER, Measure
from .roles import ROLES
from .rules import Figure

_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?")
_YEARS = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)(?: years?)?")
_FLAGS = {"yes": True, "no": False, "true": True, "false": False}


def read_value(measure: Measure, said: object, digits: int) -> Figure:
    """What a text of the policy says, as that measure. Args: digits: of the currency's minor unit.

    Raises: `ValueError` with what would do.
    """
    text = _text(said)
    if measure is Measure.MONEY:
        return _scaled(text, digits, "an amount such as 5000 or 5000.50")
    if measure is Measure.SHARE:
        if not text.endswith("%"):
            raise ValueError(f"“{text}” is no share; write it such as 10 %")
        return _scaled(text[:-1].strip(), 2, "a share such as 10 % or 2.5 %")
    if measure is Measure.INDEX:
        if not _NUMBER.fullmatch(text):
            raise ValueError(f"“{text}” is no index; write it such as 0.90")
        return Decimal(text)
    if measure is Measure.YEARS:
        if not (match := _YEARS.fullmatch(text)):
            raise ValueError(f"“{text}” is no time; write it such as 3 years")
        return Decimal(match[1])
    if measure is Measure.COUNT:
        return TENDER if text == "tender" else _scaled(text, 0, "a whole number")
    if measure is Measure.FLAG:
        if text not in _FLAGS:
            raise ValueError(f"“{text}” is neither yes nor no")
        return _FLAGS[text]
    if measure is Measure.ROLE:
        return read_role(text)
    raise ValueError("people can only be held against each other; use the operator differ")


def read_role(text: str, *more: str) -> str:
    """Raises: `ValueError` where no role is called that."""
    if text in (*ROLES, *more):
        return text
    raise ValueError(f"no role is called “{text}”{nearest(text, (*ROLES, *more))}")


def read_limit(said: object, digits: int) -> int | None:
    """An approval limit; "no limit" is None. Raises: `ValueError`."""
    text = _text(said)
    if text == "no limit":
        return None
    limit = _scaled(text, digits, "an amount such as 5000, or no limit")
    if limit < 0:
        raise ValueError(f"“{text}” is below zero; a limit of 0 approves nothing")
    return limit


def nearest(text: str, known: tuple[str, ...]) -> str:
    """What was probably meant, as the end of a sentence."""
    close = get_close_matches(text, known, 1)
    return (
        f"; is “{close[0]}” meant?" if close else f"; there are {', '.join(known)}" if len(known) < 12 else ""
    )


def _text(said: object) -> str:
    if isinstance(said, bool):
        return "yes" if said else "no"
    if isinstance(said, int):
        if abs(said) >= 10**12:
            raise ValueError("the figure is too large")
        return str(said)
    if isinstance(said, str):
        return said.strip()
    raise ValueError('one value is needed here, written as a text such as "5000"')


def _scaled(text: str, digits: int, what: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"“{text}” is not {what}")
    scaled = Decimal(text).scaleb(digits)
    if scaled != scaled.to_integral_value():
        raise ValueError(f"“{text}” has too many decimals; {digits} are possible here")
    return int(scaled)
