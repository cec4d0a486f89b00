"""Capital requests with all that is part of them, and the purchases that they lead to."""

from __future__ import annotations

from tpm_desktop.model.capital import (
    CapitalAlternative,
    CapitalCost,
    CapitalFlow,
    CapitalRequest,
    CapitalStep,
    Quote,
)
from tpm_desktop.model.capital_life import DECISIONS
from tpm_desktop.model.entry import Area, TableEntry, part
from tpm_desktop.model.purchasing import (
    Asset,
    AssetChange,
    Invoice,
    Payment,
    PaymentStage,
    PurchaseOrder,
    Receipt,
)

_MONEY = Area.MONEY

CAPITAL: tuple[TableEntry, ...] = (
    TableEntry(
        CapitalRequest,
        "Capital request",
        "Capital requests",
        _MONEY,
        "requirement",
        ("code", "title", "project_id"),
        belongs_here="What shall be spent on things that serve for years, and how far each request has come",
        settled=("state", ("approved", "rejected")),
        steps=("state", DECISIONS),
    ),
    part(
        CapitalCost, "Cost line", "Cost lines", _MONEY, "requirement",
        "title", "kind", "stage", "month", "quantity", "unit_price", "tax", "treatment", "reason",
        called_by=("request_id", "month"),
    ),
    part(
        CapitalAlternative, "Alternative", "Alternatives", _MONEY, "requirement",
        "title", "do_nothing", "cost", "benefit", "why_not",
        called_by=("request_id",),
    ),
    part(
        CapitalFlow, "Cash flow", "Cash flows", _MONEY, "chart",
        "year", "paid_on", "outlay", "running", "benefit",
        only_one=("request_id", "year"), amounts=True,
        called_by=("request_id", "year"),
    ),
    part(
        Quote, "Quote", "Quotes", _MONEY, "note",
        "supplier", "amount", "quoted", "valid_until", "chosen", amounts=True,
        called_by=("request_id", "quoted"),
    ),
    part(
        CapitalStep, "Capital step", "Capital steps", _MONEY, "history",
        "request_id", "state", "taken", "by_id", "role", "amount", "note",
        called_by=("request_id", "state", "taken"),
    ),
    TableEntry(
        PurchaseOrder,
        "Purchase order",
        "Purchase orders",
        _MONEY,
        "send",
        ("code", "title", "request_id", "supplier", "ordered", "due"),
        belongs_here="What was ordered on approved capital requests, and on which terms",
        asked=(
            "title", "request_id", "supplier", "ordered", "due", "buyer_id", "quantity", "currency",
            "unit_price", "advance", "retention",
        ),
    ),
    TableEntry(
        PaymentStage,
        "Payment stage",
        "Payment stages",
        _MONEY,
        "milestone",
        ("title", "order_id", "kind", "share", "task_id", "due", "met"),
        belongs_here="What of orders falls due with which event, and when what is retained is released",
        asked=("title", "order_id", "kind", "share", "task_id", "due", "days", "met"),
        called_by=("order_id",),
    ),
    TableEntry(
        Receipt,
        "Receipt",
        "Receipts",
        _MONEY,
        "delivery",
        ("order_id", "received", "quantity", "receiver_id", "accepted", "note"),
        belongs_here="What came of the orders",
        asked=("order_id", "received", "quantity", "receiver_id", "accepted", "note"),
        called_by=("order_id", "received"),
    ),
    TableEntry(
        Invoice,
        "Invoice",
        "Invoices",
        _MONEY,
        "money",
        ("number", "order_id", "dated", "quantity", "amount", "booked_by_id", "price_agreed_by_id"),
        belongs_here="What suppliers ask for what was received",
        asked=(
            "number", "order_id", "dated", "month", "quantity", "currency", "amount", "for_advance",
            "recovered", "booked_by_id",
        ),
        only_one=("order_id", "number"),
        amounts=True,
        called_by=("order_id",),
    ),
    TableEntry(
        Payment,
        "Payment",
        "Payments",
        _MONEY,
        "success",
        ("invoice_id", "paid", "amount", "payer_id"),
        belongs_here="What was paid of the invoices",
        asked=("invoice_id", "paid", "currency", "amount", "payer_id"),
        amounts=True,
        called_by=("invoice_id", "paid"),
    ),
    TableEntry(
        Asset,
        "Asset",
        "Assets",
        _MONEY,
        "tag",
        ("code", "title", "request_id", "in_service", "cost", "life", "retired"),
        belongs_here="What is in service, and how its cost is charged over its life",
        asked=(
            "title", "request_id", "in_service", "cost", "owner_id", "location", "tag", "method",
            "convention", "life", "residual",
        ),
    ),
    TableEntry(
        AssetChange,
        "Change of an asset",
        "Changes of assets",
        _MONEY,
        "split",
        ("reason", "asset_id", "changed", "life", "written_off", "approved_by_id"),
        belongs_here="What has changed of the remaining life or the book value of assets",
        asked=("reason", "asset_id", "changed", "life", "written_off", "approved_by_id"),
        amounts=True,
        called_by=("asset_id", "changed"),
    ),
)  # fmt: skip
