"""A register written as a sheet: .xlsx with typed cells and lists of choices, or .csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tpm_desktop.exchange.errors import ExportProblem
from tpm_desktop.file.errors import TargetError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.targets import check_target, write_whole
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.calling import Callings
from tpm_desktop.model.catalogue import TableEntry, entry
from tpm_desktop.model.fields import Column, Kind

from .cells import Cell, Cells, cell_text
from .columns import ID_HEADING, is_plain_text, sheet_columns

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_IN_A_CELL = 32_767
"""Characters; a spreadsheet cuts off what is longer."""

MARK = "'"
ACTIVE = ("=", "+", "-", "@", "\t", MARK)
"""Text that begins so could be taken for a formula in a .csv; it is written behind a `MARK`."""

_WIDTHS = {Kind.TITLE: 44, Kind.NOTE: 50, Kind.REFERENCE: 24, Kind.INSTANT: 17, Kind.CODE: 8}
_TOLD_AS = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.INSTANT: "yyyy-mm-dd hh:mm",
    Kind.MONTH: "yyyy-mm",
    Kind.SHARE: "0.##%",
}
_MOST_LISTED = 255  # characters of a list of choices that belongs to a cell


def export_table(program: ProgramFile, table: str, target: Path | str) -> int:
    """Write the rows of a register; the ending says as what. Returns how many.

    Raises: `ExchangeProblem` in one line; then an older file of that name is as it was.
    """
    target, about, formats = Path(target), entry(table), Formats.of(program.program)
    ending = target.suffix.lower()
    if ending not in (".xlsx", ".csv"):
        raise ExportProblem(f"{target.name} is neither .xlsx nor .csv; a register can be written as those")
    columns = sheet_columns(about)
    cells = Cells(formats, about, Callings(program))
    rows = program.rows(about.model)
    written: list[list[Cell]] = [[*(cells.written(name, row) for name in columns), row.id] for row in rows]
    headings = [*(formats.heading(column) for column in columns.values()), ID_HEADING]
    try:
        check_target(target)
        if ending == ".csv":
            content = _csv(headings, written, list(columns.values()))
        else:
            content = _xlsx(about, formats, headings, written)
        write_whole(target, content)
    except TargetError as error:
        raise ExportProblem(str(error)) from error
    return len(rows)


def _csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]], columns: Sequence[Column]) -> bytes:
    """UTF-8 with its mark, by which spreadsheets know it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    for *cells, row_id in rows:
        texts = [_harmless(column, cell) for column, cell in zip(columns, cells, strict=True)]
        writer.writerow([*texts, row_id])
    return text.getvalue().encode("utf-8-sig")


def _harmless(column: Column, cell: Cell) -> str:
    text = cell_text(column, cell)
    words = is_plain_text(column) or column.kind is Kind.REFERENCE
    return MARK + text if words and text.startswith(ACTIVE) else text


def _xlsx(
    about: TableEntry, formats: Formats, headings: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = about.plural[:31]
    columns = [*sheet_columns(about).values(), None]
    for place, (heading, column) in enumerate(zip(headings, columns, strict=True), start=1):
        _head(sheet, place, heading, column, len(rows))
    for line, row in enumerate(rows, start=2):
        for place, (cell, column) in enumerate(zip(row, columns, strict=True), start=1):
            _fill(sheet.cell(line, place), cell, column, formats, headings[place - 1])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _head(sheet: Worksheet, place: int, heading: str, column: Column | None, count: int) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    top: Any = sheet.cell(1, place, heading)
    top.font = Font(bold=True)
    letter = get_column_letter(place)
    width = max(len(heading) + 3, _WIDTHS.get(column.kind, 12) if column else 38)
    sheet.column_dimensions[letter].width = width
    if column is not None and isinstance(column.choices, type):
        _offer(sheet, f"{letter}2:{letter}{count + 500}", [choice.label for choice in column.choices])


def _offer(sheet: Worksheet, cells: str, labels: Sequence[str]) -> None:
    """The choices as a list to choose from, where they can stand in one."""
    from openpyxl.worksheet.datavalidation import DataValidation

    said = ",".join(labels)
    if len(said) <= _MOST_LISTED and not any('"' in label or "," in label for label in labels):
        offered = DataValidation(type="list", formula1=f'"{said}"', allow_blank=True)
        offered.add(cells)
        sheet.add_data_validation(offered)


def _fill(at: Any, cell: Cell, column: Column | None, formats: Formats, heading: str) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        if len(cell) > MOST_IN_A_CELL:
            raise ExportProblem(
                f"{heading} in line {at.row} has {len(cell):,} characters, a cell of a spreadsheet takes "
                f"{MOST_IN_A_CELL:,}; export as .csv instead"
            )
        at.value, at.data_type = cell, "s"  # a text, though it may begin like a formula
        return
    at.value = cell
    if column is not None and column.kind is Kind.MONEY:
        at.number_format = "#,##0" + (f".{'0' * formats.minor_digits}" if formats.minor_digits else "")
    elif column is not None:
        at.number_format = _TOLD_AS.get(column.kind, "General")
