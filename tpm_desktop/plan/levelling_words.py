"""A levelling in words: for window and terminal alike."""

from __future__ import annotations

from tpm_desktop.formats import Formats
from tpm_desktop.planning.levelling.usage import Overload

from .levelling import Proposal
from .overload_words import EACH_MOMENT, counted
from .plan import instant

__all__ = ["headline", "left_lines", "moved_lines", "people_lines"]


def headline(proposal: Proposal, formats: Formats) -> str:
    """What levelling does, in one sentence."""
    before, after = proposal.state.schedule, proposal.after
    moved = len(proposal.moved)
    if not proposal.overloads_before and proposal.changes_nothing:
        said = f"Nobody is needed more than there is of them ({counted(EACH_MOMENT)})"
        return f"{said}; nothing has to move"
    options = proposal.state.inputs.options
    calendar = proposal.state.inputs.calendars[options.calendar]
    minutes = calendar.between(before.program_finish, after.program_finish)
    days = -(-abs(minutes) // options.minutes_per_day)
    how = "stays" if not minutes else f"moves {days} {_days(days)} {'later' if minutes > 0 else 'earlier'}"
    how += ", the earliest there is" if proposal.is_proven and minutes > 0 else ""
    handed = len(proposal.people)
    people = (
        f", {formats.integer(handed)} {'goes' if handed == 1 else 'go'} to other people" if handed else ""
    )
    return (
        f"{formats.integer(moved)} {'task moves' if moved == 1 else 'tasks move'}{people}, the finish {how}; "
        f"over by {hours(proposal.overloads_before, formats)} before, "
        f"{hours(proposal.overloads_after, formats)} after ({counted(EACH_MOMENT)}); "
        f"{_cost(proposal, formats)}"
    )


def _cost(proposal: Proposal, formats: Formats) -> str:
    """What the tasks cost now and then; rates that change in time and other people make the difference."""
    now, then = proposal.costs
    before, after = (formats.money(cost, currency=True, whole=True) for cost in (now, then))
    if now == then:
        return f"the cost of the tasks stays at {before}"
    return f"the tasks cost {before} before, {after} after"


def hours(overloads: list[Overload], formats: Formats) -> str:
    """The work too many, in whole hours."""
    return f"{formats.integer(round(sum(one.work for one in overloads) / 60))} h"


def _days(count: int) -> str:
    return "working day" if count == 1 else "working days"


def moved_lines(proposal: Proposal, formats: Formats) -> list[tuple[int, tuple[str, str, str, str]]]:
    """Each moved task by its row: name, start now, start then, finish then."""
    before, after, names = proposal.state.schedule, proposal.after, proposal.state.names
    return [
        (
            row,
            (
                names[row],
                formats.date(instant(int(before.start[row]))),
                formats.date(instant(int(after.start[row]))),
                formats.date(instant(int(after.finish[row]))),
            ),
        )
        for row in proposal.moved
    ]


def people_lines(proposal: Proposal) -> list[tuple[str, str, str]]:
    """Each task that somebody else would do: its name, who does it now, who then."""
    names, who = proposal.state.names, proposal.crowd.names
    return [(names[row], who[now], who[then]) for _, row, now, then in proposal.people]


def left_lines(proposal: Proposal, formats: Formats) -> list[tuple[str, str, str, str]]:
    """Each overload that would be left: who, from, to, on what."""
    names = proposal.state.names
    return [
        (
            proposal.crowd.names[one.resource],
            formats.date(instant(one.start)),
            formats.date(instant(one.finish)),
            ", ".join(names[task] for task in one.tasks),
        )
        for one in proposal.overloads_after
    ]
