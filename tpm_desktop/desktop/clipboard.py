"""Blocks of cells as spreadsheets put them on the clipboard and take them from it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_UNTYPED = str.maketrans({"\N{MINUS SIGN}": "-", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "})


def plain(text: str) -> str:
    """The text as a spreadsheet writes it: signs that it doesn't take for numbers replaced."""
    return text.translate(_UNTYPED)


def read_block(text: str) -> list[list[str]]:
    """The cells of a copied block, all rows equally long; empty rows at its end are left out."""
    rows = list(csv.reader(io.StringIO(text), dialect="excel-tab"))
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def write_block(rows: Iterable[Sequence[str]]) -> str:
    """A block for the clipboard; signs that a spreadsheet doesn't take for numbers are written plainly."""
    text = io.StringIO()
    written = ([plain(cell) for cell in row] for row in rows)
    csv.writer(text, dialect="excel-tab", lineterminator="\n").writerows(written)
    return text.getvalue()
