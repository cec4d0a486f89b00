"""What the staffing view is asked for: whose figures, grouped how, by which period, which figure."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from tpm_desktop.plan.staffing import Span
from tpm_desktop.plan.staffing_rows import By

from .content import Show


class StaffingBar(QWidget):
    """changed: something else is asked for."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        tr = self.tr
        self.setObjectName("staffing-controls")
        self.by = self._chooser(
            "staffing-by",
            tr("Whose demand and capacity"),
            (
                (tr("People"), By.PERSON), (tr("Roles"), By.ROLE), (tr("Teams"), By.TEAM),
                (tr("Component projects"), By.PROJECT),
            ),
        )  # fmt: skip
        self.group = self._chooser(
            "staffing-group",
            tr("How people are grouped"),
            (
                (tr("Not grouped"), ""), (tr("By line manager"), "manager_id"),
                (tr("By cost centre"), "cost_centre"), (tr("By type"), "type"),
            ),
        )  # fmt: skip
        self.span = self._chooser(
            "staffing-span",
            tr("How long a period is"),
            ((tr("Weeks"), Span.WEEK), (tr("Months"), Span.MONTH)),
        )
        self.show_ = self._chooser(
            "staffing-show",
            tr("What the figures are"),
            (
                (tr("Hours needed"), Show.WORK), (tr("Share of capacity"), Show.SHARE),
                (tr("Hours free"), Show.FREE), (tr("Committed of requested"), Show.REQUESTS),
            ),
        )  # fmt: skip
        self.only_over = QCheckBox(tr("Only over or vacant"))
        self.only_over.setObjectName("staffing-only-over")
        self.only_over.setToolTip(tr("Leave out who has enough room from the status date on"))
        self.only_over.toggled.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 8)
        row.setSpacing(8)
        for widget in (self.by, self.group, self.span, self.show_, self.only_over):
            row.addWidget(widget)
        row.addStretch(1)

    def _chooser(self, name: str, said: str, offered: tuple[tuple[str, object], ...]) -> QComboBox:
        chooser = QComboBox(self)
        chooser.setObjectName(name)
        chooser.setAccessibleName(said)
        for text, value in offered:
            chooser.addItem(text, userData=value)
        chooser.currentIndexChanged.connect(lambda _: self._take())
        return chooser

    @property
    def whose(self) -> By:
        """Whose figures are shown."""
        return By(self.by.currentData())

    @property
    def period(self) -> Span:
        """How long a period is."""
        return Span(self.span.currentData())

    @property
    def figure(self) -> Show:
        """Which figure is shown."""
        return Show(self.show_.currentData())

    def _take(self) -> None:
        self.group.setEnabled(self.whose is By.PERSON)
        self.changed.emit()

    def choose(self, chooser: QComboBox, value: object) -> None:
        """Set a chooser to what it stands for."""
        at = chooser.findData(value)
        if at >= 0:
            chooser.setCurrentIndex(at)
