"""All that decides where a row of the plan stands: its drivers back to the start, and what it can't keep."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tpm_desktop.formats import Formats
from tpm_desktop.planning.columns import NONE, Constraint, LinkKind, Reason

from .reasons import because, broken_links, moment, said_constraint, said_link, why_here
from .state import State

_FROM_FINISH = (LinkKind.FS, LinkKind.FF)
_FOLLOWED = (Reason.LINK, Reason.CHILDREN, Reason.AS_LATE_AS_POSSIBLE)


@dataclass(frozen=True, slots=True)
class Step:
    """A row on the way back to what began it all. sentence: its name, its dates and why it stands there."""

    row: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a row stands where it stands.

    chain: the row itself, then what decided it, and so on back. broken: a line for each date or link that is
    not kept. ends: rows of the ends of the plan that it decides; longest: whether the program's finish is
    among them.
    """

    row: int
    sentence: str
    chain: tuple[Step, ...]
    broken: tuple[str, ...]
    ends: tuple[int, ...]
    critical: bool
    longest: bool


def explain(state: State, row: int, formats: Formats) -> Explanation:
    """Explain a row."""
    return Explanation(
        row=row,
        sentence=why_here(state, row, formats),
        chain=tuple(Step(at, _step(state, at, formats)) for at in chain(state, row)),
        broken=tuple(broken(state, row, formats)),
        ends=tuple(state.driving.ends_of(row)),
        critical=bool(state.schedule.critical[row]),
        longest=bool(state.longest_path[row]),
    )


def chain(state: State, row: int) -> list[int]:
    """The row, the row that decided its start, and so on back to one that no other row decided."""
    found, at = [row], _decider(state, row)
    while at >= 0 and at not in found:
        found.append(at)
        at = _decider(state, at)
    return found


def _decider(state: State, row: int) -> int:
    """The task that decided a row's start, -1 for none; of a summary that one below it which counts."""
    reason = Reason(int(state.schedule.reason[row]))
    if reason is Reason.CHILDREN:
        return int(state.schedule.holder[row])
    link = int(state.schedule.driver[row])
    if reason not in _FOLLOWED or link < 0:
        return -1
    links = state.inputs.links
    if reason is Reason.AS_LATE_AS_POSSIBLE:
        return int(links.successor[link])
    other = int(links.predecessor[link])
    if not state.summary[other]:
        return other
    below = np.array([at for at in state.outline.below(other) if not state.summary[at]], np.int64)
    dates = state.schedule.finish if links.kind[link] in _FROM_FINISH else state.schedule.start
    same = below[dates[below] == dates[other]]
    return int(same[0]) if same.size else other


def _step(state: State, row: int, formats: Formats) -> str:
    schedule = state.schedule
    if schedule.start[row] == NONE:
        return f"“{state.names[row]}” has no dates"
    start = moment(formats, int(schedule.start[row]))
    finish = moment(formats, int(schedule.finish[row]), finish=True)
    return f"“{state.names[row]}” {start} – {finish}, because {because(state, row, formats)}"


def broken(state: State, row: int, formats: Formats) -> list[str]:
    """A line for every date or link that a row does not keep."""
    said = [line for line in (_constraint(state, row, formats), _deadline(state, row, formats)) if line]
    if not state.summary[row]:
        said += [
            f"It does not wait for a link: {said_link(state, link, formats)}, "
            f"{formats.duration(missing, unit='d')} too late for it"
            for link, missing in broken_links(state, row)
        ]
    return said


def _constraint(state: State, row: int, formats: Formats) -> str:
    tasks, schedule = state.inputs.tasks, state.schedule
    kind, date = Constraint(int(tasks.constraint[row])), int(tasks.constraint_date[row])
    if date == NONE or kind in (Constraint.ASAP, Constraint.ALAP):
        return ""
    of_start = kind in (Constraint.SNET, Constraint.SNLT, Constraint.MSO)
    at = int((schedule.start if of_start else schedule.finish)[row])
    off = state.scenario.slack_clock(row).between(date, at)
    late = kind in (Constraint.SNLT, Constraint.FNLT, Constraint.MSO, Constraint.MFO) and off > 0
    early = kind in (Constraint.SNET, Constraint.FNET, Constraint.MSO, Constraint.MFO) and off < 0
    if not (late or early):
        return ""
    by = formats.duration(abs(off), unit="d")
    return f"It must {said_constraint(state, row, formats)}, and is {by} too {'late' if late else 'early'}"


def _deadline(state: State, row: int, formats: Formats) -> str:
    deadline = int(state.inputs.tasks.deadline[row])
    if deadline == NONE:
        return ""
    late = state.scenario.slack_clock(row).between(deadline, int(state.schedule.finish[row]))
    if late <= 0:
        return ""
    by = formats.duration(late, unit="d")
    return f"It misses its deadline {moment(formats, deadline, finish=True)} by {by}"
