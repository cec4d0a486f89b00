"""The cells of a spreadsheet file, known by its content; a foreign file is not trusted."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from tpm_desktop.exchange.errors import ImportProblem
from tpm_desktop.exchange.source import read_source

from .cells import Cell
from .write import ACTIVE, MARK

Line = list[Cell]
MOST_LINES, MOST_COLUMNS = 100_000, 200
_MOST_UNPACKED = 400 * 1024 * 1024
_ZIP = b"PK\x03\x04"


def read_lines(source: Path) -> list[Line]:
    """The lines of a sheet, of a workbook the first one, without empty ones at the end.

    Raises: `ImportProblem`.
    """
    content = read_source(source)
    lines = _of_workbook(content, source.name) if content.startswith(_ZIP) else _of_text(content, source.name)
    while lines and not any(cell not in (None, "") for cell in lines[-1]):
        lines.pop()
    if len(lines) > MOST_LINES:
        raise ImportProblem(f"{source.name} has more than {MOST_LINES:,} lines; import it in parts")
    return lines


def _of_text(content: bytes, name: str) -> list[Line]:
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise ImportProblem(f"{name} is not text in UTF-8; save it as “CSV UTF-8” or as .xlsx") from None
    if "\x00" in text:
        raise ImportProblem(f"{name} is neither .xlsx nor .csv; save it as one of those in your spreadsheet")
    first = text.partition("\n")[0]
    parted_by = max(",;\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=parted_by)
        return [[_plain(cell) for cell in row] for row in islice(reader, MOST_LINES + 1)]
    except csv.Error as problem:
        raise ImportProblem(f"{name} can't be read as CSV: {problem}; save it as .xlsx") from None


def _plain(text: str) -> str:
    return text[1:] if text[:1] == MARK and text[1:].startswith(ACTIVE) else text


def _of_workbook(content: bytes, name: str) -> list[Line]:
    from openpyxl import load_workbook

    refused = ImportProblem(f"{name} is no workbook that can be read; save it as .xlsx or .csv again")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_UNPACKED:
                raise refused
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its size need not be so
        rows: Iterator[Any] = sheet.iter_rows(max_row=MOST_LINES + 1, max_col=MOST_COLUMNS)
        return [[_value(cell) for cell in row] for row in rows]
    except ImportProblem:
        raise
    except Exception as problem:  # what the reader of workbooks meets in a broken one has many names
        raise refused from problem


def _value(cell: Any) -> Cell:
    value: Cell = cell.value
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute) == (0, 0)
        only_a_day = midnight and "h" not in str(cell.number_format).lower()
        return value.date() if only_a_day else value
    return value if isinstance(value, str | int | float | bool | date | None) else str(value)
