"""Which fields the nodes of tasks show: any that a task is declared to have, as people choose."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSettings, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from tpm_desktop.sieve.plan_rows import FIELDS

DATES = "dates"
"""The line with a task's dates and its slack, which isn't one field."""

_USUAL = (
    "wbs", "duration", "early_start", "early_finish", "late_start", "late_finish", "total_slack",
    "free_slack", "percent_complete", "owner_id", "resources", "cost",
)  # fmt: skip
_NEVER = ("name",)  # stands in every node
_MOST = 8  # lines of a node
_SETTING = "network/fields"
translate = QCoreApplication.translate


def field_label(key: str) -> str:
    """What people call a field."""
    return translate("Catalogue", FIELDS[key].label)


class FieldMenu(QMenu):
    """Shows and hides fields. chosen: those to show, in the order in which they were chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Fields of tasks"))
        self.chosen: tuple[str, ...] = (DATES,)
        self._actions: dict[str, QAction] = {}
        self._offer(self, DATES, self.tr("Dates and slack"))
        self.addSeparator()
        for key in _USUAL:
            self._offer(self, key, field_label(key))
        self.addSeparator()
        others = self.addMenu(self.tr("All fields"))
        rest = [key for key in FIELDS if key not in (*_USUAL, *_NEVER)]
        for key in sorted(rest, key=field_label):
            self._offer(others, key, field_label(key))
        self._mark()

    def _offer(self, menu: QMenu, key: str, text: str) -> None:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.triggered.connect(lambda: self.turn(key))
        self._actions[key] = action

    def turn(self, key: str) -> None:
        """Show a field, or no more; the one shown longest gives way to more than a node has room for."""
        if key in self.chosen:
            self.choose(tuple(one for one in self.chosen if one != key))
        else:
            self.choose((*self.chosen, key)[-_MOST:])

    def choose(self, keys: tuple[str, ...]) -> None:
        """Show just these."""
        self.chosen = keys
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        for key, action in self._actions.items():
            action.setChecked(key in self.chosen)

    def remember(self, settings: QSettings) -> None:
        """Keep the choice."""
        settings.setValue(_SETTING, " ".join(self.chosen))

    def recall(self, settings: QSettings) -> None:
        """Take the choice that was kept, as far as there still are such fields."""
        kept = settings.value(_SETTING)
        if isinstance(kept, str):
            self.choose(tuple(key for key in kept.split() if key in self._actions)[:_MOST])
