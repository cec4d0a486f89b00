"""Requirements, what covers and accepts them, gaps, and what is refused."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.requirements import REQUIREMENT_STEPS, Deliverable, RequirementStatus
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.requirement_words import gap_words, headline
from tpm_desktop.plan.requirements import GapKind, covered

FORMATS = Formats("en_GB", currency="EUR", year=2026)
DAY = 480


class Desk:
    """Sales builds a shop in five days; who may sign is the sponsor."""

    def __init__(self, program: OpenProgram) -> None:
        self.program = program
        self.sales = insert_project(program, "Sales")
        self.build = insert_task(program, parent=self.sales, name="Build", duration=5 * DAY)
        self.sponsor = self.add("resource", name="Sponsor")
        self.shop = self.add("deliverable", name="Shop", project_id=self.sales, task_id=self.build)
        self.need = self.require("Pay by card")

    def add(self, table, **values):
        return add_row(self.program, table, values)

    def set(self, table, row_id, **values):
        set_fields(self.program, table, row_id, values)

    def require(self, title, **values):
        known = {"priority": "must", "status": "agreed", "criterion": "A card is charged", "title": title}
        return self.add("requirement", project_id=self.sales, **{**known, **values})

    def cover(self, **ends):
        return self.add("requirement_coverage", requirement_id=self.need, **ends)

    def test(self, **values):
        systems = [self.add("system", name=name) for name in ("Shop", "Bank")]
        interface = self.add("interface", title="Card", from_system_id=systems[0], to_system_id=systems[1])
        return self.add("integration_test", interface_id=interface, task_id=self.build, **values)

    def finish(self):
        self.set("task", self.build, percent_complete=10_000)

    def status(self, day):
        self.set("program", self.program.file.program.id, status_date=datetime(2026, 6, day, 17))

    def sign(self, **values):
        return self.add("acceptance", deliverable_id=self.shop, by_id=self.sponsor, **values)

    def gaps(self):
        return [gap.kind for gap in covered(self.program.plan.state).gaps]

    def deliverable(self):
        return self.program.file.row(Deliverable, self.shop)


@pytest.fixture
def desk(tmp_path: Path):
    with OpenProgram.create(tmp_path / "p.tpm", name="Renewal", start=datetime(2026, 6, 1, 8)) as opened:
        yield Desk(opened)


def test_what_is_covered_done_and_accepted_leaves_no_gap(desk):
    assert desk.gaps() == [GapKind.NO_DELIVERABLE, GapKind.NO_TEST, GapKind.NO_REQUIREMENT]
    desk.cover(deliverable_id=desk.shop)
    test = desk.test()
    desk.cover(test_id=test)
    assert desk.gaps() == []
    desk.finish()
    desk.status(8)
    assert desk.gaps() == [GapKind.OVERDUE, GapKind.UNACCEPTED, GapKind.NO_RESULT]
    desk.set("integration_test", test, result="failed")
    assert GapKind.FAILED in desk.gaps()
    desk.set("integration_test", test, result="passed")
    desk.set("deliverable", desk.shop, status="drafted")
    desk.sign()
    assert desk.deliverable().status == "accepted"
    desk.set("requirement", desk.need, status="delivered")
    desk.set("requirement", desk.need, status="verified")
    assert desk.gaps() == [GapKind.UNREVIEWED]
    desk.add("review", title="Shop looked at", deliverable_id=desk.shop, state="closed")
    assert desk.gaps() == []
    assert headline(covered(desk.program.plan.state), FORMATS) == (
        "1 requirement, 1 of 1 mandatory ones verified, no gap."
    )


def test_gaps_say_which_and_what_to_do(desk):
    found = covered(desk.program.plan.state)
    told = gap_words(desk.program.plan.state, found, found.gaps, FORMATS)
    assert [(one.kind, one.what) for one in told] == [
        ("No deliverable", "RQ-1 Pay by card"),
        ("No test", "RQ-1 Pay by card"),
        ("No requirement", "DL-1 Shop"),
    ]


def test_verified_without_evidence_is_found(desk):
    desk.set("requirement", desk.need, status="delivered")
    desk.set("requirement", desk.need, status="verified")
    assert desk.gaps()[0] is GapKind.UNPROVEN


def test_only_steps_that_the_states_allow_can_be_taken(desk):
    with pytest.raises(
        EditError, match="RQ-1 “Pay by card” is agreed, so it can't become verified: it can beco"
    ):
        desk.set("requirement", desk.need, status="verified")
    assert {key for key, steps in REQUIREMENT_STEPS.items() if RequirementStatus.VERIFIED in steps} == {
        "delivered"
    }


def test_a_project_is_not_complete_with_unmet_mandatory_requirements(desk):
    desk.require("Log in")
    desk.require("Gift wrap", priority="should")
    with pytest.raises(EditError) as refused:
        desk.set("project", desk.sales, status="complete")
    assert str(refused.value) == (
        "“Sales” can’t be complete while 2 mandatory requirements are unmet: RQ-1 Pay by card, RQ-2 Log in; "
        "verify or reject them first"
    )
    for row in covered(desk.program.plan.state).requirements[:2]:
        desk.set("requirement", row.id, status="rejected")
    desk.set("project", desk.sales, status="complete")
    with pytest.raises(
        EditError, match="“Sales” is complete, so it can’t have the unmet mandatory requirement"
    ):
        desk.require("Refund")
    with pytest.raises(EditError, match="reopen the project first"):
        desk.set("requirement", desk.need, status="proposed")
    desk.require("Voucher", priority="could")


def test_acceptance_is_signed_and_the_deliverable_follows_the_last_one(desk):
    desk.status(5)
    with pytest.raises(EditError, match="is planned, so it can't become accepted: it can become drafted"):
        desk.sign()
    desk.set("deliverable", desk.shop, status="drafted")
    with pytest.raises(EditError, match="DL-1 “Shop” is accepted by a signature; record the acceptance"):
        desk.set("deliverable", desk.shop, status="accepted")
    with pytest.raises(EditError, match="say who accepts it"):
        desk.add("acceptance", deliverable_id=desk.shop)
    with pytest.raises(EditError, match="say on what conditions"):
        desk.sign(verdict="conditions")
    desk.sign(verdict="rejected", signed=date(2026, 6, 2))
    assert desk.deliverable().status == "rejected"
    second = desk.sign(verdict="conditions", conditions="Logo replaced", conditions_due=date(2026, 6, 4))
    assert desk.deliverable().status == "accepted"
    assert GapKind.CONDITIONS in desk.gaps()
    desk.set("acceptance", second, conditions_met=date(2026, 6, 4))
    assert GapKind.CONDITIONS not in desk.gaps()
    desk.program.file.undo()
    desk.program.file.undo()
    assert desk.deliverable().status == "rejected"


def test_a_coverage_joins_two_and_only_once(desk):
    desk.cover(deliverable_id=desk.shop)
    with pytest.raises(EditError, match="this deliverable covers the requirement already"):
        desk.cover(deliverable_id=desk.shop)
    with pytest.raises(EditError, match="give one of: deliverable, integration test, task, change request"):
        desk.cover()
    remove_rows(desk.program, "deliverable", [desk.shop])  # and what it covers goes with it
    assert covered(desk.program.plan.state).requirements[0].deliverables == ()
