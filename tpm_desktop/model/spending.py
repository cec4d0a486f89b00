"""What happens to a budget: transfers, entries of cost, closed months, approved versions."""

from __future__ import annotations

from datetime import date

from .fields import OWN, Choice, Kind, code, column, currency, own_sum, reference
from .finance import MOST_PAYMENT_DAYS, Treatment
from .record import Record

_PAYMENT = "Payment"


class EntryKind(Choice):
    """What an entry of cost says."""

    ACTUAL = "actual", "Actual"
    ACCRUAL = "accrual", "Accrual"
    COMMITMENT = "commitment", "Commitment"


class Transfer(Record, table=True):
    """Budget that one account gives to another; what the first gives is what the second gets."""

    code: str | None = code("T")
    reason: str = column("Reason", Kind.TITLE)
    from_account_id: str = reference("account", "From account", required=True)
    from_month: date = column("From month", Kind.MONTH, required=True)
    to_account_id: str = reference("account", "To account", required=True)
    to_month: date = column("To month", Kind.MONTH, required=True)
    amount: int = column("Amount", Kind.MONEY, required=True, minimum=1)
    approved_by_id: str | None = reference("resource", "Approved by")
    approved_on: date | None = column("Approved on", Kind.DATE)
    change_id: str | None = reference("change_request", "Change request", help="What a reserve is drawn for")
    notes: str | None = column("Notes", Kind.NOTE)


class CarryOver(Record, table=True):
    """Budget that an account had not spent at the end of a fiscal year: what goes over, and what lapses."""

    __tablename__ = "carry_over"

    code: str | None = code("CO")
    reason: str = column("Reason", Kind.TITLE)
    account_id: str = reference("account", "Cost account", required=True)
    year: date = column("Year ends", Kind.MONTH, required=True, help="Any month of the fiscal year")
    amount: int = column("Carried over", Kind.MONEY, default=0, required=True, minimum=0)
    lapsed: int | None = column("Lapses", Kind.MONEY, minimum=0, help="Unspent and not carried over")
    asked_by_id: str | None = reference("resource", "Asked by")
    asked_on: date = column("Asked on", Kind.DATE, required=True, help="Before the year closes")
    approved_by_id: str | None = reference("resource", "Approved by")
    approved_on: date | None = column("Approved on", Kind.DATE)
    notes: str | None = column("Notes", Kind.NOTE)


class CostEntry(Record, table=True):
    """One sum that was ordered, received or booked on an account in a month."""

    __tablename__ = "cost_entry"

    code: str | None = code("E")
    text: str = column("What for", Kind.TITLE)
    kind: EntryKind = column(
        "Kind",
        Kind.CHOICE,
        choices=EntryKind,
        default=EntryKind.ACTUAL,
        required=True,
        help="Actual: invoiced or booked; accrual: received, not invoiced; commitment: ordered",
    )
    account_id: str = reference("account", "Cost account", required=True)
    month: date = column("Month", Kind.MONTH, required=True, help="The month that it counts in")
    amount: int = column("Amount", Kind.MONEY, required=True)
    number: str | None = column("Reference", help="The number of the invoice, order or posting")
    supplier: str | None = column("Supplier")
    day: date | None = column("Date", Kind.DATE)
    currency: str | None = currency("Of the sum on the invoice or order, such as EUR; empty: the program's")
    own_amount: str | None = own_sum("amount", "In its currency", "day", "month")
    rate: str | None = column("Agreed rate", help="Empty: that of the exchange rates on its date", group=OWN)
    payment_days: int | None = column(
        "Payment within",
        Kind.NUMBER,
        unit="days",
        minimum=0,
        maximum=MOST_PAYMENT_DAYS,
        help="Empty: as its order, else its account",
        group=_PAYMENT,
    )
    treatment: Treatment | None = column(
        "Capital or operating", Kind.CHOICE, choices=Treatment, help="Empty: as its account"
    )
    task_id: str | None = reference("task", "Task")
    settles_id: str | None = reference(
        "cost_entry", "Settles", help="The commitment that this invoice is for"
    )
    order_id: str | None = reference(
        "purchase_order", "Purchase order", help="The order that this speaks for: it counts in place of it"
    )
    invoice_id: str | None = reference(
        "invoice", "Invoice", help="The invoice that this speaks for: it counts in place of it"
    )
    concerns: date | None = column(
        "Corrects month", Kind.MONTH, help="The closed month that a correcting entry is about"
    )
    notes: str | None = column("Notes", Kind.NOTE)
    source: str | None = column("Source", shown=False)  # SHA-256 of the sheet that it came from
    origin: str | None = column("Origin", shown=False)  # mark of its line there, where that had no number


class ClosedMonth(Record, table=True):
    """A month whose figures stay as they are; what was wrong is corrected by an entry in an open month."""

    __tablename__ = "closed_month"

    month: date = column("Month", Kind.MONTH, required=True)
    closed_by_id: str | None = reference("resource", "Closed by")
    closed_on: date | None = column("Closed on", Kind.DATE)
    notes: str | None = column("Notes", Kind.NOTE)


class BudgetVersion(Record, table=True):
    """The budget as it was approved once; what it says by month lies in its lines."""

    __tablename__ = "budget_version"

    code: str | None = code("B")
    name: str = column("Budget version", Kind.TITLE)
    approved_by_id: str | None = reference("resource", "Approved by")
    approved_on: date | None = column("Approved on", Kind.DATE)
    reason: str | None = column("Reason", Kind.NOTE)
    round_id: str | None = reference(
        "estimate_round", "From estimate", help="The round of estimates that it was made from"
    )


class BudgetVersionLine(Record, table=True):
    """What an approved budget gave an account for a month."""

    __tablename__ = "budget_version_line"

    version_id: str = reference("budget_version", "Budget version", required=True)
    account_id: str = reference("account", "Cost account", required=True)
    month: date = column("Month", Kind.MONTH, required=True)
    treatment: Treatment = column(
        "Capital or operating", Kind.CHOICE, choices=Treatment, default=Treatment.OPEX, required=True
    )
    planned: int = column("Planned", Kind.MONEY, required=True)


class SheetHeading(Record, table=True):
    """Which column the heading of another system's sheet means, as it was agreed when one was first taken."""

    __tablename__ = "sheet_heading"

    table_name: str = column("Register", required=True, holds_table=True, help="What the sheet is taken into")
    heading: str = column("Heading", Kind.TITLE)
    field: str | None = column("Column", help="Empty: left out")
