"""The life-cycle view: stages and gates of every project, and the criteria of the gate that is chosen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.new_row import ask_for
from tpm_desktop.desktop.readiness.tables import Line, LinesTable
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import dress_table, mark
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState, RagBadge
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.gates import CriterionState, Gate, Measure
from tpm_desktop.plan import Delta
from tpm_desktop.plan.life_cycle import GateLine, Judged, life_cycles
from tpm_desktop.plan.life_cycle_words import criterion_text, gate_headline, headline

from .row import LifeCycleModel, PartPainter

_VERDICT = (
    "verdict", "body_id", "decided_by_id", "decided_on", "conditions", "conditions_due", "decision_id",
)  # fmt: skip
_TONES = {CriterionState.MET: "green", CriterionState.WAIVED: "near"}
_ROW, _PART, _NAMES = 48, 190, 190


class LifeCycleView(View):
    """Each criterion leads to where its figure comes from; verdicts are recorded here."""

    key = "life-cycle"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._writable = not session.program.file.read_only
        self._text, self._loading = "", False
        self.model = LifeCycleModel(session, self)
        self.table = self._made_table()
        self.badge, self._said = RagBadge(), QLabel()
        self.criteria = LinesTable(
            "life-cycle-criteria", self.tr("Criteria of the gate"),
            (self.tr("State"), self.tr("Criterion"), self.tr("Figure or evidence"), self.tr("About")),
            {0: 74, 1: 250, 3: 150}, frozenset(), self,
        )  # fmt: skip
        self.empty = EmptyState(
            "milestone",
            self.tr("No gates yet"),
            self.tr("A gate is tied to a milestone; what must hold there is ticked off or computed."),
            self.tr("Add the first gate") if self._writable else "",
        )
        self._actions = self._made_actions()
        self._lay_out()
        self._join()
        self.setFocusProxy(self.table)

    def _made_table(self) -> QTableView:
        table = QTableView(self)
        table.setObjectName("life-cycle-table")
        table.setAccessibleName(self.tr("Stages and gates by component project"))
        table.setModel(self.model)
        table.setItemDelegate(PartPainter(table))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        dress_table(table)
        table.horizontalHeader().hide()
        table.horizontalHeader().setDefaultSectionSize(_PART)
        names = table.verticalHeader()
        names.show()
        names.setDefaultSectionSize(_ROW)
        names.setFixedWidth(_NAMES)
        names.setHighlightSections(False)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        names.setDefaultAlignment(left | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap.value))
        return table

    def _made_actions(self) -> dict[str, QAction]:
        tr, alone = self.tr, Qt.ShortcutContext.WidgetWithChildrenShortcut
        declared = (
            ("decide", tr("Record the verdict…"), "decision", "Ctrl+T", self.decide),
            ("tick", tr("Met, or open again"), "check", "Ctrl+Space", self.tick),
            ("waive", tr("Waive the criterion…"), "minus", "Ctrl+I", self.waive),
            ("open", tr("Go to the gate"), "milestone", "Ctrl+Return", self._go),
        )
        made = {
            name: command(self, f"life-cycle-{name}", text, picture, keys, done, context=alone)
            for name, text, picture, keys, done in declared
        }
        for name in ("decide", "tick", "waive"):
            made[name].setEnabled(self._writable)
        return made

    def _lay_out(self) -> None:
        lower = QWidget()
        mark(lower, role="canvas")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.badge)
        head.addWidget(self._said, 1)
        for name in ("decide", "tick", "waive"):
            button = QToolButton()
            button.setDefaultAction(self._actions[name])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            head.addWidget(button)
        column = QVBoxLayout(lower)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.criteria)
        column.addStretch(1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(lower)
        split.setStretchFactor(0, 1)
        split.setSizes([340, 260])
        self.pages = QStackedWidget()
        self.pages.addWidget(split)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _join(self) -> None:
        self.table.selectionModel().currentChanged.connect(lambda index, _: self._choose(index))
        self.table.activated.connect(lambda _: self._go())
        self.criteria.wanted.connect(lambda _, row_id: self._lead(row_id))
        self.criteria.chosen.connect(lambda table, row_id: self.session.select(table, [row_id]))
        self.empty.started.connect(lambda: self.opened.emit("gate"))

    # The view's side of the window

    def load(self) -> None:
        state, formats = self.session.program.plan.state, self.session.formats
        cycles = life_cycles(state, formats)
        kept = self._part_id()
        if self._text:
            cycles = [one for one in cycles if self._text in self._searched(one.name, one.gates)]
        self.model.show_cycles(cycles)
        self.pages.setCurrentIndex(0 if any(one.gates or one.stages for one in cycles) or self._text else 1)
        index = self.model.find(kept) if kept else QModelIndex()
        if not index.isValid():
            coming = sorted((one.next for one in cycles if one.next), key=lambda gate: gate.at)
            index = self.model.find(coming[0].id) if coming else QModelIndex()
        if index.isValid() and index != self.table.currentIndex():
            self._loading = True  # nobody has chosen it
            self.table.setCurrentIndex(index)
            self._loading = False
            self.table.scrollTo(index)
        self._show_gate()
        self.headline_changed.emit()

    @staticmethod
    def _searched(name: str, gates: tuple[GateLine, ...]) -> str:
        return " ".join((name, *(gate.name for gate in gates))).casefold()

    def follow(self, changes: Changes, delta: Delta) -> None:
        self.load()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if table in ("gate", "stage") and len(ids) == 1 and ids[0] != self._part_id():
            index = self.model.find(ids[0])
            if index.isValid():
                self.table.setCurrentIndex(index)

    def restyle(self) -> None:
        self.table.viewport().update()
        self.criteria.viewport().update()

    def commands(self) -> list[QAction]:
        return list(self._actions.values())

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self.load()

    def headline(self) -> str:
        said = headline(self.model.cycles, self.session.formats).rstrip(".")
        return self.tr("{} · filtered").format(said) if self._text else said

    # What it shows

    def _part_id(self) -> str:
        part = self.model.part(self.table.currentIndex())
        return part.id if part else ""

    @property
    def gate(self) -> GateLine | None:
        """The gate that is chosen."""
        part = self.model.part(self.table.currentIndex())
        return part if isinstance(part, GateLine) else None

    def _choose(self, index: QModelIndex) -> None:
        part = self.model.part(index)
        if self._loading:
            return
        if isinstance(part, GateLine):
            self.session.select("gate", [part.id])
        elif part is not None:
            self.session.select(part.table, [part.id])
        self._show_gate()

    def _show_gate(self) -> None:
        gate, formats = self.gate, self.session.formats
        self.badge.setVisible(gate is not None)
        self.criteria.setVisible(gate is not None and bool(gate.criteria))
        for name in ("decide", "tick", "waive"):
            self._actions[name].setEnabled(self._writable and gate is not None)
        if gate is None:
            part = self.model.part(self.table.currentIndex())
            said = self.model.words(part) if part else self.tr("Choose a gate to see what it still needs.")
            self._said.setText(said)
            return
        said = gate_headline(gate, formats)
        self.badge.show_status(gate.rag.letter, said)
        self._said.setText(said)
        self.criteria.show_lines([self._line(one) for one in gate.criteria])

    def _line(self, one: Judged) -> Line:
        tone = _TONES.get(one.state, "critical" if one.mandatory else "near")
        title = one.title if one.mandatory else self.tr("{} (not mandatory)").format(one.title)
        about = (
            one.side.label.partition(":")[0] if one.measure is Measure.HAND else one.measure.name.capitalize()
        )
        return Line(
            "gate_criterion", one.id, (criterion_text(one), title, one.figure or "–", about), tone, True
        )

    def _judged(self, row_id: str) -> Judged | None:
        gate = self.gate
        return next((one for one in gate.criteria if one.id == row_id), None) if gate else None

    def _current(self) -> Judged | None:
        row = self.criteria.currentIndex().row()
        gate = self.gate
        if gate is None or not 0 <= row < len(gate.criteria):
            self.session.said.emit(self.tr("Choose a criterion first"))
            return None
        return gate.criteria[row]

    # What it does

    def _lead(self, row_id: str) -> None:
        """To where the figure of a criterion comes from."""
        one = self._judged(row_id)
        if one is None:
            return
        if one.table:
            self.went.emit(one.table, one.target)
        elif one.view:
            self.opened.emit(one.view)
        else:
            self.went.emit("gate_criterion", one.id)

    def _go(self) -> None:
        part = self.model.part(self.table.currentIndex())
        if isinstance(part, GateLine):
            self.went.emit("gate", part.id)
        elif part is not None:
            self.went.emit(part.table, part.id)

    def decide(self) -> None:
        """Ask for the verdict; what can't be decided so is said in the dialog."""
        gate, program = self.gate, self.session.program
        row = program.file.row(Gate, gate.id) if gate else None
        if row is None:
            return
        known = {name: value for name in _VERDICT if (value := getattr(row, name)) is not None}
        ask_for(
            self.session, entry("gate"), known, self, fields=_VERDICT,
            title=self.tr("What was decided at {}?").format(row.code or row.title),
            accept=self.tr("Record"),
            make=lambda values: set_fields(program, "gate", row.id, values),
        )  # fmt: skip

    def tick(self) -> None:
        """Say that the chosen criterion is met, or no longer."""
        one = self._current()
        if one is not None:
            state = CriterionState.OPEN if one.holds else CriterionState.MET
            program = self.session.program
            self.session.do(lambda: set_fields(program, "gate_criterion", one.id, {"state": state}))

    def waive(self) -> None:
        """Ask why the chosen criterion need not hold."""
        one, program = self._current(), self.session.program
        if one is None:
            return
        ask_for(
            self.session, entry("gate_criterion"), {}, self, fields=("evidence", "by_id"),
            title=self.tr("Why need it not hold?"),
            accept=self.tr("Waive"),
            make=lambda values: set_fields(
                program, "gate_criterion", one.id, {**values, "state": CriterionState.WAIVED}
            ),
        )  # fmt: skip
