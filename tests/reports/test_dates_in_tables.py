"""Dates of a table: all with their year or none, on paper as in the workbook."""

from __future__ import annotations

from datetime import date

import pytest

from tpm_desktop.reports.dates_in_tables import PaperFormats
from tpm_desktop.reports.tables import Cell, TableColumn, TableRow, data_table
from tpm_desktop.reports.theme import Paper


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([date(2026, 5, 4), date(2026, 6, 1)], ["4 May", "1 Jun"]),
        ([date(2026, 5, 4), date(2027, 6, 1)], ["4 May 2026", "1 Jun 2027"]),
        ([date(2027, 5, 4), date(2027, 6, 1)], ["4 May 2027", "1 Jun 2027"]),
        ([date(2026, 5, 4), None], ["4 May", "–"]),
    ],
)
@pytest.mark.parametrize("made", [str, Cell])
def test_a_table_says_the_year_in_all_dates_or_in_none(paper_formats, days, said, made):
    formats = PaperFormats.like(paper_formats)
    cells = [formats.date(day) or "–" for day in days]
    if made is Cell:
        cells = [Cell(text, "critical") for text in cells]
    rows = [TableRow([text, f"due {formats.date(date(2026, 3, 1))}"]) for text in cells]
    shown = data_table([TableColumn("Due"), TableColumn("Why")], rows, Paper().content).shown_rows
    assert [getattr(row.cells[0], "text", row.cells[0]) for row in shown] == said
    assert all(row.cells[1] == "due 1 Mar" for row in shown), "a sentence stays as it was written"
