"""Type-ahead in the cells of the Gantt's table: who types "bu" reads "Buyer" and takes it with Enter.

Where no name begins so, those that have the text further on are listed below the cell.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QStringListModel,
    Qt,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from tpm_desktop.desktop.session import Session
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Kind

from .columns import field_of

translate = QCoreApplication.translate
_EDGES = 12  # pixels around a list
_NOTHING = "\0"  # what no name begins with


def offered(session: Session, key: str) -> list[str]:
    """All that a column's cells take, where that is a few choices or the rows of another table; sorted."""
    if key == "resources":
        return sorted(set(session.names.all("resource").values()), key=str.casefold)
    column = entry("task").enterable.get(field_of(key))
    if column is None:
        return []
    if column.kind is Kind.REFERENCE:
        return sorted(set(session.names.all(column.target).values()), key=str.casefold)
    if column.kind is Kind.FLAG:
        return ["No", "Yes"]
    if isinstance(column.choices, type):
        return sorted(member.label for member in column.choices)
    return []


def type_ahead(editor: QLineEdit, session: Session, key: str) -> None:
    """Complete in the editor what begins as somebody types; up and down go through all that begins so."""
    texts = offered(session, key)
    if not texts:
        return
    model = QStringListModel(texts, editor)
    completer = ListCompleter(model, editor) if key == "resources" else QCompleter(model, editor)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
    editor.setCompleter(completer)
    Containing(model, editor, several=key == "resources")


class Containing(QCompleter):
    """Lists below the editor the names that have what is typed inside; the first is taken by Enter.

    several: names stand between semicolons, and the last one is being typed.
    """

    def __init__(self, model: QStringListModel, editor: QLineEdit, *, several: bool) -> None:
        super().__init__(model, editor)
        self._editor, self._names, self._several = editor, model.stringList(), several
        self.setWidget(editor)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self._list = QListView()
        self._list.setAccessibleName(translate("Gantt", "Names that contain what is typed"))
        self.setPopup(self._list)
        self.activated.connect(self._take)
        editor.textEdited.connect(self._offer)

    def _parts(self) -> tuple[str, str]:
        """What stands before the name that is typed, and the name."""
        before, semicolon, last = self._editor.text().rpartition(";" if self._several else "\0")
        name = last.lstrip()
        return before + semicolon + last[: len(last) - len(name)], name

    def _offer(self) -> None:
        typed = self._parts()[1].casefold()
        if not typed or any(name.casefold().startswith(typed) for name in self._names):
            self._list.hide()
            return
        self.setCompletionPrefix(typed)
        if not self.completionCount():
            self._list.hide()
            return
        names = self._list.sizeHintForColumn(0) + self._list.verticalScrollBar().sizeHint().width()
        width = max(self._editor.width(), names + _EDGES)
        self.complete(QRect(0, 0, width, self._editor.height()))
        self._list.setCurrentIndex(self.completionModel().index(0, 0))

    def _take(self, name: str) -> None:
        """The name in place of what is typed; the editor stays, so that units can follow."""
        self._editor.setText(self._parts()[0] + name)
        self._editor.setModified(True)


class ListCompleter(QCompleter):
    """Completes the last of several names, which stand between semicolons."""

    def __init__(self, model: QStringListModel, editor: QLineEdit) -> None:
        super().__init__(model, editor)
        self._editor, self._before = editor, ""
        editor.installEventFilter(self)

    def splitPath(self, path: str) -> list[str]:
        """The part that is being typed."""
        before, semicolon, last = path.rpartition(";")
        name = last.lstrip()
        self._before = before + semicolon + last[: len(last) - len(name)]
        return [name or _NOTHING]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The whole text with the part completed."""
        return self._before + str(super().pathFromIndex(index))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A bracket or a semicolon goes behind the name that is offered, and so takes it."""
        if (
            watched is self._editor
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.text() in ("[", ";")
            and self._editor.selectionEnd() == len(self._editor.text())
        ):
            self._editor.end(False)
        return super().eventFilter(watched, event)
