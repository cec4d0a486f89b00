"""What is the matter with environments, components, bookings and the hand-over to service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tpm_desktop.model.installation import InstallationState
from tpm_desktop.model.interfaces import EnvironmentState
from tpm_desktop.model.service import TransitionState
from tpm_desktop.planning.columns import NONE

from .expiring import Expiry, expiring
from .installation import STANDS, WHOLE, environments, services
from .state import State

_LIVE = (TransitionState.HANDED_OVER, TransitionState.EARLY_LIFE, TransitionState.IN_SERVICE)


class LackKind(StrEnum):
    """What is the matter, the gravest first; the values are how it is written for other programs."""

    LATE = "ready late"
    AVAILABLE = "available, not ready"
    NOT_READY = "live, not handed over"
    STEP_OVERDUE = "step overdue"
    DOUBLE = "booked twice"
    EXPIRES = "runs out"
    NO_CHECKLIST = "no checklist"
    NO_RUN_BOOK = "no run book"
    NO_SUPPORT = "no support model"
    NO_WORKAROUND = "no workaround"


@dataclass(frozen=True, slots=True)
class Lack:
    """table, id: of the row to go to; row: its place there; number: days; what: that runs out."""

    kind: LackKind
    table: str
    id: str
    row: int
    number: int = 0
    what: str = ""


def lacks(state: State, day: int, ahead: int) -> list[Lack]:
    """All that is the matter, the gravest first.

    Args: day: of status, since 1970; ahead: so many days are looked ahead for what runs out.
    """
    order = {kind: place for place, kind in enumerate(LackKind)}
    every = [
        *_of_environments(state),
        *_of_steps(state, day),
        *_of_services(state, day),
        *_doubles(state, day),
        *(
            Lack(LackKind.EXPIRES, one.table, one.id, one.row, one.days, one.kind.value)
            for one in expiring(state, day, ahead)
            if one.kind in (Expiry.WARRANTY, Expiry.LICENCE, Expiry.SUPPORT)
        ),
    ]
    return sorted(every, key=lambda one: (order[one.kind], _urgency(one), one.table, one.row))


def _urgency(one: Lack) -> int:
    return one.number if one.kind is LackKind.EXPIRES else -one.number


def _of_environments(state: State) -> Iterator[Lack]:
    for one in environments(state):
        if one.state is EnvironmentState.RETIRED:
            continue
        if one.days_late:
            yield Lack(LackKind.LATE, "environment", one.id, one.row, one.days_late)
        if one.state is EnvironmentState.AVAILABLE and one.share < WHOLE:
            yield Lack(LackKind.AVAILABLE, "environment", one.id, one.row)
        for part in one.components:
            if not part.steps and part.state not in STANDS:
                yield Lack(LackKind.NO_CHECKLIST, "component", part.id, part.row)


def _of_steps(state: State, day: int) -> Iterator[Lack]:
    table = state.inputs.tables["installation_step"]
    for row, row_id in enumerate(table.ids):
        due = int(table.numbers["due"][row])
        if due != NONE and due < day and table.texts["state"][row] == InstallationState.OPEN:
            yield Lack(LackKind.STEP_OVERDUE, "installation_step", row_id, row, day - due)


def _of_services(state: State, day: int) -> Iterator[Lack]:
    texts = state.inputs.tables["service_transition"].texts
    errors = state.inputs.tables["known_error"]
    for one in services(state):
        if NONE != one.live <= day and one.state not in _LIVE:
            yield Lack(LackKind.NOT_READY, "service_transition", one.id, one.row, day - one.live)
        if one.state is not TransitionState.PLANNED and not texts["run_book"][one.row]:
            yield Lack(LackKind.NO_RUN_BOOK, "service_transition", one.id, one.row)
        if one.state is not TransitionState.PLANNED and not texts["support"][one.row]:
            yield Lack(LackKind.NO_SUPPORT, "service_transition", one.id, one.row)
        for row in one.errors:
            if not errors.texts["workaround"][row]:
                yield Lack(LackKind.NO_WORKAROUND, "known_error", errors.ids[row], row)


def _doubles(state: State, day: int) -> Iterator[Lack]:
    """Bookings that begin while another one holds the environment, unless both are shared."""
    table = state.inputs.tables["booking"]
    where = table.rows_of("environment_id", state.inputs.tables["environment"].row).tolist()
    start, finish, shared = (table.numbers[name].tolist() for name in ("start", "finish", "shared"))
    last: dict[int, list[int]] = {}
    for row in sorted(range(len(table)), key=lambda row: (start[row], row)):
        held = [one for one in last.get(where[row], []) if finish[one] >= start[row]]
        if finish[row] >= day and any(not (shared[one] and shared[row]) for one in held):
            yield Lack(LackKind.DOUBLE, "booking", table.ids[row], row)
        last[where[row]] = [*held, row]
