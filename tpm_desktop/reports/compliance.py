"""What an auditor asks of a program: whether policy, duties and history hold, and who approved what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from tpm_desktop.file.rows import Rows
from tpm_desktop.finance.policy import Operator, Rule
from tpm_desktop.model.capital import CapitalState, CapitalStep
from tpm_desktop.model.catalogue import CATALOGUE as TABLES
from tpm_desktop.model.entry import TableEntry
from tpm_desktop.plan.policy_findings import PolicyFinding, policy_report
from tpm_desktop.plan.policy_words import asked_text

from .parts import Section, note, nothing, title_block
from .policy_section import findings_table, policy_headline
from .source import Source
from .tables import Align, Cell, Content, TableColumn, TableRow, data_table

_WHEN = ("decided_on", "approved_on")
_WHO = ("approved_by_id", "decided_by_id", "approver_id")
_TAKEN = (CapitalState.APPROVED, CapitalState.DEFERRED, CapitalState.REJECTED)


def headline(source: Source) -> list[Flowable]:
    """The program's name above what holds and what doesn't."""
    agreed, report = source.state.policy, policy_report(source.state)
    if agreed.is_empty:
        said = ["No policy was agreed"]
    else:
        borne = sum(one.borne is not None for one in report.found)
        said = [policy_headline(report), _counted(borne, "waiver holds", "waivers hold")]
        if (rules := _apart(source)) and (broken := _broken(source, rules)):
            said.append(_counted(len(broken), "duty is not separated", "duties are not separated"))
        elif rules:
            said.append("duties are separated")
    broken_at = source.history.broken
    said.append(f"the history can't be trusted: {broken_at}" if broken_at else "the history holds")
    facts = " ".join(filter(None, (agreed.name, agreed.version)))
    told = f"Policy {facts} · {source.status_within}" if facts else source.status_said
    return title_block(source.about.name, "; ".join(said) + ".", told)


def _counted(many: int, one: str, more: str) -> str:
    return f"{many or 'no'} {one if many == 1 else more}"


def _apart(source: Source) -> list[Rule]:
    """The rules in force that hold people apart, such as who asks and who approves."""
    return [
        rule
        for rule in source.state.policy.rules
        if rule.operator is Operator.DIFFER and rule.in_force(source.day)
    ]


def _broken(source: Source, rules: list[Rule]) -> list[PolicyFinding]:
    report = policy_report(source.state)
    return [one for rule in rules for one in report.of_rule(rule.id) if one.borne is None]


def separation(source: Source, width: float) -> list[Flowable]:
    """Who must be another person by the policy, how often that was kept, and where it was not."""
    rules = _apart(source)
    if not rules:
        said = "No rule of the policy says who has to be another person than whom."
        return [Section("Separation of duties"), nothing(said)]
    report, formats = policy_report(source.state), source.formats
    columns = [
        TableColumn("Rule"),
        TableColumn("What it says", weight=3),
        TableColumn("Who", weight=3),
        *(TableColumn(head, Align.RIGHT) for head in ("Kept", "Waived", "Broken", "Not known")),
    ]
    rows = []
    for rule in rules:
        found = report.of_rule(rule.id)
        waived = sum(one.borne is not None for one in found)
        broken = len(found) - waived
        unknown = sum(judged.rule.id == rule.id for judged in report.open)
        who = f"{', '.join(metric.words for metric in rule.metrics)}: {asked_text(rule, formats)}"
        counts: list[Content] = [str(report.holds.get(rule.id, 0)), str(waived)]
        counts += [Cell(str(broken), "critical" if broken else "text", strong=broken > 0), str(unknown)]
        rows.append(TableRow([rule.id, rule.title, who, *counts]))
    broken_ones = _broken(source, rules)
    title = _counted(len(broken_ones), "breach", "breaches") if broken_ones else "kept wherever it is known"
    parts: list[Flowable] = [Section(f"Separation of duties: {title}"), data_table(columns, rows, width)]
    if broken_ones:
        parts.append(findings_table(source, broken_ones, width))
    return [*parts, note("Not known: one of the people is not entered yet.")]


@dataclass(frozen=True, slots=True)
class _Taken:
    """One decision or approval. how: the verdict; has_decider: its table has a field for who decided."""

    on: date
    kind: str
    name: str
    by: str
    how: str
    amount: int | None
    has_decider: bool = True


def approvals(source: Source, width: float) -> list[Flowable]:
    """Every decision and approval with its day and who took it, of whatever register has them."""
    found = sorted(_taken(source), key=lambda one: (one.on, one.kind, one.name))
    many = _counted(len(found), "approval or decision", "approvals and decisions")
    parts: list[Flowable] = [Section(many[:1].upper() + many[1:], source.formats.currency)]
    if not found:
        return [*parts, nothing("Nothing was approved or decided yet.")]
    columns = [
        TableColumn("On", Align.RIGHT),
        TableColumn("What"),
        TableColumn("Which", weight=4),
        TableColumn("Verdict"),
        TableColumn("Amount", Align.RIGHT),
        TableColumn("By", weight=2),
    ]
    rows = []
    for one in found:
        money = source.formats.money(one.amount, whole=True) if one.amount is not None else ""
        by: Content = one.by
        if not one.by:
            by = Cell("not recorded", "critical") if one.has_decider else "–"
        rows.append(TableRow([source.formats.date(one.on), one.kind, one.name, one.how, money or "–", by]))
    return [*parts, data_table(columns, rows, width)]


def _taken(source: Source) -> Iterator[_Taken]:
    """Of each table whose rows bear a day of decision; of capital requests each step that decides."""
    names = Rows.of(source.file)
    for about in TABLES:
        when = next((name for name in _WHEN if name in about.fields), None)
        if when is None:
            continue
        has_decider = any(name in about.fields for name in (*_WHO, "body_id"))
        for row in source.file.rows(about.model):
            if (on := getattr(row, when)) is not None:
                name = names.title(about.name, row.id, source.formats)
                amount = getattr(row, "amount", None)
                by, how = _decider(source, row), _verdict(about, row)
                yield _Taken(on, about.label, name, by, how, amount, has_decider)
    for step in source.file.rows(CapitalStep):
        if step.state in _TAKEN:
            name = names.title("capital_request", step.request_id, source.formats)
            role = f" ({step.role.label.lower()})" if step.role else ""
            by = f"{source.person(step.by_id)}{role}" if step.by_id else ""
            yield _Taken(step.taken, "Capital request", name, by, step.state.label, step.amount)


def _decider(source: Source, row: object) -> str:
    """The person and the body that a row names."""
    person = next((value for name in _WHO if (value := getattr(row, name, None))), None)
    named = (source.body(getattr(row, "body_id", None)), source.person(person))
    return ", ".join(filter(None, named))


def _verdict(about: TableEntry, row: object) -> str:
    """The state or verdict of a row as people read it; approved where its table has neither."""
    held = next((getattr(row, name) for name in ("verdict", "state") if name in about.fields), None)
    return str(getattr(held, "label", "Approved"))
