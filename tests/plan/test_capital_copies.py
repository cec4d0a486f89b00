"""Capital requests in copies: merged like other rows, sent without what costs."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from tests.capital_desk import CapitalDesk
from tests.plan.copies import copy, merged
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.records import add_row
from tpm_desktop.gestures.sending import choose, send_copy
from tpm_desktop.model.capital import CapitalRequest
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.capital.book import Book, read_books
from tpm_desktop.plan.capital.breaches import breaches
from tpm_desktop.plan.capital.life import last_day

SECRET = 876_543


@pytest.fixture(scope="module")
def bought(tmp_path_factory) -> tuple[Path, dict[str, str]]:
    """A request with an order for 40, of which nothing came yet."""
    path = tmp_path_factory.mktemp("capital") / "bought.tpm"
    days = {"start": datetime(2026, 1, 5, 8), "status_date": datetime(2026, 6, 30, 17)}
    with OpenProgram.create(path, currency="USD", **days) as program:
        desk = CapitalDesk(program)
        desk.approved(SECRET * 40)
        order = desk.order(40, SECRET)
        desk.receive(order, 5)
        desk.invoice(order, "R-1", SECRET * 5, 5)
        other = add_row(program, "project", {"name": "Another"})
        return path, {**desk.ids, "order": order, "request": desk.request_id, "other": other}


def received(path: Path, ids: dict[str, str], quantity: int, day: str) -> None:
    with OpenProgram.open(path) as program:
        row = {
            "order_id": ids["order"],
            "received": day,
            "quantity": quantity,
            "receiver_id": ids["Receiver"],
        }
        add_row(program, "receipt", row)


def book_of(program: OpenProgram) -> Book:
    return read_books(program.plan.state.capital)[0]


def own(bought, tmp_path) -> tuple[Path, dict[str, str]]:
    path, ids = bought
    target = tmp_path / "mine.tpm"
    target.write_bytes(path.read_bytes())
    return target, ids


def test_receipts_of_two_copies_come_together(bought, tmp_path):
    mine, ids = own(bought, tmp_path)
    theirs = copy(mine, "theirs")
    received(mine, ids, 10, "2026-03-02")
    received(theirs, ids, 20, "2026-03-09")
    with OpenProgram.open(merged(mine, theirs, "both")) as program:
        assert book_of(program).received == 35 * SECRET * 100


def test_what_two_copies_received_too_much_is_told_and_can_be_mended(bought, tmp_path):
    mine, ids = own(bought, tmp_path)
    theirs = copy(mine, "theirs")
    received(mine, ids, 30, "2026-03-02")
    received(theirs, ids, 30, "2026-03-09")
    with OpenProgram.open(merged(mine, theirs, "both")) as program:
        formats, day = Formats.of(program.file.program), last_day(program.plan.state)
        (found,) = breaches(book_of(program), formats, day)
        assert "65 of 40 would be received on PO-1" in found.text
        program.file.undo()
        assert breaches(book_of(program), formats, day) == []


def sent(path: Path, tmp_path: Path, *projects: str, rates: bool = True) -> Path:
    target = tmp_path / "sent.tpm"
    with OpenProgram.open(path, read_only=True) as program:
        send_copy(program, target, choose(projects, rates=rates, history=False))
    return target


def test_a_copy_without_rates_tells_no_sum(bought, tmp_path):
    path, _ = bought
    target = sent(path, tmp_path, rates=False)
    with OpenProgram.open(target, read_only=True) as program:
        (request,) = program.file.rows(CapitalRequest)
        assert request.title == "Servers"
        one = book_of(program)
        assert (one.requested, one.approved, one.committed, one.invoiced) == (0, 0, 0, 0)
        assert one.orders[0].quantity_received == 5
    text = "\n".join(sqlite3.connect(target).iterdump())
    assert str(SECRET) not in text


def test_a_copy_of_another_project_knows_nothing_of_it(bought, tmp_path):
    path, ids = bought
    with OpenProgram.open(sent(path, tmp_path, ids["other"]), read_only=True) as program:
        assert program.file.rows(CapitalRequest) == []
        assert all(not len(table) for table in program.plan.state.capital.tables.values())
