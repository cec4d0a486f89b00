"""How the heat map is painted: only what is seen, whatever its size."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygon

from tpm_desktop.plan.staffing import Span
from tpm_desktop.planning.columns import NONE
from tpm_desktop.theme import Theme, measures, mix

from ..style import font
from .content import STEPS, Cell, Content, Place, Tone
from .measures import HEAD, PAD, ROW, Measures

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_INDENT = 16


@dataclass(frozen=True, slots=True)
class Marked:
    """Chosen lines and periods, first and last; current: the cell of the keyboard; focused: it is here.

    target: of a drag, where it would be dropped; said: what that would do; allowed: whether it can be.
    """

    lines: tuple[int, int]
    periods: tuple[int, int]
    current: Place
    focused: bool = False
    target: Place | None = None
    said: str = ""
    allowed: bool = True


class Painting:
    """One frame."""

    def __init__(
        self, painter: QPainter, content: Content, lie: Measures, theme: Theme, marked: Marked
    ) -> None:
        self._painter, self._content, self._lie, self._theme = painter, content, lie, theme
        self._marked = marked
        self._lines, self._periods = lie.shown()
        self._small = font(measures().window.secondary)
        self._bold = font(measures().window.secondary, QFont.Weight.DemiBold)
        self._metrics = QFontMetrics(self._small)
        self._tints = [
            QColor(mix(theme.bar, theme.canvas, 0.06 + 0.4 * step / STEPS)) for step in range(STEPS + 1)
        ]
        self._over, self._vacant = QColor(theme.critical_tint), QColor(theme.near_tint)

    def paint(self) -> None:
        """All that is seen."""
        painter, lie = self._painter, self._lie
        painter.fillRect(QRect(QPoint(0, 0), lie.room), QColor(self._theme.canvas))
        painter.save()
        painter.setClipRect(lie.cells)
        cells = [
            (self._lie.cell(at).adjusted(0, 0, -1, -1), self._content.cell(at))
            for at in ((line, period) for line in self._lines for period in self._periods)
        ]
        for room, cell in cells:
            self._ground(room, cell)
        self._grid()
        self._status()
        self._figures(cells, over=False)
        self._figures(cells, over=True)
        self._chosen()
        self._drop()
        painter.restore()
        self._names()
        self._head()

    # Cells

    def _ground(self, room: QRect, cell: Cell) -> None:
        if cell.tone is Tone.OVER:
            self._painter.fillRect(room, self._over)
            self._corner(room)
        elif cell.tone is Tone.VACANT:
            self._painter.fillRect(room, self._vacant)
            self._dots(room)
        elif cell.tone is not Tone.NONE:
            self._painter.fillRect(room, self._tints[cell.step])
        if cell.strained and cell.tone is not Tone.OVER:
            self._corner(room, hollow=True)
        if cell.asked:
            self._asked(room, cell)

    def _figures(self, cells: list[tuple[QRect, Cell]], *, over: bool) -> None:
        """The figures of one kind, so that neither type nor colour changes on the way."""
        painter, widths = self._painter, self._content.widths
        type_ = self._bold if over else self._small
        metrics = QFontMetrics(type_)
        painter.setFont(type_)
        painter.setPen(QColor(self._theme.critical if over else self._theme.text))
        down = (ROW - 1 + metrics.ascent() - metrics.descent()) // 2
        for room, cell in cells:
            if not cell.text or (cell.tone is Tone.OVER) is not over:
                continue
            wide = widths.get((cell.text, over))
            if wide is None:
                wide = widths[cell.text, over] = metrics.horizontalAdvance(cell.text)
            painter.drawText(room.left() + (room.width() - wide) // 2, room.top() + down, cell.text)

    def _corner(self, room: QRect, *, hollow: bool = False) -> None:
        """A triangle in the upper right corner: over; hollow: somebody within is."""
        right, top = room.right(), room.top()
        corner = QPolygon([QPoint(right - 6, top), QPoint(right, top), QPoint(right, top + 6)])
        colour = QColor(self._theme.critical)
        self._painter.setPen(QPen(colour, 1))
        self._painter.setBrush(Qt.BrushStyle.NoBrush if hollow else colour)
        self._painter.drawPolygon(corner)

    def _dots(self, room: QRect) -> None:
        """A dotted edge on the left: nobody is named."""
        self._painter.setPen(QPen(QColor(self._theme.near), 2, Qt.PenStyle.DotLine))
        self._painter.drawLine(room.left() + 1, room.top() + 2, room.left() + 1, room.bottom() - 1)

    def _asked(self, room: QRect, cell: Cell) -> None:
        """Along the lower edge what was requested, and how much of it is committed."""
        whole = QRect(room.left() + 3, room.bottom() - 2, room.width() - 6, 2)
        self._painter.fillRect(whole, QColor(self._theme.amber))
        done = min(cell.given / cell.asked, 1.0)
        if done:
            whole.setWidth(round(whole.width() * done))
            self._painter.fillRect(whole, QColor(self._theme.green))

    def _grid(self) -> None:
        painter, seen = self._painter, self._lie.cells
        painter.setPen(QPen(QColor(self._theme.line), 1))
        for line in self._lines:
            bottom = self._lie.cell((line, 0)).bottom()
            painter.drawLine(seen.left(), bottom, seen.right(), bottom)
        for period in self._periods:
            right = self._lie.cell((0, period)).right()
            painter.drawLine(right, seen.top(), right, seen.bottom())

    def _status(self) -> None:
        staffing = self._content.staffing
        status = staffing.state.inputs.options.status_date
        if status == NONE or not len(staffing):
            return
        period = staffing.present
        begin, end = (int(staffing.edges[period + side]) for side in (0, 1))
        share = min(max((status - begin) / (end - begin), 0.0), 1.0)
        at = self._lie.left(period) + round(share * self._lie.wide)
        self._painter.setPen(QPen(QColor(self._theme.status_date), 1, Qt.PenStyle.DashLine))
        self._painter.drawLine(at, self._lie.cells.top(), at, self._lie.cells.bottom())

    def _chosen(self) -> None:
        marked, painter = self._marked, self._painter
        whole = self._lie.cell((marked.lines[0], marked.periods[0])).united(
            self._lie.cell((marked.lines[1], marked.periods[1]))
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.selection_outline), 2 if marked.focused else 1))
        painter.drawRect(whole.adjusted(0, 0, -2, -2))
        if whole != self._lie.cell(marked.current):
            painter.setPen(QPen(QColor(self._theme.selection_outline), 1, Qt.PenStyle.DotLine))
            painter.drawRect(self._lie.cell(marked.current).adjusted(1, 1, -3, -3))

    def _drop(self) -> None:
        """Where a drag would end, and what that would do."""
        marked, painter, theme = self._marked, self._painter, self._theme
        if marked.target is None:
            return
        colour = QColor(theme.accent if marked.allowed else theme.danger)
        room = self._lie.cell(marked.target).adjusted(1, 1, -2, -2)
        painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine if marked.allowed else Qt.PenStyle.DashLine))
        painter.drawRect(room)
        if not marked.said:
            return
        wide = self._metrics.horizontalAdvance(marked.said) + 2 * PAD
        seen = self._lie.cells
        wide = min(wide, seen.width())
        left = max(min(room.left(), seen.right() - wide), seen.left())
        top = room.bottom() + 4 if room.bottom() + 4 + ROW <= seen.bottom() else room.top() - ROW - 4
        label = QRect(left, top, wide, ROW)
        painter.fillRect(label, QColor(theme.raised))
        painter.setPen(QPen(colour, 1))
        painter.drawRect(label.adjusted(0, 0, -1, -1))
        painter.setFont(self._small)
        painter.setPen(QColor(theme.text))
        said = self._metrics.elidedText(marked.said, Qt.TextElideMode.ElideRight, wide - 2 * PAD)
        painter.drawText(label, _CENTRE, said)

    # Around them

    def _names(self) -> None:
        painter, theme, lie = self._painter, self._theme, self._lie
        painter.save()
        painter.setClipRect(QRect(0, HEAD, lie.names, lie.room.height() - HEAD))
        painter.fillRect(QRect(0, HEAD, lie.names, lie.room.height() - HEAD), QColor(theme.canvas))
        first, last = self._marked.lines
        for at in self._lines:
            line, room = self._content.lines[at], lie.name(at)
            if first <= at <= last:
                painter.fillRect(room, QColor(theme.selection))
            elif line.group:
                painter.fillRect(room, QColor(theme.panel))
            left = PAD + line.level * _INDENT
            if line.group:
                self._chevron(QPoint(left + 4, room.center().y()), is_open=line.open)
                left += _INDENT
            painter.setFont(self._bold if line.group else self._small)
            painter.setPen(QColor(theme.text))
            text = room.adjusted(left, 0, -PAD, 0)
            said = QFontMetrics(painter.font()).elidedText(
                line.name, Qt.TextElideMode.ElideRight, text.width()
            )
            painter.drawText(text, _LEFT, said)
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawLine(0, room.bottom(), room.right(), room.bottom())
        painter.restore()
        painter.setPen(QPen(QColor(theme.border), 1))
        bottom = lie.cells.bottom()
        painter.drawLine(lie.names - 1, 0, lie.names - 1, max(bottom, HEAD))

    def _chevron(self, at: QPoint, *, is_open: bool) -> None:
        steps = ((-4, -2), (0, 2), (4, -2)) if is_open else ((-2, -4), (2, 0), (-2, 4))
        self._painter.setPen(QPen(QColor(self._theme.muted), 1.5))
        self._painter.drawPolyline([at + QPoint(*step) for step in steps])

    def _head(self) -> None:
        """Months above weeks, years above months; what it is in stands left."""
        painter, theme, lie, staffing = self._painter, self._theme, self._lie, self._content.staffing
        painter.fillRect(QRect(0, 0, lie.room.width(), HEAD), QColor(theme.panel))
        painter.save()
        painter.setClipRect(QRect(lie.names, 0, lie.cells.width(), HEAD))
        half, weeks = HEAD // 2, staffing.span is Span.WEEK
        for period in self._periods:
            room = QRect(lie.left(period), half, lie.wide, half)
            present = period == staffing.present
            painter.setFont(self._bold if present else self._small)
            painter.setPen(QColor(theme.text if present else theme.muted))
            first = staffing.first(period)
            said = str(first.day) if weeks else self._content.formats.month(first, year=False)
            painter.drawText(room, _CENTRE, said)
        self._upper(half, weeks=weeks)
        painter.restore()
        self._corner_legend(half)
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.drawLine(0, HEAD - 1, lie.cells.right() + 1, HEAD - 1)

    def _corner_legend(self, half: int) -> None:
        """What the figures are, and what the marks mean."""
        painter, wide = self._painter, self._lie.names - 2 * PAD
        painter.setFont(self._small)
        painter.setPen(QColor(self._theme.muted))
        for tier, said in enumerate(self._content.legend()):
            text = self._metrics.elidedText(said, Qt.TextElideMode.ElideRight, wide)
            painter.drawText(QRect(PAD, tier * half, wide, half), _LEFT, text)

    def _upper(self, half: int, *, weeks: bool) -> None:
        """The upper tier: each month or year over its periods, said where it is seen."""
        painter, lie, staffing = self._painter, self._lie, self._content.staffing
        painter.setFont(self._bold)
        named: dict[tuple[int, int], list[int]] = {}
        for period in self._periods:
            first = staffing.first(period)
            named.setdefault((first.year, first.month if weeks else 1), []).append(period)
        for periods in named.values():
            left, right = max(lie.left(periods[0]), lie.names), lie.left(periods[-1] + 1)
            first = staffing.first(periods[0])
            said = self._content.formats.month(first) if weeks else str(first.year)
            painter.setPen(QPen(QColor(self._theme.line), 1))
            painter.drawLine(right - 1, 0, right - 1, HEAD)
            painter.setPen(QColor(self._theme.text))
            room = QRect(left + 4, 0, right - left - 6, half)
            if QFontMetrics(self._bold).horizontalAdvance(said) <= room.width():
                painter.drawText(room, _LEFT, said)
