"""What stands below the map: the list of links, the findings, or what a slip moves; or nothing."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from ..session import Session
from .findings_panel import FindingsPanel
from .links_panel import LinksPanel
from .moves_panel import MovesPanel


class Lower(QStackedWidget):
    """links, findings, moves: the panels, of which one is shown at a time."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("network-lower")
        self.links = LinksPanel(session, self)
        self.findings = FindingsPanel(session, self)
        self.moves = MovesPanel(session, self)
        for panel in (self.links, self.findings, self.moves):
            self.addWidget(panel)
        self._switches: dict[QWidget, QAction] = {}
        self._before: QWidget | None = self.links

    def switched_by(self, links: QAction, findings: QAction) -> None:
        """Two checkable actions of which at most one is checked."""
        self._switches = {self.links: links, self.findings: findings}
        links.setChecked(True)
        self.findings.counted.connect(
            lambda many: findings.setText(
                self.tr("Findings ({})").format(many) if many else self.tr("Findings")
            )
        )

    @property
    def shown(self) -> QWidget | None:
        """The panel that is shown."""
        return None if self.isHidden() else self.currentWidget()

    def turn(self, panel: QWidget | None) -> None:
        """Show a panel, or none."""
        if panel is not None:
            self.setCurrentWidget(panel)
        self.setVisible(panel is not None)
        for one, action in self._switches.items():
            action.setChecked(one is panel)
        if panel is self.findings:
            self.findings.load()

    def switch(self, panel: QWidget) -> None:
        """Show a panel, or none where it is shown already."""
        self.turn(None if self.shown is panel else panel)

    def begin_slip(self) -> None:
        """Show what moves; what was shown before comes back afterwards."""
        if self.shown is not self.moves:
            self._before = self.shown
        self.turn(self.moves)

    def end_slip(self) -> None:
        """Show what was shown before."""
        if self.shown is self.moves:
            self.turn(self._before)

    def remember(self, settings: QSettings) -> None:
        """Keep which panel is shown."""
        shown = self._before if self.shown is self.moves else self.shown
        settings.setValue("network/lower", shown.objectName() if shown else "")

    def recall(self, settings: QSettings) -> None:
        """Show the panel that was shown last."""
        kept = str(settings.value("network/lower", self.links.objectName()))
        self.turn(next((panel for panel in self._switches if panel.objectName() == kept), None))
