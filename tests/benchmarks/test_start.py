"""Starting as a person starts: the empty window, the Gantt and a report of 10,000 tasks, a process each."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.test_plan import generated

ROOT = Path(__file__).parents[2]
_COMMAND = """
import sys
from tpm_desktop.cli import main

sys.argv[0] = "tpm-desktop"
main()
"""
_PAINTED_ONCE = """
import os, sys
from tpm_desktop.cli import main
from tpm_desktop.desktop.main_window import MainWindow

MainWindow.paintEvent = lambda *_: os._exit(0)
sys.argv = ["tpm-desktop"]
main()
"""
_GANTT = """
import os, sys, time
from tpm_desktop.cli import main
from tpm_desktop.desktop.getting_ready import GettingReady
from tpm_desktop.desktop.main_window import MainWindow

file, wait = sys.argv[1], sys.argv[2] == "wait"
shown, begin = MainWindow.show_view, GettingReady.begin

def painted(*_):
    print(time.perf_counter() - since[0], time.process_time() - since[1], flush=True)
    os._exit(0)

def show_gantt(self, key):
    from tpm_desktop.desktop.gantt.chart import Chart
    Chart.paintEvent = painted
    return shown(self, "gantt")

def asked(window):
    since[:] = time.perf_counter(), time.process_time()
    window.files.open(file)

def begin_and_tell(self):
    self.ended.connect(lambda: asked(self.parent()))
    begin(self)

since = [time.perf_counter(), 0.0]
MainWindow.show_view, GettingReady.begin = show_gantt, begin_and_tell
sys.argv = ["tpm-desktop"] if wait else ["tpm-desktop", file]
main()
"""


def _run(folder: Path, code: str, *arguments: str) -> list[float]:
    """The numbers that code prints in a process with settings and compiled modules of its own."""
    own = {
        "XDG_CONFIG_HOME": folder,
        "PYTHONPYCACHEPREFIX": folder / "compiled",
        "QT_QPA_PLATFORM": "offscreen",
    }
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", code, *arguments]
    env = {**kept, **{name: str(value) for name, value in own.items()}}
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    return [float(number) for number in done.stdout.split()]


@pytest.mark.benchmark(group="start")
def test_an_empty_window(benchmark, tmp_path):
    benchmark.pedantic(_run, (tmp_path, _PAINTED_ONCE), rounds=5, warmup_rounds=1)


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    return generated(tmp_path_factory.mktemp("large") / "large.tpm", 10_000)


@pytest.mark.benchmark(group="start")
def test_the_command_with_a_file_until_the_gantt_is_painted(benchmark, tmp_path, large):
    """The whole process, Python and Qt with it."""
    benchmark.pedantic(_run, (tmp_path, _GANTT, str(large), "at once"), rounds=3, warmup_rounds=1)


@pytest.mark.benchmark(group="start")
def test_a_file_chosen_at_the_start_page_until_the_gantt_is_painted(benchmark, tmp_path, large):
    """The round also waits for the imports; extra_info: best wall time and CPU from the choice on, in s."""
    found: list[list[float]] = []

    def choose() -> None:
        found.append(_run(tmp_path, _GANTT, str(large), "wait"))

    benchmark.pedantic(choose, rounds=3, warmup_rounds=1)
    wall, cpu = (min(column) for column in zip(*found, strict=True))
    benchmark.extra_info.update(wall=round(wall, 2), cpu=round(cpu, 2))


@pytest.mark.benchmark(group="start")
def test_a_status_report_by_command(benchmark, tmp_path, large):
    """The whole process, from the command to the PDF."""
    command = ("report", "status", str(large), "-o", str(tmp_path / "status.pdf"))
    benchmark.pedantic(_run, (tmp_path, _COMMAND, *command), rounds=3, warmup_rounds=1)
    assert (tmp_path / "status.pdf").exists()
