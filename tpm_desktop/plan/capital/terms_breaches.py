"""What must hold of an order's own terms: its advance and what is set off of it, its stages and releases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tpm_desktop.finance.amounts import WHOLE
from tpm_desktop.finance.purchasing import share_of
from tpm_desktop.formats import Formats
from tpm_desktop.model.purchasing import StageKind

from .orders import Order


@dataclass(frozen=True, slots=True)
class Breach:
    """What doesn't hold. rule: its stable name; row_id: of the row to mend; over: by how much, to compare two
    states; text: what is wrong and what to do, in one line; refused: whether edits that make it worse are.
    """

    rule: str
    row_id: str
    text: str
    over: int = 1
    refused: bool = True


def broken_terms(order: Order, formats: Formats, day: date) -> Iterator[Breach]:
    """Of one order by a day; shares and sums are held inclusively."""
    yield from _advance(order, formats)
    yield from _shares(order, formats)
    for one in order.stages:
        if one.met is None:
            continue
        shown = formats.date(one.met, year=True)
        if one.met < order.row.ordered:
            said = f"“{one.title}” on {shown} would be before the order; correct the date"
            yield Breach("stage before", one.id, said, (order.row.ordered - one.met).days)
        if one.met > day:
            said = f"“{one.title}” on {shown} lies ahead; enter what has happened, else when it is due"
            yield Breach("stage ahead", one.id, said, (one.met - day).days)


def _advance(order: Order, formats: Formats) -> Iterator[Breach]:
    row = order.row
    code = row.code or f"“{row.title}”"
    limit = share_of(order.terms.amount, row.advance or 0)
    over = order.advanced - limit
    if over > 0:
        said, agreed = (formats.money(amount, currency=True) for amount in (order.advanced, limit))
        text = f"advances on {code} would come to {said}, {agreed} is agreed; book less in advance"
        yield Breach("advance", row.id, text, over)
    over = order.recovered - order.advanced
    if over > 0:
        said, paid = (formats.money(amount, currency=True) for amount in (order.recovered, order.advanced))
        text = f"{said} of the advance on {code} would be set off of {paid}; set off less"
        yield Breach("recovered", row.id, text, over)
    for one in order.invoices:
        if one.row.for_advance and one.recovered:
            said = f"invoice {one.row.number} is for an advance, so it sets none off; clear one of the two"
            yield Breach("advance of advance", one.row.id, said, one.recovered)


def _shares(order: Order, formats: Formats) -> Iterator[Breach]:
    code = order.row.code or f"“{order.row.title}”"
    words = {
        StageKind.STAGE: ("payment stages of {} would come to {} of it; make one smaller"),
        StageKind.RELEASE: ("releases on {} would come to {} of what is retained; release less"),
    }
    for kind, text in words.items():
        over = order.share(kind) - WHOLE
        if over > 0:
            said = text.format(code, formats.share(WHOLE + over))
            yield Breach(f"shares of {kind.value}", order.row.id, said, over)
    releases = [one for one in order.stages if one.kind is StageKind.RELEASE]
    if releases and not order.row.retention:
        said = f"nothing is retained on {code}, so nothing can be released; enter its retention first"
        yield Breach("nothing retained", order.row.id, said)
