"""Copies in which budget was moved, booked and closed apart, and merged."""

from __future__ import annotations

from datetime import date, datetime

from tests.gestures.test_spending import APRIL, MARCH, Books
from tests.plan.copies import copy, merged
from tpm_desktop.gestures.records import add_row
from tpm_desktop.plan import OpenProgram


def at(path, books):
    """The same books in another copy."""
    again = object.__new__(Books)
    again.program, again.ids = OpenProgram.open(path), books.ids
    return again


def test_transfers_and_entries_of_both_sides_stand_and_the_total_is_kept(tmp_path):
    start = tmp_path / "start.tpm"
    with OpenProgram.create(
        start, start=datetime(2026, 1, 5, 8), status_date=datetime(2026, 4, 30, 17), fiscal_year_start=1
    ) as program:
        books = Books(program)
        books.account("A", APRIL, 100)
        books.account("B", APRIL, 50)
    for name, edits in {
        "mine": (lambda b: b.move("A", "B", 10), lambda b: b.book("B", MARCH, 7, number="1")),
        "theirs": (
            lambda b: b.move("A", "B", 20),
            lambda b: add_row(b.program, "closed_month", {"month": date(2026, 3, 1)}),
        ),
    }.items():
        side = at(copy(start, name), books)
        for edit in edits:
            edit(side)
        side.program.close()
    both = merged(tmp_path / "mine.tpm", tmp_path / "theirs.tpm", "both")
    joined = at(both, books)
    assert [joined.whole(name, "planned") for name in "AB"] == [70, 80]
    assert joined.total("planned") == 150 and joined.total("actual") == 7
    joined.program.close()
