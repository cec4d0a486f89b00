"""Pages filled well: what runs over onto a page of its own by a few lines is set a little tighter.

Where that doesn't help, the page before gives it some of its own. A run is what stands between two breaks
that are asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.platypus import BaseDocTemplate, Flowable, PageBreak
from reportlab.platypus.doctemplate import ActionFlowable

from .headings import held

LEAST = 0.25  # of a page: with less on it, the last page of a run is nearly empty
_GIVEN = 0.15  # of a page, what the page before gives it
_TIGHTER = 0.55  # of the room between lines of tables, before headings and the like
_SHORT = 3  # pages: runs up to so long may lose one by that
_MOST = 150  # pages: larger packs are set once, which is what takes the time

Place = tuple[int, int]
"""A run, and which of its pages."""


@dataclass(slots=True)
class _Filled:
    """left: points that are free below what stands on a page, of `whole`."""

    left: float
    whole: float


@dataclass(slots=True)
class Filling:
    """How the pages of a document came to be filled; shorter: what each was to leave free."""

    shorter: Mapping[Place, float] = field(default_factory=dict)
    pages: dict[Place, _Filled] = field(default_factory=dict)

    @property
    def lengths(self) -> Counter[int]:
        """How many pages each run has."""
        return Counter(run for run, _ in self.pages)

    def nearly_empty(self) -> list[int]:
        """The runs whose last page holds next to nothing."""
        ends = {run: self.pages[run, count - 1] for run, count in self.lengths.items() if count > 1}
        return [run for run, end in ends.items() if 1 - end.left / end.whole < LEAST]

    def giving(self, runs: Iterable[int]) -> dict[Place, float]:
        """What the last page but one of each of those has to leave free, so that its last page gets some."""
        lengths = self.lengths
        places = [(run, lengths[run] - 2) for run in runs]
        return {place: self.pages[place].left + self.pages[place].whole * _GIVEN for place in places}


class FilledDocument(BaseDocTemplate):
    """A document that keeps track of how full its pages are, and leaves some of them shorter."""

    def __init__(self, *args: Any, filling: Filling, **options: Any) -> None:
        super().__init__(*args, **options)
        self._filling, self._run, self._first = filling, 0, 1
        self._undone: list[tuple[Any, ...]] = []
        self._multiBuildEdits = self._undone.append

    def build(self, *args: Any, **options: Any) -> None:
        """Build it, and leave no mark on parts that may be built again."""
        try:
            super().build(*args, **options)
        finally:
            for undo, *what in self._undone:
                undo(*what)

    def handle_frameBegin(self, *args: Any, **options: Any) -> None:  # noqa: N802
        super().handle_frameBegin(*args, **options)
        frame: Any = self.frame
        frame._y1p = frame._y1 + frame._bottomPadding + self._filling.shorter.get(self._place, 0.0)

    @property
    def _place(self) -> Place:
        return self._run, self.page - self._first

    def afterFlowable(self, part: Flowable) -> None:  # noqa: N802
        if isinstance(part, PageBreak):
            self._run, self._first = self._run + 1, self.page + 1
        elif not isinstance(part, ActionFlowable):
            frame: Any = self.frame
            low = frame._y1 + frame._bottomPadding
            self._filling.pages[self._place] = _Filled(frame._y - low, frame._aH)


Build = Callable[[Filling], None]


def filled(story: Sequence[Flowable], build: Build) -> None:
    """Have a story built, again where a page is nearly empty; the last time is the one that counts.

    Args: build: builds the story from its beginning, keeping to what the filling says and telling it.
    """
    found = Filling()
    build(found)
    poor = found.nearly_empty()
    if not poor or len(found.pages) > _MOST:
        return
    tight = [run for run in poor if found.lengths[run] <= _SHORT]
    vain = _tightened(_runs(story), tight, found.lengths, build) if tight else []
    left = [run for run in poor if run in vain or run not in tight]
    if left:
        _given(found, left, build)


def _tightened(
    runs: Sequence[Sequence[Flowable]], tight: Sequence[int], lengths: Mapping[int, int], build: Build
) -> list[int]:
    """Set those tighter that become a page shorter by it; returns the others, which are as they were."""
    for run in tight:
        tighten(runs[run], _TIGHTER)
    found = Filling()
    build(found)
    vain = [run for run in tight if found.lengths[run] >= lengths[run]]
    for run in vain:
        tighten(runs[run], 1 / _TIGHTER)
    return vain


def _given(found: Filling, runs: Sequence[int], build: Build) -> None:
    """Let pages give some of theirs to the nearly empty ones after them, where that takes no further page."""
    shorter = found.giving(runs)
    while True:
        after = Filling(shorter)
        build(after)
        kept = {
            place: by for place, by in shorter.items() if after.lengths[place[0]] <= found.lengths[place[0]]
        }
        if len(kept) == len(shorter):
            return
        shorter = kept


def tighten(parts: Iterable[Any], by: float) -> None:
    """Multiply the room between lines of tables, before headings and the like."""
    for part in parts:
        if hasattr(part, "tighten"):
            part.tighten(by)
        else:
            tighten(held(part), by)


def _runs(story: Sequence[Flowable]) -> list[list[Flowable]]:
    runs: list[list[Flowable]] = [[]]
    for part in story:
        if isinstance(part, PageBreak):
            runs.append([])
        else:
            runs[-1].append(part)
    return runs
