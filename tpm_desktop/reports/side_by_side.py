"""Columns of parts beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from .cards import Card
from .headings import Section
from .keeping import is_note
from .theme import GRID, Paper

_CARDS = 2  # of a list stay with its heading, at least


class SideBySide(Flowable):
    """Columns of parts beside each other, by how many of the twelve grid columns each takes.

    Where they are too tall for a page they stand below each other instead.
    """

    def __init__(self, paper: Paper, *columns: tuple[float, Sequence[Flowable]]) -> None:
        super().__init__()
        self.paper = paper
        self.columns = [(paper.span(share), list(parts)) for share, parts in columns]
        self.spaceBefore = 2 * GRID

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.height = max((self._tall(parts, wide) for wide, parts in self.columns), default=0)
        return width, self.height

    @staticmethod
    def _tall(parts: list[Flowable], wide: float) -> float:
        tall = 0.0
        for n, part in enumerate(parts):
            tall += part.wrap(wide, 1e6)[1] + part.getSpaceAfter() + (part.getSpaceBefore() if n else 0)
        return tall

    def split(self, width: float, height: float) -> list[Flowable]:
        cuts = [self._cut(parts, wide, height) for wide, parts in self.columns]
        if 0 not in cuts:
            at = list(zip(self.columns, cuts, strict=True))
            begun, rest = SideBySide(self.paper), SideBySide(self.paper)
            begun.columns = [(wide, parts[:cut]) for (wide, parts), cut in at]
            rest.columns = [(wide, parts[cut:]) for (wide, parts), cut in at]
            return [begun, rest]
        return (
            [part for _, parts in self.columns for part in parts] if height >= self.paper.height / 2 else []
        )

    def _cut(self, parts: list[Flowable], wide: float, height: float) -> int:
        """How many parts of a list of cards stay; 0 where it is none, or too few would stay or go over."""
        if not all(isinstance(part, Section | Card) or is_note(part) for part in parts):
            return 0
        cut = next((n for n in range(len(parts), 0, -1) if self._tall(parts[:n], wide) <= height), 0)
        if cut < len(parts) and is_note(parts[cut]):
            cut -= 1  # a card goes over with what is said of them
        return cut if cut == len(parts) or cut > _CARDS else 0

    def draw(self) -> None:
        left = 0.0
        gutter = self.paper.span(2) - 2 * self.paper.span(1)
        for wide, parts in self.columns:
            top = self.height
            for n, part in enumerate(parts):
                _, tall = part.wrap(wide, 1e6)
                top -= tall + (part.getSpaceBefore() if n else 0)
                part.drawOn(self.canv, left, top)
                top -= part.getSpaceAfter()
            left += wide + gutter
