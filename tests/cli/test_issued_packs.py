"""A pack that is given out is noted with what it shows; what was done since can be compared with it."""

from __future__ import annotations

from hashlib import sha256

import pytest

from tpm_desktop.plan import OpenProgram


@pytest.fixture
def issued(run, plan, tmp_path):
    """A program of which a status report was issued, and edited since."""
    said = run("report", "status", plan, "-o", tmp_path / "status.pdf", "--issue").done().out
    assert said == "Issued as status.pdf; “diff --at issued” tells what is done from now on.\n"
    run("set", plan, "task", "Install", "duration=5d").done()
    return plan, tmp_path / "status.pdf"


def test_it_is_listed_with_what_it_is_known_again_by(run, issued):
    path, pdf = issued
    (noted,) = run("list", path, "issued_pack", "--json").json
    log = run("log", path, "--json").json
    assert (noted["title"], noted["kind"], noted["file_name"]) == ("Status report", "status", "status.pdf")
    assert noted["fingerprint"] == sha256(pdf.read_bytes()).hexdigest()
    assert [record["label"] for record in log[:2]][1] == "Issue the status report"
    assert noted["record"] == log[2]["id"]


def test_only_what_was_done_since_differs(run, issued):
    path, _ = issued
    for said in ("issued", "issued:status"):
        found = run("diff", path, "--at", said, "--json").json
        assert [(row["table"], row["name"]) for row in found["changes"]] == [("task", "Install")]


def test_a_pack_tells_what_changed_since_the_issued_one(run, issued, tmp_path):
    path, _ = issued
    run("report", "changes", path, "--since", "issued", "-o", tmp_path / "changes.pdf").done()
    assert (tmp_path / "changes.pdf").exists()


def test_where_none_was_issued_that_is_said(run, plan):
    path = plan
    said = run("diff", path, "--at", "issued").err
    assert said == "error: no pack of this program was issued yet; “report … --issue” does\n"
    run("report", "status", path, "-o", path.with_name("status.pdf"), "--issue").done()
    said = run("diff", path, "--at", "issued:steering").err
    assert said == "error: no pack of the kind 'steering' was issued yet; “report … --issue” does\n"


def test_a_copy_without_the_history_can_not_go_back_there(run, issued, tmp_path):
    path, _ = issued
    run("copy", path, "-o", tmp_path / "sent.tpm", "--without-history").done()
    said = run("diff", tmp_path / "sent.tpm", "--at", "issued").err
    assert "before the history of this file begins" in said


def test_who_may_only_read_issues_nothing(run, plan, tmp_path):
    target = tmp_path / "status.pdf"
    with OpenProgram.open(plan):
        result = run("report", "status", plan, "-o", target, "--issue")
    assert (result.code, result.err.startswith("error: "), target.exists()) == (1, True, False)


def test_a_pack_that_can_not_be_written_is_not_issued(run, plan, tmp_path):
    assert run("report", "status", plan, "-o", tmp_path / "no" / "status.pdf", "--issue").code == 1
    assert run("list", plan, "issued_pack", "--json").json == []
