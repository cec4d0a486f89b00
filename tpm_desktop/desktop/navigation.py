"""The navigation at the left: every view by area, with how much in it is overdue; foldable to icons.

Areas close, by a click on their heading or by the left arrow; what was in front stays in sight. The parts of
a view are listed while it, or one of them, is in front.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSettings,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.model.catalogue import Area
from tpm_desktop.theme import measures

from .appearance import Appearance
from .icons import draw
from .places import COUNT, ICON, INSET, KEY, Places
from .style import font, mark
from .views import ViewEntry

Index = QModelIndex | QPersistentModelIndex
_WIDE, _WIDEST, _NARROW = 208, 264, 52
_BEFORE, _BEHIND, _COUNTED = 44, 12, 40  # room beside a name: icon, edge, edge with a number
_ITEM, _HEADING = 28, 34
_ICON, _CHEVRON = 16, 14
_PART = 14  # by how much a part stands further in
_CLOSED = "window/closed_areas"  # in the settings


class _Painter(QStyledItemDelegate):
    """Draws a place: an edge where one is, an icon, the name, how much is overdue."""

    folded = False

    def __init__(self, places: Places, parent: QWidget) -> None:
        super().__init__(parent)
        self._places = places

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if isinstance(self._places.rows[index.row()], ViewEntry):
            return QSize(_NARROW, _ITEM)
        return QSize(_NARROW, 17 if self.folded else _HEADING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = option.rect
        if index.data(KEY) is None:
            self._heading(painter, place, index)
        else:
            self._ground(painter, option)
            self._item(painter, place, index)
        painter.restore()

    def _heading(self, painter: QPainter, place: QRect, index: Index) -> None:
        theme = Appearance.current().theme
        if self.folded:
            painter.fillRect(place.left() + 14, place.center().y(), place.width() - 28, 1, QColor(theme.line))
            return
        made = font(measures().window.secondary - 0.75, QFont.Weight.DemiBold)
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.4)
        painter.setFont(made)
        painter.setPen(QColor(theme.muted))
        bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        painter.drawText(place.adjusted(16, 0, -8, -6), bottom, str(index.data()))
        corner = QRect(place.right() - 18 - _CHEVRON, place.bottom() - 6 - _CHEVRON, 0, 0).topLeft()
        draw(painter, index.data(ICON), theme.muted, corner, _CHEVRON)

    def width(self) -> int:
        """What the places need so that the name of each view is whole."""
        metrics, places = QFontMetrics(font()), self._places
        return max(
            _BEFORE
            + (_PART if view.beneath else 0)
            + metrics.horizontalAdvance(view.label)
            + (_COUNTED if places.count(view) else _BEHIND)
            for view in places.rows
            if isinstance(view, ViewEntry)
        )

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme = Appearance.current().theme
        place = option.rect.adjusted(8, 1, -8, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selection if chosen else theme.hover))
            painter.drawRoundedRect(place, 4, 4)
        if chosen:
            painter.fillRect(place.left() - 1, place.top() + 3, 3, place.height() - 6, QColor(theme.accent))
        if option.state & QStyle.StateFlag.State_HasFocus and chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(theme.focus))
            painter.drawRoundedRect(place, 4, 4)

    def _item(self, painter: QPainter, place: QRect, index: Index) -> None:
        theme = Appearance.current().theme
        further = _PART if index.data(INSET) and not self.folded else 0
        left = place.left() + 18 + further
        middle = place.center().y() - _ICON // 2 + 1
        draw(painter, index.data(ICON), theme.muted, QRect(left, middle, 0, 0).topLeft(), _ICON)
        if self.folded:
            return
        painter.setFont(font())
        painter.setPen(QColor(theme.text))
        side = Qt.AlignmentFlag.AlignVCenter
        room = place.adjusted(_BEFORE + further, 0, -(_COUNTED if index.data(COUNT) else _BEHIND), 0)
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignLeft, text)
        if index.data(COUNT):
            painter.setFont(font(measures().window.secondary))
            painter.setPen(QColor(theme.muted))
            painter.drawText(
                place.adjusted(0, 0, -18, 0), side | Qt.AlignmentFlag.AlignRight, str(index.data(COUNT))
            )


class _Views(QListView):
    """The places; says which area is to be open or closed, “” being all of them."""

    wanted = Signal(str, bool)

    def __init__(self, places: Places) -> None:
        super().__init__()
        self._places, self._pressed = places, -1
        self.setModel(places)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.indexAt(event.position().toPoint()).row()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A heading opens or closes where it was pressed too: rows may move below the pointer meanwhile."""
        super().mouseReleaseEvent(event)
        at = self.indexAt(event.position().toPoint())
        if at.row() != self._pressed:
            return
        if at.isValid() and at.data(KEY) is None and event.button() is Qt.MouseButton.LeftButton:
            area = self._places.area(at.row())
            self.wanted.emit(area, area in self._places.closed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True, Qt.Key.Key_Asterisk: True}
        if event.key() not in keys or not self.currentIndex().isValid():
            super().keyPressEvent(event)
            return
        every = event.key() == Qt.Key.Key_Asterisk
        area = "" if every else self._places.area(self.currentIndex().row())
        self.wanted.emit(area, keys[Qt.Key(event.key())])


class Navigation(QWidget):
    """Asks for a view by its key."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = Places(self)
        self._painter = _Painter(self._places, self)
        self.list = _Views(self._places)
        self.list.setObjectName("places")
        self.list.setAccessibleName(self.tr("Views"))
        mark(self.list, role="navigation")
        self.list.setItemDelegate(self._painter)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._marking = False
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.wanted.connect(self.open_area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        Appearance.current().changed.connect(self._dress)
        closed = str(QSettings().value(_CLOSED, ""))
        self._places.closed = {area for area in Area if area in closed.split(",")}
        self._hide_closed()
        self.fold(False)

    @property
    def folded(self) -> bool:
        return self._painter.folded

    def fold(self, folded: bool) -> None:
        """Show icons only, or names as well."""
        self._painter.folded = folded
        self._fit()
        policy = Qt.ScrollBarPolicy
        bar = policy.ScrollBarAlwaysOff if folded else policy.ScrollBarAsNeeded  # it would cover the icons
        self.list.setVerticalScrollBarPolicy(bar)
        self.list.scheduleDelayedItemsLayout()

    def open_area(self, area: str, opened: bool) -> None:
        """Show the views of an area, or of all where none is named, or only the one in front; remembered."""
        named = {area} if area else set(Area)
        self._places.closed = self._places.closed - named if opened else self._places.closed | named
        QSettings().setValue(_CLOSED, ",".join(sorted(self._places.closed)))
        self._hide_closed()

    def _hide_closed(self) -> None:
        front = self.list.currentIndex().row()
        for row, place in enumerate(self._places.rows):
            closed = isinstance(place, ViewEntry) and self._places.area(row) in self._places.closed
            hidden = (closed and row != front) or not self._places.is_listed(row)
            self.list.setRowHidden(row, hidden)
        self.list.viewport().update()

    def _fit(self) -> None:
        """As wide as the longest name needs beside a scroll bar, within reason."""
        beside = self.list.verticalScrollBar().sizeHint().width() + 2 * self.list.frameWidth()
        wide = min(max(_WIDE, self._painter.width() + beside), _WIDEST)
        self.setFixedWidth(_NARROW if self.folded else wide)

    def _dress(self) -> None:
        self._fit()
        self.list.viewport().update()

    def show_place(self, key: str) -> None:
        """Mark the view that is in front, its parts in sight."""
        places = self._places
        front = next(row for row, at in enumerate(places.rows) if isinstance(at, ViewEntry) and at.key == key)
        view = places.rows[front]
        assert isinstance(view, ViewEntry)
        places.front = view.beneath or key
        self._marking = True  # that is not choosing it
        self.list.setCurrentIndex(places.index(front))
        self._marking = False
        self._hide_closed()
        family = (
            n for n, at in enumerate(places.rows) if isinstance(at, ViewEntry) and at.beneath == places.front
        )
        for row in (*family, front):
            self.list.scrollTo(places.index(row))

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show beside each view how much in it is overdue, or breaks the policy."""
        if counts == self._places.counts:
            return
        self._places.counts = dict(counts)
        self._places.dataChanged.emit(self._places.index(0), self._places.index(len(self._places.rows) - 1))
        self._fit()

    def _choose(self, index: QModelIndex) -> None:
        key = index.data(KEY)
        if key and not self._marking:
            self.chosen.emit(key)
