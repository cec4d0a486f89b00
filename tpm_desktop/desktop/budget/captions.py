"""What people call the rows, columns and cells of the grid."""

from __future__ import annotations

from PySide6.QtCore import QObject

from tpm_desktop.model.finance import Treatment

from ..session import Session
from .lines import Figure, Line, LineKind, project_name
from .periods import Period, Span


class Captions(QObject):
    """Names by the plan as it stands and the locale."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def title(self, line: Line) -> str:
        """What people call a row."""
        if line.kind is LineKind.ACCOUNT:
            return self._of_account(line, "name")
        if line.kind is LineKind.PROJECT:
            name = project_name(self._session.program.plan.state, line.id)
            return name or self.tr("No component project")
        return Treatment(line.id).label if line.kind is LineKind.TREATMENT else self.tr("Program")

    def code(self, line: Line) -> str:
        """An account's code; empty for other rows."""
        return self._of_account(line, "code") if line.kind is LineKind.ACCOUNT else ""

    def treatment(self, line: Line, *, both: bool) -> str:
        """Whether an account's amounts are capital, operating, or some of both."""
        return self.tr("Both") if both else Treatment(self._of_account(line, "treatment")).label

    def _of_account(self, line: Line, field: str) -> str:
        account = self._session.program.plan.state.inputs.tables["account"]
        return account.texts[field][account.row[line.id]] or ""

    def period_name(self, period: Period) -> str:
        """What people call a column: "May 2026", "2026", "FY26/27" or "All years"."""
        formats = self._session.formats
        if period.span is Span.MONTH:
            return formats.month(period.day)
        return formats.fiscal_year(period.day) if period.span is Span.YEAR else self.tr("All years")

    def place_name(self, line: Line, period: Period | None) -> str:
        """What people call a cell: the account and the month."""
        return f"{self.title(line)}, {self.period_name(period)}" if period else self.title(line)

    def figure_name(self, figure: Figure) -> str:
        """What people call a figure."""
        return {
            Figure.PLANNED: self.tr("Planned"),
            Figure.ACTUAL: self.tr("Actual"),
            Figure.FORECAST: self.tr("Forecast"),
            Figure.OUTLOOK: self.tr("Outlook"),
            Figure.VARIANCE: self.tr("Variance"),
        }[figure]
