"""Capital requests by command: the sums, each request, steps by add, forms as PDF; refused in one line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.capital_desk import CapitalDesk
from tpm_desktop.plan import OpenProgram


@pytest.fixture(scope="module")
def bought(tmp_path_factory) -> Path:
    """A program with one request that has come as far as a partial receipt; read only here."""
    path = tmp_path_factory.mktemp("capex") / "bought.tpm"
    days = {"start": datetime(2026, 1, 5, 8), "status_date": datetime(2026, 6, 30, 17)}
    with OpenProgram.create(path, currency="USD", **days) as program:
        desk = CapitalDesk(program)
        desk.request(194_000, rate=800)
        desk.add("capital_flow", request_id=desk.request_id, year=0, outlay=194_000_00)
        for step, person in (("submitted", "Requester"), ("reviewed", "Controller"), ("approved", "Sponsor")):
            desk.step(step, person)
        order = desk.order(40, 4_850)
        desk.receive(order, 25)
        desk.invoice(order, "R-1", 121_250, 25)
    return path


def test_sums_and_requests_as_json(run, bought):
    told = run("capex", bought, "--json").json
    whole = {"planned": 194_000_00, "approved": 194_000_00, "committed": 194_000_00, "spent": 121_250_00}
    heads = [line for line in told["lines"] if line["asset_class"] is None]
    assert [(line["year"], {name: line[name] for name in whole}) for line in heads] == [
        (2026, whole), (None, whole),
    ]  # fmt: skip
    (request,) = told["requests"]
    assert (request["code"], request["stage"], request["received"]) == ("CAP-1", "invoiced", 121_250_00)
    assert request["steps"][2] == {
        "step": "approved", "date": "2026-01-10", "person": "Sponsor", "role": None, "amount": 194_000_00,
        "note": "",
    }  # fmt: skip
    assert (request["case"]["npv"], request["case"]["irr"]) == (-194_000_00, [])
    assert request["findings"] == []


def test_a_table_for_people(run, bought):
    out = run("capex", bought).done().out
    assert "Hardware" in out and "Invoiced, partly" in out and "121,250" in out


def test_steps_are_added_and_what_cant_be_is_one_line(run, bought, tmp_path):
    copy = tmp_path / "copy.tpm"
    copy.write_bytes(bought.read_bytes())
    over = ("order_id=PO-1", "received=2026-03-02", "quantity=16", "receiver_id=Receiver")
    assert "41 of 40 would be received on PO-1" in run("add", copy, "receipt", *over).problem
    assert "at least 1 fits" in run("add", copy, "receipt", *over[:2], "quantity=-3", over[3]).problem
    assert "goes on by steps" in run("set", copy, "capital_request", "CAP-1", "state=rejected").problem
    run("add", copy, "receipt", *over[:2], "quantity=15", over[3]).done()
    step = ("request_id=CAP-1", "state=draft", "taken=2026-03-02", "by_id=Requester", "note=More is needed")
    run("add", copy, "capital_step", *step).done()
    assert run("capex", copy, "--json").json["requests"][0]["stage"] == "draft"
    run("undo", copy).done()
    assert run("capex", copy, "--json").json["requests"][0]["received"] == 194_000_00


def test_the_form_of_a_request_as_pdf(run, bought, tmp_path):
    assert "capital-request" in run("report", "--list").out
    target = tmp_path / "form.pdf"
    run("report", "capital-request", bought, "-o", target, "--request", "CAP-1").done()
    text = " ".join(PdfReader(target).pages[0].extract_text().split())
    assert "Servers USD 194,000 asked for; invoiced, partly" in text
    unknown = run("report", "capital-request", bought, "-o", target, "--request", "CAP-9")
    assert "no capital request is called 'CAP-9'" in unknown.problem


def test_a_program_without_requests_says_so(run, plan, tmp_path):
    assert "No capital requests yet" in run("capex", plan).out
    assert run("capex", plan, "--json").json["requests"] == []
    for kind in ("capex", "capital-request"):
        run("report", kind, plan, "-o", tmp_path / f"{kind}.pdf").done()
