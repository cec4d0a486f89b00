"""Nothing that takes long is left to the window's own thread when the chart is first drawn."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
LOADED = """
import sys
from tpm_desktop.desktop.budget.chart import load_matplotlib

load_matplotlib()
before = {name for name in sys.modules if name.startswith("matplotlib")}
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure

print(len({name for name in sys.modules if name.startswith("matplotlib")} - before))
"""


def test_all_of_matplotlib_that_the_chart_needs_is_loaded_beforehand():
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, timeout=60, text=True
    )
    assert (done.stdout.strip(), done.returncode) == ("0", 0), done.stderr
