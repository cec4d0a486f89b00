"""Writes the lock files: exact versions with hashes, for every platform and Python, and no addresses."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = Path(sys.executable).with_name("uv")
COMPILE = ["pip", "compile", "pyproject.toml", "--quiet", "--upgrade"]
EVERYWHERE = ["--universal", "--python-version", "3.11", "--generate-hashes", "--only-binary", ":all:"]
LOCKS = {
    "requirements.lock": [],
    "requirements-dev.lock": ["--extra", "dev", "--constraint", "requirements.lock"],
}


def main() -> None:
    """Lock what the program needs, then with the same versions what its developers need besides."""
    for lock, more in LOCKS.items():
        header = ["--custom-compile-command", "make lock", "--output-file", lock]
        subprocess.run(
            [str(UV), *COMPILE, *EVERYWHERE, *more, *header], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )


if __name__ == "__main__":
    main()
