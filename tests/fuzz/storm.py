"""A storm of edits, undos, imports, merges and copies, killed at random moments; the file must be whole."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tpm_desktop.exchange import export_file, import_file
from tpm_desktop.file.author import Author
from tpm_desktop.file.backups import backups
from tpm_desktop.file.conflicts import Side, prefer
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.merging import Proposal, merge_in, propose

LONGEST = 0.6  # seconds until the kill


@dataclass(frozen=True, slots=True)
class Killed:
    """What one kill left: gestures that were done before, how many of them merges; records that were to be
    found after it, and that were."""

    done: int
    merges: int
    written: int
    found: int
    interrupted: bool  # a transaction was open on the disk
    in_merge: bool  # a merge was in hand

    @property
    def lost(self) -> int:
        """Records that were written and are gone: none may be."""
        return max(0, self.written - self.found)


class Teller:
    """Tells who watches, a byte each: before a gesture how many records it writes, and when it is kept."""

    KEPT = 255

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    @contextlib.contextmanager
    def gesture(self, records: int = 1) -> Iterator[None]:
        os.write(self._pipe, bytes([records]))
        yield
        os.write(self._pipe, bytes([self.KEPT]))


def kill_once(seed: Path, folder: Path, chance: Random) -> Killed:
    """Let a process storm over a copy of a program, kill it, and look at what it left.

    Raises: `ProgramFileError` when a file does not open, `AssertionError` when more than the gesture in hand
    is missing or a target is half-written.
    """
    path = Path(shutil.copyfile(seed, folder / "program.tpm"))
    before = records(path)
    after = chance.uniform(0.01, LONGEST)
    kept, in_hand = _gestures(_killed(lambda tell: storm(path, Random(chance.random()), tell), after))
    written = sum(kept)
    journal = path.with_name("program.tpm-journal")
    interrupted = journal.exists() and journal.stat().st_size > 0
    found = records(path) - before
    assert found in (written, written + in_hand), f"{kept} were kept, {in_hand} in hand, {found} are there"
    with OpenProgram.open(path) as program, program.file.transaction("Goes on") as edit:
        assert not program.file.read_only
        edit.add("risk", title="Goes on")
    for made in (*folder.glob("made-*.tpm"), *(backup.path for backup in backups(path)[:3])):
        assert records(made) > 0
        OpenProgram.open(made, read_only=True).close()
    assert not [p.name for p in folder.glob(".program.tpm.*")], "a lock outlived its writer and the next one"
    return Killed(len(kept), sum(size > 1 for size in kept), written, found, interrupted, in_hand > 1)


def _gestures(told: bytes) -> tuple[list[int], int]:
    """How many records each kept gesture wrote, and how many the one in hand would have."""
    announced: list[int] = []
    kept: list[int] = []
    for byte in told:
        if byte == Teller.KEPT:
            kept.append(announced.pop())
        else:
            announced = [byte]  # a gesture that found nothing to do is not kept
    return kept, announced[0] if announced else 0


def records(path: Path) -> int:
    """How many records a file has; it is checked wholly while it is opened."""
    with ProgramFile.open(path, read_only=True) as file:
        return len(file.journal.records())


def storm(path: Path, chance: Random, tell: Teller) -> None:
    """Edit without end."""
    source, other = path.with_name("source.xml"), path.with_name("made-other.tpm")
    with OpenProgram.open(path) as program:
        file = program.file
        file.save_copy(other)
        export_file(file, program.plan, source)
        for number in range(1_000_000):
            kind = chance.random()
            if kind < 0.1:
                if ends := file.journal.open_ends()[0][1:]:
                    caught_up = file.journal.as_one(ends[-1], file.author) is not None
                    with tell.gesture(1 + caught_up):
                        file.undo()
            elif kind < 0.2:
                import_file(source, path.with_name(f"made-import-{number}.tpm"))
            elif kind < 0.25:
                file.save_copy(path.with_name(f"made-copy-{number}.tpm"))
            elif kind < 0.6:
                _merge(program, other, chance, tell)
            else:
                with tell.gesture():
                    _edit(program, chance, number)


def _merge(program: OpenProgram, path: Path, chance: Random, tell: Teller) -> None:
    """Edit the other copy and merge it; what both changed is decided for one of them."""
    with OpenProgram.open(path, author=Author("Bob", "site")) as other:
        for number in range(chance.randrange(1, 4)):
            _edit(other, chance, number)
    with ProgramFile.open(path, read_only=True) as read:
        proposal = propose(program, read, prefer(chance.choice(list(Side))))
    there = program.file.journal.lineage()
    lacking = sum(record.id not in there for record in proposal.parted.records)  # one undone is there already
    with tell.gesture(lacking + (proposal.new > 0 and not proposal.follows_on)):
        if chance.random() < 0.5:
            merge_in(program, proposal)
        else:
            _merge_beside(program, proposal)


def _merge_beside(program: OpenProgram, proposal: Proposal) -> None:
    """Merge as the window does: in a thread of its own, made known here when it is done."""
    with ThreadPoolExecutor(1) as thread:
        kept = thread.submit(program.beside, lambda other: merge_in(other, proposal))
        assert program.take_up(kept.result())


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


def _killed(work: Callable[[Teller], None], after: float) -> bytes:
    """Run some work in a process of its own, kill it so many seconds after it began; what it told."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):  # the child's trouble shows in what it left
            work(Teller(writer))
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
    return told
