"""The simulation view: run it, see how sure finish and cost are and what decides them, keep it."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QInputDialog,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.desktop.work import Work
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.simulating import keep_simulation
from tpm_desktop.model.simulation import Simulation
from tpm_desktop.plan import Delta
from tpm_desktop.plan.lost_tasks import lost_tasks
from tpm_desktop.plan.simulation import Outcome, run_simulation
from tpm_desktop.planning.errors import PlanError

from .bar import AskingBar
from .found import FoundPage
from .kept import KeptPage

_FOUND, _EMPTY, _KEPT = range(3)


class SimulationView(View):
    """It runs only when asked: what an edit makes stale says so and stays to be read."""

    key = "simulation"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        tr = self.tr
        self.outcome: Outcome | None = None
        self._text = ""
        self.bar = AskingBar(session.formats, self)
        self.found = FoundPage(appearance, session.formats, self)
        self.empty = EmptyState(
            "chart",
            tr("How sure are finish and cost?"),
            tr("Thousands of runs draw each duration from its range and let risks come about or not. Ranges"
               " are the program's unless a task has its own optimistic and pessimistic duration."),
            tr("Run the simulation"),
        )  # fmt: skip
        self.kept_runs = KeptPage(session, self)
        self._work = Work(self)
        self._run = command(self, "simulation-run", tr("Run the simulation"), "chart", "F9", self.run)
        self._run.setPriority(QAction.Priority.HighPriority)
        self._lay_out()
        self._join()
        self.setFocusProxy(self.bar.start)

    # How it is laid out

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        self.pages.addWidget(self._scrolled(self.found))
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self._scrolled(self.kept_runs))
        self.pages.setCurrentIndex(_EMPTY)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        self._show_busy(False)
        whole.addWidget(self.pages, 1)

    @staticmethod
    def _scrolled(page: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        return area

    def _join(self) -> None:
        self.bar.start.clicked.connect(self.run)
        self.bar.stop.clicked.connect(self._work.cancel)
        self.bar.keep.clicked.connect(self._keep)
        self.bar.kept.clicked.connect(self._show_newest)
        self.empty.started.connect(self.run)
        self.kept_runs.again.connect(self._run_again)
        self.kept_runs.back.connect(self._show_found)
        self.kept_runs.opened.connect(self.opened)
        self._work.reached.connect(lambda share, _: self.bar.progress.setValue(round(share * 100)))
        self._work.done.connect(self._came)
        self._work.failed.connect(self._failed)
        self.found.opened.connect(self.opened)
        self.found.wanted.connect(self.went)

    # The view's side of the window

    def load(self) -> None:
        """Until something was run here, what was kept is shown."""
        has_kept = self.kept_runs.load(text=self._text)
        self.bar.kept.setEnabled(has_kept)
        self.kept_runs.to_run.setVisible(self.outcome is not None)
        if self.outcome is None or (self._page == _KEPT and not has_kept):
            self.pages.setCurrentIndex(_KEPT if has_kept else _EMPTY if self.outcome is None else _FOUND)
        self.headline_changed.emit()

    @property
    def _page(self) -> int:
        return self.pages.currentIndex()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        """A kept run that is chosen anywhere is shown."""
        if table == "simulation" and len(ids) == 1 and not self._work.busy:
            self._show_kept(ids[0])

    def _show_kept(self, wanted: str = "") -> None:
        if self.kept_runs.load(wanted, self._text):
            self.kept_runs.to_run.setVisible(self.outcome is not None)
            self.pages.setCurrentIndex(_KEPT)
            self.headline_changed.emit()

    def _show_newest(self) -> None:
        self.kept_runs.shown = None
        self._show_kept()

    def _show_found(self) -> None:
        if self.outcome is not None:
            self.pages.setCurrentIndex(_FOUND)
            self.headline_changed.emit()

    def follow(self, changes: Changes, delta: Delta) -> None:
        """What was found stays, and says that the plan has moved on since; so does what was kept."""
        self.load()
        if self.outcome is not None and self.outcome.state is not self.session.program.plan.state:
            self.found.say(self.outcome, stale=True)

    def restyle(self) -> None:
        self.found.repaint_parts()
        for card in self.kept_runs.cards:
            card.update()

    def commands(self) -> list[QAction]:
        return [self._run]

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self.kept_runs.load(text=self._text)
        if self.outcome is not None:
            self.found.show_outcome(self.outcome, self._text)

    def headline(self) -> str:
        if self._page == _KEPT and self.kept_runs.shown is not None:
            return self.tr("Kept: {}").format(self.kept_runs.shown.title)
        if self.outcome is None:
            return self.tr("Not run yet")
        count = self.session.formats.integer(self.outcome.simulated.runs)
        return self.tr("{} runs, seed {}").format(count, self.outcome.asked.seed)

    # Running

    def run(self) -> None:
        """Simulate the plan as it is now, in a thread of its own."""
        self._begin(self.bar.asked())

    def _run_again(self, kept: Simulation) -> None:
        """Run as often and with the seed as then, which may be greater than one that can be typed here."""
        self.bar.take(kept)
        seed = self.bar.asked()["seed"] if kept.seed is None else kept.seed
        self._begin({**self.bar.asked(), "seed": seed})

    def _begin(self, asked: dict[str, Any]) -> None:
        if self._work.busy:
            return
        program = self.session.program
        state = program.plan.state
        asked["lost"] = lost_tasks(program.file, state)  # read here: the history belongs to this thread
        self.bar.progress.setValue(0)
        self._show_busy(True)
        self._work.start(lambda tell: run_simulation(state, **asked, progress=lambda share: tell(share, "")))

    def _show_busy(self, busy: bool) -> None:
        can_keep = self.outcome is not None and not self.session.program.file.read_only
        self.bar.show_busy(busy, can_keep)

    def _came(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            self.outcome = outcome
            self.found.say(outcome, stale=outcome.state is not self.session.program.plan.state)
            self.found.show_outcome(outcome, self._text)
            self.pages.setCurrentIndex(_FOUND)
            self.headline_changed.emit()
        self._show_busy(False)

    def _failed(self, problem: Exception) -> None:
        self._show_busy(False)
        if not isinstance(problem, PlanError):
            raise problem
        self.session.said.emit(str(problem))

    def _keep(self) -> None:
        """Keep the summary in the file under a title."""
        outcome, session = self.outcome, self.session
        if outcome is None:
            return
        title, taken = QInputDialog.getText(
            self, self.tr("Keep the simulation"), self.tr("Title"), text=self.headline()
        )
        if taken and title.strip():
            session.do(lambda: keep_simulation(session.program, outcome, title.strip()))
