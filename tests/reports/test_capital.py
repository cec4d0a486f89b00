"""The capital pack and the form of a request: nothing of strangers does harm, and long texts end."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from tests.capital_desk import CapitalDesk
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import REQUEST_FORM, find_pack, write_pack

HOSTILE = "<b>Bold & “quoted”</b> <img src='file:///x'/>"


def pages(program, pack) -> list[str]:
    made = BytesIO()
    write_pack(pack, program, made)
    return [" ".join(page.extract_text().split()) for page in PdfReader(made).pages]


def test_texts_of_strangers_do_no_harm(tmp_path):
    with OpenProgram.create(tmp_path / "plan.tpm") as program:
        desk = CapitalDesk(program)
        desk.request(9_000, title=HOSTILE, justification="<para>broken " + "long " * 15_000)
        desk.cost(1, title="</font>" + "W" * 300)
        desk.add("capital_alternative", request_id=desk.request_id, title=HOSTILE, why_not="word " * 15_000)
        desk.add("quote", request_id=desk.request_id, supplier="=HYPERLINK(1)", amount=1)
        desk.add("capital_flow", request_id=desk.request_id, year=40, benefit=10**13)
        desk.step("submitted", "Requester")
        form = pages(program, REQUEST_FORM)
        assert "<b>Bold & “quoted" in form[0]
        assert "<para>broken" in " ".join(form)
        assert len(form) < 5
        assert "<b>Bold & “quoted”</b>" in " ".join(pages(program, find_pack("capex")))


def test_lines_to_sign_on_until_it_is_decided(tmp_path):
    with OpenProgram.create(tmp_path / "plan.tpm") as program:
        desk = CapitalDesk(program)
        desk.request(9_000, in_service_due=date(2026, 4, 1))
        desk.step("submitted", "Requester")
        assert "Signatures" in " ".join(pages(program, REQUEST_FORM))
        desk.step("reviewed", "Controller")
        desk.step("approved", "Sponsor")
        told = " ".join(pages(program, REQUEST_FORM))
        assert "Signatures" not in told
        assert "Expected: USD 9,000, straight line, 60 months" in told.replace("\xa0", " ")
