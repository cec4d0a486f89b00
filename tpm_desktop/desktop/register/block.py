"""Blocks of cells copied from and pasted into a register; a pasted block is one edit, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.clipboard import write_block
from tpm_desktop.model.check import ValueProblem

from .columns import Column, exported
from .model import RegisterModel

translate = QCoreApplication.translate


@dataclass(slots=True)
class Pasted:
    """What a block means: fields to set by row id, and the values of rows to add."""

    edits: dict[str, dict[str, Any]] = field(default_factory=dict)
    added: list[dict[str, Any]] = field(default_factory=list)


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

    Args: row_ids: rows from the corner on; the block's further rows are added.
    Raises: `ValueProblem` for the first cell that can't be taken; it names row and column.
    """
    width = max(map(len, cells), default=0)
    if width > len(columns):
        message = translate("Register", "the block has {} columns, and only {} are shown from here on")
        raise ValueProblem(message.format(width, len(columns)))
    pasted = Pasted()
    for number, line in enumerate(cells):
        values: dict[str, Any] = {}
        for text, column in zip(line, columns, strict=False):
            values.update(_read(model, text, column, number + 1))
        if number < len(row_ids):
            pasted.edits[row_ids[number]] = values
        else:
            pasted.added.append(values)
    return pasted


def _read(model: RegisterModel, text: str, column: Column, number: int) -> dict[str, Any]:
    where = translate("Register", "row {} of the block, {}").format(number, column.heading)
    if column.field is None:
        raise ValueProblem(translate("Register", "{}: this column follows from others").format(where))
    session = model.session
    try:
        return session.formats.parse_field(model.about, column.field, text, find=session.names.find)
    except ValueProblem as problem:
        reason = str(problem).removeprefix(f"{model.about.fields[column.field].label}: ")
        raise ValueProblem(f"{where}: {reason}") from None
