"""The orders of a request: what each agrees, how far it has come, and the stages in which it is paid."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.inspector.page import Page
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.model.purchasing import PaymentStage
from tpm_desktop.plan.capital.book import read_books
from tpm_desktop.plan.capital.order_words import order_facts, order_title, stage_detail
from tpm_desktop.plan.capital.orders import Order

from .parts_list import PartsList


class OrdersPage(Page):
    """One after the other, each with its payment stages."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.nothing = QLabel()
        self.nothing.setWordWrap(True)
        mark(self.nothing, role="muted")
        self.column.addWidget(self.nothing)
        self.column.addStretch(1)
        self.stages: dict[str, PartsList] = {}
        self._told: list[QWidget] = []

    def load(self) -> None:
        for part in self._told:
            self.column.removeWidget(part)
            part.deleteLater()
        self._told = []
        one = len(self.ids) == 1
        books = read_books(self.session.program.plan.state.capital, self.ids if one else ())
        orders = books[0].orders if books else ()
        lacking = self.tr("Nothing is ordered yet: an approved request is ordered by its next step.")
        self.nothing.setText(lacking if one else self.tr("Select one request to see its orders."))
        self.nothing.setVisible(not orders)
        for order in orders:
            self._show(order)
        for gone in self.stages.keys() - {order.row.id for order in orders}:
            self.stages.pop(gone).deleteLater()

    def _show(self, order: Order) -> None:
        formats, told = self.session.formats, QWidget()
        facts = QFormLayout(told)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setHorizontalSpacing(16)
        facts.setVerticalSpacing(4)
        title = QLabel(order_title(order, formats))
        mark(title, role="caption")
        title.setWordWrap(True)
        facts.addRow(title)
        for label, said in order_facts(order, formats):
            name = QLabel(self.tr(label))
            mark(name, role="field")
            facts.addRow(name, QLabel(said))
        self._told.append(told)
        self.column.insertWidget(self.column.count() - 1, told)
        self._show_stages(order)

    def _show_stages(self, order: Order) -> None:
        part = self.stages.get(order.row.id)
        if part is None:
            heading = self.tr("Payment stages")
            part = PartsList(self.session, "payment_stage", heading, self, owner="order_id")
            self.stages[order.row.id] = part
        self.column.removeWidget(part)
        self.column.insertWidget(self.column.count() - 1, part)
        part.show_rows(order.row.id, [self._found(order, one) for one in order.stages])

    def _found(self, order: Order, stage: PaymentStage) -> Found:
        detail = stage_detail(stage, order, self.session.program.plan.state, self.session.formats)
        return Found(stage.title, detail, "", stage.id, "milestone")
