"""What the window shows while no program is open: where to begin, and the files used last."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from .finding import Found
from .found_list import FOUND, FoundModel, FoundPainter
from .icons import icon
from .style import mark

_WIDTH = 620
_ICON = QSize(22, 16)  # with room between icon and text


class StartPage(QWidget):
    """asked: the name of an action of the window. wanted: the path of a file to open."""

    asked = Signal(str)
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, role="canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.files = QListView()
        self.files.setObjectName("recent-files")
        self.files.setAccessibleName(self.tr("Files used last"))
        self._found = FoundModel(self)
        self.files.setModel(self._found)
        self.files.setItemDelegate(FoundPainter(self.files))
        self.files.setMouseTracking(True)
        self.files.clicked.connect(self._open)
        self.files.activated.connect(self._open)
        self._heading = QLabel(self.tr("Used last"))
        mark(self._heading, role="caption")
        page = QHBoxLayout(self)
        page.addStretch(1)
        middle = QWidget()
        middle.setFixedWidth(_WIDTH)
        page.addWidget(middle)
        page.addStretch(1)
        self._column = column = QVBoxLayout(middle)
        column.setSpacing(8)
        column.addStretch(4)
        self._say(column)
        column.addLayout(self._buttons())
        column.addWidget(self._from_template(), 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(24)
        column.addWidget(self._heading)
        column.addWidget(self.files, 10)
        column.addStretch(2)

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

    def _from_template(self) -> QPushButton:
        button = QPushButton(self.tr("New program from a template…"))
        button.setObjectName("start-template")
        mark(button, role="link")
        button.clicked.connect(lambda: self.asked.emit("template"))
        return button

    def load(self, recent: Sequence[Path]) -> None:
        """List the files used last."""
        self._found.show_found(
            [Found(path.stem, _shortened(path.parent), "file", str(path), "program") for path in recent]
        )
        for part in (self._heading, self.files):
            part.setVisible(bool(recent))
        self._column.setStretch(self._column.count() - 1, 2 if recent else 5)  # a little above the middle

    def _open(self, index: QModelIndex) -> None:
        self.wanted.emit(index.data(FOUND).key)


def _shortened(folder: Path) -> str:
    """A folder as people write it: their own begins with ~."""
    try:
        return f"~/{folder.relative_to(Path.home())}".removesuffix("/.")
    except ValueError:
        return str(folder)
