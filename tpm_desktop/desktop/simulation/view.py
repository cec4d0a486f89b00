"""The simulation view: run it, see how sure finish and cost are and what decides them, keep it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.overview.cards import Card
from tpm_desktop.desktop.overview.figures import Figure
from tpm_desktop.desktop.readiness.tables import Line, LinesTable
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.desktop.work import Work
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.simulating import keep_simulation
from tpm_desktop.plan import Delta
from tpm_desktop.plan.lost_tasks import lost_tasks
from tpm_desktop.plan.simulation import Outcome, run_simulation
from tpm_desktop.plan.simulation_words import (
    assumptions,
    compared,
    decides,
    facts,
    headline,
    targets,
    weighed,
)
from tpm_desktop.planning.errors import PlanError

from .bar import AskingBar
from .panel import ChartPanel

_CARD = 116
_CARD_VIEWS = ("gantt", "gantt", "gantt", "budget", "budget", "risk")


class SimulationView(View):
    """It runs only when asked: what an edit makes stale says so and stays to be read."""

    key = "simulation"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        tr = self.tr
        self.outcome: Outcome | None = None
        self._text, self._stale = "", False
        self.bar, self.told = AskingBar(session.formats, self), QLabel()
        self.cards = [Card(self) for _ in _CARD_VIEWS]
        self.assumed = QLabel()
        self.panel = ChartPanel(appearance, session.formats, self)
        self.decides = LinesTable(
            "simulation-decides", tr("What decides the finish"),
            (tr("Task"), tr("On the path"), tr("Sensitivity"), tr("Cruciality")),
            {1: 92, 2: 84, 3: 78}, frozenset({1, 2, 3}), self,
        )  # fmt: skip
        self.weights = LinesTable(
            "simulation-weights", tr("What each risk adds to the P80"),
            (tr("Risk"), tr("Working days"), tr("Cost")), {1: 104, 2: 92}, frozenset({1, 2}), self,
        )  # fmt: skip
        self.targets = LinesTable(
            "simulation-targets", tr("How sure each finish is"),
            (tr("Finish of"), tr("Planned"), tr("Chance"), tr("P50"), tr("P80"), tr("Working days")),
            {1: 104, 2: 84, 3: 104, 4: 104, 5: 100}, frozenset({1, 2, 3, 4, 5}), self,
        )  # fmt: skip
        self.empty = EmptyState(
            "chart",
            tr("How sure are finish and cost?"),
            tr("Thousands of runs draw each duration from its range and let risks come about or not. Ranges"
               " are the program's unless a task has its own optimistic and pessimistic duration."),
            tr("Run the simulation"),
        )  # fmt: skip
        self._work = Work(self)
        self._run = command(self, "simulation-run", tr("Run the simulation"), "chart", "F9", self.run)
        self._run.setPriority(QAction.Priority.HighPriority)
        self._lay_out()
        self._join()
        self.setFocusProxy(self.bar.start)

    # How it is laid out

    def _lay_out(self) -> None:
        page = QWidget()
        mark(page, role="canvas")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 24)
        column.setSpacing(8)
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        mark(self.told, role="section")
        self.assumed.setWordWrap(True)
        self.assumed.setTextFormat(Qt.TextFormat.PlainText)
        mark(self.assumed, role="muted")
        column.addWidget(self.told)
        column.addWidget(self.assumed)
        cards = QHBoxLayout()
        cards.setSpacing(8)
        for card in self.cards:
            card.setMinimumWidth(_CARD)
            cards.addWidget(card)
        column.addLayout(cards)
        column.addLayout(self._middle())
        self.weights_title = self._titled(self.tr("What each risk adds to the P80"))
        self.weights_title.setToolTip(self.tr("It does not add up, since risks act together"))
        column.addWidget(self.weights_title)
        column.addWidget(self.weights)
        column.addWidget(self._titled(self.tr("How sure each finish is")))
        column.addWidget(self.targets)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        self.pages = QStackedWidget()
        self.pages.addWidget(area)
        self.pages.addWidget(self.empty)
        self.pages.setCurrentIndex(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        self._show_busy(False)
        whole.addWidget(self.pages, 1)

    def _middle(self) -> QHBoxLayout:
        right = QVBoxLayout()
        right.addWidget(self._titled(self.tr("What decides the finish")))
        right.addWidget(self.decides)
        right.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(24)
        middle.addWidget(self.panel, 1)
        middle.addLayout(right, 1)
        return middle

    @staticmethod
    def _titled(text: str) -> QLabel:
        label = QLabel(text)
        mark(label, role="section")
        return label

    def _join(self) -> None:
        self.bar.start.clicked.connect(self.run)
        self.bar.stop.clicked.connect(self._work.cancel)
        self.bar.keep.clicked.connect(self._keep)
        self.empty.started.connect(self.run)
        self._work.reached.connect(lambda share, _: self.bar.progress.setValue(round(share * 100)))
        self._work.done.connect(self._came)
        self._work.failed.connect(self._failed)
        for card in self.cards:
            card.wanted.connect(self.opened)
        for table in self._tables():
            table.wanted.connect(self._go)

    # The view's side of the window

    def load(self) -> None:
        self.headline_changed.emit()

    def follow(self, changes: Changes, delta: Delta) -> None:
        """What was found stays, and says that the plan has moved on since."""
        if self.outcome is not None and self.outcome.state is not self.session.program.plan.state:
            self._stale = True
            self._say()

    def restyle(self) -> None:
        for part in (*self.cards, self.panel.chart, *(t.viewport() for t in self._tables())):
            part.update()

    def commands(self) -> list[QAction]:
        return [self._run]

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        if self.outcome is not None:
            self._fill(self.outcome)

    def headline(self) -> str:
        if self.outcome is None:
            return self.tr("Not run yet")
        count = self.session.formats.integer(self.outcome.simulated.runs)
        return self.tr("{} runs, seed {}").format(count, self.outcome.asked.seed)

    # Running

    def run(self) -> None:
        """Simulate the plan as it is now, in a thread of its own."""
        if self._work.busy:
            return
        program, asked = self.session.program, self.bar.asked()
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
            self._stale = outcome.state is not self.session.program.plan.state
            self._fill(outcome)
            self.pages.setCurrentIndex(0)
            self.headline_changed.emit()
        self._show_busy(False)

    def _failed(self, problem: Exception) -> None:
        self._show_busy(False)
        if not isinstance(problem, PlanError):
            raise problem
        self.session.said.emit(str(problem))

    # What came of it

    def _say(self) -> None:
        if self.outcome is None:
            return
        said = [headline(self.outcome, self.session.formats) + "."]
        if self._stale:
            said.append(self.tr("The plan has changed since; run again for figures of now."))
        said += [f"{problem}." for problem in self.outcome.read.problems[:3]]
        self.told.setText(" ".join(said))
        formats = self.session.formats
        said = [assumptions(self.outcome, formats), compared(self.outcome, formats)]
        self.assumed.setText(" ".join(f"{text}." for text in said if text))

    def _fill(self, outcome: Outcome) -> None:
        formats, ids = self.session.formats, outcome.state.outline.ids
        self._say()
        for card, fact, view in zip(self.cards, facts(outcome, formats), _CARD_VIEWS, strict=True):
            card.show_figure(Figure(self.tr(fact.label), fact.value, fact.note, view, fact.bad))
        self.decides.show_lines(
            [
                Line("task", ids[one.row], cells)
                for one, cells in decides(outcome, formats)
                if self._text in cells[0].casefold()
            ]
        )
        projects = outcome.state.outline.is_project
        self.targets.show_lines(
            [
                Line(
                    ("project" if projects[one.row] else "task") if one.row >= 0 else "",
                    ids[one.row] if one.row >= 0 else "",
                    cells,
                    strong=one.row < 0 or bool(projects[one.row]),
                )
                for one, cells in targets(outcome, formats)
                if self._text in cells[0].casefold()
            ]
        )
        found = weighed(outcome, formats)
        self.weights_title.setVisible(bool(found))
        self.weights.setVisible(bool(found))
        self.weights.show_lines(
            [Line("risk", risk, cells) for risk, cells in found if self._text in cells[0].casefold()]
        )
        self.panel.show_outcome(outcome)

    def _tables(self) -> tuple[LinesTable, ...]:
        return self.decides, self.weights, self.targets

    def _go(self, table: str, row_id: str) -> None:
        if row_id:
            self.went.emit(table, row_id)

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
