"""What the selected rows touch in any register: seen from both sides, tied by a search over all rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop.finding import Found, best
from tpm_desktop.desktop.found_list import FoundView
from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.rows_to_find import rows_to_find
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.status_bar import announce
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import sentence, shortened, tip
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.touches import Touched, touch, touching, untouch
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.wording import within
from tpm_desktop.plan import Delta

from .page import Page

_MOST = 100  # ties that are listed
_FOUND = 8  # rows that are offered for what is typed
_WIDE = 216  # pixels of a name in the narrowest inspector
_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Up)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TouchesPage(Page):
    """Type part of a name or code, and Enter ties the row that is marked; a click on a tie goes there."""

    def __init__(
        self, session: Session, table: str, went: SignalInstance, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, parent)
        self._table, self._went = table, went
        self._candidates: list[Found] | None = None
        self.line, self.note = QLineEdit(), QLineEdit()
        self.offered = FoundView("touch-offered", self.tr("Rows that are called so"))
        self._nothing, self._problem = QLabel(), QLabel()
        self.shown: list[QPushButton] = []  # the names of what it touches
        self._blocks: list[QWidget] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._lay_out()

    def _lay_out(self) -> None:
        hint = self.tr("Tie to a row: type part of its name or code")
        self.line.setObjectName("touch-search")
        self.line.setAccessibleName(hint)
        self.line.setPlaceholderText(hint)
        self.line.addAction(icon("search", None, "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self.note.setObjectName("touch-note")
        self.note.setAccessibleName(self.tr("Why they touch"))
        self.note.setPlaceholderText(self.tr("Why, if that needs saying"))
        self.note.installEventFilter(self)
        self.note.hide()
        self.offered.hide()
        self.offered.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offered.clicked.connect(lambda index: self._tie())
        for label, role in ((self._problem, "problem"), (self._nothing, "muted")):
            mark(label, role=role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._problem.hide()
        for part in (self.line, self.note, self.offered, self._problem, self._nothing):
            self.column.addWidget(part)
        self.column.addLayout(self._list)
        self.column.addStretch(1)

    # Showing

    def show_ids(self, ids: tuple[str, ...]) -> None:
        if ids != self.ids:
            self._clear()
        super().show_ids(ids)

    def load(self) -> None:
        self._candidates = None
        writable = not self.session.program.file.read_only
        self.line.setEnabled(writable)
        found = touching(self.session.program.file, self._table, self.ids)
        more = len(found) - _MOST
        self._nothing.setText(
            self.tr("The first {} of {}.").format(_MOST, self.session.formats.integer(len(found)))
            if more > 0
            else self.tr(
                "Nothing is tied to it yet. A tie is seen from both rows, and goes with either of them."
            )
        )
        self._nothing.setVisible(not found or more > 0)
        for block in self._blocks:
            self._list.removeWidget(block)
            block.deleteLater()
        self.shown = []
        self._blocks = [self._made(one, writable=writable) for one in found[:_MOST]]
        for block in self._blocks:
            self._list.addWidget(block)

    def _made(self, one: Touched, *, writable: bool) -> QWidget:
        """Its name to go there, its code, register and why below, and a button that unties."""
        about, names, block = entry(one.table), self.session.names, QWidget()
        name = names.name(one.table, one.row_id) or self.tr("Unnamed")
        go = QPushButton(icon(about.icon, colour="muted"), "")
        shown = go.fontMetrics().elidedText(name.partition("\n")[0], Qt.TextElideMode.ElideRight, _WIDE)
        go.setText(shown.replace("&", "&&"))
        go.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        go.setObjectName("touch-go")
        mark(go, role="link")
        go.setToolTip(tip(name))
        go.setAccessibleName(self.tr("Go to {} {}").format(within(self.tr(about.label)), name))
        go.clicked.connect(lambda: self._went.emit(one.table, one.row_id))
        remove = QToolButton()
        remove.setObjectName("touch-remove")
        remove.setIcon(icon("close", colour="muted"))
        remove.setAutoRaise(True)
        remove.setToolTip(self.tr("Untie"))
        remove.setAccessibleName(self.tr("Untie from {}").format(name))
        remove.setEnabled(writable)
        remove.clicked.connect(lambda: self._untie(one.touch_id))
        of = names.name(self._table, one.of) if len(self.ids) > 1 else ""
        told = (
            names.code(one.table, one.row_id),
            self.tr(about.label),
            shortened(one.note, 200),
            shortened(of, 40),
        )
        detail = QLabel(" · ".join(part for part in told if part))
        detail.setTextFormat(Qt.TextFormat.PlainText)
        detail.setWordWrap(True)
        detail.setContentsMargins(24, 0, 0, 0)
        mark(detail, role="muted")
        line = QHBoxLayout()
        line.addWidget(go, 1)
        line.addWidget(remove)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(detail)
        self.shown.append(go)
        return block

    def follow(self, changes: Changes, delta: Delta) -> None:
        self._candidates = None
        tied = {one.table for one in touching(self.session.program.file, self._table, self.ids)}
        if changes.of("touch") or changes.of("program") or tied & set(changes.tables):
            self.load()

    # Tying

    def _search(self, typed: str) -> None:
        if not typed.strip():
            self.offered.hide()
            self.note.hide()
            return
        if self._candidates is None:
            self._candidates = list(rows_to_find(self.session))
        mine = {(self._table, row_id) for row_id in self.ids}
        tied = {(one.table, one.row_id) for one in touching(self.session.program.file, self._table, self.ids)}
        out = mine | (tied if len(self.ids) == 1 else set())
        found = best(self._candidates, typed, _FOUND + len(out))
        shown = [one for one in found if (one.kind, one.key) not in out][:_FOUND]
        self.offered.show_found(shown, _FOUND)
        self.note.setVisible(bool(shown))
        self._say("" if shown else self.tr("no other row is called so; type part of a name or a code"))
        if shown:
            self.offered.setCurrentIndex(self.offered.found.index(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move among what is offered while one types; Enter ties."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in _ENTER:
                self._tie()
                return True
            if event.key() in _KEYS and not self.offered.isHidden():
                self.offered.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def _tie(self) -> None:
        index = self.offered.currentIndex()
        if self.offered.isHidden() or not index.isValid():
            return
        found, why = self.offered.found.found[index.row()], self.note.text()
        other = (found.kind, found.key)
        reason = self.session.attempt(
            lambda: touch(self.session.program, self._table, self.ids, other, why.strip())
        )
        if reason:
            self._say(reason)
        else:
            self._clear()
            self.line.setFocus()

    def _untie(self, touch_id: str) -> None:
        self._say(self.session.attempt(lambda: untouch(self.session.program, [touch_id])))

    def _clear(self) -> None:
        self.line.clear()
        self.note.clear()
        self._say("")

    def _say(self, reason: str) -> None:
        self._problem.setText(sentence(reason) if reason else "")
        self._problem.setVisible(bool(reason))
        announce(self.line, reason)
