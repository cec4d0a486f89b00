"""Work that would hold the window up, done in a thread of its own and handed back to the window's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal


class Background(QObject):
    """One piece of work at a time that counts: what an earlier one finds after a later one began is dropped.

    done: what the work gave. failed: the exception that it raised.
    """

    done = Signal(object)
    failed = Signal(object)
    _came = Signal(int, object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._turn = 0
        self.busy = False
        self._came.connect(self._hand_over)

    def start(self, work: Callable[[], Any]) -> None:
        """Begin; what was begun before no longer counts."""
        self._turn += 1
        self.busy = True
        QThreadPool.globalInstance().start(_Work(self, self._turn, work))

    def cancel(self) -> None:
        """Let nothing come of what was begun."""
        self._turn += 1
        self.busy = False

    def _hand_over(self, turn: int, result: object, problem: object) -> None:
        if turn != self._turn:
            return
        self.busy = False
        if problem is None:
            self.done.emit(result)
        else:
            self.failed.emit(problem)


class _Work(QRunnable):
    def __init__(self, owner: Background, turn: int, work: Callable[[], Any]) -> None:
        super().__init__()
        self._owner, self._turn, self._work = owner, turn, work

    def run(self) -> None:
        result, problem = None, None
        try:
            result = self._work()
        except Exception as error:  # handed to the window's thread, which says it
            problem = error
        try:
            self._owner._came.emit(self._turn, result, problem)
        except RuntimeError:  # the window was closed while we worked
            return
