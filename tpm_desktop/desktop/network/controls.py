"""The row above the graph: what of it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from ..icons import icon
from .fields import FieldMenu
from .graph import ALL_STEPS, Wanted

_STEPS = (1, 2, 3, 5, ALL_STEPS)
_NOT_AROUND = -1


class Controls(QWidget):
    """Filters as switches. wanted_changed: what is to be seen; text and task are the view's."""

    wanted_changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("network-controls")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 4, 8, 8)
        self._row.setSpacing(1)
        self.critical = self._switch("critical", self.tr("Critical"), self.tr("Only critical tasks"))
        self.near = self._switch(
            "near",
            self.tr("Near-critical"),
            self.tr("Only tasks with little slack, beside the critical ones"),
        )
        self.crossing = self._switch(
            "crossing", self.tr("Crossing"), self.tr("Only tasks with links to other projects")
        )
        self.driving = self._switch(
            "driving",
            self.tr("Driving"),
            self.tr("Only links that decide dates: of the selected task, else of the program’s finish"),
        )
        self.around = self._steps("around", self.tr("Steps back from the selected task"))
        self.around.addItem(self.tr("All tasks"), userData=_NOT_AROUND)
        self.forward = self._steps("forward", self.tr("Steps forward from the selected task"))
        back, on = self.tr("back"), self.tr("forward")
        for box, way in ((self.around, back), (self.forward, on)):
            for steps in (*_STEPS, 0):
                box.addItem(self._said(steps).format(way), userData=steps)
        self.forward.hide()
        self._row.addStretch(1)
        self.fields = FieldMenu(self)
        self._row.addWidget(self._field_button())

    def _said(self, steps: int) -> str:
        return self.tr("All {}") if steps == ALL_STEPS else f"{steps} {{}}"

    def _steps(self, name: str, text: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"network-{name}")
        box.setAccessibleName(text)
        box.setToolTip(text)
        box.activated.connect(self._tell)
        self._row.addWidget(box)
        return box

    def _field_button(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("network-fields")
        button.setIcon(icon("columns"))
        button.setToolTip(self.fields.title())
        button.setAccessibleName(self.fields.title())
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(self.fields)
        return button

    def _switch(self, name: str, text: str, hint: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"network-only-{name}")
        button.setText(text)
        button.setToolTip(hint)
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

    def turn_around(self) -> None:
        """Look around the selected task, two steps each way; or at all tasks again."""
        looks = self.is_around
        self.around.setCurrentIndex(0 if looks else self.around.findData(2))
        self.forward.setCurrentIndex(self.forward.findData(2))
        self._tell()

    @property
    def is_around(self) -> bool:
        """Whether only what lies around a task is wanted."""
        return int(self.around.currentData()) != _NOT_AROUND

    def _tell(self) -> None:
        self.forward.setVisible(self.is_around)
        self.wanted_changed.emit(self.apply(Wanted()))

    def apply(self, wanted: Wanted, task: str = "") -> Wanted:
        """What is wanted, with these switches and around that task."""
        return replace(
            wanted,
            critical=self.critical.isChecked(),
            near=self.near.isChecked(),
            crossing=self.crossing.isChecked(),
            driving=self.driving.isChecked(),
            around=task if self.is_around else "",
            back=max(int(self.around.currentData()), 0) if self.is_around else 1,
            forward=int(self.forward.currentData()) if self.is_around else 1,
        )
