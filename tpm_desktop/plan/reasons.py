"""Why a row of the plan stands where it stands, in words: what the engine found to decide its start."""

from __future__ import annotations

from tpm_desktop.formats import Formats
from tpm_desktop.model.schedule import Constraint as ConstraintChoice
from tpm_desktop.model.schedule import LagUnit, LinkType
from tpm_desktop.planning.columns import NONE, Constraint, Reason

from .plan import instant
from .state import State

_AT_FINISH = (LinkType.FS, LinkType.FF)
_TEXTS = {
    Reason.PROJECT_START: "the program starts then",
    Reason.ACTUAL: "work on it began then",
    Reason.MANUAL: "its dates are given by hand",
    Reason.STATUS_DATE: "what is left of it goes on after the status date",
    Reason.LEVELLING: "levelling delayed it",
    Reason.EXTERNAL: "that date was promised from outside",
    Reason.INACTIVE: "it is inactive and drives nothing",
    Reason.PROJECT_FINISH: "it is as late as the program's finish allows",
    Reason.SUBPROJECT_START: "its component project may not start earlier",
}


def why_here(state: State, row: int, formats: Formats) -> str:
    """One sentence: when the row starts, and because of what."""
    at = int(state.schedule.start[row])
    if at == NONE:
        return ""
    return f"Starts {_moment(formats, at)} because {_cause(state, row, formats)}."


def _cause(state: State, row: int, formats: Formats) -> str:
    reason = Reason(int(state.schedule.reason[row]))
    holder = int(state.schedule.holder[row])
    held = "" if holder in (row, -1) else f"“{state.names[holder]}”"
    if reason is Reason.CHILDREN:
        return f"{held or 'the first of its tasks'} starts then"
    if reason in (Reason.LINK, Reason.AS_LATE_AS_POSSIBLE):
        return _link(state, row, held, formats, late=reason is Reason.AS_LATE_AS_POSSIBLE)
    if reason is Reason.CONSTRAINT:
        return _constraint(state, holder if held else row, held, formats)
    if reason is Reason.SUBPROJECT_START and held:
        return f"{held} may not start earlier"
    return _TEXTS[reason]


def _link(state: State, row: int, held: str, formats: Formats, *, late: bool) -> str:
    link = int(state.schedule.driver[row])
    if link < 0:
        return "it is as late as what follows it allows" if late else "of its links"
    texts, numbers = state.inputs.tables["link"].texts, state.inputs.tables["link"].numbers
    kind = LinkType(texts["type"][link] or LinkType.FS)
    how = formats.link(kind, int(numbers["lag"][link]), LagUnit(texts["lag_unit"][link] or LagUnit.WORKING))
    if late:
        other = int(state.inputs.links.successor[link])
        return f"it is as late as “{state.names[other]}” allows ({how})"
    other = int(state.inputs.links.predecessor[link])
    ends = kind in _AT_FINISH
    moment = int((state.schedule.finish if ends else state.schedule.start)[other])
    does = "finishes" if ends else "starts"
    waits = f"all of {held} waits: " if held else ""
    return f"{waits}“{state.names[other]}” {does} {_moment(formats, moment, finish=ends)} ({how})"


def _constraint(state: State, row: int, held: str, formats: Formats) -> str:
    kind = Constraint(int(state.inputs.tasks.constraint[row]))
    date = int(state.inputs.tasks.constraint_date[row])
    label = ConstraintChoice(kind.name.lower()).label.lower()
    owner = f"{held} must" if held else "it must"
    return f"{owner} {label.removeprefix('must ')} {_moment(formats, date)}"


def _moment(formats: Formats, at: int, *, finish: bool = False) -> str:
    when = instant(at)
    assert when is not None
    usual = formats.day_finish if finish else formats.day_start
    return formats.instant(when, weekday=True, time=when.time() != usual)
