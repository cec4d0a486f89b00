"""One conflict: what was there, what each copy made of it, who and when, and the ways to decide it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop.editors import editor_for
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import sentence
from tpm_desktop.file.changes import Values
from tpm_desktop.file.conflicts import Choice, Side
from tpm_desktop.model.catalogue import CATALOGUE, TableEntry, entry
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.plan.merge_subjects import own_field
from tpm_desktop.plan.merge_words import Told, told
from tpm_desktop.plan.merging import Disputed, Proposal

_OWN = "own"
_NOTE_HEIGHT = 84
_INDENT, _DOWN = 24, 2  # pixels: texts stand beside those of the buttons
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ConflictPage(QWidget):
    """decided: the conflict's key and a `Side`, own values, or None where it is open again."""

    decided = Signal(tuple, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._about: TableEntry = CATALOGUE[0]
        self._shown: tuple[Disputed, Told] | None = None
        self._inside: QWidget | None = None
        self.buttons: dict[str, QRadioButton] = {}
        self.editor: Any = None
        self._problem = QLabel()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 8)

    def show_conflict(self, disputed: Disputed, proposal: Proposal, choice: Choice | None) -> None:
        """Show a conflict and how it is decided; what is shown already stays, with what is typed there."""
        words = told(disputed, proposal.merged, self._session.formats)
        shown = self._shown
        if shown is None or shown[0].conflict.key != disputed.conflict.key or shown[1] != words:
            conflict = disputed.conflict
            mine = proposal.merged.sides[Side.MINE].get(conflict.table, conflict.row_id)
            self._build(disputed, words, mine or {}, choice)
        self._shown = (disputed, words)
        self._tick(choice)

    def _build(self, disputed: Disputed, words: Told, mine: Values, choice: Choice | None) -> None:
        self._about = entry(disputed.conflict.table)
        if self._inside is not None:
            self._column.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        inside = self._inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        said = "; ".join(filter(None, (words.question, words.along)))
        row, question = _wrapped(words.row), _wrapped(sentence(said))
        mark(row, role="section")
        mark(question, role="muted")
        for part in (row, question):
            column.addWidget(part)
        column.addSpacing(8)
        if words.lines and not _is_said(words):
            column.addLayout(self._values(words))
            column.addSpacing(8)
        column.addLayout(self._ways(words, own_field(disputed.conflict)))
        if self.editor is not None:
            own = {} if choice is None or isinstance(choice, Side) else choice
            self.editor.show_row({**mine, **own})
            self.editor.settle()
        column.addStretch(1)
        self._column.addWidget(inside)

    def _values(self, words: Told) -> QGridLayout:
        """What stood and stands in the fields: a line each."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for column, text in enumerate(("", self.tr("Before"), self.tr("Mine"), self.tr("Theirs"))):
            head = QLabel(text)
            mark(head, role="caption")
            grid.addWidget(head, 0, column)
            grid.setColumnStretch(column, 1 if column else 0)
        for number, line in enumerate(words.lines, 1):
            label = QLabel(line.label)
            mark(label, role="field")
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            for column, text in enumerate((line.base, line.mine, line.theirs), 1):
                grid.addWidget(_wrapped(text), number, column)
        return grid

    def _ways(self, words: Told, field: str | None) -> QGridLayout:
        """Before, mine, theirs and an own value, below each other, so that values can be compared."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.buttons, self.editor, group = {}, None, QButtonGroup(self._inside)
        if _is_said(words):
            before = QLabel(self.tr("Before"))
            mark(before, role="field")
            before.setContentsMargins(_INDENT, _DOWN, 0, 0)
            grid.addWidget(before, 0, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(_with_note(words.lines[0].base, ""), 0, 1)
        for side, label in ((Side.MINE, self.tr("&Mine")), (Side.THEIRS, self.tr("&Theirs"))):
            button = self._button(side, label, group)
            button.setAccessibleDescription(f"{words.ways[side]}; {words.by[side]}")
            row = grid.rowCount()
            grid.addWidget(button, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(_with_note(words.ways[side], words.by[side]), row, 1)
        if field is not None:
            self._add_own(grid, group, field)
        group.buttonClicked.connect(self._click)
        return grid

    def _button(self, name: str, label: str, group: QButtonGroup) -> QRadioButton:
        button = QRadioButton(label)
        button.setObjectName(f"decide-{name}")
        group.addButton(button)
        self.buttons[name] = button
        return button

    def _add_own(self, grid: QGridLayout, group: QButtonGroup, field: str) -> None:
        row = grid.rowCount()
        editor = self.editor = editor_for(self._session, self._about, field)
        editor.committed.connect(self._enter)
        editor.installEventFilter(self)
        if isinstance(editor, QPlainTextEdit):
            editor.setFixedHeight(_NOTE_HEIGHT)
        grid.addWidget(self._button(_OWN, self.tr("&Own value"), group), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(editor, row, 1)
        self._problem = _wrapped("")
        mark(self._problem, role="problem")
        self._problem.hide()
        grid.addWidget(self._problem, row + 1, 1)

    def _tick(self, choice: Choice | None) -> None:
        """Show a decision; an own value that is only being typed stays where it is."""
        typing = choice is None and _OWN in self.buttons and self.buttons[_OWN].isChecked()
        wanted = _OWN if typing or (choice is not None and not isinstance(choice, Side)) else choice
        for name, button in self.buttons.items():
            button.group().setExclusive(False)
            button.setChecked(name == wanted)
            button.group().setExclusive(True)
        if self.editor is not None:
            self.editor.setEnabled(wanted == _OWN)

    def _click(self) -> None:
        assert self._shown is not None
        key = self._shown[0].conflict.key
        if _OWN in self.buttons and self.buttons[_OWN].isChecked():
            self.editor.setEnabled(True)
            self.editor.setFocus()
            self.decided.emit(key, None)
            return
        self.decided.emit(key, next(side for side in Side if self.buttons[side].isChecked()))

    def _enter(self) -> None:
        """Take an own value over, or say why it can't be taken."""
        assert self._shown is not None
        key, values, problem = self._shown[0].conflict.key, None, ""
        try:
            values = self.editor.values()
        except ValueProblem as error:
            problem = str(error)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        mark(self.editor, problem=bool(problem))
        self.editor.settle()
        self.decided.emit(key, values)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the own value is the end of typing, and not yet the merge."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _KEYS:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if not isinstance(watched, QPlainTextEdit) or control:
                self._enter()
                return True
        return super().eventFilter(watched, event)


def _is_said(words: Told) -> bool:
    """Whether the ways to decide are the values themselves."""
    return len(words.lines) == 1 and list(words.ways.values()) == [words.lines[0].mine, words.lines[0].theirs]


def _with_note(text: str, note: str) -> QVBoxLayout:
    """A text with a quieter one close below it."""
    column = QVBoxLayout()
    column.setContentsMargins(0, _DOWN, 0, 0)
    column.setSpacing(0)
    column.addWidget(_wrapped(text))
    if note:
        below = _wrapped(note)
        mark(below, role="muted")
        column.addWidget(below)
    column.addStretch(1)
    return column


def _wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label
