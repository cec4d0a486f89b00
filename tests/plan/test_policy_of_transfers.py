"""Transfers held to the policy: the share of a line that is given away, capital that becomes operating."""

from __future__ import annotations

from datetime import date

import pytest

from tests.gestures.test_spending import APRIL, MARCH, MAY, books
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.budget_versions import approve_budget
from tpm_desktop.gestures.money import Measure
from tpm_desktop.gestures.policy import pack_text, set_policy, waive
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.policy_findings import policy_report
from tpm_desktop.plan.policy_words import said

__all__ = ["books"]


def found(books, rule):
    return policy_report(books.program.plan.state).of_rule(rule)


def test_c16_a_line_gives_a_tenth_a_year_more_is_the_sponsors(books):
    set_policy(books.program, pack_text("corporate", "USD"))
    books.account("A", APRIL, 200_000)
    books.account("B", APRIL, 50_000)
    books.move("A", "B", 12_000)
    assert found(books, "BUD-3") == []
    books.move("A", "B", 9_000)
    (one,) = found(books, "BUD-3")
    assert one.judged.figures == (10_50,) and one.blocks and one.subject.name.startswith("T-2")
    program = books.program
    second = add_row(program, "resource", {"name": "Chief operating officer"})
    set_fields(program, "program", program.file.program.id, {"sponsor_id": second})
    waive(program, one, {"reason": "Agreed in April", "approver_id": second})
    (one,) = found(books, "BUD-3")
    assert one.borne is not None and not one.blocks


def test_capital_that_becomes_operating_is_found(books):
    set_policy(books.program, pack_text("corporate", "USD"))
    books.account("Racks", APRIL, 1_000, treatment="capex")
    books.account("Rent", APRIL, 1_000)
    books.move("Rent", "Racks", 10)
    assert found(books, "BUD-7") == []
    books.move("Racks", "Rent", 20)
    (one,) = found(books, "BUD-7")
    assert one.judged.figures == (20_00,)


def test_a_month_closed_late_is_told(books):
    set_policy(books.program, pack_text("small", "USD"))
    books.account("Rent", APRIL, 1_000)
    add_row(books.program, "closed_month", {"month": MARCH, "closed_on": date(2026, 4, 15)})
    assert found(books, "SML-4") == []
    add_row(books.program, "closed_month", {"month": APRIL, "closed_on": date(2026, 5, 16)})
    (one,) = found(books, "SML-4")
    assert one.judged.figures == (16,)


def test_money_stays_in_its_funding_source_and_the_management_reserve_is_the_sponsors(books):
    program = books.program
    set_policy(program, pack_text("corporate", "USD"))
    plan, grant = (add_row(program, "funding_source", {"name": name}) for name in ("Plan", "Grant"))
    books.account("A", APRIL, 1_000, funding_id=plan)
    books.account("B", APRIL, 1_000, funding_id=grant)
    books.account("Reserve", APRIL, 1_000, funding_id=plan, reserve="management")
    change = add_row(program, "change_request", {"title": "Larger racks"})
    books.move("A", "B", 10)
    (one,) = found(books, "BUD-10")
    assert one.judged.figures == (10_00,) and one.blocks
    books.account("Unfunded")
    back = books.move("B", "Unfunded", 3)  # leaves its source as well
    assert [each.judged.figures for each in found(books, "BUD-10")] == [(10_00,), (3_00,)]
    remove_rows(program, "transfer", [back])
    set_fields(program, "program", program.file.program.id, {"manager_id": books.ids["sponsor"]})
    books.move("Reserve", "A", 20, change_id=change)
    assert len(found(books, "BUD-11")) == 1
    set_fields(program, "program", program.file.program.id, {"sponsor_id": books.ids["sponsor"]})
    assert found(books, "BUD-11") == []


def test_a_transfer_keeps_to_the_limit_and_the_reach_of_who_approves_it(books):
    program = books.program
    set_policy(program, pack_text("corporate", "USD"))
    hall, ledger = (add_row(program, "project", {"name": name}) for name in ("Hall", "Ledger"))
    books.account("A", APRIL, 500_000, project_id=hall)
    books.account("B", APRIL, 1_000, project_id=hall)
    books.account("C", APRIL, 1_000, project_id=ledger)
    formats = Formats.of(program.file.program)

    def told() -> list[str]:
        return [said(one, program.plan.state, formats) for one in found(books, "BUD-12") if one.blocks]

    books.move("A", "B", 2_500)
    assert told() == ["sum transferred 2,500, at most 0 for who holds no role"]
    set_fields(program, "project", hall, {"manager_id": books.ids["sponsor"]})
    assert told() == []
    books.move("A", "C", 100)  # to another project
    assert told() == ["sum transferred 100, at most 0 for the project manager"]
    set_fields(program, "program", program.file.program.id, {"manager_id": books.ids["sponsor"]})
    assert told() == []
    books.move("A", "C", 25_001)
    assert told() == ["sum transferred 25,001, at most 25,000 for the program manager"]
    set_fields(program, "program", program.file.program.id, {"sponsor_id": books.ids["sponsor"]})
    assert told() == []
    set_policy(program, pack_text("small", "USD"))
    assert found(books, "SML-6") == []  # the owner's have no limit


@pytest.mark.parametrize(("pack", "rule"), [("corporate", "BUD-13"), ("small", "SML-7")])
def test_an_approved_budget_changes_by_transfer_carry_over_or_a_new_approval(books, pack, rule):
    program = books.program
    set_policy(program, pack_text(pack, "USD"))

    def told() -> dict[str, int]:
        return {one.subject.name.split()[-1]: one.judged.figures[0] // 100 for one in found(books, rule)}

    for name in ("Reserve", "Rent"):
        books.account(name, APRIL, 100_000)
    books.move("Reserve", "Rent", 1_000)
    assert told() == {}  # nothing was approved yet
    approve_budget(program, "Of the board", approved_by_id=books.ids["sponsor"])
    books.move("Reserve", "Rent", 2_000)
    year_end = {"reason": "Late", "account_id": books.ids["Rent"], "year": APRIL, "asked_on": APRIL}
    year_end["approved_by_id"] = books.ids["sponsor"]
    add_row(program, "carry_over", {**year_end, "amount": 500_00, "lapsed": 300_00})
    assert told() == {}
    books.enter("Reserve", APRIL, Measure.PLANNED, 72_000)
    books.account("New", MAY, 25_000)
    assert told() == {"Reserve": -25_000, "New": 25_000}
    (one, _) = found(books, rule)
    assert one.blocks
    shown = said(one, program.plan.state, Formats.of(program.file.program))
    assert shown == "budget changed without approval −25,000, must be 0"
    approve_budget(program, "With the new account", approved_by_id=books.ids["sponsor"])
    assert told() == {}
    program.file.undo()
    assert told() == {"Reserve": -25_000, "New": 25_000}
    books.enter("Reserve", APRIL, Measure.PLANNED, 97_000)
    remove_rows(program, "account", [books.ids["New"]])
    assert told() == {}


def test_the_sample_holds_to_its_approved_budget(sample_file):
    with OpenProgram.open(sample_file, read_only=True) as program:
        report = policy_report(program.plan.state)
        assert (report.of_rule("BUD-13"), report.holds["BUD-13"]) == ([], 20)
