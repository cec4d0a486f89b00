"""What the keyboard and the clipboard do to the selected cells, each one transaction."""

from __future__ import annotations

import json
from functools import partial

from PySide6.QtCore import QMimeData, QModelIndex
from PySide6.QtGui import QGuiApplication

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.money import Cell, set_amounts
from tpm_desktop.model.check import ValueProblem

from ..clipboard import read_block, write_block
from ..paste_preview import PastedCell, PastePreview
from .entry import typed_cells
from .grid import BudgetGrid
from .model import FIXED, BudgetModel

_OWN = "application/x-tpm-desktop-budget"


class Entering:
    """Copy, paste, clear and fill right in a grid; every refusal says which cell it is about."""

    def __init__(self, grid: BudgetGrid) -> None:
        self.grid = grid
        self.model: BudgetModel = grid.model
        self.session = grid.model.session
        self.preview: PastePreview | None = None

    # Out

    def copy(self) -> None:
        """Put the selected block on the clipboard, as spreadsheets take it."""
        cells = self.grid.selected()
        if not cells:
            self.session.said.emit(self.grid.tr("Select the cells to copy first"))
            return
        rows = sorted({cell.row() for cell in cells})
        columns = sorted({cell.column() for cell in cells})
        chosen = {(cell.row(), cell.column()) for cell in cells}
        block = [
            [self.model.exact(self.model.index(row, c)) if (row, c) in chosen else "" for c in columns]
            for row in rows
        ]
        data = QMimeData()
        data.setText(write_block(block))
        data.setData(_OWN, json.dumps(self._sums(rows, columns)).encode())
        QGuiApplication.clipboard().setMimeData(data)
        self.session.said.emit(self.grid.tr("Copied {} × {} cells").format(len(rows), len(columns)))

    def _sums(self, rows: list[int], columns: list[int]) -> dict[str, list[int]]:
        """Which rows and columns of a copied block are sums, so that pasting it here leaves them out."""
        writable = set(self.grid.writable_rows(0))
        periods = [self.model.periods[column - FIXED] for column in columns]
        return {
            "rows": [n for n, row in enumerate(rows) if row not in writable],
            "columns": [n for n, period in enumerate(periods) if period.span is not self.model.by],
        }

    # In

    def paste(self) -> None:
        """Enter the block on the clipboard from the current cell on; one value fills all that is selected."""
        block = self._pasted()
        if not block:
            self.session.said.emit(self.grid.tr("There is nothing on the clipboard to paste"))
            return
        placed = self.session.do(lambda: self._placed(block))
        if not placed:
            return
        read = [self._read(index, text) for index, text in placed]
        wrong = [told for told, _ in read if told.problem]
        if len(placed) == 1 and wrong:
            self.session.refused.emit(wrong[0].problem)
        elif wrong:
            cells = [cell for _, found in read for cell in found]
            told = [told for told, _ in read]
            self.preview = PastePreview(told, lambda: self._enter(cells), self.grid.window())
            self.preview.open()
        else:
            self._enter([cell for _, found in read for cell in found])

    def _read(self, index: QModelIndex, text: str) -> tuple[PastedCell, list[Cell]]:
        """What a cell of a block would enter, and what becomes of it."""
        line, period = self.model.line(index), self.model.period(index)
        captions = self.model.captions
        column = captions.period_name(period) if period is not None else ""
        problem, found = self.model.locked(index), list[Cell]()
        if not problem:
            try:
                assert period is not None  # what has none is locked
                found = typed_cells(self.session, line, period, text, scale=self.model.scale)
            except (EditError, ValueProblem) as error:
                problem = str(error)
        return PastedCell(captions.title(line), column, text, problem), found

    def _pasted(self) -> list[list[str]]:
        data = QGuiApplication.clipboard().mimeData()
        block = read_block(data.text())
        if not data.hasFormat(_OWN):
            return block
        sums = json.loads(bytes(data.data(_OWN).data()))
        kept = [row for n, row in enumerate(block) if n not in sums["rows"]]
        return [[cell for n, cell in enumerate(row) if n not in sums["columns"]] for row in kept]

    def _placed(self, block: list[list[str]]) -> list[tuple[QModelIndex, str]]:
        """The cells that the block fills, with what is pasted into each. Raises: `EditError`."""
        start = self._start()
        if len(block) == 1 and len(block[0]) == 1:
            return [(index, block[0][0]) for index in self._writable()]
        rows = list(self.grid.writable_rows(start.row()))[: len(block)]
        columns = list(self.grid.writable_columns(start.column()))[: len(block[0])]
        if len(rows) < len(block) or len(columns) < len(block[0]):
            raise EditError(
                f"the block of {len(block)} × {len(block[0])} cells does not fit from"
                f" {self.model.place_name(start)} on: {len(rows)} rows and {len(columns)} columns are left;"
                " start further up or left, or add accounts"
            )
        return [
            (self.model.index(row, column), text)
            for row, texts in zip(rows, block, strict=True)
            for column, text in zip(columns, texts, strict=True)
        ]

    def _start(self) -> QModelIndex:
        """The upper left cell of what is selected. Raises: `EditError` where nothing can be entered in it."""
        selected = self.grid.selected()
        if not selected:
            raise EditError("choose the cell that the block begins in")
        start = self.model.index(selected[0].row(), min(index.column() for index in selected))
        reason = self.model.locked(start)
        if reason:
            raise EditError(f"{self.model.place_name(start)} can't be entered. {reason}")
        return start

    def clear(self) -> None:
        """Empty the selected cells."""
        chosen = [index for index in self._writable() if self.model.is_entered(index)]
        cells = self.session.do(lambda: [cell for index in chosen for cell in self.model.cells(index, "")])
        if cells:
            self._enter(cells)

    def fill_right(self) -> None:
        """Repeat in each row the first selected month; where one is selected, the month before it."""
        by_row: dict[int, list[int]] = {}
        for index in self._writable():
            by_row.setdefault(index.row(), []).append(index.column())
        pairs = []
        for row, columns in by_row.items():
            first = columns[0] if len(columns) > 1 else self._before(columns[0])
            pairs += [((row, first), (row, column)) for column in columns if column != first]
        self._repeat(pairs)

    def fill_down(self) -> None:
        """Repeat in each column the first selected row; where one is selected, the row above it."""
        by_column: dict[int, list[int]] = {}
        for index in self._writable():
            by_column.setdefault(index.column(), []).append(index.row())
        pairs = []
        for column, rows in by_column.items():
            above = [row for row in self.grid.writable_rows(0) if row < rows[0]]
            first = rows[0] if len(rows) > 1 or not above else above[-1]
            pairs += [((first, column), (row, column)) for row in rows if row != first]
        self._repeat(pairs)

    def _repeat(self, pairs: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
        """Enter in the second cell of each pair what stands in the first."""
        cells: list[Cell] = []
        for source, target in ((self.model.index(*one), self.model.index(*other)) for one, other in pairs):
            text = self.model.exact(source) if self.model.is_entered(source) else ""
            cells += self.session.do(partial(self.model.cells, target, text)) or []
        if cells:
            self._enter(cells)

    def _before(self, column: int) -> int:
        earlier = [c for c in self.grid.writable_columns(FIXED) if c < column]
        return earlier[-1] if earlier else column

    def _writable(self) -> list[QModelIndex]:
        """The selected cells that take amounts; where there are others, no sums of them."""
        found = [index for index in self.grid.selected() if not self.model.locked(index)]
        parts = [index for index in found if self.model.periods[index.column() - FIXED].span is self.model.by]
        return parts or found

    def _enter(self, cells: list[Cell]) -> None:
        self.session.do(lambda: set_amounts(self.session.program, cells))
