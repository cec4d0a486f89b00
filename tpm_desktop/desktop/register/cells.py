"""A register's cells to the clipboard and from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from tpm_desktop.desktop.clipboard import read_block
from tpm_desktop.desktop.paste_preview import PastePreview
from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures.blocks import set_rows

from .block import Pasted, copied, read_paste
from .model import RegisterModel
from .table import RegisterTable


class RegisterCells(QObject):
    """Copies, cuts and pastes the selected cells of a register's table."""

    def __init__(
        self,
        session: Session,
        model: RegisterModel,
        table: RegisterTable,
        begun: Callable[[], dict[str, Any]],
    ) -> None:
        """Args: begun: what a row that is added begins with."""
        super().__init__(table)
        self._session, self._model, self._table, self._begun = session, model, table, begun
        self._about = model.about

    def copy(self) -> None:
        """Put the selected cells on the clipboard as a spreadsheet takes them."""
        ids, columns = self._table.selected_ids(), self._selected_columns()
        if ids and columns:
            shown = [self._model.all_columns[name] for name in columns]
            QGuiApplication.clipboard().setText(copied(self._model, ids, shown))
            self._session.said.emit(self.tr("{} cells copied").format(len(ids) * len(columns)))

    def cut(self) -> None:
        """Put the selected cells on the clipboard and empty them, in one edit."""
        names = [name for name in self._selected_columns() if name in self._about.fields]
        ids = self._table.selected_ids()
        if not ids or not names:
            self._session.said.emit(self.tr("Select the cells to cut"))
            return
        self.copy()
        empty = dict.fromkeys(names)
        program = self._session.program
        self._session.do(
            lambda: set_rows(program, self._about.name, dict.fromkeys(ids, empty), verb="Cut cells of")
        )

    def paste(self) -> None:
        """Take a block from the clipboard, its corner at the current cell; rows beyond the last are added."""
        cells = read_block(QGuiApplication.clipboard().text())
        if not cells:
            self._session.said.emit(self.tr("There are no cells on the clipboard"))
            return
        at = self._table.currentIndex()
        names = self._table.visual_names()
        first = self._table.horizontalHeader().visualIndex(at.column()) if at.isValid() else 0
        ids = self._model.ids_between(max(at.row(), 0), self._model.rowCount())[: len(cells)]
        columns = [self._model.all_columns[name] for name in names[first:]]
        pasted = read_paste(self._model, cells, ids, columns)
        if pasted.is_whole:
            self._take_pasted(pasted)
        else:
            PastePreview(pasted.told, lambda: self._take_pasted(pasted), self._table.window()).open()

    def _take_pasted(self, pasted: Pasted) -> None:
        program = self._session.program
        added = [{**self._begun(), **row} for row in pasted.added.values()]
        done = self._session.do(
            lambda: set_rows(program, self._about.name, pasted.edits, added, "Paste into")
        )
        if done is not None:
            self._session.select(self._about.name, [*pasted.edits, *done])

    def _selected_columns(self) -> list[str]:
        chosen = {index.column() for index in self._table.selectionModel().selectedIndexes()}
        names = {self._model.shown[column].name for column in chosen}
        return [name for name in self._table.visual_names() if name in names]
