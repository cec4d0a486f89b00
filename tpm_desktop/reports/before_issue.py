"""What should be looked at before a pack is handed out: what is missing, stale or unresolved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan.lights import open_period
from tpm_desktop.plan.period_gaps import periods, steps
from tpm_desktop.plan.policy_findings import policy_report
from tpm_desktop.plan.quality import quality
from tpm_desktop.plan.state import State
from tpm_desktop.planning.columns import NONE
from tpm_desktop.planning.quality import failing

_NAMED, _SHOWN, _LONGEST = 3, 8, 60


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at.

    view: where it is mended, "" for no one place; grave: it makes what the pack says doubtful.
    """

    said: str
    view: str
    grave: bool = False


def doubts(state: State, formats: Formats) -> list[Doubt]:
    """All of them, the grave ones first. May be called from any thread."""
    found = [*_of_status(state), *_of_period(state, formats), *_of_policy(state), *_of_schedule(state)]
    return sorted(found, key=lambda one: not one.grave)


def _of_status(state: State) -> list[Doubt]:
    if int(state.inputs.options.status_date) != NONE:
        return []
    said = "No status date is set: the pack says so, and counts what is late on the day of the last edit"
    return [Doubt(said, "progress", grave=True)]


def boxed(state: State, characters: Iterable[str]) -> Doubt | None:
    """That characters of a written pack have no glyph, and the first row that holds one; None without any."""
    found = sorted(characters)
    if not found:
        return None
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    verb = (
        "1 character has no glyph and prints"
        if len(found) == 1
        else f"{len(found)} characters have no glyph and print"
    )
    where = _first_with(state, found)
    said = f"{verb} as a box: {' '.join(found[:_SHOWN])}{more}"
    return Doubt(f"{said}, first in {where}" if where else said, "")


def _first_with(state: State, characters: Sequence[str]) -> str:
    """The row of a register, or the task, with one of the characters; empty where it is the program's own."""
    sought = frozenset(characters)
    task = next((name for name in state.names if not sought.isdisjoint(name)), None)
    if task is not None:
        return f"“{_short(task)}”"
    for table, columns in state.inputs.tables.items():
        for texts in columns.texts.values():
            row = next((row for row, text in enumerate(texts) if text and not sought.isdisjoint(text)), None)
            if row is not None:
                about = entry(table)
                title = columns.texts.get(about.title_field or "", texts)[row] or ""
                return f"{about.label.lower()} “{_short(title)}”"
    return ""


def _short(title: str) -> str:
    said = "".join(one for one in title if one.isprintable())
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def _of_period(state: State, formats: Formats) -> list[Doubt]:
    """What is missing of the open period, and reports that say the same as last time."""
    current = open_period(state)
    period = next((one for one in periods(state) if one.id == current), None)
    if period is None:
        said = (
            "No reporting period is open: the pack says nothing of what was done, comes next and needs help"
        )
        return [Doubt(said, "period")]
    found = []
    for step in steps(state, period, formats):
        if step.is_done:
            continue
        names = ", ".join(one.name for one in step.missing[:_NAMED])
        more = f" and {len(step.missing) - _NAMED} more" if len(step.missing) > _NAMED else ""
        said = f"{step.label}: {step.said[:1].lower()}{step.said[1:]} ({names}{more})"
        found.append(Doubt(said, "period", grave=step.key in ("progress", "variances")))
    return found


def _of_policy(state: State) -> list[Doubt]:
    if state.policy.is_empty:
        return []
    report = policy_report(state)
    open_ones = [one for one in report.found if one.borne is None]
    if not open_ones:
        return []
    rules = ", ".join(dict.fromkeys(one.rule.id for one in open_ones))
    many = (
        "1 breach of the policy is" if len(open_ones) == 1 else f"{len(open_ones)} breaches of the policy are"
    )
    hard = f", {report.blocking} of a hard rule" if report.blocking else ""
    return [Doubt(f"{many} neither mended nor waived{hard} ({rules})", "policy", grave=bool(report.blocking))]


def _of_schedule(state: State) -> list[Doubt]:
    found = failing(quality(state))
    if not found:
        return []
    names = ", ".join(one.check.title.lower() for one in found[:_NAMED])
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    many = "1 check of the schedule fails" if len(found) == 1 else f"{len(found)} checks of the schedule fail"
    return [Doubt(f"{many} ({names}{more})", "health")]
