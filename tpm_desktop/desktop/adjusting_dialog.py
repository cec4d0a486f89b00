"""The dialog that brings a finish forward: what buys days, which tasks could overlap, and doing it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QTreeWidgetItem,
    QWidget,
)

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.adjusting import take_advice
from tpm_desktop.plan.adjusting import PROGRAM, Advice, Overlap, Step, advise, targets
from tpm_desktop.plan.adjusting_words import headline, overlap_cells, step_cells, together
from tpm_desktop.plan.shortening import Way
from tpm_desktop.planning.errors import PlanError

from .lines_dialog import LinesDialog
from .session import Session
from .work import Work

_WIDTHS = (360, 100, 112, 104, 128)
_SHARES = (25, 50, 75)


class AdjustingDialog(LinesDialog):
    """Nothing is changed until the button is pressed; then all that is ticked is one edit."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(self.tr("Bring the finish forward"), parent, self.tr("Do what is ticked"))
        self._session = session
        self.advice: Advice | None = None
        self._lay_out_choosers()
        self.head(
            (self.tr("What to do"), self.tr("Days earlier"), self.tr("Finish"), self.tr("Cost"),
             self.tr("A day, or at risk")),
            _WIDTHS, (1, 2, 3, 4), self.tr("What brings the finish forward"),
        )  # fmt: skip
        self._work = Work(self)
        self._work.reached.connect(lambda share, _: self.progress.setValue(round(share * 100)))
        self._work.done.connect(self._came)
        self._work.failed.connect(self._failed)
        self.look.clicked.connect(self.begin)
        self.stop.clicked.connect(self._work.cancel)
        self.rows.itemChanged.connect(self._ticked)
        self.summary.setText(
            self.tr("What is shortened costs what its task says, what its people cost in overtime, or nothing"
                    " where more of them are free. Every finish is that of the plan with it done.")
        )  # fmt: skip
        self._show_busy(False)
        self.look.setFocus()
        self.resize(940, 620)

    def _lay_out_choosers(self) -> None:
        state = self._session.program.plan.state
        self.of, self.share = QComboBox(), QComboBox()
        for row in targets(state):
            self.of.addItem(self.tr("The program") if row == PROGRAM else state.names[row], userData=row)
        for share in _SHARES:
            self.share.addItem(
                self.tr("{} of the shorter task").format(self._session.formats.share(share * 100)),
                userData=share,
            )
        self.share.setCurrentIndex(1)
        self.people, self.overtime = QCheckBox(self.tr("More people")), QCheckBox(self.tr("Overtime"))
        self.people.setToolTip(self.tr("As many as are free then, at most twice those at work"))
        self.overtime.setToolTip(
            self.tr("A quarter of a day's work on top, where the overtime rate is known")
        )
        self.look, self.stop, self.progress = (
            QPushButton(self.tr("Look")),
            QPushButton(self.tr("Stop")),
            QProgressBar(),
        )
        self.progress.setRange(0, 100)
        self.progress.setAccessibleName(self.tr("How far the search is"))
        for box in (self.people, self.overtime):
            box.setChecked(True)
        self.add_field(self.tr("Finish of"), self.of)
        self.add_field(self.tr("Overlap by"), self.share)
        self.fields.addRow(self.tr("Shorten by"), self._row(self.people, self.overtime))
        self.fields.addRow("", self._row(self.look, self.progress, self.stop))

    @staticmethod
    def _row(*widgets: QWidget) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        return holder

    def begin(self) -> None:
        """Look for advice, in a thread of its own."""
        state, target = self._session.program.plan.state, int(self.of.currentData())
        share = int(self.share.currentData()) * 100
        ways = [Way.MONEY]
        ways += [
            way for way, box in ((Way.PEOPLE, self.people), (Way.OVERTIME, self.overtime)) if box.isChecked()
        ]
        self.advice = None
        self.rows.clear()
        self.refuse("")
        self._show_busy(True)
        self._work.start(lambda tell: advise(state, target, share, lambda done: tell(done, ""), ways))

    def done_with(self) -> None:
        """Do all that is ticked as one edit."""
        if self.advice is None:
            return
        step, overlaps = self._chosen()
        try:
            take_advice(self._session.program, self.advice, step, overlaps)
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
        for chooser in (self.look, self.of, self.share, self.people, self.overtime):
            chooser.setEnabled(not busy)
        chosen = any(item.checkState(0) is Qt.CheckState.Checked for item in self._offered())
        self.ok.setEnabled(chosen and not busy and not self._session.program.file.read_only)

    def _came(self, advice: Advice) -> None:
        self.advice = advice
        formats = self._session.formats
        self.summary.setText(headline(advice, formats) + ".")
        self.rows.blockSignals(True)
        steps, overlaps = step_cells(advice, formats), overlap_cells(advice, formats)
        if steps:
            self.line((self.tr("Buy days: one of these"), "", "", "", ""), bold=True)
        for step, (finish, days, cost, last, what) in steps:
            self._offer((what, days, finish, cost, last), step)
        if overlaps:
            self.line((self.tr("Let tasks overlap: any of these"), "", "", "", ""), bold=True)
        for one, (what, by, finish, days, risk) in overlaps:
            self._offer((self.tr("{}, by {}").format(what, by), days, finish, "", risk), one)
        self.rows.blockSignals(False)
        self._show_busy(False)
        (self.rows if steps or overlaps else self.look).setFocus()

    def _offer(self, cells: tuple[str, ...], key: Step | Overlap) -> None:
        item = self.line(cells, key)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, Qt.CheckState.Unchecked)

    def _offered(self) -> Iterator[QTreeWidgetItem]:
        return (item for item in self.items() if self.key_of(item) is not None)

    def _chosen(self) -> tuple[Step | None, list[Overlap]]:
        keys = [self.key_of(item) for item in self._offered() if item.checkState(0) is Qt.CheckState.Checked]
        step = next((key for key in keys if isinstance(key, Step)), None)
        return step, [key for key in keys if isinstance(key, Overlap)]

    def _ticked(self, item: QTreeWidgetItem) -> None:
        """Of the days to buy only one can be chosen; then say what all that is chosen comes to."""
        advice = self.advice
        if advice is None:
            return
        if item.checkState(0) is Qt.CheckState.Checked and isinstance(self.key_of(item), Step):
            self.rows.blockSignals(True)
            for other in self._offered():
                if other is not item and isinstance(self.key_of(other), Step):
                    other.setCheckState(0, Qt.CheckState.Unchecked)
            self.rows.blockSignals(False)
        self._show_busy(False)
        step, overlaps = self._chosen()
        if step is None and not overlaps:
            self.summary.setText(headline(advice, self._session.formats) + ".")
            return
        try:
            finish, gained = advice.together(step, overlaps)
        except EditError as error:
            self.refuse(str(error))
            return
        self.summary.setText(together(advice, step, finish, gained, self._session.formats) + ".")

    def _failed(self, problem: Exception) -> None:
        self._show_busy(False)
        if not isinstance(problem, EditError | PlanError):
            raise problem
        self.refuse(str(problem))
