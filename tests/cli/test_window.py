"""The way into the window: what opens it, and what is said where it can't be opened."""

from __future__ import annotations

from datetime import date

import pytest

from tpm_desktop.desktop import application

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture
def opened(monkeypatch):
    """What the window was opened with."""
    found = []
    monkeypatch.setattr(application, "run", lambda path: found.append(path) or 0)
    return found


def test_nothing_or_a_file_opens_the_window(run, plan, opened):
    assert run().code == 0
    assert run(plan).code == 0
    assert opened == [None, plan]


def test_a_file_that_is_not_there(run, tmp_path, opened):
    assert "plan.tpm does not exist" in run(tmp_path / "plan.tpm").problem
    assert opened == []


def test_a_mistyped_command_is_wrong_usage(run, opened):
    said = run("shedule")
    assert (said.code, said.out) == (2, "")
    assert "No such command 'shedule'" in said.err
    assert opened == []


@pytest.mark.skipif("sys.platform in ('win32', 'darwin')", reason="these always have a display")
def test_without_a_display(run, plan, opened, monkeypatch):
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    assert "there is no display" in run(plan).problem
    assert opened == []


def test_a_report_that_there_is_not(run, plan, tmp_path):
    said = run("report", "weather", plan, "-o", tmp_path / "weather.pdf")
    assert (said.code, said.out) == (2, "")
    assert "there are status, steering" in said.err


def test_a_pack_that_is_handed_out_is_noted_when_asked(run, plan, tmp_path):
    command = ("report", "commitments", plan, "-o", tmp_path / "gives.pdf")
    run(*command).done()
    assert run("list", plan, "program", "--json").json[0]["last_pack"] is None
    run(*command, "--issued").done()
    assert run("list", plan, "program", "--json").json[0]["last_pack"][:10] == f"{date.today()}"
