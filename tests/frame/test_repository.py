"""What lies in the repository: commands that exist, rooms that are kept, and no address of anybody."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tpm_desktop.cli.app import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
# Names of formats look like addresses, and a licence stays as its authors wrote it.
NAMESPACES = ("www.w3.org", "schemas.microsoft.com")
DOCUMENTS = sorted(ROOT.glob("*.md"))
LICENCES = ("OFL.txt", "LICENSE", "LICENSE.txt")
ENGINES = """
import pkgutil, tpm_desktop.planning, tpm_desktop.finance
for room in (tpm_desktop.planning, tpm_desktop.finance):
    for module in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
        __import__(module.name)
"""


def tracked_texts() -> list[tuple[str, str]]:
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    texts = []
    for name in filter(None, listed.stdout.split("\0")):
        try:
            texts.append((name, (ROOT / name).read_text(encoding="utf-8")))
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
    return texts


def test_no_address_of_a_machine_or_server():
    found = [
        f"{name}: {address}"
        for name, text in tracked_texts()
        if Path(name).name not in LICENCES
        for address in re.findall(r"\b[a-z]+://([\w.-]+\.\w+)", text)
        if address not in NAMESPACES
    ]
    assert not found


def test_no_path_of_the_machine_it_was_written_on():
    folders = [str(folder) for folder in (ROOT, Path.home()) if len(folder.parts) > 2]
    assert not [name for name, text in tracked_texts() if any(folder in text for folder in folders)]


def test_build_servers_run_what_developers_run():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert [line for line in script.read_text().splitlines() if line and not line.startswith("#")] == [
        'cd "$(dirname "$0")/.." && exec make test'
    ]


@pytest.mark.parametrize(
    "target", ["setup", "run", "test", "check", "bench", "fuzz", "bundle", "shots", "lock", "clean"]
)
def test_make_knows_its_targets(target):
    planned = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True)
    assert planned.returncode == 0, planned.stderr


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documents_name_only_commands_that_exist(document):
    text = document.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^ {4}|\$ )make ([a-z]+)", text, re.MULTILINE)) <= targets
    assert set(re.findall(r"tpm-desktop ([a-z-]+)\b(?![./])", text)) <= COMMANDS.keys()


def loaded(code: str, before: str = "") -> set[str]:
    """The modules that running some code loads, in a Python of its own."""
    script = f"import sys\n{before}\nknown = set(sys.modules)\n{code}\nprint(*set(sys.modules) - known)"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_planning_and_finance_need_numpy_and_nothing_else():
    rooms = ("tpm_desktop.planning", "tpm_desktop.finance")
    before = "import numpy, numpy.random"
    others = {name for name in loaded(ENGINES, before) if not name.startswith(rooms)}
    assert {name.split(".")[0] for name in others - {"tpm_desktop"}} <= {"numpy", *sys.stdlib_module_names}


@pytest.mark.parametrize(
    ("start", "heavy"),
    [
        ("tpm_desktop.cli", {"PySide6", "matplotlib", "reportlab", "pypdfium2"}),
        (
            "tpm_desktop.desktop.application",
            {"matplotlib", "reportlab", "pypdfium2"},
        ),
        (
            "tpm_desktop.desktop.main_window",
            {"tpm_desktop.desktop.merging", "tpm_desktop.plan.merging", "tpm_desktop.desktop.sending.dialog"},
        ),
    ],
)
def test_it_starts_without_what_only_some_jobs_need(start, heavy):
    assert not heavy & loaded(f"import {start}")


def test_a_pack_by_command_brings_along_only_what_it_needs(program, tmp_path):
    """Each of these takes time of a command that a person waits for."""
    program.close()
    arguments = ["tpm-desktop", "report", "status", str(program.path), "-o", str(tmp_path / "status.pdf")]
    run = (
        f"sys.argv = {arguments!r}\ntry:\n    cli.main()\nexcept SystemExit as end:\n    assert not end.code"
    )
    brought = loaded(run, "from tpm_desktop import cli")
    assert (tmp_path / "status.pdf").exists()
    assert not brought & {
        "PySide6", "alembic", "holidays", "icalendar", "matplotlib", "openpyxl", "ortools", "pandas",
        "pypdfium2", "tpm_desktop.cli.rows", "tpm_desktop.desktop", "tpm_desktop.exchange",
        "tpm_desktop.gestures.following", "tpm_desktop.samples",
    }  # fmt: skip
