"""Which of the baselines lies below the bars: the one that the program compares with, or another."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from tpm_desktop.desktop.command import command
from tpm_desktop.plan import State


class BaselineChoice:
    """action: opens a menu of the baselines that there are; changed: told which number."""

    def __init__(
        self, owner: QWidget, state: Callable[[], State], changed: Callable[[int | None], object]
    ) -> None:
        self._owner, self._state, self._changed = owner, state, changed
        self.number: int | None = None
        name = owner.tr("Choose the baseline shown")
        self.action = command(owner, "gantt-choose-baseline", name, "baseline", None, self.open)

    def open(self) -> QMenu:
        """Each baseline by its name; the chosen one has a mark."""
        menu = QMenu(self._owner)
        menu.setObjectName("gantt-baselines")
        self._offer(menu, self._owner.tr("The one compared with"), None)
        menu.addSeparator()
        kept = self._state().inputs.tables["baseline"]
        for place in np.argsort(kept.numbers["number"], kind="stable").tolist():
            number = int(kept.numbers["number"][place])
            self._offer(menu, f"{number}  {kept.texts['name'][place]}".replace("&", "&&"), number)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._owner.mapToGlobal(QPoint(self._owner.width() // 2, 0)))
        return menu

    def _offer(self, menu: QMenu, name: str, number: int | None) -> QAction:
        entry = menu.addAction(name)
        entry.setCheckable(True)
        entry.setChecked(number == self.number)
        entry.triggered.connect(lambda: self._choose(number))
        return entry

    def _choose(self, number: int | None) -> None:
        self.number = number
        self._changed(number)
