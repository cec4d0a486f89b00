"""The bar above the heat map: whose risks, of which kind, as they are, after or how they move."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from tpm_desktop.plan import State

_LONGEST = 50


class HeatBar(QWidget):
    """Args: kind, projects: filled here; actions: by name."""

    def __init__(
        self, kind: QComboBox, projects: QComboBox, actions: Mapping[str, QAction], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._projects = projects
        kind.addItem(self.tr("Threats"), userData=False)
        kind.addItem(self.tr("Opportunities"), userData=True)
        kind.setObjectName("heat-map-kind")
        kind.setAccessibleName(self.tr("Threats or opportunities"))
        projects.setObjectName("heat-map-project")
        projects.setAccessibleName(self.tr("Component project"))
        projects.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 8)
        row.setSpacing(8)
        row.addWidget(kind)
        row.addWidget(projects)
        row.addStretch(1)
        said = {"before": self.tr("Before"), "after": self.tr("After"), "moves": self.tr("Movement")}
        for name in (*said, "task", "issue", "scales"):
            button = QToolButton()
            button.setDefaultAction(actions[name])
            style = Qt.ToolButtonStyle
            button.setToolButtonStyle(style.ToolButtonTextOnly if name in said else style.ToolButtonIconOnly)
            button.setText(said.get(name, actions[name].text()))
            row.addWidget(button)

    def offer_projects(self, state: State) -> None:
        """Offer the component projects that there are now; the chosen one stays."""
        kept = self._projects.currentData()
        self._projects.clear()
        self._projects.addItem(self.tr("All component projects"), userData="")
        for row in state.outline.children(-1):
            name = state.names[row]
            named = name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
            self._projects.addItem(named, userData=state.outline.ids[row])
        self._projects.setCurrentIndex(max(self._projects.findData(kept), 0))
