"""What is uncertain, and what simulations said: kept as summaries, so that a pack can be made again."""

from __future__ import annotations

from datetime import datetime

from .fields import Choice, Kind, column
from .record import Record


class Distribution(Choice):
    """How likely the durations between the two ends of a range are."""

    TRIANGULAR = "triangular", "Triangular"
    PERT = "pert", "PERT (beta)"
    UNIFORM = "uniform", "Uniform"
    LOGNORMAL = "lognormal", "Lognormal (P10 and P90)"


class Simulation(Record, table=True):
    """Thousands of runs of the plan as it stood: what dates and costs they came to.

    The seed, the number of runs and the record of the history give the very figures again.
    """

    title: str = column("Simulation", Kind.TITLE)
    made: datetime | None = column("Made", Kind.INSTANT)
    with_responses: bool = column(
        "After responses",
        Kind.FLAG,
        default=False,
        required=True,
        help="Risks count as they will once their responses have been carried out",
    )
    strongest: bool = column(
        "Strongest risk only",
        Kind.FLAG,
        default=False,
        required=True,
        help="Of several risks that hit a task only the one that acts most counts",
    )
    finish_planned: datetime | None = column("Finish planned", Kind.INSTANT, day_end=True, group="Finish")
    finish_p50: datetime | None = column("Finish P50", Kind.INSTANT, day_end=True, group="Finish")
    finish_p80: datetime | None = column("Finish P80", Kind.INSTANT, day_end=True, group="Finish")
    finish_chance: int | None = column("Chance of the planned finish", Kind.SHARE, group="Finish")
    cost_planned: int | None = column("Cost planned", Kind.MONEY, group="Cost")
    cost_p50: int | None = column("Cost P50", Kind.MONEY, group="Cost")
    cost_p80: int | None = column("Cost P80", Kind.MONEY, group="Cost")
    cost_chance: int | None = column("Chance of the planned cost", Kind.SHARE, group="Cost")
    runs: int | None = column("Runs", Kind.NUMBER, minimum=0, maximum=100_000, group="How")
    seed: int | None = column("Seed", Kind.NUMBER, minimum=0, maximum=2**53, group="How")
    record: str | None = column("Record", help="Of the history, which the plan stood at", group="How")
    notes: str | None = column("Notes", Kind.NOTE)
