"""What was done since a pack was last issued, from the command line."""

from __future__ import annotations

import shutil

import pytest

from tpm_desktop.file.program_file import ProgramFile


@pytest.fixture
def issued(run, plan, tmp_path):
    """A program of which a status report was issued, and edited since."""
    run("report", "status", plan, "-o", tmp_path / "status.pdf", "--issued").done()
    run("set", plan, "task", "Install", "duration=5d").done()
    return plan


def changes(run, path):
    found = run("diff", path, "--at", "issued", "--json").json["changes"]
    return [(row["table"], row["name"]) for row in found]


def test_only_what_was_done_since_differs(run, issued, tmp_path):
    assert changes(run, issued) == [("task", "Install")]
    run("report", "changes", issued, "--since", "issued", "-o", tmp_path / "changes.pdf").done()
    assert (tmp_path / "changes.pdf").exists()


def test_an_issue_that_was_undone_counts_for_nothing(run, issued, tmp_path):
    run("report", "status", issued, "-o", tmp_path / "again.pdf").done()
    run("set", issued, "program", "program", "last_pack=2199-01-01T08:00").done()
    assert changes(run, issued) == []
    run("undo", issued).done()
    assert changes(run, issued) == [("task", "Install")]


def test_what_was_done_apart_from_an_issue_in_another_copy_stood_in_no_pack(run, plan, tmp_path):
    other, both = tmp_path / "other.tpm", tmp_path / "both.tpm"
    shutil.copy(plan, other)
    run("report", "status", other, "-o", tmp_path / "status.pdf", "--issued").done()
    run("set", plan, "task", "Install", "duration=5d").done()
    run("merge", plan, other, "-o", both).done()
    assert changes(run, both) == [("task", "Install")]


def test_no_pack_is_written_that_can_not_be_noted_as_issued(run, plan, tmp_path):
    with ProgramFile.open(plan):
        said = run("report", "status", plan, "-o", tmp_path / "status.pdf", "--issued").problem
    assert "is editing it" in said
    assert not (tmp_path / "status.pdf").exists()


def test_where_none_was_issued_that_is_said(run, plan):
    said = run("diff", plan, "--at", "issued").problem
    assert said == "error: no pack of this program was issued yet; “report … --issued” notes that one is"


def test_a_copy_without_the_history_can_not_go_back_there(run, issued, tmp_path):
    run("copy", issued, "-o", tmp_path / "sent.tpm", "--without-history").done()
    said = run("diff", tmp_path / "sent.tpm", "--at", "issued").problem
    assert "before the history of this file begins" in said
