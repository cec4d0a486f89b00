"""Progress of long work: how far it is, and whether it is still wanted."""

from __future__ import annotations

from collections.abc import Callable

from .errors import ImportCancelled

Progress = Callable[[float, str], bool]
"""Told the share done (0 to 1) and what is being done; False asks to stop."""


class Steps:
    """Tells whoever waits how far the work is."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress

    def reach(self, share: float, doing: str) -> None:
        """Raises: `ImportCancelled` when nobody wants the rest."""
        if self._progress and self._progress(share, doing) is False:
            raise ImportCancelled("the import was cancelled; nothing was written")
