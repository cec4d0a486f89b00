"""WBS codes by a mask: an example of the code that shows, level by level, how a place is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from tpm_desktop.file.errors import EditError

from .outline import Outline

_LEVEL = re.compile(r"(?P<gap>[.\-/_: ]{0,3})(?P<form>0*1|A+|a+)")
_LETTERS = 26
_SHOWN = 40
_MOST_LEVELS, _WIDEST, _LONGEST_PREFIX = 20, 10, 40


@dataclass(frozen=True, slots=True)
class Level:
    """How a number is written on one level: behind which separator, in which form, at least how wide."""

    gap: str
    form: str
    width: int

    def write(self, number: int) -> str:
        """The number, counted from 1."""
        if self.form == "1":
            return f"{number:0{self.width}}"
        text = _letters(number) if self.width == 1 else _padded(number, self.width)
        return text.lower() if self.form == "a" else text


@dataclass(frozen=True, slots=True)
class Mask:
    """How codes are written; deeper levels are written as the last one."""

    prefix: str
    levels: tuple[Level, ...]

    @classmethod
    def read(cls, prefix: str | None, text: str) -> Self:
        """A mask such as 1.01.A: digits and letters, each at least as wide as in the example.

        Raises: `EditError`.
        """
        levels: list[Level] = []
        at, shown = 0, f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"
        for match in _LEVEL.finditer(text):
            if match.start() != at:
                break
            form = match["form"]
            levels.append(Level(match["gap"], form[-1], len(form)))
            at = match.end()
        if at != len(text) or not levels:
            raise EditError(
                f"{shown} is no mask for WBS codes; write an example such as 1.1.1, 1.01.01 or A-1-a"
            )
        mask = cls((prefix or "").strip(), tuple(levels))
        mask._refuse_unclear(shown)
        return mask

    def _refuse_unclear(self, shown: str) -> None:
        """Every code must be told apart from every other one."""
        if self.levels[0].gap:
            raise EditError(f"{shown} begins with a separator; put it at the end of the prefix")
        for upper, lower in pairwise(self.levels):
            if not lower.gap and (upper.form == "1") == (lower.form == "1"):
                raise EditError(f"two levels of {shown} run into each other; put a separator between them")
        if len(self.levels) > _MOST_LEVELS or any(level.width > _WIDEST for level in self.levels):
            raise EditError(f"{shown} is too long; {_MOST_LEVELS} levels of {_WIDEST} signs fit")
        if len(self.prefix) > _LONGEST_PREFIX:
            raise EditError(f"the prefix is too long; {_LONGEST_PREFIX} signs fit")

    def level(self, depth: int) -> Level:
        """How the number at a depth is written, from 0 on."""
        if depth < len(self.levels):
            return self.levels[depth]
        last = self.levels[-1]
        return Level(last.gap or ".", last.form, last.width)


def _letters(number: int) -> str:
    """A to Z, then AA, as a spreadsheet names its columns."""
    found = ""
    while number:
        number, place = divmod(number - 1, _LETTERS)
        found = chr(ord("A") + place) + found
    return found


def _padded(number: int, width: int) -> str:
    """AA, AB … ZZ, BAA: a number of base 26 whose zero is A."""
    number, found = number - 1, ""
    while number or not found:
        number, place = divmod(number, _LETTERS)
        found = chr(ord("A") + place) + found
    return found.rjust(width, "A")


def counted(outline: Outline, mask: Mask | None) -> list[str]:
    """Shape (n,): the code of each row by its place; without a mask the numbers joined by points.

    A lone component project stays 0; of several each has the mask's first level.
    """
    if mask is None:
        return outline.number
    several = int(outline.is_project.sum()) > 1
    codes: list[str] = []
    for row, (number, parent) in enumerate(zip(outline.number, outline.parent.tolist(), strict=True)):
        if parent < 0:
            codes.append(mask.prefix + mask.level(0).write(int(number)) if several else number)
            continue
        depth = int(outline.level[row]) - (0 if several else 1)
        above = mask.prefix if depth == 0 else codes[parent]
        level = mask.level(depth)
        codes.append(above + level.gap + level.write(int(number.rpartition(".")[2])))
    return codes


def with_given(outline: Outline, codes: Sequence[str], given: Sequence[str | None]) -> Iterator[str]:
    """The codes of all rows, those given by hand in place of the counted ones."""
    places = zip(codes, outline.is_project.tolist(), outline.source.tolist(), strict=True)
    for code, project, source in places:
        yield code if project else given[source] or code


def mask_of(prefix: str | None, text: str | None) -> Mask | None:
    """The mask that a program's row holds; none where it has none, or one that can't be read."""
    try:
        return Mask.read(prefix, text) if text else None
    except EditError:
        return None
