"""What can be done in the register of one table only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from tpm_desktop.desktop.command import Keys

from .mailed import Mailed

if TYPE_CHECKING:
    from .view import RegisterView

translate = QCoreApplication.translate
Make = Callable[[str, str, str, Keys, Callable[[], object]], QAction]


def own_actions(view: RegisterView, make: Make) -> list[QAction]:
    """Args: make: an action by name, text, icon, keys and what it does."""
    if view.key == "commitment":
        mailed = Mailed(view.session, view)
        text = translate("RegisterView", "Take dates from a mailed file…")
        return [make("told", text, "import", None, mailed.ask)]
    if view.key in ("calendar", "calendar_exception"):
        text = translate("RegisterView", "Add holidays…")
        holidays = make("holidays", text, "calendar-off", None, lambda: _ask_for_holidays(view))
        holidays.setPriority(QAction.Priority.HighPriority)
        return [holidays]
    return []


def _ask_for_holidays(view: RegisterView) -> None:
    """Ask whose holidays to add to the selected calendar, else to the program's."""
    from tpm_desktop.desktop.holidays_dialog import ask_for_holidays

    chosen = view.table.selected_ids()
    if chosen and view.key == "calendar_exception":
        chosen = [str(view.model.rows[chosen[0]]["calendar_id"])]
    ask_for_holidays(view.session, chosen[0] if chosen else None, view)
