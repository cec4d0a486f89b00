"""The texts on a roadmap: what they say, and the boxes that they cover."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics

from tpm_desktop.formats import Formats
from tpm_desktop.plan.labels import Box

from .milestones import LATE, Milestone, Standing
from .text import limited, plain, shortened
from .theme import MEDIUM, SEMIBOLD

LONGEST_NAME, _LONGEST_LABEL = 160, 60
_ASCENT, _TALL = 0.78, 0.98  # of a line of type above its base and in all, as shares of its size
_MET = "✓ "
_SPACE = 0.32  # between a name and how far it moved, as a share of the size


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


@dataclass(frozen=True, slots=True)
class Label:
    """What stands at a milestone: when it comes and its name, and apart by how much it has moved.

    late: it is later than agreed; cut: its name isn't whole; until_moved, width: points to there, and in all.
    """

    said: str
    moved: str
    late: bool
    size: float
    cut: bool
    until_moved: float
    width: float

    @classmethod
    def of(cls, said: str, moved: str, size: float, *, late: bool, cut: bool) -> Label:
        """As wide as it is in that size of type."""
        wide = pdfmetrics.stringWidth(said, MEDIUM, size)
        until = wide + size * _SPACE
        width = until + pdfmetrics.stringWidth(moved, MEDIUM, size) if moved else wide
        return cls(said, moved, late, size, cut, until, width)

    def texts(self, x: float, y: float, token: str = "text") -> list[Text]:
        """Both, from x on; the figure is red where it is late, as in tables."""
        found = [Text(x, y, self.said, MEDIUM, self.size, token)]
        if self.moved:
            red = "critical" if self.late else token
            found.append(Text(x + self.until_moved, y, self.moved, MEDIUM, self.size, red))
        return found

    def within(self, width: float) -> Label:
        """The same, its name cut off where it is wider."""
        if self.width <= width:
            return self
        room = width - self.width + pdfmetrics.stringWidth(self.said, MEDIUM, self.size)
        said = shortened(self.said, MEDIUM, self.size, room)
        return Label.of(said, self.moved, self.size, late=self.late, cut=True)


class Labels:
    """The labels of milestones, each made once though it is tried in many places."""

    def __init__(self, formats: Formats) -> None:
        self._formats = formats
        self._made: dict[tuple[str, float, float], Label] = {}

    def of(self, one: Milestone, size: float, share: float = 1.0) -> Label:
        """Of a milestone, with its name or a share of that."""
        key = one.id, size, share
        if key not in self._made:
            self._made[key] = self._label(one, size, share)
        return self._made[key]

    def _label(self, one: Milestone, size: float, share: float) -> Label:
        name = plain(one.name)
        most = max(int(min(len(name), _LONGEST_LABEL) * share), 3)
        name = name if len(name) <= most else name[: most - 1].rstrip() + "…"
        said = f"{_MET if one.standing is Standing.MET else ''}{self._formats.date(one.forecast)} {name}"
        late = (one.late or 0) > 0 or one.standing in LATE
        return Label.of(said, self._moved(one), size, late=late, cut=share < 1)

    def _moved(self, one: Milestone) -> str:
        said = [self._formats.duration(one.late, sign=True, unit="d")] if one.late else []
        if one.standing is Standing.OVERDUE:
            said.append("overdue")
        elif one.standing is Standing.LATE and (one.late or 0) <= 0:
            said.append("misses its date")
        return ", ".join(said)


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
