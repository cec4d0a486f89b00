"""Blocks of cells survive the way to a spreadsheet and back."""

from __future__ import annotations

from tpm_desktop.desktop.clipboard import read_block, write_block


def test_cells_with_lines_tabs_and_quotes_come_back():
    rows = [["a\nb", 'say "x"', "1"], ["c\td", "", "2"]]
    assert read_block(write_block(rows)) == rows


def test_short_rows_are_filled_and_empty_ends_left_out():
    assert read_block("a\tb\nc\n\t\n\n") == [["a", "b"], ["c", ""]]


def test_signs_for_people_are_written_for_spreadsheets():
    assert write_block([["\N{MINUS SIGN}1\N{NO-BREAK SPACE}200"]]) == "-1 200\n"
