"""The inspector's page of a decision: its options, deciding for one, and what it replaces."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from tpm_desktop.desktop.capital.parts_list import PartsList
from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.found_list import FoundView
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.decisions import decide_for
from tpm_desktop.model.governance import Decision, DecisionOption, DecisionState
from tpm_desktop.plan import Delta
from tpm_desktop.plan.decision_words import chain, option_words

from .page import Page

_OPEN = (DecisionState.DRAFT, DecisionState.ASKED, DecisionState.DEFERRED)


class DecisionPage(Page):
    """Options side by side in one list; the chain of decisions that took each other's place below."""

    def __init__(self, session: Session, went: SignalInstance, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.options = PartsList(session, "decision_option", self.tr("Options"), self, owner="decision_id")
        self.decide = QPushButton(self.tr("Decide for it"))
        self.decide.setObjectName("decide-for")
        mark(self.decide, role="primary")
        self.decide.clicked.connect(self._decide)
        self.back = QPushButton(self.tr("See the plan it was decided on"))
        self.back.clicked.connect(self._look_back)
        self._note, self._heading = QLabel(), QLabel(self.tr("Took each other's place"))
        self._note.setWordWrap(True)
        mark(self._note, role="muted")
        mark(self._heading, role="caption")
        self.chain = FoundView("decision-chain", self.tr("Decisions that took each other's place"))
        self.chain.chosen.connect(lambda found: went.emit(found.kind, found.key))
        row = QHBoxLayout()
        row.addWidget(self.decide)
        row.addWidget(self.back)
        row.addStretch(1)
        self.column.addWidget(self.options)
        self.column.addLayout(row)
        for part in (self._note, self._heading, self.chain):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def _row(self) -> Decision | None:
        return self.session.program.file.row(Decision, self.ids[0]) if len(self.ids) == 1 else None

    def load(self) -> None:
        row, file, formats = self._row(), self.session.program.file, self.session.formats
        self.options.setVisible(row is not None)
        self.decide.setVisible(row is not None and row.state in _OPEN and not file.read_only)
        self.back.setVisible(row is not None and bool(row.record))
        self._note.setText(self.tr("Select one decision to see its options.") if row is None else "")
        self._note.setVisible(row is None)
        found = chain(file, row.id) if row is not None else []
        self._heading.setVisible(len(found) > 1)
        if row is None:
            return
        options = file.rows(DecisionOption, decision_id=row.id)
        self.decide.setEnabled(bool(options))
        self.options.show_rows(
            row.id,
            [
                Found(one.title, " · ".join(filter(None, (option_words(one, formats), one.consequence))),
                      "", one.id, "check" if one.chosen else "decision")
                for one in options
            ],
        )  # fmt: skip
        self.chain.show_found(
            [
                Found(f"{one.code} {one.title}", " · ".join(filter(None, (one.state.label, formats.date(
                    one.decided_on, year=True)))), "decision", one.id, "decision")
                for one in (found if len(found) > 1 else ())
            ],
            8,
        )  # fmt: skip

    def follow(self, changes: Changes, delta: Delta) -> None:
        if changes.of("decision") or changes.of("decision_option"):
            self.load()

    def _decide(self) -> None:
        chosen = self.options.current
        if not chosen:
            self.session.said.emit(self.tr("Choose the option that was decided for"))
            return
        self.session.do(partial(decide_for, self.session.program, chosen))

    def _look_back(self) -> None:
        row = self._row()
        if row is not None and row.record:
            self.session.past_wanted.emit(row.record)
