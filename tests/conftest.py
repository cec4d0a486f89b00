"""Fixtures that all tests share: real plans to run on, a fresh program, and pictures of what failed."""

from __future__ import annotations

import gc
import importlib
import os
import pkgutil
import re
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import tpm_desktop
from tpm_desktop.file import author
from tpm_desktop.file.author import Author
from tpm_desktop.file.program_file import ProgramFile

_MEMORY = Path("/dev/shm")  # Linux keeps what lies there in memory, and a commit need not wait for a disk
if "TMPDIR" not in os.environ and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > 4 * 1024**3:
    os.environ["TMPDIR"] = str(_MEMORY)
    tempfile.tempdir = None  # so that it is read anew

# Before anything imports Qt: no display is needed, and the settings of whoever runs the tests stay untouched.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = tempfile.TemporaryDirectory(prefix="tpm-desktop-tests-")
os.environ["TPM_DATA"] = str(Path(_HOME.name) / "data")
author.keep("Test manager", "Program manager")  # so that no window asks who is at it
for _variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
    os.environ[_variable] = str(Path(_HOME.name) / _variable.lower())

settings.register_profile("repeatable", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("searching", deadline=None, max_examples=500, print_blob=True)  # of `make fuzz`
settings.load_profile("repeatable")

ROOT = Path(__file__).resolve().parent.parent
FAILURES = ROOT / "build" / "failures"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real plans that lies beside a checkout; tests that need it are skipped without it."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"the real plans of {folder.parent.name}/{folder.name} are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample program, made once: tests that edit it take a copy."""
    from tpm_desktop.samples import create_demo

    path = tmp_path_factory.mktemp("sample") / "sample.tpm"
    create_demo(path)
    return path


@pytest.fixture(autouse=True)
def garbage_of_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    """While a window is there no thread of its work may free parts of it; see `desktop/garbage.py`."""
    if "qapp" not in request.fixturenames:
        yield
        return
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the windows of the test before
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def program(tmp_path: Path) -> Iterator[ProgramFile]:
    """A new program file, open for writing: it has its program row and the standard calendar."""
    author = Author("Program manager", "test device", "Planning")
    with ProgramFile.create(tmp_path / "program.tpm", author=author, name="Network renewal") as opened:
        yield opened


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what only measures speed to `make bench`."""
    if config.getoption("benchmark_skip"):
        timed = [item for item in items if "benchmark" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=timed)
        items[:] = [item for item in items if item not in timed]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Make the draws of properties the same everywhere, and leave what is there to stay to no collector."""
    if any(item.get_closest_marker("hypothesis") for item in session.items):
        _load_all_modules()
    gc.collect()
    gc.freeze()


def _load_all_modules() -> None:
    """Hypothesis draws constants of whatever modules are loaded, which else is a matter of chance."""
    for module in pkgutil.walk_packages(tpm_desktop.__path__, f"{tpm_desktop.__name__}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep a picture of every open window when a test fails, in build/failures."""
    report = yield
    if report.when == "call" and report.failed and "qapp" in getattr(item, "fixturenames", ()):
        report.sections += [("pictures", picture) for picture in _pictures(item.nodeid)]
    return report


def _pictures(test: str) -> list[str]:
    from PySide6.QtWidgets import QApplication

    FAILURES.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.-]+", "-", test)
    kept = []
    for number, window in enumerate(w for w in QApplication.topLevelWidgets() if w.isVisible()):
        path = FAILURES / f"{name}-{number}.png"
        if window.grab().save(str(path)):
            kept.append(str(path.relative_to(ROOT)))
    return kept
