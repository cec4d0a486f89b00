"""How the line of a group is drawn over the whole width of a register's table."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.icons import draw
from tpm_desktop.desktop.style import font

from .columns import Column
from .groups import RegisterGroup

_PAD, _ICON = 6, 14
_INSIDE = 9  # of a cell, where texts of rows begin and end
MARK_WIDTH = _PAD + _ICON + 4
"""Pixels from the left in which a click folds a group."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def paint_group_line(
    painter: QPainter,
    place: QRect,
    group: RegisterGroup,
    columns: list[Column],
    header: QHeaderView,
    *,
    count: str,
    closed: bool,
    selected: bool,
) -> None:
    """Fold mark, title and number of rows from the left, and in their columns what the rows come to.

    Args: place: the whole line; columns: as they are numbered in the header; count: the rows in words.
    """
    theme = Appearance.current().theme
    painter.fillRect(place, QColor(theme.selection if selected else theme.panel))
    painter.fillRect(place.left(), place.bottom(), place.width(), 1, QColor(theme.line))
    strong = font(weight=QFont.Weight.DemiBold)
    painter.setFont(strong)
    painter.setPen(QColor(theme.text))
    end = place.right()
    for number, column in enumerate(columns):
        text = group.totals.get(column.name, "")
        if not text:
            continue
        left, width = header.sectionViewportPosition(number), header.sectionSize(number)
        cell = QRect(left + _INSIDE, place.top(), width - 2 * _INSIDE, place.height() - 1)
        painter.drawText(cell, _RIGHT if column.right else _LEFT, text)
        end = min(end, cell.right() - QFontMetrics(strong).horizontalAdvance(text))
    mark = "chevron-right" if closed else "chevron-down"
    draw(painter, mark, theme.muted, QRect(_PAD, place.center().y() - _ICON // 2, 0, 0).topLeft(), _ICON)
    _paint_title(
        painter, QRect(MARK_WIDTH, place.top(), end - MARK_WIDTH - 16, place.height() - 1), group, count
    )


def _paint_title(painter: QPainter, room: QRect, group: RegisterGroup, count: str) -> None:
    theme, metrics = Appearance.current().theme, painter.fontMetrics()
    beside = QFontMetrics(font()).horizontalAdvance(count) + 8
    line = " ".join(group.title.split())
    title = metrics.elidedText(line, Qt.TextElideMode.ElideRight, max(room.width() - beside, 0))
    painter.drawText(room, _LEFT, title)
    painter.setFont(font())
    painter.setPen(QColor(theme.muted))
    painter.drawText(room.adjusted(metrics.horizontalAdvance(title) + 8, 0, 0, 0), _LEFT, count)
