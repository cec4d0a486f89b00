"""The roadmap as vectors on one page: lanes under a time scale, what ties them, a key, what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportlab.pdfbase import pdfmetrics

from tpm_desktop.formats import Formats

from .drawing import Drawing
from .gantt_scale import ScaleDrawing, clear, scaled
from .marks import draw_diamond, draw_rating
from .milestones import Standing
from .roadmap_lanes import RoadmapData
from .roadmap_layout import LEAST_LANE, low_lanes, named_lanes
from .roadmap_placing import PlacedLane
from .roadmap_texts import LONGEST_NAME, Text, milestone_said, name_texts
from .roadmap_ties import Route, routes
from .text import limited, shortened
from .theme import GRID, MEDIUM, REGULAR, SEMIBOLD, colour, styles

_NAMES, _BESIDE = 0.22, 0.22  # shares of the width, at most, for names and for what presses
_LEAST = 160.0  # of the height; the drawing goes to the next page where less is left
_KEY, _KEY_SIZE = 13.0, 7.0
_HEAD = 37.0  # of a scale on two tiers with its flag
_LEAST_NAMED = 14.0  # of a lane that names its milestones
_LATE = (Standing.LATE, Standing.OVERDUE)


class RoadmapDrawing(Drawing):
    """The drawing, as wide as the room it gets and no higher; nothing of it goes on to another page."""

    shows = "Roadmap"

    def __init__(self, data: RoadmapData, formats: Formats, day_said: str) -> None:
        super().__init__()
        self.data, self.formats, self._day_said = data, formats, day_said
        self.spaceBefore = 2 * GRID

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        days = self.data.days()
        self.empty = days is None
        if days is None:
            self.height = styles().note.leading
            return width, self.height
        room = max(height, _LEAST) - _HEAD - 2 * _KEY - 2
        size = min(8.0, max(room / len(self.data.lanes), LEAST_LANE) - 0.25)
        self._size, self._indent = size, 19.0 if self.data.whole else 4.0  # beside hue and light
        self._names = min(self._widest(size) + self._indent + 6, width * _NAMES)
        named = None
        if len(self.data.lanes) * _LEAST_NAMED <= room:
            self._set_scale(days, width)
            named = named_lanes(self.data.lanes, self.scale, self.formats, room + _HEAD - self._head)
        if named is None:
            self._set_scale(days, width * (1 - _BESIDE))
        self.lanes = named or low_lanes(self.data.lanes, self.scale, self.formats, room + _HEAD - self._head)
        self.routes = routes(self.data, self.lanes, self.scale)
        self.height = self._head + self.lanes.height + 2 * _KEY + 1
        return width, self.height

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
        return found + self._key_texts() + self._footnote()

    def _pressing(self, lane: PlacedLane) -> list[Text]:
        """The milestone to come that weighs most, named at the right of a lane too low for its names."""
        one, size = lane.of.pressing, self.lanes.density.size
        if one is None:
            return []
        token = "critical" if one.critical or one.standing in _LATE else "muted"
        room = self.width - self._right - 8
        for share in (1.0, 0.8, 0.6, 0.4, 0.2):
            said = milestone_said(one, self.formats, share)
            if pdfmetrics.stringWidth(said, MEDIUM, size) <= room:
                break
        said = shortened(said, MEDIUM, size, room)
        return [Text(self._right + 6, lane.middle + size * 0.36, said, MEDIUM, size, token)]

    def left_out(self) -> str:
        """What finds no room, in a sentence; empty where everything is shown."""
        data, shown = self.data, self.lanes.placed
        all_ties = len(data.ties)
        counted = [
            ("component project" if data.whole else "part", len(data.lanes), len(shown)),
            ("phase", sum(len(one.of.phases) for one in shown), sum(len(one.bars) for one in shown)),
            (
                "milestone",
                sum(len(one.milestones) for one in data.lanes),
                sum(len(one.marks) for one in shown),
            ),
            ("link between lanes", all_ties, len(self.routes)),
        ]
        said = [_of(what, all_of, few) for what, all_of, few in counted if few < all_of]
        if not said:
            return ""
        return f"Not shown for want of room: {', '.join(said)}. The late, critical and longest come first."

    def _footnote(self) -> list[Text]:
        said = shortened(self.left_out(), REGULAR, _KEY_SIZE, self.width)
        return [Text(0, self.height - 3, said, REGULAR, _KEY_SIZE, "muted")] if said else []

    def _keys(self) -> list[tuple[str, str]]:
        keys = [
            ("bar", "phase"),
            ("critical", "critical"),
            ("done", "done"),
            ("diamond", "milestone (✓ met)"),
        ]
        if any(mark.moved_from is not None for lane in self.lanes.placed for mark in lane.marks):
            keys.append(("moved", "where the baseline had it, and by how much it moved"))
        keys += [("tie", "waits for it, the tightest links")] if self.routes else []
        keys += [("", "* light set by hand")] if any("*" in lane.light for lane in self.data.lanes) else []
        return keys

    def _key_places(self) -> list[tuple[float, str, str]]:
        x, found = 0.0, []
        for sign, said in self._keys():
            wide = (24 if sign else 0) + pdfmetrics.stringWidth(said, REGULAR, _KEY_SIZE)
            if x + wide <= self.width:
                found.append((x, sign, said))
                x += wide + 14
        return found

    def _key_texts(self) -> list[Text]:
        y = self.height - _KEY - 3
        return [
            Text(x + (24 if sign else 0), y, said, REGULAR, _KEY_SIZE, "muted")
            for x, sign, said in self._key_places()
        ]

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
            self._tie(route)
        for lane in self.lanes.placed:
            self._lane(lane)
        scale.day(self.data.day, self._day_said, self.height, low)
        scale.names(self.top)
        self._signs()
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
        if lane.of.span and len(lane.bars) < len(lane.of.phases):
            first, last = (self._names + self.scale.x(at) for at in lane.of.span)
            y = low + lane.height - lane.shift - self.lanes.density.pad - lane.bar_height / 2
            canvas.setStrokeColor(colour("bar_edge"))
            canvas.setLineWidth(0.8)
            canvas.line(first, y, last, y)

    def _lane(self, lane: PlacedLane) -> None:
        canvas, top = self.canv, self.top - lane.top - lane.shift
        for bar in lane.bars:
            of, low = bar.of.bar, top - bar.top - lane.bar_height
            left, wide = self._names + bar.left, bar.right - bar.left
            self._bar(left, low, wide, lane.bar_height, of.critical)
            if of.done:
                until = min(max(self._names + self.scale.x(of.done), left), left + wide)
                self._done(left, low, until - left, lane.bar_height)
            if of.baseline and self.lanes.density.baselines and not self.lanes.inline:
                first, last = (self._names + self.scale.x(at) for at in of.baseline)
                canvas.setFillColor(colour("baseline"))
                canvas.rect(first, low - 3.2, max(last - first, 1.2), 1.8, stroke=0, fill=1)
        reach = min(4.5, lane.bar_height / 2)
        for mark in lane.marks:
            late = mark.of.standing in _LATE
            x, y = self._names + mark.x, top - mark.y
            if mark.moved_from is not None:
                self._moved(self._names + mark.moved_from, x, y, reach)
            draw_diamond(canvas, x, y, reach, "critical" if mark.of.critical or late else "milestone")

    def _bar(self, left: float, low: float, wide: float, tall: float, critical: bool) -> None:
        canvas = self.canv
        canvas.setFillColor(colour("critical_tint" if critical else "bar_tint"))
        canvas.setStrokeColor(colour("critical" if critical else "bar_edge"))
        canvas.setLineWidth(min(1.3 if critical else 0.6, tall / 5))
        canvas.roundRect(left, low, wide, tall, min(1.5, wide / 2, tall / 2), stroke=1, fill=1)

    def _done(self, left: float, low: float, wide: float, tall: float) -> None:
        self.canv.setFillColor(colour("done"))
        self.canv.rect(left, low, wide, min(2.2, tall / 3), stroke=0, fill=1)

    def _moved(self, before: float, x: float, y: float, reach: float) -> None:
        """A hollow diamond where the milestone was agreed to stand, joined to it."""
        canvas = self.canv
        canvas.setStrokeColor(colour("muted"))
        canvas.setLineWidth(0.8)
        canvas.setDash(1, 1.4)
        canvas.line(before, y, x, y)
        canvas.setDash()
        path, reach = canvas.beginPath(), reach * 0.8
        path.moveTo(before, y + reach)
        for right, up in ((reach, 0), (0, -reach), (-reach, 0)):
            path.lineTo(before + right, y + up)
        path.close()
        canvas.setFillColor(colour("canvas"))
        canvas.drawPath(path, stroke=1, fill=1)

    def _tie(self, route: Route) -> None:
        corners = [(self._names + x, self.top - y) for x, y in route.corners]
        self._arrow(corners, tight=route.of.slack <= 0)

    def _arrow(self, corners: Sequence[tuple[float, float]], *, tight: bool) -> None:
        canvas, token = self.canv, "dependency_critical" if tight else "dependency_crossing"
        canvas.setStrokeColor(colour(token))
        canvas.setFillColor(colour(token))
        canvas.setLineWidth(1.1 if tight else 0.7)
        canvas.setDash(*(() if tight else (3, 1.5)))
        path = canvas.beginPath()
        path.moveTo(*corners[0])
        for corner in corners[1:]:
            path.lineTo(*corner)
        canvas.drawPath(path)
        canvas.setDash()
        (x0, y0), (x, y) = corners[-2:]
        away = (x0 - x, y0 - y)
        long = max(abs(away[0]), abs(away[1]), 0.01)
        dx, dy = away[0] / long * 4, away[1] / long * 4
        head = canvas.beginPath()
        head.moveTo(x, y)
        head.lineTo(x + dx - dy / 2, y + dy + dx / 2)
        head.lineTo(x + dx + dy / 2, y + dy - dx / 2)
        head.close()
        canvas.drawPath(head, stroke=0, fill=1)

    def _signs(self) -> None:
        """What the key explains, as it is drawn."""
        y = _KEY
        for x, sign, _ in self._key_places():
            if sign in ("bar", "critical", "done"):
                self._bar(x, y + 1, 18, 8, sign == "critical")
            if sign == "done":
                self._done(x, y + 1, 18, 8)
            if sign == "moved":
                self._moved(x + 4, x + 18, y + 5, 4.0)
            if sign in ("diamond", "moved"):
                draw_diamond(self.canv, x + (18 if sign == "moved" else 9), y + 5, 4.0, "milestone")
            if sign == "tie":
                self._arrow([(x, y + 5), (x + 18, y + 5)], tight=True)


def _of(what: str, every: int, few: int) -> str:
    plural = what.replace("link between", "links between") if "between" in what else f"{what}s"
    return f"{every - few:,} of {every:,} {plural if every != 1 else what}"
