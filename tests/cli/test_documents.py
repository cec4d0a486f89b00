"""Documents by commands alone: attach, list, take off, write out."""

from __future__ import annotations

import hashlib

OFFER = b"%PDF-1.7 the offer"


def attached(run, plan, tmp_path, row: str, name: str = "Offer.pdf") -> str:
    (tmp_path / name).write_bytes(OFFER)
    return run("attach", plan, row, tmp_path / name).done().out.strip()


def test_a_document_goes_in_and_comes_out_as_it_was(run, plan, tmp_path):
    run("add", plan, "risk", "title=Racks come late").done()
    attachment = attached(run, plan, tmp_path, "R-1")
    (found,) = run("attachments", plan, "R-1", "--json").json
    assert (found["id"], found["name"], found["table"]) == (attachment, "Offer.pdf", "risk")
    assert (found["bytes"], found["kind"]) == (len(OFFER), "PDF document")
    assert found["sha256"] == hashlib.sha256(OFFER).hexdigest()
    run("extract", plan, "Offer.pdf", "-o", tmp_path / "out.pdf").done()
    assert (tmp_path / "out.pdf").read_bytes() == OFFER
    assert not (tmp_path / "out.pdf").stat().st_mode & 0o111
    assert "one document" in run("verify", plan).done().out


def test_any_row_can_be_named_by_id_code_wbs_or_name(run, plan, tmp_path):
    (project,) = run("list", plan, "project", "--json").json
    for number, said in enumerate((project["id"], "Order", "2", "Standard", "program")):
        attached(run, plan, tmp_path, said, f"{number}.pdf")
    tables = [one["table"] for one in run("attachments", plan, "--json").json]
    assert tables == ["project", "task", "task", "calendar", "program"]
    shown = run("attachments", plan).done().out
    assert "Task “Order”" in shown and "18 bytes" in shown


def test_a_name_that_several_rows_have_is_asked_for_by_id(run, plan, tmp_path):
    run("add", plan, "risk", "title=Order").done()
    (tmp_path / "Offer.pdf").write_bytes(OFFER)
    problem = run("attach", plan, "Order", tmp_path / "Offer.pdf").problem
    assert problem == "error: a task and a risk are called “Order”; name it by its id"


def test_a_document_is_taken_off_and_undo_brings_it_back(run, plan, tmp_path):
    attachment = attached(run, plan, tmp_path, "Order")
    run("detach", plan, attachment).done()
    assert run("attachments", plan, "--json").json == []
    assert "no document is called" in run("extract", plan, "Offer.pdf", "-o", tmp_path / "out").problem
    run("undo", plan).done()
    run("extract", plan, attachment, "-o", tmp_path / "out.pdf").done()
    assert (tmp_path / "out.pdf").read_bytes() == OFFER


def test_nothing_is_written_over_a_program_or_attached_to_nothing(run, plan, tmp_path):
    attached(run, plan, tmp_path, "Order")
    before = plan.read_bytes()
    assert "is a program file" in run("extract", plan, "Offer.pdf", "-o", plan).problem
    assert "is a folder" in run("extract", plan, "Offer.pdf", "-o", tmp_path).problem
    assert "no row is called 'R-9'" in run("attach", plan, "R-9", tmp_path / "Offer.pdf").problem
    assert "is a device, not a file" in run("attach", plan, "Order", "/dev/zero").problem
    assert plan.read_bytes() == before
