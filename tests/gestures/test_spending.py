"""Transfers, entries of cost and closed months: what they do to the budget, and what is refused."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tpm_desktop.exchange.sheets import Fate, read_table, take_rows, with_rules
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.blocks import set_rows
from tpm_desktop.gestures.budget_versions import approve_budget
from tpm_desktop.gestures.money import Cell, Measure, set_amounts
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.finance import BudgetLine
from tpm_desktop.model.spending import BudgetVersionLine, ClosedMonth, CostEntry, EntryKind, Transfer
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.reserves import remaining_work, reserves, rounded_share

MARCH, APRIL, MAY, JUNE = (date(2026, month, 1) for month in (3, 4, 5, 6))


class Books:
    """Accounts by name with their budget in whole units, spoken of as a controller does."""

    def __init__(self, program: OpenProgram) -> None:
        self.program, self.ids = program, {}
        self.ids["sponsor"] = add_row(program, "resource", {"name": "Sponsor"})

    def account(self, name: str, month: date = APRIL, planned: int = 0, **values: object) -> str:
        self.ids[name] = add_row(self.program, "account", {"name": name, **values})
        if planned:
            self.enter(name, month, Measure.PLANNED, planned)
        return self.ids[name]

    def enter(self, name: str, month: date, measure: Measure, amount: int | None) -> None:
        minor = None if amount is None else amount * 100
        set_amounts(self.program, [Cell(self.ids[name], month, measure, minor)])

    def move(self, giver: str, getter: str, amount: int, months=(APRIL, APRIL), **values: object) -> str:
        ends = {"from_account_id": self.ids[giver], "to_account_id": self.ids[getter]}
        when = {"from_month": months[0], "to_month": months[1], "approved_by_id": self.ids["sponsor"]}
        row = {"reason": "Racks before rent", "amount": amount * 100, **ends, **when, **values}
        return add_row(self.program, "transfer", row)

    def book(self, name: str, month: date, amount: int, kind=EntryKind.ACTUAL, **values: object) -> str:
        row = {"text": "Racks", "account_id": self.ids[name], "month": month, "amount": amount * 100}
        return add_row(self.program, "cost_entry", {**row, "kind": kind, **values})

    def whole(self, name: str, figure: str) -> int:
        money = self.program.plan.state.money
        return int(getattr(money.budget.accounts.whole, figure)[money.account_row[self.ids[name]]]) // 100

    def total(self, figure: str) -> int:
        return int(getattr(self.program.plan.state.money.budget.program.whole, figure)) // 100


@pytest.fixture
def books(tmp_path):
    with OpenProgram.create(
        tmp_path / "books.tpm",
        start=datetime(2026, 1, 5, 8),
        status_date=datetime(2026, 4, 30, 17),
        fiscal_year_start=1,
    ) as program:
        yield Books(program)


def test_c20_budget_committed_actual_available_forecast_and_variance(books):
    books.account("Line", MAY, 120_000)
    books.account("Giver", MAY, 10_000)
    books.account("Contingency", MAY, 5_000, reserve="contingency")
    books.move("Giver", "Line", 10_000, (MAY, MAY))
    change = add_row(books.program, "change_request", {"title": "Second feed"})
    books.move("Contingency", "Line", 5_000, (MAY, MAY), change_id=change)
    assert books.whole("Line", "planned") == 135_000
    order = books.book("Line", APRIL, 90_000, EntryKind.COMMITMENT, number="PO-7")
    books.book("Line", APRIL, 55_000, settles_id=order, number="INV-1")
    books.book("Line", APRIL, 12_000, number="INV-2")
    found = [books.whole("Line", name) for name in ("committed", "actual", "available")]
    assert found == [35_000, 67_000, 33_000]
    books.enter("Line", MAY, Measure.FORECAST, 70_000)
    assert (books.whole("Line", "outlook"), books.whole("Line", "variance")) == (137_000, -2_000)


def test_c16_after_two_transfers_the_total_stays_and_what_is_committed_is_not_given(books):
    books.account("A", APRIL, 200_000)
    books.account("B", APRIL, 50_000)
    books.move("A", "B", 12_000)
    books.move("A", "B", 9_000)
    assert [books.whole(name, "planned") for name in "AB"] == [179_000, 71_000]
    assert books.total("planned") == 250_000
    books.book("A", APRIL, 100_000, EntryKind.COMMITMENT)
    books.book("A", APRIL, 75_000)
    with pytest.raises(EditError, match=r"can't give .*5,000.*: .*4,000.* are neither ordered nor spent"):
        books.move("A", "B", 5_000)
    books.program.file.undo()
    books.program.file.undo()
    assert books.total("planned") == 250_000


def test_c17_what_is_left_of_a_contingency(books):
    books.account("Contingency", MAY, 80_000, reserve="contingency")
    books.account("Work", MAY, 246_500)
    change = add_row(books.program, "change_request", {"title": "Second feed"})
    for amount in (22_000, 31_500):
        books.move("Contingency", "Work", amount, (MAY, MAY), change_id=change)
    (held,) = reserves(books.program.plan.state)
    assert (held.opening, held.drawn, held.left, held.share) == (80_000_00, 53_500_00, 26_500_00, 33_13)
    work = remaining_work(books.program.plan.state)
    assert work == 300_000_00 and rounded_share(held.left, work) == 8_83
    books.move("Work", "Contingency", 500, (MAY, MAY))
    (held,) = reserves(books.program.plan.state)
    assert (held.opening, held.released, held.left) == (80_000_00, 500_00, 27_000_00)


def test_the_transfers_of_one_batch_give_no_more_than_there_is(books, tmp_path):
    for name, planned in (("A", 100), ("B", 0), ("C", 0)):
        books.account(name, APRIL, planned)

    def row(giver: str, getter: str, amount: int) -> dict[str, object]:
        ends = {"from_account_id": books.ids[giver], "to_account_id": books.ids[getter]}
        when = {"from_month": APRIL, "to_month": APRIL, "approved_by_id": books.ids["sponsor"]}
        return {"reason": "Racks", "amount": amount * 100, **ends, **when}

    too_much = r"“A” can't give .*120 in all: .*100 are neither ordered nor spent"
    with pytest.raises(EditError, match=too_much):
        set_rows(books.program, "transfer", {}, [row("A", "B", 60), row("A", "C", 60)], "Paste")
    sheet = tmp_path / "transfers.csv"
    heads = "Reason,From account,From month,To account,To month,Amount,Approved by"
    lines = [f"Racks,A,2026-04,B,2026-04,{amount},Sponsor" for amount in (60, 60, 40)]
    sheet.write_text("\n".join([heads, *lines]))
    incoming = with_rules(books.program, read_table(books.program.file, "transfer", sheet))
    assert [one.fate for one in incoming.rows] == [Fate.ADDED, Fate.REFUSED, Fate.ADDED]
    take_rows(books.program, incoming, backed_up=False)
    assert [books.whole(name, "planned") for name in "ABC"] == [0, 100, 0]
    first, last = sorted(books.program.file.rows(Transfer), key=lambda one: -one.amount)
    with pytest.raises(EditError, match=r"“A” can't give .*110 in all: .*100"):
        set_rows(books.program, "transfer", {first.id: {"amount": 70_00}, last.id: {"amount": 40_00}})
    set_rows(books.program, "transfer", {first.id: {"amount": 70_00}, last.id: {"amount": 30_00}})
    around = [{**row("B", "C", 900), "to_month": MAY}, row("C", "B", 900)]  # what neither had
    with pytest.raises(EditError, match="“B” can't give"):
        set_rows(books.program, "transfer", {}, around, "Paste")
    # what is got in the batch can be given on in it
    set_rows(books.program, "transfer", {}, [row("B", "C", 100), row("C", "A", 100)], "Paste")
    assert [books.whole(name, "planned") for name in "ABC"] == [100, 0, 0]


def test_a_transfer_of_an_account_that_has_spent_too_much_can_still_be_explained(books):
    books.account("A", APRIL, 100)
    books.account("B")
    moved = books.move("A", "B", 60)
    books.book("A", APRIL, 50)
    set_fields(books.program, "transfer", moved, {"reason": "Rails before racks", "amount": 55_00})
    with pytest.raises(EditError, match="can't give"):
        set_fields(books.program, "transfer", moved, {"amount": 56_00})


def test_an_approved_budget_stays_what_it_was(books):
    books.account("A", APRIL, 100)
    version = approve_budget(books.program, "Gate 2", approved_by_id=books.ids["sponsor"], approved_on=APRIL)
    (line,) = books.program.file.rows(BudgetVersionLine)
    other = add_row(books.program, "resource", {"name": "Other"})
    for edit, said in (
        (
            lambda: remove_rows(books.program, "budget_version", [version]),
            "B-1 “Gate 2” was approved and stays",
        ),
        (
            lambda: set_fields(books.program, "budget_version", version, {"approved_by_id": other}),
            "approved by",
        ),
        (lambda: set_fields(books.program, "budget_version", version, {"approved_on": None}), "approved on"),
        (
            lambda: set_fields(books.program, "budget_version_line", line.id, {"planned": 1}),
            "as it was approved",
        ),
        (lambda: remove_rows(books.program, "budget_version_line", [line.id]), "as it was approved"),
    ):
        with pytest.raises(EditError, match=said):
            edit()
    new = {"version_id": version, "account_id": books.ids["A"], "month": MAY, "planned": 1}
    with pytest.raises(EditError, match="approve it again"):
        add_row(books.program, "budget_version_line", new)
    values = {"name": "Gate 2, signed", "reason": "Minutes", "approved_on": APRIL}
    set_fields(books.program, "budget_version", version, values)
    assert books.program.file.rows(BudgetVersionLine) == [line]


def test_what_a_transfer_needs_is_asked_for_in_words(books):
    books.account("A", APRIL, 100)
    books.account("B")
    reserve = books.account("Reserve", APRIL, 100, reserve="management")
    for values, said in (
        ({"approved_by_id": None}, "who approved it"),
        ({"to_account_id": books.ids["A"]}, "another account, or to another month"),
        ({"to_month": date(2027, 1, 1)}, "within one fiscal year"),
        ({"from_account_id": reserve}, "“Reserve” is a reserve: say which change request"),
    ):
        with pytest.raises(EditError, match=said):
            books.move("A", "B", 10, **values)
    assert books.program.file.rows(Transfer) == []


def test_an_account_in_a_transfer_stays_so_that_nothing_is_lost(books):
    books.account("A", APRIL, 100)
    books.account("B", APRIL, 50)
    books.move("A", "B", 10)
    with pytest.raises(EditError, match="gave or got budget by transfer T-1"):
        remove_rows(books.program, "account", [books.ids["A"]])
    assert books.total("planned") == 150


def test_a_reserve_and_a_funding_source_are_not_relabelled_to_draw_on_them(books):
    program = books.program
    plan, grant = (add_row(program, "funding_source", {"name": name}) for name in ("Plan", "Grant"))
    books.account("A", APRIL, 100, funding_id=plan)
    books.account("Later", APRIL, 50)
    books.account("Empty", funding_id=plan, reserve="management")
    reserve = books.account("Reserve", APRIL, 100, reserve="contingency")
    for name, values, said in (
        (
            "Reserve",
            {"reserve": "no"},
            "“Reserve” holds budget, so it stays the reserve that it is",
        ),
        ("Reserve", {"reserve": "management"}, "stays the reserve that it is"),
        (
            "A",
            {"funding_id": None},
            "“A” has figures, so its funding source stays; add an account",
        ),
        ("A", {"funding_id": grant}, "its funding source stays"),
    ):
        with pytest.raises(EditError, match=said):
            set_fields(program, "account", books.ids[name], values)
    with pytest.raises(EditError, match="“Plan” funds “A”, which has figures; keep it"):
        remove_rows(program, "funding_source", [plan])
    set_fields(program, "account", reserve, {"reserve": "contingency", "name": "For risks"})
    set_fields(program, "account", books.ids["Empty"], {"reserve": "no", "funding_id": grant})
    set_fields(program, "account", books.ids["Later"], {"reserve": "contingency", "funding_id": grant})
    books.move("A", "Empty", 10)
    with pytest.raises(EditError, match="“Empty” has cost or transfers, so it can’t become a reserve"):
        set_fields(program, "account", books.ids["Empty"], {"reserve": "contingency"})


def test_an_amount_typed_over_a_transfer_and_an_entry_is_what_the_cell_then_shows(books):
    books.account("A", APRIL, 100)
    books.account("B", APRIL, 50)
    books.move("A", "B", 10)
    books.book("B", APRIL, 7)
    books.enter("B", APRIL, Measure.PLANNED, 80)
    books.enter("B", APRIL, Measure.ACTUAL, 9)
    assert (books.whole("B", "planned"), books.whole("B", "actual")) == (80, 9)
    (line,) = books.program.file.rows(BudgetLine, account_id=books.ids["B"])
    assert (line.planned, line.actual) == (70_00, 2_00)


def test_a_forecast_month_keeps_its_forecast_whatever_is_transferred(books):
    books.account("A", MAY, 100)
    books.account("B", MAY, 50)
    books.enter("B", MAY, Measure.FORECAST, 45)
    books.move("A", "B", 10, (MAY, MAY))
    assert [books.whole("B", name) for name in ("planned", "outlook")] == [60, 45]
    assert [books.whole("A", name) for name in ("planned", "outlook")] == [90, 90]


def test_an_accrual_counts_until_the_next_month_is_reached(books):
    books.account("A", APRIL, 100)
    books.book("A", APRIL, 30, EntryKind.ACCRUAL)
    assert [books.whole("A", name) for name in ("accrued", "incurred", "outlook")] == [30, 30, 30]
    set_fields(
        books.program, "program", books.program.file.program.id, {"status_date": datetime(2026, 5, 29, 17)}
    )
    books.book("A", MAY, 31, number="INV-9")
    assert [books.whole("A", name) for name in ("accrued", "incurred", "outlook")] == [0, 31, 31]
    months = books.program.plan.state.money.budget.program.months
    assert (months.incurred // 100).tolist() == [30, 1]


@pytest.fixture
def closed(books):
    books.account("A", MARCH, 100)
    books.account("B", APRIL, 100)
    books.book("A", MARCH, 60, number="INV-1")
    add_row(books.program, "closed_month", {"month": MARCH})
    return books


def test_in_a_closed_month_nothing_changes_but_a_correction_is_booked_later(closed):
    entry = closed.program.file.rows(CostEntry)[0]
    line = closed.program.file.rows(BudgetLine, account_id=closed.ids["A"])[0]
    before = closed.program.plan.state.money.budget.program.months.incurred.tolist()
    for edit in (
        lambda: closed.enter("A", MARCH, Measure.ACTUAL, 61),
        lambda: closed.enter("A", MARCH, Measure.PLANNED, None),
        lambda: closed.book("A", MARCH, 5),
        lambda: set_fields(closed.program, "cost_entry", entry.id, {"amount": 1}),
        lambda: set_fields(closed.program, "cost_entry", entry.id, {"month": APRIL}),
        lambda: remove_rows(closed.program, "cost_entry", [entry.id]),
        lambda: remove_rows(closed.program, "budget_line", [line.id]),
        lambda: set_fields(closed.program, "budget_line", line.id, {"planned": 7}),
        lambda: closed.move("B", "A", 5, (APRIL, MARCH)),
    ):
        with pytest.raises(EditError, match="Mar 2026 is closed"):
            edit()
    with pytest.raises(EditError, match="figures in closed months"):
        set_fields(closed.program, "account", closed.ids["A"], {"treatment": "capex"})
    set_fields(closed.program, "cost_entry", entry.id, {"notes": "Checked"})
    closed.book("A", APRIL, -10, number="CN-1", concerns=MARCH)
    months = closed.program.plan.state.money.budget.program.months
    assert months.incurred.tolist() == [before[0], -10_00]


def test_months_are_closed_in_order_and_opened_backwards(closed):
    april = add_row(closed.program, "closed_month", {"month": APRIL})
    with pytest.raises(EditError, match="closed already"):
        add_row(closed.program, "closed_month", {"month": date(2026, 2, 1)})
    march = next(row for row in closed.program.file.rows(ClosedMonth) if row.month == MARCH)
    with pytest.raises(EditError, match=r"only the last closed month .* Apr 2026"):
        remove_rows(closed.program, "closed_month", [march.id])
    remove_rows(closed.program, "closed_month", [april])
    closed.book("A", APRIL, 5)


def test_an_invoice_is_entered_once_and_in_the_programs_time(books):
    books.account("A", APRIL, 100)
    books.book("A", APRIL, 7)
    books.book("A", APRIL, 20, number="INV-2")
    with pytest.raises(EditError, match=r"inv-2 is entered already, .*E-2"):
        books.book("A", APRIL, 20, number=" inv-2")
    books.book("A", APRIL, 21, number="INV-2")
    with pytest.raises(EditError, match="before the fiscal year"):
        books.book("A", date(2025, 12, 1), 20)
    with pytest.raises(EditError, match="yet to come"):
        books.book("A", JUNE, 20)
    books.book("A", JUNE, 20, EntryKind.COMMITMENT)


def test_an_entry_that_lacks_something_says_what(books):
    with pytest.raises(EditError, match="Cost account: a value is needed"):
        add_row(books.program, "cost_entry", {"text": "Racks"})


def test_a_suppliers_number_is_entered_once(books):
    books.account("A", APRIL, 100)
    books.account("B", APRIL, 100)
    books.book("A", APRIL, 20, number="INV-2", supplier="Cables & Co")
    again = r"inv-2 of cables .* is entered already \(E-1\); if this is another part .* such as inv-2/2"
    with pytest.raises(EditError, match=again):
        books.book("B", MARCH, 21, number="inv-2", supplier="cables &  co")
    books.book("A", APRIL, 20, number="INV-2", supplier="Racks")  # who numbers alike
    books.book("A", APRIL, -5, number="INV-2", supplier="Cables & Co")
    books.book("A", APRIL, 3, number="INV-2", supplier="Cables & Co", concerns=MARCH)
    other = books.book("B", APRIL, 21, number="INV-3", supplier="Cables & Co")
    with pytest.raises(EditError, match="is entered already"):
        set_fields(books.program, "cost_entry", other, {"number": "INV-2"})
    set_fields(books.program, "cost_entry", other, {"number": "INV-2/2"})


def test_a_number_is_no_other_one_for_want_of_a_supplier(books):
    books.account("A", APRIL, 100)
    books.account("B", APRIL, 100)
    books.book("A", APRIL, 20, number="R-1", supplier="Acme")
    with pytest.raises(
        EditError, match=r"r-1 is entered already \(E-1 of Acme\); name the supplier of both, or"
    ):
        books.book("B", APRIL, 20, number="r-1")
    books.book("A", APRIL, 9, number="R-2")
    of_none = r"R-2 of Acme is entered already \(E-2, which names no supplier\)"
    with pytest.raises(EditError, match=of_none):
        books.book("B", APRIL, 8, number="R-2", supplier="Acme")
    books.book("B", APRIL, -20, number="R-1")  # taken back
    other = books.book("B", APRIL, 8, number="R-1", supplier="Racks")
    with pytest.raises(EditError, match="is entered already"):
        set_fields(books.program, "cost_entry", other, {"supplier": None})
    alike = books.book("B", APRIL, 8, number="R-2")  # a journal's number, on two accounts
    set_fields(books.program, "cost_entry", alike, {"supplier": "Acme"})


def test_a_sheet_asks_about_a_number_for_want_of_a_supplier(books, tmp_path):
    books.account("A", APRIL, 100)
    books.account("B", APRIL, 100)
    books.book("A", APRIL, 20, number="R-1", supplier="Acme")
    sheet = tmp_path / "april.csv"
    sheet.write_text("text,account_id,month,amount,number,supplier\nRacks,B,2026-04-01,20,R-1,\n")
    (line,) = read_table(books.program.file, "cost_entry", sheet).of(Fate.DUPLICATE)
    assert line.told == ("R-1 is entered already (E-1 of Acme); this may be another part of it",)


AMOUNTS = st.integers(1, 10**12)
MOVES = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(1, 10**10), st.integers(1, 12)), max_size=6
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(AMOUNTS, min_size=3, max_size=3), MOVES)
def test_transfers_conserve_the_budget_by_every_path(books, planned, moves):
    for n, amount in enumerate(planned):
        books.account(f"A{n}", treatment=("capex", "opex")[n % 2])
        books.enter(f"A{n}", APRIL, Measure.PLANNED, amount)
    total = books.program.plan.state.money.budget.program.at_completion
    for giver, getter, amount, month in moves:
        try:
            books.move(f"A{giver}", f"A{getter}", amount, (date(2026, month, 1), APRIL))
        except EditError:
            continue
        budget = books.program.plan.state.money.budget
        for totals in (budget.accounts, budget.projects, budget.funds, budget.treatments):
            assert int(totals.at_completion.sum()) == int(total) == int(totals.months.planned.sum())
    while books.program.plan.state.money.accounts:  # as the next example expects it
        books.program.file.undo()
