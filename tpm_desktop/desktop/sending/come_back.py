"""The way of a sent copy back into the file that it was made of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tpm_desktop.desktop.main_window import MainWindow


def merge_back(window: MainWindow, original: Path, copy: Path) -> None:
    """Open the original and merge the copy into it, after the conflicts were decided."""
    from tpm_desktop.desktop.merging import merge_with

    if window.files.open(original):
        merge_with(window, copy)
