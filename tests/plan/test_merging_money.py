"""Copies in which budget was moved, booked and closed apart, and merged."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.gestures.test_spending import APRIL, MARCH, MAY, Books
from tests.plan.copies import copy, merged, proposed
from tpm_desktop.file.conflicts import Side, prefer
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.spending import CostEntry
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.attention import TABLES, needs
from tpm_desktop.plan.merge_words import row_name


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


def test_an_invoice_that_both_copies_entered_is_named_until_one_is_removed(tmp_path):
    start = tmp_path / "start.tpm"
    with OpenProgram.create(
        start, start=datetime(2026, 1, 5, 8), status_date=datetime(2026, 4, 30, 17)
    ) as program:
        books = Books(program)
        books.account("A", APRIL, 100)
    for name, number in (("mine", "INV-7"), ("theirs", " inv-7")):
        side = at(copy(start, name), books)
        side.book("A", MARCH, 7, number=number, supplier="Cables")
        side.book("A", MARCH, 7, number="1", supplier=f"Of {name}")  # two suppliers number alike
        side.program.close()
    joined = at(merged(tmp_path / "mine.tpm", tmp_path / "theirs.tpm", "both"), books)

    def told():
        found = needs(joined.program.plan.state, date(2026, 4, 30), dict.fromkeys(TABLES, ()), None, 0)
        return [need for need in found if need.table == "cost_entry"]

    (need,) = told()
    assert need.kind == "Cost entry" and need.text.endswith("Racks is there twice, as E-1 Racks")
    set_fields(joined.program, "cost_entry", need.id, {"notes": "Which of them?"})
    remove_rows(joined.program, "cost_entry", [need.id])
    assert told() == []
    joined.program.close()


@pytest.fixture
def abroad(tmp_path):
    """A file with EUR 100 booked in April at 1.1, to be copied."""
    start = tmp_path / "start.tpm"
    with OpenProgram.create(
        start, start=datetime(2026, 1, 5, 8), status_date=datetime(2026, 4, 30, 17)
    ) as program:
        books = Books(program)
        books.account("A", APRIL, 10_000)
        rate = add_row(program, "exchange_rate", {"currency": "EUR", "valid_from": MARCH, "rate": "1.1"})
        books.book("A", APRIL, 100, currency="EUR", number="1")
    return start, books, rate


def both_ways(start, books, **sides):
    """The merged entries by number, minor units, the same whoever merges whom; and which count anew."""
    for name, edit in sides.items():
        side = at(copy(start, name), books)
        edit(side)
        side.program.close()
    mine, theirs = (start.with_name(f"{name}.tpm") for name in sides)
    found = []
    for number, pair in enumerate(((mine, theirs), (theirs, mine))):
        proposal = proposed(*pair, choose=prefer(Side.MINE))
        said = [row_name(proposal.merged, *key) for key in proposal.revalued]
        joined = at(merged(*pair, f"both{number}", side=Side.MINE), books)
        found.append({one.number: one.amount for one in joined.program.file.rows(CostEntry)})
        joined.program.close()
    assert found[0] == found[1]
    return found[0], said


def test_what_one_side_booked_in_another_currency_counts_at_the_rate_that_the_other_corrected(abroad):
    start, books, rate = abroad
    agreed = {"currency": "EUR", "number": "3", "rate": "1.3"}
    amounts, said = both_ways(
        start,
        books,
        mine=lambda b: set_fields(b.program, "exchange_rate", rate, {"rate": "1.2"}),
        theirs=lambda b: [
            b.book("A", APRIL, 200, currency="EUR", number="2"), b.book("A", APRIL, 100, **agreed),
        ],
    )  # fmt: skip
    assert amounts == {"1": 120_00, "2": 240_00, "3": 130_00} and said == ["E-2 Racks"]


def test_a_month_that_one_side_closed_keeps_its_amounts_when_the_other_corrects_the_rate(abroad):
    start, books, rate = abroad
    amounts, said = both_ways(
        start,
        books,
        mine=lambda b: set_fields(b.program, "exchange_rate", rate, {"rate": "1.2"}),
        theirs=lambda b: [
            b.book("A", APRIL, 200, currency="EUR", number="2"),
            add_row(b.program, "closed_month", {"month": APRIL}),
            b.book("A", MAY, 100, currency="EUR", number="3"),
        ],
    )
    assert amounts == {"1": 110_00, "2": 220_00, "3": 120_00} and said == ["E-3 Racks"]


def test_rows_that_the_merge_leaves_without_a_rate_stay_as_they_are(abroad):
    start, books, rate = abroad
    remove = lambda b: [  # noqa: E731
        remove_rows(b.program, "cost_entry", [one.id for one in b.program.file.rows(CostEntry)]),
        remove_rows(b.program, "exchange_rate", [rate]),
    ]
    amounts, said = both_ways(
        start, books, mine=remove, theirs=lambda b: b.book("A", MAY, 200, currency="EUR", number="2")
    )
    assert amounts == {"2": 220_00} and said == []


def test_copies_in_different_currencies_are_not_taken_for_one(tmp_path):
    start = tmp_path / "start.tpm"
    with OpenProgram.create(start, start=datetime(2026, 1, 5, 8)) as program:
        account = add_row(program, "account", {"name": "A"})
    paths = [copy(start, name) for name in ("mine", "theirs")]
    with OpenProgram.open(paths[0]) as program:
        set_fields(program, "program", program.file.program.id, {"currency": "JPY"})
    with OpenProgram.open(paths[1]) as program:
        set_fields(program, "account", account, {"to_complete": 100_00})
    for pair in (paths, paths[::-1]):
        with pytest.raises(EditError, match=r"JPY.*USD|USD.*JPY"):
            proposed(*pair)
    with OpenProgram.open(paths[1]) as program:
        set_fields(program, "account", account, {"to_complete": None})
    assert not proposed(*paths).open
