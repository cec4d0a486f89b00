"""The set-up step does what is missing, once, and says what it can't do."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def setup(tmp_path, monkeypatch) -> ModuleType:
    """The set-up step, working on an empty folder, unable to start any program."""
    spec = importlib.util.spec_from_file_location("setup_step", ROOT / "scripts" / "setup.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("pyproject.toml", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path)
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").touch()
    places = {"VENV": venv, "PYTHON": venv / "bin" / "python", "STAMP": venv / "setup.stamp"}
    for name, value in {"ROOT": tmp_path, "LOCK": tmp_path / "requirements-dev.lock", **places}.items():
        monkeypatch.setattr(module, name, value)
    module.done = []
    monkeypatch.setattr(module, "environment", lambda: module.done.append("environment"))
    monkeypatch.setattr(module, "packages", lambda: module.done.append("packages"))
    monkeypatch.setattr(module, "_loads", lambda library: True)
    monkeypatch.setattr(module, "_as_root", lambda: None)
    return module


def test_the_second_call_does_nothing(setup):
    setup.main()
    setup.main()
    assert setup.done == ["environment", "packages"]


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements-dev.lock"])
def test_a_changed_declaration_installs_again(setup, name):
    setup.main()
    with (setup.ROOT / name).open("a") as file:
        file.write("# changed\n")
    setup.main()
    assert setup.done == ["environment", "packages"] * 2


def test_a_broken_installation_is_not_taken_for_done(setup, monkeypatch):
    setup.main()
    with (setup.ROOT / "pyproject.toml").open("a") as file:
        file.write("# changed\n")
    monkeypatch.setattr(setup, "packages", lambda: sys.exit("error: no network"))
    with pytest.raises(SystemExit):
        setup.main()
    assert not setup.STAMP.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only there system libraries have to be installed")
def test_without_root_it_prints_the_line_to_run(setup, monkeypatch, capsys):
    monkeypatch.setattr(setup, "_loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(setup.shutil, "which", lambda program: f"/usr/bin/{program}")
    with pytest.raises(SystemExit) as stopped:
        setup.main()
    assert stopped.value.code == 1
    assert "sudo apt-get install -y --no-install-recommends libegl1\n" in capsys.readouterr().err
    assert setup.done == []


@pytest.mark.skipif(sys.platform != "linux", reason="only there system libraries have to be installed")
def test_tests_and_reports_need_no_window_libraries(setup, monkeypatch, capsys):
    monkeypatch.setattr(setup, "_loads", lambda library: library in setup.TO_START)
    monkeypatch.setattr(setup.shutil, "which", lambda program: None)
    setup.main()
    assert "your system's package tool, for: libX11.so.6" in capsys.readouterr().err
    assert setup.done == ["environment", "packages"]
