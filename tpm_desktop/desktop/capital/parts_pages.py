"""What a request asks for and why: costs, quotes and alternatives; cash flows and what they are worth."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.inspector.page import Page
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.model.capital import CapitalAlternative, CapitalCost, CapitalFlow, Quote
from tpm_desktop.plan.capital.book import Book, cost_of, read_books
from tpm_desktop.plan.capital.case import case_of, net
from tpm_desktop.plan.capital.words import case_facts

from .parts_list import PartsList


class _PartsPage(Page):
    """Lists of one request; of several nothing is shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._several = QLabel(self.tr("Select one request to see what belongs to it."))
        self._several.setWordWrap(True)
        mark(self._several, role="muted")
        self.column.addWidget(self._several)
        self.lists: dict[str, PartsList] = {}

    def _put(self, table: str, heading: str) -> None:
        self.lists[table] = PartsList(self.session, table, heading, self)
        self.column.addWidget(self.lists[table])

    def load(self) -> None:
        found = read_books(self.session.program.plan.state.capital, self.ids if len(self.ids) == 1 else ())
        book = found[0] if found else None
        self._several.setVisible(book is None)
        for part in self.lists.values():
            part.setVisible(book is not None)
        self.tell(book)

    def tell(self, book: Book | None) -> None:
        """Show one request, or none."""

    def money(self, amount: int | None) -> str:
        """An amount with its currency, empty for none."""
        return self.session.formats.money(amount, currency=True)


class CostsPage(_PartsPage):
    """Cost lines with what they come to, quotes and alternatives."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.total = QLabel()
        self.total.setWordWrap(True)
        self._put("capital_cost", self.tr("Costs"))
        self.column.addWidget(self.total)
        self._put("quote", self.tr("Quotes"))
        self._put("capital_alternative", self.tr("Alternatives"))
        self.column.addStretch(1)

    def tell(self, book: Book | None) -> None:
        self.total.setVisible(book is not None and bool(book.costs))
        if book is None:
            return
        request = book.request.id
        whole, capital = self.money(book.requested), self.money(book.capital)
        self.total.setText(self.tr("{} in all, of it {} capital").format(whole, capital))
        self.lists["capital_cost"].show_rows(request, [self._cost(one) for one in book.costs])
        self.lists["quote"].show_rows(request, [self._quote(one) for one in book.quotes])
        others = [self._alternative(one) for one in book.alternatives]
        self.lists["capital_alternative"].show_rows(request, others)

    def _cost(self, line: CapitalCost) -> Found:
        formats = self.session.formats
        pieces = f"{formats.integer(line.quantity)} × {formats.money(line.unit_price)}"
        treatment = line.treatment.label if line.treatment else self.tr("Capital or operating?")
        detail = " · ".join((treatment, pieces, formats.month(line.month)))
        return Found(f"{self.money(cost_of(line))} {line.title}", detail, "", line.id, "money")

    def _quote(self, one: Quote) -> Found:
        until = self.session.formats.date(one.valid_until, year=True)
        parts = [self.money(one.amount), self.tr("until {}").format(until) if until else ""]
        parts += [self.tr("chosen")] if one.chosen else []
        return Found(one.supplier, " · ".join(filter(None, parts)), "", one.id, "note")

    def _alternative(self, one: CapitalAlternative) -> Found:
        cost = self.tr("costs {}").format(self.money(one.cost)) if one.cost is not None else ""
        nothing = self.tr("do nothing") if one.do_nothing else ""
        detail = " · ".join(filter(None, (nothing, cost, one.why_not)))
        return Found(one.title, detail, "", one.id, "split")


class CasePage(_PartsPage):
    """The cash flows by year, and what follows from them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.facts = QFormLayout()
        self.facts.setHorizontalSpacing(16)
        self.facts.setVerticalSpacing(4)
        self.column.addLayout(self.facts)
        self._put("capital_flow", self.tr("Cash flows, year 0 is now"))
        self.column.addStretch(1)

    def tell(self, book: Book | None) -> None:
        while self.facts.rowCount():
            self.facts.removeRow(0)
        if book is None:
            return
        flows = [self._flow(one) for one in book.flows]
        self.lists["capital_flow"].show_rows(book.request.id, flows)
        case = case_of(book)
        for label, said in case_facts(case, self.session.formats) if case is not None else ():
            name, value = QLabel(self.tr(label)), QLabel(said)
            mark(name, role="field")
            value.setWordWrap(True)
            self.facts.addRow(name, value)

    def _flow(self, one: CapitalFlow) -> Found:
        formats = self.session.formats
        when = formats.date(one.paid_on, year=True) if one.paid_on else self.tr("Year {}").format(one.year)
        sum_ = formats.money(net(one), currency=True, sign=True)
        named = (
            (self.tr("outlay {}"), one.outlay),
            (self.tr("running cost {}"), one.running),
            (self.tr("benefit {}"), one.benefit),
        )
        detail = " · ".join(words.format(formats.money(amount)) for words, amount in named if amount)
        return Found(f"{when}: {sum_}", detail, "", one.id, "chart")
