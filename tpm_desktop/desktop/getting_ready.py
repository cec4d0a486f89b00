"""Importing what an open program needs while the person still looks for one at the start page."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from threading import Lock, Thread

from PySide6.QtCore import QObject, Signal

_SWITCH = 0.001  # seconds: how soon the window's thread gets its turn; Python's own 0.005 is felt in painting
_FIRST = (
    "numpy", "numpy.ma", "sqlalchemy", "pydantic", "sqlmodel",
    "tpm_desktop.model.schedule", "tpm_desktop.model.capital", "tpm_desktop.model.interfaces",
    "tpm_desktop.model.purchasing", "tpm_desktop.model.governance", "tpm_desktop.model.catalogue",
    "tpm_desktop.planning.driving", "tpm_desktop.file.program_file", "tpm_desktop.plan",
    "tpm_desktop.desktop.session", "tpm_desktop.desktop.documents", "tpm_desktop.desktop.sifting",
    "tpm_desktop.desktop.form", "tpm_desktop.desktop.inspector", "tpm_desktop.desktop.furnishing",
    "tpm_desktop.desktop.person_dialog",
)  # fmt: skip
_VIEWS = (
    "overview", "gantt", "register", "budget", "case", "network", "health", "policy", "capital", "earned",
    "matrix", "progress", "readiness", "integration", "audit", "coverage", "life_cycle",
)  # fmt: skip
STEPS = (
    *_FIRST,
    *(f"tpm_desktop.desktop.{name}.view" for name in _VIEWS),
    "tpm_desktop.desktop.period.view",
    "tpm_desktop.desktop.period.trend_view",
)


class GettingReady(QObject):
    """Imports in a thread, a module with what it needs at a time, until it is done or told to leave off.

    What fails is raised in that thread, and so shown as any error that nobody foresaw.
    begun: the thread starts. ended: it has done all, was told to leave off, or failed.
    """

    begun = Signal()
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = False
        self._step = Lock()

    def begin(self) -> None:
        """Start, unless told to leave off already."""
        if self._left:
            return
        self.begun.emit()
        Thread(target=self._go_on, name="getting ready").start()

    def leave(self) -> None:
        """Begin no further step: the program ends."""
        self._left = True

    def leave_off(self) -> None:
        """Begin no further step and wait for the one under way.

        Two threads that import the same packages in different orders can each wait for the other.
        """
        self._left = True
        with self._step:
            pass

    def _go_on(self) -> None:
        usual = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH)
        try:
            self._import_all()
        finally:
            sys.setswitchinterval(usual)
            with suppress(RuntimeError):  # the window was closed meanwhile
                self.ended.emit()

    def _import_all(self) -> None:
        for name in STEPS:
            with self._step:
                if self._left:
                    return
                import_module(name)
