"""Which texts stand beside the bars: any column of the table, at either side, as its user likes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QSettings
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from tpm_desktop.desktop.command import command

from .cells import Cells
from .columns import COLUMNS

USUAL = "usual"
"""Who works on a task, or when a milestone is."""
_SETTING = "gantt/text-{}"


@dataclass(frozen=True, slots=True)
class BarTexts:
    """The column at each side of a bar: its key, `USUAL`, or "" for none."""

    left: str = ""
    right: str = USUAL

    def said(self, cells: Cells, row: int) -> tuple[str, str]:
        """What stands at the left and at the right of a row's bar."""
        return _said(cells, row, self.left), _said(cells, row, self.right)


def _said(cells: Cells, row: int, key: str) -> str:
    if key != USUAL:
        return cells.text(row, key) if key else ""
    if cells.state.summary[row]:
        return ""
    return cells.text(row, "finish" if cells.state.milestone[row] else "people")


class BarTextChoice:
    """Asks for the texts, in a menu with a part for each side.

    texts: what is chosen now; action: opens the menu.
    """

    def __init__(self, owner: QWidget, changed: Callable[[BarTexts], object]) -> None:
        self._changed = changed
        self.texts = BarTexts()
        self.menu = menu = QMenu(owner)
        menu.setObjectName("gantt-bar-texts-menu")
        name = owner.tr("Choose texts beside bars")
        self.action = command(owner, "gantt-bar-texts", name, "tag", None, self._open)
        sides = {"left": owner.tr("Left of bars"), "right": owner.tr("Right of bars")}
        self._choices = {side: self._part(owner, menu.addMenu(name), side) for side, name in sides.items()}
        self._mark()

    def _open(self) -> None:
        """Below the view's upper edge, wherever it was asked from."""
        owner = self.action.parent()
        assert isinstance(owner, QWidget)
        self.menu.popup(owner.mapToGlobal(QPoint(owner.width() // 2, 0)))

    def _part(self, owner: QWidget, menu: QMenu, side: str) -> dict[str, QAction]:
        group = QActionGroup(menu)
        names = {"": owner.tr("Nothing"), USUAL: owner.tr("People, or a milestone's date")}
        names |= {column.key: owner.tr(column.heading) for column in COLUMNS}
        found: dict[str, QAction] = {}
        for key, name in names.items():
            found[key] = entry = menu.addAction(name)
            entry.setCheckable(True)
            entry.setObjectName(f"gantt-text-{side}-{key}")
            entry.triggered.connect(lambda _=False, key=key: self.choose(**{side: key}))
            group.addAction(entry)
        return found

    def choose(self, **sides: str) -> None:
        """Have another column at a side, `left` or `right`; one that is no longer known is left out."""
        known = {side: key for side, key in sides.items() if key in self._choices[side]}
        self.texts = replace(self.texts, **known)
        self._mark()
        self._changed(self.texts)

    def _mark(self) -> None:
        for side, entries in self._choices.items():
            entries[getattr(self.texts, side)].setChecked(True)

    def remember(self, settings: QSettings) -> None:
        """Keep what is chosen."""
        for side in self._choices:
            settings.setValue(_SETTING.format(side), getattr(self.texts, side))

    def recall(self, settings: QSettings) -> None:
        """Take what was kept."""
        kept = {side: settings.value(_SETTING.format(side)) for side in self._choices}
        self.choose(**{side: str(key) for side, key in kept.items() if key is not None})
