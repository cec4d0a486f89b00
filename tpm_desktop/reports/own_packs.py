"""The packs that a program can be asked for: those that come with us, and its own."""

from __future__ import annotations

from pathlib import Path

from tpm_desktop.file.errors import EditError, TargetError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.sources import SourceError, read_text
from tpm_desktop.file.targets import check_target, write_whole
from tpm_desktop.gestures.packs import keep_pack
from tpm_desktop.model.packs import OwnPack
from tpm_desktop.plan import OpenProgram

from .errors import ReportProblem
from .pack import Pack
from .pack_asks import refuse_unfit
from .pack_text import pack_text, read_pack, read_with_places
from .ready import listed, ready_packs
from .toml_text import LONGEST_TEXT, TextProblem

MOST_OWN = 100
"""Own packs of a program that are read."""


def own_packs(file: ProgramFile) -> tuple[list[Pack], list[str]]:
    """A program's own packs as they are called, and what is wrong with those that can't be read."""
    found, wrong = [], []
    rows = sorted(file.rows(OwnPack), key=lambda row: (row.title.casefold(), row.id))
    if len(rows) > MOST_OWN:
        wrong.append(f"{len(rows)} own packs; the first {MOST_OWN} are offered, remove some")
    for row in rows[:MOST_OWN]:
        try:
            found.append(read_pack(row.text))
        except TextProblem as problem:
            wrong.append(f"pack “{row.title}”, {problem}")
    return found, wrong


def packs_of(file: ProgramFile) -> list[Pack]:
    """All that the program can be asked for by name alone: its own behind those that come with us."""
    return [*(pack for pack in ready_packs() if listed(pack)), *own_packs(file)[0]]


def pack_called(file: ProgramFile, key: str) -> Pack | None:
    """The pack of that key, the program's own or one of ours.

    Raises: `ReportProblem` where it is one of the program's own that can't be read.
    """
    ours = next((pack for pack in ready_packs() if pack.key == key), None)
    row = next((row for row in file.rows(OwnPack) if row.key == key), None)
    if ours is not None or row is None:
        return ours
    try:
        return read_pack(row.text)
    except TextProblem as problem:
        raise ReportProblem(f"pack “{row.title}”, {problem}") from problem


def take_pack(program: OpenProgram, text: str) -> Pack:
    """Keep a pack in the program, in place of its own one of that key.

    Raises: `ReportProblem` for a wrong text; `EditError`, `ProgramFileError`.
    """
    text = text.replace("\r\n", "\n")
    pack, head, places = read_with_places(text)
    if any(pack.key == ours.key for ours in ready_packs()):
        raise ReportProblem(
            f"“{pack.key}” is the key of a pack that comes with the program; give yours another one"
        )
    refuse_unfit(program, pack, head, places)
    keep_pack(program, pack.key, pack.label, text)
    return pack


def read_text_file(path: Path) -> str:
    """A pack's or theme's file as text. Raises: `EditError`."""
    try:
        return read_text(path, 4 * LONGEST_TEXT, "pack or theme")
    except SourceError as problem:
        raise EditError(str(problem)) from None


def write_text_file(text: str, target: Path) -> None:
    """Write a pack or theme as a file. Raises: `ReportProblem`; what stood there stands there still."""
    try:
        check_target(target)
        write_whole(target, text.encode())
    except TargetError as error:
        raise ReportProblem(str(error)) from error


def stored_text(file: ProgramFile, pack: Pack) -> str:
    """A pack as text: of the program's own the very text that is kept."""
    row = next((row for row in file.rows(OwnPack) if row.key == pack.key and pack.own), None)
    return row.text if row is not None else pack_text(pack)
