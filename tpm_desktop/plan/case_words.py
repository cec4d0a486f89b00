"""The business case and its benefits in words, for window, command and paper alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from tpm_desktop.finance.amounts import WHOLE
from tpm_desktop.finance.apportioning import added_up
from tpm_desktop.formats import Formats
from tpm_desktop.model.benefits import CaseState

from .benefits import Realisation, missing
from .business_case import Standing, Version, Year

NOW = "As things stand"


def headline(one: Standing | None, benefits: Sequence[Realisation], formats: Formats) -> str:
    """What people take away: what it is worth, against what was approved, and how the benefits come."""
    if one is None or one.now is None:
        return "No business case yet" if not benefits else benefits_text(benefits)
    said = _worth(one, formats)
    return f"{said}; {benefits_text(benefits)}" if benefits else said


def _worth(one: Standing, formats: Formats) -> str:
    assert one.now is not None
    value = one.now.figures.value
    if value is None:
        net = formats.compact(one.now.total.net, currency=True, sign=True)
        return f"Net {net} over all years; enter a discount rate for the present value"
    said = f"Present value {formats.compact(value, currency=True)}"
    held, change = one.held, one.change
    if held is None or held.row is None or change is None:
        return said
    named = "approved" if held.row.state is CaseState.APPROVED else "drafted"
    if not change:
        return f"{said}, as {named}"
    way = "below" if change < 0 else "above"
    return f"{said}, {formats.compact(abs(change))} {way} what was {named}"


def benefits_text(benefits: Sequence[Realisation]) -> str:
    """How many benefits are behind their curves."""
    behind = sum(one.behind for one in benefits)
    counted = f"{len(benefits)} {'benefit' if len(benefits) == 1 else 'benefits'}"
    return f"{behind} of {counted} behind plan" if behind else f"{counted}, none behind plan"


def version_name(one: Version) -> str:
    """The title of a version."""
    return NOW if one.row is None else one.row.title


def year_name(year: int, formats: Formats) -> str:
    """A fiscal year by the calendar year that it starts in."""
    return formats.fiscal_year(date(year, formats.fiscal_year_start, 1))


def value_text(value: int | None, one: Realisation, formats: Formats) -> str:
    """A value of a benefit's measure with its unit."""
    if value is None:
        return "–"
    return " ".join(filter(None, (formats.integer(value), one.benefit.unit)))


def standing_text(one: Realisation, formats: Formats) -> str:
    """How a benefit stands: "62 % reached of 70 % due", or what it lacks."""
    lacks = list(missing(one))
    if one.due is None:
        return f"Enter {lacks[0]}" if lacks else "Nothing planned"
    due = formats.share(round(one.due * WHOLE), digits=0)
    if one.reached is None:
        return f"Not measured, {due} due" if one.due > 0 else "Not due yet"
    if not one.due and not one.reached:
        return "As before, nothing due yet"
    return f"{formats.share(round(one.reached * WHOLE), digits=0)} reached of {due} due"


def shown_years(pairs: Sequence[tuple[Year, Year]], whole: tuple[Year, Year], unit: int) -> list[list[int]]:
    """Years as a version has them against how things stand, as multiples of a unit that make up the last row.

    Each row: cost then, spent, cost now, benefit then, realised, benefit now, net now.
    """
    exact = np.array([_of_year(*pair) for pair in (*pairs, whole)], np.int64)
    found: list[list[int]] = added_up(exact, [(len(pairs), range(len(pairs)))], unit).tolist()
    return found


def _of_year(then: Year, now: Year) -> list[int]:
    costs = [then.cost + then.running, now.spent, now.cost + now.running]
    return [*costs, then.benefit, now.realised, now.benefit, now.net]
