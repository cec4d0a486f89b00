"""How the matrix is painted: only what is seen, whatever its size."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from tpm_desktop.plan.matrix import Place
from tpm_desktop.theme import Theme, measures

from ..style import font
from .content import Content
from .measures import CELL, PAD, SUM, Measures

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Painting:
    """One frame: the cells, then names and sums around them."""

    def __init__(
        self,
        painter: QPainter,
        content: Content,
        lie: Measures,
        theme: Theme,
        current: Place,
        sums: tuple[str, str],
    ) -> None:
        self._painter, self._content, self._lie, self._theme = painter, content, lie, theme
        self._current, self._sums = current, sums
        self._rows, self._columns = lie.shown()
        self._small = font(measures().window.secondary)
        self._bold = font(measures().window.secondary, QFont.Weight.DemiBold)

    def paint(self, *, focused: bool) -> None:
        """All that is seen. focused: the keyboard is here."""
        painter, seen = self._painter, self._lie.cells
        painter.fillRect(
            QRect(0, 0, self._lie.room.width(), self._lie.room.height()), QColor(self._theme.canvas)
        )
        painter.save()
        painter.setClipRect(seen)
        self._grounds()
        self._lines()
        self._cells()
        self._loops()
        self._mark(focused)
        painter.restore()
        self._row_names()
        self._column_names()
        self._edge_sums()

    def _grounds(self) -> None:
        """Row and column of the chosen cell, what lies in loops, the diagonal."""
        painter, theme, lie = self._painter, self._theme, self._lie
        row, column = self._current
        seen = lie.cells
        painter.fillRect(
            QRect(seen.left(), lie.cell((row, 0)).top(), seen.width(), CELL.height()), QColor(theme.panel)
        )
        across = QRect(lie.cell((0, column)).left(), seen.top(), CELL.width(), seen.height())
        painter.fillRect(across, QColor(theme.panel))
        for first, last in self._content.matrix.loops:
            whole = lie.cell((first, first)).united(lie.cell((last, last)))
            painter.fillRect(whole.intersected(seen), QColor(theme.near_tint))
        for place in self._rows:
            if place in self._columns:
                painter.fillRect(lie.cell((place, place)), QColor(theme.line))

    def _lines(self) -> None:
        self._painter.setPen(QPen(QColor(self._theme.line), 1))
        seen = self._lie.cells
        for row in self._rows:
            bottom = self._lie.cell((row, 0)).bottom()
            self._painter.drawLine(seen.left(), bottom, seen.right(), bottom)
        for column in self._columns:
            right = self._lie.cell((0, column)).right()
            self._painter.drawLine(right, seen.top(), right, seen.bottom())

    def _cells(self) -> None:
        content, painter = self._content, self._painter
        metrics = QFontMetrics(self._small)
        filled = content.matrix.filled
        for row in self._rows:
            for column in self._columns:
                at = (row, column)
                if at not in filled:
                    continue
                pressing = content.cells.pressing(at)
                room = self._lie.cell(at)
                if pressing:
                    painter.fillRect(room.adjusted(0, 0, -1, -1), QColor(self._theme.critical_tint))
                painter.setFont(self._bold if pressing else self._small)
                painter.setPen(QColor(self._theme.critical if pressing else self._theme.text))
                said = metrics.elidedText(
                    content.cells.short(at), Qt.TextElideMode.ElideRight, room.width() - 4
                )
                painter.drawText(room, _CENTRE, said)

    def _loops(self) -> None:
        """A frame around what needs each other."""
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(QColor(self._theme.near), 2))
        for first, last in self._content.matrix.loops:
            whole = self._lie.cell((first, first)).united(self._lie.cell((last, last)))
            self._painter.drawRect(whole.adjusted(0, 0, -1, -1))

    def _mark(self, focused: bool) -> None:
        self._painter.setPen(QPen(QColor(self._theme.selection_outline), 2 if focused else 1))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(self._lie.cell(self._current).adjusted(1, 1, -2, -2))

    def _row_names(self) -> None:
        painter, seen = self._painter, self._lie.cells
        painter.save()
        painter.setClipRect(QRect(0, seen.top(), self._lie.names.width(), seen.height()))
        for row in self._rows:
            room = self._lie.row_name(row)
            self._name_ground(room, chosen=row == self._current[0])
            self._name(room.adjusted(2 * PAD, 0, -PAD, 0), row, _LEFT)
        painter.restore()

    def _column_names(self) -> None:
        painter, seen = self._painter, self._lie.cells
        painter.save()
        painter.setClipRect(QRect(seen.left(), 0, seen.width(), self._lie.names.height()))
        for column in self._columns:
            room = self._lie.column_name(column)
            self._name_ground(room, chosen=column == self._current[1])
            painter.save()
            painter.translate(room.left(), room.bottom())
            painter.rotate(-90)
            turned = QRect(PAD, 0, room.height() - 2 * PAD, room.width())
            self._name(turned, column, _LEFT)
            painter.restore()
        painter.restore()

    def _name_ground(self, room: QRect, *, chosen: bool) -> None:
        if chosen:
            self._painter.fillRect(room, QColor(self._theme.selection))

    def _name(self, room: QRect, place: int, side: int) -> None:
        element = self._content.element(place)
        metrics = QFontMetrics(self._small)
        self._painter.setFont(self._small)
        self._painter.setPen(QColor(self._theme.muted))
        code = metrics.elidedText(element.code, Qt.TextElideMode.ElideRight, room.width() // 3)
        self._painter.drawText(room, side, code)
        rest = room.adjusted(metrics.horizontalAdvance(code) + PAD if code else 0, 0, 0, 0)
        self._painter.setPen(QColor(self._theme.text))
        name = metrics.elidedText(element.name, Qt.TextElideMode.ElideRight, rest.width())
        self._painter.drawText(rest, side, name)

    def _edge_sums(self) -> None:
        """What each gives at the right, what each gets below; a line sets them apart."""
        painter, theme, lie, matrix = self._painter, self._theme, self._lie, self._content.matrix
        seen = lie.cells
        right, bottom = seen.left() + seen.width(), seen.top() + seen.height()
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.drawLine(0, self._lie.names.height() - 1, right + SUM.width(), self._lie.names.height() - 1)
        painter.drawLine(0, bottom, right + SUM.width(), bottom)
        painter.drawLine(self._lie.names.width() - 1, 0, self._lie.names.width() - 1, bottom + SUM.height())
        painter.drawLine(right, 0, right, bottom + SUM.height())
        painter.setFont(self._bold)
        painter.setPen(QColor(theme.muted))
        gives, gets = self._sums
        painter.drawText(QRect(right, self._lie.names.height() - 24, SUM.width() - PAD, 24), _RIGHT, gives)
        painter.drawText(QRect(2 * PAD, bottom, self._lie.names.width() - 3 * PAD, SUM.height()), _LEFT, gets)
        painter.setPen(QColor(theme.text))
        painter.save()
        painter.setClipRect(QRect(right, seen.top(), SUM.width(), seen.height()))
        for row in self._rows:
            room = QRect(right, lie.cell((row, 0)).top(), SUM.width() - PAD, CELL.height())
            painter.drawText(room, _RIGHT, str(matrix.gives[row] or "–"))
        painter.setClipRect(QRect(seen.left(), bottom, seen.width(), SUM.height()))
        for column in self._columns:
            room = QRect(lie.cell((0, column)).left(), bottom, CELL.width(), SUM.height())
            painter.drawText(room, _CENTRE, str(matrix.gets[column] or "–"))
        painter.restore()
        painter.drawText(
            QRect(right, bottom, SUM.width() - PAD, SUM.height()), _RIGHT, str(sum(matrix.gives) or "–")
        )
