"""Runs the checks over a plan and says what holds, what fails, and how practices are rated."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from tpm_desktop.planning.columns import NONE
from tpm_desktop.planning.quality.catalogue import CHECKS
from tpm_desktop.planning.quality.check import Agreed, Check, Figure, Found, Need, Result, Verdict
from tpm_desktop.planning.quality.subject import Subject

__all__ = ["GRADES", "assess", "failing", "grade", "limited", "waived"]

GRADES = ("not met", "minimally met", "partially met", "substantially met", "met")
_STEPS = (1, 40, 70, 100)  # per cent of the checks that hold, from which on the grade is one better
_DECIDED = (Verdict.HOLDS, Verdict.FAILS)


def assess(subject: Subject, checks: Sequence[Check] = CHECKS, agreed: Agreed | None = None) -> list[Result]:
    """What each check says of the plan, in their order; one that rates others stands after them.

    Args: agreed: what the program has agreed of them, nothing unless given.
    """
    found: dict[str, Result] = {}
    for declared in checks:
        check = declared if agreed is None else limited(declared, agreed)
        found[check.id] = _rated(check, found) if check.measure is None else _measured(check, subject, agreed)
    return list(found.values())


def failing(results: Iterable[Result]) -> list[Result]:
    """The checks that fail, each once: no practices, and no findings of another check under a second name."""
    return [
        result
        for result in results
        if result.verdict is Verdict.FAILS and not result.check.made_of and not result.check.same_as
    ]


def grade(holding: int, counted: int) -> int:
    """A practice's grade, 1 to 5, from how many of its checks hold.

    Source: the five grades of GAO's schedule assessments; the shares between them are ours.
    """
    return 1 + sum(holding * 100 >= step * counted if step > 1 else holding > 0 for step in _STEPS)


def limited(check: Check, agreed: Agreed) -> Check:
    """The check with the limit that the program has agreed for it, or for the one whose second name it is."""
    limit = agreed.limits.get(check.id) or agreed.limits.get(check.same_as)
    return check if limit is None else replace(check, limit=limit)


def waived(check: Check, found: Found, agreed: Agreed) -> Found:
    """What was found with those left out of the count that are waived; the denominator stays.

    A floor is met by what is not listed, so there they come to the numerator. Where rows and count are not
    the same, as of people booked on days, the count goes once all rows are waived.
    """
    rows = (agreed.links if found.links.size else agreed.tasks).get(check.same_as or check.id)
    flags = np.isin(found.listed, list(rows or ()))
    borne = int(flags.sum())
    if not borne or check.timed or check.register:
        return found
    if check.limit is not None and check.limit.most is None:
        counted = min(found.denominator, found.numerator + borne)
    elif len(found.listed) == found.numerator:
        counted = found.numerator - borne
    else:
        counted = 0 if flags.all() else found.numerator
    return replace(found, numerator=counted, waived=flags)


def _measured(check: Check, subject: Subject, agreed: Agreed | None) -> Result:
    assert check.measure is not None  # else it is rated
    missing = [need for need in check.needs if not _has(subject, need)]
    found = Found(0, 0, note=", ".join(missing)) if missing else check.measure(subject)
    if agreed is not None:
        found = waived(check, found, agreed)
    return Result(check, found, _verdict(check, found))


def _has(subject: Subject, need: Need) -> bool:
    if need is Need.STATUS_DATE:
        return subject.options.status_date != NONE
    return subject.baseline is not None


def _verdict(check: Check, found: Found) -> Verdict:
    if found.denominator <= 0:
        return Verdict.NOT_APPLICABLE
    if check.limit is None or not check.limit.binding:
        return Verdict.REPORTED
    keeps = check.limit.keeps(found.numerator, found.denominator, check.figure)
    return Verdict.HOLDS if keeps else Verdict.FAILS


def _rated(check: Check, results: Mapping[str, Result]) -> Result:
    """A practice from its checks, or an average from its practices."""
    parts = [results[part] for part in check.made_of if results[part].verdict in _DECIDED]
    if not parts:
        return Result(check, Found(0, 0), Verdict.NOT_APPLICABLE)
    if check.figure is Figure.GRADE:
        grades = sum(grade(part.found.numerator, part.found.denominator) for part in parts)
        met = GRADES[(2 * grades + len(parts)) // (2 * len(parts)) - 1]  # 3.5 is substantially met
        return Result(check, Found(grades, len(parts), note=met), Verdict.REPORTED)
    fails = [part.check.id for part in parts if part.verdict is Verdict.FAILS]
    holding = len(parts) - len(fails)
    met = GRADES[grade(holding, len(parts)) - 1]
    note = f"{met}; fails: {', '.join(fails)}" if fails else met
    found = Found(holding, len(parts), note=note)
    return Result(check, found, _verdict(check, found))
