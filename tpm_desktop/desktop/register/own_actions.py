"""What can be done in the register of one table only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from tpm_desktop.desktop import risk_gestures
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
    if view.key in ("risk", "assumption", "risk_level"):
        return _risk_actions(view, make)
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


def _risk_actions(view: RegisterView, make: Make) -> list[QAction]:
    """Answer in the plan, make an issue of it, score by the scales; and ready scales."""

    def scales() -> None:
        menu = risk_gestures.scales_menu(view.session, view, lambda: view.opened.emit("risk_level"))
        risk_gestures.pop_up(menu)

    def chosen() -> list[str]:
        return view.table.selected_ids()

    session = view.session
    offer = make("scales", translate("RegisterView", "Risk scales…"), "settings", None, scales)
    if view.key == "risk_level":
        offer.setPriority(QAction.Priority.HighPriority)
        return [offer]
    issue = make(
        "issue", translate("RegisterView", "Make an issue of it"), "issue", None,
        lambda: risk_gestures.make_issue(session, view.key, chosen()),
    )  # fmt: skip
    if view.key == "assumption":
        return [issue]
    task = make(
        "task", translate("RegisterView", "Answer it in the plan"), "gantt", None,
        lambda: risk_gestures.make_task(session, chosen()),
    )  # fmt: skip
    score = make(
        "score", translate("RegisterView", "Score by the scales"), "constraint", None,
        lambda: risk_gestures.score(session, chosen()),
    )  # fmt: skip
    return [task, issue, score, offer]
