"""An installed wheel carries everything the program needs."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder)]
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *options, str(ROOT)], check=True, capture_output=True
    )
    return next(folder.glob("tpm_desktop-*.whl"))


def test_it_carries_the_package_its_resources_and_forms(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("tpm_desktop", "resources", "ui"):
        inside = "" if folder == "tpm_desktop" else "tpm_desktop/"
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc"]
        assert files
        assert {inside + path.relative_to(ROOT).as_posix() for path in files} <= names


def test_installed_it_finds_them(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = "from tpm_desktop.paths import form, resource; print(resource('fonts'), form('main_window'))"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    fonts, window = map(Path, answer.stdout.split())
    assert fonts == tmp_path / "tpm_desktop" / "resources" / "fonts"
    assert (fonts / "Inter-Regular.ttf").is_file()
    assert window.is_file()
