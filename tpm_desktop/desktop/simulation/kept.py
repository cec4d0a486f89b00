"""The page of the runs that were kept: what one said, how to get it again, and whether it still holds."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from tpm_desktop.desktop.overview.cards import Card, alike
from tpm_desktop.desktop.overview.figures import Figure
from tpm_desktop.desktop.readiness.tables import Line, LinesTable
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.model.simulation import Simulation
from tpm_desktop.plan.kept_simulations import (
    edits_since,
    kept_cells,
    kept_facts,
    kept_headline,
    kept_how,
    kept_simulations,
)

CARD = 116
"""The least width of a card, six of which stand side by side on the smallest window."""
_CARD_VIEWS = ("gantt", "gantt", "gantt", "budget", "budget", "budget")


class KeptPage(QWidget):
    """Shows one kept simulation and lists all.

    again: it is to be run again as it was. back: the run of this session is wanted. opened: a view, by key.
    """

    again = Signal(object)
    back = Signal()
    opened = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.shown: Simulation | None = None
        self.told, self.how = QLabel(), QLabel()
        self.cards = [Card(self) for _ in _CARD_VIEWS]
        alike(self.cards)
        self.run_again = QPushButton(self.tr("Run again"))
        self.to_run = QPushButton(self.tr("Back to the run"))
        self.run_again.setToolTip(self.tr("With the same runs and seed, of the plan as it is now"))
        self.list = LinesTable(
            "simulation-kept", self.tr("Kept runs"),
            (self.tr("Kept run"), self.tr("Status"), self.tr("Planned"), self.tr("Chance"), self.tr("P80"),
             self.tr("Cost P80")),
            {1: 84, 2: 104, 3: 96, 4: 104, 5: 84}, frozenset({1, 2, 3, 4, 5}), self,
        )  # fmt: skip
        self._lay_out()
        self.run_again.clicked.connect(lambda: self.again.emit(self.shown))
        self.to_run.clicked.connect(self.back)
        self.list.chosen.connect(self._choose)
        for card in self.cards:
            card.wanted.connect(self.opened)

    def _lay_out(self) -> None:
        mark(self, role="canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for label, role in ((self.told, "section"), (self.how, "muted")):
            label.setWordWrap(True)
            label.setMinimumWidth(1)  # a name without any space must not widen the page
            label.setTextFormat(Qt.TextFormat.PlainText)
            mark(label, role=role)
        cards, buttons, title = QHBoxLayout(), QHBoxLayout(), QLabel(self.tr("Kept runs"))
        cards.setSpacing(8)
        for card in self.cards:
            card.setMinimumWidth(CARD)
            cards.addWidget(card)
        buttons.setSpacing(8)
        buttons.addWidget(self.run_again)
        buttons.addWidget(self.to_run)
        buttons.addStretch(1)
        mark(title, role="section")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 24)
        column.setSpacing(8)
        column.addWidget(self.told)
        column.addWidget(self.how)
        column.addLayout(cards)
        column.addLayout(buttons)
        column.addSpacing(8)
        column.addWidget(title)
        column.addWidget(self.list)
        column.addStretch(1)

    def load(self, wanted: str = "", text: str = "") -> bool:
        """Show the one wanted by its id, else the one that is shown, else the newest; whether there is one.

        Args: text: only those whose titles contain it are listed.
        """
        formats, kept = self._session.formats, kept_simulations(self._session.program.file)
        if not kept:
            self.shown = None
            return False
        known = {one.id: one for one in kept}
        before = self.shown.id if self.shown else ""
        self.shown = known.get(wanted) or known.get(before) or kept[0]
        self._show(self.shown)
        listed = [one for one in kept if text in one.title.casefold()]
        lines = [Line("simulation", one.id, kept_cells(one, formats)) for one in listed]
        if lines != self.list.shown.lines:  # choosing one of them leaves them alone
            self.list.show_lines(lines)
        return True

    def _show(self, kept: Simulation) -> None:
        program, formats = self._session.program, self._session.formats
        self.told.setText(kept_headline(kept, formats) + ".")
        self.how.setText(kept_how(kept, edits_since(program.file, kept), program.plan.state, formats))
        for card, fact, view in zip(self.cards, kept_facts(kept, formats), _CARD_VIEWS, strict=True):
            card.show_figure(Figure(self.tr(fact.label), fact.value, fact.note, view, fact.bad))

    def _choose(self, table: str, row_id: str) -> None:
        if self.shown is None or self.shown.id != row_id:
            self._session.select(table, [row_id])
