"""The progress view: the round of one status date, following every edit."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.progress_round import next_status_date, set_status_date
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.plan import Delta, State
from tpm_desktop.plan.last_round import LastRound, last_round
from tpm_desktop.plan.progress_round import Round, progress_round

from .asking import AskLine
from .bar import RoundBar
from .cells import RoundCells
from .strokes import Strokes
from .table import RoundTable


class ProgressView(View):
    """The list is shown first; then the inspector follows, and what was so at the last round."""

    key = "progress"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._begun = QTimer(self, singleShot=True)
        self._begun.timeout.connect(self._go_into_it)
        self._last: LastRound | None = None
        self._shown: State | None = None
        self._round: Round | None = None
        self._text = ""
        self._selecting = False
        self._week_on = command(
            self, "progress-week-on", self.tr("Status date a week on"), "move-right", "Ctrl+Shift+W",
            self.week_on, enabled=not session.program.file.read_only,
        )  # fmt: skip
        self.bar = RoundBar(session, self._week_on, self)
        self.ask = AskLine(session, self)
        self.table = RoundTable(self)
        self.strokes = Strokes(session, self.table, self.ask)
        self.empty = EmptyState("progress", self.tr("Nothing is due"), self.tr("Everything is done."))
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        hint = QLabel(
            self.tr(
                "D done · 1–9 tenths done · P as planned · S starts · F finishes · R remaining · Enter next"
            )
        )
        hint.setContentsMargins(16, 4, 16, 6)
        mark(hint, role="muted")
        list_page = QWidget()
        inner = QVBoxLayout(list_page)
        self.pages = QStackedWidget()
        self.pages.addWidget(list_page)
        self.pages.addWidget(self.empty)
        inner.addWidget(self.table)
        inner.addWidget(hint)
        column = QVBoxLayout(self)
        column.addWidget(self.bar)
        column.addWidget(self.ask)
        column.addWidget(self.pages)
        for layout in (inner, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)

    def _connect(self) -> None:
        self.bar.dated.connect(self._take_date)
        self.bar.sieved.connect(self._sieve)
        self.table.chosen.connect(self._select)
        self.table.doubleClicked.connect(lambda _: self.strokes.ask_remaining())
        self.strokes.made.connect(self._go_on)
        self.empty.started.connect(self._take_first_step)

    # Following the program

    def load(self) -> None:
        self._show_round()
        ids = self.table.round.ids()
        self.show_selected(*self.session.selected)
        if ids and not self.table.selected_ids():
            self._quietly_select([ids[0]])

    def _go_into_it(self) -> None:
        """What may follow once the list is seen: the inspector, and a look into the history."""
        if self.isVisible() and self._last is None:
            self._look_back()
            self._select()

    def follow(self, changes: Changes, delta: Delta) -> None:
        dated = any("status_date" in change.fields for change in changes.of("program").values())
        if dated:
            self._last = None
            self._look_back()
        else:
            self._show_round()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._shown is not None and self._shown is not self.session.program.plan.state:
            self._show_round()
        self._begun.start(0)

    def _look_back(self) -> None:
        """Look for the last round in the journal."""
        self._last = found = last_round(self.session.program)
        heading = self.tr("Since the last round") if found.state is not None else ""
        if found.status_date is not None:
            heading = self.tr("Since {}").format(self.session.formats.date(found.status_date))
        elif found.state is not None:
            heading = self.tr("Since a week ago")
        self.table.round.name_since(heading)
        self._show_round()

    def _show_round(self) -> None:
        self._shown = state = self.session.program.plan.state
        self._round = progress_round(state, self._last, self.session.program.file.promised)
        self.bar.date.show_moment(self.session.program.file.program.status_date)
        if self._round is None:
            self.table.round.show_round(None)
        else:
            cells = RoundCells(self.session, state, self._round, self._last, self.table.round.cells)
            self._offer(cells)
            self._fill(cells)
        self._say_empty()
        self._say_left()

    def _offer(self, cells: RoundCells) -> None:
        outline, names = cells.state.outline, self.session.names
        projects = [
            (cells.state.names[row], outline.ids[row]) for row in outline.is_project.nonzero()[0].tolist()
        ]
        people = {who for every in cells.who.values() for who in every}
        named = sorted(((names.name("resource", who), who) for who in people), key=lambda p: p[0].casefold())
        self.bar.offer(projects, named)

    def _fill(self, cells: RoundCells) -> None:
        kept, current = self.table.selected_ids(), self.table.verticalScrollBar().value()
        self._selecting = True
        keep = self._keep if self._text or any(self.bar.wanted) else None
        if self.table.round.show_round(cells, keep):
            self.table.verticalScrollBar().setValue(current)
            self.table.select(kept)
        self._selecting = False

    def _keep(self, cells: RoundCells, row: int) -> bool:
        project, who = self.bar.wanted
        if project and cells.project(row) != project:
            return False
        if who and who not in cells.who.get(row, ()):
            return False
        return not self._text or self._text in cells.state.names[row].casefold()

    def _sieve(self) -> None:
        if self.table.round.cells is not None:
            self._fill(self.table.round.cells)
        self._say_empty()
        self._say_left()

    def restyle(self) -> None:
        self.table.viewport().update()

    # What it says

    def _say_empty(self) -> None:
        self.pages.setCurrentIndex(0 if self.table.round.rowCount() else 1)
        state, fixed = self.session.program.plan.state, self.session.program.file.read_only
        if self._round is None:
            proposed = next_status_date(self.session.program, self.session.formats.today())
            day = self.session.formats.date(proposed, weekday=True)
            self.empty.say(
                self.tr("No status date yet"),
                self.tr(
                    "Up to which day shall the plan tell what was done? The tasks due by then stand here."
                ),
                "" if fixed else self.tr("Begin with {}").format(day),
            )
        elif state.summary.all():
            self.empty.say(
                self.tr("No tasks yet"),
                self.tr("What is due by the status date stands here, to be updated with one key a task."),
                "" if fixed else self.tr("Add tasks in the Gantt"),
            )
        elif self._text or any(self.bar.wanted):
            self.empty.say(
                self.tr("Nothing is due here"), self.tr("No task of the round fits what is chosen.")
            )
        else:
            self.empty.say(
                self.tr("Nothing is due"),
                self.tr("Up to the status date everything is done, and nothing starts in the next 7 days."),
            )

    def _say_left(self) -> None:
        found = self._round
        if found is None or not found.asked:
            self.bar.left.setText("")
        elif found.left:
            self.bar.left.setText(self.tr("{} of {} left").format(f"{found.left:,}", f"{found.asked:,}"))
        else:
            self.bar.left.setText(self.tr("All {} updated").format(f"{found.asked:,}"))
        self.headline_changed.emit()

    def headline(self) -> str:
        found = self._round
        if found is None:
            return self.tr("no status date")
        at, formats = self.session.program.file.program.status_date, self.session.formats
        many = self.tr("1 task") if found.asked == 1 else self.tr("{} tasks").format(f"{found.asked:,}")
        said = self.tr("{} to update by {}").format(many, formats.date(at, weekday=True))
        if self._text or any(self.bar.wanted):
            shown = self.tr("{} shown by the filter").format(f"{len(self.table.round.ids()):,}")
            return f"{said} · {shown}"
        return said

    def commands(self) -> list[QAction]:
        return [*self.strokes.actions, self._week_on]

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self._sieve()

    # The status date

    def week_on(self) -> None:
        """Begin the next round."""
        program = self.session.program
        moment = next_status_date(program, self.session.formats.today())
        self.session.do(lambda: set_status_date(program, moment))
        self._begin()

    def _take_date(self) -> None:
        try:
            moment = self.bar.date.moment()
        except ValueProblem as problem:
            self.bar.date.show_moment(self.session.program.file.program.status_date)
            self.session.refused.emit(str(problem))
            return
        self.session.do(lambda: set_status_date(self.session.program, moment))
        self._begin()

    def _begin(self) -> None:
        """To the first task of the round."""
        ids = self.table.round.ids()
        if ids:
            self.table.select([ids[0]])
        self.table.setFocus()

    def _take_first_step(self) -> None:
        if self._round is None:
            self.week_on()
        else:
            self.opened.emit("gantt")

    # What is selected

    def _select(self) -> None:
        ids = self.table.selected_ids()
        if ids and not self._selecting:
            self._selecting = True
            self.session.select("task", ids)
            self._selecting = False

    def _go_on(self, following: str) -> None:
        if following:
            self.table.select([following])

    def _quietly_select(self, ids: list[str]) -> None:
        self._selecting = True
        self.table.select(ids)
        self._selecting = False

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if table == "task" and not self._selecting and any(i in set(self.table.round.ids()) for i in ids):
            self._quietly_select(list(ids))
