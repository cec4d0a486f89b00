"""What the signs on a roadmap mean, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from .marks import draw_diamond
from .roadmap_shapes import draw_bar, draw_baseline, draw_done, draw_link, draw_moved, draw_span
from .roadmap_texts import Text
from .theme import MEDIUM, REGULAR

LINE, SIZE = 13.0, 7.0
_WIDE, _GAP, _APART = 18.0, 6.0, 12.0  # of a sign, from it to its text, to the next
_REACH = 4.0


class Sign(Enum):
    """What may need to be explained; the value is how."""

    PHASE = "phase"
    CRITICAL = "critical"
    DONE = "done"
    BASELINE = "baseline"
    PART = "phase not shown"
    MILESTONE = "milestone (✓ met)"
    MOVED = "where the baseline had it"
    SLIP = "working days after the baseline"
    TIGHT = "link without slack"
    LOOSE = "link with slack"
    BY_HAND = "* light set by hand"


@dataclass(frozen=True, slots=True)
class Key:
    """The signs that are explained, within a width; y down from the top of the key."""

    signs: tuple[Sign, ...]
    width: float

    @classmethod
    def of(cls, signs: Iterable[Sign], width: float) -> Key:
        """Those signs in the order in which they are explained."""
        chosen = set(signs)
        return cls(tuple(sign for sign in Sign if sign in chosen), width)

    @property
    def height(self) -> float:
        return LINE * (1 + max((line for line, _, _ in self._places()), default=-1))

    def texts(self, top: float) -> list[Text]:
        """The explanations, and the sign that is a text itself."""
        found = []
        for line, x, sign in self._places():
            base = top + line * LINE + LINE - 3
            if sign is Sign.SLIP:
                found.append(Text(x, base, _SLIP, MEDIUM, SIZE, "critical"))
            found.append(Text(x + _before(sign), base, sign.value, REGULAR, SIZE, "muted"))
        return found

    def draw(self, canvas: Canvas, top: float) -> None:
        """The signs. Args: top: where the key begins, upwards from the lower edge."""
        for line, x, sign in self._places():
            if sign in _DRAWN:
                _DRAWN[sign](canvas, x, top - (line + 1) * LINE + 1)

    def _places(self) -> list[tuple[int, float, Sign]]:
        """Line, left end and sign of each."""
        x, line, found = 0.0, 0, []
        for sign in self.signs:
            wide = _before(sign) + pdfmetrics.stringWidth(sign.value, REGULAR, SIZE)
            if x and x + wide > self.width:
                x, line = 0.0, line + 1
            found.append((line, x, sign))
            x += wide + _APART
        return found


_SLIP = "+5 d"


def _before(sign: Sign) -> float:
    """What stands left of the explanation."""
    if sign is Sign.SLIP:
        return float(pdfmetrics.stringWidth(_SLIP, MEDIUM, SIZE)) + 3
    return 0.0 if sign is Sign.BY_HAND else _WIDE + _GAP


def _bar(canvas: Canvas, x: float, low: float, *, critical: bool = False) -> None:
    draw_bar(canvas, x, low + 1, _WIDE, 8, critical=critical)


def _critical(canvas: Canvas, x: float, low: float) -> None:
    draw_bar(canvas, x, low + 1, _WIDE - 2 * _REACH - 2, 8, critical=True)
    draw_diamond(canvas, x + _WIDE - _REACH, low + 5, _REACH, "critical")


def _done(canvas: Canvas, x: float, low: float) -> None:
    _bar(canvas, x, low)
    draw_done(canvas, x, low + 1, _WIDE, 8)


def _moved(canvas: Canvas, x: float, low: float) -> None:
    draw_moved(canvas, x + _REACH, x + _WIDE - _REACH, low + 5, _REACH)
    draw_diamond(canvas, x + _WIDE - _REACH, low + 5, _REACH, "milestone")


def _link(canvas: Canvas, x: float, low: float, *, tight: bool) -> None:
    draw_link(canvas, [(x, low + 5), (x + _WIDE, low + 5)], tight=tight)


_DRAWN: dict[Sign, Callable[[Canvas, float, float], None]] = {
    Sign.PHASE: _bar,
    Sign.CRITICAL: _critical,
    Sign.DONE: _done,
    Sign.BASELINE: lambda canvas, x, low: draw_baseline(canvas, x, low + 7.2, _WIDE),
    Sign.PART: lambda canvas, x, low: draw_span(canvas, x, x + _WIDE, low + 5),
    Sign.MILESTONE: lambda canvas, x, low: draw_diamond(canvas, x + _WIDE / 2, low + 5, _REACH, "milestone"),
    Sign.MOVED: _moved,
    Sign.TIGHT: lambda canvas, x, low: _link(canvas, x, low, tight=True),
    Sign.LOOSE: lambda canvas, x, low: _link(canvas, x, low, tight=False),
}
