"""Why a task stands where it does, in a sentence that a planner would say."""

from __future__ import annotations

from tpm_desktop.formats import Formats
from tpm_desktop.model.schedule import Constraint
from tpm_desktop.planning.columns import NONE, LinkKind, Reason

from .plan import instant
from .state import State

_PLAIN = {
    Reason.PROJECT_START: "Starts with the program: nothing holds it later",
    Reason.ACTUAL: "Stands where it really began",
    Reason.MANUAL: "Stands where it was put by hand",
    Reason.STATUS_DATE: "What is left to do goes on after the status date",
    Reason.LEVELLING: "Put off by levelling, as its people are busy before",
    Reason.EXTERNAL: "Stands where it was promised from outside",
    Reason.INACTIVE: "Inactive: it stays where it is and drives nothing",
    Reason.AS_LATE_AS_POSSIBLE: "As late as what follows it allows",
    Reason.PROJECT_FINISH: "As late as the program's finish allows",
    Reason.SUBPROJECT_START: "Starts with its component project",
}
_BY_LINK = {
    LinkKind.FS: "Starts after “{name}”, which finishes {finish}",
    LinkKind.SS: "Starts with “{name}”, which starts {start}",
    LinkKind.FF: "Finishes with “{name}”, which finishes {finish}",
    LinkKind.SF: "Finishes when “{name}” starts, {start}",
}


def why_here(state: State, row: int, formats: Formats) -> str:
    """What decided where an outline row stands, one sentence without a full stop."""
    schedule = state.schedule
    reason, holder = Reason(int(schedule.reason[row])), int(schedule.holder[row])
    if reason is Reason.LINK and int(schedule.driver[row]) >= 0:
        said = _by_link(state, int(schedule.driver[row]), formats)
    elif reason is Reason.CONSTRAINT:
        said = _by_constraint(state, holder if holder >= 0 else row, formats)
    elif reason is Reason.CHILDREN:
        return f"Starts with “{state.names[holder]}”, the first of its parts" if holder >= 0 else ""
    else:
        said = _PLAIN.get(reason, "")
    above = holder >= 0 and holder != row
    return f"{said}; that holds for all of “{state.names[holder]}”" if above else said


def _by_link(state: State, link: int, formats: Formats) -> str:
    links, texts = state.inputs.links, state.inputs.tables["link"].texts
    other = int(links.predecessor[link])
    said = _BY_LINK[LinkKind(int(links.kind[link]))].format(
        name=state.names[other],
        start=_moment(formats, int(state.schedule.start[other])),
        finish=_moment(formats, int(state.schedule.finish[other]), finish=True),
    )
    lag = int(links.lag[link])
    return f"{said}, {formats.lag(lag, texts['lag_unit'][link] or 'working', sign=True)}" if lag else said


def _by_constraint(state: State, row: int, formats: Formats) -> str:
    source = int(state.outline.source[row])
    kind = Constraint(state.inputs.tables["task"].texts["constraint"][source] or Constraint.ASAP)
    at = int(state.inputs.tasks.constraint_date[row])
    return kind.label if at == NONE else f"{kind.label} {_moment(formats, at)}"


def _moment(formats: Formats, minutes: int, *, finish: bool = False) -> str:
    return formats.moment(instant(minutes), finish=finish, weekday=True)
