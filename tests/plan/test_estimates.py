"""Estimates: bottom-up figures against lines, rounds that stay, and the budget that is made from one."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pytest

from tpm_desktop.exchange.sheets import export_table, read_table, take_rows
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.budget_versions import approve_budget
from tpm_desktop.gestures.estimate_budget import make_budget, proposed_budget
from tpm_desktop.gestures.estimates import (
    approve_round,
    begin_round,
    found_round,
    return_round,
    review_round,
    take_from_plan,
)
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.estimates import EstimateLine, EstimateRound
from tpm_desktop.model.finance import Account, BudgetLine
from tpm_desktop.model.resources import Resource
from tpm_desktop.model.spending import BudgetVersion, BudgetVersionLine
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.budget_versions import versions
from tpm_desktop.plan.cost_parts import CostParts, months_of
from tpm_desktop.plan.earned_pieces import controls

EUR = 100
HOUR = 60
JUNE = date(2026, 6, 1)


class Desk:
    """A data centre of two accounts, and a ledger without any; amounts are whole euros."""

    def __init__(self, program: OpenProgram) -> None:
        self.program = program
        add = self.add
        self.people = {name: add("resource", name=name) for name in ("Planner", "Checker", "Sponsor")}
        engineer = add(
            "resource", name="Engineer", rate=50 * EUR, overtime_rate=75 * EUR, cost_per_use=20 * EUR
        )
        rack = add("resource", name="Rack", kind="material", rate=1_000 * EUR)
        self.dc, self.ledger = add("project", name="Data centre"), add("project", name="Ledger")
        self.labour = add("account", name="Labour", project_id=self.dc)
        self.racks = add("account", name="Racks", project_id=self.dc, treatment="capex")
        self.install = self.task("Install", self.labour, fixed_cost=500 * EUR)
        self.deliver = self.task("Deliver", self.racks)
        self.build = add("task", project_id=self.ledger, name="Build", duration=60 * 480)
        work = {"work": 40 * HOUR, "overtime": 8 * HOUR}
        add("assignment", task_id=self.install, resource_id=engineer, **work)  # 32 x 50 + 8 x 75 + 20
        add("assignment", task_id=self.deliver, resource_id=rack, work=12 * HOUR)  # 12 racks
        add("assignment", task_id=self.build, resource_id=engineer, work=100 * HOUR)  # 100 x 50 + 20

    def task(self, name: str, account: str, **values) -> str:
        row = {"project_id": self.dc, "name": name, "account_id": account, "duration": 40 * 480}
        return self.add("task", **row, **values)

    def add(self, table: str, **values) -> str:
        return add_row(self.program, table, values)

    def round(self, title: str = "First", earlier: str | None = None, **values) -> str:
        row = {"title": title, "taken": JUNE, "prepared_by_id": self.people["Planner"], **values}
        return begin_round(self.program, row, earlier)

    def line(self, round_id: str, title: str, likely: int, **values) -> str:
        return self.add("estimate_line", round_id=round_id, title=title, likely=likely * EUR, **values)

    def approve(self, round_id: str) -> None:
        review_round(self.program, round_id, self.people["Checker"])
        approve_round(self.program, round_id, self.people["Sponsor"])

    def of(self, round_id: str):
        return found_round(self.program.plan.state, round_id)

    def euros(self, round_id: str) -> dict[str, int]:
        return {line.row.title: line.expected // EUR for line in self.of(round_id).lines}

    def planned(self) -> dict[str, int]:
        money = self.program.plan.state.money
        names = {row.id: row.name for row in self.program.file.rows(Account)}
        amounts = money.budget.accounts.whole.planned.tolist()
        return {names[one]: n // EUR for one, n in zip(money.accounts, amounts, strict=True) if n}


@pytest.fixture
def desk(tmp_path):
    about = {"currency": "EUR", "start": datetime(2026, 6, 1, 8), "status_date": datetime(2026, 6, 1, 8)}
    with OpenProgram.create(tmp_path / "e.tpm", **about) as program:
        yield Desk(program)


def test_estimates_are_taken_from_the_plan_at_its_own_rates(desk):
    one = desk.round()
    assert take_from_plan(desk.program, one) == 4
    assert desk.euros(one) == {
        "Work: Labour": 32 * 50 + 8 * 75 + 20,
        "Fixed cost: Labour": 500,
        "Material: Racks": 12_000,
        "Work: Ledger": 5_020,
    }
    found = desk.of(one)
    assert found.sums.expected == found.plan == desk.program.plan.state.money.cost_of_tasks
    assert found.not_estimated == 0 and take_from_plan(desk.program, one) == 0
    assert {line.row.source.split(":")[0] for line in found.lines} == {"Plan of 1 Jun 2026"}
    desk.program.file.undo()
    assert not desk.of(one).lines


def test_rates_by_date_and_accrual_say_how_much_and_when(desk):
    """40 hours on five days from 1 June, 8 of them overtime; from the third on they cost twice as much."""
    (engineer,) = (row.id for row in desk.program.file.rows(Resource) if row.name == "Engineer")
    later = {"rate": 100 * EUR, "overtime_rate": 150 * EUR, "cost_per_use": 40 * EUR}
    rate = desk.add("resource_rate", resource_id=engineer, since=date(2026, 6, 3), **later)
    set_fields(desk.program, "task", desk.install, {"fixed_cost": 0})
    state = desk.program.plan.state
    row = state.outline.row[desk.install]
    assert int(state.money.costs.task[row]) == (640 + 240 + 1_920 + 720 + 20) * EUR
    assert state.money.cost_of_tasks == CostParts.of(state).total
    move = {"constraint": "snet", "constraint_date": datetime(2026, 6, 29, 8)}
    set_fields(desk.program, "task", desk.install, move)  # after the change, and over the end of June
    whole = (32 * 100 + 8 * 150 + 40) * EUR
    assert int(desk.program.plan.state.money.costs.task[row]) == whole

    def months() -> list[int]:
        state = desk.program.plan.state
        parts = CostParts.of(state)
        mine = parts.only(np.flatnonzero(parts.row == state.outline.row[desk.install]))
        return [int(n) for n in months_of(state, mine)[1].sum(axis=0) if n]

    assert months() == [whole * 2 // 5, whole * 3 // 5]
    set_fields(desk.program, "resource", engineer, {"accrual": "end"})
    assert months() == [whole]
    remove_rows(desk.program, "resource_rate", [rate])
    assert int(desk.program.plan.state.money.costs.task[row]) == (32 * 50 + 8 * 75 + 20) * EUR


def test_taking_again_follows_the_plan_and_keeps_ranges_in_proportion(desk):
    one = desk.round()
    take_from_plan(desk.program, one)
    racks = next(line.row for line in desk.of(one).lines if line.row.title == "Material: Racks")
    sides = {"optimistic": 11_000 * EUR, "pessimistic": 15_000 * EUR}
    set_fields(desk.program, "estimate_line", racks.id, sides)
    set_fields(desk.program, "task", desk.install, {"fixed_cost": 0})
    table = desk.program.plan.state.inputs.tables["assignment"]
    twelve = next(
        i for i, task in zip(table.ids, table.texts["task_id"], strict=True) if task == desk.deliver
    )
    set_fields(desk.program, "assignment", twelve, {"work": 24 * HOUR})
    assert take_from_plan(desk.program, one) == 2
    racks = desk.program.file.row(EstimateLine, racks.id)
    assert [racks.optimistic, racks.likely, racks.pessimistic] == [n * EUR for n in (22_000, 24_000, 30_000)]
    assert "Fixed cost: Labour" not in desk.euros(one)


def test_what_is_estimated_another_way_is_not_taken_from_the_plan(desk):
    one = desk.round()
    desk.line(one, "Racks as offered", 11_500, account_id=desk.racks, method="quote")
    desk.line(one, "Ledger like the last one", 6_000, project_id=desk.ledger, method="analogous")
    take_from_plan(desk.program, one)
    assert set(desk.euros(one)) == {
        "Racks as offered", "Ledger like the last one", "Work: Labour", "Fixed cost: Labour",
    }  # fmt: skip
    offered, like, *_ = desk.of(one).lines
    assert (offered.plan, offered.difference) == (12_000 * EUR, -500 * EUR)
    assert like.plan == 5_020 * EUR and like.project_id == desk.ledger


def test_a_line_of_a_task_comes_before_those_of_its_account_and_program(desk):
    one = desk.round()
    whole = desk.line(one, "All else", 0)
    desk.line(one, "Labour", 1, account_id=desk.labour)
    desk.line(one, "Fixed", 1, task_id=desk.install, kind="fixed")
    found = {line.row.title: line.plan for line in desk.of(one).lines}
    assert found == {"All else": 17_020 * EUR, "Labour": 2_220 * EUR, "Fixed": 500 * EUR}
    remove_rows(desk.program, "estimate_line", [whole])
    assert desk.of(one).not_estimated == 17_020 * EUR
    assert desk.of(one).plan == desk.program.plan.state.money.cost_of_tasks


def test_a_round_of_one_project_is_about_that_alone(desk):
    one = desk.round(project_id=desk.ledger)
    take_from_plan(desk.program, one)
    assert desk.euros(one) == {"Work: Ledger": 5_020} and desk.of(one).plan == 5_020 * EUR


def test_an_amount_follows_from_a_reference(desk):
    one = desk.round()
    row = {"round_id": one, "title": "Interfaces", "method": "parametric", "unit": "interfaces"}
    line = desk.add("estimate_line", **row, reference_cost=4_500 * EUR, quantity=14)
    assert desk.euros(one) == {"Interfaces": 63_000}
    set_fields(desk.program, "estimate_line", line, {"factor": 8_000})
    assert desk.euros(one) == {"Interfaces": 50_400}
    with pytest.raises(EditError, match="larger than can be counted"):
        set_fields(desk.program, "estimate_line", line, {"quantity": 10**9})


def test_amounts_out_of_order_are_refused(desk):
    one = desk.round()
    line = desk.line(one, "Racks", 10)
    with pytest.raises(EditError, match="must rise from optimistic"):
        set_fields(desk.program, "estimate_line", line, {"optimistic": 11 * EUR})
    months = {"first_month": date(2026, 8, 1), "last_month": date(2026, 7, 1)}
    with pytest.raises(EditError, match="last month comes before"):
        set_fields(desk.program, "estimate_line", line, months)


def test_what_was_reviewed_stays_and_duties_are_apart(desk):
    one = desk.round()
    with pytest.raises(EditError, match="no lines to review"):
        review_round(desk.program, one, desk.people["Checker"])
    line = desk.line(one, "Racks", 10)
    for person, said in (("Planner", "can't review it as well"), (None, "who reviewed it")):
        with pytest.raises(EditError, match=said):
            review_round(desk.program, one, desk.people.get(person))
    with pytest.raises(EditError, match="can't become approved"):
        approve_round(desk.program, one, desk.people["Sponsor"])
    review_round(desk.program, one, desk.people["Checker"])
    for edit in (
        lambda: set_fields(desk.program, "estimate_line", line, {"likely": 1}),
        lambda: desk.line(one, "More", 1),
        lambda: remove_rows(desk.program, "estimate_line", [line]),
        lambda: set_fields(desk.program, "estimate_round", one, {"title": "Other"}),
        lambda: remove_rows(desk.program, "estimate_round", [one]),
        lambda: take_from_plan(desk.program, one),
    ):
        with pytest.raises(EditError, match="reviewed"):
            edit()
    return_round(desk.program, one)
    set_fields(desk.program, "estimate_line", line, {"likely": 20 * EUR})
    review_round(desk.program, one, desk.people["Checker"])
    with pytest.raises(EditError, match="who reviewed"):
        approve_round(desk.program, one, desk.people["Checker"])
    approve_round(desk.program, one, desk.people["Sponsor"])
    row = desk.program.file.row(EstimateRound, one)
    assert (row.state, row.approved_on) == ("approved", JUNE)
    with pytest.raises(EditError, match="can't become draft"):
        return_round(desk.program, one)


def test_the_budget_is_made_from_an_approved_round_in_one_step(desk):
    one = desk.round()
    take_from_plan(desk.program, one)
    desk.line(
        one, "Moves", 900, account_id=desk.labour, first_month=date(2026, 9, 1), last_month=date(2026, 11, 1)
    )
    with pytest.raises(EditError, match="not approved yet"):
        make_budget(desk.program, one, approved_by_id=desk.people["Sponsor"])
    desk.approve(one)
    old = {"account_id": desk.labour, "month": date(2026, 5, 1), "planned": 7_000 * EUR}
    desk.add("budget_line", **old)
    shown = proposed_budget(desk.program, one)
    assert (shown.was, shown.becomes, shown.new_accounts) == (7_000 * EUR, 20_640 * EUR, 1)
    version = make_budget(desk.program, one, approved_by_id=desk.people["Sponsor"], reason="Gate 2")
    assert desk.planned() == {"Labour": 2_720 + 900, "Racks": 12_000, "Ledger": 5_020}
    assert sum(desk.planned().values()) * EUR == desk.of(one).sums.expected
    row = desk.program.file.row(BudgetVersion, version)
    assert (row.round_id, row.approved_on, row.name) == (one, JUNE, "From ER-1 First")
    of_version, now = versions(desk.program.file, desk.program.plan.state)
    assert dict(of_version.planned) == dict(now.planned)
    kinds = {line.treatment for line in desk.program.file.rows(BudgetVersionLine, version_id=version)}
    assert kinds == {"capex", "opex"}
    state = desk.program.plan.state
    controlled = int(controls(state)[state.outline.row[desk.build]])
    assert (
        state.inputs.tables["account"].texts["name"][
            state.inputs.tables["account"].row[state.money.accounts[controlled]]
        ]
        == "Ledger"
    )
    with pytest.raises(EditError, match="ER-1 was made into the budget B-1, From ER-1 First, already"):
        make_budget(desk.program, one, approved_by_id=desk.people["Sponsor"])
    desk.program.file.undo()
    assert desk.planned() == {"Labour": 7_000} and not desk.program.file.rows(BudgetVersion)


def test_what_the_projects_have_on_other_accounts_is_shown_and_approved_with_the_round(desk):
    from tpm_desktop.gestures.policy import pack_text, set_policy

    set_policy(desk.program, pack_text("corporate", "EUR"))  # a program manager approves up to 50,000
    leads = {"manager_id": desk.people["Checker"], "sponsor_id": desk.people["Sponsor"]}
    set_fields(desk.program, "program", desk.program.file.program.id, leads)
    for account, planned in ((desk.labour, 45_000), (desk.racks, 3_000)):
        desk.add("budget_line", account_id=account, month=JUNE, planned=planned * EUR)
    one = desk.round()
    desk.line(one, "Whole data centre", 4_000, project_id=desk.dc)
    desk.line(one, "Racks", 2_000, account_id=desk.racks)
    desk.approve(one)
    shown = proposed_budget(desk.program, one)
    assert (shown.was, shown.becomes) == (3_000 * EUR, 6_000 * EUR)
    assert [(rest.project_id, rest.planned) for rest in shown.others] == [(desk.dc, 45_000 * EUR)]
    assert shown.total == 51_000 * EUR
    with pytest.raises(EditError, match=r"a budget of EUR.51,000 takes the sponsor"):
        make_budget(desk.program, one, approved_by_id=desk.people["Checker"])
    make_budget(desk.program, one, approved_by_id=desk.people["Sponsor"])
    assert sum(desk.planned().values()) * EUR == shown.total


def test_what_the_version_holds_is_what_approving_the_budget_would_hold(desk):
    one = desk.round()
    take_from_plan(desk.program, one)
    desk.approve(one)
    for amount, kind in ((300, "capex"), (200, "opex")):
        row = {"account_id": desk.labour, "month": JUNE, "treatment": kind, "planned": amount * EUR}
        desk.add("budget_line", **row)
    may = date(2026, 5, 1)  # a month of which the round says nothing
    desk.add("budget_line", account_id=desk.labour, month=may, treatment="capex", planned=1_000 * EUR)
    desk.add("budget_line", account_id=desk.labour, month=may, planned=500 * EUR)
    ends = {"from_account_id": desk.labour, "to_account_id": desk.racks, "from_month": may, "to_month": may}
    desk.add("transfer", reason="Rails", amount=100 * EUR, approved_by_id=desk.people["Sponsor"], **ends)
    made = make_budget(desk.program, one, approved_by_id=desk.people["Sponsor"])
    assert desk.planned() == {"Labour": 2_720, "Racks": 12_000, "Ledger": 5_020}
    again = approve_budget(desk.program, "Again", approved_by_id=desk.people["Sponsor"])
    lines = [
        sorted((r.account_id, r.month, r.treatment, r.planned) for r in
               desk.program.file.rows(BudgetVersionLine, version_id=v))
        for v in (made, again)
    ]  # fmt: skip
    assert lines[0] == lines[1]


def test_a_budget_of_ranges_has_no_stray_cent(desk):
    one = desk.round()
    ranges = [(600, 820, 1_500), (1_300, 1_900, 3_500), (500, 800, 1_500)]  # a mean of 3,830 together
    for title, (low, likely, high) in zip(("Cloud", "Ledger", "Team"), ranges, strict=True):
        sides = {"optimistic": low * EUR, "pessimistic": high * EUR}
        desk.line(one, title, likely, project_id=desk.dc, **sides)
    desk.approve(one)
    shown = proposed_budget(desk.program, one)
    assert shown.becomes == desk.of(one).sums.expected == 3_830 * EUR
    make_budget(desk.program, one, approved_by_id=desk.people["Sponsor"])
    assert sum(line.planned for line in desk.program.file.rows(BudgetLine)) == 3_830 * EUR


def test_closed_months_keep_their_figures_and_count_towards_the_sum(desk):
    desk.add("budget_line", account_id=desk.labour, month=date(2026, 5, 1), planned=1_000 * EUR)
    desk.add("closed_month", month=date(2026, 6, 1))
    one = desk.round()
    take_from_plan(desk.program, one)
    desk.approve(one)
    make_budget(desk.program, one, approved_by_id=desk.people["Sponsor"])
    assert desk.planned() == {"Labour": 2_720, "Racks": 12_000, "Ledger": 5_020}
    budget = desk.program.plan.state.money.budget
    assert budget.accounts.months.planned[0][budget.months.tolist().index(676)] == 1_000 * EUR


def test_a_sheet_of_estimates_is_taken_into_the_round_that_is_shown(desk, tmp_path):
    desk.round("Earlier")
    one = desk.round()
    sheet = tmp_path / "estimates.csv"
    sheet.write_text("What for,Cost account,Most likely,Pessimistic\nHall,Labour,800,1400\nRails,Racks,60,\n")
    taken = read_table(desk.program.file, "estimate_line", sheet, given={"round_id": one})
    assert take_rows(desk.program, taken, backed_up=False) == 2
    assert desk.euros(one) == {"Hall": 900, "Rails": 60}
    assert {line.project_id for line in desk.of(one).lines} == {desk.dc}
    without = read_table(desk.program.file, "estimate_line", sheet)
    assert [row.fate for row in without.rows] == ["refused"] * 2
    assert export_table(desk.program.file, "estimate_line", tmp_path / "out.csv") == 2


def test_rules_can_ask_how_sure_an_estimate_is(desk):
    from tpm_desktop.gestures.policy import set_policy
    from tpm_desktop.plan.policy_findings import policy_report

    rule = (
        '[[rule]]\nid = "EST-{}"\ntitle = "{}"\nscope = "project"\nmetric = "{}"\noperator = "{}"\n'
        'threshold = "{}"\nseverity = "soft"\nwaiver = "sponsor"\nsource = "Own rule"\n'
    )
    rules = [(1, "sure", "estimate_confidence", ">=", "80 %"), (2, "class 3", "estimate_class", "<=", "3")]
    rules.append((3, "basis", "estimates_without_basis", "=", "0"))
    pack = '[pack]\nname = "own"\nversion = "1"\ncurrency = "EUR"\n'
    set_policy(desk.program, "\n".join([pack, *(rule.format(*one) for one in rules)]))

    def broken() -> set[str]:
        return {one.rule.id for one in policy_report(desk.program.plan.state).found}

    one = desk.round()
    sides = {"optimistic": 80 * EUR, "pessimistic": 180 * EUR, "confidence": 4}
    desk.line(one, "Racks", 100, account_id=desk.labour, **sides)
    assert not broken()
    desk.approve(one)
    desk.add("budget_line", account_id=desk.labour, month=JUNE, planned=115 * EUR)
    assert broken() == {"EST-1", "EST-2", "EST-3"}
    desk.add("budget_line", account_id=desk.racks, month=JUNE, planned=10 * EUR)
    assert broken() == {"EST-2", "EST-3"}  # expected 110, deviation 16.67: 125 are enough at 81.6 %


def test_the_policy_says_who_may_approve_the_budget(desk):
    from tpm_desktop.gestures.policy import pack_text, set_policy

    set_policy(desk.program, pack_text("corporate", "EUR"))
    early = desk.round("Early")
    desk.line(early, "Hall", 60_000, account_id=desk.labour)
    desk.approve(early)
    with pytest.raises(EditError, match="takes the sponsor; say who that is"):
        make_budget(desk.program, early, approved_by_id=desk.people["Sponsor"])
    program = desk.program.file.program.id
    people = {"manager_id": desk.people["Checker"], "sponsor_id": desk.people["Sponsor"]}
    set_fields(desk.program, "program", program, people)
    one = desk.round()
    desk.line(one, "Hall", 60_000, account_id=desk.labour)
    review_round(desk.program, one, desk.people["Checker"])
    approve_round(desk.program, one, desk.people["Sponsor"])
    with pytest.raises(EditError, match="who prepared ER-2"):
        make_budget(desk.program, one, approved_by_id=desk.people["Planner"])
    with pytest.raises(EditError, match="takes the sponsor, “Sponsor”"):
        make_budget(desk.program, one, approved_by_id=desk.people["Checker"])
    assert make_budget(desk.program, one, approved_by_id=desk.people["Sponsor"])
