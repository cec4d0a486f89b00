"""How amounts are typed into the grid and go to and from a spreadsheet."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal

from babel.numbers import is_currency

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.formats.amounts import Scale
from tpm_desktop.gestures.money import Cell
from tpm_desktop.gestures.spreading import spread
from tpm_desktop.plan.budget_periods import Period, Span

from ..session import Session
from .lines import Line

_LAST_DIGIT = re.compile(r"(\d)(?=\D*$)")
_CODE = re.compile(r"(?<![A-Z])[A-Z]{3}(?![A-Z])", re.ASCII)
_UNITS = {Scale.FULL: "", Scale.THOUSANDS: "k", Scale.MILLIONS: "m"}


def read_amount(formats: Formats, text: str, *, scale: Scale = Scale.FULL) -> int | None:
    """Minor units of what was typed; nothing typed empties the cell.

    A bare number counts as the grid shows it, such as in thousands; "1.2k" and "EUR 1,200" say it.
    Raises: `ValueProblem`.
    """
    typed = text.strip()
    if not typed:
        return None
    unit = _UNITS[scale] if _bare(typed) else ""
    return formats.parse_money(_LAST_DIGIT.sub(rf"\g<1>{unit}", typed) if unit else typed)


def said_currency(text: str) -> str:
    """The currency that an amount is typed with, by its code before or behind it; empty for none."""
    words = _CODE.findall(text.upper())
    return next((word for word in words if is_currency(word)), "")


def typed_cells(
    session: Session, line: Line, period: Period, text: str, *, scale: Scale = Scale.FULL
) -> list[Cell]:
    """The months that an amount typed for a period of an account goes to; a sum is spread over its months.

    Raises: `ValueProblem`; `EditError` where all the months are closed, and for a sum of several months in
    another currency than the program's.
    """
    measure, formats = line.figure.measure, session.formats
    assert measure is not None
    code = said_currency(text)
    amount = read_amount(formats.in_currency(code) if code else formats, text, scale=scale)
    if period.span is Span.MONTH:
        return [Cell(line.id, period.day, measure, amount, code)]
    if code not in ("", formats.currency):
        own = formats.currency
        raise EditError(f"a sum of several months is spread in {own}; enter {code} month by month")
    cells = spread(session.program.plan.state, line.id, measure, period.months(), amount)
    return [replace(cell, currency=code) for cell in cells]


def _bare(typed: str) -> bool:
    """Whether neither a unit nor a currency is said."""
    kinds = {unicodedata.category(character) for character in typed}
    return not any(kind.startswith("L") or kind == "Sc" for kind in kinds)


def written(formats: Formats, amount: int, *, scale: Scale = Scale.FULL) -> str:
    """The exact amount as editors and spreadsheets take it: plain minus, nothing between the digits."""
    value = Decimal(amount).scaleb(-formats.minor_digits - scale)
    whole, _, fraction = f"{value:f}".partition(".")
    point = formats.locale.number_symbols["latn"]["decimal"]
    kept = fraction.rstrip("0")
    if kept and scale is Scale.FULL:
        kept = fraction
    return f"{whole}{point}{kept}" if kept else whole
