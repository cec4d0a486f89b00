"""The risks of the chosen cell, or all by their weight: scores, money, date of the response, how it went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.case.lines_table import Head, Line, LinesTable
from tpm_desktop.desktop.spark import SparkDelegate
from tpm_desktop.desktop.things_model import Index
from tpm_desktop.formats import Formats
from tpm_desktop.plan.lights import Thresholds
from tpm_desktop.plan.risk_exposure import Weighed

MOST = 200
_TREND = 4


class RiskList(LinesTable):
    """The highest score in front."""

    def __init__(self, parent: QWidget) -> None:
        self._went: Mapping[str, list[int]] = {}
        super().__init__("heat-map-list", "", _heads(parent), parent)
        self.setAccessibleName(self.tr("Risks by weight"))
        self.setItemDelegateForColumn(_TREND, SparkDelegate(self._values, self))

    def show_risks(
        self,
        risks: Sequence[Weighed],
        went: Mapping[str, list[int]],
        limits: Thresholds,
        formats: Formats,
    ) -> None:
        """Show others. Args: went: the scores of each over the closed periods."""
        self._went = went
        before = self.key
        self.told.show_lines([self._line(risk, limits, formats) for risk in risks[:MOST]])
        if before:
            self.go_to(before)

    def _line(self, risk: Weighed, limits: Thresholds, formats: Formats) -> Line:
        score, left = risk.score, risk.residual
        said = "–" if score is None else f"{score} → {left}" if left != score else str(score)
        on = "✓" if risk.in_place else formats.date(risk.on) or "–"
        money = formats.compact(risk.exposure) if risk.exposure else "–"
        went = self._went.get(risk.id, [])
        told = " ".join(map(str, went))
        red = not risk.opportunity and (left or 0) >= limits.score[1]
        named = f"{risk.code}  {risk.title}".strip()
        return Line(risk.id, (named, said, money, on, told), bad=frozenset({1} if red else ()))

    def _values(self, index: Index) -> Sequence[int]:
        row = index.row()
        key = self.told.lines[row].key if 0 <= row < len(self.told.lines) else ""
        return self._went.get(key, [])


def _heads(owner: QWidget) -> tuple[Head, ...]:
    tr = owner.tr
    return (
        Head(tr("Risk"), right=False),
        Head(tr("Score"), 82, right=False, tip=tr("Before and after the response")),
        Head(tr("At stake"), 74, tip=tr("Chance times cost, as far as the response is in place")),
        Head(tr("Answered"), 84, needs=420, tip=tr("When the response is in place; ✓ where it is")),
        Head(tr("Trend"), 56, right=False, needs=300, tip=tr("The score over the closed periods")),
    )
