"""Dates and amounts of a table say as much as each other."""

from __future__ import annotations

from datetime import date

import pytest

from tpm_desktop.reports.alike import PaperFormats
from tpm_desktop.reports.tables import Align, Cell, TableColumn, TableRow, data_table
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


def test_amounts_of_a_column_have_cents_where_one_has_any(paper_formats):
    formats = PaperFormats.like(paper_formats)
    rows = [
        TableRow(
            [
                formats.money(minor, dash=True),
                formats.money(minor // 100 * 100),
                formats.money(minor, whole=True),
            ]
        )
        for minor in (1_191_360, 708_000, 0)
    ]
    columns = [TableColumn(name, Align.RIGHT) for name in ("Cost", "Whole", "Rounded")]
    shown = [row.cells for row in data_table(columns, rows, Paper().content).shown_rows]
    assert [cells[0] for cells in shown] == ["11,913.60", "7,080.00", "–"]
    assert [cells[1] for cells in shown] == ["11,913", "7,080", "0"]
    assert [cells[2] for cells in shown] == ["11,914", "7,080", "0"]


def test_tables_among_each_other_have_columns_below_each_other(paper_formats):
    formats = PaperFormats.like(paper_formats)
    dates = [date(2026, 5, 4), date(2027, 6, 1)]
    rows = [
        TableRow([name, formats.date(day)]) for name, day in zip(("A", "A longer name"), dates, strict=True)
    ]
    columns = [
        TableColumn("What", weight=1),
        TableColumn("Due", Align.RIGHT),
    ]
    first, second = (data_table(columns, [row], 300, among=rows) for row in rows)
    assert first._colWidths == second._colWidths
    assert first.shown_rows[0].cells[1] == "4 May 2026"
