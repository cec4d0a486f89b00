"""A policy once it was read: rules, levels of approval and settings, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .metrics import AMOUNT_OF, METRICS, Metric, Scope
from .roles import NOBODY, Level, Spending, required_level

Figure = int | Decimal | str | bool
"""Minor units, hundredths of a per cent or a count; an index or years; a person or role; yes or no."""


class Operator(StrEnum):
    """How a figure is held against its threshold."""

    BELOW = "<"
    AT_MOST = "<="
    EQUAL = "="
    AT_LEAST = ">="
    ABOVE = ">"
    IN = "in"
    BETWEEN = "between"
    DIFFER = "differ"


class Severity(StrEnum):
    """Hard: a breach needs a recorded waiver; soft: it is a finding."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold for a rule to apply."""

    metric: Metric
    operator: Operator
    threshold: Figure


@dataclass(frozen=True, slots=True)
class Step:
    """A threshold that depends on an amount: up to which, inclusive, None for all above; what holds then."""

    up_to: int | None
    value: Figure


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    metrics and thresholds are tested pair by pair; of `in` and `between` the thresholds belong to the one
    metric; `differ` has none. by_role: the threshold is what the delegation table lets the approver approve.
    steps: the threshold by amount. waiver: the lowest role that may bear a breach, or "nobody".
    line: where it stands in the text, from 1.
    """

    id: str
    title: str
    scope: Scope
    metrics: tuple[Metric, ...]
    operator: Operator
    severity: Severity
    waiver: str
    source: str
    thresholds: tuple[Figure, ...] = ()
    by_role: bool = False
    steps: tuple[Step, ...] = ()
    when: Condition | None = None
    unless: Metric | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    mend: str = ""
    line: int = 0

    @property
    def is_hard(self) -> bool:
        """Whether a breach needs a waiver."""
        return self.severity is Severity.HARD

    @property
    def to_do(self) -> str:
        """What to do about a breach."""
        return self.mend or self.metrics[0].mend

    def in_force(self, day: date) -> bool:
        """Whether the rule holds on a day, both ends included."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a text, in one line, and the line where, from 1."""

    line: int
    text: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.text}"


@dataclass(frozen=True, slots=True)
class Policy:
    """What a program is held to. problems: what could not be read; the rest holds all the same."""

    name: str = ""
    version: str = ""
    currency: str = ""
    rules: tuple[Rule, ...] = ()
    levels: tuple[Level, ...] = ()
    settings: Mapping[str, Figure] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was agreed."""
        return not (self.rules or self.levels or self.settings or self.problems)

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of that id, None where there is none."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def level(self, role: str) -> Level | None:
        """The role's line of the delegation table, None where it has none."""
        return next((level for level in self.levels if level.role == role), None)

    def required_approver(self, kind: Spending, amount: int, *, within: str = "") -> str | None:
        """The lowest role that may approve an amount (C1); None where no level may, or none is declared.

        Args: amount: minor units of the program currency at the budget rate: the whole, with all years and
        supplements; within: see `required_level`.
        """
        level = required_level(self.levels, kind, amount, within)
        return level.role if level else None

    def may_approve(self, role: str, kind: Spending, amount: int) -> bool:
        """Whether a role's limit covers an amount; limits are inclusive."""
        level = self.level(role)
        return level is not None and level.covers(kind, amount)

    def may_waive(self, role: str, rule: Rule) -> bool:
        """Whether a role may bear a breach: the lowest that the rule names, or one above with that power."""
        if NOBODY in (rule.waiver, role):
            return False
        if role == rule.waiver:
            level = self.level(role)
            return level is None or level.may_waive(rule.id)
        ladder = [level.role for level in self.levels]
        if role not in ladder or rule.waiver not in ladder:
            return False
        return ladder.index(role) > ladder.index(rule.waiver) and self.levels[ladder.index(role)].may_waive(
            rule.id
        )

    def threshold(self, metric: str, on: date) -> Figure | None:
        """What rules in force demand at least of a metric, the strictest of them; None where none does."""
        found: list[Figure] = []
        for rule in self.rules:
            if rule.operator not in (Operator.AT_LEAST, Operator.ABOVE) or not rule.in_force(on):
                continue
            pairs = zip(rule.metrics, rule.thresholds, strict=False)
            found += [limit for one, limit in pairs if one.key == metric]
        return max(found, key=lambda limit: Decimal(limit), default=None)

    def capitalisation(self, on: date) -> tuple[int, Decimal] | None:
        """From which cost of a unit (minor units) and useful life (years) on spending is capital.

        None where no rule says so; then everything is. Source: IAS 16, ASC 360: the threshold is policy.
        """
        cost, life = self.threshold("unit_cost", on), self.threshold("useful_life", on)
        if cost is None and life is None:
            return None
        return int(cost or 0), Decimal(life or 0)


def amount_metric(scope: Scope) -> Metric | None:
    """The sum by which tables of thresholds and approval limits go, None where a scope has none."""
    key = AMOUNT_OF.get(scope)
    return METRICS[key] if key else None
