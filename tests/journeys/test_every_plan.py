"""Every real plan: imported, scheduled and reported by the command line, each in under a few seconds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.explain import explain
from tpm_desktop.plan.impact import impact
from tpm_desktop.plan.slips import slipping

PLANS = Path(__file__).resolve().parents[3] / "shared" / "data" / "dev" / "mspdi"
PROMISED = {
    "id", "uid", "wbs", "name", "summary", "milestone", "start", "finish", "early_start", "early_finish",
    "late_start", "late_finish", "duration", "total_slack", "free_slack", "critical",
}  # fmt: skip


def plain(text: str) -> str:
    """A text without its white space: a page breaks its lines where it must."""
    return "".join(text.split()).casefold()


def test_all_of_them_are_here(shared_data):
    assert len(list((shared_data / "dev/mspdi").glob("*.xml"))) == 78


@pytest.mark.parametrize("source", sorted(PLANS.glob("*.xml")), ids=lambda path: path.stem)
def test_import_schedule_and_both_packs(run, shared_data, tmp_path, source):
    target = tmp_path / "plan.tpm"
    said = run("import", source, "-o", target).done().out
    assert said.startswith(source.name)

    (program,) = run("list", target, "program", "--json").json
    stored = run("list", target, "task", "--json").json
    scheduled = run("schedule", target, "--json").json
    check_schedule(scheduled, stored)
    check_health(run("health", target, "--json").json, stored)
    assert run("health", target).done().out.startswith("Id ")
    check_reasons(target)
    for task in scheduled[:1] + scheduled[-1:]:
        assert run("explain", target, task["id"], "--json").json["chain"][0]["id"] == task["id"]

    for kind in ("status", "steering"):
        pack = tmp_path / f"{kind}.pdf"
        assert run("report", kind, target, "-o", pack).done().out == ""
        pages = PdfDocument(pack.read_bytes())
        assert len(pages)
        for page in pages:
            assert plain(program["name"])[:30] in plain(page.get_textpage().get_text_range())
    assert {path.name for path in tmp_path.iterdir()} == {"plan.tpm", "status.pdf", "steering.pdf"}


def check_schedule(scheduled: list[dict], stored: list[dict]) -> None:
    """One object a task, each with all that is promised, in units that a program can read."""
    assert {task["id"] for task in scheduled} == {task["id"] for task in stored}
    for task in scheduled:
        assert task.keys() >= PROMISED
        assert all(isinstance(task[name], bool) for name in ("summary", "milestone", "critical"))
        assert all(isinstance(task[name], int) for name in ("duration", "total_slack", "free_slack"))
        start, finish = (datetime.fromisoformat(task[name]) for name in ("start", "finish"))
        assert start <= finish
        assert (start.second, finish.second) == (0, 0)


def check_health(checks: list[dict], stored: list[dict]) -> None:
    """Every check has a verdict that its figure allows, and names tasks that are there."""
    known = {task["id"]: task["name"] for task in stored}
    for check in checks:
        assert (check["figure"] is None) is (check["verdict"] == "not applicable")
        found = [task for task in check["tasks"] if task["id"] in known]
        assert all(known[task["id"]] == task["name"] for task in found)
        assert len(found) == len(check["tasks"]) or check["id"] in ("W1", "X2", "G5a")  # projects as well
        if check["unit"] == "count" and check["links"]:
            assert len(check["links"]) == check["numerator"]


def check_reasons(target: Path) -> None:
    """Every row says why it is where it is, and all that is not done what moves if it slips a week."""
    with OpenProgram.open(target, read_only=True) as program:
        state, formats = program.plan.state, Formats.of(program.file.program)
        for row in range(len(state.outline)):
            found = explain(state, row, formats)
            assert found.sentence.startswith(("Starts ", "Started "))
            assert found.chain[0].row == row
            if slipping(state, row):
                assert impact(state, row, 5 * 480).tasks or state.milestone[row] or state.summary[row]
