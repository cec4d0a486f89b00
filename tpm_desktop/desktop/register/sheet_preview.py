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

_WIDTHS = (64, 200, 170)
_WHY = 200


class SheetPreview(taking.TakingDialog):
    """Refused rows first, with the reason, then what is perhaps there already and taken if ticked, then the
    changed and the new ones; others are only counted."""

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
        self._incoming = incoming
        self.found.itemChanged.connect(self._offer)
        self._offer()
        self.accepted.connect(lambda: take(incoming.with_duplicates(self.ticked())))

    def _said(self, incoming: Incoming) -> str:
        from tpm_desktop.exchange.sheets import Fate

        said = [self.tr("{}. Nothing is written yet.").format(capitalised(incoming.said()))]
        if incoming.of(Fate.DUPLICATE):
            said.append(self.tr("Tick those perhaps there already that are to be taken all the same."))
        if incoming.unknown:
            heads = ", ".join(f"“{shortened(head)}”" for head in incoming.unknown)
            said.append(self.tr("Columns that mean nothing here are left out: {}.").format(heads))
        return " ".join(said)

    def _list(self, incoming: Incoming) -> None:
        from tpm_desktop.exchange.sheets import Fate

        pictures = {
            Fate.REFUSED: "warning", Fate.DUPLICATE: "duplicate", Fate.CHANGED: "edit", Fate.ADDED: "plus",
        }  # fmt: skip
        kinds = (
            [_shown(row, picture, asked=fate is Fate.DUPLICATE) for row in incoming.of(fate)]
            for fate, picture in pictures.items()
        )
        self.list_fates(kinds, called=1, picture=2)

    def _offer(self) -> None:
        """Say on the buttons what would be taken, as it is ticked now."""
        from tpm_desktop.exchange.sheets import Fate

        incoming = self._incoming.with_duplicates(self.ticked())
        count = len(incoming.of(Fate.ADDED)) + len(incoming.of(Fate.CHANGED))
        others = incoming.of(Fate.REFUSED) or incoming.of(Fate.DUPLICATE)
        one = self.tr("Take the other row") if others else self.tr("Take the row")
        many = self.tr("Take the other {} rows") if others else self.tr("Take {} rows")
        offered = one if count == 1 else many.format(count)
        leave = self.tr("Take nothing") if count else self.tr("Close")
        self.offer(offered if count else "", leave)


def _shown(row: IncomingRow, picture: str, *, asked: bool) -> taking.Fate:
    texts = [
        str(row.line),
        shortened(row.called),
        capitalised(str(row.fate)),
        shortened("; ".join(row.told), _WHY),
    ]
    return taking.Fate(texts, picture, "\n".join(row.told), row.line if asked else None)
