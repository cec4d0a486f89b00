"""Hand-over to service: who supports what from when on, and which errors are known."""

from __future__ import annotations

from datetime import date

from .fields import Choice, Kind, code, column, reference
from .record import Record

_SUPPORT, _LIVE = "Support", "Go-live"


class SupportModel(Choice):
    """Who helps users and mends what breaks."""

    INTERNAL = "internal", "Own operations"
    VENDOR = "vendor", "Vendor"
    SHARED = "shared", "Both, by agreed tiers"


class TransitionState(Choice):
    """How far a service has come."""

    PLANNED = "planned", "Planned"
    PREPARED = "prepared", "Prepared"
    HANDED_OVER = "handed_over", "Handed over"
    EARLY_LIFE = "early_life", "Early-life support"
    IN_SERVICE = "in_service", "In service"


TRANSITION_STEPS: dict[str, tuple[str, ...]] = {
    TransitionState.PLANNED: (TransitionState.PREPARED,),
    TransitionState.PREPARED: (TransitionState.HANDED_OVER, TransitionState.PLANNED),
    TransitionState.HANDED_OVER: (TransitionState.EARLY_LIFE, TransitionState.PREPARED),
    TransitionState.EARLY_LIFE: (TransitionState.IN_SERVICE, TransitionState.PREPARED),
    TransitionState.IN_SERVICE: (TransitionState.EARLY_LIFE,),
}
"""What each state can become."""


class ServiceTransition(Record, table=True):
    """The hand-over of a service to those who run it."""

    __tablename__ = "service_transition"

    code: str | None = code("ST")
    title: str = column("Service", Kind.TITLE)
    project_id: str | None = reference("project", "Component project")
    environment_id: str | None = reference("environment", "Environment")
    state: TransitionState = column(
        "State", Kind.STATUS, choices=TransitionState, default=TransitionState.PLANNED, required=True
    )
    owner_id: str | None = reference("resource", "Handed over by")
    receiver_id: str | None = reference("resource", "Taken over by")
    support: SupportModel | None = column("Support model", Kind.CHOICE, choices=SupportModel, group=_SUPPORT)
    service_level: str | None = column("Service level", Kind.NOTE, group=_SUPPORT)
    contract_id: str | None = reference("contract", "Support contract", group=_SUPPORT)
    run_book: str | None = column(
        "Run book", help="Where it stands, or the attached document", group=_SUPPORT
    )
    training: str | None = column("Training", Kind.NOTE, group=_SUPPORT)
    release_id: str | None = reference("release", "Release", group=_LIVE)
    task_id: str | None = reference(
        "task", "Go-live task", help="Its finish is the go-live", promises=True, group=_LIVE
    )
    early_life_until: date | None = column("Early life until", Kind.DATE, group=_LIVE)
    notes: str | None = column("Notes", Kind.NOTE)


class KnownErrorState(Choice):
    """What is to become of a known error."""

    OPEN = "open", "Open"
    BORNE = "borne", "Borne"
    MENDED = "mended", "Mended"


class KnownError(Record, table=True):
    """A defect that goes live, with what users do meanwhile."""

    __tablename__ = "known_error"

    code: str | None = code("KE")
    title: str = column("Known error", Kind.TITLE)
    transition_id: str | None = reference("service_transition", "Service")
    component_id: str | None = reference("component", "Component")
    issue_id: str | None = reference("issue", "Issue")
    state: KnownErrorState = column(
        "State", Kind.STATUS, choices=KnownErrorState, default=KnownErrorState.OPEN, required=True
    )
    workaround: str | None = column("Workaround", Kind.NOTE)
    mended_by: date | None = column("Mended by", Kind.DATE)
    owner_id: str | None = reference("resource", "Owner")
    notes: str | None = column("Notes", Kind.NOTE)
