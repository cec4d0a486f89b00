"""Columns of the risk register that nobody enters: scores, and the impact that its amounts come to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.session import Session
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan.lights import Rag, Thresholds, light_of_score
from tpm_desktop.plan.risk_scales import scales
from tpm_desktop.plan.risks import score

from .columns import Column, Tone
from .derived import follows
from .rows import Row

translate = QCoreApplication.translate
_TONES = {Rag.GREEN: Tone.GREEN, Rag.AMBER: Tone.AMBER, Rag.RED: Tone.RED}


def risk_columns(session: Session) -> list[tuple[str, Column]]:
    def scored(probability: str, impact: str) -> Callable[[str, Row], int | None]:
        return lambda row_id, row: score(_int(row[probability]), _int(row[impact]))

    def show(value: int | None) -> str:
        return "" if value is None else f"{value} {light(value).letter}"

    def tone(value: int | None) -> Tone:
        return Tone.PLAIN if value is None else _TONES[light(value)]

    def light(value: int) -> Rag:
        return light_of_score(value, Thresholds.of(session.program.plan.state))

    def by_scale(row_id: str, row: Row) -> int | None:
        known = scales(session.program.plan.state)
        return known.by_amounts(_int(row["cost"]), _int(row["days"]), _int(row["quality"]))

    def level(value: int | None) -> str:
        return "" if value is None else session.formats.show(column, value)

    column = entry("risk").fields["impact"]
    hint = translate("Register", "Probability times impact; the program says from where amber and red")
    return [
        (
            "quality",
            follows(
                "impact_by_scale",
                translate("Register", "Impact by the scale"),
                translate("Register", "What money, days and quality come to on the program's scale"),
                by_scale,
                level,
                right=False,
            ),
        ),
        (
            "impact",
            follows(
                "score",
                translate("Register", "Score"),
                hint,
                scored("probability", "impact"),
                show,
                tone,
                chip=True,
            ),
        ),
        (
            "residual_impact",
            follows(
                "residual_score",
                translate("Register", "Residual score"),
                translate("Register", "The score after the response"),
                scored("residual_probability", "residual_impact"),
                show,
                tone,
                chip=True,
            ),
        ),
    ]


def _int(value: Any) -> int | None:
    return None if value is None else int(value)
