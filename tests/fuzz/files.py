"""Opens mutated files as the program does and says what came of each: opened, or one line."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.fuzz.mutations import mutate
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.file.recover import recover
from tpm_desktop.model.attachments import Attachment
from tpm_desktop.model.catalogue import CATALOGUE
from tpm_desktop.plan import OpenProgram

RECOVERED = 10  # every tenth file is also recovered, every tenth opened one undone


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one mutated file."""

    number: int
    mutation: str
    opened: bool
    said: str
    seconds: float


def outcomes(seed: Path, folder: Path, first_seed: int, numbers: range) -> Iterator[Outcome]:
    """What comes of each numbered mutation of a file. Anything but a refusal in one line goes on up."""
    for number in numbers:
        chance = Random(f"{first_seed}-{number}")
        path = folder / "mutated.tpm"
        shutil.copyfile(seed, path)
        mutation = mutate(path, chance)
        start = time.perf_counter()
        opened, said = _opened(path, number)
        if number % RECOVERED == 0:
            said = said or _recovered(path)
        yield Outcome(number, mutation, opened, said, time.perf_counter() - start)
        for left in folder.iterdir():
            left.unlink()


def _opened(path: Path, number: int) -> tuple[bool, str]:
    with one_line() as said:
        with OpenProgram.open(path, read_only=number % RECOVERED != 0) as program:
            for about in CATALOGUE:
                program.file.rows(about.model)
            program.plan.state.money  # noqa: B018
            for attachment in program.file.rows(Attachment):
                with one_line():
                    program.file.content(attachment.content)
            for record in program.file.journal.records():
                with one_line():
                    program.file.journal.changes(record.id)
            if not program.file.read_only:
                with one_line():
                    program.file.undo()
        return True, ""
    return False, said[0]


def _recovered(path: Path) -> str:
    target = path.with_name("recovered.tpm")
    with one_line() as said:
        recover(path, target)
        with contextlib.closing(OpenProgram.open(target)):
            return ""
    return said[0]


@contextlib.contextmanager
def one_line() -> Iterator[list[str]]:
    """Takes what is said in one line; holds it afterwards."""
    said: list[str] = []
    try:
        yield said
    except (ProgramFileError, EditError) as problem:
        said.append(str(problem))
        if "\n" in said[0] or len(said[0]) > 500:
            raise


def peak_memory() -> int:
    """The most bytes that this process has ever had in memory."""
    unit = 1 if os.uname().sysname == "Darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
