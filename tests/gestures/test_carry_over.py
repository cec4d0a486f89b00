"""Unspent budget at the end of a fiscal year: carried within the policy, the rest lapses, sums stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.fiscal_year import month_number
from tpm_desktop.gestures.blocks import set_rows
from tpm_desktop.gestures.policy import pack_text, set_policy
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.breakdown import Level, Row
from tpm_desktop.plan.budget_drill import drilled
from tpm_desktop.plan.budget_periods import read_periods
from tpm_desktop.plan.carried_over import fiscal_year_of, proposed, unspent
from tpm_desktop.plan.policy_findings import policy_report

YEAR = date(2026, 6, 1)


class Ledger:
    """C18: an account of 400,000 in the fiscal year 2026/27, spent 352,000, open orders 18,500."""

    def __init__(self, program: OpenProgram) -> None:
        self.program = program
        self.asker, self.sponsor = (add_row(program, "resource", {"name": n}) for n in ("Asker", "Sponsor"))
        self.account = add_row(program, "account", {"name": "Racks"})
        months = [*((2026, month) for month in range(4, 13)), *((2027, month) for month in (1, 2, 3))]
        with program.file.transaction("Set up") as edit:
            edit.add_all(
                "budget_line",
                [
                    {
                        "account_id": self.account,
                        "month": date(*month, 1),
                        "treatment": "opex",
                        "planned": 70_000_00 if n == 0 else 30_000_00,
                        "actual": 35_200_00 if n < 10 else None,
                    }
                    for n, month in enumerate(months)
                ],
            )
        order = {"text": "Cables", "kind": "commitment", "amount": 18_500_00, "month": date(2027, 2, 1)}
        add_row(program, "cost_entry", {**order, "account_id": self.account})

    def row(self, amount: int, lapsed: int = 0, **values: object) -> dict[str, object]:
        row = {
            "reason": "Delivery slips into April",
            "account_id": self.account,
            "year": YEAR,
            "amount": amount * 100,
            "lapsed": lapsed * 100,
            "asked_by_id": self.asker,
            "asked_on": date(2027, 3, 1),
            "approved_by_id": self.sponsor,
        }
        return {**row, **values}

    def carry(self, amount: int, lapsed: int = 0, **values: object) -> str:
        return add_row(self.program, "carry_over", self.row(amount, lapsed, **values))

    def planned(self) -> dict[int, int]:
        """By the year in which each fiscal year starts, whole currency units."""
        budget = self.program.plan.state.money.budget
        sums = budget.program.years.planned.tolist()
        return {year.start_year: amount // 100 for year, amount in zip(budget.years, sums, strict=True)}

    def rules(self) -> set[str]:
        found = policy_report(self.program.plan.state).found
        return {one.rule.id for one in found if one.rule.id in ("BUD-4", "BUD-8")}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    days = {"start": datetime(2026, 4, 1, 8), "status_date": datetime(2027, 3, 31, 17)}
    with OpenProgram.create(tmp_path / "a.tpm", currency="USD", fiscal_year_start=4, **days) as program:
        set_policy(program, pack_text("corporate", "USD"))
        yield Ledger(program)


def test_what_the_policy_lets_go_over_is_proposed(ledger):
    program = ledger.program
    year = fiscal_year_of(program.plan.state, month_number(2027, 3))
    found = unspent(program.plan.state, ledger.account, year)
    assert (found.budget, found.spent, found.open_orders) == (400_000_00, 352_000_00, 18_500_00)
    one = proposed(program.plan.state, ledger.account, year)
    assert (one.carried, one.lapsed) == (40_000_00, 8_000_00)
    text = pack_text("corporate", "USD").replace(
        'carry_basis = "all_unspent"', 'carry_basis = "uncommitted_only"'
    )
    set_policy(program, text)
    one = proposed(program.plan.state, ledger.account, year)
    assert (one.carried, one.lapsed) == (48_000_00, 0)
    ledger.carry(48_000)
    assert not ledger.rules()


def test_before_the_year_is_over_what_is_still_expected_stays_and_nothing_lapses(ledger):
    program = ledger.program
    (row,) = program.file.columns("program", ["id"])
    set_fields(program, "program", row[0], {"status_date": datetime(2027, 2, 26, 17)})
    year = fiscal_year_of(program.plan.state, month_number(2027, 3))
    one = proposed(program.plan.state, ledger.account, year)  # 30,000 of the plan are still to come in March
    assert (one.carried, one.lapsed) == (18_000_00, 0)


def test_carried_budget_moves_to_the_next_year_and_the_rest_lapses(ledger):
    state = ledger.program.plan.state
    outlook = int(state.money.budget.program.whole.outlook)
    assert outlook == 352_000_00
    carried = ledger.carry(40_000, 8_000)
    assert ledger.planned() == {2026: 352_000, 2027: 40_000}
    state = ledger.program.plan.state
    whole = read_periods(state)[-1]
    parts = drilled(state, Row(Level.ACCOUNT, ledger.account, 0), "planned", whole)
    assert [(one.month, one.amount) for one in parts if one.row_id == carried] == [
        (month_number(2027, 3), -40_000_00),
        (month_number(2027, 3), -8_000_00),
        (month_number(2027, 4), 40_000_00),
    ]
    assert int(state.money.budget.program.whole.outlook) == outlook + 40_000_00
    assert not ledger.rules()
    remove_rows(ledger.program, "carry_over", [carried])
    assert ledger.planned() == {2026: 400_000}


def test_beyond_the_share_or_too_late_breaks_the_policy_at_once(ledger):
    carried = ledger.carry(40_000)
    set_fields(ledger.program, "carry_over", carried, {"amount": 40_000_01})
    assert ledger.rules() == {"BUD-4"}
    set_fields(ledger.program, "carry_over", carried, {"amount": 40_000_00, "asked_on": date(2027, 3, 31)})
    assert not ledger.rules()
    set_fields(ledger.program, "carry_over", carried, {"asked_on": date(2027, 4, 1)})
    assert ledger.rules() == {"BUD-8"}


def test_refused(ledger):
    with pytest.raises(EditError, match=r"“Racks” has USD.48,000 unspent in FY26/27, not USD.48,001"):
        ledger.carry(48_000, lapsed=1)
    with pytest.raises(EditError, match="needs who approved it"):
        ledger.carry(1, approved_by_id=None)
    with pytest.raises(EditError, match="can’t approve it"):
        ledger.carry(1, approved_by_id=ledger.asker)
    with pytest.raises(EditError, match="what is carried over, or what lapses"):
        ledger.carry(0)
    carried = ledger.carry(40_000, 8_000)
    with pytest.raises(EditError, match=r"has USD.0 unspent"):
        ledger.carry(1)
    set_fields(ledger.program, "carry_over", carried, {"lapsed": 0})
    add_row(ledger.program, "closed_month", {"month": date(2027, 3, 1), "closed_by_id": ledger.sponsor})
    with pytest.raises(EditError, match=r"March 2027 is closed|Mar 2027 is closed"):
        ledger.carry(1)
    with pytest.raises(EditError, match="is closed"):
        remove_rows(ledger.program, "carry_over", [carried])


def test_the_carry_overs_of_one_batch_share_what_is_unspent(ledger):
    def take(*rows: tuple[int, int], **edits: dict[str, object]) -> list[str]:
        return set_rows(ledger.program, "carry_over", edits, [ledger.row(*row) for row in rows], "Paste")

    with pytest.raises(EditError, match=r"has USD.48,000 unspent in FY26/27, not USD.50,000 in all"):
        take((30_000, 0), (15_000, 5_000))
    first, last = take((30_000, 0), (15_000, 3_000))
    with pytest.raises(EditError, match=r"has USD.48,000 unspent in FY26/27, not USD.49,000 in all"):
        take(**{first: {"amount": 31_000_00}, last: {"notes": "Late", "amount": 15_000_00}})
    take(**{first: {"amount": 31_000_00}, last: {"amount": 14_000_00}})
