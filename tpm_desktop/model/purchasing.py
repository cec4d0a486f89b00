"""What an approved request leads to: orders, receipts, invoices, payments, and assets in service."""

from __future__ import annotations

from datetime import date

from .capital import MOST_YEARS, AssetClass, Convention, DepreciationMethod
from .fields import OWN, Choice, Kind, code, column, currency, own_sum, reference
from .record import Record

MOST_SHARE = 10_000
_TERMS, _DEPRECIATION, _RETIRED = "Terms", "Depreciation", "Retirement"


class StageKind(Choice):
    """What falls due with a payment stage."""

    STAGE = "stage", "Stage payment"
    RELEASE = "release", "Release of retention"


class PurchaseOrder(Record, table=True):
    """An order to a supplier, with the terms that its receipts and invoices are held to."""

    __tablename__ = "purchase_order"

    code: str | None = code("PO")
    title: str = column("Purchase order", Kind.TITLE)
    request_id: str = reference("capital_request", "Capital request", required=True)
    supplier: str | None = column("Supplier", Kind.TEXT)
    package_id: str | None = reference("procurement_package", "Procurement package")
    contract_id: str | None = reference("contract", "Contract")
    ordered: date = column("Ordered", Kind.DATE, required=True)
    due: date | None = column(
        "Delivery expected",
        Kind.DATE,
        help="In its month counts as committed what is not invoiced; empty: in the month of the order",
    )
    buyer_id: str | None = reference("resource", "Buyer")
    quantity: int = column("Quantity", Kind.NUMBER, default=1, required=True, minimum=1, maximum=10**9)
    unit_price: int = column("Unit price", Kind.MONEY, default=0, required=True, minimum=0, adds_up=False)
    advance: int | None = column(
        "Advance",
        Kind.SHARE,
        minimum=0,
        maximum=MOST_SHARE,
        group=_TERMS,
        help="May be invoiced before receipt",
    )
    retention: int | None = column(
        "Retention",
        Kind.SHARE,
        minimum=0,
        maximum=MOST_SHARE,
        group=_TERMS,
        help="Kept back of each invoice until final acceptance",
    )
    price_share: int | None = column(
        "Invoices may be dearer by", Kind.SHARE, minimum=0, maximum=MOST_SHARE, group=_TERMS
    )
    price_sum: int | None = column("And by at most", Kind.MONEY, minimum=0, adds_up=False, group=_TERMS)
    payment_days: int | None = column(
        "Payment within", Kind.NUMBER, unit="days", minimum=0, maximum=365, group=_TERMS
    )
    currency: str | None = currency("Of its prices, such as EUR; its invoices and payments are in it too")
    own_unit_price: str | None = own_sum("unit_price", "Unit price in its currency", "ordered")
    own_price_sum: str | None = own_sum("price_sum", "Dearer by at most, in its currency", "ordered")
    total: int | None = column(
        "Comes to", Kind.MONEY, shown=False, group=OWN, help="All of it, converted once; of its own currency"
    )
    accepted: date | None = column(
        "Final acceptance", Kind.DATE, group=_TERMS, help="Releases what is retained"
    )
    notes: str | None = column("Notes", Kind.NOTE)


class PaymentStage(Record, table=True):
    """A part of an order that falls due with an event: of its price, or of what is retained."""

    __tablename__ = "payment_stage"

    title: str = column("Payment stage", Kind.TITLE)
    order_id: str = reference("purchase_order", "Purchase order", required=True)
    kind: StageKind = column("Kind", Kind.CHOICE, choices=StageKind, default=StageKind.STAGE, required=True)
    share: int = column(
        "Share",
        Kind.SHARE,
        required=True,
        default=MOST_SHARE,
        minimum=1,
        maximum=MOST_SHARE,
        help="Of the order; of a release: of what is retained",
    )
    task_id: str | None = reference("task", "When this is finished")
    due: date | None = column("Or on", Kind.DATE, help="A day that goes before the task’s finish")
    days: int | None = column("And later by", Kind.NUMBER, unit="days", minimum=0, maximum=3650)
    met: date | None = column(
        "Happened on", Kind.DATE, help="From then on the stage can be invoiced, or what is released be paid"
    )
    notes: str | None = column("Notes", Kind.NOTE)


class Receipt(Record, table=True):
    """What came of an order on a day."""

    order_id: str = reference("purchase_order", "Purchase order", required=True)
    received: date = column("Received", Kind.DATE, required=True)
    quantity: int = column("Quantity", Kind.NUMBER, required=True, minimum=1, maximum=10**9)
    receiver_id: str | None = reference("resource", "Receiver")
    accepted: bool = column("Accepted", Kind.FLAG, default=True, required=True)
    note: str | None = column("Acceptance note", Kind.NOTE)


class Invoice(Record, table=True):
    """What a supplier asks for what was received, or in advance."""

    number: str = column("Invoice", Kind.TITLE)
    order_id: str = reference("purchase_order", "Purchase order", required=True)
    dated: date = column("Dated", Kind.DATE, required=True)
    month: date | None = column(
        "Counts in", Kind.MONTH, help="The month of the budget that bears it; empty: the month of its date"
    )
    quantity: int | None = column(
        "Quantity", Kind.NUMBER, minimum=0, maximum=10**9, help="Empty for an advance or a part of the price"
    )
    amount: int = column("Amount", Kind.MONEY, required=True, minimum=1)
    for_advance: bool = column(
        "For an advance",
        Kind.FLAG,
        default=False,
        required=True,
        help="Nothing is retained of it; later invoices set it off",
    )
    recovered: int | None = column(
        "Advance set off",
        Kind.MONEY,
        minimum=0,
        help="By how much the amount is less, since that was paid in advance",
    )
    currency: str | None = currency("That of its order")
    own_amount: str | None = own_sum("amount", "In its currency", "dated")
    own_recovered: str | None = own_sum("recovered", "Advance set off, in its currency", "dated")
    booked_by_id: str | None = reference("resource", "Booked by")
    price_agreed_by_id: str | None = reference(
        "resource", "Price agreed by", help="Who has agreed to a price above the order's"
    )
    notes: str | None = column("Notes", Kind.NOTE)


class Payment(Record, table=True):
    """What was paid of an invoice on a day."""

    invoice_id: str = reference("invoice", "Invoice", required=True)
    paid: date = column("Paid", Kind.DATE, required=True)
    amount: int = column("Amount", Kind.MONEY, required=True, minimum=1)
    currency: str | None = currency("That of its order")
    own_amount: str | None = own_sum("amount", "In its currency", "paid")
    payer_id: str | None = reference("resource", "Payer")
    notes: str | None = column("Notes", Kind.NOTE)


class Asset(Record, table=True):
    """A thing in service, and how its cost is charged over its life."""

    code: str | None = code("FA")
    title: str = column("Asset", Kind.TITLE)
    request_id: str = reference("capital_request", "Capital request", required=True)
    asset_class: AssetClass = column(
        "Asset class", Kind.CHOICE, choices=AssetClass, default=AssetClass.HARDWARE, required=True
    )
    in_service: date = column("In service", Kind.DATE, required=True)
    cost: int = column("Cost", Kind.MONEY, required=True, minimum=0, default=0)
    owner_id: str | None = reference("resource", "Owner")
    location: str | None = column("Location", Kind.TEXT)
    tag: str | None = column("Tag", Kind.TEXT)
    method: DepreciationMethod = column(
        "Method",
        Kind.CHOICE,
        choices=DepreciationMethod,
        default=DepreciationMethod.STRAIGHT_LINE,
        required=True,
        group=_DEPRECIATION,
    )
    convention: Convention = column(
        "Begins", Kind.CHOICE, choices=Convention, default=Convention.MONTH_AFTER, required=True,
        group=_DEPRECIATION,
    )  # fmt: skip
    life: int = column(
        "Useful life",
        Kind.NUMBER,
        unit="months",
        required=True,
        minimum=1,
        maximum=MOST_YEARS * 12,
        group=_DEPRECIATION,
    )
    residual: int | None = column("Residual value", Kind.MONEY, minimum=0, group=_DEPRECIATION)
    retired: date | None = column("Retired", Kind.DATE, group=_RETIRED)
    proceeds: int | None = column("Proceeds", Kind.MONEY, minimum=0, group=_RETIRED)
    notes: str | None = column("Notes", Kind.NOTE)


class AssetChange(Record, table=True):
    """What changes of an asset's remaining life or book value from a day on; nothing is restated."""

    __tablename__ = "asset_change"

    reason: str = column("Reason", Kind.TITLE)
    asset_id: str = reference("asset", "Asset", required=True)
    changed: date = column("From", Kind.DATE, required=True, help="It counts from the beginning of its month")
    life: int | None = column(
        "Life left", Kind.NUMBER, unit="months", minimum=1, maximum=MOST_YEARS * 12, help="Empty: as it was"
    )
    written_off: int | None = column(
        "Written off", Kind.MONEY, minimum=0, help="An impairment, or what a retired part was still worth"
    )
    approved_by_id: str | None = reference("resource", "Approved by")
