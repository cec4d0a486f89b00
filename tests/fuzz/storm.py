"""A storm of edits, undos, imports and copies that is killed at a random moment; the file must be whole."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tpm_desktop.exchange import export_file, import_file
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.plan import OpenProgram

LONGEST = 0.4  # seconds until the kill


@dataclass(frozen=True, slots=True)
class Killed:
    """What one kill left: gestures that were done before, records that were found after it."""

    done: int
    found: int
    interrupted: bool  # a transaction was open on the disk

    @property
    def lost(self) -> int:
        """Gestures that were done and are gone: none may be."""
        return max(0, self.done - self.found)


def kill_once(seed: Path, folder: Path, chance: Random) -> Killed:
    """Let a process storm over a copy of a program, kill it, and look at what it left.

    Raises: `ProgramFileError` when a file does not open, `AssertionError` when more than the gesture in hand
    is missing or a target is half-written.
    """
    path = Path(shutil.copyfile(seed, folder / "program.tpm"))
    before = records(path)
    after = chance.uniform(0.01, LONGEST)
    done = _killed(lambda tell: storm(path, Random(chance.random()), tell), after)
    journal = path.with_name("program.tpm-journal")
    interrupted = journal.exists() and journal.stat().st_size > 0
    found = records(path) - before
    assert done <= found <= done + 1, f"{done} gestures were done, {found} are in the file"
    with OpenProgram.open(path) as program, program.file.transaction("Goes on") as edit:
        assert not program.file.read_only
        edit.add("risk", title="Goes on")
    for made in folder.glob("made-*.tpm"):
        assert records(made) > 0
        OpenProgram.open(made, read_only=True).close()
    assert not [p.name for p in folder.glob(".program.tpm.*")], "a lock outlived its writer and the next one"
    return Killed(done, found, interrupted)


def records(path: Path) -> int:
    """How many records a file has; it is checked wholly while it is opened."""
    with ProgramFile.open(path, read_only=True) as file:
        return len(file.journal.records())


def storm(path: Path, chance: Random, tell: Callable[[], None]) -> None:
    """Edit without end; `tell` is called after each gesture that is kept."""
    source = path.with_name("source.xml")
    with OpenProgram.open(path) as program:
        file = program.file
        export_file(file, program.plan, source)
        for number in range(1_000_000):
            kind = chance.random()
            if kind < 0.1:
                if file.undo():
                    tell()
            elif kind < 0.15:
                import_file(source, path.with_name(f"made-import-{number}.tpm"))
            elif kind < 0.2:
                file.save_copy(path.with_name(f"made-copy-{number}.tpm"))
            else:
                _edit(program, chance, number)
                tell()


def _edit(program: OpenProgram, chance: Random, number: int) -> None:
    tasks = program.file.columns("task", ["id"])[0]
    (project,) = program.file.columns("project", ["id"])[0][:1]
    with program.file.transaction(f"Gesture {number}") as edit:
        if chance.random() < 0.3:
            names = [f"New {number}.{n}" for n in range(chance.choice([1, 5, 300]))]
            edit.add_all("task", [{"project_id": project, "name": name} for name in names])
        else:
            edit.set(
                "task", chance.choice(tasks), duration=60 * chance.randrange(1, 100), name=f"Name {number}"
            )


def _killed(work: Callable[[Callable[[], None]], None], after: float) -> int:
    """Run some work in a process of its own, kill it so many seconds after it began; how often it told."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):  # the child's trouble shows in what it left
            work(lambda: os.write(writer, b"."))
        os._exit(1)
    os.close(writer)
    told = os.read(reader, 1)  # the clock runs from the first gesture on
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL, "the storm ended by itself"
    while more := os.read(reader, 4096):
        told += more
    os.close(reader)
    return len(told)
