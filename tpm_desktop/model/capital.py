"""Capital requests: what is asked for, why, at what cost, and each decision about it."""

from __future__ import annotations

from datetime import date

from .fields import OWN, Choice, Kind, code, column, currency, order, own_sum, reference
from .finance import Treatment
from .policy import Role
from .record import Record

MOST_YEARS, MOST_RATE = 40, 3000


class CapitalState(Choice):
    """What was decided of a request; how far the purchase has come follows from its orders."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    REVIEWED = "reviewed", "Reviewed"
    DEFERRED = "deferred", "Deferred"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"
    CLOSED = "closed", "Closed"


class AssetClass(Choice):
    """What kind of thing is bought or built."""

    HARDWARE = "hardware", "Hardware"
    NETWORK = "network", "Network"
    SOFTWARE_BOUGHT = "software_bought", "Software, bought"
    SOFTWARE_BUILT = "software_built", "Software, built"
    CLOUD = "cloud", "Cloud implementation"
    FACILITY = "facility", "Facility"
    FURNITURE = "furniture", "Furniture"


class RequestKind(Choice):
    """Why it is asked for."""

    NEW = "new", "New"
    REPLACEMENT = "replacement", "Replacement"
    EXPANSION = "expansion", "Expansion"
    COMPLIANCE = "compliance", "Compliance"
    UPGRADE = "upgrade", "Upgrade"


class Funding(Choice):
    """What the money comes from."""

    CAPITAL_PLAN = "capital_plan", "Capital plan"
    OPERATING = "operating", "Operating budget"
    GRANT = "grant", "Grant"
    CONTINGENCY = "contingency", "Contingency"


class Level(Choice):
    """A risk in three words."""

    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class CostKind(Choice):
    """What a cost is for, on which hangs whether it is capital."""

    PRICE = "price", "Price"
    FREIGHT = "freight", "Freight and duties"
    INSTALLATION = "installation", "Installation"
    TESTING = "testing", "Testing"
    LICENCE = "licence", "Licence held"
    DESIGN = "design", "Design"
    CODING = "coding", "Coding"
    CONFIGURATION = "configuration", "Configuration"
    CONVERSION_SOFTWARE = "conversion_software", "Conversion software"
    INTEREST = "interest", "Interest"
    EVALUATION = "evaluation", "Evaluation"
    DATA_CONVERSION = "data_conversion", "Data conversion"
    TRAINING = "training", "Training"
    MAINTENANCE = "maintenance", "Maintenance"
    OVERHEAD = "overhead", "Overhead"
    CLOUD_FEES = "cloud_fees", "Cloud fees"


class ProjectStage(Choice):
    """Where a software project stands when a cost arises."""

    PRELIMINARY = "preliminary", "Preliminary"
    DEVELOPMENT = "development", "Development"
    OPERATION = "operation", "Operation"


class DepreciationMethod(Choice):
    """How the cost of an asset is spread over its life."""

    STRAIGHT_LINE = "straight_line", "Straight line"
    DECLINING = "declining", "Double declining"
    MACRS = "macrs", "MACRS"


class Convention(Choice):
    """When depreciation begins."""

    MONTH_AFTER = "month_after", "The month after"
    FULL_MONTH = "full_month", "The month itself"
    HALF_YEAR = "half_year", "Half a year"


_CASE, _USE, _DECISION = "Business case", "Use and depreciation", "Decision"


class CapitalRequest(Record, table=True):
    """A request to spend on something that serves for years."""

    __tablename__ = "capital_request"

    code: str | None = code("CAP")
    title: str = column("Capital request", Kind.TITLE)
    project_id: str | None = reference("project", "Component project")
    account_id: str | None = reference("account", "Cost account")
    kind: RequestKind = column(
        "Kind", Kind.CHOICE, choices=RequestKind, default=RequestKind.NEW, required=True
    )
    asset_class: AssetClass = column(
        "Asset class", Kind.CHOICE, choices=AssetClass, default=AssetClass.HARDWARE, required=True
    )
    funding: Funding = column(
        "Funding source", Kind.CHOICE, choices=Funding, default=Funding.CAPITAL_PLAN, required=True
    )
    in_plan: bool = column(
        "In the plan",
        Kind.FLAG,
        default=True,
        required=True,
        help="Not in it: the limits for unbudgeted sums hold",
    )
    requester_id: str | None = reference("resource", "Requester")
    sponsor_id: str | None = reference("resource", "Sponsor")
    justification: str | None = column("Justification", Kind.NOTE, group=_CASE)
    rate: int | None = column(
        "Discount rate", Kind.SHARE, minimum=0, maximum=MOST_RATE, group=_CASE, help="Up to 30 %"
    )
    need_date: date | None = column("Needed by", Kind.DATE, group=_CASE)
    order_by: date | None = column("Order by", Kind.DATE, group=_CASE)
    risk: Level | None = column("Risk", Kind.CHOICE, choices=Level, group=_CASE)
    security_reviewed: date | None = column("Security and privacy reviewed", Kind.DATE, group=_CASE)
    tendered: bool = column("Open tender held", Kind.FLAG, default=False, required=True, group=_CASE)
    sole_source: str | None = column("Why one supplier only", Kind.NOTE, group=_CASE)
    in_service_due: date | None = column("In service by", Kind.DATE, group=_USE)
    life: int | None = column(
        "Useful life", Kind.NUMBER, unit="months", minimum=1, maximum=MOST_YEARS * 12, group=_USE
    )
    residual: int | None = column("Residual value", Kind.MONEY, minimum=0, group=_USE)
    method: DepreciationMethod = column(
        "Depreciation",
        Kind.CHOICE,
        choices=DepreciationMethod,
        default=DepreciationMethod.STRAIGHT_LINE,
        required=True,
        group=_USE,
    )
    convention: Convention = column(
        "Begins", Kind.CHOICE, choices=Convention, default=Convention.MONTH_AFTER, required=True, group=_USE
    )
    replaces: str | None = column("Replaces", group=_USE, help="The asset that is retired for it")
    state: CapitalState = column(
        "State",
        Kind.STATUS,
        choices=CapitalState,
        default=CapitalState.DRAFT,
        required=True,
        recorded=True,
        group=_DECISION,
    )
    tolerance: int | None = column(
        "Orders may exceed it by", Kind.SHARE, minimum=0, maximum=MOST_RATE, group=_DECISION
    )
    approved_until: date | None = column("Approval holds until", Kind.DATE, recorded=True, group=_DECISION)
    look_again: date | None = column("Look again on", Kind.DATE, group=_DECISION)
    notes: str | None = column("Notes", Kind.NOTE)


class CapitalCost(Record, table=True):
    """What a request asks for: a line of cost, capital or operating by rule, with the reason."""

    __tablename__ = "capital_cost"

    request_id: str = reference("capital_request", "Capital request", required=True)
    title: str = column("Cost", Kind.TITLE)
    kind: CostKind = column("For", Kind.CHOICE, choices=CostKind, default=CostKind.PRICE, required=True)
    stage: ProjectStage | None = column("Stage", Kind.CHOICE, choices=ProjectStage)
    month: date = column(
        "Month", Kind.MONTH, required=True, help="When it is spent: the year of the capital plan"
    )
    quantity: int = column("Quantity", Kind.NUMBER, default=1, required=True, minimum=1, maximum=10**9)
    unit_price: int = column("Unit price", Kind.MONEY, default=0, required=True, minimum=0, adds_up=False)
    tax: int | None = column("Tax", Kind.MONEY, minimum=0)
    treatment: Treatment | None = column("Capital or operating", Kind.CHOICE, choices=Treatment)
    reason: str | None = column("Reason", Kind.TEXT, help="Why it is capital or operating")
    currency: str | None = currency()
    own_unit_price: str | None = own_sum("unit_price", "Unit price in its currency", "month", at_budget=True)
    own_tax: str | None = own_sum("tax", "Tax in its currency", "month", at_budget=True)
    total: int | None = column(
        "Comes to", Kind.MONEY, shown=False, group=OWN, help="All of it, converted once; of its own currency"
    )
    order: str | None = order()


class CapitalAlternative(Record, table=True):
    """Another way than the one that is asked for, and why not."""

    __tablename__ = "capital_alternative"

    request_id: str = reference("capital_request", "Capital request", required=True)
    title: str = column("Alternative", Kind.TITLE)
    do_nothing: bool = column("Do nothing", Kind.FLAG, default=False, required=True)
    cost: int | None = column("Cost", Kind.MONEY, adds_up=False)
    benefit: int | None = column("Benefit", Kind.MONEY, adds_up=False)
    why_not: str | None = column("Why not", Kind.NOTE, tells_amounts=True)
    order: str | None = order()


class CapitalFlow(Record, table=True):
    """The cash of a request in one year of its business case: 0 is now."""

    __tablename__ = "capital_flow"

    request_id: str = reference("capital_request", "Capital request", required=True)
    year: int = column("Year", Kind.NUMBER, required=True, minimum=0, maximum=MOST_YEARS)
    paid_on: date | None = column("Day", Kind.DATE, help="Given for all years, days count instead of years")
    outlay: int | None = column("Outlay", Kind.MONEY, minimum=0)
    running: int | None = column("Running cost", Kind.MONEY, minimum=0)
    benefit: int | None = column("Benefit", Kind.MONEY)


class Quote(Record, table=True):
    """What a supplier would ask."""

    request_id: str = reference("capital_request", "Capital request", required=True)
    supplier: str = column("Supplier", Kind.TITLE)
    amount: int | None = column("Amount", Kind.MONEY, minimum=0, adds_up=False)
    quoted: date | None = column("Dated", Kind.DATE)
    valid_until: date | None = column("Valid until", Kind.DATE)
    chosen: bool = column("Chosen", Kind.FLAG, default=False, required=True)
    currency: str | None = currency()
    own_amount: str | None = own_sum("amount", "In its currency", "quoted", at_budget=True)


class CapitalStep(Record, table=True):
    """One decision about a request: who took it, when, and about what sum. It stays as it was recorded."""

    __tablename__ = "capital_step"

    request_id: str = reference("capital_request", "Capital request", required=True)
    state: CapitalState = column("Step", Kind.STATUS, choices=CapitalState, required=True)
    taken: date = column("Date", Kind.DATE, required=True)
    by_id: str | None = reference("resource", "Person")
    role: Role | None = column("Role", Kind.CHOICE, choices=Role, help="In which role the person decided")
    amount: int | None = column("Amount", Kind.MONEY, minimum=0, adds_up=False)
    look_again: date | None = column("Look again on", Kind.DATE, help="Of what is deferred")
    note: str | None = column("Note", Kind.NOTE, tells_amounts=True)
