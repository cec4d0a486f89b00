"""Contingency and management reserve: what is left of each, and for which change what was drawn."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from tpm_desktop.desktop.lines_dialog import LinesDialog
from tpm_desktop.desktop.session import Session
from tpm_desktop.model.spending import Transfer
from tpm_desktop.plan.reserves import Held, remaining_work, reserves, rounded_share


class ReservesDialog(LinesDialog):
    """went: a reserve or a draw-down was asked for, by its table and id."""

    went = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session.tr("Contingency and management reserve"), parent)
        self.resize(900, 420)
        self._session = session
        heads = (self.tr("Reserve, draw-down"), self.tr("Change request"), self.tr("Opening"))
        self.head(
            (*heads, self.tr("Drawn"), self.tr("Released"), self.tr("Left"), self.tr("Of the opening")),
            (220, 200, 90, 90, 90, 90, 110),
            (2, 3, 4, 5, 6),
            self.tr("Reserves and what was drawn from them"),
        )
        state = session.program.plan.state
        drawn = {row.id: row for row in session.program.file.rows(Transfer)}
        held = reserves(state)
        for one in held:
            self._reserve(one)
            for transfer in (drawn[row_id] for row_id in one.draws):
                self._draw(transfer)
        self.summary.setText(self._said(held, remaining_work(state)))
        self.rows.itemActivated.connect(self._go)

    def _said(self, held: list[Held], work: int) -> str:
        if not held:
            return self.tr("No account is a reserve yet. Say so in the inspector of a cost account.")
        left, formats = sum(one.left for one in held), self._session.formats
        share = rounded_share(left, work)
        amount = formats.money(left, currency=True, whole=True)
        if share is None:
            return self.tr("{} are left; no work is left to cover.").format(amount)
        covers = formats.share(share, digits=2)
        return self.tr("{} are left, {} of the work that is left.").format(amount, covers)

    def _reserve(self, one: Held) -> None:
        formats = self._session.formats
        amounts = (one.opening, one.drawn, one.released, one.left)
        shown = [formats.money(amount, whole=True, dash=True) for amount in amounts]
        share = "" if one.share is None else formats.share(one.share, digits=2)
        name, kind = self._session.names.name("account", one.account_id), one.kind.label.partition(":")[0]
        said = name if kind.casefold() in name.casefold() else f"{name} ({kind.lower()})"
        self.line([said, "", *shown, share], ("account", one.account_id), bold=True)

    def _draw(self, transfer: Transfer) -> None:
        names, formats = self._session.names, self._session.formats
        change = transfer.change_id or ""
        about = " ".join((names.code("change_request", change), names.name("change_request", change)))
        amount = formats.money(transfer.amount, whole=True)
        text = f"{transfer.code or ''} {transfer.reason}"
        self.line([text, about.strip(), "", amount, "", "", ""], ("transfer", transfer.id))

    def _go(self, item: QTreeWidgetItem) -> None:
        key = self.key_of(item)
        if isinstance(key, tuple | list):
            self.accept()
            self.went.emit(*key)
