"""The table of a register: how its cells are drawn and edited, and how keys move through it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSettings, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.carried import CLIP, CLIP_ROOM, ClipClicks
from tpm_desktop.desktop.cell_delegate import Cell, CellDelegate
from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import dress_table, tint
from tpm_desktop.model.fields import Kind

from .columns import Tone
from .group_lines import MARK_WIDTH, paint_group_line
from .model import CHIP, CLIPPED, TONE, RegisterModel
from .widths import ColumnWidth, shared

Index = QModelIndex | QPersistentModelIndex
_WIDTHS = {
    Kind.CODE: 64, Kind.TITLE: 300, Kind.NOTE: 240, Kind.REFERENCE: 170, Kind.CHOICE: 140, Kind.STATUS: 110,
    Kind.SCORE: 124, Kind.DATE: 124, Kind.INSTANT: 124, Kind.MONEY: 124, Kind.DURATION: 84, Kind.SHARE: 84,
    Kind.NUMBER: 96, Kind.FLAG: 84, Kind.HOURS: 176,
}  # fmt: skip
_WIDTH = 132
_LONGEST_CHOICE = 210
_LEAST = {Kind.TITLE: 210, Kind.NOTE: 160}  # others don't become narrower than usual
_FOLDS: dict[int, bool | None] = {
    Qt.Key.Key_Left: True, Qt.Key.Key_Minus: True, Qt.Key.Key_Right: False, Qt.Key.Key_Plus: False,
    Qt.Key.Key_Return: None, Qt.Key.Key_Enter: None, Qt.Key.Key_Space: None,
}  # fmt: skip
"""Whether a key closes a group, opens it, or does whatever it is not."""
_SHARES = {Kind.TITLE: 3, Kind.NOTE: 2, Kind.REFERENCE: 2, Kind.TEXT: 1}


class RegisterDelegate(CellDelegate):
    """Draws tones: muted what is settled, tinted what has a light; edits as every cell does."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.data(CLIPPED):
            option.icon = icon("attachment", colour="muted")
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.decorationPosition = QStyleOptionViewItem.Position.Right
            option.decorationSize = QSize(CLIP, CLIP)
        tone = index.data(TONE)
        if tone is not None and tone != Tone.PLAIN.value and not index.data(CHIP):
            colour = QColor(getattr(Appearance.current().theme, tone))
            option.palette.setColor(QPalette.ColorRole.Text, colour)
            option.palette.setColor(QPalette.ColorRole.HighlightedText, colour)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if not (index.data(CHIP) and index.data()):
            super().paint(painter, option, index)
            return
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        text, drawn.text = drawn.text, ""
        style = QApplication.style() if option.widget is None else option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, option.widget)
        _draw_chip(painter, option.rect, text, index.data(TONE))


def _draw_chip(painter: QPainter, place: QRect, text: str, tone: str) -> None:
    theme = Appearance.current().theme
    colour = getattr(theme, tone)
    width = max(painter.fontMetrics().horizontalAdvance(text) + 14, 40)
    chip = QRect(place.right() - width - 5, place.top() + 3, width, place.height() - 7)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint(theme, colour))
    painter.drawRoundedRect(chip, 4, 4)
    painter.setPen(QColor(colour))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class RegisterTable(QTableView):
    """A grid of cells with a cursor, as in a spreadsheet; whole rows are what is selected in the program."""

    def __init__(self, session: Session, model: RegisterModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("register-table")
        self.setAccessibleName(model.about.plural)
        self._model = model
        self.setModel(model)
        self._clips = ClipClicks(self, self.is_clip, session.documents_wanted)
        self.setItemDelegate(RegisterDelegate(session, self._cell, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setSortingEnabled(True)
        self.setWordWrap(False)
        dress_table(self)
        header = self.horizontalHeader()
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionsMovable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._shares_room = True  # until somebody sets a width
        self._sharing = False
        header.sectionResized.connect(self._keep_widths)
        self._share_room()

    def _cell(self, index: Index) -> Cell | None:
        column = self._model.shown[index.column()]
        if column.field is None:
            return None
        row_id = self._model.row_id(index)
        return Cell(self._model.about, row_id, column.field, self._model.rows[row_id])

    def _share_room(self) -> None:
        """Let the columns fill the width, unless somebody has said how wide they are to be."""
        if not self._shares_room:
            return
        header, names = self.horizontalHeader(), self.visual_names()
        widths = shared([self.column_width(name) for name in names], self.viewport().width())
        self._sharing = True
        for place, width in enumerate(widths):
            header.resizeSection(header.logicalIndex(place), width)
        self._sharing = False

    def _keep_widths(self) -> None:
        self._shares_room = self._shares_room and self._sharing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def column_width(self, name: str) -> ColumnWidth:
        """How wide a column is, and how it takes part in what room there is."""
        usual, declared = self.usual_width(name), self._model.about.fields.get(name)
        if declared is None:
            return ColumnWidth(usual, usual)
        kind = declared.kind
        return ColumnWidth(usual, min(usual, _LEAST.get(kind, usual)), _SHARES.get(kind, 0))

    def usual_width(self, name: str) -> int:
        """How wide a column is until its user makes it otherwise: enough for its heading and usual values."""
        declared = self._model.about.fields.get(name)
        usual = _WIDTHS.get(declared.kind, _WIDTH) if declared else 112
        if declared and declared.prefix:
            usual = max(usual, self.fontMetrics().horizontalAdvance(f"{declared.prefix}-999") + 28)
        if declared and declared.kind is Kind.CHOICE and isinstance(declared.choices, type):
            metrics = self.fontMetrics()
            longest = max(metrics.horizontalAdvance(choice.label) for choice in declared.choices)
            usual = min(max(usual, longest + 28), _LONGEST_CHOICE)
        return max(usual, self.horizontalHeader().fontMetrics().horizontalAdvance(self.heading(name)) + 28)

    def heading(self, name: str) -> str:
        """What stands above a column."""
        return self._model.all_columns[name].heading

    def show_columns(self, names: list[str]) -> None:
        """Show these columns; ones that were shown keep their width."""
        widths = {c.name: self.columnWidth(n) for n, c in enumerate(self._model.shown)}
        self._model.show_columns(names)
        if self._shares_room:
            self._share_room()
            return
        for place, column in enumerate(self._model.shown):
            self.setColumnWidth(place, widths.get(column.name, self.usual_width(column.name)))

    def visual_names(self) -> list[str]:
        """The names of the shown columns from left to right, as their user arranged them."""
        header = self.horizontalHeader()
        return [self._model.shown[header.logicalIndex(n)].name for n in range(header.count())]

    def selected_ids(self) -> list[str]:
        """The ids of the rows that have a selected cell, from top to bottom."""
        selection = self.selectionModel().selection()
        spans = [selection.at(n) for n in range(selection.count())]
        rows = {row for span in spans for row in range(span.top(), span.bottom() + 1)}
        return [row_id for row in sorted(rows) for row_id in self._model.ids_between(row, row)]

    def edit_title(self, row_id: str) -> None:
        """Let a row's name be typed, where its column is shown."""
        place = self._model.place(row_id)
        names = [column.name for column in self._model.shown]
        if place is None or self._model.about.title_field not in names:
            return
        index = self._model.index(place, names.index(self._model.about.title_field))
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if self._model.editable(index):
            self.edit(index)

    def is_clip(self, at: QPoint) -> bool:
        """Whether a place is on the paper clip of a row."""
        index = self.indexAt(at)
        return bool(index.data(CLIPPED)) and at.x() >= self.visualRect(index).right() - CLIP_ROOM

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits, as in a spreadsheet; in the line of a group it folds, as Left and Right do."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        index = self.currentIndex()
        if plain and index.isValid() and self._fold_by(event.key(), index):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and index.isValid():
            if self._model.editable(index):
                self.edit(index)
            return
        super().keyPressEvent(event)

    def _fold_by(self, key: int, index: Index) -> bool:
        """Fold or unfold the group whose line the cursor is in; whether the key means that."""
        group = self._model.group(index)
        if group is None or key not in _FOLDS:
            return False
        closed = not self._model.groups.is_closed(group.key) if _FOLDS[key] is None else bool(_FOLDS[key])
        self._model.fold([group.key], closed=closed)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the mark of a group folds it, or unfolds it."""
        super().mousePressEvent(event)
        index, at = self.indexAt(event.position().toPoint()), event.position().x()
        if index.isValid() and at < MARK_WIDTH and event.button() is Qt.MouseButton.LeftButton:
            self._fold_by(Qt.Key.Key_Return, index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index, at = self.indexAt(event.position().toPoint()), event.position().x()
        if index.isValid() and self._model.group(index) is not None:
            if at >= MARK_WIDTH:
                self._fold_by(Qt.Key.Key_Return, index)
            return
        super().mouseDoubleClickEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._model.groups:
            return
        painter = QPainter(self.viewport())
        top, chosen = event.rect().top(), {index.row() for index in self.selectedIndexes()}
        for row in range(max(self.rowAt(top), 0), self._model.rowCount()):
            index = self._model.index(row, 0)
            place = QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))
            if place.top() > event.rect().bottom():
                break
            if (group := self._model.group(index)) is not None:
                paint_group_line(
                    painter, place, group, self._model.shown, self.horizontalHeader(),
                    count=self._model.session.formats.integer(len(group.ids)),
                    closed=self._model.groups.is_closed(group.key), selected=row in chosen,
                )  # fmt: skip
        painter.end()

    def layout_of_columns(self) -> dict[str, int]:
        """The shown columns from left to right, each with its width in pixels."""
        header, names = self.horizontalHeader(), self.visual_names()
        return {name: header.sectionSize(header.logicalIndex(n)) for n, name in enumerate(names)}

    def lay_out(self, widths: Mapping[str, int]) -> None:
        """Show these columns in this order. Args: widths: in pixels, 0 for the usual one."""
        self._shares_room = False
        self._model.show_columns(list(widths))
        for place, (name, width) in enumerate(widths.items()):
            self.setColumnWidth(place, width or self.usual_width(name))

    def remember(self, settings: QSettings) -> None:
        """Write order and widths of the columns, and the sorting, into the settings."""
        table = self._model.about.name
        names = self.visual_names()
        header = self.horizontalHeader()
        settings.setValue(f"register/{table}/columns", names)
        sizes = [header.sectionSize(header.logicalIndex(n)) for n in range(header.count())]
        widths = [] if self._shares_room else sizes
        settings.setValue(f"register/{table}/widths", widths)
        name, order = self._model.sorted_by or ("", Qt.SortOrder.AscendingOrder)
        settings.setValue(f"register/{table}/sort", [name, order.value])

    def recall(self, settings: QSettings) -> None:
        """Take them from the settings; a column that no longer exists is left out."""
        table = self._model.about.name
        names = [str(name) for name in _listed(settings.value(f"register/{table}/columns"))]
        widths = [int(width) for width in _listed(settings.value(f"register/{table}/widths"))]
        kept = [name for name in names if name in self._model.all_columns]
        if kept:
            known = dict(zip(names, widths, strict=False))
            self._shares_room = not known
            self._model.show_columns(kept)
            self._share_room()
            for place, name in enumerate(kept if known else ()):
                self.setColumnWidth(place, known.get(name, self.usual_width(name)))
        sort = _listed(settings.value(f"register/{table}/sort"))
        shown = [column.name for column in self._model.shown]
        if len(sort) == 2 and sort[0] in shown:
            self.sortByColumn(shown.index(str(sort[0])), Qt.SortOrder(int(sort[1])))


def _listed(value: object) -> list:
    """A list from the settings, which give a single value bare and nothing as None."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
