"""How amounts are typed into the grid and go to and from a spreadsheet."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.money import Cell
from tpm_desktop.gestures.spreading import spread
from tpm_desktop.plan.budget_periods import Period, Span

from ..session import Session
from .lines import Line

_LAST_DIGIT = re.compile(r"(\d)(?=\D*$)")
_THOUSANDS = 3


def read_amount(formats: Formats, text: str, *, thousands: bool) -> int | None:
    """Minor units of what was typed; nothing typed empties the cell.

    A bare number counts as the grid shows it, in full or in thousands; "1.2k" and "EUR 1,200" say it.
    Raises: `ValueProblem`.
    """
    typed = text.strip()
    if not typed:
        return None
    return formats.parse_money(_LAST_DIGIT.sub(r"\1k", typed) if thousands and _bare(typed) else typed)


def typed_cells(session: Session, line: Line, period: Period, text: str, *, thousands: bool) -> list[Cell]:
    """The months that an amount typed for a period of an account goes to; a sum is spread over its months.

    Raises: `ValueProblem`; `EditError` where all the months are closed.
    """
    measure = line.figure.measure
    assert measure is not None
    amount = read_amount(session.formats, text, thousands=thousands)
    if period.span is Span.MONTH:
        return [Cell(line.id, period.day, measure, amount)]
    return spread(session.program.plan.state, line.id, measure, period.months(), amount)


def _bare(typed: str) -> bool:
    """Whether neither a unit nor a currency is said."""
    kinds = {unicodedata.category(character) for character in typed}
    return not any(kind.startswith("L") or kind == "Sc" for kind in kinds)


def written(formats: Formats, amount: int, *, thousands: bool) -> str:
    """The exact amount as editors and spreadsheets take it: plain minus, nothing between the digits."""
    value = Decimal(amount).scaleb(-formats.minor_digits - (_THOUSANDS if thousands else 0))
    whole, _, fraction = f"{value:f}".partition(".")
    point = formats.locale.number_symbols["latn"]["decimal"]
    kept = fraction.rstrip("0")
    if kept and not thousands:
        kept = fraction
    return f"{whole}{point}{kept}" if kept else whole
