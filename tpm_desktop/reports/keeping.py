"""What stays together on paper: headings with what they head, notes with the end of what they are about.

A story is parsed once into groups; where each one breaks is decided when it is known how much room is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Paragraph, Spacer
from reportlab.platypus.doctemplate import ActionFlowable, FrameBreak, NullActionFlowable

from .headings import Section

_LEAST = 60.0  # points: less of something long is no beginning
_FEW_LETTERS = 300  # a text so short below a heading leads to what follows it
_NOTES = 120.0  # points: so much of the notes stays with the end of what they are about
_ROWS = 6  # of a table with its head: fewer are not parted for the sake of a note
_LARGE = 0.4  # of a page: a table of tall rows is long too
_ENDLESS = 1e6
NOTE, SUBHEADING = "note", "subheading"


class Together(Flowable):
    """Parts that stay on one page; where no page is tall enough they flow as any others do."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__()
        self.parts = list(parts)
        self._flowing = [*grouped(parts)]

    @property
    def _content(self) -> list[Flowable]:
        """Under the name by which readers of a story look into what is kept together."""
        return self.parts

    def getSpaceBefore(self) -> float:  # noqa: N802
        return float(self.parts[0].getSpaceBefore())

    def getSpaceAfter(self) -> float:  # noqa: N802
        return float(self.parts[-1].getSpaceAfter())

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Taller than any page, so that it is always asked to split."""
        return width, _ENDLESS

    def split(self, width: float, height: float) -> list[Flowable]:
        if tall(self.parts, width, self.canv) <= height:
            return [NullActionFlowable(), *self.parts]
        if self._begins_page:
            return [NullActionFlowable(), *self._flowing]
        return [FrameBreak(), self]

    @property
    def _begins_page(self) -> bool:
        return bool(self._frame._atTop)  # type: ignore[attr-defined]

    @property
    def _page(self) -> float:
        """Points that an empty page has."""
        return float(self._frame._aH)  # type: ignore[attr-defined]


class Group(Together):
    """What leads to a part, the part, and the notes on it.

    A long part begins where there is room for its beginning, and its last rows go over with its notes.
    """

    def __init__(self, lead: Sequence[Flowable], body: Flowable, notes: Sequence[Flowable]) -> None:
        Flowable.__init__(self)
        self.parts = [*lead, body, *notes]
        self.lead, self.body, self.notes = list(lead), body, list(notes)

    def split(self, width: float, height: float) -> list[Flowable]:
        kept = [*self.lead, self.body, *self._near(width)]
        whole = tall(kept, width, self.canv)
        if whole <= height:
            return [NullActionFlowable(), *self.parts]
        gladly = getattr(self.body, "splits_gladly", isinstance(self.body, Paragraph))
        gladly = gladly or (hasattr(self.body, "splits_gladly") and whole > self._page * _LARGE)
        if gladly or whole > self._page:
            found = self._begun(width, height)
            if found:
                return found
        if self._begins_page:
            return [NullActionFlowable(), *self.parts]
        return [FrameBreak(), self]

    def _near(self, width: float) -> list[Flowable]:
        """The notes that stay with the end; of many the first, the others may go on over the page."""
        found: list[Flowable] = []
        for one in self.notes:
            if tall([*found, one], width, self.canv) > _NOTES:
                break
            found.append(one)
        return found

    def _begun(self, width: float, height: float) -> list[Flowable]:
        """What leads to it with its beginning, and the rest for the next page; nothing without room."""
        mine = tall([self.body], width, self.canv)
        room = height - tall([*self.lead, self.body], width, self.canv) + mine
        if mine <= room:  # it would fit, but not with its notes
            if getattr(self.body, "_nrows", 0) < _ROWS:
                return []
            room = mine - 1
        if not self._begins_page and room < min(mine / 2, getattr(self.body, "beginning", _LEAST)):
            return []
        pieces = self._pieces(width, room)
        if len(pieces) < 2:
            return []
        first, *rest = pieces
        over = [part for part in rest if not isinstance(part, CondPageBreak)]
        if self.notes and len(over) == 1:
            rest = [CondPageBreak(_ENDLESS), Group([], over[0], self.notes)]
        else:
            rest += self.notes
        return [NullActionFlowable(), *self.lead, first, *rest]

    def _pieces(self, width: float, room: float) -> list[Any]:
        self.body.canv, self.body._frame = self.canv, self._frame  # type: ignore[attr-defined]
        try:
            found: list[Any] = self.body.split(width, room)
        finally:
            del self.body.canv, self.body._frame  # type: ignore[attr-defined]
        return found


def grouped(story: Iterable[Flowable]) -> Iterator[Flowable]:
    """The story in groups of what belongs together; those know better than breaks what room they need."""
    parts = [part for part, following in pairwise([*story, None]) if part and not _is_idle(part, following)]
    at = 0
    while at < len(parts):
        lead, at = _lead(parts, at)
        if at == len(parts) or _is_break(parts[at]):
            yield from [Group(lead[:-1], lead[-1], [])] if lead else []
            yield from parts[at : at + 1]
            at += 1
            continue
        body = parts[at]
        notes, at = _notes(parts, at + 1, body)
        yield Group(lead, body, notes) if lead or notes else body


def _is_idle(part: Flowable, following: Flowable | None) -> bool:
    """Whether it only asks for room for a heading, which a group asks for by itself."""
    return isinstance(part, CondPageBreak) and is_heading(following)


def _is_break(part: Flowable) -> bool:
    return isinstance(part, PageBreak | CondPageBreak | ActionFlowable)


def _lead(parts: Sequence[Flowable], at: int) -> tuple[list[Flowable], int]:
    """The headings there, with the short texts below them that lead to something else; and where that is."""
    lead: list[Flowable] = []
    while at < len(parts) and (is_heading(parts[at]) or (lead and _leads(parts, at))):
        lead.append(parts[at])
        at += 1
    return lead, at


def _leads(parts: Sequence[Flowable], at: int) -> bool:
    """Whether a space or a text says something of what follows rather than being all there is."""
    part, following = parts[at], parts[at + 1] if at + 1 < len(parts) else None
    if following is None or _is_break(following):
        return False
    if isinstance(part, Spacer):
        return True
    short = isinstance(part, Paragraph) and sum(len(piece.text) for piece in part.frags) <= _FEW_LETTERS
    return short and not (isinstance(following, Section) and not following.within)


def _notes(parts: Sequence[Flowable], at: int, body: Flowable) -> tuple[list[Flowable], int]:
    """What is said in small type of a table or drawing, and where that ends."""
    end = at
    while end < len(parts) and is_note(parts[end]):
        end += 1
    return ([], at) if isinstance(body, Paragraph) else (list(parts[at:end]), end)


def tall(parts: Sequence[Flowable], width: float, canvas: Any) -> float:
    """The height that parts take below each other, without the space before the first and after the last."""
    found = after = 0.0
    for number, part in enumerate(parts):
        found += part.wrapOn(canvas, width, _ENDLESS)[1]
        if number:
            found += max(part.getSpaceBefore(), after)
        after = part.getSpaceAfter()
    return found


def is_heading(part: object) -> bool:
    """Whether it heads what follows."""
    return isinstance(part, Section) or (isinstance(part, Paragraph) and part.style.name == SUBHEADING)


def is_note(part: object) -> bool:
    """Whether it says something small of what stands before it."""
    return isinstance(part, Paragraph) and part.style.name == NOTE
