"""What is asked of a simulation: runs, seed, how risks count; and how far it is."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop.style import mark
from tpm_desktop.formats import Formats
from tpm_desktop.model.simulation import Simulation

_RUNS = (1_000, 5_000, 10_000, 50_000)
STEADY = -20_000
"""Stands for as many runs as it takes, and that many at most."""
_GREATEST_SEED = 2**31 - 1
AS_THEY_ARE, AFTER, COMPARED = range(3)


class AskingBar(QWidget):
    """The choosers and buttons above what was found."""

    def __init__(self, formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        tr, self._formats = self.tr, formats
        mark(self, role="panel")
        self.runs, self.seed, self.risks = QComboBox(), QSpinBox(), QComboBox()
        self.start, self.stop = QPushButton(tr("Run")), QPushButton(tr("Stop"))
        self.keep, self.progress = QPushButton(tr("Keep…")), QProgressBar()
        self.kept = QPushButton(tr("Kept runs"))
        for count in _RUNS:
            self.runs.addItem(tr("{} runs").format(formats.integer(count)), userData=count)
        self.runs.addItem(tr("Until it is steady"), userData=STEADY)
        self.runs.setToolTip(
            tr("Steady: more runs would hardly move the P80; {} at most").format(formats.integer(-STEADY))
        )
        self.runs.setCurrentIndex(_RUNS.index(10_000))
        self.runs.setAccessibleName(tr("How many runs"))
        self.seed.setRange(0, _GREATEST_SEED)
        self.seed.setValue(1)
        self.seed.setPrefix(tr("Seed "))
        self.seed.setAccessibleName(tr("Seed: the same one gives the same figures"))
        self.risks.addItem(tr("Risks as they are"), userData=AS_THEY_ARE)
        self.risks.addItem(tr("Risks after their responses"), userData=AFTER)
        self.risks.addItem(tr("Both, compared"), userData=COMPARED)
        self.strongest = QCheckBox(tr("Only the strongest risk of a task"))
        self.strongest.setToolTip(tr("Of several risks that hit a task only the one that acts most counts"))
        self.weigh = QCheckBox(tr("Weigh each risk"))
        self.weigh.setToolTip(tr("Runs again without each risk in turn: what it adds to finish and cost"))
        self.risks.setAccessibleName(tr("How risks count"))
        mark(self.start, role="primary")
        self.keep.setMinimumWidth(self.kept.sizeHint().width())
        self.progress.setRange(0, 100)
        self.progress.setMaximumWidth(160)
        self.progress.setAccessibleName(tr("How far the simulation is"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 8, 16, 8)
        rows.setSpacing(8)
        for widgets in (
            (self.runs, self.seed, self.risks, self.start, self.progress, self.stop),
            (self.strongest, self.weigh),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
            if self.start in widgets:
                row.addWidget(self.keep)
            else:
                row.addWidget(self.kept)
            rows.addLayout(row)

    def asked(self) -> dict[str, Any]:
        """What is asked of a simulation, by its arguments."""
        runs, risks = int(self.runs.currentData()), self.risks.currentData()
        return {
            "runs": abs(runs),
            "seed": self.seed.value(),
            "steady": runs == STEADY,
            "responses": risks == AFTER,
            "beside": risks == COMPARED,
            "strongest": self.strongest.isChecked(),
            "weigh": self.weigh.isChecked(),
        }

    def take(self, kept: Simulation) -> None:
        """Ask as a kept simulation was asked; another count of runs than those offered is added to them."""
        runs = kept.runs or _RUNS[0]
        if self.runs.findData(runs) < 0:
            self.runs.addItem(self.tr("{} runs").format(self._formats.integer(runs)), userData=runs)
        self.runs.setCurrentIndex(self.runs.findData(runs))
        self.seed.setValue(kept.seed or 0)
        self.risks.setCurrentIndex(self.risks.findData(AFTER if kept.with_responses else AS_THEY_ARE))
        self.strongest.setChecked(kept.strongest)

    def show_busy(self, busy: bool, can_keep: bool) -> None:
        """Show that it runs, or that it can run again."""
        self.progress.setVisible(busy)
        self.stop.setVisible(busy)
        self.start.setEnabled(not busy)
        self.keep.setEnabled(can_keep and not busy)
