"""Policy as data: rules of a readable text, the levels that approve, and what is held against them.

No rule is code: a rule names a figure of the catalogue, an operator and a threshold.
"""

from .blocks import PolicyError
from .carrying import CarriedOver, carry_over
from .checking import REACH, Judged, Subject, Verdict, judge
from .metrics import METRICS, SCOPE_WORDS, TENDER, Measure, Metric, Scope
from .reading import checked, read_parts, read_policy
from .roles import NOBODY, ROLES, Level, Spending
from .rules import Condition, Figure, Operator, Policy, Problem, Rule, Severity

__all__ = [
    "METRICS",
    "NOBODY",
    "REACH",
    "ROLES",
    "SCOPE_WORDS",
    "TENDER",
    "CarriedOver",
    "Condition",
    "Figure",
    "Judged",
    "Level",
    "Measure",
    "Metric",
    "Operator",
    "Policy",
    "PolicyError",
    "Problem",
    "Rule",
    "Scope",
    "Severity",
    "Spending",
    "Subject",
    "Verdict",
    "carry_over",
    "checked",
    "judge",
    "read_parts",
    "read_policy",
]
