"""What other currencies were worth, from which day on."""

from __future__ import annotations

from datetime import date

from .fields import Choice, Kind, column
from .record import Record


class RateKind(Choice):
    """What a rate is for."""

    DAY = "day", "Rate of the day"
    BUDGET = "budget", "Budget rate"


class ExchangeRate(Record, table=True):
    """What one unit of a currency is worth in the program's, until a later rate of it holds.

    The rate is an exact decimal, kept as text: "1.0837".
    """

    __tablename__ = "exchange_rate"

    currency: str = column("Currency", Kind.TITLE, help="ISO 4217 code, such as EUR or JPY")
    valid_from: date = column("Valid from", Kind.DATE, required=True)
    rate: str = column("Rate", required=True, help="Units of the program's currency for one of this")
    kind: RateKind = column(
        "Kind",
        Kind.CHOICE,
        choices=RateKind,
        default=RateKind.DAY,
        required=True,
        help="Budget rates value plans and forecasts; those of the day what is ordered and booked",
    )
    source: str | None = column("Where it is from")
    notes: str | None = column("Notes", Kind.NOTE)
