"""Estimates in words, for window, command and paper alike."""

from __future__ import annotations

from collections.abc import Sequence

from tpm_desktop.finance.estimating import SAFE
from tpm_desktop.formats import Formats
from tpm_desktop.model.estimates import CLASSES, EstimateLine

from .estimate_comparison import Pair, Turn, counted
from .estimates import Round, Sums

_LACKING = ("amount", "basis", "source", "class")


def headline(one: Round | None, formats: Formats) -> str:
    """What people take away of a round: what it expects, how sure that is, and what it lacks."""
    if one is None:
        return "No estimates yet"
    state = one.row.state.label.lower()
    if not one.lines:
        return f"{one.name}, {state}: no lines yet"
    said = f"{one.name}, {state}: {formats.compact(one.sums.expected, currency=True)} expected"
    if one.sums.safe is not None:
        sure = formats.share(SAFE, digits=0)
        said += f", {sure} sure within {formats.compact(one.sums.safe, currency=True)}"
    return said


def lacking(one: Round) -> str:
    """How many lines lack what, such as "3 lines without basis"; empty where nothing is missing."""
    found = []
    for what in _LACKING:
        count = sum(what in line.lacks for line in one.lines)
        if count:
            found.append(f"{count:,} {'line' if count == 1 else 'lines'} without {what}")
    return ", ".join(found)


def against_plan(one: Round, formats: Formats) -> str:
    """How the round stands to what the plan costs from the bottom up."""
    if not one.plan:
        return "The plan costs nothing yet: assign resources with rates"
    over = one.difference
    plan = formats.money(one.sums.plan, currency=True, whole=True)
    apart = formats.money(abs(over), whole=True)
    said = f"{apart} {'above' if over > 0 else 'below'} the plan's {plan}" if over else f"As planned, {plan}"
    if one.sums.planless:
        said += f"; {formats.money(one.sums.planless, whole=True)} that the plan says nothing of"
    if one.not_estimated:
        said += f"; {formats.money(one.not_estimated, whole=True)} of the plan in no line"
    return said


def class_text(of_class: int | None) -> str:
    """A class with its accuracy."""
    return "–" if of_class is None else f"{of_class} {CLASSES.get(of_class, '')}".strip()


def range_text(sums: Sums, formats: Formats) -> str:
    """Expected with its standard deviation."""
    spread = formats.money(sums.deviation, whole=True)
    return f"{formats.money(sums.expected, whole=True)} ± {spread}"


def changed_text(pairs: Sequence[Pair]) -> str:
    """How many lines came, went and changed."""
    turns = counted(pairs)
    said = [f"{turns[turn]:,} {turn.value}" for turn in (Turn.ADDED, Turn.GONE, Turn.CHANGED) if turns[turn]]
    return ", ".join(said) if said else "No line differs"


def field_names(fields: Sequence[str]) -> str:
    """What of a line changed, by the labels of its fields."""
    columns = EstimateLine.columns()
    return ", ".join(columns[name].label.lower() for name in fields)
