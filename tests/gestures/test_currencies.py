"""Cost entries in other currencies, and the exchange rates that they are valued by."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.take_back import take_back
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.spending import CostEntry, EntryKind
from tpm_desktop.plan import OpenProgram

_LEVEL = '[[level]]\nrole = "program manager"\nbudgeted = "50000"\n'
APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)


@pytest.fixture
def program(tmp_path):
    with OpenProgram.create(
        tmp_path / "p.tpm", name="P", start=datetime(2026, 3, 2, 8), status_date=datetime(2026, 5, 29, 17)
    ) as opened:
        yield opened


@pytest.fixture
def account(program):
    return add_row(program, "account", {"name": "Racks"})


def rate(program, text, code="EUR", day=APRIL):
    return add_row(program, "exchange_rate", {"currency": code, "valid_from": day, "rate": text})


def book(program, account, amount, code="EUR", month=APRIL, **values):
    row = {"text": "Racks", "account_id": account, "month": month, "amount": amount, "currency": code}
    return add_row(program, "cost_entry", {**row, **values})


def entry(program, row_id):
    return program.file.row(CostEntry, row_id)


def spent(program):
    return int(program.plan.state.money.budget.program.whole.incurred)


def test_an_invoice_counts_by_the_rate_of_its_day_and_keeps_its_own_sum(program, account):
    rate(program, "1.0837")
    rate(program, "1.1012", day=MAY)
    first = entry(program, book(program, account, 4_825_000))
    later = entry(program, book(program, account, 4_825_000, month=MAY, day=date(2026, 5, 4)))
    assert (first.amount, first.own_amount, first.currency) == (5_228_853, "48250.00", "EUR")
    assert later.amount == 5_313_290
    assert spent(program) == first.amount + later.amount


def test_changing_a_rate_moves_every_sum_and_undo_takes_it_back(program, account):
    row = rate(program, "1.0837")
    book(program, account, 4_825_000)
    set_fields(program, "exchange_rate", row, {"rate": "1.1012"})
    assert spent(program) == 5_313_290
    program.file.undo()
    assert spent(program) == 5_228_853


def test_a_closed_month_and_an_agreed_rate_stay(program, account):
    row = rate(program, "1.1")
    closed = book(program, account, 10_000)
    agreed = book(program, account, 10_000, month=MAY, rate="1.2")
    add_row(program, "closed_month", {"month": APRIL})
    set_fields(program, "exchange_rate", row, {"rate": "1.5"})
    assert (entry(program, closed).amount, entry(program, agreed).amount) == (11_000, 12_000)


def test_without_a_rate_an_entry_is_refused_rather_than_counted_as_nothing(program, account):
    with pytest.raises(EditError, match="no rate of EUR is known for 30 Apr; add one"):
        book(program, account, 10_000)
    row = rate(program, "1.1")
    book(program, account, 10_000)
    with pytest.raises(EditError, match="no rate of EUR"):
        remove_rows(program, "exchange_rate", [row])
    with pytest.raises(EditError, match="no rate of EUR"):
        set_fields(program, "exchange_rate", row, {"valid_from": MAY})
    assert spent(program) == 11_000


def test_a_currency_has_its_own_decimals(program, account):
    rate(program, "0.0064", "JPY")
    rate(program, "3.25", "KWD")
    yen = entry(program, book(program, account, 1_000_000, "JPY"))
    dinar = entry(program, book(program, account, None, "KWD", own_amount="1.234"))
    assert (yen.own_amount, yen.amount) == ("10000", 6_400)
    assert (dinar.own_amount, dinar.amount) == ("1.234", 401)
    with pytest.raises(EditError, match=r"JPY has no decimals; 0\.50 is no amount"):
        book(program, account, 50, "JPY")


def test_the_own_sum_is_what_is_edited(program, account):
    rate(program, "1.1")
    row = book(program, account, 10_000)
    set_fields(program, "cost_entry", row, {"own_amount": "200"})
    assert entry(program, row).amount == 22_000
    with pytest.raises(EditError, match=r"follows from EUR 200\.00"):
        set_fields(program, "cost_entry", row, {"amount": 1})
    set_fields(program, "cost_entry", row, {"currency": None})
    assert (entry(program, row).amount, entry(program, row).own_amount) == (22_000, None)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"currency": "<b>x</b>"}, "is no currency"),
        ({"currency": "USD"}, "needs no rate"),
        ({"rate": "-1"}, "above 0"),
        ({"rate": "1e999999999"}, "above 0"),
        ({"currency": "gbp"}, "GBP has a rate from 1 Apr already"),
    ],
)
def test_what_is_no_rate_is_refused(program, values, said):
    rate(program, "1.2", "GBP")
    with pytest.raises(EditError, match=said):
        add_row(program, "exchange_rate", {"currency": "EUR", "valid_from": APRIL, "rate": "1.1", **values})


def test_a_commitment_settled_at_another_rate_leaves_nothing_ordered(program, account):
    rate(program, "1.0837")
    rate(program, "1.1012", day=MAY)
    order = book(program, account, 4_825_000, kind=EntryKind.COMMITMENT)
    book(program, account, 4_825_000, month=MAY, settles_id=order)
    assert int(program.plan.state.money.budget.program.whole.committed) == 0


@pytest.mark.parametrize(
    ("table", "values", "where"),
    [
        ("account", {"name": "Racks", "to_complete": 1}, "cost accounts"),
        ("resource", {"name": "Engineer", "overtime_rate": 50_00}, "resources"),
        ("exchange_rate", {"currency": "GBP", "valid_from": APRIL, "rate": "1.2"}, "exchange rates"),
        ("policy_part", {"key": "program manager", "text": _LEVEL, "order": "a0"}, "policy"),
        ("program", {"explain_sum": 5_000_00}, "the program's “and from a sum of”"),
    ],
)
def test_the_programs_currency_stays_while_there_are_amounts_in_it(program, table, values, where):
    def to(code: str, **more: object) -> None:
        set_fields(program, "program", program.file.program.id, {"currency": code, **more})

    add_row(program, "resource", {"name": "Rack", "rate": 0})
    to("eur")
    assert program.file.program.currency == "EUR"
    with pytest.raises(EditError, match="“EURO” is no currency"):
        to("euro")
    if table == "program":
        set_fields(program, table, program.file.program.id, values)
    else:
        add_row(program, table, values)
    with pytest.raises(EditError, match=rf"amounts are in EUR already \({where}\), and would become JPY"):
        to("JPY")
    to("EUR", explain_sum=1_000)
    assert (program.file.program.currency, program.file.program.explain_sum) == ("EUR", 1_000)


def test_a_currency_set_before_there_were_amounts_is_not_taken_back_from_under_them(program):
    set_fields(program, "program", program.file.program.id, {"currency": "JPY"})
    changed = program.file.journal.head()
    racks = add_row(program, "account", {"name": "Racks", "to_complete": 100})
    with pytest.raises(EditError, match=r"amounts are in the present currency already \(cost accounts\)"):
        take_back(program.file, changed)
    set_fields(program, "account", racks, {"to_complete": None})
    take_back(program.file, changed)
    assert program.file.program.currency == "USD"
