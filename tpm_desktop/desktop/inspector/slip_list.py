"""What moves if the selected row slips a week: asked of the engine in a thread, with a way to each."""

from __future__ import annotations

from PySide6.QtCore import QTimer, SignalInstance
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.found_list import FoundView
from tpm_desktop.desktop.impact import Answer, Asking, SlipSaid
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.status_bar import announce
from tpm_desktop.file.errors import EditError
from tpm_desktop.plan import State
from tpm_desktop.plan.slips import subject_of

_PATIENCE = 120  # milliseconds for who runs through rows with the arrow keys
_MOST = 100
_SEEN = 6  # rows before the list scrolls


class SlipList(QWidget):
    """The finish, commitments, projects and milestones that would move; a click or Enter goes there.

    went: told where, by table and id.
    """

    def __init__(
        self, session: Session, table: str, went: SignalInstance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._table = session, table
        self._row_id: str | None = None
        self._asked: State | None = None
        self.asking = Asking(self)
        self.asking.answered.connect(self._show)
        self.asking.failed.connect(lambda problem: self._say(str(problem)))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self._ask)
        self.summary = QLabel()
        self.summary.setObjectName("slip-summary")
        self.summary.setWordWrap(True)
        self.list = FoundView("slip", self.tr("What moves if this slips a week"), self)
        self.list.chosen.connect(lambda found: went.emit(found.kind, found.key))
        self.map = QPushButton(self.tr("Show on the map"))
        self.map.setObjectName("slip-map")
        self.map.clicked.connect(lambda: session.slip_wanted.emit(self._table, self._row_id or ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.summary, self.list, self.map):
            column.addWidget(part)
            part.hide()

    def show_row(self, row_id: str | None) -> None:
        """Be about a row, or none; what it moves is shown a moment later."""
        state = self._session.program.plan.state
        if row_id == self._row_id and state is self._asked:
            return
        if row_id != self._row_id:
            self._say("")
        self.asking.cancel()
        self._row_id, self._asked = row_id, None
        self._timer.start()

    @property
    def busy(self) -> bool:
        """Whether what is to be shown is still to come."""
        return self._timer.isActive() or self.asking.busy

    def _ask(self) -> None:
        state = self._asked = self._session.program.plan.state
        if self._row_id is None:
            return
        try:
            subject = subject_of(state, self._table, self._row_id)
        except EditError as problem:
            self._say(self.tr("Nothing: {}.").format(problem))
            return
        self.asking.ask(state, subject, self._session.formats.minutes_per_week)

    def _show(self, answer: Answer) -> None:
        said = SlipSaid(self._session, answer.state, answer.found)
        self._say(said.sentence(), list(said.rows())[:_MOST], known=True)

    def _say(self, text: str, found: list[Found] | None = None, *, known: bool = False) -> None:
        self.summary.setText(text)
        self.summary.setVisible(bool(text))
        announce(self, text)
        self.list.show_found(found or [], _SEEN)
        self.map.setVisible(known)
