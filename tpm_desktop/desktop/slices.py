"""Long work that has to be done in the window's own thread: in slices between which the window lives."""

from __future__ import annotations

from collections.abc import Generator
from time import perf_counter
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

_SLICE = 0.03  # seconds: shorter than anybody feels

Steps = Generator[float, None, Any]


class Slices(QObject):
    """One piece of work at a time, a generator that says after each step what share (0 to 1) is done.

    reached: that share. done: what the generator gave. failed: the exception that it raised.
    """

    reached = Signal(float)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Steps | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether something is going on."""
        return self._steps is not None

    def start(self, steps: Steps) -> None:
        """Begin; what was begun before is given up."""
        self.cancel()
        self._steps = steps
        self._timer.start()

    def cancel(self) -> None:
        """Give up what was begun; the generator is closed, so that it can put away what it holds."""
        steps, self._steps = self._steps, None
        self._timer.stop()
        if steps is not None:
            steps.close()

    def _go_on(self) -> None:
        steps, end, share = self._steps, perf_counter() + _SLICE, 0.0
        if steps is None:
            return
        try:
            while perf_counter() < end:
                share = next(steps)
        except StopIteration as stop:
            self._end()
            self.done.emit(stop.value)
        except Exception as problem:  # whoever asked for the work says it
            self._end()
            self.failed.emit(problem)
        else:
            self.reached.emit(share)

    def _end(self) -> None:
        self._steps = None
        self._timer.stop()
