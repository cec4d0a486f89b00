"""Capital requests against a policy: who approves, how far orders go, what is capital, what goes first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.capital_desk import CapitalDesk
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.policy import pack_text, set_policy
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.capital import CapitalCost, CapitalRequest, CapitalStep
from tpm_desktop.model.purchasing import PurchaseOrder
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.policy_findings import policy_report
from tpm_desktop.plan.policy_people import highest_role


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[CapitalDesk]:
    days = {"start": datetime(2026, 1, 5, 8), "status_date": datetime(2026, 12, 31, 17)}
    with OpenProgram.create(tmp_path / "plan.tpm", currency="USD", **days) as program:
        set_policy(program, pack_text("corporate", "USD"))
        yield CapitalDesk(program)


def name_roles(desk: CapitalDesk, **people: str) -> None:
    """Say who holds which role: the fields of the program and the project, or a body's chair."""
    for role, person in people.items():
        who = desk.ids[person]
        if role in ("sponsor", "program_manager"):
            field = {"sponsor": "sponsor_id", "program_manager": "manager_id"}[role]
            desk.set("program", desk.program.file.program.id, **{field: who})
        elif role == "project_manager":
            desk.set("project", desk.ids["project"], manager_id=who)
        else:
            desk.add("body", name=role, type=role, chair_id=who)


def name_all(desk: CapitalDesk) -> None:
    """One person in every role that approves here."""
    name_roles(
        desk, project_manager="Owner", program_manager="Owner", sponsor="Owner", steering="Owner",
    )  # fmt: skip


def asked(desk: CapitalDesk, amount: int, **values: object) -> None:
    """A request up to its review, its supplier found by an open tender."""
    desk.request(amount, tendered=True, **values)
    desk.step("submitted", "Requester")
    desk.step("reviewed", "Controller")


@pytest.mark.parametrize(
    ("amount", "in_plan", "role"),
    [
        (186_400, True, "sponsor"),
        (186_400, False, "steering committee"),
        (50_000, True, "program manager"),
        (257_000, True, "steering committee"),
    ],
)
def test_the_level_that_an_amount_takes(desk, amount, in_plan, role):
    name_all(desk)
    asked(desk, amount, in_plan=in_plan)
    with pytest.raises(EditError, match=f"takes the {role}; say in which role"):
        desk.step("approved", "Sponsor")
    lower = {
        "steering committee": "sponsor",
        "sponsor": "program_manager",
        "program manager": "project_manager",
    }
    with pytest.raises(EditError, match=rf"above the limit of the .*; send it to the {role}"):
        desk.step("approved", "Owner", role=lower[role])
    desk.step("approved", "Owner", role=role.replace(" ", "_"))
    assert desk.state == "approved"


def test_a_cent_above_a_limit_is_the_next_level(desk):
    desk.request(0, tendered=True)
    desk.add(
        "capital_cost", request_id=desk.request_id, title="All", month=date(2026, 3, 1), unit_price=5_000_001
    )
    desk.step("submitted", "Requester")
    desk.step("reviewed", "Controller")
    with pytest.raises(EditError, match=r"takes the sponsor"):
        desk.step("approved", "Owner")


def test_the_role_is_known_of_who_holds_it(desk):
    set_fields(desk.program, "program", desk.program.file.program.id, {"sponsor_id": desk.ids["Sponsor"]})
    asked(desk, 60_000)
    with pytest.raises(EditError, match=r"names somebody else as sponsor"):
        desk.step("approved", "Owner", role="sponsor")
    with pytest.raises(EditError, match=r"names nobody as board; say in a governance body"):
        desk.step("approved", "Owner", role="board")
    with pytest.raises(EditError, match=r"names nobody as steering committee"):
        desk.step("approved", "Owner", role="steering_committee")
    step = desk.step("approved", "Sponsor")
    assert desk.program.file.row(CapitalStep, step).role == "sponsor"
    request = desk.program.file.row(CapitalRequest, desk.request_id)
    assert request.approved_until == date(2027, 1, 10)  # good for 365 days
    assert request.rate == 800


def test_quotes_by_amount(desk):
    name_all(desk)
    desk.request(4_900)
    desk.step("submitted", "Requester")
    desk.step("reviewed", "Controller")
    with pytest.raises(EditError, match=r"CAP-5: quotes 0, at least 1; .* waiver of the sponsor"):
        desk.step("approved", "Owner", role="project_manager")
    desk.step("rejected", "Owner", note="No quote")
    desk.request(60_000)
    for supplier in ("One", "Two", "Three"):
        desk.add("quote", request_id=desk.request_id, supplier=supplier, amount=60_000_00)
    desk.step("submitted", "Requester")
    desk.step("reviewed", "Controller")
    desk.step("approved", "Owner", role="sponsor")


def test_without_tolerance_the_second_order_is_refused(desk):
    name_all(desk)
    asked(desk, 250_000, tolerance=500)
    desk.step("approved", "Owner", role="sponsor")
    order = desk.order(1, 180_000)
    with pytest.raises(EditError, match=r"CAP-2: committed above approved 2.*%, at most 0"):
        desk.order(1, 75_000)
    terms = desk.program.file.row(PurchaseOrder, order)
    assert (terms.price_share, terms.price_sum) == (200, 500_00)


def test_a_waiver_lets_an_order_go_up_to_its_tolerance(desk):
    name_all(desk)
    asked(desk, 250_000, tolerance=500)
    desk.step("approved", "Owner", role="sponsor")
    desk.order(1, 180_000)
    desk.add(
        "policy_waiver", rule="CAP-2", role="sponsor", reason="The price rose", until=date(2027, 6, 30),
        approver_id=desk.ids["Owner"], capital_request_id=desk.request_id,
    )  # fmt: skip
    desk.order(1, 75_000)
    with pytest.raises(EditError, match=r"that may be ordered"):
        desk.order(1, 10_000)


def test_what_is_small_is_operating(desk):
    desk.request(0)
    lines = [desk.cost(4_999), desk.cost(5_000)]
    rows = {row.id: row for row in desk.program.file.rows(CapitalCost)}
    assert [rows[line].treatment.value for line in lines] == ["opex", "capex"]
    assert "threshold" in rows[lines[0]].reason


def test_all_that_came_is_accepted_before_it_serves(desk):
    name_all(desk)
    asked(desk, 194_000)
    desk.step("approved", "Owner", role="sponsor")
    order = desk.order(40, 4_850)
    desk.receive(order, 25)
    desk.receive(order, 15, accepted=False)
    with pytest.raises(EditError, match=r"CAP-8: accepted 62.5.*%"):
        desk.serve(121_250)


def test_splitting_below_a_limit_is_found(desk):
    name_all(desk)
    days = [(48_000, (3, 3)), (46_000, (3, 17)), (20_000, (4, 20))]
    for amount, day in days:
        desk.request(amount, tendered=True)
        desk.step("submitted", "Requester", day)
        desk.step("reviewed", "Controller", day)
        if amount == 46_000:
            with pytest.raises(EditError, match=r"CAP-7: .* 94,000"):
                desk.step("approved", "Owner", day, role="program_manager")
            desk.step("approved", "Owner", day, role="sponsor")
        else:
            desk.step("approved", "Owner", day, role="program_manager")
    found = policy_report(desk.program.plan.state).of_rule("CAP-7")
    assert [one.judged.figures[0] for one in found] == [94_000_00]


def waive(desk: CapitalDesk, rule: str, role: str, by: str) -> str:
    return desk.add(
        "policy_waiver", rule=rule, role=role, reason="Agreed", until=date(2027, 6, 30),
        approver_id=desk.ids[by], capital_request_id=desk.request_id,
    )  # fmt: skip


def test_a_role_that_nobody_holds_waives_nothing(desk):
    asked(desk, 194_000)
    for rule, role in (("CAP-2", "sponsor"), ("CAP-2", "board"), ("CAP-8", "finance")):
        with pytest.raises(EditError, match=f"names nobody as {role}; say in"):
            waive(desk, rule, role, "Controller")
    name_roles(desk, sponsor="Sponsor", board="Owner", finance="Controller")
    with pytest.raises(EditError, match=r"names somebody else as board"):
        waive(desk, "CAP-2", "board", "Controller")
    waive(desk, "CAP-2", "board", "Owner")
    waive(desk, "CAP-8", "finance", "Controller")
    set_policy(desk.program, pack_text("small", "USD"))
    with pytest.raises(EditError, match=r"names somebody else as owner"):
        waive(desk, "SML-3", "owner", "Owner")
    waive(desk, "SML-3", "owner", "Sponsor")  # whose company it is sponsors its programs
    assert highest_role(desk.program.plan.state, desk.ids["Sponsor"]) == "owner"


def test_only_an_approval_says_how_long_it_holds(desk):
    name_all(desk)
    with pytest.raises(EditError, match=r"“Approval holds until” out; the approval says it"):
        desk.request(60_000, approved_until=date(2099, 1, 1))
    asked(desk, 60_000)
    desk.step("approved", "Owner", role="sponsor")
    with pytest.raises(EditError, match=r"CAP-1 gets another date by a new approval"):
        desk.set("capital_request", desk.request_id, approved_until=date(2099, 1, 1))
    text = pack_text("corporate", "USD").replace('approval_days = "365"', 'approval_days = "30"')
    set_policy(desk.program, text)
    desk.step("draft", "Requester", (1, 12), note="Prices rose")
    desk.step("submitted", "Requester", (2, 1))
    desk.step("reviewed", "Controller", (2, 1))
    desk.step("approved", "Owner", (2, 1), role="sponsor")
    request = desk.program.file.row(CapitalRequest, desk.request_id)
    assert request.approved_until == date(2026, 3, 3)  # of the new approval
    with pytest.raises(EditError, match=r"held until"):
        desk.order(1, 1, (3, 4))
    desk.order(1, 1, (3, 3))
