"""Importing modules beside Qt without having each one's source looked through.

PySide reads the source of every module imported after it, to find those that mention it: in them it may
switch its optional features (snake_case names). This program switches none; the reading took a tenth of the
time from the command to the first picture of a file. A bundle without sources never paid it.
"""

from __future__ import annotations

import sys


def switch_off() -> None:
    """Let PySide take every module for one that may switch features, as it does of those that mention it."""
    import PySide6.QtCore  # noqa: F401 - brings the search along

    search = sys.modules.get("shibokensupport.feature")
    if hasattr(search, "_mod_uses_pyside"):
        search._mod_uses_pyside = lambda module: True  # type: ignore[union-attr]
