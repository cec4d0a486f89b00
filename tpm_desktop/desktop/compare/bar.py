"""The bars of the comparison's window: what is compared and what can be done, and what the Gantt shows."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
)

from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.widgets import ElidedLine, FilterEdit
from tpm_desktop.file.compare import How
from tpm_desktop.formats import Formats
from tpm_desktop.plan.compare_words import ToldRow


class CompareBar(QFrame):
    """The title with counts, the filter, and the ways out."""

    def __init__(self) -> None:
        super().__init__()
        mark(self, role="header")
        self.title, self.counts, self.said = ElidedLine(), QLabel(), QLabel()
        mark(self.title, role="section")
        mark(self.counts, role="muted")
        mark(self.said, role="muted")
        self.filter = FilterEdit(self.tr("Filter the changes"))
        self.go = QPushButton(self.tr("&Go to it in the program"))
        self.go.setToolTip(self.tr("Show the row in the program's own window (Ctrl+Enter)"))
        self.go.setEnabled(False)
        self.save = QPushButton(self.tr("&Save…"))
        self.save.setEnabled(False)
        self.again = QPushButton(self.tr("&Compare with…"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.counts)
        row.addLayout(words, 1)
        for part in (self.said, self.filter, self.go, self.save, self.again):
            row.addWidget(part)

    def show_busy(self, text: str) -> None:
        """Say what is going on; the title stays once there is one."""
        if self.title.said:
            self.said.setText(text)
        else:
            self.title.say(text)

    def show_title(self, text: str) -> None:
        """Say what is compared with what."""
        self.title.say(text)
        self.said.setText("")

    def count(self, rows: list[ToldRow], formats: Formats) -> None:
        """Say how many rows came, went and changed."""
        kinds = [row.how for row in rows]
        words = (
            (How.ADDED, self.tr("{} added")),
            (How.REMOVED, self.tr("{} removed")),
            (How.CHANGED, self.tr("{} changed")),
        )
        self.counts.setText(
            " · ".join(said.format(formats.integer(kinds.count(how))) for how, said in words if how in kinds)
        )


class GanttBar(QFrame):
    """What the Gantt shows, its legend, and how close it is looked at."""

    def __init__(self) -> None:
        super().__init__()
        mark(self, role="header")
        self.everything = QCheckBox(self.tr("Show &all rows"))
        legend = QLabel(self.tr("bars: now · thin bars below: before"))
        mark(legend, role="muted")
        self.farther = self._tool("zoom-out", self.tr("Zoom out"))
        self.closer = self._tool("zoom-in", self.tr("Zoom in"))
        self.fit = self._tool("zoom-fit", self.tr("Fit"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.everything)
        row.addWidget(legend, 1)
        for tool in (self.farther, self.closer, self.fit):
            row.addWidget(tool)

    @staticmethod
    def _tool(picture: str, text: str) -> QToolButton:
        made = QToolButton()
        made.setIcon(icon(picture))
        made.setIconSize(QSize(16, 16))
        made.setToolTip(text)
        made.setAccessibleName(text)
        return made
