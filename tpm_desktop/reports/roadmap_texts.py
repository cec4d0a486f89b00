"""The texts on a roadmap: what they say, and the boxes that they cover."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics

from tpm_desktop.formats import Formats
from tpm_desktop.plan.labels import Box

from .milestones import Milestone, Standing
from .text import limited, plain, shortened
from .theme import SEMIBOLD

LONGEST_NAME = 160
_ASCENT, _TALL = 0.78, 0.98  # of a line of type above its base and in all, as shares of its size
_MET = "✓ "


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text, its base line at y; ground: what it stands on."""

    x: float
    y: float
    said: str
    font: str
    size: float
    token: str = "text"
    ground: str = "canvas"

    @property
    def box(self) -> Box:
        """What it covers."""
        wide = pdfmetrics.stringWidth(self.said, self.font, self.size)
        return Box(self.x, self.y - self.size * _ASCENT, wide, self.size * _TALL)

    def lower(self, y: float) -> Text:
        """The same further down."""
        return Text(self.x, self.y + y, self.said, self.font, self.size, self.token, self.ground)


def milestone_said(one: Milestone, formats: Formats, share: float = 1.0, longest: int = 60) -> str:
    """When a milestone comes, its name or a share of that, and by how much it has moved."""
    name = plain(one.name)
    most = max(int(min(len(name), longest) * share), 3)
    name = name if len(name) <= most else name[: most - 1].rstrip() + "…"
    moved = f" {formats.duration(one.late, sign=True, unit='d')}" if one.late else ""
    return f"{_MET if one.standing is Standing.MET else ''}{formats.date(one.forecast)} {name}{moved}"


def name_texts(name: str, middle: float, height: float, left: float, width: float, size: float) -> list[Text]:
    """A lane's name, on two lines where it is too long for one and the lane is high enough.

    Args: middle, height: of the lane; left, width: of the room for the name.
    """
    said, leading = limited(name, LONGEST_NAME), size + 2
    lines = [said]
    if pdfmetrics.stringWidth(said, SEMIBOLD, size) > width and height >= 2 * leading + 2:
        words, first = said.split(" "), 1
        while (
            first < len(words)
            and pdfmetrics.stringWidth(" ".join(words[: first + 1]), SEMIBOLD, size) <= width
        ):
            first += 1
        lines = [" ".join(words[:first]), " ".join(words[first:])]
    base = middle - leading * (len(lines) - 1) / 2 + size * 0.36
    return [
        Text(left, base + n * leading, shortened(line, SEMIBOLD, size, width), SEMIBOLD, size)
        for n, line in enumerate(lines)
        if line
    ]
