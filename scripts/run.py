"""Opens the sample program in the window or, where there is no display, writes its packs and pictures."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "build" / "demo"
SAMPLE = DEMO / "sample.tpm"
PACKS = ("status", "steering")
# Only Qt itself can say whether it can show a window here: it needs a display and its libraries.
PROBE = "from PySide6.QtGui import QGuiApplication as A; print(A([]).platformName())"
UNSEEN = ("offscreen", "minimal", "vnc")


def main() -> None:
    """Make the sample program once, then show it."""
    DEMO.mkdir(parents=True, exist_ok=True)
    if not SAMPLE.exists():
        _call("-m", "tpm_desktop", "demo", str(SAMPLE))
    if has_display():
        print(f"Opening {SAMPLE.relative_to(ROOT)}", flush=True)
        _call("-m", "tpm_desktop", str(SAMPLE))
    else:
        print("There is no display to show a window on; writing reports and pictures instead.", flush=True)
        write_pages()


def has_display() -> bool:
    """Whether a window opened here could be seen."""
    try:
        asked = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, timeout=60)
    except subprocess.TimeoutExpired:  # a display that does not answer
        return False
    return asked.returncode == 0 and asked.stdout.strip() not in UNSEEN


def write_pages() -> None:
    """Write each pack as PDF and each view as PNG, and say where they are."""
    for pack in PACKS:
        _call("-m", "tpm_desktop", "report", pack, str(SAMPLE), "-o", str(DEMO / f"{pack}.pdf"))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _call("-m", "tpm_desktop.desktop.shots", str(DEMO), "--theme", "light")
    for path in sorted(DEMO.rglob("*")):
        if path.suffix in (".pdf", ".png"):
            print(path.relative_to(ROOT))


def _call(*arguments: str) -> None:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    main()
