"""Processes that open mutated files and are watched while they do."""

from __future__ import annotations

import multiprocessing
import time
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

from tests.fuzz.files import Outcome, outcomes, peak_memory

GIVE_UP = 60.0  # a worker that says nothing for so long is ended, and its file counts as a hang


class Worker:
    """A process that opens files; when one hangs another process goes on behind it."""

    def __init__(self, seed: Path, folder: Path, first: int, numbers: range) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._given, self._left = (seed, folder, first), numbers
        self.outcomes: list[Outcome] = []
        self.broken: list[str] = []
        self.peak, self.busy = 0, True
        self._start()

    def _start(self) -> None:
        self.pipe, to = self._context.Pipe(duplex=False)
        self._process = self._context.Process(target=_work, args=(*self._given, self._left, to))
        self._process.start()
        to.close()
        self._heard = time.monotonic()

    def hear(self, ready: list[object]) -> None:
        """Take what the worker says; end one that says nothing."""
        if self.pipe not in ready:
            if time.monotonic() - self._heard > GIVE_UP:
                self._process.kill()
            return
        self._heard = time.monotonic()
        try:
            said = self.pipe.recv()
        except EOFError:  # killed, or it died
            self.broken.append(f"the process that opened number {self._left[0]} hung or died")
            self._left = self._left[1:]
            self.busy = bool(self._left)
            if self.busy:
                self._start()
            return
        if isinstance(said, int):
            self._left = range(said, self._left.stop, self._left.step)
        elif isinstance(said, Outcome):
            self.outcomes.append(said)
        elif isinstance(said, str):
            self.broken.append(f"number {self._left[0]}:\n{said}")
        else:
            self.peak, self.busy = max(self.peak, said[1]), False


def _work(seed: Path, folder: Path, first: int, numbers: range, to: Connection) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        to.send(number)
        try:
            to.send(next(outcomes(seed, folder, first, range(number, number + 1))))
        except Exception:
            to.send(traceback.format_exc())
    to.send(("peak", peak_memory()))
