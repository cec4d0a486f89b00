"""What of a block of cells can be taken and what not, shown before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from .taking import Fate, TakingDialog
from .wording import capitalised, shortened

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


class PastePreview(TakingDialog):
    """What can't be taken comes first, each cell with its reason; the others are taken when asked for."""

    def __init__(self, cells: Sequence[PastedCell], take: Callable[[], object], parent: QWidget) -> None:
        """Args: take: writes the cells that can be taken."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        refused = [cell for cell in cells if cell.problem]
        taken = sorted((cell for cell in cells if not cell.problem), key=lambda cell: not cell.read)
        title = self.tr("Some cells can't be taken")
        self.say(title, title, self._said(len(taken), len(refused)))
        heads = [self.tr("Row"), self.tr("Column"), self.tr("Text"), self.tr("What becomes of it")]
        self.name_columns(heads, _WIDTHS, self.tr("Cells and what becomes of them"))
        fates = ([self._fate(cell) for cell in cells] for cells in (refused, taken))
        self.list_fates(fates, called=0, picture=3)
        one, many = self.tr("Take the other cell"), self.tr("Take the other {}")
        offered = one if len(taken) == 1 else many.format(len(taken))
        self.offer(offered if taken else "", self.tr("Take nothing"))
        self.accepted.connect(take)

    def _said(self, taken: int, refused: int) -> str:
        cells = self.tr("1 cell can't be taken") if refused == 1 else self.tr("{} cells can't be taken")
        others = self.tr("the other one can") if taken == 1 else self.tr("the other {} can")
        said = [cells.format(refused), others.format(taken) if taken else self.tr("so nothing is")]
        return self.tr("{}, {}. Nothing is written yet.").format(*said)

    def _fate(self, cell: PastedCell) -> Fate:
        good = self.tr("Is taken as {}").format(cell.read) if cell.read else self.tr("Is taken")
        becomes = capitalised(cell.problem) if cell.problem else good
        texts = [shortened(cell.row), cell.column, shortened(cell.text), becomes]
        return Fate(texts, "warning" if cell.problem else "check", becomes)
