"""The dialog that shows what of something could be taken and what not, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTreeWidgetItem,
    QWidget,
)

from .forms import build, child
from .icons import icon
from .lines import LinesList
from .style import mark
from .wording import tip

MOST = 500
"""Lines of one kind that are listed; of the others it is said how many there are."""


@dataclass(frozen=True, slots=True)
class Fate:
    """One line: what stands in its columns, a picture of what becomes of it, and why, in full.

    asked: what the line is known by where it is taken only if it is ticked; None for one that needs no tick.
    """

    texts: Sequence[str]
    picture: str
    why: str
    asked: int | None = None


class TakingDialog(QDialog):
    """What is listed is taken when that is asked for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        build("taking", self, LinesList)
        self._title: QLabel = child(self, QLabel, "title")
        mark(self._title, role="section")
        self.summary: QLabel = child(self, QLabel, "summary")
        mark(self.summary, role="muted")
        self.found: LinesList = child(self, LinesList, "found")
        buttons = child(self, QDialogButtonBox, "buttons")
        self.ok: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.cancel: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        mark(self.ok, role="primary")
        buttons.accepted.connect(self.accept)

    def say(self, window: str, title: str, summary: str) -> None:
        """Args: window, title: what the window and the line in it are called."""
        self.setWindowTitle(window)
        self._title.setText(title)
        self.summary.setText(summary)

    def name_columns(self, heads: Sequence[str], widths: Sequence[int], title: str) -> None:
        """Args: widths: in pixels, of all but the last one. title: what a screen reader calls the list."""
        self.found.name_columns(heads, dict(enumerate(widths)), wide=len(widths))
        self.found.setAccessibleName(title)

    def list_fates(self, kinds: Iterable[Sequence[Fate]], *, called: int, picture: int) -> None:
        """List some of each kind, one kind below the other.

        Args: called, picture: the columns that say what a line is about and that have its picture.
        """
        left = 0
        for fates in kinds:
            left += max(len(fates) - MOST, 0)
            for fate in islice(fates, MOST):
                item = QTreeWidgetItem(fate.texts)
                item.setIcon(picture, icon(fate.picture))
                item.setToolTip(len(fate.texts) - 1, tip(fate.why))
                if fate.asked is not None:
                    item.setData(0, Qt.ItemDataRole.UserRole, fate.asked)
                    item.setCheckState(0, Qt.CheckState.Unchecked)
                self.found.addTopLevelItem(item)
        if left:
            self.found.addTopLevelItem(QTreeWidgetItem([*[""] * called, self.tr("and {} more").format(left)]))

    def ticked(self) -> list[int]:
        """The lines that are to be taken of those that are asked about."""
        items = (self.found.topLevelItem(n) for n in range(self.found.topLevelItemCount()))
        asked = (item for item in items if item is not None and item.checkState(0) is Qt.CheckState.Checked)
        return [item.data(0, Qt.ItemDataRole.UserRole) for item in asked]

    def offer(self, take: str, leave: str) -> None:
        """Say on the buttons what can be done; take is empty where there is nothing to take."""
        self.ok.setText(take)
        self.ok.setVisible(bool(take))
        self.cancel.setText(leave)
