"""Advice on an earlier finish in words: for window, page and terminal alike."""

from __future__ import annotations

from collections.abc import Sequence

from tpm_desktop.formats import Formats

from .adjusting import PROGRAM, Advice, Overlap, Step
from .plan import instant
from .shortening import Shortening, Way

__all__ = [
    "DAYS_HEADS",
    "OVERLAP_HEADS",
    "headline",
    "overlap_cells",
    "step_cells",
    "target_name",
    "together",
]

DAYS_HEADS = ("Finish", "Days earlier", "Cost", "Cost of the last day", "Shorten")
OVERLAP_HEADS = ("Overlap", "By", "Finish", "Days earlier", "May be done again")
_WAYS = {Way.MONEY: "bought", Way.PEOPLE: "more people", Way.OVERTIME: "overtime"}


def target_name(advice: Advice) -> str:
    """What is to finish earlier."""
    return "The program" if advice.target == PROGRAM else advice.state.names[advice.target]


def headline(advice: Advice, formats: Formats) -> str:
    """The one sentence: how much earlier it could be, and for what."""
    name, planned = target_name(advice), _day(advice.planned, formats)
    if not advice.steps and not advice.overlaps:
        why = (
            "no task on the way to it can be shortened"
            if advice.shortable
            else "no task has a shortest duration"
        )
        return f"{name} finishes {planned}; {why} and no link on the way could overlap"
    if not advice.steps:
        return f"{name} finishes {planned}; nothing on the way can be bought shorter, but tasks could overlap"
    last, best = advice.steps[-1], advice.best
    said = (
        f"{name} finishes {planned}; {days(last.gained, advice, formats)} can be bought for "
        f"{formats.compact(last.cost, currency=True)}"
    )
    if best is None:
        return said
    saved = formats.compact(advice.saved(best), currency=True)
    return f"{said}; most is saved by {_day(best.finish, formats)}, namely {saved}"


def together(advice: Advice, step: Step | None, finish: int, gained: int, formats: Formats) -> str:
    """What all that is chosen comes to."""
    spent = step.cost if step else 0
    cost = f"at a cost of {formats.compact(spent, currency=True)}" if spent else "at no cost"
    when = f"finish {_day(advice.planned, formats)} → {_day(finish, formats)}"
    return f"All that is chosen: {when}, {days(gained, advice, formats)} earlier, {cost}"


def days(minutes: int, advice: Advice, formats: Formats) -> str:
    """Working days, with one decimal where they are not whole."""
    said = number(minutes, advice, formats)
    return f"{said} working day" if said == "1" else f"{said} working days"


def number(minutes: int, advice: Advice, formats: Formats) -> str:
    """How many working days."""
    whole = minutes % advice.day == 0
    return formats.decimal(minutes / advice.day, 0 if whole else 1)


def step_cells(
    advice: Advice, formats: Formats, some: Sequence[Step] | None = None
) -> list[tuple[Step, tuple[str, ...]]]:
    """Some finishes, all unless given, with their cells, as `DAYS_HEADS`.

    The cost of the last day is what a step adds by day; what is shortened is told as it differs from the row
    before.
    """
    found: list[tuple[Step, tuple[str, ...]]] = []
    before: Step | None = None
    told: Step | None = None
    for step in advice.steps:
        cost, gained = (before.cost, before.gained) if before else (0, 0)
        a_day = (step.cost - cost) * advice.day / max(step.gained - gained, 1)
        cells = (
            _day(step.finish, formats),
            number(step.gained, advice, formats),
            formats.money(step.cost, dash=True),
            formats.money(round(a_day), dash=True),
            _shortened(advice, step, told, formats),
        )
        before = step
        if some is None or step in some:
            found.append((step, cells))
            told = step
    return found


def _shortened(advice: Advice, step: Step, before: Step | None, formats: Formats) -> str:
    """The tasks of the first step; of a later one what it does otherwise than the one before."""
    known = {one.row: one for one in before.tasks} if before else {}
    here = {one.row for one in step.tasks}
    most_first = sorted(
        (one for one in step.tasks if known.get(one.row) != one), key=lambda one: (-one.minutes, one.row)
    )
    said = [shortening(advice, one, formats) for one in most_first]
    said += [f"{advice.state.names[row]} no more" for row in known if row not in here]
    lead = "" if before is None or not known.keys() & here else "As before, and "
    return lead + ", ".join(said)


def shortening(advice: Advice, one: Shortening, formats: Formats) -> str:
    """A task with by how much and what makes it shorter."""
    return f"{advice.state.names[one.row]} by {formats.duration(one.minutes)} ({_WAYS[one.way]})"


def overlap_cells(advice: Advice, formats: Formats) -> list[tuple[Overlap, tuple[str, ...]]]:
    """Each overlap with its cells, as `OVERLAP_HEADS`."""
    names = advice.state.names
    return [
        (
            one,
            (
                f"{names[one.after]} before the end of {names[one.before]}",
                formats.duration(one.minutes),
                _day(one.finish, formats),
                number(one.gained, advice, formats),
                formats.money(one.at_risk, dash=True),
            ),
        )
        for one in advice.overlaps
    ]


def _day(at: int, formats: Formats) -> str:
    when = instant(at)
    return formats.date(when.date()) if when else "–"
