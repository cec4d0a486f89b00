"""Procurement: vendors, the packages that are bought, and how bids for them are compared."""

from __future__ import annotations

from datetime import date

from .fields import Choice, Kind, code, column, order, reference
from .procurement_life import PackageState
from .record import Record

WHOLE_WEIGHT = 10_000
"""Hundredths of a per cent that the weights of a package's criteria come to."""

SCORES = {0: "Not met", 1: "Poor", 2: "Weak", 3: "Adequate", 4: "Good", 5: "Excellent"}
BEST_SCORE = max(SCORES)
RATINGS = {1: "Poor", 2: "Weak", 3: "Adequate", 4: "Good", 5: "Excellent"}
_BUYING, _NEED, _AWARD = "Buying", "Need and delivery", "Award"


class Vendor(Record, table=True):
    """Somebody who sells to the program, or may."""

    code: str | None = code("V")
    name: str = column("Vendor", Kind.TITLE)
    offers: str | None = column("Offers", help="What can be bought there")
    rating: int | None = column("Rating", Kind.SCORE, choices=RATINGS)
    contact: str | None = column("Contact", help="By which role, desk or address it is reached")
    notes: str | None = column("Notes", Kind.NOTE)


class Strategy(Choice):
    """How a package is bought."""

    DIRECT = "direct", "Direct purchase"
    QUOTES = "quotes", "Quotes"
    TENDER = "tender", "Tender"
    FRAMEWORK = "framework", "Under a framework contract"


class ProcurementPackage(Record, table=True):
    """What is bought together: one scope, one need, one award."""

    __tablename__ = "procurement_package"

    code: str | None = code("PP")
    title: str = column("Procurement package", Kind.TITLE)
    project_id: str | None = reference("project", "Component project")
    state: PackageState = column(
        "State", Kind.STATUS, choices=PackageState, default=PackageState.PLANNED, required=True
    )
    scope: str | None = column("Scope", Kind.NOTE, help="What is bought, and what not")
    strategy: Strategy = column(
        "Strategy", Kind.CHOICE, choices=Strategy, default=Strategy.TENDER, required=True, group=_BUYING
    )
    owner_id: str | None = reference("resource", "Buyer", group=_BUYING)
    account_id: str | None = reference("account", "Account", help="Whose budget pays", group=_BUYING)
    estimate: int | None = column("Estimate", Kind.MONEY, minimum=0, group=_BUYING)
    need_task_id: str | None = reference(
        "task",
        "Needed by task",
        help="Its start is the need, unless a day is given",
        promises=True,
        group=_NEED,
    )
    needed_by: date | None = column("Needed by", Kind.DATE, help="Empty: when the task starts", group=_NEED)
    delivery_task_id: str | None = reference(
        "task", "Delivered with task", help="Its finish is the planned delivery", promises=True, group=_NEED
    )
    expected: date | None = column(
        "Told delivery",
        Kind.DATE,
        help="As the vendor last told; empty: of its orders, else of the bid, else of the task",
        group=_NEED,
    )
    decision_id: str | None = reference("decision", "Award decision", recorded=True, group=_AWARD)
    award_reason: str | None = column("Why this bid", Kind.NOTE, group=_AWARD)


class PackageDate(Record, table=True):
    """When a package is planned to reach a state, and when it did."""

    __tablename__ = "package_date"

    package_id: str = reference("procurement_package", "Procurement package", required=True)
    state: PackageState = column(
        "State", Kind.CHOICE, choices=PackageState, default=PackageState.RFP, required=True
    )
    planned: date | None = column("Planned", Kind.DATE, help="Empty: the finish of its task")
    task_id: str | None = reference("task", "Task", help="Its finish is the plan", promises=True)
    reached: date | None = column("Reached", Kind.DATE, help="Entered by itself when the state is reached")
    notes: str | None = column("Notes", Kind.NOTE)


class BidCriterion(Record, table=True):
    """What bids for a package are judged by."""

    __tablename__ = "bid_criterion"

    package_id: str = reference("procurement_package", "Procurement package", required=True)
    title: str = column("Criterion", Kind.TITLE)
    weight: int = column(
        "Weight", Kind.SHARE, default=0, required=True, minimum=0, maximum=WHOLE_WEIGHT,
        help="Those of a package come to 100 %; a criterion that only knocks out may weigh nothing",
    )  # fmt: skip
    is_price: bool = column(
        "By price", Kind.FLAG, default=False, required=True,
        help="Scored by itself: the lowest price gets the best score, others in proportion",
    )  # fmt: skip
    least: int | None = column(
        "Knocks out below",
        Kind.SCORE,
        choices=SCORES,
        help="A bid with a lower score is out, whatever the rest",
    )
    how: str | None = column("How it is scored", Kind.NOTE)
    order: str | None = order()


class Bid(Record, table=True):
    """What a vendor offers for a package."""

    code: str | None = code("B")
    package_id: str = reference("procurement_package", "Procurement package", required=True)
    vendor_id: str = reference("vendor", "Vendor", required=True)
    price: int | None = column("Price", Kind.MONEY, minimum=0, adds_up=False)
    received: date | None = column("Received", Kind.DATE)
    valid_until: date | None = column("Valid until", Kind.DATE)
    delivers: date | None = column("Delivers by", Kind.DATE)
    disqualified: str | None = column("Disqualified because", help="Empty: it is in the running")
    awarded: bool = column("Awarded", Kind.FLAG, default=False, required=True, recorded=True)
    notes: str | None = column("Notes", Kind.NOTE)


class BidScore(Record, table=True):
    """How well a bid meets a criterion."""

    __tablename__ = "bid_score"

    bid_id: str = reference("bid", "Bid", required=True)
    criterion_id: str = reference("bid_criterion", "Criterion", required=True)
    score: int = column("Score", Kind.SCORE, choices=SCORES, default=0, required=True)
    reason: str | None = column("Why", Kind.NOTE)
