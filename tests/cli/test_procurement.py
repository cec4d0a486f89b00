"""The commands on procurement and installation: what is late, how bids come off, what is still open."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.command_line import run
from tpm_desktop.samples import create_demo

__all__ = ["run"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("procurement") / "demo.tpm"
    create_demo(path)
    return path


def test_packages_bids_award_and_pack(run, demo, tmp_path):
    path = Path(shutil.copy(demo, tmp_path / "own.tpm"))
    told = run("procurement", path, "--json").json
    late = {one["code"]: one["days_late"] for one in told["packages"] if one["days_late"]}
    assert late == {"PP-1": 3}
    assert told["findings"][0]["finding"] == "delivery late"
    assert "3 days after the need" in run("procurement", path).done().out
    best, second, out = run("procurement", path, "--package", "PP-3", "--json").json
    assert (best["points"], best["rank"], second["rank"], out["out"]) == (91.45, 1, 2, True)
    assert out["knocked_out_by"] == ["Cleared staff on our soil"]
    assert "out of the running" in run("procurement", path, "--award", "B-3", "--reason", "Cheap").problem
    run("procurement", path, "--award", "B-1", "--reason", "Best method", "--by", "Procurement lead").done()
    states = {row["code"]: row["state"] for row in run("list", path, "procurement_package", "--json").json}
    assert states["PP-3"] == "awarded"
    assert "no bid is called" in run("procurement", path, "--award", "B-99", "--reason", "x").problem
    run("report", "procurement", path, "-o", tmp_path / "p.pdf").done()


def test_environments_services_checklists_and_pack(run, demo, tmp_path):
    path = Path(shutil.copy(demo, tmp_path / "own.tpm"))
    told = run("installation", path, "--json").json
    shares = {one["code"]: (one["share"], one["days_late"]) for one in told["environments"]}
    assert shares["ENV-1"] == (10_000, 0)
    assert 0 < shares["ENV-5"][0] < 10_000
    assert {one["finding"] for one in told["findings"]} >= {"step overdue", "booked twice", "no run book"}
    assert run("installation", path, "--checklist", "CI-1").done().out == "6 steps added\n"
    assert "are there already" in run("installation", path, "--checklist", "CI-1").problem
    assert "no component or service" in run("installation", path, "--checklist", "CI-99").problem
    assert "CI-1 Core switches" not in run("installation", path).done().out
    run("report", "installation", path, "-o", tmp_path / "i.pdf").done()
