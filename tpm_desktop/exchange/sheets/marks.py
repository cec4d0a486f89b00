"""Which sign a column of amounts writes before its fractions: told by the cells in which it is clear.

A sheet of elsewhere has “1.234” for a thousand and more beside “12,50”; on its own it could be either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .cells import Cell, Unclear

_MARKED = re.compile(r"\d[\d.,'’ ]*[.,]\d+")
_GROUP = 3


def settled_marks(cells: Sequence[Cell]) -> list[Cell]:
    """The cells with amounts that the others make clear written plainly; what stays unclear is `Unclear`.

    Only texts are touched, and of them only those with one mark and three digits behind it.
    """
    found = {mark for cell in cells if isinstance(cell, str) and (mark := _fraction_mark(cell))}
    return [_settled(cell, found) if isinstance(cell, str) else cell for cell in cells]


def _fraction_mark(text: str) -> str:
    """The mark before the fraction where a text leaves no doubt, else empty."""
    match = _MARKED.search(text)
    if match is None:
        return ""
    number = match[0]
    marks = [sign for sign in number if sign in ".,"]
    behind = len(number) - max(number.rfind("."), number.rfind(",")) - 1
    if len(set(marks)) > 1:
        return marks[-1]
    if len(marks) > 1:
        return "," if marks[0] == "." else "."
    return marks[0] if behind != _GROUP else ""


def _settled(text: str, found: set[str]) -> Cell:
    match = _MARKED.search(text)
    if not found or match is None or _fraction_mark(text):
        return text
    mark = "." if "." in match[0] else ","
    if found == {mark} or len(found) > 1:
        return Unclear(text)
    return text.replace(mark, "")
