"""What moves if the selected task slips a week: asked of the engine in a thread, with a way to each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Lock

from PySide6.QtCore import QModelIndex, Qt, QTimer, SignalInstance
from PySide6.QtWidgets import QFrame, QLabel, QListView, QVBoxLayout, QWidget

from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.found_list import FOUND, FoundModel, FoundPainter
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.status_bar import announce
from tpm_desktop.desktop.style import mark
from tpm_desktop.plan import State, instant
from tpm_desktop.plan.commitments import Outlook
from tpm_desktop.plan.impact import Impact, impact, slipping
from tpm_desktop.plan.impact_words import money_sentence
from tpm_desktop.planning.scenario import Scenario

_PATIENCE = 120  # milliseconds for who runs through rows with the arrow keys
_ROW = 38
_MOST = 100
_SEEN = 6  # rows before the list scrolls


class SlipList(QWidget):
    """The finish, commitments, projects and milestones that would move; a click or Enter goes there.

    went: told where, by table and id.
    """

    def __init__(self, session: Session, went: SignalInstance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._went = session, went
        self._task: str | None = None
        self._asked: State | None = None
        self._apart: tuple[object, Scenario] | None = None
        self._one_at_a_time = Lock()
        self._background = Background(self)
        self._background.done.connect(self._show)
        self._background.failed.connect(lambda problem: self._say(str(problem)))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self._ask)
        self._lay_out()

    def _lay_out(self) -> None:
        self.summary = QLabel()
        self.summary.setObjectName("slip-summary")
        self.summary.setWordWrap(True)
        self.found = FoundModel(self)
        self.list = QListView()
        self.list.setObjectName("slip")
        self.list.setAccessibleName(self.tr("What moves if this slips a week"))
        self.list.setModel(self.found)
        self.list.setItemDelegate(FoundPainter(self.list, _ROW, below=True))
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        mark(self.list, role="list")
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.summary)
        column.addWidget(self.list)
        self.list.hide()

    def show_task(self, task_id: str | None) -> None:
        """Be about a task, or none; what it moves is shown a moment later."""
        state = self._session.program.plan.state
        if task_id == self._task and state is self._asked:
            return
        if task_id != self._task:
            self._say("")
        self._background.cancel()
        self._task, self._asked = task_id, None
        self._timer.start()

    @property
    def busy(self) -> bool:
        """Whether what is to be shown is still to come."""
        return self._timer.isActive() or self._background.busy

    def _ask(self) -> None:
        state = self._session.program.plan.state
        row = state.outline.row.get(self._task or "")
        self._asked = state
        if row is None:
            return
        if not slipping(state, row):
            self._say(self.tr("Nothing: it is done."))
            return
        week = self._session.formats.minutes_per_week
        scenario, alone = self._for_the_thread(state), self._one_at_a_time

        def work() -> tuple[State, Impact]:
            with alone:
                return state, impact(state, row, week, scenario=scenario)

        self._background.start(work)

    def _for_the_thread(self, state: State) -> Scenario:
        """The plan with calendars that only the thread asks: taken over for as long as they stay the same."""
        asked = state.scenario
        if self._apart is None or self._apart[0] is not asked.calendars:
            self._apart = asked.calendars, asked.apart()
        return replace(asked, calendars=self._apart[1].calendars)

    def _show(self, result: tuple[State, Impact]) -> None:
        state, found = result
        formats = self._session.formats
        was, will = (formats.moment(instant(at), finish=True) for at in found.finish)
        if found.moves_finish:
            said = self.tr("The program finishes {} instead of {}.").format(will, was)
        else:
            said = self.tr("The program still finishes {}.").format(was)
        others = len(found.tasks) + len(found.milestones) - 1
        if others > 0:
            said += " " + self.tr("Rows that move with it: {}.").format(formats.integer(others))
        if found.newly_critical:
            count = formats.integer(len(found.newly_critical))
            said += " " + self.tr("Newly critical: {}.").format(count)
        late = sum(
            will.outlook is Outlook.LATE for was, will in found.commitments if was.outlook != will.outlook
        )
        if late:
            said += " " + self.tr("Commitments that get late: {}.").format(formats.integer(late))
        if found.money.into_other_years:
            said += " " + money_sentence(found.money, formats)
        self._say(said, list(self._rows(state, found))[:_MOST])

    def _rows(self, state: State, found: Impact) -> Iterator[Found]:
        before, after = found.difference.before, found.difference.after
        if found.moves_finish:
            late = int(after.finish.argmax())
            yield self._moved(
                self.tr("Program finish"), *found.finish, "task", state.outline.ids[late], "last"
            )
        titles = state.inputs.tables["commitment"].texts["title"]
        for was, will in found.commitments:
            if was.forecast != will.forecast:
                name, picture = (
                    titles[was.row] or "",
                    "warning" if will.outlook is Outlook.LATE else "commitment",
                )
                yield self._moved(name, was.forecast, will.forecast, "commitment", was.id, picture)
        moved = (("project", found.projects, "project"), ("task", found.milestones, "milestone"))
        for table, rows, picture in moved:
            for row in rows:
                if before.finish[row] != after.finish[row] and row != found.row:
                    yield self._moved(
                        state.names[row],
                        int(before.finish[row]),
                        int(after.finish[row]),
                        table,
                        state.outline.ids[row],
                        picture,
                    )

    def _moved(self, name: str, was: int, will: int, table: str, row_id: str, picture: str) -> Found:
        formats = self._session.formats
        detail = f"{formats.date(instant(was))} → {formats.date(instant(will))}"
        return Found(name, f"{detail} ({self._by(was, will)})", table, row_id, picture)

    def _by(self, was: int, will: int) -> str:
        """How much later by the plan's calendar, in days."""
        inputs = self._session.program.plan.state.inputs
        later = inputs.calendars[inputs.options.calendar].between(was, will)
        return self._session.formats.duration(later, unit="d", sign=True)

    def _say(self, text: str, found: list[Found] | None = None) -> None:
        self.summary.setText(text)
        self.summary.setVisible(bool(text))
        announce(self, text)
        self.found.show_found(found or [])
        self.list.setVisible(bool(found))
        height = min(len(found or []), _SEEN) * _ROW + 2
        self.list.setFixedHeight(height)

    def _go(self, index: QModelIndex) -> None:
        found: Found = index.data(FOUND)
        self._went.emit(found.kind, found.key)
