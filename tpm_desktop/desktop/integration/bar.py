"""What the test matrix shows: of which release, and whether columns without a test too."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from tpm_desktop.desktop.widgets import hint
from tpm_desktop.plan import State
from tpm_desktop.plan.integration_words import title_of

_MOST = 60  # characters of an entry


class ReleaseChoice(QComboBox):
    """The releases by code and name; chosen: the id of another one, empty for all."""

    chosen = Signal(str)

    def __init__(self, name: str, everything: str = "", parent: QWidget | None = None) -> None:
        """Args: everything: what stands first for all of them; nothing where one must be chosen."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Release"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._everything = everything
        self.activated.connect(lambda _: self.chosen.emit(self.release))

    @property
    def release(self) -> str:
        """The id of the release that is shown, empty for all or none."""
        return self.currentData() or ""

    def load(self, state: State) -> None:
        """Offer the releases that there are; the chosen one stays as long as it is there."""
        kept, table = self.release, state.inputs.tables["release"]
        self.clear()
        if self._everything:
            self.addItem(self._everything, userData="")
        for row, row_id in enumerate(table.ids):
            text = title_of(state, "release", row)
            self.addItem(text if len(text) <= _MOST else f"{text[: _MOST - 1]}…", userData=row_id)
        self.setCurrentIndex(max(self.findData(kept), 0))

    def choose(self, release: str) -> None:
        """Show that one, where it is there."""
        if (at := self.findData(release)) >= 0:
            self.setCurrentIndex(at)


class MatrixBar(QWidget):
    """changed: another release, or other columns."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("integration-controls")
        self.choice = ReleaseChoice("integration-release", self.tr("All releases"), self)
        self.choice.chosen.connect(lambda _: self.changed.emit())
        self.whole = QToolButton()
        self.whole.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.hint = hint(self.tr("P passed · F failed · B blocked · N not run · Enter chooses"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.choice)
        row.addWidget(self.whole)
        row.addWidget(self.hint, 1)
