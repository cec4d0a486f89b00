"""Files that nobody can use, and places that nobody can write to."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tpm_desktop.file.schema import APPLICATION_ID, VERSION

PLAN = "dev/mspdi/software-development-mpp.xml"
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

Maker = Callable[[Path, Path], Path]


def _with(content: bytes, name: str = "source.xml") -> Maker:
    def make(folder: Path, shared_data: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return make


def _cut(folder: Path, shared_data: Path) -> Path:
    """A real plan of which the second half got lost."""
    content = (shared_data / PLAN).read_bytes()
    return _with(content[: len(content) // 2], "half.xml")(folder, shared_data)


def _folder(folder: Path, shared_data: Path) -> Path:
    path = folder / "plans.xml"
    path.mkdir()
    return path


def _unreadable(folder: Path, shared_data: Path) -> Path:
    path = _with(b"<Project/>", "private.xml")(folder, shared_data)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("the superuser may read everything")
    return path


SOURCES: dict[str, tuple[Maker, str]] = {
    "missing": (lambda folder, _: folder / "missing.xml", "missing.xml does not exist"),
    "truncated": (_cut, "half.xml is cut off"),
    "empty": (_with(b"", "empty.xml"), "empty.xml is empty"),
    "plain text": (_with(b"Task,Start,Finish\n", "tasks.xml"), "tasks.xml is not XML"),
    "another XML": (
        _with(b'<?xml version="1.0"?><feed/>', "feed.xml"),
        "feed.xml is XML but not an MS Project file",
    ),
    "binary project": (
        _with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "plan.mpp"),
        "plan.mpp is a binary file such as .mpp; in MS Project use File > Save As > XML",
    ),
    "program file": (_with(b"SQLite format 3\x00" + bytes(84), "plan.tpm"), "plan.tpm is a program file"),
    "folder": (_folder, "plans.xml is a folder"),
    "unreadable": (_unreadable, "private.xml can't be read: permission denied"),
}


def _database(folder: Path, shared_data: Path) -> Path:
    path = folder / "music.tpm"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE song (title TEXT)")
    db.close()
    return path


def _newer(folder: Path, shared_data: Path) -> Path:
    path = folder / "newer.tpm"
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
        db.execute("CREATE TABLE future (id TEXT)")
    db.close()
    return path


def _folder_tpm(folder: Path, shared_data: Path) -> Path:
    path = folder / "folder.tpm"
    path.mkdir()
    return path


PROGRAMS: dict[str, tuple[Maker, str]] = {
    "missing": (lambda folder, _: folder / "missing.tpm", "missing.tpm does not exist"),
    "empty": (_with(b"", "empty.tpm"), "empty.tpm is empty"),
    "a letter": (_with(b"Dear all,\n" * 40, "letter.tpm"), "letter.tpm is not a program file"),
    "a torn header": (
        _with(b"SQLite format 3\x00" + b"\xff" * 4_000, "torn.tpm"),
        "torn.tpm can't be opened: it is damaged",
    ),
    "another database": (_database, "music.tpm is a database of another program"),
    "a newer version": (_newer, "newer.tpm was written by a newer TPM Desktop"),
    "a folder": (_folder_tpm, "folder.tpm is a folder"),
}


def listing(folder: Path) -> dict[str, int]:
    """Every file below a folder, hidden ones too, with its size."""
    return {str(p.relative_to(folder)): p.stat().st_size for p in sorted(folder.rglob("*")) if p.is_file()}


def _mounted(folder: Path, options: str) -> None:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if not IS_ROOT or not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("a small disk can only be made by a superuser who may mount one")


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of its own in an empty folder, on which so much has room."""
    folder.mkdir()
    _mounted(folder, f"size={kilobytes}k")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path) -> Path:
    """Leave no room on a disk; returns the file that takes it all."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4_096)):
                pass
        except OSError:
            return filler
    return filler


@contextmanager
def closed_folder(folder: Path) -> Iterator[Path]:
    """Let nothing be written into a folder, even by a superuser."""
    if IS_ROOT:
        bind = ["mount", "--bind", str(folder), str(folder)]
        if not shutil.which("mount") or subprocess.run(bind, capture_output=True).returncode:
            pytest.skip("the superuser may write everywhere, and nothing can be mounted here")
        subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
    else:
        folder.chmod(0o500)
    try:
        yield folder
    finally:
        if IS_ROOT:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        else:
            folder.chmod(0o700)
