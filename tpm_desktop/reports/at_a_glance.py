"""The key figures of a pack: finish, outlook, spending and what is late, each against its measure."""

from __future__ import annotations

from reportlab.platypus import Flowable

from .findings import program_slip
from .milestones import LATE, Standing, milestones
from .parts import KeyFigure, key_figures
from .source import Source

_NOTHING = "–"  # a nought would say that there is something, and none of it is late or dear


def figures(source: Source, width: float) -> Flowable:
    """All of them; a dash where there is nothing to count."""
    made = [_finish(source), _outlook(source), _spent(source), _milestones(source), _projects(source)]
    return key_figures(made, width)


def _finish(source: Source) -> KeyFigure:
    label, finish = "Forecast finish", source.finish
    if finish is None:
        return KeyFigure(label, _NOTHING, "no tasks yet")
    said, late = source.formats.date(finish, year=True), program_slip(source)
    if late is None:
        return KeyFigure(label, said, "no baseline")
    if not late:
        return KeyFigure(label, said, "on the baseline")
    against = f"{source.formats.duration(late, sign=True)} against baseline"
    return KeyFigure(label, said, against, "critical" if late > 0 else "muted")


def _has_money(source: Source) -> bool:
    totals = source.budget.program
    return any(int(one) for one in (totals.at_completion, totals.outlook_at_completion, totals.spent_to_date))


def _outlook(source: Source) -> KeyFigure:
    formats, totals = source.formats, source.budget.program
    label = f"Outlook, {formats.currency}"
    if not _has_money(source):
        return KeyFigure(label, _NOTHING, "no budget yet")
    over = int(totals.outlook_at_completion) - int(totals.at_completion)
    against = f"{formats.compact(over, sign=True)} against plan" if over else "on plan"
    said = formats.compact(int(totals.outlook_at_completion))
    return KeyFigure(label, said, against, "critical" if over > 0 else "muted")


def _spent(source: Source) -> KeyFigure:
    formats, totals = source.formats, source.budget.program
    label = f"Spent, {formats.currency}"
    if not _has_money(source):
        return KeyFigure(label, _NOTHING, "no budget yet")
    against = f"of {formats.compact(int(totals.planned_to_date))} planned to date"
    return KeyFigure(label, formats.compact(int(totals.spent_to_date)), against)


def _milestones(source: Source) -> KeyFigure:
    label, found = "Milestones late", milestones(source)
    to_come = [one for one in found if one.standing is not Standing.MET]
    if not to_come:
        return KeyFigure(label, _NOTHING, f"all {len(found)} are met" if found else "none set")
    behind = sum(one.standing in LATE for one in to_come)
    return KeyFigure(label, str(behind), f"of {len(to_come)} to come", "critical" if behind else "muted")


def _projects(source: Source) -> KeyFigure:
    label = "Projects not green"
    if not source.places:
        return KeyFigure(label, _NOTHING, "no projects yet")
    ratings = [source.health.projects[place].overall.rag for place in source.places]
    threats = sum(rag is not None and rag > 0 for rag in ratings)
    return KeyFigure(label, str(threats), f"of {len(ratings)}")
