"""What a capital request is held to besides its limits: deferral, quotes that hold, proposals, retirement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.capital_desk import CapitalDesk
from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.capital import proposed
from tpm_desktop.model.capital import CapitalRequest
from tpm_desktop.model.capital_life import purchase_step
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.capital.breaches import breaches
from tpm_desktop.plan.capital.case import gain, schedules
from tpm_desktop.plan.capital.life import natural
from tpm_desktop.plan.capital.words import gain_text


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[CapitalDesk]:
    days = {"start": datetime(2026, 1, 5, 8), "status_date": datetime(2029, 12, 31, 17)}
    with OpenProgram.create(tmp_path / "plan.tpm", **days) as one:
        yield CapitalDesk(one)


def test_what_is_deferred_says_until_when_and_its_figures_grow_old(desk):
    desk.request()
    desk.step("submitted", "Requester", (1, 10))
    desk.step("reviewed", "Controller", (1, 12))
    with pytest.raises(EditError, match="on which day to look at CAP-1 again"):
        desk.step("deferred", "Sponsor", (1, 14), note="No room this year")
    with pytest.raises(EditError, match="on a day after 14 Jan 2026"):
        desk.step("deferred", "Sponsor", (1, 14), note="No room", look_again=date(2026, 1, 14))
    desk.step("deferred", "Sponsor", (1, 14), note="No room this year", look_again=date(2026, 3, 2))
    assert desk.program.file.row(CapitalRequest, desk.request_id).look_again == date(2026, 3, 2)
    with pytest.raises(EditError, match=r"10 Jan 2026, more than 90 days old; return it to a draft"):
        desk.step("reviewed", "Controller", (4, 11))
    with pytest.raises(EditError, match="only what is deferred"):
        desk.step("reviewed", "Controller", (4, 10), look_again=date(2026, 5, 1))
    desk.step("reviewed", "Controller", (4, 10))


def test_a_chosen_quote_holds_on_the_day_of_the_order(desk):
    desk.request()
    quote = desk.add("quote", request_id=desk.request_id, supplier="Maker", amount=1, chosen=True,
                     valid_until=date(2026, 1, 19))  # fmt: skip
    for step, by in (("submitted", "Requester"), ("reviewed", "Controller"), ("approved", "Sponsor")):
        desk.step(step, by)
    with pytest.raises(EditError, match="chosen quote of Maker held until 19 Jan 2026"):
        desk.order(1, 1_000, supplier="maker")
    desk.order(1, 1_000, supplier="Another")
    desk.order(1, 1_000, (1, 19), supplier="Maker")
    assert quote


def test_the_next_invoice_is_proposed_by_the_terms_of_the_order(desk):
    """Advance of 10 %, then what came less the advance, as the supplier would bill it."""
    desk.approved()
    order = desk.order(40, 4_850, advance=1_000)
    step = purchase_step("invoice")

    def next_invoice():
        return {k: v for k, v in proposed(desk.program, desk.request_id, step).items() if k != "dated"}

    assert next_invoice() == {"order_id": order, "amount": 19_400_00, "for_advance": True}
    desk.invoice(order, "A-1", 19_400, for_advance=True)
    desk.receive(order, 25)
    assert natural(desk.book, date(2026, 2, 2)).to.value == "received"
    assert next_invoice() == {
        "order_id": order, "amount": 109_125_00, "quantity": 25, "recovered": 12_125_00,
    }  # fmt: skip
    desk.invoice(order, "R-1", 109_125, 25)
    desk.receive(order, 15)
    assert natural(desk.book, date(2026, 2, 2)).to.value == "invoiced"
    assert next_invoice()["amount"] == 65_475_00
    desk.invoice(order, "R-2", 65_475, 15)
    assert natural(desk.book, date(2026, 2, 2)).to.value == "paid"


def test_a_retired_asset_tells_its_gain_or_loss(desk):
    """C7 of the reference: 90,000 for what is still worth 111,250 is a loss of 21,250."""
    desk.approved(250_000)
    desk.receive(desk.order(50, 5_000), 50)
    asset = desk.serve(250_000, residual=25_000_00, life=60, in_service=date(2026, 5, 14))
    formats = Formats.of(desk.program.file.program)
    (schedule,) = schedules(desk.book, 1)
    assert (gain(schedule, 1), gain_text(schedule, formats, 1)) == (None, "")
    desk.set("asset", asset, retired=date(2029, 6, 30), proceeds=90_000_00)
    (schedule,) = schedules(desk.book, 1)
    assert gain(schedule, 1) == -21_250_00
    assert "at a book value of USD\xa0111,250: a loss of USD\xa021,250" in gain_text(schedule, formats, 1)


def test_assets_that_cost_less_than_what_came_are_told(desk):
    """Once all came, and no more than was invoiced; not refused, as a cost can be parted over two assets."""
    formats, day = Formats.of(desk.program.file.program), date(2026, 12, 31)
    desk.request(100_000)
    desk.cost(6_000, title="Training", treatment="opex", reason="Training is never an asset")
    for step, by in (("submitted", "Requester"), ("reviewed", "Controller"), ("approved", "Sponsor")):
        desk.step(step, by)

    def told() -> list[str]:
        return [one.text.replace("\N{NO-BREAK SPACE}", " ") for one in breaches(desk.book, formats, day)]

    order = desk.order(10, 10_600)
    desk.receive(order, 9)
    desk.invoice(order, "R-1", 95_400, 9)
    asset = desk.serve(100)
    assert told() == []
    desk.receive(order, 1)
    less = "assets of CAP-1 cost USD 100, USD 89,300 less than the USD 89,400 of capital that came for them"
    assert told() == [f"{less}; enter what else is in service, or correct a cost"]
    desk.invoice(order, "R-2", 10_000, 1)  # 600 cheaper than ordered
    desk.set("asset", asset, cost=50_000_00)
    (text,) = told()
    assert "USD 49,400 less than the USD 99,400" in text
    desk.serve(49_400)
    assert told() == []
    desk.set("asset", asset, cost=1)
    assert len(told()) == 1
