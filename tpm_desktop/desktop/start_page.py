"""What the window shows while no program is open: where to begin, and the files used last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.formats import Formats

from .icons import icon
from .style import mark

_WIDTH = 620
_ICON = QSize(16, 16)


class StartPage(QWidget):
    """asked: the name of an action of the window. wanted: the path of a file to open."""

    asked = Signal(str)
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, role="canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.files = QListWidget()
        self.files.setObjectName("recent-files")
        self.files.setAccessibleName(self.tr("Files used last"))
        self.files.itemActivated.connect(self._open)
        self.files.itemClicked.connect(self._open)
        mark(self.files, role="list")
        self._heading = QLabel(self.tr("Used last"))
        mark(self._heading, role="caption")
        page = QHBoxLayout(self)
        page.addStretch(1)
        middle = QWidget()
        middle.setFixedWidth(_WIDTH)
        page.addWidget(middle)
        page.addStretch(1)
        column = QVBoxLayout(middle)
        column.setSpacing(8)
        column.addStretch(2)
        self._say(column)
        column.addLayout(self._buttons())
        column.addSpacing(24)
        column.addWidget(self._heading)
        column.addWidget(self.files, 5)
        column.addStretch(1)

    def _say(self, column: QVBoxLayout) -> None:
        title = QLabel(self.tr("TPM Desktop"))
        mark(title, role="title")
        text = QLabel(self.tr("Plan, pay for, steer and report a technology program: one file, no server."))
        mark(text, role="muted")
        for label in (title, text):
            column.addWidget(label)
        column.addSpacing(16)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, text, picture in (
            ("new", self.tr("New program"), "new"),
            ("open", self.tr("Open…"), "open"),
            ("import", self.tr("Import a plan…"), "import"),
            ("sample", self.tr("Sample program…"), "program"),
        ):
            button = QPushButton(text)
            button.setObjectName(f"start-{name}")
            button.setIcon(icon(picture, None, "on_accent" if name == "new" else "text"))
            button.setIconSize(_ICON)
            button.setMinimumHeight(36)
            if name == "new":
                mark(button, role="primary")
            button.clicked.connect(lambda _=False, name=name: self.asked.emit(name))
            row.addWidget(button, 1)
        return row

    def load(self, recent: Sequence[Path]) -> None:
        """List the files used last."""
        formats = Formats()
        self.files.clear()
        for path in recent:
            changed = datetime.fromtimestamp(path.stat().st_mtime)
            when = formats.instant(changed, time=True)
            item = QListWidgetItem(icon("program", None, "muted"), f"{path.stem}   {path.parent}")
            item.setToolTip(self.tr("{}\nlast changed {}").format(path, when))
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            self.files.addItem(item)
        for part in (self._heading, self.files):
            part.setVisible(bool(recent))

    def _open(self, item: QListWidgetItem) -> None:
        self.wanted.emit(item.data(Qt.ItemDataRole.UserRole))
