"""How wide the columns of a register are until somebody sets them: no room wasted, none cut at the edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise


@dataclass(frozen=True, slots=True)
class ColumnWidth:
    """Pixels of a column. least: with which it can still be read; share: of room to spare that it takes."""

    usual: int
    least: int
    share: int = 0


def shared(columns: Sequence[ColumnWidth], room: int) -> list[int]:
    """The widths of columns, from left to right, of which as many as fit fill the room exactly.

    What does not fit is scrolled to, and has its usual width.
    """
    fitting = sum(1 for reach in accumulate(column.least for column in columns) if reach <= room)
    inside = columns[:fitting]
    shares = sum(column.share for column in inside)
    if not shares:
        return [column.usual for column in columns]
    widths = [column.least for column in inside]
    spare = room - sum(widths)
    wanted = [column.usual - column.least for column in inside]
    if sum(wanted) > spare:
        grown = _dealt(spare, wanted)
    else:
        more = _dealt(spare - sum(wanted), [column.share for column in inside])
        grown = [one + other for one, other in zip(wanted, more, strict=True)]
    widths = [width + growth for width, growth in zip(widths, grown, strict=True)]
    return [*widths, *(column.usual for column in columns[fitting:])]


def _dealt(pixels: int, weights: Sequence[int]) -> list[int]:
    """Whole pixels by weight; all of them are dealt out."""
    whole = sum(weights)
    edges = [pixels * reach // whole for reach in accumulate(weights, initial=0)]
    return [right - left for left, right in pairwise(edges)]
