"""Drawing a link from bar to bar: a rubber arrow that says what it would be, or why it can't be."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures import links
from tpm_desktop.model.schedule import LinkType

from .bar_look import Bar
from .bars import bars
from .frame import Frame
from .ghost import paint_tag
from .hits import around, extent

_LONGEST = 72
_KINDS = {
    (False, True): LinkType.FS,
    (True, True): LinkType.SS,
    (False, False): LinkType.FF,
    (True, False): LinkType.SF,
}


class LinkDrag:
    """Links a task to the one on which it is dropped.

    Dropped on the last third of a longer bar, the link holds that bar's finish, otherwise its start.
    `problem` is why the link can't be where the pointer is, empty where it can.
    """

    def __init__(self, session: Session, bar: Bar, *, from_start: bool) -> None:
        self._session, self._program = session, session.program
        self._bar, self._from_start = bar, from_start
        self._at = QPointF()
        self._to: Bar | None = None
        self.kind = LinkType.FS
        self.problem = ""

    @property
    def cursor(self) -> Qt.CursorShape:
        """Forbidden where the link can't be."""
        return Qt.CursorShape.ForbiddenCursor if self.problem else Qt.CursorShape.CrossCursor

    def move(self, frame: Frame, x: float, y: float) -> None:
        self._at = QPointF(x, y)
        under = self._under(frame, x, y)
        if (under.row if under else -1) != (self._to.row if self._to else -1):
            self.problem = self._reason(under)
        self._to = under
        if under is not None:
            left, right = extent(frame, under)
            to_start = under.milestone or right - left < 24 or x < right - (right - left) / 3
            self.kind = _KINDS[self._from_start, to_start]

    def _under(self, frame: Frame, x: float, y: float) -> Bar | None:
        line = int((y + frame.scroll) // frame.rows.height)
        if not 0 <= line < len(frame.shown) or int(frame.shown.rows[line]) == self._bar.row:
            return None
        found = bars(replace(frame, area=around(x, y)))
        bar = found[0] if found else None
        if bar is None:
            return None
        left, right = extent(frame, bar)
        return bar if left - 10 <= x <= right + 10 else None

    def _reason(self, under: Bar | None) -> str:
        if under is None:
            return ""
        ids = self._program.plan.state.outline.ids
        return links.why_not(self._program, ids[self._bar.row], ids[under.row]) or ""

    def paint(self, painter: QPainter, frame: Frame) -> None:
        bar_left, bar_right = extent(frame, self._bar)
        y = frame.y(int(frame.shown.line[self._bar.row])) + frame.rows.middle
        start = QPointF(bar_left if self._from_start else bar_right, y)
        colour = frame.inks.danger if self.problem else frame.inks.accent
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        if self._to is not None:
            left, right = extent(frame, self._to)
            top = frame.y(int(frame.shown.line[self._to.row])) + frame.rows.bar_top
            painter.setPen(QPen(colour, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            place = QRectF(left - 3, top - 3, right - left + 6, frame.rows.bar + 6)
            painter.drawRoundedRect(place, 4, 4)
        painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DashLine if self._to is None else Qt.PenStyle.SolidLine))
        painter.drawLine(start, self._at)
        _paint_head(painter, start, self._at)
        tone = frame.inks.danger if self.problem else frame.inks.text
        paint_tag(painter, frame, self._at + QPointF(14, 12), self._said(), tone)

    def _said(self) -> list[str]:
        if self.problem:
            return _wrapped(self.problem)
        names = self._program.plan.state.names
        if self._to is None:
            said = QCoreApplication.translate("LinkDrag", "From “{}”: drop on the task that follows")
            return _wrapped(said.format(names[self._bar.row]))
        return [f"{names[self._bar.row]} → {names[self._to.row]}", self.kind.label]

    def drop(self) -> None:
        if self._to is None:
            return
        if self.problem:
            self._session.refused.emit(self.problem)
            return
        ids = self._program.plan.state.outline.ids
        ends = ids[self._bar.row], ids[self._to.row]
        self._session.do(lambda: links.link(self._program, *ends, kind=self.kind))


def _paint_head(painter: QPainter, start: QPointF, end: QPointF) -> None:
    along = end - start
    length = (along.x() ** 2 + along.y() ** 2) ** 0.5
    if length < 1:
        return
    along /= length
    across = QPointF(-along.y(), along.x())
    base = end - along * 8
    painter.setBrush(painter.pen().color())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF([end, base + across * 4, base - across * 4]))


def _wrapped(text: str) -> list[str]:
    """The text in lines that fit beside the pointer."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _LONGEST:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
