"""What of a sheet would be added, changed and refused, shown before anything is taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop import taking
from tpm_desktop.desktop.wording import capitalised, shortened
from tpm_desktop.model.catalogue import TableEntry

if TYPE_CHECKING:
    from tpm_desktop.exchange.sheets import Incoming, IncomingRow

_WIDTHS = (60, 220, 110)


class SheetPreview(taking.TakingDialog):
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
        title = self.tr("{} from {}").format(about.plural, shortened(name)).replace("&", "&&")
        self.say(self.tr("Rows from a sheet"), title, self._said(incoming))
        heads = [self.tr("Line"), self.tr("Row"), self.tr("Is"), self.tr("What or why")]
        self.name_columns(heads, _WIDTHS, self.tr("Rows of the sheet and what becomes of them"))
        self._list(incoming)
        self._offer(incoming, lambda: take(incoming))

    def _said(self, incoming: Incoming) -> str:
        said = [self.tr("{}. Nothing is written yet.").format(capitalised(incoming.said()))]
        if incoming.unknown:
            heads = ", ".join(f"“{shortened(head)}”" for head in incoming.unknown)
            said.append(self.tr("Columns that mean nothing here are left out: {}.").format(heads))
        return " ".join(said)

    def _list(self, incoming: Incoming) -> None:
        from tpm_desktop.exchange.sheets import Fate

        pictures = {Fate.REFUSED: "warning", Fate.CHANGED: "edit", Fate.ADDED: "plus"}
        kinds = ([_shown(row, picture) for row in incoming.of(fate)] for fate, picture in pictures.items())
        self.list_fates(kinds, called=1, picture=2)

    def _offer(self, incoming: Incoming, take: Callable[[], object]) -> None:
        from tpm_desktop.exchange.sheets import Fate

        count = len(incoming.of(Fate.ADDED)) + len(incoming.of(Fate.CHANGED))
        others = incoming.of(Fate.REFUSED)
        one = self.tr("Take the other row") if others else self.tr("Take the row")
        many = self.tr("Take the other {} rows") if others else self.tr("Take {} rows")
        offered = one if count == 1 else many.format(count)
        leave = self.tr("Take nothing") if count else self.tr("Close")
        self.offer(offered if count else "", leave, take)


def _shown(row: IncomingRow, picture: str) -> taking.Fate:
    texts = [str(row.line), shortened(row.called), capitalised(str(row.fate)), shortened("; ".join(row.told))]
    return taking.Fate(texts, picture, "\n".join(row.told))
