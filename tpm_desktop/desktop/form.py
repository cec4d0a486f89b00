"""A form for declared fields of a table: labels, editors, and below one why its value can't be taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QMenu, QSizePolicy, QWidget

from tpm_desktop.model.catalogue import TableEntry
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.fields import Kind

from .audit.field_history import offer_history
from .editors import FieldEditor, FlagEditor, ListEditor, editor_for, read_field
from .session import Session
from .status_bar import announce
from .style import mark

_LABEL_WIDTH = 82  # of the longest single word
_CHOICE_WIDTH = 122  # for the text of a list beside its label, in the narrowest panel
_NOTE_HEIGHT = 84
_ROW_HEIGHT = 24
_NO_LIMIT = 16_777_215  # what Qt takes for one
_WIDE = (Kind.NOTE, Kind.TITLE, Kind.TEXT, Kind.REFERENCE)  # names and sentences get the whole width


class Form(QWidget):
    """Editors of some fields, in groups; says through `entered` which values a person gave one of them.

    entered: the field's name and the values that it means, by field. given_up: what was typed is not wanted
    (Escape); show what holds.
    """

    entered = Signal(str, dict)
    given_up = Signal()
    reached = Signal()

    def __init__(
        self, session: Session, about: TableEntry, fields: Iterable[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session, self.about = session, about
        self.editors: dict[str, Any] = {}
        self._problems: dict[str, QLabel] = {}  # those that ever had to be said
        self._below: dict[str, int] = {}  # the row of the grid in which they are
        self.shown_id = ""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        for field in fields:
            self.add_field(field)

    def add_heading(self, text: str) -> None:
        """Begin a group."""
        heading = QLabel(text)
        mark(heading, role="caption")
        heading.setContentsMargins(0, 12 if self._grid.count() else 0, 0, 2)
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 2)

    def add_row(self, text: str, widget: QWidget) -> QLabel:
        """Put a widget that is no declared field's editor into the form; returns the notice below it."""
        row = self._grid.rowCount()
        widget.installEventFilter(self)
        widget.setMinimumHeight(_ROW_HEIGHT)
        self._grid.addWidget(self._label(text, widget), row, 0)
        self._grid.addWidget(widget, row, 1)
        return self._add_notice(self._grid.rowCount())

    def add_text(self, label: QLabel) -> None:
        """Put a text over the whole width into the form."""
        label.setWordWrap(True)
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 2)

    def add_wide(self, widget: QWidget) -> None:
        """Put a widget over the whole width into the form."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def add_field(self, field: str) -> None:
        """Put the editor of a declared field into the form."""
        column = self.about.enterable[field]
        editor = editor_for(self.session, self.about, field, self)
        if column.kind is Kind.CODE:
            editor.setReadOnly(True)
        if isinstance(editor, QLineEdit):
            editor.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        row = self._grid.rowCount()
        label = column.label if not column.unit else f"{column.label}, {column.unit}"
        if column.kind in _WIDE or (isinstance(editor, ListEditor) and editor.longest() > _CHOICE_WIDTH):
            if column.kind is Kind.NOTE:
                editor.setFixedHeight(_NOTE_HEIGHT)
            self._grid.addWidget(self._label(label, editor, wide=True), row, 0, 1, 2)
            self._grid.addWidget(editor, row + 1, 0, 1, 2)
        elif isinstance(editor, FlagEditor):
            editor.setText(column.label)
            editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._grid.addWidget(editor, row, 0, 1, 2)
        else:
            self._grid.addWidget(self._label(label, editor), row, 0)
            self._grid.addWidget(editor, row, 1)
        self._watch(field, editor)

    def let_grow(self, field: str) -> None:
        """Give the field that was added last all the height that there is."""
        editor = self.editors[field]
        editor.setMinimumHeight(_NOTE_HEIGHT)
        editor.setMaximumHeight(_NO_LIMIT)
        self._grid.setAlignment(Qt.AlignmentFlag(0))
        self._grid.setRowStretch(self._grid.rowCount() - 2, 1)  # its problem stands below it

    def _label(self, text: str, widget: QWidget, *, wide: bool = False) -> QLabel:
        label = QLabel(text)
        label.setBuddy(widget)
        label.setWordWrap(True)
        if not wide:
            label.setFixedWidth(_LABEL_WIDTH)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        label.setToolTip(widget.accessibleDescription())
        mark(label, role="field")
        return label

    def _add_notice(self, row: int) -> QLabel:
        notice = QLabel()
        notice.setWordWrap(True)
        notice.hide()
        mark(notice, role="problem")
        self._grid.addWidget(notice, row, 1)
        return notice

    def _watch(self, field: str, editor: Any) -> None:
        self._below[field] = row = self._grid.rowCount()
        self._grid.setRowMinimumHeight(row, 0)  # so that it is counted
        editor.setEnabled(not self.session.program.file.read_only)
        editor.setToolTip(self.about.enterable[field].help)
        editor.committed.connect(lambda: self._enter(field))
        editor.installEventFilter(self)
        if field in self.about.fields:
            editor.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            editor.customContextMenuRequested.connect(lambda at: self._offer(field, editor, at))
        mark(editor, problem=False)
        self.editors[field] = editor

    def _offer(self, field: str, editor: Any, at: QPoint) -> None:
        """What the editor offers itself, and the history of its value."""
        usual = getattr(editor, "createStandardContextMenu", None)
        menu = usual() if usual else QMenu(editor)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.shown_id:
            menu.addSeparator()
            offer_history(menu, self.session, self.about.name, self.shown_id, field)
        menu.popup(editor.mapToGlobal(at))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape gives up what was typed; the keyboard's coming is told."""
        pressed = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if event.type() is QEvent.Type.FocusIn:
            self.reached.emit()
        escape = pressed and event.key() == Qt.Key.Key_Escape  # type: ignore[attr-defined]
        if escape and isinstance(watched, FieldEditor) and watched.touched():
            watched.settle()
            self.given_up.emit()
            return True
        return super().eventFilter(watched, event)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show one row, or what several have in common; rows are records or mappings of stored values."""
        self.shown_id = str(read_field(rows[0], "id") or "") if len(rows) == 1 else ""
        for field, editor in self.editors.items():
            if editor.touched() and editor.hasFocus():
                continue
            first = read_field(rows[0], field)
            if all(read_field(row, field) == first for row in rows):
                editor.show_row(rows[0])
            else:
                editor.show_several()
            editor.settle()
            self.show_problem(field, "")

    def show_several(self) -> None:
        """Show that nothing is known of what the rows have in common."""
        self.shown_id = ""
        for field, editor in self.editors.items():
            if not (editor.touched() and editor.hasFocus()):
                editor.show_several()
                editor.settle()
                self.show_problem(field, "")

    def values(self) -> dict[str, Any]:
        """What all fields mean; where one can't be taken its problem is shown and raised.

        Raises: `ValueProblem`.
        """
        found: dict[str, Any] = {}
        for field in self.editors:
            found.update(self._read(field))
        return found

    def show_problem(self, field: str, text: str) -> None:
        """Say why a field's value can't be taken; nothing takes the notice away."""
        editor = self.editors[field]
        if text and field not in self._problems:
            self._problems[field] = self._add_notice(self._below[field])
        if field in self._problems:
            self._problems[field].setText(text)
            self._problems[field].setVisible(bool(text))
        mark(editor, problem=bool(text))
        announce(editor, text)

    def _read(self, field: str) -> dict[str, Any]:
        editor: FieldEditor = self.editors[field]
        try:
            values = editor.values()
        except ValueProblem as problem:
            self.show_problem(field, str(problem).removeprefix(f"{self.about.enterable[field].label}: "))
            raise
        self.show_problem(field, "")
        return values

    def _enter(self, field: str) -> None:
        try:
            values = self._read(field)
        except ValueProblem:
            return  # shown below the field
        self.editors[field].settle()
        self.entered.emit(field, values)
