"""What a risk weighs: its score, and which risks still count."""

from __future__ import annotations

from collections.abc import Iterable

from tpm_desktop.model.registers import Risk, RiskKind, RiskStatus

_COUNTING = (RiskStatus.OPEN, RiskStatus.TREATING)


def score(probability: int | None, impact: int | None) -> int | None:
    """Probability times impact, 1 to 25; None while either is open."""
    return None if probability is None or impact is None else probability * impact


def residual_score(risk: Risk) -> int | None:
    """The score after the response, or the one before it where none was estimated."""
    residual = score(risk.residual_probability, risk.residual_impact)
    return score(risk.probability, risk.impact) if residual is None else residual


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
