"""The key figures as a row of cards, and the lists below the projects."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.style import font, tint
from tpm_desktop.desktop.wording import tip
from tpm_desktop.plan.lights import Rag
from tpm_desktop.theme import measures

from .figures import Figure, Item

_CARD = QSize(128, 98)
_ROW = 28
_LEAD = 92
_LATE = 84
_VALUE_SIZES = (15.0, 13.5, 12.0, 10.5)
_DETAIL = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_TOKENS = {Rag.GREEN: "green", Rag.AMBER: "amber", Rag.RED: "red"}


class Card(QWidget):
    """One key figure; a click, or Enter, asks for the view that tells more."""

    accessible_role = QAccessible.Role.Button
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure: Figure | None = None
        self.peers: Sequence[Card] = (self,)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumSize(_CARD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def figure(self) -> Figure | None:
        """What is shown."""
        return self._figure

    def show_figure(self, figure: Figure) -> None:
        """Show another value."""
        self._figure = figure
        self.setObjectName(f"card-{figure.view}")
        self.setAccessibleName(f"{figure.caption}: {figure.value}, {figure.detail}")
        self.setToolTip(tip(figure.detail))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        figure, theme = self._figure, Appearance.current().theme
        if figure is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.focus if self.hasFocus() else theme.border if self.underMouse() else theme.line
        painter.setPen(QColor(edge))
        painter.setBrush(QColor(theme.canvas))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        inside = self._inside()
        _text(painter, inside, figure.caption, theme.muted, measures().window.secondary)
        value = inside.adjusted(0, 19, 0, 0)
        size = min(peer.value_size() for peer in self.peers if peer.figure is not None)
        _text(painter, value, figure.value, theme.text, size, QFont.Weight.DemiBold)
        painter.setFont(font(measures().window.secondary))
        painter.setPen(QColor(theme.red if figure.bad else theme.muted))
        painter.drawText(self.detail_place(), int(_DETAIL), self.detail)

    def _inside(self) -> QRect:
        return self.rect().adjusted(12, 10, -12, -10)

    @property
    def detail(self) -> str:
        """The line below the value, marked where it is bad news."""
        if self._figure is None:
            return ""
        return f"▲ {self._figure.detail}" if self._figure.bad else self._figure.detail

    def detail_place(self) -> QRect:
        """Where that stands, on up to two lines."""
        return self._inside().adjusted(0, 47, 0, 0)

    def value_size(self) -> float:
        """The largest size at which the whole value fits."""
        assert self._figure is not None
        place = self._inside()
        for size in _VALUE_SIZES:
            room = QFontMetrics(font(size, QFont.Weight.DemiBold)).horizontalAdvance(self._figure.value)
            if room <= place.width():
                return size
        return _VALUE_SIZES[-1]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._figure is not None and self.rect().contains(event.position().toPoint()):
            self.wanted.emit(self._figure.view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._figure:
            self.wanted.emit(self._figure.view)
        else:
            super().keyPressEvent(event)


def alike(cards: Sequence[Card]) -> None:
    """Let the values of a row of cards have one size, that of the longest."""
    for card in cards:
        card.peers = cards


class ItemList(QWidget):
    """A heading and a few lines; each leads somewhere. wanted: table and id of a line."""

    accessible_role = QAccessible.Role.List
    wanted = Signal(str, str)

    def __init__(self, heading: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading, self._nothing = heading, nothing
        self._items: Sequence[Item] = ()
        self._at = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(heading)

    @property
    def items(self) -> Sequence[Item]:
        """What is listed."""
        return self._items

    def show_items(self, items: Sequence[Item]) -> None:
        """List other things; the mark stays at the same one where it is still there."""
        marked = self._items[self._at] if 0 <= self._at < len(self._items) else None
        self._items = items
        self._at = next((n for n, one in enumerate(items) if marked and _same(one, marked)), -1)
        policy = Qt.FocusPolicy
        self.setFocusPolicy(policy.TabFocus if items else policy.NoFocus)  # there is nothing to go to
        self.setFixedHeight(_ROW * (max(len(items), 1) + 1) + 4)
        self.setAccessibleDescription("; ".join(f"{i.lead} {i.text}, {i.detail} {i.late}" for i in items))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Appearance.current().theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = QRect(0, 0, self.width(), _ROW)
        _text(painter, top, self._heading, theme.text, measures().window.text, QFont.Weight.DemiBold)
        painter.fillRect(0, _ROW - 1, self.width(), 1, QColor(theme.line))
        if not self._items:
            place = QRect(0, _ROW, self.width(), _ROW)
            _text(painter, place, self._nothing, theme.muted, measures().window.text)
        for number, item in enumerate(self._items):
            self._draw(painter, QRect(0, _ROW * (number + 1), self.width(), _ROW), item, number == self._at)

    def _draw(self, painter: QPainter, place: QRect, item: Item, marked: bool) -> None:
        theme = Appearance.current().theme
        if marked:
            painter.fillRect(place, QColor(theme.selection if self.hasFocus() else theme.hover))
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, QColor(theme.line))
        if item.rag is None:
            _text(painter, QRect(place.left(), place.top(), _LEAD, _ROW), item.lead, theme.muted)
        else:
            self._draw_score(painter, place, item)
        small, secondary = font(measures().window.secondary), measures().window.secondary
        right, end = Qt.AlignmentFlag.AlignRight, place.right()
        if item.late:
            at = QRect(end - _LATE, place.top(), _LATE, _ROW)
            _text(painter, at, f"▲ {item.late}", theme.red, secondary, align=right)
            end -= _LATE + 4
        width = min(QFontMetrics(small).horizontalAdvance(item.detail) + 2, place.width() // 3)
        at = QRect(end - width, place.top(), width, _ROW)
        _text(painter, at, item.detail, theme.muted, secondary, align=right)
        left = place.left() + _LEAD + 8
        room = QRect(left, place.top(), end - width - 12 - left, _ROW)
        _text(painter, room, item.text, theme.text)

    def _draw_score(self, painter: QPainter, place: QRect, item: Item) -> None:
        theme = Appearance.current().theme
        assert item.rag is not None
        colour = getattr(theme, _TOKENS[item.rag])
        chip = QRectF(place.left(), place.top() + 4, 44, _ROW - 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint(theme, colour))
        painter.drawRoundedRect(chip, 4, 4)
        shown = f"{item.lead} {item.rag.letter}"
        _text(painter, chip.toRect(), shown, colour, align=Qt.AlignmentFlag.AlignHCenter)

    def _line_at(self, y: float) -> int:
        line = int(y) // _ROW - 1
        return line if 0 <= line < len(self._items) else -1

    def _mark(self, line: int) -> None:
        if line != self._at:
            self._at = line
            pointing = Qt.CursorShape.PointingHandCursor if line >= 0 else Qt.CursorShape.ArrowCursor
            self.setCursor(pointing)
            self.setToolTip(tip(self._items[line].text) if line >= 0 else "")
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mark(self._line_at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        self._mark(-1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._go(self._line_at(event.position().y()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark(max(self._at, 0) if self._items else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        whole = len(self._items)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_End: whole, Qt.Key.Key_Home: -whole}
        step = steps.get(Qt.Key(event.key()))
        if step and self._items:
            self._mark(min(max(self._at + step, 0), len(self._items) - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self._at)
        else:
            super().keyPressEvent(event)

    def _go(self, line: int) -> None:
        if line >= 0:
            self.wanted.emit(self._items[line].table, self._items[line].id)


def _same(one: Item, other: Item) -> bool:
    return (one.table, one.id, one.lead) == (other.table, other.id, other.lead)


def _text(
    painter: QPainter,
    place: QRect,
    text: str,
    colour: str,
    size: float | None = None,
    weight: QFont.Weight = QFont.Weight.Normal,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line, cut with dots where it is too long; at the top of a high place, else in the middle."""
    painter.setFont(font(size, weight))
    painter.setPen(QColor(colour))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    upright = Qt.AlignmentFlag.AlignTop if place.height() > _ROW else Qt.AlignmentFlag.AlignVCenter
    painter.drawText(place, align | upright, shown)
