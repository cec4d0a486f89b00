"""Installation and hand-over in words: for window, page and terminal alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tpm_desktop.formats import Formats
from tpm_desktop.model.interfaces import EnvironmentState

from .installation import WHOLE, EnvironmentLine
from .installation_lacks import Lack, LackKind
from .integration_words import title_of
from .procurement_words import days_text
from .state import State

_SAID = {
    LackKind.LATE: ("Ready late", "ready {} after the need; hasten it, or move the need"),
    LackKind.AVAILABLE: ("Available, not ready", "finish what is open of its checklists, or take it back"),
    LackKind.NOT_READY: ("Live, not handed over", "went live {} ago; hand it over to those who run it"),
    LackKind.STEP_OVERDUE: ("Step overdue", "due {} ago; do it, or agree on a later day"),
    LackKind.DOUBLE: ("Booked twice", "move one of the bookings, or let both be shared"),
    LackKind.EXPIRES: ("Runs out", "{} left; renew it, or let it go"),
    LackKind.NO_CHECKLIST: ("No checklist", "add the steps that are checked before it is accepted"),
    LackKind.NO_RUN_BOOK: ("No run book", "say where it stands"),
    LackKind.NO_SUPPORT: ("No support model", "say who helps users and mends what breaks"),
    LackKind.NO_WORKAROUND: ("No workaround", "say what users do until it is mended"),
}


@dataclass(frozen=True, slots=True)
class LackWords:
    """kind: what is the matter; what: with which row; mend: what to do about it."""

    kind: str
    what: str
    mend: str


def installed_name(state: State, table: str, row: int) -> str:
    """What people call a row of the tables of installation; of a step with what it belongs to."""
    tables = state.inputs.tables
    if table == "installation_step":
        part = int(tables[table].rows_of("component_id", tables["component"].row)[row])
        service = int(tables[table].rows_of("transition_id", tables["service_transition"].row)[row])
        of = title_of(state, "component", part) or title_of(state, "service_transition", service, "title")
        return ": ".join(filter(None, (of, tables[table].texts["title"][row])))
    if table == "booking":
        where = int(tables[table].rows_of("environment_id", tables["environment"].row)[row])
        return ": ".join(
            filter(None, (title_of(state, "environment", where), tables[table].texts["title"][row]))
        )
    return title_of(state, table, row, "title" if table in ("service_transition", "known_error") else "name")


def lack_words(state: State, found: Sequence[Lack], formats: Formats) -> list[LackWords]:
    """What is the matter, in words."""
    return [LackWords(_kind(one), installed_name(state, one.table, one.row), _mend(one)) for one in found]


def _kind(one: Lack) -> str:
    if not one.what:
        return _SAID[one.kind][0]
    return f"{one.what} runs out" if one.number >= 0 else f"{one.what} is over"


def _mend(one: Lack) -> str:
    if one.kind is LackKind.EXPIRES and one.number < 0:
        return f"since {days_text(-one.number)}; renew it, or let it go"
    return _SAID[one.kind][1].format(days_text(one.number))


def headline(found: Sequence[EnvironmentLine], formats: Formats) -> str:
    """The sentence to take away."""
    used = [one for one in found if one.state is not EnvironmentState.RETIRED]
    if not used:
        return "No environment has been registered yet."
    ready = sum(one.share == WHOLE for one in used)
    late = sum(1 for one in used if one.days_late)
    many = "1 environment" if len(used) == 1 else f"{formats.integer(len(used))} environments"
    said = f"{formats.integer(ready)} of {many} {'is' if ready == 1 else 'are'} ready"
    if not late:
        return f"{said}, none of the others later than it is needed."
    return f"{said}; {formats.integer(late)} will be ready later than needed."
