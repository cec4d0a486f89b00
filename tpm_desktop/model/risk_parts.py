"""What belongs to risks: the program's own scales, and the tasks that a risk hits or is answered by."""

from __future__ import annotations

from .fields import MOST_DAYS, Choice, Kind, column, reference
from .record import Record


class Scale(Choice):
    """What a level is of."""

    PROBABILITY = "probability", "Probability"
    IMPACT = "impact", "Impact"


class RiskLevel(Record, table=True):
    """A level of the program's own scale: what it is called, and up to where it reaches."""

    __tablename__ = "risk_level"

    title: str = column("Level", Kind.TITLE)
    scale: Scale = column("Scale", Kind.CHOICE, choices=Scale, default=Scale.IMPACT, required=True)
    level: int = column("Number", Kind.NUMBER, minimum=1, maximum=5, default=1, required=True)
    chance: int | None = column(
        "Probability up to", Kind.SHARE, minimum=0, maximum=10_000, help="Of a level of probability"
    )
    cost: int | None = column(
        "Cost up to", Kind.MONEY, minimum=0, adds_up=False, help="Of a level of impact; the highest has none"
    )
    days: int | None = column("Delay up to", Kind.NUMBER, unit="days", minimum=0, maximum=MOST_DAYS)
    quality: str | None = column("Quality and scope", Kind.NOTE, help="What such an impact would look like")


class RiskTaskRole(Choice):
    """What a task has to do with a risk."""

    HIT = "hit", "Is hit by it"
    RESPONSE = "response", "Responds to it"


class RiskTask(Record, table=True):
    """A task that a risk would hit, with the effect on just that one, or that is done about the risk."""

    __tablename__ = "risk_task"

    risk_id: str = reference("risk", "Risk", required=True)
    task_id: str = reference("task", "Task", required=True)
    role: RiskTaskRole = column(
        "Role", Kind.CHOICE, choices=RiskTaskRole, default=RiskTaskRole.HIT, required=True
    )
    days: int | None = column(
        "Delay",
        Kind.NUMBER,
        unit="days",
        minimum=-MOST_DAYS,
        maximum=MOST_DAYS,
        help="Of this task if it happens; left empty, the risk's own",
    )
    days_least: int | None = column(
        "Least delay", Kind.NUMBER, unit="days", minimum=-MOST_DAYS, maximum=MOST_DAYS
    )
    days_most: int | None = column(
        "Greatest delay", Kind.NUMBER, unit="days", minimum=-MOST_DAYS, maximum=MOST_DAYS
    )
