"""Builds the bundle by `build.spec` and starts it once, without a display, to prove that it runs."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "dist" / "tpm-desktop"
PROGRAM = FOLDER / "tpm-desktop"
WORK = ROOT / "build" / "bundle"
SAMPLE = WORK / "sample.tpm"
PATIENCE = 60  # seconds until the window has to be there


def main() -> None:
    """Build, prove, and say how large it is."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    build()
    prove_commands()
    prove_window()
    size = sum(file.stat().st_size for file in FOLDER.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"{FOLDER.relative_to(ROOT)} runs: {size / 1e6:.0f} MB")


def build() -> None:
    """Follow the recipe; what PyInstaller says is shown only when it fails."""
    command = [
        sys.executable,
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--clean",
        "--workpath",
        str(WORK / "work"),
    ]
    print("Building the bundle", flush=True)
    done = subprocess.run([*command, "build.spec"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{done.stderr[-4000:]}\nerror: the bundle can't be built; see the lines above")


def prove_commands() -> None:
    """Make the sample program and print it, with the bundle alone."""
    pack = WORK / "status.pdf"
    for arguments in (["demo", str(SAMPLE)], ["report", "status", str(SAMPLE), "-o", str(pack)]):
        done = _bundle(*arguments)
        if done.returncode:
            sys.exit(f"{done.stderr}\nerror: the bundle can't {arguments[0]}")
    if not pack.read_bytes().startswith(b"%PDF-"):
        sys.exit("error: the bundle wrote a pack that is no PDF")


def prove_window() -> None:
    """Open the sample in a window and wait until nobody else may write it, as while a window is open."""
    complaints = WORK / "window.log"
    with complaints.open("w") as log:
        window = subprocess.Popen([str(PROGRAM), str(SAMPLE)], env=_bare(), stdout=log, stderr=log)
        try:
            held = _is_held(window)
        finally:
            window.terminate()
            window.wait()
    said = complaints.read_text()
    if not held or "Traceback" in said:
        sys.exit(f"{said}\nerror: the bundle's window does not open the sample program")


def _is_held(window: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + PATIENCE
    while window.poll() is None and time.monotonic() < until:
        refused = _bundle("undo", str(SAMPLE))
        if refused.returncode and "is editing it" in refused.stderr:
            return True
        time.sleep(0.5)
    return False


def _bundle(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(PROGRAM), *arguments], env=_bare(), capture_output=True, text=True)


def _bare() -> dict[str, str]:
    """An environment in which nothing of this checkout's Python can help the bundle."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    return {**kept, "QT_QPA_PLATFORM": "offscreen"}


if __name__ == "__main__":
    main()
