"""Columns of parts beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from .theme import GRID, Paper


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
        return (
            [part for _, parts in self.columns for part in parts] if height >= self.paper.height / 2 else []
        )

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
