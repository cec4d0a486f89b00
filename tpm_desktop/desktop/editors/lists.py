"""Editors of what is chosen: one of a few values, or a row of another table."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from tpm_desktop.desktop.session import Session
from tpm_desktop.model.catalogue import TableEntry
from tpm_desktop.model.check import check

from .field_editor import FieldEditor, read_field, several_values
from .offered import Offered, offered

_LONG_LIST = 20


class ListEditor(QComboBox, FieldEditor):
    """One of a few values: a choice or a score."""

    committed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxVisibleItems(_LONG_LIST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(4)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.activated.connect(self.committed)
        self._held: str | None = None

    def bind(self, session: Session, about: TableEntry, field: str) -> None:
        super().bind(session, about, field)
        self.setPlaceholderText("")
        self.offer()

    def offer(self) -> None:
        """Fill the list with what can be chosen now; where states follow each other, only what follows."""
        allowed = self.about.choosable(self.field, self._held)
        self.clear()
        for value, label in self.offered():
            if allowed is None or value is None or value in allowed:
                self.addItem(label, userData=value)

    def offered(self) -> list[tuple[Any, str]]:
        """Stored values with what people read, an empty one first where nothing may be chosen."""
        choices = self.column.choices
        if isinstance(choices, type):
            pairs: list[tuple[Any, str]] = [(member.value, member.label) for member in choices]
        else:
            words = self.session.formats.levels(self.column)
            pairs = [(number, f"{number}  {word}") for number, word in words.items()]
        return pairs if self.column.required else [(None, ""), *pairs]

    def show_row(self, row: Any) -> None:
        value = read_field(row, self.field)
        stored = getattr(value, "value", value)
        if self.about.steps is not None and self.about.steps[0] == self.field:
            self._held = stored
            self.offer()
        self.setPlaceholderText("")
        self.setCurrentIndex(self.findData(stored) if stored is not None else self.findText(""))

    def show_several(self) -> None:
        self._held = None
        self.offer()
        self.setPlaceholderText(several_values())
        self.setCurrentIndex(-1)

    def values(self) -> dict[str, Any]:
        return {self.field: check(self.column, self.currentData())}

    def longest(self) -> int:
        """Pixels of the longest text to choose."""
        metrics = self.fontMetrics()
        return max((metrics.horizontalAdvance(self.itemText(n)) for n in range(self.count())), default=0)

    def sizeHint(self) -> QSize:
        """Without a look at what can be chosen, for which Qt would make the list that drops down."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        metrics = self.fontMetrics()
        inside = QSize(metrics.averageCharWidth() * self.minimumContentsLength(), metrics.height() + 2)
        return self.style().sizeFromContents(QStyle.ContentsType.CT_ComboBox, option, inside, self)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As every list, with an ellipsis where the chosen text has no room."""
        if self.isEditable():
            super().paintEvent(event)
            return
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
        metrics, cut = option.fontMetrics, Qt.TextElideMode.ElideRight
        if self.currentIndex() < 0:  # drawn here, since a style sheet knows no colour for it
            painter.setPen(option.palette.placeholderText().color())
            text = metrics.elidedText(self.placeholderText(), cut, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
            return
        option.currentText = metrics.elidedText(option.currentText, cut, room.width())
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a form must not change a value that happens to lie under the pointer."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ReferenceEditor(ListEditor):
    """A row of another table, found by any part of its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._line.setTextMargins(-2, 0, 0, 0)  # what is typed stands where what is chosen stands
        self._offered: Offered | None = None
        rows = self.view()
        assert isinstance(rows, QListView)
        rows.setUniformItemSizes(True)  # else each of ten thousand rows is measured when a form is made

    @property
    def _now(self) -> Offered:
        """What is offered, as it is now."""
        self.offer()
        assert self._offered is not None
        return self._offered

    @property
    def _line(self) -> QLineEdit:
        """Where one types; asked for each time: PySide loses it when a table takes the editor over."""
        return cast(QLineEdit, self.lineEdit())

    def bind(self, session: Session, about: TableEntry, field: str) -> None:
        super().bind(session, about, field)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(_LONG_LIST)
        self.setCompleter(completer)
        completer.activated.connect(self.committed)
        self._line.setAccessibleName(self.column.label)
        self._line.editingFinished.connect(self._finish)

    def _finish(self) -> None:
        if self.touched():
            self.committed.emit()

    def touched(self) -> bool:
        return self._line.isModified()

    def settle(self) -> None:
        self._line.setModified(False)

    def start_with(self, text: str) -> None:
        self.setEditText(text)
        self._line.setModified(True)

    def offer(self) -> None:
        """Offer what can be chosen now, unless that is what is offered."""
        found = offered(self.session, self.column.target, empty=not self.column.required)
        if found is not self._offered:
            self._offered = found
            self.setModel(found)
            if (completer := self.completer()) is not None:
                completer.setModel(found)

    def show_row(self, row: Any) -> None:
        self.offer()
        self._line.setPlaceholderText("")
        self.setCurrentIndex(self._now.place(str(read_field(row, self.field) or "")))
        if self.currentIndex() < 0:
            self.setEditText("")
        self._line.setCursorPosition(0)

    def show_several(self) -> None:
        self.setCurrentIndex(-1)
        self.setEditText("")
        self._line.setPlaceholderText(several_values())

    def values(self) -> dict[str, Any]:
        text = self.currentText().strip()
        chosen = self._now.place_of(text)
        if chosen >= 0:
            return {self.field: check(self.column, self.itemData(chosen) or None)}
        return self.session.formats.parse_field(self.about, self.field, text, find=self.session.names.find)
