"""What stands in place of rows when a filter finds none: the filter, and a button that shows all again."""

from __future__ import annotations

from tpm_desktop.desktop.widgets import EmptyState

from .sifting import Sifting


class NothingFound(EmptyState):
    """Clears the filter when its button is pressed."""

    def __init__(self, sifting: Sifting, title: str, step: str) -> None:
        """Args: title: "No task is found"; step: "Show all tasks"."""
        super().__init__("filter", title, title, step)
        self._sifting, self._said, self._step = sifting, title, step
        self.started.connect(sifting.clear_filter)

    def tell(self) -> None:
        """Name the filter as it is now."""
        asked = self.tr("The filter is {}.").format(self._sifting.asked)
        self.say(self._said, asked, self._step)
