"""What breaks the policy as things stand, and which of it somebody has agreed to bear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from threading import RLock
from weakref import WeakKeyDictionary

from tpm_desktop.finance.policy import Figure, Judged, Policy, Rule, Subject, Verdict, judge
from tpm_desktop.model.catalogue import entry

from .columns import Columns
from .due import day_of_status
from .policy_subjects import subjects
from .state import State

_FIRST_DAY = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Borne:
    """A waiver that holds: who bears the breach, in which role, why and until when."""

    id: str
    by: str
    role: str
    reason: str
    until: date


@dataclass(frozen=True, slots=True)
class PolicyFinding:
    """A rule that something breaks. borne: why it doesn't count, None where it does."""

    judged: Judged
    borne: Borne | None

    @property
    def rule(self) -> Rule:
        """The rule that is broken."""
        return self.judged.rule

    @property
    def subject(self) -> Subject:
        """What breaks it."""
        return self.judged.subject

    @property
    def key(self) -> tuple[str, str]:
        """By which a finding is the same one after an edit: the rule and the row."""
        return self.rule.id, self.subject.id

    @property
    def blocks(self) -> bool:
        """Whether it is a hard rule's and nobody bears it."""
        return self.rule.is_hard and self.borne is None


@dataclass(frozen=True, slots=True)
class Report:
    """What the rules say of everything: breaches, and what could not be judged for want of a figure."""

    found: tuple[PolicyFinding, ...]
    open: tuple[Judged, ...]
    holds: Mapping[str, int]

    @property
    def blocking(self) -> int:
        """How many findings block."""
        return sum(finding.blocks for finding in self.found)

    def of_rule(self, rule_id: str) -> list[PolicyFinding]:
        """What breaks one rule."""
        return [finding for finding in self.found if finding.rule.id == rule_id]


NOTHING = Report((), (), {})
"""What a policy without rules finds."""
_reports: WeakKeyDictionary[State, Report] = WeakKeyDictionary()
_TURN = RLock()


def policy_report(state: State) -> Report:
    """Of the policy that the program carries, as it holds on the status date; made once a state.

    May be called from any thread: one at a time works, with calendars of its own.
    """
    with _TURN:
        found = _reports.get(state)
        if found is None:
            found = _reports[state] = report_of(state.policy, state)
        return found


def report_of(policy: Policy, state: State) -> Report:
    """Of a policy that need not be the program's, as a preview; from any thread."""
    with _TURN:
        return _report(policy, state)


def _report(policy: Policy, state: State) -> Report:
    day, waivers = day_of_status(state), _Waivers(policy, state)
    found: list[PolicyFinding] = []
    unknown: list[Judged] = []
    holds: dict[str, int] = {}
    for subject in subjects(state, wanted(policy, day)) if policy.rules else ():
        for judged in judge(policy, subject, day):
            if judged.verdict is Verdict.BROKEN:
                found.append(PolicyFinding(judged, waivers.of(judged)))
            elif judged.verdict is Verdict.NOT_ASSESSABLE:
                unknown.append(judged)
            else:
                holds[judged.rule.id] = holds.get(judged.rule.id, 0) + 1
    place = {rule.id: n for n, rule in enumerate(policy.rules)}
    found.sort(key=lambda one: (not one.blocks, not one.rule.is_hard, place[one.rule.id]))
    return Report(tuple(found), tuple(unknown), holds)


def blocking(
    state: State, table: str, row_id: str, changed: Mapping[str, Figure | None] | None = None
) -> list[PolicyFinding]:
    """The breaches of hard rules by a row that nobody bears: before a step, these have to go.

    Args: changed: figures as the step would leave them, such as who approves it, in place of those that are.
    """
    with _TURN:
        return list(_blocking(state, (table, row_id), changed or {}))


def _blocking(
    state: State, row: tuple[str, str], changed: Mapping[str, Figure | None]
) -> Iterator[PolicyFinding]:
    day, policy = day_of_status(state), state.policy
    waivers = _Waivers(policy, state)
    for subject in subjects(state, wanted(policy, day)) if policy.rules else ():
        if (subject.table, subject.id) != row:
            continue
        for judged in judge(policy, replace(subject, figures={**subject.figures, **changed}), day):
            finding = PolicyFinding(judged, waivers.of(judged))
            if judged.verdict is Verdict.BROKEN and finding.blocks:
                yield finding


def wanted(policy: Policy, day: date) -> frozenset[str]:
    """The metrics that rules in force ask for."""
    rules = [rule for rule in policy.rules if rule.in_force(day)]
    keys = {metric.key for rule in rules for metric in rule.metrics}
    keys |= {rule.when.metric.key for rule in rules if rule.when}
    return frozenset(keys | {rule.unless.key for rule in rules if rule.unless})


def subject_field(table: str) -> str | None:
    """The field by which a waiver names a row of a table, None where it names none."""
    name = f"{table}_id"
    return name if name in entry("policy_waiver").fields else None


class _Waivers:
    """The waivers in force on the status date, by rule and row."""

    def __init__(self, policy: Policy, state: State) -> None:
        self._policy, self._state = policy, state
        self._day = (day_of_status(state) - _FIRST_DAY).days
        self._table = state.inputs.tables["policy_waiver"]
        self._by_rule: dict[str, list[int]] = {}
        for row, rule in enumerate(self._table.texts["rule"]):
            self._by_rule.setdefault(rule or "", []).append(row)

    def of(self, judged: Judged) -> Borne | None:
        """The waiver that bears a breach, None where none does."""
        for row in self._by_rule.get(judged.rule.id, ()):
            if about(self._table, row) == _about_of(judged.subject) and self._holds(row, judged):
                return self._borne(row)
        return None

    def _holds(self, row: int, judged: Judged) -> bool:
        """Whether it is in time, and borne by somebody else than who breaks the rule, in a role that may."""
        approver = self._table.texts["approver_id"][row]
        others = {*judged.subject.broken_by, self._table.texts["asked_by_id"][row]}
        role = role_words(self._table.texts["role"][row])
        return (
            int(self._table.numbers["until"][row]) >= self._day
            and approver is not None
            and approver not in others
            and self._policy.may_waive(role, judged.rule)
        )

    def _borne(self, row: int) -> Borne:
        people, texts = self._state.inputs.tables["resource"], self._table.texts
        who = people.row.get(texts["approver_id"][row] or "")
        return Borne(
            self._table.ids[row],
            "" if who is None else people.texts["name"][who] or "",
            role_words(texts["role"][row]),
            texts["reason"][row] or "",
            _FIRST_DAY + timedelta(days=int(self._table.numbers["until"][row])),
        )


def about(table: Columns, row: int) -> tuple[str, str]:
    """What a waiver is about: the row besides the component project, else that, else the program."""
    refers = [name for name, column in entry("policy_waiver").fields.items() if column.target]
    named = [name for name in refers if name not in ("approver_id", "asked_by_id", "project_id")]
    for name in (*named, "project_id"):
        if row_id := table.texts[name][row]:
            return name.removesuffix("_id"), row_id
    return "program", ""


def _about_of(subject: Subject) -> tuple[str, str]:
    return (subject.table, "" if subject.table == "program" else subject.id)


def role_words(key: str | None) -> str:
    """A stored role as the policy's text names it."""
    return (key or "").replace("_", " ")


def newly_broken(before: Report, after: Report) -> Iterator[PolicyFinding]:
    """What an edit broke that nothing broke before."""
    known = {finding.key for finding in before.found if finding.borne is None}
    return (one for one in after.found if one.borne is None and one.key not in known)
