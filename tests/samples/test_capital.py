"""The capital requests of the sample program: every stage, no breach, and the sums that the budget knows."""

from __future__ import annotations

import pytest

from tpm_desktop.formats import Formats
from tpm_desktop.model.capital_life import LIFE, Stage
from tpm_desktop.model.finance import Account
from tpm_desktop.plan.capital.book import read_books
from tpm_desktop.plan.capital.breaches import breaches
from tpm_desktop.plan.capital.life import events, lacks
from tpm_desktop.plan.policy_findings import policy_report


@pytest.fixture(scope="module")
def books(demo):
    return read_books(demo.state.capital)


def test_requests_stand_at_many_stages(demo, books):
    stages = {book.stage(demo.status.date()) for book in books}
    assert {
        Stage.DRAFT, Stage.REVIEWED, Stage.DEFERRED, Stage.REJECTED, Stage.ORDERED, Stage.PAID,
        Stage.DEPRECIATING,
    } <= stages  # fmt: skip


def test_nothing_breaks_a_rule(demo, books):
    formats = Formats.of(demo.file.program)
    assert [one.text for book in books for one in breaches(book, formats, demo.status.date())] == []
    decided = [book for book in books if book.steps]
    assert [
        lack for book in decided for to in (Stage.SUBMITTED, Stage.REVIEWED) for lack in lacks(book, to)
    ] == []


def test_requests_break_nothing_that_the_program_is_held_to(demo):
    found = policy_report(demo.state).found
    assert [one.rule.id for one in found if one.subject.table == "capital_request"] == []


def test_no_finding_of_the_policy_blocks_though_some_are_open_and_some_are_borne(demo):
    report = policy_report(demo.state)
    assert [f"{one.rule.id} {one.subject.name}" for one in report.found if one.blocks] == []
    borne = {one.rule.id: one.borne.role for one in report.found if one.borne}
    assert borne == {"BUD-1": "sponsor", "BUD-10": "steering committee"}
    assert any(one.borne is None for one in report.found)


def test_every_step_has_a_person_and_nobody_judges_their_own(books):
    for book in books:
        found = events(book)
        assert all(event.person_id for event in found)
        for step in LIFE:
            taken = {event.person_id for event in found if event.stage is step.to}
            for apart in step.apart:
                assert not taken & {event.person_id for event in found if event.stage is apart}


def test_what_was_invoiced_is_what_the_accounts_have_spent(demo, books):
    for title in ("Servers, storage", "Network equipment", "Software licences"):
        account = demo.row(Account, title)
        spent = sum(book.invoiced for book in books if book.request.account_id == account.id)
        row = demo.state.money.account_row[account.id]
        assert spent == int(demo.state.money.budget.accounts.spent_to_date[row])
