"""The program map as vectors, within the room of a page: component projects and what crosses between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics

from tpm_desktop.plan.layering import Layers, Point
from tpm_desktop.plan.map_layout import PORT, PROJECT, curve

from .drawing import Drawing
from .marks import draw_rating
from .text import plain, shortened
from .theme import GRID, REGULAR, SEMIBOLD, colour

_SMALL, _NAME = 7.0, 8.0
_LARGEST = 0.75  # points for a unit of the map
_NAMED = 70.0  # points; narrower projects show their number only, and their names below
_TALLER, _WIDER = 2.0, 2.5  # how much a map may be stretched to fill its room
_LEADING, _NAME_LEADING = 8.5, 9.5
_TALL = 52.0  # a project's box with room for a name on two lines
_SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)  # of an arrow's length, where its label may stand
_SAMPLES = 16  # points of each segment that stand for its curve
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class MapNode:
    """A component project: its number, name, lines below it, its light's letter and its hue.

    moved: it stands out, as one that a slip moves. outside: it is no project of ours, and has no light.
    """

    id: str
    number: str
    name: str
    lines: Sequence[str]
    light: str
    hue: str
    moved: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True)
class MapArrow:
    """What crosses: who gives and who gets, what it says, whether it presses."""

    giver: str
    receiver: str
    lines: Sequence[str]
    pressing: bool


class MapDrawing(Drawing):
    """The map, as wide as the room it gets and no higher than `most`."""

    shows = "Map of projects and their dependencies"

    def __init__(
        self, nodes: Sequence[MapNode], arrows: Sequence[MapArrow], layout: Layers, most: float
    ) -> None:
        super().__init__()
        self._nodes, self._arrows, self._most = nodes, arrows, most
        self._through = layout.through
        xs, ys = zip(*layout.at.values(), strict=True)
        bends = [y for line in layout.through.values() for _, y in line]
        self._left, self._top = min(xs), min([*ys, *bends])
        self._wide = max(xs) + PROJECT[0] - self._left
        self._tall = max([*(y + PROJECT[1] for y in ys), *bends]) - self._top
        self._at: Mapping[str, Point] = layout.at
        self.spaceBefore, self.spaceAfter = 3 * GRID, 2 * GRID  # a label may stand half above

    @property
    def numbered(self) -> bool:
        """Whether projects are too small for their names; known once it has been wrapped."""
        return bool(PROJECT[0] * self._across < _NAMED)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        most = min(self._most, height)
        self._across = min(width / self._wide, _LARGEST)
        self._down = min(most / self._tall, _LARGEST, self._across * _TALLER)
        self._across = min(self._across, self._down * _WIDER)
        self.width, self.height = width, self._tall * self._down
        return self.width, self.height

    def _place(self, point: Point) -> Point:
        """A point of the map on the drawing, whose heights run upwards."""
        indent = (self.width - self._wide * self._across) / 2
        left, top = (point[0] - self._left) * self._across, (point[1] - self._top) * self._down
        return indent + left, self.height - top

    def _box(self, project: str) -> Box:
        """Left, lower edge, width and height."""
        left, top = self._place(self._at[project])
        wide, tall = PROJECT[0] * self._across, PROJECT[1] * self._down
        return left, top - tall, wide, tall

    def draw(self) -> None:
        drawn = [(arrow, self._line(arrow)) for arrow in self._arrows]
        for arrow, line in drawn:
            self._arrow(arrow, line)
        taken = [self._box(node.id) for node in self._nodes]
        for node in self._nodes:
            self._node(node)
        if not self.numbered:
            for arrow, line in ((arrow, line) for arrow, line in drawn if arrow.lines):
                self._label(arrow, line, taken)

    # Arrows

    def _line(self, arrow: MapArrow) -> list[Point]:
        """The points of an arrow's curve, in the map's units from giver to receiver."""
        (gx, gy), (rx, ry) = self._at[arrow.giver], self._at[arrow.receiver]
        back = rx + PROJECT[0] <= gx
        shift = PROJECT[1] / 2 + (PORT if back else -PORT)
        begin = (gx if back else gx + PROJECT[0], gy + shift)
        end = (rx + PROJECT[0] if back else rx, ry + shift)
        bends = self._through.get((arrow.giver, arrow.receiver), [])
        points = [begin, *sorted(bends, reverse=back), end]
        found = [begin]
        for first, second, last in curve(points, -1 if back else 1):
            start = found[-1]
            found += [_cubic(start, first, second, last, n / _SAMPLES) for n in range(1, _SAMPLES + 1)]
        return found

    def _arrow(self, arrow: MapArrow, line: list[Point]) -> None:
        canvas, token = self.canv, "dependency_critical" if arrow.pressing else "dependency_crossing"
        canvas.setStrokeColor(colour(token))
        canvas.setFillColor(colour(token))
        canvas.setLineWidth(1.4 if arrow.pressing else 0.8)
        canvas.setDash(*(() if arrow.pressing else (3, 2)))
        path = canvas.beginPath()
        places = [self._place(point) for point in line]
        path.moveTo(*places[0])
        for place in places[1:]:
            path.lineTo(*place)
        canvas.drawPath(path)
        canvas.setDash()
        (x, y), ahead = places[-1], -1 if line[-1][0] < line[-2][0] else 1
        head = canvas.beginPath()
        head.moveTo(x, y)
        head.lineTo(x - 5 * ahead, y + 2.2)
        head.lineTo(x - 5 * ahead, y - 2.2)
        head.close()
        canvas.drawPath(head, stroke=0, fill=1)

    def _label(self, arrow: MapArrow, line: list[Point], taken: list[Box]) -> None:
        """Beside others and beside projects, the middle of the arrow being preferred."""
        wide = max(pdfmetrics.stringWidth(plain(said), REGULAR, _SMALL) for said in arrow.lines) + 4
        tall = _LEADING * len(arrow.lines) + 1
        boxes = [self._around(line[round(share * (len(line) - 1))], wide, tall) for share in _SHARES]
        box = next((one for one in boxes if not any(_meet(one, other) for other in taken)), boxes[0])
        taken.append(box)
        canvas = self.canv
        canvas.setFillColor(colour("canvas"))
        canvas.rect(*box, stroke=0, fill=1)
        canvas.setFillColor(colour("critical" if arrow.pressing else "text"))
        canvas.setFont(SEMIBOLD if arrow.pressing else REGULAR, _SMALL)
        for n, said in enumerate(arrow.lines, 1):
            canvas.drawString(box[0] + 2, box[1] + tall - _LEADING * n + 1.5, plain(said))

    def _around(self, point: Point, wide: float, tall: float) -> Box:
        x, y = self._place(point)
        return x - wide / 2, y - tall / 2, wide, tall

    # Projects

    def _node(self, node: MapNode) -> None:
        canvas, (left, low, wide, tall) = self.canv, self._box(node.id)
        canvas.setFillColor(colour("near_tint" if node.moved else "canvas"))
        canvas.setStrokeColor(colour("near" if node.moved else "border"))
        canvas.setLineWidth(1.2 if node.moved else 0.7)
        canvas.setDash(*((3, 2) if node.outside else ()))
        canvas.rect(left, low, wide, tall, stroke=1, fill=1)
        canvas.setDash()
        canvas.setFillColor(colour(node.hue))
        canvas.rect(left, low, 2.5, tall, stroke=0, fill=1)
        canvas.setFillColor(colour("text"))
        if self.numbered:
            canvas.setFont(SEMIBOLD, _SMALL)
            canvas.drawCentredString(left + wide / 2, low + tall / 2 - 2.5, plain(node.number))
            return
        room, top = wide - 10, low + tall - 10
        canvas.setFont(SEMIBOLD, _NAME)
        names = _in_two(plain(node.name), room) if tall > _TALL else [plain(node.name)]
        for n, line in enumerate(names):
            at = top - n * _NAME_LEADING
            free = room - (17 if at < low + 13 and not node.outside else 0)  # beside the light
            canvas.drawString(left + 6, at, shortened(line, SEMIBOLD, _NAME, free))
        top -= (len(names) - 1) * _NAME_LEADING
        canvas.setFillColor(colour("muted"))
        canvas.setFont(REGULAR, _SMALL)
        fits = max(int((top - low - 4) // _LEADING), 0)
        for n, line in enumerate(node.lines[:fits], 1):
            free = room - (17 if n == fits or n == len(node.lines) else 0)
            canvas.drawString(left + 6, top - _LEADING * n, shortened(plain(line), REGULAR, _SMALL, free))
        if not node.outside:
            star = 5 if node.light.endswith("*") else 0  # stands at the right of the mark
            draw_rating(canvas, left + wide - 13 - star, low + 3, 10, node.light)


def _in_two(name: str, room: float) -> list[str]:
    """A name on two lines where it is too wide for one."""
    words = name.split(" ")
    first = 1
    while (
        first < len(words) and pdfmetrics.stringWidth(" ".join(words[: first + 1]), SEMIBOLD, _NAME) <= room
    ):
        first += 1
    rest = " ".join(words[first:])
    return [" ".join(words[:first]), rest] if rest else [name]


def _cubic(start: Point, first: Point, second: Point, last: Point, share: float) -> Point:
    """A point of a Bézier curve."""
    rest = 1 - share
    weights = rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3
    x = sum(w * p[0] for w, p in zip(weights, (start, first, second, last), strict=True))
    y = sum(w * p[1] for w, p in zip(weights, (start, first, second, last), strict=True))
    return x, y


def _meet(one: Box, other: Box) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )
