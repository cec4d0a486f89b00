"""Holding figures against the rules: what holds, what is broken, and what can't be said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from operator import eq, ge, gt, le, lt
from typing import Any

from .metrics import Metric, Scope
from .roles import Level, Spending
from .rules import Figure, Operator, Policy, Rule, amount_metric

_TESTS: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.BELOW: lt, Operator.AT_MOST: le, Operator.EQUAL: eq, Operator.AT_LEAST: ge, Operator.ABOVE: gt,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """What is held to the rules of a scope, with the figures that are known of it.

    table, id: its row; figures: by metric, None or missing where there is none. broken_by: ids of the people
    who answer for it and so may not bear its breaches themselves.
    """

    scope: Scope
    table: str
    id: str
    name: str
    figures: Mapping[str, Figure | None]
    broken_by: frozenset[str] = frozenset()


class Verdict(StrEnum):
    """What a rule says of a subject."""

    HOLDS = "holds"
    BROKEN = "broken"
    NOT_ASSESSABLE = "not assessable"


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule held against a subject.

    metrics, figures, limits: of a breach those that break it, pair by pair; of people the two that are one.
    missing: of what can't be assessed the figure that is not known, None where the approver's limit isn't.
    """

    rule: Rule
    subject: Subject
    verdict: Verdict
    metrics: tuple[Metric, ...] = ()
    figures: tuple[Figure, ...] = ()
    limits: tuple[Figure, ...] = ()
    missing: Metric | None = None


def judge(policy: Policy, subject: Subject, on: date) -> Iterator[Judged]:
    """Every rule of the subject's scope that is in force and applies, in the order of the policy."""
    for rule in policy.rules:
        if rule.scope is subject.scope and rule.in_force(on):
            found = _judged(policy, rule, subject)
            if found is not None:
                yield found


def _judged(policy: Policy, rule: Rule, subject: Subject) -> Judged | None:
    figures = subject.figures
    if rule.unless is not None and figures.get(rule.unless.key) is True:
        return None
    if rule.when is not None:
        known = figures.get(rule.when.metric.key)
        if known is None:
            return Judged(rule, subject, Verdict.NOT_ASSESSABLE, missing=rule.when.metric)
        if not _TESTS[rule.when.operator](known, rule.when.threshold):
            return None
    if rule.operator is Operator.DIFFER:
        return _held_apart(rule, subject)
    limits = _limits(policy, rule, subject)
    missing = next((metric for metric in rule.metrics if figures.get(metric.key) is None), None)
    if limits is None or (missing is not None and len(rule.metrics) == 1):
        return Judged(rule, subject, Verdict.NOT_ASSESSABLE, missing=missing)
    return _compared(rule, subject, limits)


def _compared(rule: Rule, subject: Subject, limits: tuple[Figure, ...]) -> Judged:
    broken: list[tuple[Metric, Figure, tuple[Figure, ...]]] = []
    missing: Metric | None = None
    for n, metric in enumerate(rule.metrics):
        figure = subject.figures.get(metric.key)
        against = limits if rule.operator in (Operator.IN, Operator.BETWEEN) else limits[n : n + 1]
        if figure is None:
            missing = missing or metric
        elif not _holds(rule.operator, figure, against):
            broken.append((metric, figure, against))
    if broken:
        metrics, figures, bounds = zip(*broken, strict=True)
        return Judged(
            rule, subject, Verdict.BROKEN, metrics, figures, tuple(b for pair in bounds for b in pair)
        )
    if missing is not None:
        return Judged(rule, subject, Verdict.NOT_ASSESSABLE, missing=missing)
    return Judged(rule, subject, Verdict.HOLDS, limits=limits)


def _holds(operator: Operator, figure: Any, against: tuple[Any, ...]) -> bool:
    if operator is Operator.IN:
        return figure in against
    if operator is Operator.BETWEEN:
        return bool(against[0] <= figure <= against[1])
    return _TESTS[operator](figure, against[0])


def _limits(policy: Policy, rule: Rule, subject: Subject) -> tuple[Figure, ...] | None:
    """The thresholds as they are for this subject, None where they can't be told."""
    if rule.by_role:
        limit = _role_limit(policy, subject)
        return None if limit is None else (limit,) * len(rule.metrics)
    if rule.steps:
        by = amount_metric(rule.scope)
        amount = subject.figures.get(by.key) if by else None
        if not isinstance(amount, int):
            return None
        found = next((step for step in rule.steps if step.up_to is None or amount <= step.up_to), None)
        return None if found is None else (found.value,)
    return rule.thresholds


REACH = "transfer_reach"
"""A figure of transfers that no rule asks for: how far apart the two lines are, see `Level.reaches`."""
_UNLIMITED = 10**18
"""More minor units than any sum: what a role without limit may approve."""


def _role_limit(policy: Policy, subject: Subject) -> int | None:
    role = subject.figures.get("approver_role")
    level = policy.level(role) if isinstance(role, str) else None
    if subject.scope is Scope.TRANSFER:
        return _transfer_limit(level, str(subject.figures.get(REACH) or ""))
    kind = Spending.UNBUDGETED if subject.figures.get("in_plan") is False else Spending.BUDGETED
    if level is None or kind not in level.limits:
        return None
    limit = level.limits[kind]
    return _UNLIMITED if limit is None else limit


def _transfer_limit(level: Level | None, within: str) -> int:
    """Who approved a transfer is known: somebody without a role in the table may transfer nothing."""
    if level is None or not level.reaches(within):
        return 0
    limit = level.limits.get(Spending.TRANSFER, 0)
    return _UNLIMITED if limit is None else limit


def _held_apart(rule: Rule, subject: Subject) -> Judged:
    known = [(metric, subject.figures.get(metric.key)) for metric in rule.metrics]
    for (one, figure), (other, same) in combinations(known, 2):
        if figure is not None and figure == same:
            return Judged(rule, subject, Verdict.BROKEN, (one, other), (figure, figure))
    missing = next((metric for metric, figure in known if figure is None), None)
    if missing is not None:
        return Judged(rule, subject, Verdict.NOT_ASSESSABLE, missing=missing)
    return Judged(rule, subject, Verdict.HOLDS)
