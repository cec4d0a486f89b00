"""The window, where the arguments ask for it and there is a display to show it on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from .errors import CommandError

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def asks_for_window(arguments: Sequence[str], commands: Callable[[], Collection[str]]) -> bool:
    """Whether nothing or a file is named; a word that is neither file nor command is a mistyped command.

    Args: commands: gives the names of all; asked only of a word that could be one of them.
    """
    if len(arguments) != 1:
        return not arguments
    (named,) = arguments
    if named.startswith("-"):
        return False
    return bool(Path(named).suffix) or (Path(named).exists() and named not in commands())


def show_window(path: Path | None) -> int:
    """Show the window until it is closed, and say what the program ends with.

    Raises: `CommandError` where the file or the display is missing.
    """
    if path is not None and not path.exists():
        raise CommandError(f"{path.name} does not exist; check the name, or make it with “new”")
    if sys.platform not in ("win32", "darwin") and not any(map(os.environ.get, _DISPLAYS)):
        raise CommandError("there is no display to show the window on; “--help” lists what works without one")
    from tpm_desktop.desktop import feature_search

    feature_search.switch_off()
    from tpm_desktop.desktop.application import run

    return run(path)
