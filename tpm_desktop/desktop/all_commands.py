"""What all views can do, also those that were never opened: for the list of shortcuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from tpm_desktop.model.catalogue import CATALOGUE

from .views import views

if TYPE_CHECKING:
    from .main_window import MainWindow


def commands_elsewhere(window: MainWindow) -> list[tuple[str, list[QAction]]]:
    """The commands of each view that isn't in front, by its label; of the registers, which are alike, one's.

    A view that was never opened is made for it and goes with the next turn of events.
    """
    session, found = window.session, []
    registers = {about.name for about in CATALOGUE if about.register}
    seen = {window.view.key} if window.view is not None else set()
    one_register = bool(seen & registers)
    for entry in views():
        if entry.key in seen or (entry.key in registers and one_register) or session is None:
            continue
        one_register |= entry.key in registers
        view = entry.factory(session, window.appearance)
        view.setParent(window)
        view.deleteLater()
        found.append((entry.label, view.commands()))
    return found
