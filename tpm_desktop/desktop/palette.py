"""The palette: type part of a name, and do or go there with Enter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QLineEdit, QListView, QVBoxLayout

from tpm_desktop.model.catalogue import entry

from .finding import Found, best
from .found_list import FOUND, FoundModel, FoundPainter
from .help import keys, plain_text
from .icons import icon
from .rows_to_find import rows_to_find
from .style import mark
from .views import view_of_table, views

if TYPE_CHECKING:
    from .main_window import MainWindow

_SIZE = QSize(620, 420)
_MOST = 60
_LEAST = 2  # letters from which texts are searched


class Palette(QDialog):
    """Every action, every view and every row of the open program, by name and code and by all its texts."""

    def __init__(self, window: MainWindow, *, rows_only: bool = False) -> None:
        super().__init__(window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window = window
        self._actions = (
            {} if rows_only else {id(a): a for a in window.actions_.all_actions() if a.isEnabled()}
        )
        self._everything = list(self._candidates(rows_only))
        self.line, self.list, self._none = QLineEdit(), QListView(), QLabel(self.tr("Nothing is called so"))
        self._results = FoundModel(self)
        hint = (
            self.tr("Go to a row by name or code") if rows_only else self.tr("Find any row, view or command")
        )
        self._lay_out(hint)
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._take())
        if window.session is not None:
            window.session.texts.ready.connect(self._search_again)
            window.session.texts.prepare()
        self._search("")
        self._place()

    def _lay_out(self, hint: str) -> None:
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self.line.setMinimumHeight(36)
        self.line.addAction(icon("search", None, "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.list.setModel(self._results)
        self.list.setItemDelegate(FoundPainter(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        mark(self._none, role="muted")
        self._none.setContentsMargins(16, 8, 16, 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for part in (self.line, self._none, self.list):
            column.addWidget(part)
        self.line.setFocus()

    def _place(self) -> None:
        """Under the tool bar, in the middle of the window."""
        over = self._window.geometry()
        width = min(_SIZE.width(), over.width() - 32)
        height = min(_SIZE.height(), over.height() - 80)
        self.setGeometry(over.center().x() - width // 2, over.top() + 64, width, height)

    def _candidates(self, rows_only: bool) -> Iterator[Found]:
        if not rows_only:
            for action in self._actions.values():
                yield Found(plain_text(action), keys(action), "action", str(id(action)), bonus=8)
            for view in views():
                detail = self.tr("view · {}").format(view.area.value)
                yield Found(view.label, detail, "view", view.key, view.icon, bonus=12)
        session = self._window.session
        if session is None:
            return
        yield from rows_to_find(session)

    def _search_again(self) -> None:
        """The texts were read meanwhile: what is found in them comes below what is called so."""
        if self.line.text().strip():
            self._search(self.line.text())

    def _search(self, typed: str) -> None:
        named = best(self._everything, typed, _MOST)
        self._results.show_found([*named, *self._in_texts(typed, named)])
        found = bool(self._results.found)
        self.list.setVisible(found)
        self._none.setVisible(not found)
        if found:
            self.list.setCurrentIndex(self._results.index(0))

    def _in_texts(self, typed: str, named: list[Found]) -> Iterator[Found]:
        """Rows in whose texts it stands, without those that are called so."""
        session = self._window.session
        if session is None or len(typed.strip()) < _LEAST:
            return
        told = {(found.kind, found.key) for found in named}
        for hit in session.texts.find(typed, _MOST):
            name = session.names.name(hit.table, hit.row_id)
            if (hit.table, hit.row_id) in told or not name or view_of_table(hit.table) is None:
                continue
            told.add((hit.table, hit.row_id))
            about = entry(hit.table)
            excerpt = " ".join(hit.excerpt.split())
            detail = f"{excerpt} · {about.label}" if excerpt else about.label
            yield Found(name, detail, hit.table, hit.row_id, about.icon)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while one types."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
            moves = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
            if event.key() in moves:
                self.list.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def _take(self) -> None:
        index = self.list.currentIndex()
        if not index.isValid():
            return
        found: Found = index.data(FOUND)
        self.close()
        if found.kind == "action":
            action: QAction = self._actions[int(found.key)]
            action.trigger()
        elif found.kind == "view":
            self._window.show_view(found.key)
        else:
            self._window.go_to(found.kind, found.key)
