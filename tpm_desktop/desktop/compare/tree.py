"""A list of a comparison: a sign before what came, went or changed, old and new beside it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QWidget
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.icons import draw
from tpm_desktop.desktop.lines import LinesTree
from tpm_desktop.desktop.style import font
from tpm_desktop.file.compare import How

from .model import AFTER, BEFORE, NODE, WHAT, ChangesModel
from .nodes import Node

Index = QModelIndex | QPersistentModelIndex
SIGNS = {How.ADDED: ("plus", "green"), How.REMOVED: ("minus", "red"), How.CHANGED: ("edit", "accent")}
_SIGN = 14
_MOST_UNFOLDED = 200  # rows: where more were changed, their fields are folded at first
_VALUES = 0.275  # of the width, for each column of values


class _Painter(QStyledItemDelegate):
    """Signs, strong headings, and what was before standing back."""

    def initStyleOption(self, option: Option, index: Index) -> None:
        super().initStyleOption(option, index)
        node, theme = index.data(NODE), Appearance.current().theme
        if node.is_heading:
            option.font = font(weight=QFont.Weight.DemiBold)
        is_field = not node.is_heading and not node.is_row
        if index.column() == BEFORE or (is_field and index.column() == WHAT):
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, QColor(theme.muted))
        if node.how and index.column() == WHAT:
            option.text = ""

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        super().paint(painter, option, index)
        node = index.data(NODE)
        if not node.how or index.column() != WHAT:
            return
        theme, place = Appearance.current().theme, option.rect
        picture, token = SIGNS[node.how]
        at = QPoint(place.left() + 6, place.center().y() - _SIGN // 2 + 1)
        draw(painter, picture, getattr(theme, token), at, _SIGN)
        painter.save()
        made = font()
        made.setStrikeOut(node.how is How.REMOVED)
        painter.setFont(made)
        painter.setPen(QColor(theme.text))
        room = place.adjusted(_SIGN + 12, 0, -6, 0)
        shown = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


class ChangesTree(LinesTree):
    """chosen: the line that is current now, a `Node`. wanted: it is to be gone to in the program."""

    chosen = Signal(object)
    wanted = Signal(object)

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        lines = ChangesModel()
        super().__init__(name, title, lines, _Painter, parent)
        self.lines = lines
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.activated.connect(self._ask)

    def show_nodes(self, root: Node) -> None:
        """Show other lines: a few changed rows with their fields, else folded; what was current stays so."""
        before = self.current
        self.lines.show_nodes(root)
        self.scheduleDelayedItemsLayout()  # once, not at every line
        unfolded = sum(node.how is How.CHANGED for node in root.walk()) <= _MOST_UNFOLDED
        for node in root.walk():
            if node.is_heading or node.how:
                self.setFirstColumnSpanned(node.number, self.lines.place(node).parent(), True)
            if node.children and (node.is_heading or (unfolded and node.how is How.CHANGED)):
                self.setExpanded(self.lines.place(node), True)
        if before is not None and before.place is not None:
            self.go_to(before.place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column in (BEFORE, AFTER):
            self.setColumnWidth(column, round(self.width() * _VALUES))

    @property
    def current(self) -> Node | None:
        """The line that the keyboard is at."""
        index = self.currentIndex()
        return self.lines.node(index) if index.isValid() else None

    def go_to(self, place: tuple[str, str]) -> bool:
        """Make the first line of a row the current one; whether there is one."""
        node = next((node for node in self.lines.root.walk() if node.place == place), None)
        if node is None:
            return False
        self.choose(self.lines.place(node))
        return True

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.lines.node(index))

    def _ask(self, index: QModelIndex) -> None:
        node = self.lines.node(index)
        if node.place is not None:
            self.wanted.emit(node)
