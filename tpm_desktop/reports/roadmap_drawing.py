"""The roadmap as vectors on one page: lanes under a time scale, what ties them, a key, what is left out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import inf

from reportlab.pdfbase import pdfmetrics

from tpm_desktop.formats import Formats

from .drawing import Drawing
from .marks import draw_diamond, draw_rating
from .roadmap_key import SIZE, Key, Sign
from .roadmap_lanes import RoadmapData, Tie
from .roadmap_layout import LEAST_LANE, Lanes, low_lanes, named_lanes
from .roadmap_placing import PlacedLane
from .roadmap_shapes import draw_bar, draw_baseline, draw_done, draw_link, draw_moved, draw_span
from .roadmap_texts import LONGEST_NAME, Labels, Text, name_texts
from .roadmap_ties import MOST_ROUTES, routes
from .scale_drawing import ScaleDrawing, clear, scaled
from .text import limited, shortened
from .theme import GRID, REGULAR, SEMIBOLD, colour, register_fonts, styles

_NAMES, _BESIDE = 0.22, 0.22  # shares of the width, at most, for names and for what presses
_LEAST = 160.0  # of the height; the drawing goes to the next page where less is left
_NOTE = 13.0  # of the line that says what is left out
_HEAD = 37.0  # of a scale on two tiers with its flag
_LEAST_NAMED = 14.0  # of a lane that names its milestones


class RoadmapDrawing(Drawing):
    """The drawing, as wide as the room it gets and no higher; nothing of it goes on to another page.

    most: points that it takes of a page that tells more.
    """

    shows = "Plan over time"

    def __init__(self, data: RoadmapData, formats: Formats, day_said: str, most: float = inf) -> None:
        super().__init__()
        self.data, self.formats, self._day_said, self._most = data, formats, day_said, most
        self._labels = Labels(formats)
        self._wrapped: tuple[float, float] | None = None
        self._named: dict[tuple[float, float], Lanes | None] = {}
        self.spaceBefore = 2 * GRID

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        room = width, min(height, self._most)
        if self._wrapped != room:
            self._lay_out(*room)
            self._wrapped = room
        return width, self.height

    def _lay_out(self, width: float, height: float) -> None:
        register_fonts()
        self.width = width
        days = self.data.days()
        self.empty = days is None
        if days is None:
            self.height = styles().note.leading
            return
        room = max(height, _LEAST) - _HEAD - _NOTE - 2
        low, room = (room - self._most_key(low=low).height for low in (True, False))
        size = min(8.0, max(low / len(self.data.lanes), LEAST_LANE) - 0.25)
        self._size, self._indent = size, 19.0 if self.data.whole else 4.0  # beside hue and light
        self._names = min(self._widest(size) + self._indent + 6, width * _NAMES)
        named = None
        if len(self.data.lanes) * _LEAST_NAMED <= room:
            self._set_scale(days, width)
            if (width, height) not in self._named:  # the same rooms are tried in turn while pages are filled
                room += _HEAD - self._head
                self._named[width, height] = named_lanes(self.data.lanes, self.scale, self._labels, room)
            named = self._named[width, height]
        if named is None:
            self._set_scale(days, width * (1 - _BESIDE))
        self.lanes = named or low_lanes(self.data.lanes, self.scale, self._labels, low + _HEAD - self._head)
        self.routes = routes(self.data, self.lanes, self.scale)
        self.key = self._key()
        self.height = self._head + self.lanes.height + self.key.height + _NOTE + 1

    def _set_scale(self, days: tuple[date, date], right: float) -> None:
        self._right = right
        self.scale = scaled(*days, right - self._names, self.formats)
        self._head = ScaleDrawing.height(self.scale)

    def _widest(self, size: float) -> float:
        names = (limited(lane.name, LONGEST_NAME) for lane in self.data.lanes)
        return max(pdfmetrics.stringWidth(name, SEMIBOLD, size) for name in names)

    def texts(self) -> list[Text]:
        """Every text below the scale, y down from the top of the drawing: each as it is drawn."""
        found = []
        for lane in self.lanes.placed:
            low = self._head
            room = self._names - self._indent - 4
            mine = name_texts(lane.of.name, lane.middle, lane.height, self._indent, room, self._size)
            found += [text.lower(low) for text in mine]
            for text in lane.texts:
                at = text.lower(low + lane.top + lane.shift)
                found.append(Text(at.x + self._names, at.y, at.said, at.font, at.size, at.token, at.ground))
            if self.lanes.inline:
                found += [text.lower(low) for text in self._pressing(lane)]
        return found + self.key.texts(self._head + self.lanes.height) + self._footnote()

    def _pressing(self, lane: PlacedLane) -> list[Text]:
        """The milestone to come that weighs most, named at the right of a lane too low for its names."""
        one, size = lane.of.pressing, self.lanes.density.size
        if one is None:
            return []
        room = self.width - self._right - 8
        for share in (1.0, 0.8, 0.6, 0.4, 0.2):
            label = self._labels.of(one, size, share)
            if label.width <= room:
                break
        return label.within(room).texts(self._right + 6, lane.middle + size * 0.36, "muted")

    def left_out(self) -> str:
        """What finds no room, in a sentence; empty where everything is shown."""
        data, shown = self.data, self.lanes.placed
        counted = [
            ("component project" if data.whole else "part", len(data.lanes), len(shown)),
            ("phase", sum(len(one.of.phases) for one in shown), sum(len(one.bars) for one in shown)),
            (
                "milestone",
                sum(len(one.milestones) for one in data.lanes),
                sum(len(one.marks) for one in shown),
            ),
            ("link between lanes", data.links, len(self.routes)),
        ]
        said = [_of(what, all_of, few) for what, all_of, few in counted if few < all_of]
        if not said:
            return ""
        first = "The late, critical and longest come first"
        first += ", of links the tightest of each two lanes" if len(self.routes) < data.links else ""
        return f"Not shown: {', '.join(said)}. {first}."

    def _footnote(self) -> list[Text]:
        said = shortened(self.left_out(), REGULAR, SIZE, self.width)
        return [Text(0, self.height - 3, said, REGULAR, SIZE, "muted")] if said else []

    def _signs(self) -> set[Sign]:
        """What needs to be explained however much finds room."""
        lanes = self.data.lanes
        bars = [phase.bar for lane in lanes for phase in lane.phases]
        marks = [one for lane in lanes for one in lane.milestones]
        critical = [one.critical for one in bars] + [one.critical for one in marks]
        found = {Sign.PHASE} if bars else set()
        found |= {Sign.CRITICAL} if any(critical) else set()
        found |= {Sign.DONE} if any(one.done for one in bars) else set()
        found |= {Sign.MILESTONE} if marks else set()
        found |= {Sign.SLIP} if any((one.late or 0) > 0 for one in marks) else set()
        found |= {Sign.BY_HAND} if any("*" in lane.light for lane in lanes) else set()
        return found

    def _most_key(self, *, low: bool) -> Key:
        """The key of all that may be shown. Args: low: by lanes of a line each."""
        more = {Sign.PART} if low else {Sign.PART, Sign.BASELINE, Sign.MOVED}
        return Key.of(self._signs() | more | _ties_signs(self.data.ties[:MOST_ROUTES]), self.width)

    def _key(self) -> Key:
        """The key of what is shown."""
        placed, found = self.lanes.placed, self._signs() | _ties_signs(route.of for route in self.routes)
        agreed = any(phase.bar.baseline for lane in self.data.lanes for phase in lane.phases)
        found |= {Sign.BASELINE} if self.lanes.baselines and agreed else set()
        moved = any(mark.moved_from is not None for lane in placed for mark in lane.marks)
        found |= {Sign.MOVED} if moved else set()
        found |= {Sign.PART} if any(lane.has_gaps and lane.of.span for lane in placed) else set()
        return Key.of(found, self.width)

    def draw(self) -> None:
        canvas = self.canv
        if self.empty:
            canvas.setFont(styles().note.fontName, styles().note.fontSize)
            canvas.setFillColor(styles().note.textColor)
            canvas.drawString(0, 2, "There are no dates to draw yet")
            return
        self.top = self.height - self._head
        low = self.top - self.lanes.height
        scale = ScaleDrawing(canvas, self.scale, self._names, self._right)
        scale.lines(self.top, low)
        for lane in self.lanes.placed:
            self._ground(lane)
        for route in self.routes:
            corners = [(self._names + x, self.top - y) for x, y in route.corners]
            draw_link(canvas, corners, tight=route.of.slack <= 0)
        for lane in self.lanes.placed:
            self._lane(lane)
        scale.day(self.data.day, self._day_said, self.height, low)
        scale.names(self.top)
        self.key.draw(canvas, low)
        for text in self.texts():
            self._write(text)

    def _write(self, text: Text) -> None:
        y = self.height - text.y
        clear(self.canv, text.x, y, text.said, text.font, text.size, text.ground)
        self.canv.setFont(text.font, text.size)
        self.canv.setFillColor(colour(text.token))
        self.canv.drawString(text.x, y, text.said)

    def _ground(self, lane: PlacedLane) -> None:
        """The lane's lower line, its hue and light, and a thin line over its whole time."""
        canvas, low = self.canv, self.top - lane.top - lane.height
        canvas.setStrokeColor(colour("line"))
        canvas.setLineWidth(0.4)
        canvas.line(0, low, self.width, low)
        side = min(8.0, lane.height - 1)
        if lane.of.hue:
            canvas.setFillColor(colour(lane.of.hue))
            tall = min(14.0, lane.height - 1)
            canvas.rect(0, low + (lane.height - tall) / 2, 2.5, tall, stroke=0, fill=1)
        if lane.of.light:
            draw_rating(canvas, 5, low + (lane.height - side) / 2, side, lane.of.light)
        if lane.of.span and lane.has_gaps:
            first, last = (self._names + self.scale.x(at) for at in lane.of.span)
            y = low + lane.height - lane.shift - self.lanes.density.pad - lane.bar_height / 2
            draw_span(canvas, first, last, y)

    def _lane(self, lane: PlacedLane) -> None:
        canvas, top = self.canv, self.top - lane.top - lane.shift
        for bar in lane.bars:
            of, low = bar.of.bar, top - bar.top - lane.bar_height
            left, wide = self._names + bar.left, bar.right - bar.left
            draw_bar(canvas, left, low, wide, lane.bar_height, critical=of.critical)
            if of.done:
                until = min(max(self._names + self.scale.x(of.done), left), left + wide)
                draw_done(canvas, left, low, until - left, lane.bar_height)
            if of.baseline and self.lanes.baselines:
                first, last = (self._names + self.scale.x(at) for at in of.baseline)
                draw_baseline(canvas, first, low, last - first)
        reach = min(4.5, lane.bar_height / 2)
        for mark in lane.marks:
            x, y = self._names + mark.x, top - mark.y
            if mark.moved_from is not None:
                draw_moved(canvas, self._names + mark.moved_from, x, y, reach)
            draw_diamond(canvas, x, y, reach, "critical" if mark.of.critical else "milestone")


def _ties_signs(ties: Iterable[Tie]) -> set[Sign]:
    return {Sign.TIGHT if tie.slack <= 0 else Sign.LOOSE for tie in ties}


def _of(what: str, every: int, few: int) -> str:
    plural = what.replace("link between", "links between") if "between" in what else f"{what}s"
    return f"{every - few:,} of {every:,} {plural if every != 1 else what}"
