"""Postings of a bookkeeping taken in: headings agreed once, bad lines told, nothing taken twice."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from openpyxl import Workbook

from tests.gestures.test_spending import APRIL, MARCH, books
from tpm_desktop.exchange.errors import ExchangeProblem
from tpm_desktop.exchange.sheets import Fate, read_headings, read_table, take_rows
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.spending import CostEntry

__all__ = ["books"]
MAPPING = {
    "Document": "number",
    "Posting text": "text",
    "Posting date": "day",
    "Cost centre": "account_id",
    "Local amount": "amount",
    "Order": "settles_id",
    "User": None,
}
HEADS = [*MAPPING, "Currency"]


def as_csv(path, *lines, heads=HEADS):
    path.write_text("\n".join(";".join(line) for line in (heads, *lines)), encoding="utf-8")
    return path


def posting(number, amount, day="2026-04-14", account="Racks", order="", currency="USD"):
    return [number, f"Invoice {number}", day, account, amount, order, "posting clerk", currency]


@pytest.fixture
def ledger(books):
    books.account("Racks", APRIL, 1_000, treatment="capex")
    books.book("Racks", APRIL, 600, kind="commitment", number="PO-7")
    return books


def test_headings_are_asked_for_once_and_remembered(ledger, tmp_path):
    program = ledger.program
    first = as_csv(tmp_path / "april.csv", posting("4711", "1.234,56", order="PO-7"))
    found = read_headings(program.file, "cost_entry", first)
    assert found.lacks == ("What for", "Cost account", "Month", "Amount")
    assert found.sample[:2] == ("4711", "Invoice 4711") and found.fields[-1] == "currency"
    with pytest.raises(ExchangeProblem, match="no column for what for and cost account and month and amount"):
        read_table(program.file, "cost_entry", first)
    assert take_rows(program, read_table(program.file, "cost_entry", first, MAPPING)) == 1
    (entry,) = program.file.rows(CostEntry, number="4711")
    assert (entry.amount, entry.month, entry.treatment) == (123_456, date(2026, 4, 1), "capex")
    assert program.file.row(CostEntry, entry.settles_id).number == "PO-7"
    assert ledger.whole("Racks", "committed") == 0
    with pytest.raises(ExchangeProblem, match=r"april\.csv was imported already, 1 entry came from it"):
        read_table(program.file, "cost_entry", first)
    book = Workbook()
    for row in (HEADS, ["4712", "Cables", date(2026, 4, 20), "Racks", 99.5, None, "clerk", "USD"]):
        book.active.append(row)
    book.save(tmp_path / "more.xlsx")
    assert take_rows(program, read_table(program.file, "cost_entry", tmp_path / "more.xlsx")) == 1
    assert ledger.total("actual") == 1_334
    program.file.undo()
    assert ledger.total("actual") == 1_234


def test_each_bad_line_says_what_is_wrong_and_the_others_can_be_taken(ledger, tmp_path):
    program = ledger.program
    ledger.book("Racks", APRIL, 25, number="7")
    add_row(program, "closed_month", {"month": MARCH})
    sheet = as_csv(
        tmp_path / "bad.csv",
        posting("1", "12,50"),
        posting("2", "twelve"),
        posting("3", "12", account="Rent"),
        posting("4", "12", currency="EUR"),
        posting("5", "12", day="2026-03-31"),
        posting("6", "12", day="2031-01-01"),
        posting("7", "25.00"),
        posting("8", "30"),
        posting("8", "30"),
        posting("9", "EUR 5"),
    )
    incoming = read_table(program.file, "cost_entry", sheet, MAPPING)
    told = {row.line: row.told[0] for row in incoming.of(Fate.REFUSED)}
    assert [row.line for row in incoming.of(Fate.ADDED)] == [2, 9]
    for line, said in {
        3: "“twelve” is not an amount",
        4: "Rent",
        5: "no rate of EUR is known for 14 Apr",
        6: "Mar 2026 is closed",
        7: "Jan 2031 is yet to come",
        8: "7 is entered already",
        10: "8 is entered already, with the same amount, month and account (another line)",
        11: "“EUR 5” is not an amount",
    }.items():
        assert said in told[line]
    assert take_rows(program, incoming) == 2
    assert ledger.total("actual") == 25 + 12 + 30


def test_what_was_perhaps_entered_before_is_asked_about_row_by_row(ledger, tmp_path):
    """A ledger written again with more lines, also where what was taken has been edited since."""
    program, heads = ledger.program, ["Text", "Day", "Cost account", "Amount", "Reference", "Supplier"]
    meant = {"Text": "text", "Day": "day"}

    def sheet(name, *rows):
        lines = [[text, "2026-04-14", "Racks", *rest] for text, *rest in rows]
        return read_table(program.file, "cost_entry", as_csv(tmp_path / name, *lines, heads=heads), meant)

    taxi, parcel = ("Taxi", "12", "", ""), ("Parcel", "7", "", "")
    parts = (("Cables", "60", "INV-7", "Cables & Co"), ("Plugs", "40", "INV-7", "cables & co"))
    assert take_rows(program, sheet("april.csv", taxi, taxi, parcel, *parts)) == 5  # parts of one document
    met = next(row for row in program.file.rows(CostEntry) if row.text == "Parcel")
    set_fields(program, "cost_entry", met.id, {"text": "Parcel to the site", "amount": 8_00})
    more = ("Rails", "5", "INV-7", "Cables & Co")
    again = sheet("again.csv", taxi, taxi, taxi, parcel, parts[0], more)
    assert [row.line for row in again.of(Fate.DUPLICATE)] == [2, 3, 5, 7]
    assert [row.line for row in again.of(Fate.ADDED)] == [4]  # the third ride was not there
    assert [row.line for row in again.of(Fate.REFUSED)] == [6]
    assert again.said() == "1 added, 4 perhaps duplicates, 1 refused"
    assert [row.told[0] for row in again.of(Fate.DUPLICATE)][1:] == [
        "the same is entered already (E-3), without a number as well",
        "the same is entered already (E-4), without a number as well",
        "INV-7 of Cables & Co is entered already (E-5); this may be another part of it",
    ]
    assert take_rows(program, again.with_duplicates([7])) == 2
    assert (
        sum(row.amount for row in program.file.rows(CostEntry, kind="actual")) == (12 * 3 + 8 + 100 + 5) * 100
    )


def test_a_sheet_of_several_currencies_is_valued_by_the_rates_of_its_days(ledger, tmp_path):
    program = ledger.program
    for code, rate in (("EUR", "1.1"), ("JPY", "0.0064")):
        add_row(program, "exchange_rate", {"currency": code, "valid_from": MARCH, "rate": rate})
    lines = (
        posting("1", "100"),
        posting("2", "100.00", currency="EUR"),
        posting("3", "10000", currency="jpy"),
    )
    sheet = as_csv(tmp_path / "mixed.csv", *lines)
    assert take_rows(program, read_table(program.file, "cost_entry", sheet, MAPPING)) == 3
    assert ledger.total("actual") == 100 + 110 + 64
    assert sorted(row.own_amount or "" for row in program.file.rows(CostEntry)) == ["", "", "100.00", "10000"]


def test_amounts_are_read_by_the_mark_that_their_column_writes(ledger, tmp_path):
    """A thousand or a fraction: “1.234” says it where the other cells do; where they don't, it is refused."""
    program = ledger.program
    given = ("12,50", "1.234", "25,00-", "(1.000,00)", "1,234")
    sheet = as_csv(tmp_path / "comma.csv", *(posting(str(n), text) for n, text in enumerate(given)))
    incoming = read_table(program.file, "cost_entry", sheet, MAPPING)
    amounts = [row.values["amount"] for row in incoming.of(Fate.ADDED)]
    assert amounts == [12_50, 1_234_00, -25_00, -1_000_00]
    (unclear,) = incoming.of(Fate.REFUSED)
    assert (unclear.line, unclear.called) == (6, "Invoice 4")
    assert unclear.told == (
        "Amount: “1,234” could be a thousand or a fraction; write it without a separator",
    )
    mixed = as_csv(tmp_path / "mixed.csv", *(posting(t, t) for t in ("12,50", "12.50", "1,234", "1.234,5")))
    incoming = read_table(program.file, "cost_entry", mixed, MAPPING)
    assert [row.line for row in incoming.of(Fate.REFUSED)] == [4]


def test_a_posting_counts_in_the_fiscal_month_of_its_date(ledger, tmp_path):
    """29 January 2023 is the first day of February in the calendar of US retail."""
    program = ledger.program
    weeks = {"fiscal_year_start": 2, "fiscal_months": "4-5-4", "fiscal_year_end": "nearest"}
    set_fields(program, "program", program.file.program.id, {"start": datetime(2023, 1, 2, 8), **weeks})
    sheet = as_csv(tmp_path / "weeks.csv", posting("1", "10", "2023-01-28"), posting("2", "10", "2023-01-29"))
    incoming = read_table(program.file, "cost_entry", sheet, MAPPING)
    assert [row.values["month"] for row in incoming.of(Fate.ADDED)] == [date(2023, 1, 1), date(2023, 2, 1)]
