"""Exceptions: where the forecast is outside what was agreed to be borne without asking."""

from __future__ import annotations

from datetime import date

from .fields import Choice, Kind, OnDelete, code, column, reference
from .record import Record


class Dimension(Choice):
    """What a tolerance is about."""

    TIME = "time", "Time"
    COST = "cost", "Cost"
    RISK = "risk", "Risk"


class ExceptionState(Choice):
    """How far an exception has come."""

    OPEN = "open", "Open"
    DECIDED = "decided", "Decided"
    MENDED = "mended", "Back in tolerance"


EXCEPTION_STEPS: dict[str, tuple[str, ...]] = {
    ExceptionState.OPEN: (ExceptionState.DECIDED, ExceptionState.MENDED),
    ExceptionState.DECIDED: (ExceptionState.OPEN, ExceptionState.MENDED),
    ExceptionState.MENDED: (),
}
"""What each state can become; one that is mended stays so, and a further deviation raises another."""


class ExceptionReport(Record, table=True):
    """A deviation beyond tolerance, raised by the program itself the first time the forecast shows it."""

    __tablename__ = "exception_report"

    code: str | None = code("X")
    title: str = column("Exception", Kind.TITLE)
    dimension: Dimension = column(
        "About", Kind.CHOICE, choices=Dimension, default=Dimension.TIME, required=True, fixed=True
    )
    project_id: str | None = reference(
        "project", "Component project", help="Empty: the program as a whole", on_delete=OnDelete.REMOVE
    )
    since: date = column("Since", Kind.DATE, required=True, help="The status date at which it showed first")
    figure: str | None = column("Deviation", help="As it was when it was raised", tells_amounts=True)
    tolerance: str | None = column(
        "Tolerance", recorded=True, help="As it was then; empty where somebody raised it by hand"
    )
    state: ExceptionState = column(
        "State", Kind.STATUS, choices=ExceptionState, default=ExceptionState.OPEN, required=True
    )
    change_id: str | None = reference(
        "change_request", "Change request", group="Decision", help="What is asked for to deal with it"
    )
    decision: str | None = column("What was decided", Kind.NOTE, group="Decision")
    ended_on: date | None = column("Ended on", Kind.DATE, group="Decision")
