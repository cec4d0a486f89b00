"""The line above the list: the status date, a week on, and whose tasks are shown."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QWidget

from tpm_desktop.desktop.inspector.moment import MomentEditor
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark

_CHOOSER = 150


class RoundBar(QWidget):
    """dated: another status date was entered. sieved: other tasks are wanted."""

    dated = Signal()
    sieved = Signal()

    def __init__(self, session: Session, week_on: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("progress-bar")
        self.date = MomentEditor(session, "progress-date", self.tr("Status date"), finish=True, parent=self)
        self.date.setFixedWidth(150)
        self.date.setReadOnly(session.program.file.read_only)
        self.date.committed.connect(self.dated)
        self.project = self._chooser("progress-project", self.tr("Component project"))
        self.who = self._chooser("progress-owner", self.tr("Owner"))
        label, self.left = QLabel(self.tr("Status &date")), QLabel()
        label.setBuddy(self.date)
        self.left.setObjectName("progress-left")
        mark(self.left, role="section")
        button = QToolButton()
        button.setDefaultAction(week_on)
        button.setText(self.tr("A week on"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 8)
        row.setSpacing(8)
        for part in (label, self.date, button):
            row.addWidget(part)
        row.addSpacing(8)
        row.addWidget(self.project)
        row.addWidget(self.who)
        row.addStretch(1)
        row.addWidget(self.left)
        self.offer((), ())

    def _chooser(self, name: str, label: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(label)
        box.setMinimumContentsLength(8)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setFixedWidth(_CHOOSER)
        box.currentIndexChanged.connect(lambda _: self.sieved.emit())
        return box

    def offer(self, projects: Iterable[tuple[str, str]], people: Iterable[tuple[str, str]]) -> None:
        """Offer component projects and people, by name and id; what is chosen stays so while it is there."""
        for box, every, choices in (
            (self.project, self.tr("All projects"), projects),
            (self.who, self.tr("All owners"), people),
        ):
            wanted = [(every, ""), *choices]
            if [(box.itemText(n), box.itemData(n)) for n in range(box.count())] == wanted:
                continue
            chosen = box.currentData()
            box.blockSignals(True)
            box.clear()
            for name, row_id in wanted:
                box.addItem(name, userData=row_id)
            box.setCurrentIndex(max(box.findData(chosen), 0))
            box.blockSignals(False)

    @property
    def wanted(self) -> tuple[str, str]:
        """The ids of the component project and the person whose tasks are wanted; empty for all."""
        return self.project.currentData() or "", self.who.currentData() or ""
