"""What of a sheet would be added, changed and refused, shown before anything is taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTreeWidgetItem,
    QWidget,
)

from tpm_desktop.desktop.forms import build, child
from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.lines import LinesList
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import capitalised, shortened, tip
from tpm_desktop.model.catalogue import TableEntry

if TYPE_CHECKING:
    from tpm_desktop.exchange.sheets import Incoming, IncomingRow

_MOST = 500
_WIDTHS = (60, 220, 110)


class SheetPreview(QDialog):
    """Refused rows first, with the reason, then the changed and the new ones; others are only counted."""

    def __init__(
        self,
        name: str,
        about: TableEntry,
        incoming: Incoming,
        take: Callable[[Incoming], object],
        parent: QWidget,
    ) -> None:
        """Args: name: the sheet's; take: writes what is added and changed."""
        super().__init__(parent)
        build("sheet_preview", self, LinesList)
        mark(child(self, QLabel, "title"), role="section")
        child(self, QLabel, "title").setText(
            self.tr("{} from {}").format(about.plural, shortened(name)).replace("&", "&&")
        )
        self.summary: QLabel = child(self, QLabel, "summary")
        self.summary.setText(self._said(incoming))
        mark(self.summary, role="muted")
        self.found: LinesList = child(self, LinesList, "rows")
        self._dress()
        self._list(incoming)
        buttons = child(self, QDialogButtonBox, "buttons")
        self.ok: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._offer(buttons, incoming)
        buttons.accepted.connect(self.accept)
        self.accepted.connect(lambda: take(incoming))

    def _said(self, incoming: Incoming) -> str:
        said = [self.tr("{}. Nothing is written yet.").format(capitalised(incoming.said()))]
        if incoming.unknown:
            heads = ", ".join(f"“{shortened(head)}”" for head in incoming.unknown)
            said.append(self.tr("Columns that mean nothing here are left out: {}.").format(heads))
        return " ".join(said)

    def _dress(self) -> None:
        self.found.setHeaderLabels([self.tr("Line"), self.tr("Row"), self.tr("Is"), self.tr("What or why")])
        self.found.setAccessibleName(self.tr("Rows of the sheet and what becomes of them"))
        self.found.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for column, width in enumerate(_WIDTHS):
            self.found.setColumnWidth(column, width)

    def _list(self, incoming: Incoming) -> None:
        from tpm_desktop.exchange.sheets import Fate

        pictures = {Fate.REFUSED: "warning", Fate.CHANGED: "edit", Fate.ADDED: "plus"}
        left = 0
        for fate, picture in pictures.items():
            rows = incoming.of(fate)
            left += max(len(rows) - _MOST, 0)
            for row in rows[:_MOST]:
                self.found.addTopLevelItem(self._item(row, picture))
        if left:
            self.found.addTopLevelItem(QTreeWidgetItem(["", self.tr("and {} more").format(left)]))

    def _item(self, row: IncomingRow, picture: str) -> QTreeWidgetItem:
        told = "; ".join(row.told)
        texts = [str(row.line), shortened(row.called), capitalised(str(row.fate)), shortened(told)]
        item = QTreeWidgetItem(texts)
        item.setIcon(2, icon(picture))
        item.setToolTip(3, tip("\n".join(row.told)))
        return item

    def _offer(self, buttons: QDialogButtonBox, incoming: Incoming) -> None:
        from tpm_desktop.exchange.sheets import Fate

        count = len(incoming.of(Fate.ADDED)) + len(incoming.of(Fate.CHANGED))
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setText(self.tr("Take nothing") if count else self.tr("Close"))
        others = incoming.of(Fate.REFUSED)
        one = self.tr("Take the other row") if others else self.tr("Take the row")
        many = self.tr("Take the other {} rows") if others else self.tr("Take {} rows")
        self.ok.setText(one if count == 1 else many.format(count))
        self.ok.setVisible(bool(count))
        mark(self.ok, role="primary")
