"""The budget: cost accounts and what is planned, spent and expected on them by month."""

from __future__ import annotations

from datetime import date

from .fields import Choice, Kind, code, column, currency, order, own_sum, reference
from .record import Record

MOST_PAYMENT_DAYS, MOST_MONTHS, MOST_SHARE = 365, 60, 10_000
_TERMS = "Payment terms"


class Treatment(Choice):
    """How accounting treats an expenditure."""

    CAPEX = "capex", "Capital"
    OPEX = "opex", "Operating"


class Earned(Choice):
    """How a cost account takes part in earned value."""

    TASKS = "tasks", "By its tasks"
    EFFORT = "effort", "Level of effort: as its budget"
    NONE = "none", "Not at all: a reserve"


class Reserve(Choice):
    """What an account that holds no work is kept for."""

    NO = "no", "No reserve"
    CONTINGENCY = "contingency", "Contingency: for known risks"
    MANAGEMENT = "management", "Management reserve: for the unforeseen"


class ForecastBy(Choice):
    """How the estimate to complete of an account is made."""

    ENTERED = "entered", "As entered"
    PLAN = "plan", "Remaining plan"
    COST = "cost", "Cost trend: CPI"
    BOTH = "both", "Both trends: CPI × SPI"
    MANUAL = "manual", "Own estimate"


class FundingSource(Record, table=True):
    """Where the money of cost accounts comes from."""

    __tablename__ = "funding_source"

    code: str | None = code("F")
    name: str = column("Funding source", Kind.TITLE)
    owner_id: str | None = reference("resource", "Answers for it")
    notes: str | None = column("Notes", Kind.NOTE)


class Account(Record, table=True):
    """A cost account: where the cost of one kind of work is planned and collected."""

    code: str | None = code("C")
    name: str = column("Cost account", Kind.TITLE)
    project_id: str | None = reference("project", "Component project")
    treatment: Treatment = column(
        "Capital or operating", Kind.CHOICE, choices=Treatment, default=Treatment.OPEX, required=True
    )
    earned: Earned = column(
        "Earned",
        Kind.CHOICE,
        choices=Earned,
        default=Earned.TASKS,
        required=True,
        help="Tasks name the account that their budget belongs to",
    )
    funding_id: str | None = reference("funding_source", "Funding source")
    reserve: Reserve = column(
        "Reserve",
        Kind.CHOICE,
        choices=Reserve,
        default=Reserve.NO,
        required=True,
        help="A reserve is drawn by a transfer that names its change request",
    )
    forecast_by: ForecastBy = column(
        "Forecast by", Kind.CHOICE, choices=ForecastBy, default=ForecastBy.ENTERED, required=True
    )
    to_complete: int | None = column(
        "Own estimate to complete",
        Kind.MONEY,
        minimum=0,
        help="What is still to be spent, where it is forecast so",
    )
    payment_days: int | None = column(
        "Payment within",
        Kind.NUMBER,
        unit="days",
        minimum=0,
        maximum=MOST_PAYMENT_DAYS,
        group=_TERMS,
        help="After the invoice, or after the end of the month that a cost is planned in",
    )
    payment_month_end: bool = column(
        "Counted from the end of the month", Kind.FLAG, default=False, required=True, group=_TERMS
    )
    advance: int | None = column(
        "Advance", Kind.SHARE, minimum=0, maximum=MOST_SHARE, group=_TERMS, help="Paid before the cost arises"
    )
    advance_months: int | None = column(
        "Advance paid ahead", Kind.NUMBER, unit="months", minimum=0, maximum=MOST_MONTHS, group=_TERMS
    )
    retention: int | None = column(
        "Retention", Kind.SHARE, minimum=0, maximum=MOST_SHARE, group=_TERMS, help="Kept back of each payment"
    )
    retention_months: int | None = column(
        "Retention paid after", Kind.NUMBER, unit="months", minimum=0, maximum=MOST_MONTHS, group=_TERMS
    )
    owner_id: str | None = reference("resource", "Owner")
    notes: str | None = column("Notes", Kind.NOTE)
    order: str | None = order()


class BudgetLine(Record, table=True):
    """One month of a cost account."""

    __tablename__ = "budget_line"

    account_id: str = reference("account", "Cost account", required=True)
    month: date = column("Month", Kind.MONTH, required=True)
    treatment: Treatment = column(
        "Capital or operating", Kind.CHOICE, choices=Treatment, default=Treatment.OPEX, required=True
    )
    planned: int | None = column("Planned", Kind.MONEY)
    actual: int | None = column("Actual", Kind.MONEY)
    forecast: int | None = column("Forecast", Kind.MONEY)
    currency: str | None = currency()
    own_planned: str | None = own_sum("planned", "Planned in its currency", "month", at_budget=True)
    own_actual: str | None = own_sum("actual", "Actual in its currency", "month")
    own_forecast: str | None = own_sum("forecast", "Forecast in its currency", "month", at_budget=True)
    notes: str | None = column("Notes", Kind.NOTE)


class VarianceExplanation(Record, table=True):
    """Why a control account is off its plan at the end of a month, and what is done about it."""

    __tablename__ = "variance_explanation"

    cause: str = column("Cause", Kind.TITLE)
    account_id: str = reference("account", "Control account", required=True)
    month: date = column("Month", Kind.MONTH, required=True)
    impact: str | None = column("Impact", Kind.NOTE, help="On cost, dates and other accounts")
    action: str | None = column("Corrective action", Kind.NOTE)
    owner_id: str | None = reference("resource", "Owner")
    due: date | None = column("Due", Kind.DATE)
    in_forecast: bool = column(
        "In the forecast", Kind.FLAG, default=False, required=True, help="The forecast takes it in already"
    )
