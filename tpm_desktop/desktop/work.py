"""Long work in a thread of its own: how far it is, what came of it, and how it is stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from .background import Background

Progress = Callable[[float, str], bool]


class Work(QObject):
    """One job at a time.

    reached: the share done (0 to 1) and what is being done. done: what the job gave. failed: its exception.
    """

    reached = Signal(float, str)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._background.done.connect(self.done)
        self._background.failed.connect(self.failed)
        self._stop = threading.Event()

    @property
    def busy(self) -> bool:
        return self._background.busy

    def start(self, job: Callable[[Progress], Any]) -> None:
        """Begin a job; it is given what to tell its progress to, which answers False once it is to stop."""
        self._stop.set()  # what was begun before no longer counts
        stop = self._stop = threading.Event()
        self._background.start(lambda: job(lambda share, doing: self._tell(stop, share, doing)))

    def cancel(self) -> None:
        """Ask the job to stop; it then fails in its own way."""
        self._stop.set()

    def _tell(self, stop: threading.Event, share: float, doing: str) -> bool:
        if stop.is_set():
            return False
        self.reached.emit(share, doing)
        return True
