"""How wide the columns of a table become: figures get what they need, texts share the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_LEAST, _NARROWEST, _WIDEST_FIGURE = 28.0, 14.0, 0.3


@dataclass(frozen=True, slots=True)
class Ask:
    """What a column's longest content asks for in points; texts may break and get spare room by weight."""

    width: float
    is_text: bool
    weight: float = 0


def shares(asks: Sequence[Ask], width: float) -> list[float]:
    """A width for each column; together they fill the room and no more."""
    widths = [ask.width if ask.is_text else min(ask.width, width * _WIDEST_FIGURE) for ask in asks]
    texts = [n for n, ask in enumerate(asks) if ask.is_text] or list(range(len(asks)))
    rest = width - sum(widths[n] for n in range(len(asks)) if n not in texts)
    wanted = sum(widths[n] for n in texts)
    if wanted > rest:
        return _squeezed(widths, texts, rest, width)
    weighted = [n for n in texts if asks[n].weight] or texts[:1]
    spare = (rest - wanted) / sum(asks[n].weight or 1 for n in weighted)
    for n in weighted:
        widths[n] += spare * (asks[n].weight or 1)
    return widths


def _squeezed(widths: list[float], texts: list[int], rest: float, width: float) -> list[float]:
    """Texts that ask for less than an even share get it, the longer ones share what is left."""
    if rest < _LEAST * len(texts):
        least = [_LEAST if n in texts else wide for n, wide in enumerate(widths)]
        scaled = [wide * width / sum(least) for wide in least]
        return scaled if min(scaled) >= _NARROWEST else [width / len(widths)] * len(widths)
    left = sorted(texts, key=lambda n: widths[n])
    while left:
        share = rest / len(left)
        n = left.pop(0)
        widths[n] = min(widths[n], share)
        rest -= widths[n]
    return widths
