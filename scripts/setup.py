"""Prepares a checkout for running and testing: system libraries, a virtual environment, the locked packages.

Called by `make setup`, and through it by every other target; a call with nothing to do takes a moment only.
Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "setup.stamp"
LOCK = ROOT / "requirements-dev.lock"
OLDEST = (3, 11)
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
INSTALL = ["apt-get", "install", "-y", "--no-install-recommends"]

# What Qt's own libraries link to and the wheel does not carry: file -> Debian package.
TO_START = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
TO_SHOW_A_WINDOW = {
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
ENVIRONMENTS = "ensurepip"  # the module that Debian packs separately
NEEDED = {ENVIRONMENTS: f"python{VERSION}-venv", **TO_START, **TO_SHOW_A_WINDOW}


def main() -> None:
    """Do whatever is still to be done; say what, and stop with one line when it can't be done."""
    if sys.version_info < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        _stop(f"Python {wanted} or newer is needed, this is {VERSION}; name one: make PYTHON=python{wanted}")
    system_packages()
    fingerprint = _fingerprint()
    if STAMP.is_file() and STAMP.read_text() == fingerprint and PYTHON.exists():
        return
    STAMP.unlink(missing_ok=True)
    environment()
    packages()
    STAMP.write_text(fingerprint)


def system_packages() -> None:
    """Install what Qt and Python's environments need from the system, or say how to, where it is missing."""
    missing = _missing()
    if not missing:
        return
    packages = sorted({NEEDED[name] for name in missing})
    install = [*INSTALL, *packages]
    how = _as_root()
    if how is not None:
        print(f"Installing system packages: {' '.join(packages)}", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-qq"], [*install, "-qq"]):
            subprocess.run([*how, *command], env=quiet, stdout=subprocess.DEVNULL, check=False)
        missing = _missing()
    if missing:
        _ask_for(missing, shlex.join(["sudo", *install]))


def _ask_for(missing: list[str], line: str) -> None:
    """Say which line installs what is missing; stop when nothing can go on without it."""
    blocking = not TO_SHOW_A_WINDOW.keys() >= set(missing)
    what = "Setting up can't go on" if blocking else "Qt can't show a window (tests and reports work)"
    if not shutil.which("apt-get"):
        line = f"your system's package tool, for: {' '.join(missing)}"
    print(f"{what} without some system packages. Run this once:\n    {line}", file=sys.stderr)
    if blocking:
        sys.exit(1)


def environment() -> None:
    """Make `.venv`, anew when it is of another Python than ours."""
    if (VENV / "lib" / f"python{VERSION}").is_dir() and _works(PYTHON):
        return
    print(f"Making the virtual environment {VENV.name} (Python {VERSION})", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode:
        _stop("the virtual environment can't be made; see the lines above, mend the cause and call again")


def packages() -> None:
    """Install exactly what the lock names, wheels only, and this checkout itself in editable form."""
    count = sum(1 for line in LOCK.read_text().splitlines() if "==" in line)
    print(f"Installing {count} locked packages (the first time this takes a minute or two)", flush=True)
    _pip("--require-hashes", "--only-binary", ":all:", "--no-compile", "-r", str(LOCK))
    _compile()
    _pip("--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT))


def _compile() -> None:
    """Compile the modules on all cores, of which pip would use one; what is no Python is passed by."""
    alike = [str(PYTHON), "-m", "compileall", "-qq", "-j", "0", str(VENV / "lib")]
    subprocess.run(alike, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def _pip(*arguments: str) -> None:
    quiet = ["-qq", "--disable-pip-version-check", "--no-input"]
    done = subprocess.run([str(PYTHON), "-m", "pip", "install", *quiet, *arguments], cwd=ROOT, check=False)
    if done.returncode:
        _stop("the packages can't be installed; see the lines above, mend the cause and call again")


def _fingerprint() -> str:
    """What the environment was made from: the lock, the package's declaration, the Python, the folder."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for path in (LOCK, ROOT / "pyproject.toml", Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _missing() -> list[str]:
    """What the system lacks: libraries (only on Linux are they the system's to bring) and `ENVIRONMENTS`."""
    importlib.invalidate_caches()
    libraries = [
        name for name in (*TO_START, *TO_SHOW_A_WINDOW) if sys.platform == "linux" and not _loads(name)
    ]
    modules = [] if STAMP.exists() or importlib.util.find_spec(ENVIRONMENTS) else [ENVIRONMENTS]
    return libraries + modules


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _works(python: Path) -> bool:
    try:
        return (
            subprocess.run([str(python), "-c", "import pip"], capture_output=True, check=False).returncode
            == 0
        )
    except OSError:
        return False


def _as_root() -> list[str] | None:
    """The words to put before a command that root must run; None where we may not run one."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    allowed = (
        shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode
    )
    return ["sudo", "-n"] if allowed else None


def _stop(reason: str) -> None:
    sys.exit(f"error: {reason}")


if __name__ == "__main__":
    main()
