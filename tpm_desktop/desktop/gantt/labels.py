"""What the tiers of the time scale say, from long to short, by the program's formats."""

from __future__ import annotations

from tpm_desktop.formats import Formats

from .timescale import Step, Unit


def lower_labels(formats: Formats, step: Step, tick: int) -> list[str]:
    """Labels for a tick of the lower tier, the one that says most first."""
    at = step.named(tick)
    match step.unit:
        case Unit.MINUTE | Unit.HOUR:
            return [formats.time(at), f"{at.hour:02}"]
        case Unit.DAY:
            return [f"{formats.weekday(at)} {at.day}", str(at.day)]
        case Unit.WEEK:
            return [formats.date(at, year=False), str(at.day)]
        case Unit.MONTH:
            full = formats.month(at, year=False, full=True)
            return [full, formats.month(at, year=False), full[:1]]
        case Unit.QUARTER:
            named = formats.fiscal_quarter if _is_fiscal(step) else formats.quarter
            return [named(at, year=False)]
    return [formats.fiscal_year(at) if _is_fiscal(step) else str(at.year)]


def upper_labels(formats: Formats, step: Step, tick: int) -> list[str]:
    """Labels for a tick of the upper tier, the one that says most first."""
    at = step.named(tick)
    match step.unit:
        case Unit.DAY:
            return [formats.date(at, year=True, weekday=True), formats.date(at, year=False)]
        case Unit.MONTH:
            return [formats.month(at, full=True), formats.month(at), formats.month(at, year=False)]
        case Unit.QUARTER:
            named = formats.fiscal_quarter if _is_fiscal(step) else formats.quarter
            return [named(at), named(at, year=False)]
    if _is_fiscal(step):
        return [formats.fiscal_year(at)]
    return [str(at.year)] if step.count == 1 else [f"{at.year}–{at.year + step.count - 1}", str(at.year)]


def _is_fiscal(step: Step) -> bool:
    return step.starts_in > 1 or step.weeks is not None
