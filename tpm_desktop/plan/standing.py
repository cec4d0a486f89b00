"""How the program stands against the last closed period: figures, milestones and risks that moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tpm_desktop.formats import Formats
from tpm_desktop.model.periods import PeriodFigure, ReportingPeriod
from tpm_desktop.model.registers import Risk

from .plan import instant, minutes
from .snapshot import done_of
from .state import State
from .trends import Closed, RiskMove, Slip, risk_moves, slips


@dataclass(frozen=True, slots=True)
class Standing:
    """Then and now. finish: None without tasks; late: working minutes by which it moved, days how many of
    them are a day; outlook, budget, actual: minor units. then: None where nothing was kept of the program.
    """

    period: ReportingPeriod
    then: PeriodFigure | None
    finish: datetime | None
    late: int
    done: int
    budget: int
    actual: int
    outlook: int
    slipped: tuple[Slip, ...]
    reached: tuple[str, ...]
    risks: tuple[RiskMove, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One line: what it is about, and how it moved; worse: None where nothing can be said of it.

    table, id: the row that it is about, the program's where it is none in particular.
    """

    label: str
    text: str
    worse: bool | None = None
    table: str = ""
    id: str = ""


def standing(state: State, last: Closed, risks: Iterable[Risk]) -> Standing:
    """How things stand against a closed period. Args: risks: all of the register."""
    finish = instant(int(state.schedule.program_finish)) if len(state.outline) else None
    then, totals = last.program, state.money.budget.program
    calendar = state.inputs.calendars[state.inputs.options.calendar]
    late = 0
    if then is not None and then.finish is not None and finish is not None:
        late = calendar.to_work(minutes(finish)) - calendar.to_work(minutes(then.finish))
    now = slips(state, [last], date.max)
    return Standing(
        period=last.period,
        then=then,
        finish=finish,
        late=late,
        done=done_of(state),
        budget=int(totals.at_completion),
        actual=int(totals.spent_to_date),
        outlook=int(totals.outlook_at_completion),
        slipped=tuple(one for one in now if one.later),
        reached=tuple(one.name for one in now if one.reached and not last.milestones[one.task_id].reached),
        risks=tuple(risk_moves(last, risks)),
    )


def standing_words(found: Standing, formats: Formats, most: int = 6) -> list[Told]:
    """In words, the figures first. Args: most: so many milestones and so many risks."""
    return [*_figures(found, formats), *_milestones(found, formats, most), *_risks(found, most)]


def _figures(found: Standing, formats: Formats) -> Iterator[Told]:
    then = found.then
    if then is None:
        return
    if found.finish and then.finish:
        if found.late:
            moved = formats.duration(found.late, unit="d", sign=True)
            said = f"{formats.date(found.finish)} ({moved}), was {formats.date(then.finish)}"
            yield Told("Finish", said, found.late > 0)
        else:
            yield Told("Finish", f"still {formats.date(found.finish)}")
    if then.done is not None:
        yield Told(
            "Done", f"{formats.share(then.done)} → {formats.share(found.done)}", found.done < then.done
        )
    if not any((then.budget, then.outlook, found.budget, found.outlook)):
        return
    yield _sum("Budget", then.budget, found.budget, formats)
    yield _sum("Spent", then.actual, found.actual, formats)
    yield _sum("Outlook", then.outlook, found.outlook, formats, more_is_worse=True)


def _sum(label: str, was: int | None, now: int, formats: Formats, *, more_is_worse: bool = False) -> Told:
    shown = formats.money(now, currency=True, whole=True) or "–"
    if was is None or was == now:
        return Told(label, f"still {shown}" if was is not None else shown)
    moved = formats.money(now - was, whole=True, sign=True)
    return Told(label, f"{shown} ({moved})", (now > was) if more_is_worse else None)


def _milestones(found: Standing, formats: Formats, most: int) -> Iterator[Told]:
    if found.reached:
        more = len(found.reached) - most
        names = ", ".join(f"“{name}”" for name in found.reached[:most])
        yield Told("Reached", names + (f" and {more} more" if more > 0 else ""), False)
    for one in found.slipped[:most]:
        moved = formats.duration(one.later, unit="d", sign=True)
        was, now = (formats.date(one.points[at][1]) for at in (0, -1))
        yield Told(one.name, f"{now} ({moved}), was {was}", one.later > 0, "task", one.task_id)
    if len(found.slipped) > most:
        yield Told("Milestones", f"{len(found.slipped) - most} more moved")


def _risks(found: Standing, most: int) -> Iterator[Told]:
    for one in found.risks[:most]:
        if one.was is None:
            text, worse = f"new, scores {one.now}", True
        elif one.now is None:
            text, worse = f"no longer open, scored {one.was}", False
        else:
            text, worse = f"score {one.was} → {one.now}", one.now > one.was
        yield Told(one.name, text, worse, "risk", one.risk_id)
    if len(found.risks) > most:
        yield Told("Risks", f"{len(found.risks) - most} more changed")


def slip_headline(found: Sequence[Slip]) -> str:
    """What a milestone trend says, as a sentence."""
    if not found:
        return "No milestone is known to a closed period"
    late = [one for one in found if one.later > 0]
    newly = sum(1 for one in found if one.since_last > 0)
    if not late:
        return "No milestone moved later"
    many = "1 milestone moved" if len(late) == 1 else f"{len(late)} of {len(found)} milestones moved"
    last = f", {newly} of them since the last period" if newly else ", none of them since the last period"
    return f"{many} later{last}"
