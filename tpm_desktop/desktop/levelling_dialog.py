"""The dialog that levels: look for a plan, see what moves, take it or leave it."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QProgressBar, QPushButton, QSpinBox, QWidget

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.levelling import accept_levelling
from tpm_desktop.plan import instant
from tpm_desktop.plan.levelling import Mode, Proposal, propose
from tpm_desktop.plan.levelling_remarks import remarks
from tpm_desktop.plan.levelling_words import headline, left_lines, moved_lines, people_lines
from tpm_desktop.planning.errors import PlanError

from .lines_dialog import LinesDialog
from .session import Session
from .work import Work

_SECONDS = 5
_WIDTHS = (300, 120, 120, 120)


class LevellingDialog(LinesDialog):
    """Nothing is changed until the button is pressed; then all delays are one edit."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(self.tr("Level resources"), parent, self.tr("Move the tasks"))
        self._session = session
        self.proposal: Proposal | None = None
        self.mode, self.seconds = QComboBox(), QSpinBox()
        self.mode.addItem(self.tr("To the earliest finish"), userData=Mode.EARLIEST)
        self.mode.addItem(self.tr("Within slack: the finish stays"), userData=Mode.WITHIN_SLACK)
        self.seconds.setRange(1, 600)
        self.seconds.setValue(_SECONDS)
        self.seconds.setSuffix(self.tr(" s"))
        self.choose = QCheckBox(self.tr("Others of the same role and skills may take over"))
        self.look, self.stop = QPushButton(self.tr("Look")), QPushButton(self.tr("Stop"))
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setAccessibleName(self.tr("How far the search is"))
        self.add_field(self.tr("Move tasks"), self.mode)
        self.add_field(self.tr("Look for about"), self.seconds)
        self.fields.addRow(self.tr("People"), self.choose)
        self.fields.addRow("", self._row())
        self.head(
            (self.tr("Task"), self.tr("Start"), self.tr("Levelled start"), self.tr("Finish")),
            _WIDTHS, (1, 2, 3), self.tr("Tasks that would move"),
        )  # fmt: skip
        self._work = Work(self)
        self._work.reached.connect(self._show_progress)
        self._work.done.connect(self._came)
        self._work.failed.connect(self._failed)
        self.look.clicked.connect(self.begin)
        self.stop.clicked.connect(self._work.cancel)
        self.summary.setText(
            self.tr("Tasks wait until the people they need are free. Tasks that have begun, are put by hand,"
                    " must be on a date or have the priority 1000 stay.")
        )  # fmt: skip
        self._show_busy(False)
        self.look.setFocus()
        self.resize(760, 520)

    def _row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.look, self.progress, self.stop):
            row.addWidget(widget)
        row.addStretch(1)
        return holder

    def begin(self) -> None:
        """Look for a plan, in a thread of its own."""
        state, mode, seconds = self._session.program.plan.state, self.mode.currentData(), self.seconds.value()
        choose = self.choose.isChecked()
        self.proposal = None
        self.rows.clear()
        self.refuse("")
        self._show_busy(True)
        self._work.start(
            lambda tell: propose(
                state,
                Mode(mode),
                seconds,
                progress=lambda share, finish: tell(share, self._said(finish)),
                choose=choose,
            )
        )

    def done_with(self) -> None:
        """Take what was found as one edit."""
        proposal, program = self.proposal, self._session.program
        if proposal is None:
            return
        try:
            accept_levelling(program, proposal)
        except EditError as error:
            self.refuse(str(error))
            return
        self.accept()

    def reject(self) -> None:
        self._work.cancel()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._work.cancel()
        super().closeEvent(event)

    def _show_busy(self, busy: bool) -> None:
        for widget in (self.progress, self.stop):
            widget.setVisible(busy)
        for chooser in (self.look, self.mode, self.seconds, self.choose):
            chooser.setEnabled(not busy)
        found = self.proposal is not None and not self.proposal.changes_nothing
        self.ok.setEnabled(found and not busy and not self._session.program.file.read_only)

    def _said(self, finish: int) -> str:
        """How early all could be over, as found so far."""
        return self._session.formats.date(instant(finish))

    def _show_progress(self, share: float, finish: str) -> None:
        self.progress.setValue(round(share * 100))
        self.summary.setText(self.tr("Earliest finish so far: {}; Stop takes it").format(finish))

    def _came(self, proposal: Proposal) -> None:
        self.proposal = proposal
        formats = self._session.formats
        self.summary.setText(headline(proposal, formats) + ".")
        noted = remarks(proposal, formats)
        if noted:
            self.line((self.tr("To know before"), "", "", ""), bold=True)
        for one in noted:
            self.sentence(one.text, one.row)
        if noted and proposal.moved:
            self.line((self.tr("Moved"), "", "", ""), bold=True)
        for row, cells in moved_lines(proposal, formats):
            self.line(cells, row)
        people = people_lines(proposal)
        if people:
            self.line((self.tr("Done by somebody else"), "", "", ""), bold=True)
        for task, now, then in people:
            self.sentence(self.tr("{}: {} instead of {}").format(task, then, now))
        left = left_lines(proposal, formats)
        if left:
            self.line((self.tr("Still needed more than there is"), "", "", ""), bold=True)
        for who, first, last, tasks in left:
            self.line((f"{who}: {tasks}", first, last, ""))
        self._show_busy(False)
        (self.ok if self.ok.isEnabled() else self.look).setFocus()

    def _failed(self, problem: Exception) -> None:
        self._show_busy(False)
        if not isinstance(problem, PlanError):
            raise problem
        self.refuse(str(problem))
