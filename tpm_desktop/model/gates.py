"""The life cycle: phases of the program, stages of its projects, and the gates at which they are judged."""

from __future__ import annotations

from datetime import date

from .fields import MOST_DAYS, Choice, Kind, OnDelete, code, column, order, reference
from .record import Record


class StageKind(Choice):
    """What a part of a life cycle is."""

    PHASE = "phase", "Phase"
    TRANCHE = "tranche", "Tranche"
    STAGE = "stage", "Stage"


class Stage(Record, table=True):
    """A phase or tranche of the program, or a stage of a component project."""

    name: str = column("Stage", Kind.TITLE)
    kind: StageKind = column("Kind", Kind.CHOICE, choices=StageKind, default=StageKind.STAGE, required=True)
    project_id: str | None = reference(
        "project", "Component project", help="Empty: the program as a whole", on_delete=OnDelete.REMOVE
    )
    task_id: str | None = reference(
        "task", "Phase of the plan", help="The summary whose dates are its own", group="Dates"
    )
    start: date | None = column("From", Kind.DATE, help="Empty: as the plan has it", group="Dates")
    finish: date | None = column("To", Kind.DATE, help="Empty: as the plan has it", group="Dates")
    outcome: str | None = column("Outcome", Kind.NOTE, help="What is there when it is over")
    order: str | None = order()


class GateVerdict(Choice):
    """What was decided at a gate."""

    OPEN = "open", "Not decided"
    GO = "go", "Go"
    CONDITIONS = "conditions", "Go with conditions"
    RECYCLE = "recycle", "Recycle"
    STOP = "stop", "Stop"


_DECIDED = (GateVerdict.GO, GateVerdict.CONDITIONS, GateVerdict.RECYCLE, GateVerdict.STOP)
VERDICT_STEPS: dict[str, tuple[str, ...]] = {
    GateVerdict.OPEN: _DECIDED,
    GateVerdict.GO: (GateVerdict.OPEN,),
    GateVerdict.CONDITIONS: (GateVerdict.GO, GateVerdict.OPEN),  # once the conditions are met
    GateVerdict.RECYCLE: (GateVerdict.OPEN, GateVerdict.GO, GateVerdict.CONDITIONS, GateVerdict.STOP),
    GateVerdict.STOP: (GateVerdict.OPEN,),
}
"""What each verdict can become."""

PASSED = (GateVerdict.GO, GateVerdict.CONDITIONS)
"""The verdicts with which a project goes on."""


class Gate(Record, table=True):
    """Where it is decided whether a component project or the program goes on."""

    code: str | None = code("G")
    title: str = column("Gate", Kind.TITLE)
    project_id: str | None = reference(
        "project", "Component project", help="Empty: the program as a whole", on_delete=OnDelete.REMOVE
    )
    stage_id: str | None = reference("stage", "Ends stage", help="The stage that it ends")
    milestone_id: str | None = reference(
        "task", "Milestone", help="Its finish in the plan is when the gate is held", promises=True
    )
    verdict: GateVerdict = column(
        "Verdict",
        Kind.STATUS,
        choices=GateVerdict,
        default=GateVerdict.OPEN,
        required=True,
        group="Decision",
    )
    body_id: str | None = reference("body", "Decided by body", group="Decision")
    decided_by_id: str | None = reference("resource", "Decided by", group="Decision")
    decision_id: str | None = reference("decision", "Decision", group="Decision")
    decided_on: date | None = column("Decided on", Kind.DATE, group="Decision")
    conditions: str | None = column("Conditions", Kind.NOTE, group="Decision")
    conditions_due: date | None = column("Conditions due", Kind.DATE, group="Decision")
    notes: str | None = column("Notes", Kind.NOTE, group="Decision")


class CriterionSide(Choice):
    """Which of the two stages that a gate parts a criterion is about."""

    EXIT = "exit", "Exit: the stage is complete"
    ENTRY = "entry", "Entry: the next stage can begin"


class Measure(Choice):
    """By what it is known whether a criterion is met."""

    HAND = "hand", "Ticked off"
    WORK = "work", "Work before the gate is done"
    DATE = "date", "Forecast within tolerance of the baseline"
    MONEY = "money", "Cost at completion within tolerance"
    RISKS = "risks", "High risks are answered"
    REQUIREMENTS = "requirements", "Mandatory requirements are verified"
    DELIVERABLES = "deliverables", "Deliverables due are accepted"
    TESTS = "tests", "Tests due have passed"
    ISSUES = "issues", "No severe issue is open"
    CONDITIONS = "conditions", "Conditions of earlier gates are met"


class CriterionState(Choice):
    """What was said of a criterion by a person."""

    OPEN = "open", "Open"
    MET = "met", "Met"
    WAIVED = "waived", "Waived"


class GateCriterion(Record, table=True):
    """One thing that must hold at a gate."""

    __tablename__ = "gate_criterion"

    gate_id: str = reference("gate", "Gate", required=True)
    title: str = column("Criterion", Kind.TITLE)
    side: CriterionSide = column(
        "Side", Kind.CHOICE, choices=CriterionSide, default=CriterionSide.EXIT, required=True
    )
    mandatory: bool = column("Mandatory", Kind.FLAG, default=True, required=True)
    measure: Measure = column(
        "Measure",
        Kind.CHOICE,
        choices=Measure,
        default=Measure.HAND,
        required=True,
        help="Ticked off by a person, or computed from plan, money and registers",
    )
    most: int | None = column(
        "Up to",
        Kind.NUMBER,
        minimum=0,
        maximum=MOST_DAYS,
        help="How many may be open, or how many days late; empty: none, or the program’s tolerance",
    )
    state: CriterionState = column(
        "State",
        Kind.STATUS,
        choices=CriterionState,
        default=CriterionState.OPEN,
        required=True,
        group="Evidence",
    )
    evidence: str | None = column("Evidence", Kind.NOTE, tells_amounts=True, group="Evidence")
    by_id: str | None = reference("resource", "Stated by", group="Evidence")
    stated: date | None = column("Stated on", Kind.DATE, group="Evidence")
    order: str | None = order()
