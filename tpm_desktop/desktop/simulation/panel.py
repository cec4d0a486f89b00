"""The chart of a simulation with its choosers: whose finish or cost, how sure, and what that takes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.style import mark
from tpm_desktop.formats import Formats
from tpm_desktop.plan.simulation import Confidence, Outcome
from tpm_desktop.plan.simulation_words import chance, day, sure, target_name

from .charts import Cloud, ConfidenceChart, Curve

FINISH, COST = range(2)
_SURE = 108


class ChartPanel(QWidget):
    """Shows one target of an outcome at a time."""

    def __init__(self, appearance: Appearance, formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        self._formats = formats
        self._outcome: Outcome | None = None
        self.which, self.of, self.sure = QComboBox(), QComboBox(), QSpinBox()
        self.chart, self.told = ConfidenceChart(appearance, self), QLabel()
        self.which.addItems([self.tr("Finish"), self.tr("Cost"), self.tr("Both together")])
        self.which.setMinimumContentsLength(8)
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setAccessibleName(self.tr("What the chart shows"))
        self.of.setAccessibleName(self.tr("Whose finish or cost the chart shows"))
        self.of.setMinimumContentsLength(8)
        self.of.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sure.setRange(1, 99)
        self.sure.setValue(80)
        self.sure.setSuffix(self.tr(" % sure"))
        self.sure.setMaximumWidth(_SURE)
        self.sure.setAccessibleName(self.tr("How sure to be"))
        mark(self.told, role="muted")
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.which)
        row.addWidget(self.of, 1)
        row.addWidget(self.sure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.chart, 1)
        column.addWidget(self.told)
        self.which.currentIndexChanged.connect(lambda _: self._draw())
        self.of.currentIndexChanged.connect(lambda _: self._draw())
        self.sure.valueChanged.connect(lambda _: self._draw())

    def show_outcome(self, outcome: Outcome) -> None:
        """Show what came out, of the same target as before where it is still there."""
        self._outcome = outcome
        chosen = self.of.currentData()
        self.of.blockSignals(True)
        self.of.clear()
        for one in outcome.finishes:
            self.of.addItem(target_name(outcome, one), userData=one.row)
        self.of.setCurrentIndex(max(self.of.findData(chosen), 0))
        self.of.blockSignals(False)
        self._draw()

    def show_target(self, row: int) -> None:
        """Choose a target by its row."""
        self.of.setCurrentIndex(max(self.of.findData(row), 0))

    def _draw(self) -> None:
        outcome = self._outcome
        if outcome is None or self.of.currentData() is None:
            return
        row, share = int(self.of.currentData()), self.sure.value() / 100
        finish = next(one for one in outcome.finishes if one.row == row)
        cost = outcome.cost_of(row)
        which = self.which.currentIndex()
        self.chart.setVisible(which == FINISH or cost is not None)
        if which == FINISH:
            self._curve(outcome, finish, share, cost=False)
        elif cost is None:
            self.told.setText(self.tr("A milestone has no cost of its own; choose a project or the program"))
        elif which == COST:
            self._curve(outcome, cost, share, cost=True)
        else:
            self._cloud(outcome, finish, cost, share)

    def _curve(self, outcome: Outcome, one: Confidence, share: float, *, cost: bool) -> None:
        after, formats = outcome.after, self._formats
        others = () if after is None else after.costs if cost else after.finishes
        beside = next((other for other in others if other.row == one.row), None)
        title = self.tr("Cost of {}") if cost else self.tr("Finish of {}")
        said = formats.compact if cost else lambda at: day(at, formats)
        self.chart.show_curve(Curve(one, said, title.format(target_name(outcome, one)), beside, share))
        told = sure(outcome, one, share, formats, cost=cost)
        if beside is not None:
            told += self.tr("; dashed: after responses, {}").format(said(beside.at(share)))
        self.told.setText(told)

    def _cloud(self, outcome: Outcome, finish: Confidence, cost: Confidence, share: float) -> None:
        formats, row = self._formats, finish.row
        finishes, costs = outcome.points(row)
        self.chart.show_cloud(
            Cloud(
                finishes, costs, outcome.frontier(row), (finish.planned, cost.planned),
                lambda at: day(at, formats), formats.compact,
            ),
            self.which.currentText(),
        )  # fmt: skip
        level = round(share * 100)
        self.told.setText(
            self.tr("P{} of the finish and P{} of the cost hold together in {} of the runs").format(
                level, level, chance(outcome.both(share, row), formats)
            )
        )
