"""While the empty window waits, what opening a file needs is imported; nobody has to wait for that."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from tpm_desktop.desktop import getting_ready
from tpm_desktop.desktop.getting_ready import GettingReady
from tpm_desktop.plan import OpenProgram

ROOT = Path(__file__).parents[3]
OPENED = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from tpm_desktop.cli import main
from tpm_desktop.desktop.getting_ready import GettingReady

def opened(window):
    before = set(sys.modules)
    assert window.files.open(Path(os.environ["FILE"]))
    print(json.dumps(sorted(set(sys.modules) - before)), flush=True)
    os._exit(0)

begin = GettingReady.begin
def watched(self):
    self.ended.connect(lambda: opened(self.parent()))
    begin(self)

GettingReady.begin = watched
sys.argv = ["tpm-desktop"]
main()
"""


def test_opening_a_file_then_imports_nothing_of_ours_or_of_the_database(tmp_path):
    path = tmp_path / "small.tpm"
    OpenProgram.create(path, start=datetime(2026, 1, 5, 8)).close()
    own = {"XDG_CONFIG_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen", "FILE": str(path)}
    done = subprocess.run(
        [sys.executable, "-c", OPENED], cwd=ROOT, env={**os.environ, **own}, capture_output=True, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()
    ours = ("tpm_desktop.", "sqlalchemy", "sqlmodel", "pydantic", "numpy")
    assert [name for name in json.loads(done.stdout) if name.startswith(ours)] == []


@pytest.fixture
def steps(tmp_path, monkeypatch) -> Path:
    """Where modules can be put; `first_step` and `second_step` are what is imported."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(getting_ready, "STEPS", ("first_step", "second_step"))
    yield tmp_path
    for name in ("first_step", "second_step"):
        sys.modules.pop(name, None)


@pytest.fixture
def ready(qapp):
    owner = QObject()
    yield GettingReady(owner)
    owner.deleteLater()


def test_who_opens_a_file_meanwhile_waits_for_one_module_only(ready, steps, qtbot):
    (steps / "first_step.py").write_text("import time\ntime.sleep(0.2)\nWHOLE = True\n", encoding="utf-8")
    (steps / "second_step.py").write_text("", encoding="utf-8")
    with qtbot.waitSignal(ready.ended):
        ready.begin()
        qtbot.waitUntil(lambda: "first_step" in sys.modules)
        ready.leave_off()
        assert sys.modules["first_step"].WHOLE
    assert "second_step" not in sys.modules


def test_nothing_is_begun_for_a_program_that_ends(ready, steps):
    before = threading.active_count()
    ready.leave()
    ready.begin()
    assert threading.active_count() == before


def test_a_module_that_fails_is_said(ready, steps, qtbot, monkeypatch):
    said: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda failed: said.append(str(failed.exc_value)))
    (steps / "first_step.py").write_text("raise ValueError('torn file')", encoding="utf-8")
    with qtbot.waitSignal(ready.ended):
        ready.begin()
    qtbot.waitUntil(lambda: said == ["torn file"])


def test_a_window_in_a_test_imports_nothing_by_itself(window):
    assert "getting ready" not in [thread.name for thread in threading.enumerate()]
