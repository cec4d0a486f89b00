"""The rows of one state as a column of cards: what each says, and how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.style import font, mark
from tpm_desktop.desktop.wording import tip
from tpm_desktop.model.fields import Kind
from tpm_desktop.theme import measures

from .columns import Tone
from .model import ROW_ID, RegisterModel

Index = QModelIndex | QPersistentModelIndex
CARD = Qt.ItemDataRole.UserRole + 4
_NOWHERE = QModelIndex()
_HEIGHT, _GAP, _PAD = 76, 8, 10
_TELLING = (Kind.REFERENCE, Kind.DATE, Kind.INSTANT, Kind.MONEY, Kind.SCORE)
_MOST = 3  # values below a title
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card: its code, its title, and a few values with the tone of each."""

    row_id: str
    code: str
    title: str
    values: tuple[tuple[str, Tone], ...]

    @property
    def read(self) -> str:
        """All of it in a line, for who can't see it."""
        return ", ".join(filter(None, (self.code, self.title, *(text for text, _ in self.values))))


class Cards(QAbstractListModel):
    """The rows of one state, in the order of the register; a card is written when it is seen."""

    def __init__(self, register: RegisterModel, parent: QObject) -> None:
        super().__init__(parent)
        self._register = register
        self.ids: list[str] = []
        self._made: dict[str, Card] = {}

    def show_ids(self, ids: list[str]) -> None:
        """Show these rows, as they are now."""
        self._made.clear()
        if ids == self.ids:
            if ids:
                self.dataChanged.emit(self.index(0), self.index(len(ids) - 1))
            return
        self.beginResetModel()
        self.ids = ids
        self.endResetModel()

    def card(self, row_id: str) -> Card:
        """What a row's card says."""
        if row_id not in self._made:
            self._made[row_id] = self._written(row_id)
        return self._made[row_id]

    def _written(self, row_id: str) -> Card:
        register, about = self._register, self._register.about
        row, columns = register.rows[row_id], register.all_columns
        code, title = about.code_field, columns.get(about.title_field)
        apart = {about.status_field, about.title_field, code}
        told = [
            (column.text(row_id, row), column.tone(row_id, row))
            for column in register.shown
            if column.name not in apart
            and (column.chip or (column.field and about.fields[column.field].kind in _TELLING))
        ]
        filled = [(text, tone) for text, tone in told if text]
        return Card(
            row_id,
            str(row[code] or "") if code else "",
            title.text(row_id, row) if title else "",
            tuple(filled[:_MOST]),
        )

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row_id = self.ids[index.row()]
        if role == ROW_ID:
            return row_id
        if role == CARD:
            return self.card(row_id)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.card(row_id).title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.card(row_id).read
        return tip(self.card(row_id).read) if role == Qt.ItemDataRole.ToolTipRole else None


class CardPainter(QStyledItemDelegate):
    """A card: its title in up to two lines, below it code and values; the selected one is framed."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, _HEIGHT + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, card = Appearance.current().theme, index.data(CARD)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        place = option.rect.adjusted(_GAP, 0, -_GAP, -_GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent if chosen else theme.line), 2 if chosen else 1))
        painter.setBrush(QColor(theme.selection if chosen else theme.canvas))
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 4, 4)
        inside = place.adjusted(_PAD, 6, -_PAD, -6)
        small = painter.fontMetrics().height() + 2
        self._paint_title(painter, card.title, inside.adjusted(0, 0, 0, -small), theme.text)
        self._paint_values(
            painter, card, QRect(inside.left(), inside.bottom() - small, inside.width(), small)
        )
        painter.restore()

    def _paint_title(self, painter: QPainter, title: str, room: QRect, colour: str) -> None:
        painter.setFont(font(weight=QFont.Weight.Medium))
        painter.setPen(QColor(colour))
        metrics = painter.fontMetrics()
        words, first = title.split(), ""
        while words and metrics.horizontalAdvance(f"{first} {words[0]}") <= room.width():
            first = f"{first} {words.pop(0)}".strip()
        if not first and words:
            first, words = words[0], words[1:]
        rest = " ".join(words)
        for line, text in enumerate((first, rest)):
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            at = QRect(room.left(), room.top() + line * metrics.height(), room.width(), metrics.height())
            painter.drawText(at, _LEFT, shown)

    def _paint_values(self, painter: QPainter, card: Card, room: QRect) -> None:
        theme = Appearance.current().theme
        painter.setFont(font(measures().window.secondary))
        metrics, left = painter.fontMetrics(), room.left()
        for text, tone in ((card.code, Tone.MUTED), *card.values):
            width = room.right() - left
            if not text or width <= 0:
                continue
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.setPen(QColor(getattr(theme, (Tone.MUTED if tone is Tone.PLAIN else tone).value)))
            painter.drawText(QRect(left, room.top(), width, room.height()), _LEFT, shown)
            left += metrics.horizontalAdvance(shown) + 2 * _GAP


class CardList(QListView):
    """One state's cards. Which one is dragged where, and keys between the states, is the board's."""

    def __init__(self, register: RegisterModel, state: str, label: str, parent: QWidget) -> None:
        """Args: state: its key; label: for screen readers."""
        super().__init__(parent)
        self.key = state
        self.cards = Cards(register, self)
        self.setObjectName(f"cards-{state}")
        self.setAccessibleName(label)
        self.setModel(self.cards)
        self.setItemDelegate(CardPainter(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        mark(self, role="cards")

    def chosen_ids(self) -> list[str]:
        """The selected rows, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.cards.ids[row] for row in rows]
