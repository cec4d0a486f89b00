"""What is asked of a simulation: runs, seed, how risks count; and how far it is."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QPushButton, QSpinBox, QWidget

from tpm_desktop.desktop.style import mark
from tpm_desktop.formats import Formats

_RUNS = (1_000, 5_000, 10_000, 50_000)


class AskingBar(QWidget):
    """The choosers and buttons above what was found."""

    def __init__(self, formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        tr = self.tr
        mark(self, role="panel")
        self.runs, self.seed, self.risks = QComboBox(), QSpinBox(), QComboBox()
        self.start, self.stop = QPushButton(tr("Run")), QPushButton(tr("Stop"))
        self.keep, self.progress = QPushButton(tr("Keep…")), QProgressBar()
        for count in _RUNS:
            self.runs.addItem(tr("{} runs").format(formats.integer(count)), count)
        self.runs.setCurrentIndex(_RUNS.index(10_000))
        self.runs.setAccessibleName(tr("How many runs"))
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setValue(1)
        self.seed.setPrefix(tr("Seed "))
        self.seed.setAccessibleName(tr("Seed: the same one gives the same figures"))
        self.risks.addItem(tr("Risks as they are"), False)
        self.risks.addItem(tr("Risks after their responses"), True)
        self.risks.setAccessibleName(tr("How risks count"))
        mark(self.start, role="primary")
        self.progress.setRange(0, 100)
        self.progress.setMaximumWidth(160)
        self.progress.setAccessibleName(tr("How far the simulation is"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        for widget in (self.runs, self.seed, self.risks, self.start, self.progress, self.stop):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.keep)

    def show_busy(self, busy: bool, can_keep: bool) -> None:
        """Show that it runs, or that it can run again."""
        self.progress.setVisible(busy)
        self.stop.setVisible(busy)
        self.start.setEnabled(not busy)
        self.keep.setEnabled(can_keep and not busy)
