"""The section about the policy: what breaks it, who bears what, and until when."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from tpm_desktop.plan.policy_findings import PolicyFinding, Report, policy_report
from tpm_desktop.plan.policy_words import mend, said

from .parts import Section, note, nothing
from .source import Source
from .tables import Cell, Content, TableColumn, TableRow, data_table

_MOST = 12


def policy(source: Source, width: float, *, everything: bool = False) -> list[Flowable]:
    """Findings first that block, then the others, then what is waived; nothing where no policy was agreed."""
    agreed = source.state.policy
    if agreed.is_empty:
        return []
    report = policy_report(source.state)
    parts: list[Flowable] = [Section(policy_headline(report), _called(source))]
    if agreed.problems:
        parts.append(nothing(f"A part of the policy can't be read: {agreed.problems[0]}."))
    if not report.found:
        return [*parts, nothing(f"None of its {len(agreed.rules)} rules is broken.")]
    counted = [one for one in report.found if one.borne is None]
    borne = [one for one in report.found if one.borne is not None]
    if counted:
        parts.append(findings_table(source, counted if everything else counted[:_MOST], width))
    if len(counted) > _MOST and not everything:
        parts.append(note(f"{_MOST} of {len(counted)} findings, those that block first."))
    if borne:
        parts.append(_waivers(source, borne, width))
    unknown = {judged.rule.id for judged in report.open} - set(report.holds)
    told = f" {len(unknown)} of its {len(agreed.rules)} rules could not be assessed." if unknown else ""
    return [*parts, note(f"Hard rules block until they are mended or waived by another one.{told}")]


def policy_headline(report: Report) -> str:
    """How many findings there are, and how many of hard rules."""
    counted = sum(one.borne is None for one in report.found)
    if not counted:
        return "The policy is kept"
    plural = "s" if counted > 1 else ""
    blocking = f", {report.blocking} of them hard" if report.blocking else ", none of a hard rule"
    return f"{counted} finding{plural} against the policy{blocking}"


def _called(source: Source) -> str:
    agreed = source.state.policy
    return " ".join(filter(None, (agreed.name, agreed.version)))


def findings_table(source: Source, found: Sequence[PolicyFinding], width: float) -> Flowable:
    """What breaks which rule, and what to do."""
    columns = [
        TableColumn("Rule"),
        TableColumn("What", weight=2),
        TableColumn("Figure", weight=3),
        TableColumn("What to do", weight=3),
    ]
    rows = []
    for one in found:
        told = said(one, source.state, source.formats)
        figure: Content = Cell(told, "critical", strong=True) if one.blocks else told
        rows.append(TableRow([one.rule.id, one.subject.name, figure, mend(one.rule)]))
    return data_table(columns, rows, width)


def _waivers(source: Source, found: list[PolicyFinding], width: float) -> Flowable:
    columns = [
        TableColumn("Waived"),
        TableColumn("What", weight=2),
        TableColumn("Reason", weight=3),
        TableColumn("By", weight=2),
        TableColumn("Until"),
    ]
    rows = []
    for one in found:
        assert one.borne is not None
        until = source.formats.date(one.borne.until)
        by = f"{one.borne.by} ({one.borne.role})"
        rows.append(TableRow([one.rule.id, one.subject.name, one.borne.reason, by, until]))
    return data_table(columns, rows, width)
