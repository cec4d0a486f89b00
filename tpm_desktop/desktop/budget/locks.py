"""Why an amount of the grid can't be entered where it stands."""

from __future__ import annotations

from PySide6.QtCore import QObject

from tpm_desktop.plan.budget_periods import Period, Span

from .lines import Figure, Line


class Locks(QObject):
    """closed: the last closed month, since 1970; None while none is. cash: by month of payment."""

    closed: int | None = None
    cash = False

    def locked(self, line: Line, period: Period) -> bool:
        """Whether no amount can be entered; painting asks it of every cell, so no words are found."""
        return (
            self.cash
            or line.total
            or line.figure.measure is None
            or (self.closed is not None and period.last <= self.closed)
            or (line.figure is Figure.ACTUAL and period.span is not Span.MONTH)
        )

    def reason(self, line: Line, period: Period) -> str:
        """In words what stands against it; empty where an amount can be entered."""
        if self.cash:
            return self.tr("Cash follows from costs and payment terms; show costs to enter amounts")
        return (self._follows(line.figure) or self._stays(line, period)) if self.locked(line, period) else ""

    def _follows(self, figure: Figure) -> str:
        """From what a figure follows that nobody enters here."""
        return {
            Figure.COMMITTED: self.tr(
                "Committed follows from orders and cost entries: ordered and not invoiced"
            ),
            Figure.ACCRUED: self.tr("Accrued follows from cost entries: received and not invoiced"),
            Figure.OUTLOOK: self.tr(
                "The outlook follows: actual up to the status month, then forecast, or else plan"
            ),
            Figure.EXCHANGE: self.tr(
                "The exchange variance follows: what is spent at budget rates, less what it came to;"
                " part of the variance"
            ),
            Figure.VARIANCE: self.tr("The variance follows: planned less outlook; below zero is over budget"),
        }.get(figure, "")

    def _stays(self, line: Line, period: Period) -> str:
        if line.total:
            return self.tr("The sum of the accounts; enter amounts there")
        if self.closed is not None and period.last <= self.closed:
            return self.tr("Closed: its figures stay; corrections are cost entries in an open month")
        if line.figure is Figure.ACTUAL and period.span is not Span.MONTH:
            return self.tr("The sum of the months; enter amounts there")
        return ""
