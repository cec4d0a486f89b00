"""Demand against capacity as an .xlsx: a sheet a measure, a row a person, role, team or project."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from tpm_desktop.file.errors import TargetError, named
from tpm_desktop.file.targets import check_target, write_whole
from tpm_desktop.formats import Formats
from tpm_desktop.plan.staffing import Matrix, Span, Staffing
from tpm_desktop.plan.staffing_rows import Chart
from tpm_desktop.plan.staffing_words import name_of, period_name

from .write import MOST_IN_A_CELL

__all__ = ["write_staffing"]

_SHEETS = {
    "demand": "Demand", "vacant": "Vacant", "capacity": "Capacity", "over": "Over", "requested": "Requested",
    "committed": "Committed",
}  # fmt: skip
_NAMES = 36  # characters


def write_staffing(staffing: Staffing, found: Chart, formats: Formats, target: Path) -> None:
    """Write the figures of a chart in hours, whole ones where they are. Raises: `TargetError`."""
    if target.suffix.lower() != ".xlsx":
        raise TargetError(f"{named(target)} is no .xlsx; staffing can be written as that")
    check_target(target)
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    first: Any = book.active
    for measure, title in _SHEETS.items():
        sheet: Any = first if measure == "demand" else book.create_sheet()
        sheet.title = f"{title} in hours"
        heads = ["", "Total", *(_head(staffing, at, formats) for at in range(len(staffing)))]
        for place, head in enumerate(heads, start=1):
            sheet.cell(1, place, head).font = Font(bold=True)
        _fill(sheet, found, getattr(found, measure))
        sheet.column_dimensions["A"].width = _NAMES
        sheet.freeze_panes = "C2"
    content = io.BytesIO()
    book.save(content)
    write_whole(target, content.getvalue())


def _head(staffing: Staffing, period: int, formats: Formats) -> Any:
    """A week by its first day as a date, a month by its name."""
    month = staffing.span is Span.MONTH
    return period_name(staffing, period, formats) if month else staffing.first(period)


def _fill(sheet: Any, found: Chart, matrix: Matrix) -> None:
    for line, row in enumerate(found.rows, start=2):
        name = sheet.cell(line, 1)  # a text, also where it begins like a formula
        name.value, name.data_type = (
            name_of(row)[:MOST_IN_A_CELL],
            "s",
        )
        figures = matrix[line - 2].tolist()
        for place, minutes in enumerate([sum(figures), *figures], start=2):
            if minutes:
                cell = sheet.cell(line, place, minutes / 60)
                cell.number_format = "#,##0" if minutes % 60 == 0 else "#,##0.0"
