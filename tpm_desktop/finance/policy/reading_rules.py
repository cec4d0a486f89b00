"""One rule from its table: every key is known, every value of its measure, or the line says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from .blocks import Block, PolicyError
from .metrics import METRICS, SCOPE_WORDS, Measure, Metric, Scope
from .roles import NOBODY
from .rules import Condition, Figure, Operator, Rule, Severity, Step, amount_metric
from .values import nearest, read_role, read_value

RULE_KEYS = (
    "id", "title", "scope", "metric", "operator", "threshold", "threshold_by", "table", "when", "unless",
    "severity", "waiver", "source", "valid_from", "valid_to", "mend",
)  # fmt: skip
_ID = re.compile(r"[A-Z]{2,6}-\d{1,3}")
_ORDERED = (Operator.BELOW, Operator.AT_MOST, Operator.AT_LEAST, Operator.ABOVE)
_COMPARED = (Measure.MONEY, Measure.SHARE, Measure.INDEX, Measure.COUNT, Measure.YEARS)
_MOST_METRICS, _MOST_STEPS, _LONGEST = 8, 20, 300


def read_rule(block: Block, digits: int, offset: int = 0) -> Rule:
    """Args: offset: lines before the text that the block is of. Raises: `PolicyError`."""
    reader = _RuleReader(block, digits)
    for key in block.data:
        if key not in RULE_KEYS:
            raise reader.wrong(key, f"no key is called “{key}”{nearest(key, RULE_KEYS)}")
    scope = reader.one_of("scope", Scope)
    metrics = reader.metrics(scope)
    operator = reader.one_of("operator", Operator)
    by_role, steps, thresholds = reader.thresholds(scope, metrics, operator)
    return Rule(
        id=reader.id,
        title=reader.text("title", needed=True),
        scope=scope,
        metrics=metrics,
        operator=operator,
        severity=reader.one_of("severity", Severity),
        waiver=reader.role("waiver"),
        source=reader.text("source"),
        thresholds=thresholds,
        by_role=by_role,
        steps=steps,
        when=reader.condition(scope),
        unless=reader.unless(scope),
        valid_from=reader.day("valid_from"),
        valid_to=reader.day("valid_to"),
        mend=reader.text("mend"),
        line=block.line + offset,
    )


class _RuleReader:
    def __init__(self, block: Block, digits: int) -> None:
        self.block, self.data, self.digits = block, block.data, digits
        said = self.data.get("id")
        self.id = said if isinstance(said, str) and _ID.fullmatch(said) else ""
        if not self.id:
            raise self.wrong("id", "a rule needs an id such as CAP-1")

    def wrong(self, key: str, what: str) -> PolicyError:
        """The error to raise about a key."""
        return PolicyError(self.block.line_of(key), f"{self.id}: {what}" if self.id else what)

    def text(self, key: str, *, needed: bool = False) -> str:
        """A line of text."""
        said = self.data.get(key, "")
        if not isinstance(said, str) or "\n" in said.strip() or len(said) > _LONGEST:
            raise self.wrong(key, f"“{key}” is one line of text")
        if needed and not said.strip():
            raise self.wrong(key, f"“{key}” is missing")
        return said.strip()

    def one_of(self, key: str, choices: Any) -> Any:
        """A word that has to be one of some."""
        known = tuple(choices)
        if key not in self.data:
            raise self.wrong(key, f"“{key}” is missing; it is one of {', '.join(known)}")
        try:
            return choices(self.data[key])
        except ValueError:
            raise self.wrong(
                key, f"no {key} is called “{self.data[key]}”{nearest(str(self.data[key]), known)}"
            ) from None

    def role(self, key: str) -> str:
        """A role, or nobody."""
        try:
            return read_role(str(self.data.get(key, NOBODY)), NOBODY)
        except ValueError as error:
            raise self.wrong(key, str(error)) from None

    def day(self, key: str) -> date | None:
        """A day from or until which the rule holds."""
        said = self.data.get(key)
        if said is not None and type(said) is not date:
            raise self.wrong(key, f"“{key}” is a day such as 2026-01-01, without quotes")
        return said

    def metrics(self, scope: Scope) -> tuple[Metric, ...]:
        """The figures that the rule judges."""
        said = self.data.get("metric")
        listed = said if isinstance(said, list) else [said]
        if not listed or said is None or len(listed) > _MOST_METRICS:
            raise self.wrong("metric", "“metric” is missing; it names the figure that the rule judges")
        return tuple(self._metric("metric", one, scope) for one in listed)

    def _metric(self, key: str, said: object, scope: Scope) -> Metric:
        metric = METRICS.get(said) if isinstance(said, str) else None
        if metric is None:
            raise self.wrong(key, f"no figure is called “{said}”{nearest(str(said), tuple(METRICS))}")
        if scope not in metric.scopes:
            places = ", ".join(SCOPE_WORDS[one].lower() for one in Scope if one in metric.scopes)
            raise self.wrong(key, f"“{said}” is a figure of: {places}; not of a {SCOPE_WORDS[scope].lower()}")
        return metric

    def value(self, key: str, metric: Metric, said: object) -> Figure:
        """A threshold as the metric measures."""
        try:
            return read_value(metric.measure, said, self.digits)
        except ValueError as error:
            raise self.wrong(key, str(error)) from None

    def thresholds(
        self, scope: Scope, metrics: tuple[Metric, ...], operator: Operator
    ) -> tuple[bool, tuple[Step, ...], tuple[Figure, ...]]:
        """Whether the approver's limit is the threshold; the thresholds by amount; the plain ones."""
        given = [key for key in ("threshold", "threshold_by", "table") if key in self.data]
        if operator is Operator.DIFFER:
            if given or len(metrics) < 2:
                raise self.wrong("operator", "“differ” holds two or more people apart and has no threshold")
            return False, (), ()
        if len(given) != 1:
            raise self.wrong(
                given[-1] if given else "metric", "give one of threshold, threshold_by and table"
            )
        self._refuse_order(metrics, operator)
        if given == ["threshold_by"]:
            return self._by_role(scope, metrics), (), ()
        if given == ["table"]:
            return False, self._steps(scope, metrics), ()
        return False, (), self._plain(metrics, operator)

    def _refuse_order(self, metrics: tuple[Metric, ...], operator: Operator) -> None:
        for metric in metrics:
            if metric.measure is Measure.PERSON:
                raise self.wrong("operator", f"the {metric.words} can only be held apart; use “differ”")
            if operator in (*_ORDERED, Operator.BETWEEN) and metric.measure not in _COMPARED:
                raise self.wrong("operator", f"the {metric.words} has no order; use = or in")

    def _by_role(self, scope: Scope, metrics: tuple[Metric, ...]) -> bool:
        if self.data["threshold_by"] != "role_limit":
            raise self.wrong(
                "threshold_by", "“threshold_by” can be “role_limit”: what the approver may approve"
            )
        if amount_metric(scope) is None or any(metric.measure is not Measure.MONEY for metric in metrics):
            raise self.wrong("threshold_by", "approval limits hold for amounts of what is asked for")
        return True

    def _plain(self, metrics: tuple[Metric, ...], operator: Operator) -> tuple[Figure, ...]:
        said = self.data["threshold"]
        listed = said if isinstance(said, list) else [said]
        several = operator in (Operator.IN, Operator.BETWEEN)
        if several and len(metrics) > 1:
            raise self.wrong("metric", f"“{operator}” holds one figure against several thresholds")
        if operator is Operator.BETWEEN and len(listed) != 2:
            raise self.wrong("threshold", "“between” has two thresholds, the least and the most")
        if not several and len(listed) != len(metrics):
            raise self.wrong("threshold", f"{len(metrics)} figures need as many thresholds")
        if len(listed) > _MOST_STEPS or not listed:
            raise self.wrong("threshold", f"1 to {_MOST_STEPS} thresholds are possible")
        measured = metrics * len(listed) if several else metrics
        values = [self.value("threshold", metric, one) for metric, one in zip(measured, listed, strict=True)]
        if operator is Operator.BETWEEN and values[0] > values[1]:  # type: ignore[operator]
            raise self.wrong("threshold", "the first of the two is the least")
        return tuple(values)

    def _steps(self, scope: Scope, metrics: tuple[Metric, ...]) -> tuple[Step, ...]:
        by, rows = amount_metric(scope), self.data["table"]
        if by is None or len(metrics) != 1:
            raise self.wrong("table", "a table of thresholds goes by the amount of what is asked for")
        if not isinstance(rows, list) or not 0 < len(rows) <= _MOST_STEPS:
            raise self.wrong("table", 'a table lists steps such as { up_to = "5000", value = "1" }')
        steps: list[Step] = []
        for row in rows:
            if not isinstance(row, Mapping) or not {"value"} <= set(row) <= {"up_to", "value"}:
                raise self.wrong("table", "each step has an “up_to” and a “value”, the last one just a value")
            up_to = self.value("table", by, row["up_to"]) if "up_to" in row else None
            before = steps[-1].up_to if steps else -1
            if before is None or (up_to is not None and int(up_to) <= before):
                raise self.wrong("table", "the steps go upwards, the last one without an “up_to”")
            steps.append(
                Step(None if up_to is None else int(up_to), self.value("table", metrics[0], row["value"]))
            )
        return tuple(steps)

    def condition(self, scope: Scope) -> Condition | None:
        """What must hold for the rule to apply."""
        said = self.data.get("when")
        if said is None:
            return None
        if not isinstance(said, Mapping) or set(said) != {"metric", "operator", "threshold"}:
            raise self.wrong("when", "“when” has a metric, an operator and a threshold")
        metric = self._metric("when", said["metric"], scope)
        if said["operator"] not in (*_ORDERED, Operator.EQUAL):
            raise self.wrong("when", "the operator of “when” is one of <, <=, =, >=, >")
        operator = Operator(said["operator"])
        self._refuse_order((metric,), operator)
        return Condition(metric, operator, self.value("when", metric, said["threshold"]))

    def unless(self, scope: Scope) -> Metric | None:
        """What switches the rule off."""
        said = self.data.get("unless")
        metric = None if said is None else self._metric("unless", said, scope)
        if metric is not None and metric.measure is not Measure.FLAG:
            raise self.wrong("unless", f"the {metric.words} is no yes or no")
        return metric
