"""The estimates view: the lines of one round by project, edited in place, beside what the plan costs."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.register.sifting import RegisterSifting
from tpm_desktop.desktop.register.table import RegisterTable
from tpm_desktop.desktop.register.view import RegisterView
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.model.estimates import EstimateLine
from tpm_desktop.plan import Delta
from tpm_desktop.plan.estimate_words import headline
from tpm_desktop.plan.estimates import Round, rounds

from .bar import RoundBar
from .sifting import RoundSifting
from .steps import RoundSteps
from .table import EstimateTable

_LINE, _ROUND = "estimate_line", "estimate_round"


class EstimatesView(RegisterView):
    """A register of estimates that shows one round at a time, grouped by component project at first."""

    sifting: RoundSifting

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        self._rounds: list[Round] = []
        self._round_id = ""
        super().__init__(session, appearance, _LINE, parent)
        self.bar = RoundBar(self)
        layout = self._filled.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, self.bar)
        self.bar.chosen.connect(self._choose)
        self.steps.began.connect(self._choose)
        self.sifting.group("project_id")

    def made_sifting(self) -> RegisterSifting:
        return RoundSifting(self.session, self.model)

    def made_table(self) -> RegisterTable:
        return EstimateTable(self.session, self.model, self)

    def made_empty(self) -> EmptyState:
        return EmptyState(
            "money",
            self.tr("No estimates yet"),
            self.tr("A round says what the program is expected to cost, line by line, and on which basis."),
            self.tr("Estimate from the plan…") if self.is_writable else "",
        )

    def made_actions(self) -> list[QAction]:
        self.steps = RoundSteps(self.session, self.made_action, self)
        add, *others = super().made_actions()
        return [self.steps.begin_action, add, *self.steps.actions()[1:], *others]

    @property
    def round(self) -> Round | None:
        """The round that is shown."""
        return next((one for one in self._rounds if one.row.id == self._round_id), None)

    # The view's side of the window

    def load(self) -> None:
        self._read()
        super().load()

    def follow(self, changes: Changes, delta: Delta) -> None:
        if changes.of("program"):
            self.load()
            return
        self.sifting.forget()
        self._read()
        patch = self.model.follow(changes, set(changes.tables), computed=True)
        self.finding.follow()
        if patch.added or patch.removed or changes.of(_ROUND):
            self._show_page()

    def headline(self) -> str:
        said = headline(self.round, self.session.formats)
        return " · ".join([said, *self.sifting.said(self.model.found)])

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if table == _ROUND and len(ids) == 1:
            self._show(ids[0])
            return
        if table == _LINE and ids:
            row = self.session.program.file.row(EstimateLine, ids[0])
            if row is not None and row.round_id != self._round_id:
                self._show(row.round_id)
        super().show_selected(table, ids)

    def _show_page(self, *_: object) -> None:
        """A round without lines shows its empty table, since its steps stand above."""
        page: QWidget = self._filled
        if not self._rounds:
            page = self.empty
        elif not self.model.rowCount() and self.sifting.sieve.condition is not None:
            page = self.nothing
            self.nothing.tell()
        self._layout.setCurrentWidget(page)

    # Which round

    def _read(self) -> None:
        """The rounds as they are; the one shown stays, else it is the newest."""
        self._rounds = rounds(self.session.program.plan.state)
        if self.round is None:
            self._restrict(self._rounds[-1].row.id if self._rounds else "")
        self._tell()

    def _restrict(self, round_id: str) -> None:
        self._round_id = self.sifting.round_id = round_id
        self.sifting.forget()
        self.model.restrict("round_id", [round_id])

    def _show(self, round_id: str) -> None:
        if round_id == self._round_id or round_id not in {one.row.id for one in self._rounds}:
            return
        self._restrict(round_id)
        self._tell()
        self._show_page()
        self.headline_changed.emit()

    def _choose(self, round_id: str) -> None:
        """Show a round, and its own fields beside it."""
        self._show(round_id)
        self.session.select(_ROUND, [round_id])

    def _tell(self) -> None:
        self.bar.show_rounds(self._rounds, self.round, self.session.formats)
        self.steps.show_round(self.round)

    # What it does

    def given(self) -> dict[str, Any]:
        return {"round_id": self._round_id} if self._round_id else {}

    def add(self) -> str | None:
        """Add a line to the round; without a round one is begun from the plan."""
        if self.round is not None:
            return super().add()
        if self.steps.begin():
            self.steps.take()
        return None
