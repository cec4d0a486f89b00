"""What a planner should know before a levelling is taken: tasks without room, and dates that are missed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tpm_desktop.formats import Formats
from tpm_desktop.planning.columns import NONE, Constraint

from .levelling import Mode, Proposal
from .levelling_bounds import HARD, missed_constraints, missed_deadlines
from .plan import instant

__all__ = ["About", "Remark", "remarks"]


class About(StrEnum):
    """What a remark is about."""

    NO_ROOM = "no-room"
    EARLY = "early"
    CONSTRAINT = "constraint"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence about a task, by its row, without a full stop."""

    row: int
    about: About
    text: str


def remarks(proposal: Proposal, formats: Formats) -> list[Remark]:
    """By kind, then in the outline's order; what the plan misses as it is is not said again."""
    return [
        *_without_room(proposal, formats),
        *_early(proposal, formats),
        *_late_for_constraints(proposal, formats),
        *_late_for_deadlines(proposal, formats),
    ]


def _without_room(proposal: Proposal, formats: Formats) -> list[Remark]:
    names, tasks = proposal.state.names, proposal.state.inputs.tasks
    found = []
    for row in proposal.unfit if proposal.mode is Mode.EARLIEST else ():
        over = [one.resource for one in proposal.overloads_after if row in one.tasks]
        if not over:
            continue
        who = ", ".join(dict.fromkeys(proposal.crowd.names[resource] for resource in over))
        dates = [int(tasks.constraint_date[row])] if tasks.constraint[row] in HARD else []
        date = min((one for one in (*dates, int(tasks.deadline[row])) if one != NONE), default=NONE)
        when = (
            "if what follows it is to keep its dates"
            if date == NONE
            else f"by its date, {formats.date(instant(date))}"
        )
        text = f"“{names[row]}” finds no time with enough of {who} {when}, and stays overloaded"
        found.append(Remark(row, About.NO_ROOM, text))
    return found


def _early(proposal: Proposal, formats: Formats) -> list[Remark]:
    names, after = proposal.state.names, proposal.after
    return [
        Remark(
            row,
            About.EARLY,
            f"“{names[row]}” does not answer to delays: it would start on "
            f"{formats.date(instant(int(after.start[row])))}, earlier than levelling wants it",
        )
        for row in proposal.early
    ]


def _late_for_constraints(proposal: Proposal, formats: Formats) -> list[Remark]:
    tasks, before = proposal.state.inputs.tasks, proposal.state.schedule
    known = set(missed_constraints(tasks, before))
    found = []
    for row in missed_constraints(tasks, proposal.after):
        starts = tasks.constraint[row] in (Constraint.SNLT, Constraint.MSO)
        at = int((proposal.after.start if starts else proposal.after.finish)[row])
        if row not in known:
            text = (
                f"“{proposal.state.names[row]}” would {'start' if starts else 'finish'} on "
                f"{formats.date(instant(at))}, later than its constraint says, "
                f"{formats.date(instant(int(tasks.constraint_date[row])))}"
            )
            found.append(Remark(row, About.CONSTRAINT, text))
    return found


def _late_for_deadlines(proposal: Proposal, formats: Formats) -> list[Remark]:
    tasks, before, after = proposal.state.inputs.tasks, proposal.state.schedule, proposal.after
    known = set(missed_deadlines(tasks, before))
    return [
        Remark(
            row,
            About.DEADLINE,
            f"“{proposal.state.names[row]}” would pass its deadline, "
            f"{formats.date(instant(int(tasks.deadline[row])))}, and finish on "
            f"{formats.date(instant(int(after.finish[row])))}",
        )
        for row in missed_deadlines(tasks, after)
        if row not in known or after.finish[row] > before.finish[row]
    ]
