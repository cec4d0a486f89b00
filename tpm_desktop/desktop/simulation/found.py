"""The page of what a simulation found: in words, key figures, a chart, and what decides and weighs in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.overview.cards import Card, alike
from tpm_desktop.desktop.overview.figures import Figure
from tpm_desktop.desktop.readiness.tables import Line, LinesTable
from tpm_desktop.desktop.style import mark
from tpm_desktop.formats import Formats
from tpm_desktop.plan.simulation import Outcome
from tpm_desktop.plan.simulation_words import (
    assumptions,
    compared,
    decides,
    facts,
    headline,
    problems,
    targets,
    weighed,
)

from .kept import CARD
from .panel import ChartPanel

_CARD_VIEWS = ("gantt", "gantt", "gantt", "budget", "budget", "risk")


class FoundPage(QWidget):
    """wanted: table and id of a line that is gone to. opened: a view, by its key."""

    wanted = Signal(str, str)
    opened = Signal(str)

    def __init__(self, appearance: Appearance, formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        tr, self._formats = self.tr, formats
        self.told, self.troubles, self.assumed = QLabel(), QLabel(), QLabel()
        self.cards = [Card(self) for _ in _CARD_VIEWS]
        alike(self.cards)
        self.panel = ChartPanel(appearance, formats, self)
        self.decides = LinesTable(
            "simulation-decides", tr("What decides the finish"),
            (tr("Task"), tr("On the path"), tr("Sensitivity"), tr("Cruciality")),
            {1: 86, 2: 80, 3: 76}, frozenset({1, 2, 3}), self,
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
        self._lay_out()
        for card in self.cards:
            card.wanted.connect(self.opened)
        for table in self._tables():
            table.wanted.connect(self._go)

    def _lay_out(self) -> None:
        mark(self, role="canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 24)
        column.setSpacing(8)
        for label, role in ((self.told, "section"), (self.troubles, "warning"), (self.assumed, "muted")):
            label.setWordWrap(True)
            label.setMinimumWidth(1)  # a name without any space must not widen the page
            label.setTextFormat(Qt.TextFormat.PlainText)
            mark(label, role=role)
            column.addWidget(label)
        cards = QHBoxLayout()
        cards.setSpacing(8)
        for card in self.cards:
            card.setMinimumWidth(CARD)
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

    def say(self, outcome: Outcome, *, stale: bool) -> None:
        """Say what came out, and what there is to know about it.

        Args: stale: whether the plan is another one by now.
        """
        said = [headline(outcome, self._formats) + "."]
        if stale:
            said.append(self.tr("The plan has changed since; run again for figures of now."))
        self.told.setText(" ".join(said))
        troubles = problems(outcome)
        self.troubles.setText("\n".join(f"▲ {problem}" for problem in troubles))
        self.troubles.setVisible(bool(troubles))
        said = [assumptions(outcome, self._formats), compared(outcome, self._formats)]
        self.assumed.setText(" ".join(f"{text}." for text in said if text))

    def show_outcome(self, outcome: Outcome, text: str) -> None:
        """Show the figures. Args: text: of the lists only the lines that contain it."""
        formats, ids = self._formats, outcome.state.outline.ids
        for card, fact, view in zip(self.cards, facts(outcome, formats), _CARD_VIEWS, strict=True):
            card.show_figure(Figure(self.tr(fact.label), fact.value, fact.note, view, fact.bad))
        self.decides.show_lines(
            [
                Line("task", ids[one.row], cells)
                for one, cells in decides(outcome, formats)
                if text in cells[0].casefold()
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
                if text in cells[0].casefold()
            ]
        )
        found = weighed(outcome, formats)
        self.weights_title.setVisible(bool(found))
        self.weights.setVisible(bool(found))
        self.weights.show_lines(
            [Line("risk", risk, cells) for risk, cells in found if text in cells[0].casefold()]
        )
        self.panel.show_outcome(outcome)

    def repaint_parts(self) -> None:
        """Take the colours of the theme anew."""
        for part in (*self.cards, self.panel.chart, *(table.viewport() for table in self._tables())):
            part.update()

    def _tables(self) -> tuple[LinesTable, ...]:
        return self.decides, self.weights, self.targets

    def _go(self, table: str, row_id: str) -> None:
        if row_id:
            self.wanted.emit(table, row_id)
