"""Garbage is collected in the window's thread only.

Python frees what refers to itself in a circle whenever enough has gathered, in whichever thread is at work
then. A window or item of Qt that is freed by a background thread takes the whole program down.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 500  # milliseconds


class Garbage(QObject):
    """From its making on nothing is collected by chance; its timer does so where Python would have."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._rests = False
        timer = QTimer(self)
        timer.timeout.connect(self.collect_due)
        timer.start(_EVERY)

    def rest(self) -> None:
        """Collect nothing until `keep`: while modules are imported much comes to stay and hardly any goes."""
        self._rests = True

    def keep(self) -> None:
        """Collect again, but never look through what is there now: it stays."""
        gc.freeze()
        self._rests = False

    def collect_due(self) -> None:
        """Collect the oldest generation of which more has gathered than Python's own thresholds allow."""
        pairs = enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        due = [generation for generation, (gathered, most) in pairs if gathered > most]
        if due and not self._rests:
            gc.collect(due[-1])
