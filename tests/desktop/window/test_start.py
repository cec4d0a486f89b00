"""The empty window, started as a person starts it: what it must not wait for."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tpm_desktop.desktop import feature_search

ROOT = Path(__file__).parents[3]
NEEDED_LATER = (
    "alembic",
    "babel",
    "dateutil",
    "fast_sugiyama",
    "holidays",
    "matplotlib",
    "numpy",
    "pydantic",
    "pypdfium2",
    "reportlab",
    "sqlalchemy",
    "sqlmodel",
    "typer",
    "tpm_desktop.exchange",
    "tpm_desktop.formats",
    "tpm_desktop.gestures",
    "tpm_desktop.model",
    "tpm_desktop.plan",
    "tpm_desktop.reports",
    "tpm_desktop.sieve",
)
STARTED = """
import json, sys
from tpm_desktop.cli import main
from tpm_desktop.desktop.getting_ready import GettingReady
from tpm_desktop.desktop.main_window import MainWindow

def painted(self, event):
    print(json.dumps(sorted(sys.modules)), flush=True)
    self.close()

GettingReady.begin = lambda self: None  # begins after the window is painted, in a thread
MainWindow.paintEvent = painted
sys.argv = ["tpm-desktop"]
main()
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory) -> set[str]:
    """The modules that are there when the empty window has been painted."""
    own = {"XDG_CONFIG_HOME": str(tmp_path_factory.mktemp("settings")), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", STARTED], cwd=ROOT, env={**os.environ, **own}, capture_output=True, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("name", NEEDED_LATER)
def test_an_empty_window_is_painted_without(imported, name):
    assert "PySide6.QtWidgets" in imported
    assert name not in imported


def test_sources_of_modules_are_not_looked_through(tmp_path, monkeypatch):
    search = sys.modules["shibokensupport.feature"]
    monkeypatch.setattr(search, "_mod_uses_pyside", search._mod_uses_pyside)  # put back afterwards
    feature_search.switch_off()
    read: list[str] = []
    monkeypatch.setattr(inspect, "getsource", lambda module: read.append(module.__name__) or "")
    (tmp_path / "imported_beside_qt.py").write_text("import decimal\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    __import__("imported_beside_qt")
    assert read == []
