"""Where a table or drawing of a pack stands: the headings above it, for readers that meet it by itself.

On a page the eye goes up to the headings; a sheet of a workbook or a picture in a mail has none above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .pieces import Boxed, Heading, Piece
from .text import plain

_CODE = re.compile(r"[A-Z]{1,5}-\d+\b")
_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Place:
    """The headings above something, the outermost first, and the title of the pack for none of them."""

    headings: tuple[Heading, ...] = ()

    def below(self, heading: Heading) -> Place:
        """Where what follows a heading stands."""
        if heading.rank < 0:  # the program's name, which stands on everything
            return Place((replace(heading, title=heading.about),) if heading.about else ())
        return Place((*(one for one in self.headings if one.rank < heading.rank), heading))

    def path(self, *more: str) -> str:
        """All headings, the innermost with its number, and what else names it."""
        last = len(self.headings) - 1
        shown = (
            _numbered(one.number, one.title) if place == last else one.title
            for place, one in enumerate(self.headings)
        )
        return _BETWEEN.join(plain(one) for one in (*shown, *more) if one)

    def short(self, more: str = "") -> str:
        """What tells it from others: `more` or the innermost heading, behind a code or number above it."""
        titles = [plain(one.title) for one in self.headings]
        last = plain(more) or (titles.pop() if titles else "")
        if begins_with_code(last):
            return last
        coded = next((found[0] for title in reversed(titles) if (found := _CODE.match(title))), "")
        number = next((one.number for one in reversed(self.headings) if one.number), "")
        return f"{coded} {last}" if coded else _numbered(number, last)

    @property
    def subject(self) -> str:
        """The innermost heading that begins with a code, such as a project's; else the innermost one."""
        titles = [plain(one.title) for one in reversed(self.headings)]
        return next((title for title in titles if begins_with_code(title)), titles[0] if titles else "")


def begins_with_code(title: str) -> bool:
    """Whether it names a row by its code, such as “P-1 Data centre”."""
    return _CODE.match(title) is not None


def _numbered(number: str, title: str) -> str:
    """Behind its number, unless the title begins with one and both would read as one."""
    return f"{number} {title}" if number and not title[:1].isdigit() else title


def placed(found: Iterable[Piece], place: Place | None = None) -> Iterator[tuple[Piece, Place]]:
    """All that is no heading, with where it stands; what is boxed is taken out of its box."""
    place = place or Place()
    for piece in found:
        match piece:
            case Heading():
                place = place.below(piece)
            case Boxed():
                yield piece, place  # whatever stood before it has ended
                yield from placed(piece.pieces, place)
            case _:
                yield piece, place
