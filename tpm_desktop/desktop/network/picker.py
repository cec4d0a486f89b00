"""Choosing the task that shall wait for another one: a list that narrows while one types."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from tpm_desktop.plan import State

from ..style import mark

_SIZE = (380, 320)
_MOST = 200  # rows offered at a time; typing narrows them
_ID = Qt.ItemDataRole.UserRole


class Picker(QFrame):
    """A small window with a line to type in and the tasks that match.

    picked: the id of the task that was chosen.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("network-picker")
        mark(self, role="canvas")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFixedSize(*_SIZE)
        self._head, self.line, self.list = QLabel(), QLineEdit(), QListWidget()
        self._why = QLabel()
        mark(self._head, role="caption")
        mark(self._why, role="problem")
        self._why.setWordWrap(True)
        self.line.setPlaceholderText(self.tr("Type a task, its code or its component project"))
        self.line.setObjectName("network-picker-line")
        self.line.setAccessibleName(self.tr("Find a task"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        for widget in (self._head, self.line, self.list, self._why):
            layout.addWidget(widget)
        self.line.textChanged.connect(self._narrow)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(lambda _: self._pick())
        self.list.currentItemChanged.connect(lambda *_: self._say_why())
        self._tasks: list[tuple[str, str, str]] = []
        self._refusal: Callable[[str], str | None] = lambda _: None

    def ask(self, state: State, predecessor: str, refusal: Callable[[str], str | None], at: QPoint) -> None:
        """Offer all other tasks. refusal: why a task can't be chosen, None where it can."""
        self._refusal = refusal
        outline = state.outline
        name = state.names[outline.row[predecessor]]
        self._head.setText(self.tr("Which task waits for “{}”?").format(name))
        self._tasks = [
            (row_id, state.names[row], f"{state.wbs[row]} · {state.names[int(outline.project[row])]}")
            for row_id, row in outline.row.items()
            if not outline.is_project[row] and row_id != predecessor
        ]
        self.line.clear()
        self._narrow("")
        self.move(at)
        self.show()
        self.line.setFocus()

    def _narrow(self, text: str) -> None:
        wanted = text.casefold().split()
        self.list.clear()
        for row_id, name, where in self._tasks:
            if all(word in f"{name} {where}".casefold() for word in wanted):
                item = QListWidgetItem(f"{name}  —  {where}")
                item.setData(_ID, row_id)
                self.list.addItem(item)
            if self.list.count() == _MOST:
                break
        self.list.setCurrentRow(0)
        self._say_why()

    def _current(self) -> str:
        item = self.list.currentItem()
        return "" if item is None else str(item.data(_ID))

    def _say_why(self) -> None:
        reason = self._refusal(self._current()) if self._current() else self.tr("No task matches; type less")
        self._why.setText(reason or "")
        self._why.setVisible(bool(reason))

    def _pick(self) -> None:
        chosen = self._current()
        if chosen:
            self.close()
            self.picked.emit(chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The line keeps the keyboard; up and down move in the list, Enter chooses."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._pick()
                return True
        return super().eventFilter(watched, event)
