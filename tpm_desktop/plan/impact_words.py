"""What a slip does to commitments and money, in sentences: for terminal, window and paper alike."""

from __future__ import annotations

from collections.abc import Iterator

from tpm_desktop.formats import Formats

from .commitment_words import giver, margin_text, receiver
from .commitments import Outlook, Promise
from .impact import Impact
from .moved_money import MovedMoney
from .plan import instant
from .state import State

__all__ = ["consequence_lines", "money_sentence", "promise_sentence"]


def consequence_lines(state: State, found: Impact, formats: Formats) -> Iterator[str]:
    """A line for each commitment that something changes for, those that get late first, then the money."""
    pairs = sorted(found.commitments, key=lambda pair: pair[1].outlook is not Outlook.LATE)
    for was, will in pairs:
        yield promise_sentence(state, was, will, formats)
    if found.money.amount:
        yield money_sentence(found.money, formats)


def promise_sentence(state: State, was: Promise, will: Promise, formats: Formats) -> str:
    """ "C-3 “Landing zone” (Cloud to Operations): forecast 23 Oct → 30 Oct, margin −2 d, late"."""
    texts = state.inputs.tables["commitment"].texts
    code, title = texts["code"][was.row] or "", texts["title"][was.row] or ""
    between = " to ".join(name for name in (giver(state, was), receiver(state, was)) if name)
    days = " → ".join(formats.date(instant(one.forecast)) for one in (was, will))
    margin = f", margin {margin_text(will, formats)}" if margin_text(will, formats) else ""
    return f"{code} “{title}” ({between}): forecast {days}{margin}, {will.outlook.value}".strip()


def money_sentence(money: MovedMoney, formats: Formats) -> str:
    """How much is spent later, and how much of it in another fiscal year."""
    said = f"{formats.money(money.amount, currency=True, whole=True)} of cost to come moves"
    other = money.into_other_years
    if not other:
        return f"{said}, all within its fiscal year."
    return f"{said}, {formats.money(other, currency=True, whole=True)} of it into another fiscal year."
