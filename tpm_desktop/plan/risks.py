"""What a risk weighs: its score, and which risks still count."""

from __future__ import annotations

from collections.abc import Iterable

from tpm_desktop.model.registers import Risk, RiskKind, RiskStatus
from tpm_desktop.planning.columns import NONE

from .columns import Columns

_COUNTING = (RiskStatus.OPEN, RiskStatus.TREATING)


def score(probability: int | None, impact: int | None) -> int | None:
    """Probability times impact, 1 to 25; None while either is open."""
    return None if probability is None or impact is None else probability * impact


def residual_score(risk: Risk) -> int | None:
    """The score after the response, or the one before it where none was estimated."""
    residual = score(risk.residual_probability, risk.residual_impact)
    return score(risk.probability, risk.impact) if residual is None else residual


def residual_of(table: Columns, row: int) -> int | None:
    """The residual score of a row of the register while it is an open threat; None else."""
    counts = table.texts["status"][row] in _COUNTING and table.texts["kind"][row] == RiskKind.THREAT
    if not counts:
        return None
    left, given = (
        [int(table.numbers[f"{before}{name}"][row]) for name in ("probability", "impact")]
        for before in ("residual_", "")
    )
    found = given if NONE in left else left
    return None if NONE in found else found[0] * found[1]


def open_risks(risks: Iterable[Risk]) -> list[Risk]:
    """Threats and opportunities that are open or treated, scored or not: what is counted as open."""
    return [risk for risk in risks if risk.status in _COUNTING]


def top_threats(risks: Iterable[Risk]) -> list[tuple[int, Risk]]:
    """Residual score and risk of every scored threat that is open or treated, the highest score first."""
    scored = [
        (weight, risk)
        for risk in open_risks(risks)
        if risk.kind is RiskKind.THREAT and (weight := residual_score(risk))
    ]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].code or "", pair[1].id))
