"""A package through its life: what each step needs, how bids are scored and awarded, what is the matter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.procurement import award, set_scores
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.contracts import ContractMilestone
from tpm_desktop.model.governance import Decision
from tpm_desktop.model.procurement import Bid, BidScore, PackageDate, ProcurementPackage
from tpm_desktop.model.procurement_life import PACKAGE_LIFE, PACKAGE_STEPS, PackageState
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.procurement import Source, evaluation, packages
from tpm_desktop.plan.procurement_troubles import TroubleKind, troubles
from tpm_desktop.plan.procurement_words import day_number, trouble_words

STATUS = date(2026, 6, 12)


@pytest.fixture
def program(tmp_path) -> Iterator[OpenProgram]:
    status = datetime(2026, 6, 12, 17)
    with OpenProgram.create(
        tmp_path / "p.tpm", start=datetime(2026, 5, 4, 8), status_date=status, currency="EUR"
    ) as program:
        yield program


@pytest.fixture
def package(program) -> str:
    return add_row(program, "procurement_package", {"title": "Racks"})


def to(program: OpenProgram, package: str, *states: PackageState) -> None:
    for state in states:
        set_fields(program, "procurement_package", package, {"state": state})


def wrong(program: OpenProgram, ahead: int = 60) -> dict[TroubleKind, int]:
    return {one.kind: one.number for one in troubles(program.plan.state, day_number(STATUS), ahead)}


def judged(program: OpenProgram, package: str) -> tuple[list[str], list[str]]:
    """Criteria (quality 60 %, price 40 %) and two bids, scored: the dearer one is better."""
    quality = add_row(
        program, "bid_criterion", {"package_id": package, "title": "Quality", "weight": 6_000, "least": 2}
    )
    price = add_row(
        program, "bid_criterion", {"package_id": package, "title": "Price", "weight": 4_000, "is_price": True}
    )
    bids = []
    for name, amount in (("Cheap", 80_000), ("Good", 100_000)):
        vendor = add_row(program, "vendor", {"name": name})
        bids.append(add_row(program, "bid", {"package_id": package, "vendor_id": vendor, "price": amount}))
    set_scores(program, {(quality, bids[0]): 2, (quality, bids[1]): 5})
    return [quality, price], bids


def test_every_state_but_the_last_leads_on_and_the_life_is_the_only_way():
    assert set(PACKAGE_STEPS) == set(PackageState)
    assert [state for state, leads in PACKAGE_STEPS.items() if not leads] == [PackageState.CLOSED]
    reached = {PackageState.PLANNED}
    for _ in PackageState:
        reached |= {step.to for step in PACKAGE_LIFE if reached & set(step.after)}
    assert reached == set(PackageState)


def test_cards_offer_only_what_can_be_chosen():
    about = entry("procurement_package")
    assert about.next_states("evaluation") == ("cancelled", "planned"), "an award is made by a decision"
    assert "mended" not in entry("exception_report").next_states("open")


def test_steps_say_what_they_need(program, package):
    with pytest.raises(EditError, match="enter criteria whose weights come to 100 %"):
        to(program, package, PackageState.RFP)
    with pytest.raises(EditError, match="it can become request for information or"):
        to(program, package, PackageState.DELIVERED)
    with pytest.raises(EditError, match="award one of its bids"):
        to(program, package, PackageState.AWARDED)
    with pytest.raises(EditError, match="a new package is planned"):
        add_row(program, "procurement_package", {"title": "Done", "state": PackageState.CLOSED})


def test_bids_are_scored_ranked_awarded_by_a_decision_and_then_stay(program, package):
    (quality, _), (cheap, good) = judged(program, package)
    to(program, package, PackageState.RFI, PackageState.RFP, PackageState.EVALUATION)
    found = evaluation(program.plan.state, 0)
    # 60 × 2/5 + 40 = 64; 60 + 40 × 0.8 = 92
    assert [(one.points, one.rank) for one in found.found] == [(6_400, 2), (9_200, 1)]
    with pytest.raises(EditError, match="an award needs a reason"):
        award(program, good, " ")
    with pytest.raises(EditError, match=r"say who decides “Award of .* to Good”: name the body or"):
        award(program, good, "Better by far")
    buyer = add_row(program, "resource", {"name": "Procurement lead"})
    decision = award(program, good, "Better by far", buyer)
    row = program.file.row(Decision, decision)
    assert row is not None and (row.decided_on, row.cost, row.outcome) == (STATUS, 100_000, "Better by far")
    assert row.options == "B-1 Cheap: 64.0 of 100 points, rank 2\nB-2 Good: 92.0 of 100 points, rank 1"
    (kept,) = program.file.rows(ProcurementPackage)
    assert (kept.state, kept.decision_id) == (PackageState.AWARDED, decision)
    for edit in (
        lambda: set_scores(program, {(quality, cheap): 5}),
        lambda: set_fields(program, "bid", cheap, {"price": 1}),
        lambda: set_fields(program, "bid_criterion", quality, {"weight": 1}),
        lambda: remove_rows(program, "bid", [good]),
    ):
        with pytest.raises(EditError, match="is awarded, so what was judged stays"):
            edit()
    with pytest.raises(EditError, match="an award is a decision"):
        set_fields(program, "bid", cheap, {"awarded": True})
    set_fields(program, "bid", cheap, {"notes": "Thanked"})
    to(program, package, PackageState.EVALUATION)
    assert [bid.awarded for bid in program.file.rows(Bid)] == [False, False]
    reached = {one.state: one.reached for one in program.file.rows(PackageDate)}
    assert reached == {
        PackageState.RFI: STATUS, PackageState.RFP: STATUS, PackageState.EVALUATION: STATUS,
        PackageState.AWARDED: None,
    }  # fmt: skip
    program.file.undo()
    assert program.file.rows(ProcurementPackage)[0].state is PackageState.AWARDED


def test_a_bid_that_is_knocked_out_cannot_be_awarded(program, package):
    (quality, _), (cheap, _) = judged(program, package)
    to(program, package, PackageState.RFP, PackageState.EVALUATION)
    set_scores(program, {(quality, cheap): 1})
    with pytest.raises(EditError, match="B-1 is out of the running"):
        award(program, cheap, "Cheap")
    set_scores(program, {(quality, cheap): None})
    assert len(program.file.rows(BidScore)) == 1
    with pytest.raises(EditError, match="not scored for every criterion"):
        award(program, cheap, "Cheap")


def test_scores_join_a_bid_and_a_criterion_of_one_package_once_and_never_the_price(program, package):
    (quality, price), (cheap, _) = judged(program, package)
    other = add_row(program, "procurement_package", {"title": "Else"})
    alien = add_row(program, "bid_criterion", {"package_id": other, "title": "Alien"})
    for values, said in (
        ({"criterion_id": alien}, "of the same package"),
        ({"criterion_id": price}, "scored by the price"),
        ({"criterion_id": quality}, "has a score for “Quality” already"),
    ):
        with pytest.raises(EditError, match=said):
            add_row(program, "bid_score", {"bid_id": cheap, "score": 3, **values})


def test_the_way_from_award_to_acceptance_asks_for_contract_order_receipt_and_milestones(program, package):
    _, (_, good) = judged(program, package)
    to(program, package, PackageState.RFP, PackageState.EVALUATION)
    award(program, good, "Best", add_row(program, "resource", {"name": "Procurement lead"}))
    with pytest.raises(EditError, match="sign a contract"):
        to(program, package, PackageState.CONTRACTED)
    contract = add_row(program, "contract", {"title": "Racks", "package_id": package, "value": 90_000})
    with pytest.raises(EditError, match="name the vendor"):
        set_fields(program, "contract", contract, {"state": "signed"})
    vendor = program.file.rows(Bid)[1].vendor_id
    set_fields(program, "contract", contract, {"state": "signed", "vendor_id": vendor})
    to(program, package, PackageState.CONTRACTED)
    with pytest.raises(EditError, match="enter a purchase order"):
        to(program, package, PackageState.ORDERED)
    with program.file.transaction("Order") as edit:
        edit.add("capital_request", id="rq", title="Racks")
        order = {"request_id": "rq", "ordered": date(2026, 6, 1), "due": date(2026, 7, 10), "quantity": 2}
        edit.add(
            "purchase_order", id="po", title="Two racks", contract_id=contract, unit_price=45_000, **order
        )
    to(program, package, PackageState.ORDERED)
    (found,) = packages(program.plan.state)
    assert (found.ordered, found.source, found.expected) == (
        90_000,
        Source.ORDER,
        day_number(date(2026, 7, 10)),
    )
    milestone = add_row(
        program, "contract_milestone", {"title": "Racks stand", "contract_id": contract, "amount": 80_000}
    )
    assert wrong(program)[TroubleKind.SUM_DIFFERS] == 10_000
    with pytest.raises(EditError, match="book receipts"):
        to(program, package, PackageState.DELIVERED)
    with program.file.transaction("Receive") as edit:
        edit.add("receipt", order_id="po", received=date(2026, 6, 12), quantity=2)
    set_fields(program, "contract_milestone", milestone, {"state": "delivered"})
    to(program, package, PackageState.DELIVERED)
    with pytest.raises(EditError, match="accept its milestones"):
        to(program, package, PackageState.ACCEPTED)
    set_fields(program, "contract_milestone", milestone, {"state": "accepted"})
    assert program.file.rows(ContractMilestone)[0].accepted_on == STATUS
    assert wrong(program)[TroubleKind.NOT_INVOICED] == 80_000
    to(program, package, PackageState.ACCEPTED, PackageState.CLOSED)


def test_a_delivery_after_the_need_of_the_plan_is_found_and_follows_the_plan(program):
    site = insert_project(program, "Site")
    task = insert_task(program, parent=site, name="Install", duration=480)
    values = {"title": "Racks", "need_task_id": task, "expected": date(2026, 5, 6)}
    package = add_row(program, "procurement_package", values)
    assert wrong(program)[TroubleKind.LATE] == 2  # needed on Monday 4 May
    set_fields(program, "procurement_package", package, {"needed_by": date(2026, 5, 6)})
    assert TroubleKind.LATE not in wrong(program)


def test_what_runs_out_is_found_in_time_and_told_in_words(program, package):
    vendor = add_row(program, "vendor", {"name": "Cloud"})
    signed = {"vendor_id": vendor, "state": "signed", "finish": date(2026, 12, 31)}
    add_row(program, "contract", {"title": "Cloud", "renewal": "renews", "notice_days": 180, **signed})
    assert wrong(program, 10) == {TroubleKind.NO_NEED: 0}
    assert wrong(program, 30)[TroubleKind.NOTICE] == 22  # 180 days before the end is 4 July
    found = troubles(program.plan.state, day_number(STATUS), 30)
    formats = Formats.of(program.file.program)
    assert trouble_words(program.plan.state, found, formats)[0].mend.startswith("22 days left to give notice")
    with pytest.raises(EditError, match="can’t end before it begins"):
        add_row(program, "contract", {"title": "Odd", "start": date(2026, 2, 1), "finish": date(2026, 1, 1)})
