"""The rules of the policy as the health command tells its checks."""

from __future__ import annotations

from typing import Any

from tpm_desktop.formats import Formats
from tpm_desktop.plan import State
from tpm_desktop.plan.policy_findings import policy_report
from tpm_desktop.plan.policy_words import asked_text, mend, said
from tpm_desktop.planning.quality import Verdict


def policy_checks(state: State, formats: Formats) -> list[dict[str, Any]]:
    """A check a rule: how many break it, of how many it could be said of, and what breaks it."""
    report, told = policy_report(state), []
    for rule in state.policy.rules:
        found = report.of_rule(rule.id)
        counted = [finding for finding in found if finding.borne is None]
        looked_at = len(found) + report.holds.get(rule.id, 0)
        verdict = Verdict.FAILS if counted else Verdict.HOLDS if looked_at else Verdict.NOT_APPLICABLE
        told.append(
            {
                "id": rule.id,
                "title": rule.title,
                "group": "policy",
                "numerator": len(counted),
                "denominator": looked_at,
                "figure": len(counted) if looked_at else None,
                "unit": "count",
                "threshold": asked_text(rule, formats),
                "verdict": verdict.value,
                "note": f"line {rule.line} of the policy",
                "amount": None,
                "waived": len(found) - len(counted),
                "tasks": [],
                "links": [],
                "rows": [
                    {
                        "table": one.subject.table,
                        "id": one.subject.id,
                        "name": one.subject.name,
                        "said": said(one, state, formats),
                        "blocks": one.blocks,
                    }
                    for one in found
                ],
                "mend": mend(rule),
            }
        )
    return told
