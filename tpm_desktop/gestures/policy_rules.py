"""What a part of the policy and a waiver must say, however they are entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.policy import NOBODY, Policy, PolicyError, checked
from tpm_desktop.finance.policy.parts import parts
from tpm_desktop.model.policy import PolicyWaiver, Role
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.policy import minor_digits
from tpm_desktop.plan.policy_findings import role_words
from tpm_desktop.plan.policy_subjects import subjects

from .role_rules import refuse_not_holding

Values = Mapping[str, Any]
_PEOPLE = ("approver_id", "asked_by_id")


def refuse_unreadable_parts(program: OpenProgram, table: str, rows: Sequence[Values]) -> None:
    """A part is one rule, level or heading, and called as it says.

    Args: rows: all values of each row. Raises: `EditError`.
    """
    for row in rows:
        key = str(row.get("key", ""))
        try:
            checked(str(row.get("text", "")), minor_digits(program.file.program.currency))
            found = parts(str(row.get("text", "")))
        except PolicyError as error:
            raise EditError(str(error)) from error
        if [part.key for part in found] != [key]:
            raise EditError(f"the text of “{key}” must say just that part; edit the policy as a whole")


def refuse_unsound_waivers(program: OpenProgram, table: str, rows: Sequence[Values]) -> None:
    """A waiver is of a rule that may be waived, by who may, and not by who breaks it.

    Args: rows: all values of each row. Raises: `EditError`.
    """
    for row in rows:
        _refuse_waiver(program, row)


def _refuse_waiver(program: OpenProgram, row: Values) -> None:
    state = program.plan.state
    policy: Policy = state.policy
    rule = policy.rule(str(row.get("rule")))
    if rule is None:
        raise EditError(f"the policy has no rule “{row.get('rule')}”; the Policy view lists them")
    if rule.waiver == NOBODY:
        raise EditError(f"nobody may waive {rule.id}: {rule.title[:1].lower()}{rule.title[1:]}")
    role = role_words(str(Role(row.get("role") or Role.SPONSOR)))
    if not policy.may_waive(role, rule):
        raise EditError(f"{rule.id} is waived by the {rule.waiver} or a higher role, not by the {role}")
    approver, asked = row.get("approver_id"), row.get("asked_by_id")
    if approver is None:
        raise EditError(f"say who waives {rule.id}: a waiver needs its approver")
    if approver == asked:
        raise EditError(f"who breaks {rule.id} can't waive it; name another approver")
    if approver in _answers(program, row):
        raise EditError(f"the approver answers for what breaks {rule.id}; name somebody else")
    refuse_not_holding(state, role, str(approver), row.get("project_id"))


def _answers(program: OpenProgram, row: Values) -> frozenset[str]:
    """Who answers for what a waiver is about."""
    names = [name for name in PolicyWaiver.columns() if name.endswith("_id")]
    rows = {str(row[name]) for name in names if name not in (*_PEOPLE, "project_id") and row.get(name)}
    about = rows or {str(row.get("project_id") or program.file.program.id)}
    found = (one for one in subjects(program.plan.state, frozenset()) if one.id in about)
    return frozenset().union(*(one.broken_by for one in found))
