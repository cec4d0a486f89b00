"""The Gantt's table as it is searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.replacing import At
from tpm_desktop.desktop.session import Session

from .columns import COLUMNS, INDEX
from .editing import set_cell
from .freezing import shown_columns
from .panes import Panes
from .pasting import Block, Line, enter


class GanttSearched:
    """Rows that are folded are searched too, and unfolded when something is found in them."""

    def __init__(self, session: Session, panes: Panes) -> None:
        self._session, self._panes = session, panes

    @property
    def writable(self) -> bool:
        return not self._session.program.file.read_only

    def columns(self) -> list[tuple[str, str]]:
        translate = QCoreApplication.translate
        shown = [COLUMNS[n] for n in shown_columns(self._panes.tree.header())]
        return [(column.key, translate("OutlineModel", column.heading)) for column in shown]

    def _rows(self) -> list[int]:
        """Outline rows in the order shown, with those that are folded."""
        model = self._panes.model
        arranged = model.arrangement
        if arranged.groups is not None:
            return [row for group in arranged.groups for row in group.rows.tolist()]
        rows = np.arange(len(model.state.outline)) if arranged.order is None else arranged.order
        return (rows if arranged.kept is None else rows[arranged.kept[rows]]).tolist()

    def rows(self) -> list[str]:
        ids = self._panes.model.state.outline.ids
        return [ids[row] for row in self._rows()]

    def cells(self, keys: Sequence[str]) -> Iterator[tuple[At, str]]:
        cells = self._panes.model.cells
        ids = cells.state.outline.ids
        for row in self._rows():
            for key in keys:
                yield (ids[row], key), cells.text(row, key)

    def typed(self, at: At) -> str:
        cells = self._panes.model.cells
        return cells.typed(cells.state.outline.row[at[0]], at[1])

    def current(self) -> At | None:
        index = self._panes.tree.currentIndex()
        row_id = self._panes.model.id_of(index)
        return None if row_id is None else (row_id, COLUMNS[index.column()].key)

    def go(self, at: At) -> None:
        """As a block of one cell, which is seen while the keyboard is in the bar."""
        tree = self._panes.tree
        self._panes.folding.unfold_to([at[0]])
        index = self._panes.model.index_of(at[0], INDEX[at[1]])
        if index.isValid():
            tree.block.take(index, index)
            tree.show_row(index)
            self._panes.chart.reveal(self._panes.model.state.outline.row[at[0]])

    def replace_one(self, at: At, text: str) -> str:
        index = self._panes.model.index_of(at[0], INDEX[at[1]])
        why = self._panes.model.why_fixed(index)
        return why or self._session.attempt(lambda: set_cell(self._session, *at, text))

    def replace_all(self, texts: dict[At, str], verb: str) -> None:
        lines: list[Line] = [(row_id, [(key, text)]) for (row_id, key), text in texts.items()]
        block = Block(self._session, self._panes.model.cells, lines, clears=True)
        enter(self._session, block, verb, self._panes.window())

    def leave(self) -> None:
        self._panes.tree.setFocus()
