"""From the command to the empty window painted, as a whole process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_PAINTED_ONCE = """
import os, sys
from tpm_desktop.cli import main
from tpm_desktop.desktop.main_window import MainWindow

MainWindow.paintEvent = lambda *_: os._exit(0)
sys.argv = ["tpm-desktop"]
main()
"""


@pytest.mark.benchmark(group="start")
def test_an_empty_window(benchmark, tmp_path):
    own = {"XDG_CONFIG_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}

    def started() -> None:
        command = [sys.executable, "-c", _PAINTED_ONCE]
        subprocess.run(command, cwd=Path(__file__).parents[2], env={**os.environ, **own}, check=True)

    benchmark.pedantic(started, rounds=5, warmup_rounds=1)
