"""What the window remembers from one start to the next: its place and size, and which panels stand open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize

if TYPE_CHECKING:
    from .main_window import MainWindow

_AROUND = QSize(16, 40)  # what a window manager puts around a window, mostly above it
_PANELS = {"navigation": True, "inspector": True, "history": False}
"""Each panel, and whether a new user sees it."""


def recall(window: MainWindow) -> None:
    """Give the window its place, size and panels of the last time; at first it fits the screen."""
    settings = QSettings()
    geometry, state = settings.value("window/geometry"), settings.value("window/state")
    if geometry is not None:
        window.restoreGeometry(geometry)
    else:
        window.resize(window.size().boundedTo(window.screen().availableSize() - _AROUND))
    if state is not None:
        window.restoreState(state)
    for name, usual in _PANELS.items():
        window.action(name).setChecked(bool(settings.value(f"window/{name}", usual, type=bool)))
    window.action("fold").setChecked(bool(settings.value("window/folded", False, type=bool)))


def remember(window: MainWindow) -> None:
    """Write place, size and panels into the settings."""
    settings = QSettings()
    settings.setValue("window/geometry", window.saveGeometry())
    settings.setValue("window/state", window.saveState())
    settings.setValue("window/folded", window.action("fold").isChecked())
    for name in _PANELS:
        settings.setValue(f"window/{name}", window.action(name).isChecked())
