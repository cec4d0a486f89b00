"""The row above the graph: what of it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QWidget

from ..style import mark
from .graph import Wanted

_STEPS = (1, 2, 3, 0)


class Controls(QWidget):
    """Filters as switches. wanted_changed: what is to be seen; text and task are the view's."""

    wanted_changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("network-controls")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 4, 12, 8)
        self._row.setSpacing(4)
        self.critical = self._switch("critical", self.tr("Critical only"))
        self.crossing = self._switch("crossing", self.tr("Between projects only"))
        self._row.addSpacing(12)
        label = QLabel(self.tr("Around the selected task"))
        mark(label, role="muted")
        self._row.addWidget(label)
        self.around = QComboBox()
        self.around.setObjectName("network-around")
        self.around.setAccessibleName(label.text())
        self.around.addItem(self.tr("Everything"), -1)
        for steps in _STEPS:
            said = (
                self.tr("All that is linked")
                if not steps
                else self.tr("1 step")
                if steps == 1
                else self.tr("{} steps").format(steps)
            )
            self.around.addItem(said, steps)
        self._row.addWidget(self.around)
        self._row.addStretch(1)
        self.around.activated.connect(self._tell)

    def _switch(self, name: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"network-only-{name}")
        button.setText(text)
        button.setCheckable(True)
        button.toggled.connect(self._tell)
        self._row.addWidget(button)
        return button

    def add(self, actions: Sequence[QAction]) -> None:
        """Buttons for actions, at the right; switches say in words what they switch."""
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
            button.setToolButtonStyle(beside if action.isCheckable() else alone)
            self._row.addWidget(button)

    def _tell(self) -> None:
        self.wanted_changed.emit(self.apply(Wanted()))

    def apply(self, wanted: Wanted, task: str = "") -> Wanted:
        """What is wanted, with these switches and around that task."""
        steps = int(self.around.currentData())
        return replace(
            wanted,
            critical=self.critical.isChecked(),
            crossing=self.crossing.isChecked(),
            around=task if steps >= 0 else "",
            steps=max(steps, 0),
        )
