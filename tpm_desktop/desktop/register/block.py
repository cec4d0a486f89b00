"""Blocks of cells copied from and pasted into a register; a pasted block is one edit of what can be taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.clipboard import plain, write_block
from tpm_desktop.desktop.paste_preview import PastedCell
from tpm_desktop.model.check import ValueProblem

from .columns import Column, exported
from .model import RegisterModel

translate = QCoreApplication.translate


@dataclass(slots=True)
class Pasted:
    """What a block means: fields to set by row id, values of rows to add, and every cell with its problem."""

    edits: dict[str, dict[str, Any]] = field(default_factory=dict)
    added: dict[int, dict[str, Any]] = field(default_factory=dict)
    told: list[PastedCell] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether all of it can be taken."""
        return not any(cell.problem for cell in self.told)


def copied(model: RegisterModel, row_ids: Sequence[str], columns: Sequence[Column]) -> str:
    """The cells as a spreadsheet takes them."""
    return write_block(
        [exported(model.session, model.about, column, row_id, model.rows[row_id]) for column in columns]
        for row_id in row_ids
    )


def read_paste(
    model: RegisterModel, cells: Sequence[Sequence[str]], row_ids: Sequence[str], columns: Sequence[Column]
) -> Pasted:
    """What pasting a block means for rows and columns, the first of each at the block's corner.

    Cells that say what is there already are left out. Args: row_ids: rows from the corner on; the block's
    further rows are added.
    """
    pasted = Pasted()
    for number, line in enumerate(cells):
        row_id = row_ids[number] if number < len(row_ids) else None
        for place, text in enumerate(line):
            column = columns[place] if place < len(columns) else None
            if (column is None or row_id is None) and not text.strip():
                continue
            if column is None or row_id is None or not _is_there(model, row_id, column, text):
                _take(model, pasted, number, row_id, column, text)
    return pasted


def _take(
    model: RegisterModel, pasted: Pasted, number: int, row_id: str | None, column: Column | None, text: str
) -> None:
    values, problem = _read(model, text, column)
    title = model.all_columns[model.about.title_field]
    row = translate("Register", "line {}, a new row").format(number + 1)
    row = row if row_id is None else model.text(row_id, title)
    pasted.told.append(PastedCell(row, column.heading if column else "–", text, problem))
    if problem:
        return
    if row_id is None:
        pasted.added.setdefault(number, {}).update(values)
    else:
        pasted.edits.setdefault(row_id, {}).update(values)


def _is_there(model: RegisterModel, row_id: str, column: Column, text: str) -> bool:
    present = exported(model.session, model.about, column, row_id, model.rows[row_id])
    return plain(text).strip() == plain(present).strip()


def _read(model: RegisterModel, text: str, column: Column | None) -> tuple[dict[str, Any], str]:
    """The fields that a cell sets, and why it can't be taken."""
    if column is None:
        return {}, translate("Register", "There is no column here; show more columns or copy fewer")
    if column.field is None:
        return {}, translate("Register", "This column follows from others")
    session = model.session
    try:
        return session.formats.parse_field(model.about, column.field, text, find=session.names.find), ""
    except ValueProblem as problem:
        return {}, str(problem).removeprefix(f"{model.about.fields[column.field].label}: ")
