"""Single figures of the policy without its text: the threshold of a rule, what a role may approve."""

from __future__ import annotations

import json
import re
from decimal import Decimal

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.policy import Level, Operator, Rule, Spending
from tpm_desktop.finance.policy.blocks import blocks
from tpm_desktop.formats import Formats
from tpm_desktop.model.policy import PolicyPart
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.policy import minor_digits

from .policy import part_of
from .records import set_fields

NO_LIMIT = "no limit"
_THRESHOLD = re.compile(r"^[ \t]*threshold[ \t]*=[ \t]*(?:\[[^\]]*\]|.*)", re.MULTILINE)
_BETWEEN_THRESHOLDS = {True: " to ", False: " and "}


def threshold_text(program: OpenProgram, rule: Rule) -> str | None:
    """The threshold of a rule as it is typed: "10 %", "5 % to 15 %", "0.90 and 0.90"; None without one."""
    part = part_of(program, rule.id)
    row = program.file.row(PolicyPart, part) if part else None
    said = blocks(row.text)[0].data.get("threshold") if row else None
    if said is None:
        return None
    listed = said if isinstance(said, list) else [said]
    return _BETWEEN_THRESHOLDS[rule.operator is Operator.BETWEEN].join(map(str, listed))


def set_threshold(program: OpenProgram, rule: Rule, said: str) -> None:
    """Hold a rule to another threshold, written as `threshold_text` writes it. Raises: `EditError`."""
    part = part_of(program, rule.id)
    row = program.file.row(PolicyPart, part) if part else None
    if row is None or part is None:
        raise EditError(f"the policy has no rule “{rule.id}” any more")
    values = re.split(_BETWEEN_THRESHOLDS[rule.operator is Operator.BETWEEN], said.strip())
    written = ", ".join(json.dumps(value.strip(), ensure_ascii=False) for value in values)
    line = f"threshold = [{written}]" if len(values) > 1 else f"threshold = {written}"
    text = _THRESHOLD.sub(lambda _: line, row.text, count=1)
    set_fields(program, "policy_part", part, {"text": text})


def limit_text(level: Level, kind: Spending, formats: Formats) -> str:
    """What a role may approve, as it is shown and typed: "50,000", "no limit", empty for nothing."""
    if kind not in level.limits:
        return ""
    limit = level.limits[kind]
    return NO_LIMIT if limit is None else formats.money(limit)


def set_limit(program: OpenProgram, level: Level, kind: Spending, said: str) -> None:
    """Let a role approve up to another amount, written as `limit_text` writes it.

    Raises: `EditError`, `ValueProblem` where it is no amount.
    """
    part = part_of(program, level.role)
    row = program.file.row(PolicyPart, part) if part else None
    if row is None or part is None:
        raise EditError(f"the policy has no level for the {level.role} any more")
    line = _limit_line(program, kind, said.strip())
    known = re.compile(rf"^[ \t]*{kind}[ \t]*=.*\n?", re.MULTILINE)
    text = known.sub(lambda _: line, row.text, count=1) if known.search(row.text) else f"{row.text}\n{line}"
    set_fields(program, "policy_part", part, {"text": text.strip()})


def _limit_line(program: OpenProgram, kind: Spending, said: str) -> str:
    if not said:
        return ""
    if said.casefold() == NO_LIMIT:
        return f'{kind} = "{NO_LIMIT}"\n'
    minor = Formats.of(program.file.program).parse_money(said)
    amount = Decimal(minor).scaleb(-minor_digits(program.file.program.currency)).normalize()
    return f'{kind} = "{amount:f}"\n'
