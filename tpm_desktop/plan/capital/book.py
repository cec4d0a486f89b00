"""One capital request with all that is part of it: its amounts, and the stage that follows from them.

Amounts are whole minor units of the program's currency.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from tpm_desktop.finance.depreciation import Change, Convention, Method, Terms
from tpm_desktop.finance.fiscal_calendar import CALENDAR_YEARS, FiscalCalendar
from tpm_desktop.finance.fiscal_year import fiscal_year
from tpm_desktop.finance.macrs import late_shares, mid_quarter
from tpm_desktop.finance.purchasing import ceiling
from tpm_desktop.model.capital import (
    CapitalAlternative,
    CapitalCost,
    CapitalFlow,
    CapitalRequest,
    CapitalState,
    CapitalStep,
    DepreciationMethod,
    Quote,
)
from tpm_desktop.model.capital_life import Stage
from tpm_desktop.model.finance import Treatment
from tpm_desktop.model.purchasing import (
    Asset,
    AssetChange,
    Invoice,
    Payment,
    PaymentStage,
    PurchaseOrder,
    Receipt,
)
from tpm_desktop.model.record import Record

from .counting import Counted
from .invoice_numbers import booked_twice
from .orders import Billed, Order
from .rows import CapitalRows

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Book:
    """All of one request; the steps are in order of their dates.

    counted: what of the orders is open and what is spent, as the budget counts it; none of an unsaved edit.
    changes: by asset, in order of their dates; by_macrs: month of entry into service and cost of all the
    program's assets by MACRS, which decide on its convention together; fiscal: says in which month days fall;
    twice: by invoice of any request the order that has one of the same number from the same supplier.
    """

    request: CapitalRequest
    costs: tuple[CapitalCost, ...]
    alternatives: tuple[CapitalAlternative, ...]
    flows: tuple[CapitalFlow, ...]
    quotes: tuple[Quote, ...]
    steps: tuple[CapitalStep, ...]
    orders: tuple[Order, ...]
    assets: tuple[Asset, ...]
    counted: tuple[Counted, ...] = ()
    changes: Mapping[str, tuple[AssetChange, ...]] = field(default_factory=dict)
    by_macrs: tuple[tuple[int, int], ...] = ()
    fiscal: FiscalCalendar = CALENDAR_YEARS
    twice: Mapping[str, PurchaseOrder] = field(default_factory=dict)

    def terms(self, asset: Asset, starts_in: int) -> Terms:
        """What an asset of it is depreciated by, its changes with it."""
        terms = terms_of(asset, self.fiscal)
        late = terms.method is Method.MACRS and fiscal_year(terms.in_service, starts_in) in mid_quarter(
            self.by_macrs, starts_in
        )
        changes = tuple(
            Change(self.fiscal.month_of(one.changed), one.life, one.written_off or 0)
            for one in self.changes.get(asset.id, ())
        )
        return replace(terms, changes=changes, mid_quarter=late)

    def late_share(self, terms: Terms, starts_in: int) -> int:
        """Of the MACRS cost of the terms' year the share, of 10000, entering service in its last quarter."""
        shares = late_shares(self.by_macrs, starts_in)
        return shares.get(fiscal_year(terms.in_service, starts_in), 0)

    @property
    def requested(self) -> int:
        return sum(map(cost_of, self.costs))

    @property
    def capital(self) -> int:
        """What of the request is capital."""
        return sum(cost_of(line) for line in self.costs if line.treatment is Treatment.CAPEX)

    @property
    def approval(self) -> CapitalStep | None:
        """The approval that holds: the last one, also while more is asked for."""
        return next((one for one in reversed(self.steps) if one.state is CapitalState.APPROVED), None)

    @property
    def approved(self) -> int:
        return (self.approval.amount or 0) if self.approval else 0

    @property
    def ceiling(self) -> int:
        """Up to where orders may go."""
        return ceiling(self.approved, self.request.tolerance or 0)

    @property
    def committed(self) -> int:
        return sum(one.terms.amount for one in self.orders)

    @property
    def received(self) -> int:
        return sum(one.received for one in self.orders)

    @property
    def accepted(self) -> int:
        return sum(one.accepted for one in self.orders)

    @property
    def open(self) -> int:
        """Ordered and not spent, as the budget counts it."""
        return sum(one.open for one in self.counted)

    @property
    def spent(self) -> int:
        """As the budget counts it: by invoice, or by the posting that speaks for it."""
        return sum(one.spent for one in self.counted)

    @property
    def invoiced(self) -> int:
        return sum(one.invoiced for one in self.orders)

    @property
    def paid(self) -> int:
        return sum(one.paid for one in self.orders)

    @property
    def retained(self) -> int:
        return sum(one.retained for one in self.orders)

    @property
    def advance_left(self) -> int:
        """What was invoiced in advance and isn't set off yet."""
        return sum(one.advanced - one.recovered for one in self.orders)

    @property
    def capitalised(self) -> int:
        return sum(one.cost for one in self.assets)

    def bought(self, day: date) -> Stage | None:
        """How far the purchase has come by a day; None while nothing is ordered."""
        if self.assets:
            if all(one.retired and one.retired <= day for one in self.assets):
                return Stage.RETIRED
            month = self.fiscal.month_of(day)
            charging = any(first_month(terms_of(one, self.fiscal)) <= month for one in self.assets)
            return Stage.DEPRECIATING if charging else Stage.IN_SERVICE
        if not self.orders:
            return None
        if not self.received:
            return Stage.ORDERED  # whatever was invoiced and paid in advance
        return Stage.PAID if self.paid else Stage.INVOICED if self.invoiced else Stage.RECEIVED

    def stage(self, day: date) -> Stage:
        """How far it has come by a day: what was decided, and once it is approved what was bought."""
        state = self.request.state
        if state in (CapitalState.APPROVED, CapitalState.CLOSED):
            return self.bought(day) or Stage(state.value)
        return Stage(state.value)

    def is_partly(self, stage: Stage) -> bool:
        """Whether a stage of the purchase is reached by a part of what was ordered only."""
        read = {Stage.RECEIVED: "received", Stage.INVOICED: "invoiced", Stage.PAID: "paid"}.get(stage)
        if read is None or not getattr(self, read):
            return False
        own = [order.in_its_currency() for order in self.orders]  # whatever the rates have made of them
        return any(getattr(order, read) < order.terms.amount for order in own)


def cost_of(line: CapitalCost) -> int:
    """What a cost line comes to, tax included."""
    if line.total is not None:
        return line.total
    return line.quantity * line.unit_price + (line.tax or 0)


def terms_of(asset: Asset, fiscal: FiscalCalendar) -> Terms:
    """What depreciation was agreed to be computed from, without what has changed since."""
    return Terms(
        cost=asset.cost,
        residual=asset.residual or 0,
        life=asset.life,
        method=Method(asset.method.value),
        convention=Convention(asset.convention.value),
        in_service=fiscal.month_of(asset.in_service),
        retired=fiscal.month_of(asset.retired) if asset.retired else None,
    )


def first_month(terms: Terms) -> int:
    """The month in which charging begins."""
    by_month = terms.method is not Method.MACRS and terms.convention is Convention.MONTH_AFTER
    return terms.in_service + by_month


def read_books(rows: CapitalRows, request_ids: Iterable[str] | None = None) -> list[Book]:
    """The requests with all that is part of them, in order of their making; all unless asked for some."""
    wanted = rows.all(CapitalRequest)
    if request_ids is not None:
        wanted = {row_id: wanted[row_id] for row_id in request_ids if row_id in wanted}
    paid = _by(rows.all(Payment).values(), lambda row: row.invoice_id, lambda row: (row.paid, row.id))
    received = _by(rows.all(Receipt).values(), lambda row: row.order_id, lambda row: (row.received, row.id))
    billed = _by(rows.all(Invoice).values(), lambda row: row.order_id, lambda row: (row.dated, row.id))
    stages = _by(rows.all(PaymentStage).values(), lambda row: row.order_id, lambda row: (row.id,))
    orders = _by(rows.all(PurchaseOrder).values(), lambda row: row.request_id, lambda r: (r.ordered, r.id))
    costs = _by(rows.all(CapitalCost).values(), lambda row: row.request_id, lambda r: (r.order or "", r.id))
    others = _by(
        rows.all(CapitalAlternative).values(), lambda row: row.request_id, lambda r: (r.order or "", r.id)
    )
    flows = _by(rows.all(CapitalFlow).values(), lambda row: row.request_id, lambda row: (row.year, row.id))
    quotes = _by(rows.all(Quote).values(), lambda row: row.request_id, lambda row: (row.supplier, row.id))
    steps = _by(rows.all(CapitalStep).values(), lambda row: row.request_id, lambda row: (row.taken, row.id))
    changes = _by(rows.all(AssetChange).values(), lambda r: r.asset_id, lambda row: (row.changed, row.id))
    by_macrs = tuple(
        (rows.fiscal.month_of(one.in_service), one.cost)
        for one in rows.all(Asset).values()
        if one.method is DepreciationMethod.MACRS
    )
    twice = booked_twice(rows.all(Invoice).values(), rows.all(PurchaseOrder))
    assets = _by(rows.all(Asset).values(), lambda r: r.request_id, lambda row: (row.in_service, row.id))

    def order(row: PurchaseOrder) -> Order:
        invoices = tuple(Billed(one, paid.get(one.id, ())) for one in billed.get(row.id, ()))
        return Order(row, received.get(row.id, ()), invoices, stages.get(row.id, ()))

    return [
        Book(
            request=request,
            costs=costs.get(row_id, ()),
            alternatives=others.get(row_id, ()),
            flows=flows.get(row_id, ()),
            quotes=quotes.get(row_id, ()),
            steps=steps.get(row_id, ()),
            orders=tuple(map(order, orders.get(row_id, ()))),
            assets=assets.get(row_id, ()),
            counted=rows.counted.get(row_id, ()),
            changes=changes,
            by_macrs=by_macrs,
            fiscal=rows.fiscal,
            twice=twice,
        )
        for row_id, request in sorted(wanted.items())
    ]


def _by(
    rows: Iterable[R], owner: Callable[[R], str], key: Callable[[R], tuple[object, ...]]
) -> dict[str, tuple[R, ...]]:
    found: dict[str, list[R]] = {}
    for row in sorted(rows, key=key):
        found.setdefault(owner(row), []).append(row)
    return {owned: tuple(listed) for owned, listed in found.items()}
