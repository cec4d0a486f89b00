"""Who does the work: roles, skills, positions, functions of the program office, boarding of people."""

from __future__ import annotations

from datetime import date

from .fields import MOST_DAYS, Choice, Kind, OnDelete, code, column, reference
from .record import Record

LEVELS = {
    1: "Knows of it",
    2: "Works under guidance",
    3: "Works alone",
    4: "Guides others",
    5: "Sets the standard",
}
"""How well somebody masters a skill."""


class Role(Record, table=True):
    """What a person is in the program; a resource plays the role whose name stands in its field for it."""

    name: str = column("Role", Kind.TITLE)
    purpose: str | None = column("Purpose", Kind.NOTE, help="What the role answers for")


class Skill(Record, table=True):
    """Something that people can, or must learn."""

    name: str = column("Skill", Kind.TITLE)
    group: str | None = column("Group")
    description: str | None = column("Description", Kind.NOTE)


class ResourceSkill(Record, table=True):
    """How well a resource masters a skill."""

    __tablename__ = "resource_skill"

    resource_id: str = reference("resource", "Resource", required=True)
    skill_id: str = reference("skill", "Skill", required=True)
    level: int = column("Level", Kind.SCORE, choices=LEVELS, default=3, required=True)
    start: date | None = column("From", Kind.DATE, help="Empty: all the time")


class SkillNeed(Record, table=True):
    """That a role, or one task, takes a skill at a level."""

    __tablename__ = "skill_need"

    skill_id: str = reference("skill", "Skill", required=True)
    level: int = column("At least", Kind.SCORE, choices=LEVELS, default=3, required=True)
    role_id: str | None = reference(
        "role", "Role", help="Everybody in this role needs it", on_delete=OnDelete.REMOVE
    )
    task_id: str | None = reference(
        "task", "Task", help="Somebody at work on this task needs it", on_delete=OnDelete.REMOVE
    )


class PmoFunction(Record, table=True):
    """Something that the program office does for the program."""

    __tablename__ = "pmo_function"

    name: str = column("Function", Kind.TITLE)
    lead_id: str | None = reference("resource", "Lead", help="Who answers for it")
    body_id: str | None = reference("body", "For body", help="For whom it is done, if for one body")
    service: str | None = column("Service", Kind.NOTE, help="What others get of it")
    service_level: str | None = column("Service level", help="How fast, how often, how good")


class PositionState(Choice):
    """How far the staffing of a position has come."""

    PLANNED = "planned", "Planned"
    OPEN = "open", "Open"
    OFFERED = "offered", "Offered"
    FILLED = "filled", "Filled"
    CLOSED = "closed", "Closed"


POSITION_STEPS: dict[str, tuple[str, ...]] = {
    PositionState.PLANNED: (PositionState.OPEN, PositionState.FILLED, PositionState.CLOSED),
    PositionState.OPEN: (
        PositionState.OFFERED, PositionState.FILLED, PositionState.PLANNED, PositionState.CLOSED,
    ),
    PositionState.OFFERED: (PositionState.FILLED, PositionState.OPEN, PositionState.CLOSED),
    PositionState.FILLED: (PositionState.OPEN, PositionState.CLOSED),
    PositionState.CLOSED: (PositionState.PLANNED, PositionState.OPEN),
}  # fmt: skip
"""What each state of a position can become."""


class Position(Record, table=True):
    """A place in the program or its office that one person fills, for a time and a share of their time."""

    code: str | None = code("PO")
    title: str = column("Position", Kind.TITLE)
    role_id: str | None = reference("role", "Role")
    function_id: str | None = reference("pmo_function", "Function")
    project_id: str | None = reference("project", "Component project")
    grade: str | None = column("Grade")
    share: int = column(
        "Share", Kind.SHARE, default=10_000, required=True, minimum=0, maximum=10_000, group="Time",
        help="100 % is one full-time equivalent",
    )  # fmt: skip
    start: date | None = column("From", Kind.DATE, group="Time")
    finish: date | None = column("Until", Kind.DATE, group="Time")
    state: PositionState = column(
        "State", Kind.STATUS, choices=PositionState, default=PositionState.OPEN, required=True,
        group="Staffing",
    )  # fmt: skip
    holder_id: str | None = reference("resource", "Filled by", group="Staffing")
    filled_from: date | None = column(
        "Filled from", Kind.DATE, group="Staffing", help="While it is vacant: when somebody is expected"
    )
    notes: str | None = column("Notes", Kind.NOTE)


class BoardingKind(Choice):
    """Whether somebody comes or goes."""

    ON = "on", "On-boarding"
    OFF = "off", "Off-boarding"


class StandardStep(Record, table=True):
    """What is done whenever somebody comes or goes; a checklist is made of these."""

    __tablename__ = "standard_step"

    title: str = column("Standard step", Kind.TITLE)
    kind: BoardingKind = column(
        "Kind", Kind.CHOICE, choices=BoardingKind, default=BoardingKind.ON, required=True
    )
    days: int = column(
        "Due after", Kind.NUMBER, unit="days", default=0, required=True,
        minimum=-MOST_DAYS, maximum=MOST_DAYS,
        help="Days after the first day, of those who go after the last one; below 0: before it",
    )  # fmt: skip
    owner_id: str | None = reference("resource", "Owner")


class BoardingState(Choice):
    """Whether a step still has to be done."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    NOT_NEEDED = "not_needed", "Not needed"


class BoardingStep(Record, table=True):
    """One thing to do so that somebody can begin, or leave."""

    __tablename__ = "boarding_step"

    title: str = column("Step", Kind.TITLE)
    person_id: str = reference("resource", "Person", required=True)
    kind: BoardingKind = column(
        "Kind", Kind.CHOICE, choices=BoardingKind, default=BoardingKind.ON, required=True
    )
    position_id: str | None = reference("position", "Position")
    owner_id: str | None = reference("resource", "Owner", help="Who does it")
    due: date | None = column("Due", Kind.DATE)
    state: BoardingState = column(
        "State", Kind.STATUS, choices=BoardingState, default=BoardingState.OPEN, required=True
    )
    done_on: date | None = column("Done on", Kind.DATE)
