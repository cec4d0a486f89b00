"""Work that is done ahead of need, in small steps, whenever nothing else waits."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer


class Ahead(QObject):
    """Takes one step of planned work at a time; keys, clicks and paint have their turn between two."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)

    def plan(self, steps: Iterator[None]) -> None:
        """Have work ready, in place of other work; it begins when `begin` is called."""
        self.stop()
        self._steps = steps

    def begin(self) -> None:
        """Take the steps of what is planned, one each time nothing else waits."""
        if self._steps is not None:
            self._timer.start()

    def stop(self) -> None:
        """Leave what is planned, as far as it has come."""
        self._timer.stop()
        self._steps = None

    def _step(self) -> None:
        try:
            next(self._steps or iter(()))
        except StopIteration:
            self.stop()
