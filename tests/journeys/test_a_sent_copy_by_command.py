"""One project is sent to its lead, edited there, and merged back: by commands alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.all_rows import all_rows
from tests.command_line import Run
from tpm_desktop.model.catalogue import entry, table_names
from tpm_desktop.model.fields import Kind


def open_leaf(run: Run, path: Path) -> dict:
    """A task of the project that has not begun."""
    tasks = run("schedule", path, "--json").json
    external = {task["id"] for task in run("list", path, "task", "--json").json if task["external"]}
    return next(
        t
        for t in tasks
        if not (t["summary"] or t["percent_complete"] or t["milestone"]) and t["id"] not in external
    )


def test_one_project_goes_out_and_its_edits_come_back(
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, both = tmp_path / "sites.tpm", tmp_path / "both.tpm"
    before = all_rows(sample)
    said = (
        run("copy", sample, "-o", out, "--project", "P-1", "--without-rates", "--without-history").done().out
    )
    assert "1 component project" in said
    assert "without rates and costs and without history" in said
    assert "is sound: one record, " in run("verify", out).done().out
    sent = all_rows(out)
    money = [(t, n) for t in table_names() for n, c in entry(t).fields.items() if c.kind is Kind.MONEY]
    assert not any(row[name] for table, name in money for row in sent[table].values())
    assert len(run("log", out, "--json").json) == 1

    monkeypatch.setenv("TPM_AUTHOR", "Project lead")
    task = open_leaf(run, out)
    run("set", out, "task", task["id"], "name=Renamed by the lead").done()
    run("set", out, "risk", "R-5", "probability=1").done()
    new = run("add", out, "risk", "title=Dust in the hall", "project_id=P-1").done().out.strip()
    promised = next(
        i for i, row in sent["task"].items() if row["external"] and not before["task"][i]["external"]
    )
    assert "neighbouring project" in run("set", out, "task", promised, "duration=3d").problem
    assert "without rates" in run("set", out, "risk", "R-5", "cost=100").problem

    answer = run("merge", sample, out, "-o", both, "--json").json
    assert (answer["written"], answer["records"], answer["fast_forward"]) == (True, 3, False)
    after = all_rows(both)
    assert after["task"][task["id"]] == {**before["task"][task["id"]], "name": "Renamed by the lead"}
    changed = [
        (table, i) for table in after for i in {*before[table], *after[table]}
        if before[table].get(i) != after[table].get(i)
    ]  # fmt: skip
    risk = next(i for i, row in before["risk"].items() if row["code"] == "R-5")
    assert sorted(changed) == sorted([("task", task["id"]), ("risk", risk), ("risk", new)])
    codes = [row["code"] for row in after["risk"].values()]
    assert len(codes) == len(set(codes))
    assert {one["author"] for one in run("log", both, "--json").json[1:4]} == {"Project lead"}

    assert run("merge", both, out, "-o", tmp_path / "again.tpm", "--json").json["records"] == 0
    assert all_rows(tmp_path / "again.tpm") == after
    run("undo", both).done()
    assert all_rows(both) == before
    run("redo", both).done()
    assert all_rows(both) == after
    assert "is sound" in run("verify", both).done().out


@pytest.mark.parametrize("project", ["P-1", "P-2", "P-3", "P-4", "P-5"])
def test_each_project_alone_has_the_dates_that_it_has_in_the_program(
    run: Run, sample: Path, tmp_path: Path, project: str
) -> None:
    out = tmp_path / "alone.tpm"
    sent = run("copy", sample, "-o", out, "--project", project, "--json").json
    whole = {task["id"]: task for task in run("schedule", sample, "--json").json}
    alone = run("schedule", out, "--json").json
    assert len(alone) == sent["rows"]["task"] > 20
    for task in alone:
        expected = whole[task["id"]]
        assert (task["start"], task["finish"]) == (expected["start"], expected["finish"]), task["name"]


def test_a_copy_is_refused_where_it_can_not_be_written(run: Run, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.tpm"
    assert (
        "no component project is called 'P-99'" in run("copy", sample, "-o", out, "--project", "P-99").problem
    )
    assert "exists already" in run("copy", sample, "-o", sample).problem
    assert (
        "can't be written"
        in run("copy", sample, "-o", tmp_path / "no" / "out.tpm", "--without-rates").problem
    )
    assert "can't be written" in run("copy", sample, "-o", tmp_path / "no" / "out.tpm").problem
    assert not out.exists()
    assert "history" in run("copy", sample, "-o", out, "--project", "P-1").done().out.splitlines()[-1]
