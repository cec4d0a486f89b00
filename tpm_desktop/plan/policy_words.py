"""What a policy asks and what breaks it, in words: for window, command line and packs alike."""

from __future__ import annotations

from decimal import Decimal

from tpm_desktop.finance.policy import TENDER, Figure, Judged, Measure, Metric, Operator, Rule
from tpm_desktop.formats import Formats

from .policy_findings import Borne, PolicyFinding, Report
from .state import State

_WORDS = {
    Operator.BELOW: "below {}",
    Operator.AT_MOST: "at most {}",
    Operator.EQUAL: "must be {}",
    Operator.AT_LEAST: "at least {}",
    Operator.ABOVE: "above {}",
}


def figure_text(metric: Metric, figure: Figure, formats: Formats) -> str:
    """A figure as it is shown: "12,500", "2.4 %", "0.88", "tender", "yes"."""
    if isinstance(figure, bool):
        return "yes" if figure else "no"
    if metric.measure is Measure.MONEY and isinstance(figure, int):
        return formats.money(figure)
    if metric.measure is Measure.SHARE and isinstance(figure, int):
        return formats.share(figure)
    if metric.measure is Measure.INDEX:
        return formats.decimal(Decimal(figure), 2)
    if metric.measure is Measure.YEARS:
        years = Decimal(figure)
        return f"{years.normalize():f} {'year' if years == 1 else 'years'}"
    return "tender" if figure == TENDER else str(figure)


def said(finding: PolicyFinding, state: State, formats: Formats) -> str:
    """The figure that breaks a rule, and what is asked: "forecast above budget 2.4 %, at most 0 %"."""
    judged = finding.judged
    if judged.rule.operator is Operator.DIFFER:
        one, other = judged.metrics
        return f"{one.words} and {other.words} are the same: {_person(judged.figures[0], state)}"
    if judged.rule.operator in (Operator.IN, Operator.BETWEEN):
        (metric,) = judged.metrics
        shown = figure_text(metric, judged.figures[0], formats)
        return f"{metric.words} {shown}, {_among(judged.rule, metric, judged.limits, formats)}"
    pairs = zip(judged.metrics, judged.figures, judged.limits, strict=True)
    return "; ".join(_pair(judged, metric, figure, limit, formats) for metric, figure, limit in pairs)


def _pair(judged: Judged, metric: Metric, figure: Figure, limit: Figure, formats: Formats) -> str:
    asked = _WORDS[judged.rule.operator].format(figure_text(metric, limit, formats))
    if judged.rule.by_role:
        role = judged.subject.figures.get("approver_role")
        asked = f"{asked} for {f'the {role}' if role else 'who holds no role'}"
    return f"{metric.words} {figure_text(metric, figure, formats)}, {asked}"


def _among(rule: Rule, metric: Metric, limits: tuple[Figure, ...], formats: Formats) -> str:
    shown = [figure_text(metric, limit, formats) for limit in limits]
    return f"{shown[0]} to {shown[1]}" if rule.operator is Operator.BETWEEN else f"one of {', '.join(shown)}"


def asked_text(rule: Rule, formats: Formats) -> str:
    """What a rule asks for, in short: "at most 10 %", "by approval limit", "5 % to 15 %", "all apart"."""
    if rule.operator is Operator.DIFFER:
        return "all different people"
    if rule.by_role:
        return "the approver's limit"
    if rule.steps:
        shown = [figure_text(rule.metrics[0], step.value, formats) for step in rule.steps]
        return f"{', '.join(shown)} by amount"
    if rule.operator in (Operator.IN, Operator.BETWEEN):
        return _among(rule, rule.metrics[0], rule.thresholds, formats)
    pairs = zip(rule.metrics, rule.thresholds, strict=True)
    asked = [_WORDS[rule.operator].format(figure_text(metric, limit, formats)) for metric, limit in pairs]
    return " and ".join(dict.fromkeys(asked))


def borne_text(borne: Borne, formats: Formats) -> str:
    """ "waived until 30 Jun by the sponsor (name): reason"."""
    until = formats.date(borne.until, year=True)
    return f"waived until {until} by the {borne.role} ({borne.by}): {borne.reason}"


def one_line(finding: PolicyFinding, state: State, formats: Formats) -> str:
    """ "BUD-1 Forecast within budget: Operations: forecast above budget 2.4 %, at most 0 %"."""
    told = said(finding, state, formats)
    return f"{finding.rule.id} {finding.rule.title}: {finding.subject.name}: {told}"


def mend(rule: Rule) -> str:
    """What to do about a breach of a rule: "Ask for more budget, or record a waiver of the sponsor"."""
    done = rule.to_do.rstrip(".")
    if not rule.is_hard:
        return done
    who = rule.waiver
    return f"{done}; nobody may waive it" if who == "nobody" else f"{done}, or record a waiver of the {who}"


def counted(report: Report) -> str:
    """How many findings there are: "5 findings, 2 block, 1 waived"."""
    borne = sum(finding.borne is not None for finding in report.found)
    found = len(report.found) - borne
    if not found and not borne:
        return "nothing broken"
    blocking = {0: "none blocks", 1: "1 blocks"}.get(report.blocking, f"{report.blocking} block")
    parts = [f"{found} finding{'' if found == 1 else 's'}", blocking if found else ""]
    return ", ".join(filter(None, [*parts, f"{borne} waived" if borne else ""]))


def missing_text(judged: Judged) -> str:
    """Why a rule can't be judged."""
    return f"{judged.missing.words} not known" if judged.missing else "the approver's limit is not known"


def _person(figure: Figure, state: State) -> str:
    people = state.inputs.tables["resource"]
    row = people.row.get(str(figure))
    return str(figure) if row is None else people.texts["name"][row] or ""
