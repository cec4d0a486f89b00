"""What things are expected to cost before there is a budget: rounds of estimates, and their lines."""

from __future__ import annotations

from datetime import date

from .fields import Choice, Kind, code, column, currency, own_sum, reference
from .record import Record

_MOST_QUANTITY = 10**9
_MOST_FACTOR = 100 * 10_000


class RoundState(Choice):
    """How far a round of estimates has come."""

    DRAFT = "draft", "Draft"
    REVIEWED = "reviewed", "Reviewed"
    APPROVED = "approved", "Approved"


ROUND_STEPS: dict[str, tuple[str, ...]] = {
    RoundState.DRAFT: (RoundState.REVIEWED,),
    RoundState.REVIEWED: (RoundState.APPROVED, RoundState.DRAFT),
    RoundState.APPROVED: (),
}
"""What each state can become."""


class EstimateRound(Record, table=True):
    """Estimates as they were made at one time. What was reviewed or approved stays as it was."""

    __tablename__ = "estimate_round"

    code: str | None = code("ER")
    title: str = column("Round", Kind.TITLE)
    project_id: str | None = reference("project", "Component project", help="None: the whole program")
    taken: date = column("Date", Kind.DATE, required=True)
    gate_id: str | None = reference("task", "Gate", help="The milestone that it is made for")
    prepared_by_id: str | None = reference("resource", "Prepared by")
    state: RoundState = column(
        "State", Kind.STATUS, choices=RoundState, default=RoundState.DRAFT, required=True, group="Decision"
    )
    reviewed_by_id: str | None = reference("resource", "Reviewed by", group="Decision")
    reviewed_on: date | None = column("Reviewed on", Kind.DATE, group="Decision")
    approved_by_id: str | None = reference("resource", "Approved by", group="Decision")
    approved_on: date | None = column("Approved on", Kind.DATE, group="Decision")
    assumptions: str | None = column("Assumptions", Kind.NOTE, tells_amounts=True)


class EstimateMethod(Choice):
    """How an amount was found."""

    BOTTOM_UP = "bottom_up", "Bottom-up"
    ANALOGOUS = "analogous", "Analogous"
    PARAMETRIC = "parametric", "Parametric"
    QUOTE = "quote", "Supplier's offer"
    JUDGEMENT = "judgement", "Expert judgement"


class CostKind(Choice):
    """Which cost of the plan a line is about."""

    WORK = "work", "Work"
    MATERIAL = "material", "Material"
    COST = "cost", "Other cost"
    FIXED = "fixed", "Fixed cost"


class Profile(Choice):
    """How a sum is spread over its months."""

    EVEN = "even", "Evenly"
    FRONT = "front", "Front loaded"
    BACK = "back", "Back loaded"
    S = "s", "S-curve"


CLASSES = {
    5: "Screening, −50 to +100 %",
    4: "Feasibility, −30 to +50 %",
    3: "Budget, −20 to +30 %",
    2: "Control, −15 to +20 %",
    1: "Check, −10 to +15 %",
}
"""Classes 5 to 1 of AACE International 18R-97 with the widest accuracy of each."""


_DATED = ("first_month", "dated")


class EstimateLine(Record, table=True):
    """One line of a round: what is estimated, how, and how sure that is."""

    __tablename__ = "estimate_line"

    round_id: str = reference("estimate_round", "Round", required=True)
    title: str = column("What for", Kind.TITLE)
    project_id: str | None = reference("project", "Component project")
    account_id: str | None = reference("account", "Cost account", help="Where it goes into the budget")
    task_id: str | None = reference("task", "Task", help="With all tasks below it; none: the whole account")
    kind: CostKind | None = column("Kind of cost", Kind.CHOICE, choices=CostKind, help="Empty: all of it")
    method: EstimateMethod = column(
        "Method", Kind.CHOICE, choices=EstimateMethod, default=EstimateMethod.JUDGEMENT, required=True
    )
    optimistic: int | None = column("Optimistic", Kind.MONEY, group="Amounts")
    likely: int | None = column("Most likely", Kind.MONEY, group="Amounts")
    pessimistic: int | None = column("Pessimistic", Kind.MONEY, group="Amounts")
    reference_cost: int | None = column(
        "Reference cost",
        Kind.MONEY,
        adds_up=False,
        help="Of one unit, or of the earlier work; the most likely amount follows from it",
        group="Scaled from",
    )
    quantity: int | None = column(
        "Quantity", Kind.NUMBER, minimum=0, maximum=_MOST_QUANTITY, group="Scaled from"
    )
    unit: str | None = column("Unit", help="Such as racks, or interfaces", group="Scaled from")
    factor: int | None = column(
        "Size against the reference",
        Kind.SHARE,
        minimum=0,
        maximum=_MOST_FACTOR,
        help="100 % is as large",
        group="Scaled from",
    )
    currency: str | None = currency()
    own_optimistic: str | None = own_sum("optimistic", "Optimistic in its currency", *_DATED, at_budget=True)
    own_likely: str | None = own_sum("likely", "Most likely in its currency", *_DATED, at_budget=True)
    own_pessimistic: str | None = own_sum(
        "pessimistic", "Pessimistic in its currency", *_DATED, at_budget=True
    )
    own_reference_cost: str | None = own_sum(
        "reference_cost", "Reference cost in its currency", *_DATED, at_budget=True
    )
    basis: str | None = column(
        "Basis of estimate",
        Kind.NOTE,
        tells_amounts=True,
        help="What was counted, on which assumptions, and what is left out",
        group="Basis",
    )
    source: str | None = column("Source", help="Where the figures are from", group="Basis")
    confidence: int | None = column("Class", Kind.SCORE, choices=CLASSES, group="Basis")
    dated: date | None = column("Estimated on", Kind.DATE, group="Basis")
    first_month: date | None = column(
        "First month", Kind.MONTH, help="Empty: when the plan spends it", group="Time"
    )
    last_month: date | None = column("Last month", Kind.MONTH, group="Time")
    profile: Profile = column(
        "Spread", Kind.CHOICE, choices=Profile, default=Profile.EVEN, required=True, group="Time"
    )
    thread: str | None = column("Same line in other rounds", shown=False)  # id of the first one of them
