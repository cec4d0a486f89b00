"""The sentences that a pack's figures amount to: what stands as headline above them."""

from __future__ import annotations

from tpm_desktop.finance.budget import Totals
from tpm_desktop.planning.columns import NONE

from .milestones import LATE, Standing, milestones
from .source import Source


def schedule_finding(source: Source) -> str:
    """When what is told of finishes, and how that compares with what was agreed."""
    finish = source.finish
    if finish is None:
        return "There are no tasks yet, so there is no finish to report"
    said = f"{_what(source)} on {source.formats.date(finish, year=True)}"
    late = program_slip(source)
    if late is None:
        return f"{said}; no baseline was taken to compare with"
    if late == 0:
        return f"{said}, on its baseline"
    side = "later" if late > 0 else "earlier"
    return f"{said}, {source.formats.duration(abs(late))} {side} than its baseline"


def _what(source: Source) -> str:
    if len(source.chosen) > 1:
        return f"The last of the {len(source.chosen)} projects finishes"
    (named,) = source.scope or ["The program"]
    return f"{named} finishes"


def program_slip(source: Source) -> int | None:
    """Working minutes by which what is told of finishes after its baseline, None without one."""
    state = source.state
    kept = state.baseline.finish[source.rows_of_projects]
    kept = kept[kept != NONE]
    if not kept.size:
        return None
    calendar = state.inputs.calendars[state.inputs.options.calendar]
    return calendar.to_work(source.finish_minute) - calendar.to_work(int(kept.max()))


def money_finding(source: Source) -> str:
    """What it will have cost against its plan."""
    totals: Totals = source.budget.program
    planned, outlook = int(totals.at_completion), int(totals.outlook_at_completion)
    formats = source.formats
    if not planned and not outlook:
        return "No budget has been entered yet"
    if not planned:
        return f"{formats.compact(outlook, currency=True)} are expected without a plan"
    over = outlook - planned
    amounts = f"{formats.compact(outlook, currency=True)} against {formats.compact(planned)} planned"
    if over == 0:
        return f"The outlook is on plan: {formats.compact(planned, currency=True)}"
    share = formats.share(abs(over) * 10_000 // abs(planned), digits=1)
    return f"The outlook is {share} {'over' if over > 0 else 'under'} the plan: {amounts}"


def milestone_finding(source: Source) -> str:
    """How many milestones are late."""
    found = milestones(source)
    open_ones = [m for m in found if m.standing is not Standing.MET]
    late = [m for m in open_ones if m.standing in LATE]
    if not found:
        return "No milestones have been set"
    if not open_ones:
        return f"All {len(found)} milestones are met"
    if not late:
        return f"All {len(open_ones)} milestones to come are on course"
    return f"{len(late)} of {len(open_ones)} milestones to come are late"


def headline(source: Source) -> str:
    """The one sentence that a reader takes away: time, money, and what is asked of them."""
    asked = asked_for(source)
    over = money_finding(source)
    parts = [schedule_finding(source) + ".", f"{over}."]
    if asked:
        plural = "s are" if asked > 1 else " is"
        parts.append(f"{asked} decision{plural} asked for.")
    return " ".join(parts)


def asked_for(source: Source) -> int:
    """How many decisions are asked for."""
    return sum(
        decision.state == "asked" and source.tells(decision.project_id) for decision in source.decisions
    )
