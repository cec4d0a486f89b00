"""The named figures that rules of a policy may judge: what each is called, and how a breach is mended.

A rule names a metric, the check asks the subject for it, the findings say it and the editor offers it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """What a rule is about."""

    PROGRAM = "program"
    PROJECT = "project"
    ACCOUNT = "account"
    CHANGE = "change"
    CAPITAL_REQUEST = "capital_request"
    TRANSFER = "transfer"
    PURCHASE = "purchase"


SCOPE_WORDS = {
    Scope.PROGRAM: "Program",
    Scope.PROJECT: "Component project",
    Scope.ACCOUNT: "Cost account",
    Scope.CHANGE: "Change request",
    Scope.CAPITAL_REQUEST: "Capital request",
    Scope.TRANSFER: "Transfer",
    Scope.PURCHASE: "Purchase",
}


class Measure(StrEnum):
    """What the value of a metric is, and so how it is written in a rule, compared and shown."""

    MONEY = "money"  # int, minor units
    SHARE = "share"  # int, hundredths of a per cent
    INDEX = "index"  # Decimal
    COUNT = "count"  # int
    YEARS = "years"  # Decimal
    PERSON = "person"  # text that tells people apart
    ROLE = "role"  # one of `roles.ROLES`
    FLAG = "flag"  # bool


TENDER = 1_000_000
"""What a count of quotes is when an open tender was held: more than any count asks for."""


@dataclass(frozen=True, slots=True)
class Metric:
    """words: what people read; mend: what to do about a breach, where the rule itself doesn't say."""

    key: str
    words: str
    measure: Measure
    scopes: frozenset[Scope]
    mend: str


_EVERY = frozenset(Scope)
_REQUEST = frozenset({Scope.CAPITAL_REQUEST})
_BUYING = frozenset({Scope.CAPITAL_REQUEST, Scope.PURCHASE})
_ASKED = frozenset({Scope.CAPITAL_REQUEST, Scope.PURCHASE, Scope.TRANSFER, Scope.CHANGE})
_SPENT = frozenset({Scope.PROGRAM, Scope.PROJECT, Scope.ACCOUNT})
_WHOLE = frozenset({Scope.PROGRAM, Scope.PROJECT})
_ACCOUNT = frozenset({Scope.ACCOUNT})
_TRANSFER = frozenset({Scope.TRANSFER})
_PURCHASE = frozenset({Scope.PURCHASE})
_PROGRAM = frozenset({Scope.PROGRAM})
_PROJECT = frozenset({Scope.PROJECT})
_CHANGE = frozenset({Scope.CHANGE})

_HIGHER = "Send it to the level that the approval limits name"
_OTHER = "Let somebody else do one of the two"
_FORECAST = "Lower the forecast, or ask for a transfer or more budget"

METRICS: dict[str, Metric] = {
    one.key: one
    for one in (
        Metric("request_total", "total of the request", Measure.MONEY, _REQUEST, _HIGHER),
        Metric("change_cost", "cost of the chosen option", Measure.MONEY, _CHANGE, _HIGHER),
        Metric("purchase_total", "total of the purchase", Measure.MONEY, _PURCHASE, _HIGHER),
        Metric("transfer_total", "sum transferred", Measure.MONEY, _TRANSFER, _HIGHER),
        Metric(
            "sum_same_class_30_days",
            "requests of the same project and class within 30 days",
            Measure.MONEY,
            _REQUEST,
            "Join the requests and send them to the level that their sum asks for",
        ),
        Metric(
            "committed_over_approved",
            "committed above approved",
            Measure.SHARE,
            _REQUEST,
            "Ask for a supplement on the new total before ordering more",
        ),
        Metric(
            "committed_before_approval",
            "committed before approval",
            Measure.MONEY,
            _ASKED,
            "Take the order back until the request is approved",
        ),
        Metric("requester", "requester", Measure.PERSON, _ASKED, _OTHER),
        Metric("reviewer", "reviewer", Measure.PERSON, _ASKED, _OTHER),
        Metric("approver", "approver", Measure.PERSON, _ASKED, _OTHER),
        Metric("receiver", "receiver", Measure.PERSON, _BUYING, _OTHER),
        Metric("buyer", "buyer", Measure.PERSON, _BUYING, _OTHER),
        Metric("payer", "payer", Measure.PERSON, _BUYING, _OTHER),
        Metric("approver_role", "role of the approver", Measure.ROLE, _ASKED, _HIGHER),
        Metric("in_plan", "in the budget", Measure.FLAG, _ASKED, "Mark it as unbudgeted or find its budget"),
        Metric("quotes", "quotes", Measure.COUNT, _BUYING, "Get more quotes, or have a sole source approved"),
        Metric("approvers", "approvers", Measure.COUNT, _ASKED, "Let one more person approve"),
        Metric("alternatives", "alternatives", Measure.COUNT, _REQUEST, "Describe more alternatives"),
        Metric(
            "sole_source_approved",
            "sole source approved",
            Measure.FLAG,
            _BUYING,
            "Have the sole source approved with its reason",
        ),
        Metric(
            "unit_cost", "cost of one unit", Measure.MONEY, _REQUEST, "Treat it as operating, it is too small"
        ),
        Metric(
            "useful_life", "useful life", Measure.YEARS, _REQUEST, "Treat it as operating, it is used up soon"
        ),
        Metric(
            "advance_share",
            "largest advance of its orders",
            Measure.SHARE,
            _BUYING,
            "Agree on a smaller advance, or on payment stages",
        ),
        Metric("accepted_share", "accepted", Measure.SHARE, _REQUEST, "Accept all that was received first"),
        Metric("eac_over_budget", "forecast above budget", Measure.SHARE, _SPENT, _FORECAST),
        Metric("budget_total", "budget", Measure.MONEY, _SPENT, "Split it, or ask for approval"),
        Metric("outlook_total", "forecast", Measure.MONEY, _SPENT, _FORECAST),
        Metric(
            "contingency_share",
            "contingency of the budget",
            Measure.SHARE,
            _WHOLE,
            "Raise or lower the accounts that are reserves",
        ),
        Metric(
            "capital_share",
            "capital of the budget",
            Measure.SHARE,
            _SPENT,
            "Look at the treatment of the accounts",
        ),
        Metric(
            "transferred_share",
            "given away this year of the line",
            Measure.SHARE,
            _TRANSFER,
            "Have the sponsor approve the transfer",
        ),
        Metric(
            "capital_to_operating_sum",
            "moved from capital to operating",
            Measure.MONEY,
            _TRANSFER,
            "Transfer between lines of one treatment",
        ),
        Metric(
            "across_funding_sum",
            "moved to another funding source",
            Measure.MONEY,
            _TRANSFER,
            "Transfer between lines of one funding source",
        ),
        Metric(
            "management_reserve_sum",
            "drawn from the management reserve",
            Measure.MONEY,
            _TRANSFER,
            "Draw on the contingency, or have the sponsor approve it",
        ),
        Metric(
            "carry_share",
            "carried over of the budget",
            Measure.SHARE,
            _ACCOUNT,
            "Carry less over, the rest lapses",
        ),
        Metric(
            "days_asked_before_year_end",
            "days from the request to the end of the year",
            Measure.COUNT,
            _ACCOUNT,
            "Ask for the carry-over before the year closes",
        ),
        Metric(
            "period_open",
            "booked in open periods",
            Measure.FLAG,
            _ACCOUNT,
            "Book a correcting entry in the open period",
        ),
        Metric(
            "variance_share_unexplained",
            "variance without explanation",
            Measure.SHARE,
            _ACCOUNT,
            "Write cause, impact and action in the earned value view",
        ),
        Metric(
            "spent_before_approval",
            "spent without a budget",
            Measure.MONEY,
            _ACCOUNT,
            "Budget the account, or move the cost to one that has a budget",
        ),
        Metric(
            "budget_off_approval",
            "budget changed without approval",
            Measure.MONEY,
            _ACCOUNT,
            "Approve the budget anew, or make a transfer in place of the change",
        ),
        Metric("cpi", "CPI", Measure.INDEX, _SPENT, "Find what costs more than it earns, and forecast anew"),
        Metric("spi", "SPI", Measure.INDEX, _SPENT, "Find what earns later than planned, and plan it anew"),
        Metric(
            "baseline_change_approver",
            "approver of the last baseline",
            Measure.ROLE,
            _PROJECT,
            "Ask the body that the rule names",
        ),
        Metric(
            "evm_in_use",
            "earned value in use",
            Measure.FLAG,
            _WHOLE,
            "Give tasks control accounts and a baseline",
        ),
        Metric("development_cost", "development cost", Measure.MONEY, _WHOLE, "Look at the scope"),
        Metric(
            "months_since_analysis", "months since the analysis", Measure.COUNT, _PROJECT, "Analyse operation"
        ),
        Metric(
            "months_in_operation", "months in operation", Measure.COUNT, _PROJECT, "Look at the go-live date"
        ),
        Metric(
            "estimate_confidence", "confidence of the estimate", Measure.SHARE, _WHOLE, "Estimate more safely"
        ),
        Metric(
            "estimate_class",
            "class of the roughest estimate",
            Measure.COUNT,
            _WHOLE,
            "Estimate the roughest lines anew with better figures",
        ),
        Metric(
            "estimates_without_basis",
            "estimates without basis",
            Measure.COUNT,
            _WHOLE,
            "Write down what each estimate counts and leaves out",
        ),
        Metric(
            "retention_years", "years that records are kept", Measure.COUNT, _PROGRAM, "Keep records longer"
        ),
        Metric(
            "worst_baseline_deviation",
            "deviation from the baseline in cost or time",
            Measure.SHARE,
            _PROJECT,
            "Bring cost and time back, or ask for a new baseline",
        ),
        Metric(
            "funded_share_of_segment",
            "funded of the segment",
            Measure.SHARE,
            _PROJECT,
            "Fund the segment in full before it starts",
        ),
        Metric("days_to_close", "days to close a month", Measure.COUNT, _PROGRAM, "Close the month sooner"),
    )
}
AMOUNT_OF = {
    Scope.CAPITAL_REQUEST: "request_total",
    Scope.PURCHASE: "purchase_total",
    Scope.TRANSFER: "transfer_total",
    Scope.CHANGE: "change_cost",
}
"""By which figure a table of thresholds is looked up, and which sum an approval limit is held against."""
