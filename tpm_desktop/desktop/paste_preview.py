"""What of a block of cells can be taken and what not, shown before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTreeWidgetItem,
    QWidget,
)

from .forms import build, child
from .icons import icon
from .lines import LinesList
from .style import mark
from .wording import capitalised, shortened

_MOST = 500
_WIDTHS = (210, 100, 110)


@dataclass(frozen=True, slots=True)
class PastedCell:
    """row, column: what people call them; problem: why it can't be taken, "" where it can.

    read: what a text that can be read in two ways is taken for, such as a date of numbers only.
    """

    row: str
    column: str
    text: str
    problem: str = ""
    read: str = ""


class PastePreview(QDialog):
    """What can't be taken comes first, each cell with its reason; the others are taken when asked for."""

    def __init__(self, cells: Sequence[PastedCell], take: Callable[[], object], parent: QWidget) -> None:
        """Args: take: writes the cells that can be taken."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        build("paste_preview", self, LinesList)
        self.found: LinesList = child(self, LinesList, "cells")
        self.summary: QLabel = child(self, QLabel, "summary")
        refused = [cell for cell in cells if cell.problem]
        taken = sorted((cell for cell in cells if not cell.problem), key=lambda cell: not cell.read)
        self._dress()
        self._say(len(taken), len(refused))
        self._list(refused, taken)
        buttons = child(self, QDialogButtonBox, "buttons")
        self.ok: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        one = len(taken) == 1
        self.ok.setText(
            self.tr("Take the other cell") if one else self.tr("Take the other {}").format(len(taken))
        )
        self.ok.setVisible(bool(taken))
        mark(self.ok, role="primary")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Take nothing"))
        buttons.accepted.connect(self.accept)
        self.accepted.connect(take)

    def _dress(self) -> None:
        mark(child(self, QLabel, "title"), role="section")
        mark(self.summary, role="muted")
        heads = [self.tr("Row"), self.tr("Column"), self.tr("Text"), self.tr("What becomes of it")]
        self.found.setHeaderLabels(heads)
        self.found.setAccessibleName(self.tr("Cells and what becomes of them"))
        self.found.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for column, width in enumerate(_WIDTHS):
            self.found.setColumnWidth(column, width)

    def _say(self, taken: int, refused: int) -> None:
        cells = self.tr("1 cell can't be taken") if refused == 1 else self.tr("{} cells can't be taken")
        others = self.tr("the other one can") if taken == 1 else self.tr("the other {} can")
        said = [cells.format(refused), others.format(taken) if taken else self.tr("so nothing is")]
        self.summary.setText(self.tr("{}, {}. Nothing is written yet.").format(*said))

    def _list(self, refused: Sequence[PastedCell], taken: Sequence[PastedCell]) -> None:
        for cell in [*refused[:_MOST], *taken[:_MOST]]:
            good = self.tr("Is taken as {}").format(cell.read) if cell.read else self.tr("Is taken")
            becomes = capitalised(cell.problem) if cell.problem else good
            item = QTreeWidgetItem([shortened(cell.row), cell.column, shortened(cell.text), becomes])
            item.setIcon(3, icon("warning" if cell.problem else "check"))
            item.setToolTip(3, becomes)
            self.found.addTopLevelItem(item)
        left = max(len(refused) - _MOST, 0) + max(len(taken) - _MOST, 0)
        if left:
            self.found.addTopLevelItem(QTreeWidgetItem([self.tr("and {} more").format(left)]))
