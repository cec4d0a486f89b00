"""What the program is for, in figures: the business case by version, and the benefits with their measures."""

from __future__ import annotations

from datetime import date

from .fields import Choice, Kind, code, column, currency, own_sum, reference
from .record import Record

MOST_RATE = 3000
_MOST = 10**12


class CaseState(Choice):
    """Whether a version holds."""

    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"


class BusinessCase(Record, table=True):
    """One version of a business case: what was expected at a gate. What was decided stays as it was."""

    __tablename__ = "business_case"

    code: str | None = code("BC")
    title: str = column("Version", Kind.TITLE)
    project_id: str | None = reference("project", "Component project", help="None: the whole program")
    taken: date = column("Date", Kind.DATE, required=True)
    gate_id: str | None = reference("task", "Gate", help="The milestone at which it is decided")
    rate: int | None = column(
        "Discount rate",
        Kind.SHARE,
        minimum=0,
        maximum=MOST_RATE,
        help="Up to 30 %; without it nothing is discounted",
    )
    owner_id: str | None = reference("resource", "Owner")
    state: CaseState = column("State", Kind.STATUS, choices=CaseState, default=CaseState.DRAFT, required=True)
    approved_on: date | None = column("Decided on", Kind.DATE)
    assumptions: str | None = column("Assumptions", Kind.NOTE, tells_amounts=True)


class CaseYear(Record, table=True):
    """One fiscal year of a version: costs and benefits as expected then, and what of them was known."""

    __tablename__ = "case_year"

    case_id: str = reference("business_case", "Business case", required=True)
    year: date = column("Year", Kind.MONTH, required=True, help="Any month of the fiscal year")
    cost: int | None = column("Program cost", Kind.MONEY, minimum=0, help="On the program's accounts")
    spent: int | None = column("Of it spent", Kind.MONEY, minimum=0, help="Known when the version was taken")
    running: int | None = column(
        "Running cost", Kind.MONEY, minimum=0, help="Of what is delivered, beyond the program's accounts"
    )
    benefit: int | None = column("Benefit", Kind.MONEY)
    realised: int | None = column("Of it realised", Kind.MONEY, help="Known when the version was taken")


class BenefitState(Choice):
    """How far a benefit has come."""

    PLANNED = "planned", "Planned"
    REALISING = "realising", "Being realised"
    REALISED = "realised", "Realised"
    DROPPED = "dropped", "Dropped"


class Benefit(Record, table=True):
    """What is better for somebody once the program has delivered, in a measure that can be read."""

    code: str | None = code("B")
    title: str = column("Benefit", Kind.TITLE)
    project_id: str | None = reference("project", "Component project")
    owner_id: str | None = reference("resource", "Owner", help="Who answers for it after the program")
    state: BenefitState = column(
        "State", Kind.STATUS, choices=BenefitState, default=BenefitState.PLANNED, required=True
    )
    measure: str | None = column("Measure", help="What is read, where and how often", group="Measure")
    unit: str | None = column("Unit", help="Such as days, or orders an hour", group="Measure")
    baseline: int | None = column(
        "Baseline value",
        Kind.NUMBER,
        minimum=-_MOST,
        maximum=_MOST,
        help="Before the program",
        group="Measure",
    )
    baseline_on: date | None = column("Baseline date", Kind.DATE, group="Measure")
    target: int | None = column("Target value", Kind.NUMBER, minimum=-_MOST, maximum=_MOST, group="Measure")
    target_on: date | None = column("Target date", Kind.DATE, group="Measure")
    worth: int | None = column(
        "Worth a year at target",
        Kind.MONEY,
        help="In proportion on the way from baseline to target",
        group="Measure",
    )
    currency: str | None = currency()
    own_worth: str | None = own_sum(
        "worth", "Worth in its currency", "target_on", "baseline_on", at_budget=True
    )
    notes: str | None = column("Notes", Kind.NOTE)


class BenefitPoint(Record, table=True):
    """One day of a realisation curve: what shall be read then, and what was."""

    __tablename__ = "benefit_point"

    benefit_id: str = reference("benefit", "Benefit", required=True)
    read_on: date = column("Date", Kind.DATE, required=True)
    planned: int | None = column("Planned value", Kind.NUMBER, minimum=-_MOST, maximum=_MOST)
    measured: int | None = column("Measured value", Kind.NUMBER, minimum=-_MOST, maximum=_MOST)
    note: str | None = column("Note")
