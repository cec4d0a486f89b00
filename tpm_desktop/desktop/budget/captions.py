"""What people call the rows, columns and cells of the grid."""

from __future__ import annotations

from PySide6.QtCore import QObject

from tpm_desktop.finance.fiscal_year import year_and_month
from tpm_desktop.model.finance import Treatment
from tpm_desktop.plan.breakdown import Level, name_of
from tpm_desktop.plan.budget_periods import Period, Span, first_day
from tpm_desktop.plan.columns import first
from tpm_desktop.plan.fiscal import fiscal_calendar

from ..session import Session
from .lines import Figure, Line, project_name


class Captions(QObject):
    """Names by the plan as it stands and the locale."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def title(self, line: Line) -> str:
        """What people call a row."""
        if line.kind is Level.ACCOUNT:
            return self._of_account(line, "name")
        if line.kind is Level.FUND:
            return name_of(self._session.program.plan.state, line.row) or self.tr("No funding source")
        if line.kind is Level.PROJECT:
            name = project_name(self._session.program.plan.state, line.id)
            return name or self.tr("No component project")
        return Treatment(line.id).label if line.kind is Level.TREATMENT else self.tr("Program")

    def code(self, line: Line) -> str:
        """An account's code; empty for other rows."""
        return self._of_account(line, "code") if line.kind is Level.ACCOUNT else ""

    def treatment(self, line: Line, *, both: bool) -> str:
        """Whether an account's amounts are capital, operating, or some of both."""
        return self.tr("Both") if both else Treatment(self._of_account(line, "treatment")).label

    def _of_account(self, line: Line, field: str) -> str:
        account = self._session.program.plan.state.inputs.tables["account"]
        return account.texts[field][account.row[line.id]] or ""

    def period_name(self, period: Period) -> str:
        """What people call a column: "May 2026", "Q1 FY26/27", "FY26/27" or "All years"."""
        if period.span is Span.MONTH:
            return self._session.formats.month(period.day)
        if period.span is Span.QUARTER:
            return f"{self.quarter_name(period)} {self.year_name(period)}"
        return self.year_name(period) if period.span is Span.YEAR else self.tr("All years")

    def days_of(self, period: Period) -> str:
        """A column's name with its first and last day and, in a calendar of weeks, how many it has."""
        fiscal = fiscal_calendar(self._session.program.plan.state.inputs.tables)
        begins, ends = fiscal.first_day(period.first), fiscal.last_day(period.last)
        said = f"{self.period_name(period)}: {self._session.formats.span(begins, ends)}"
        if not fiscal.by_weeks:
            return said
        weeks = ((ends - begins).days + 1) // 7
        return self.tr("{}, {} weeks").format(said, weeks)

    def quarter_name(self, period: Period) -> str:
        """What people call a quarter of a year that is known."""
        return self.tr("Q{}").format(period.quarter)

    def year_name(self, period: Period) -> str:
        """The year that a period is in, fiscal as the program has it, or of another calendar."""
        year, formats = period.year, self._session.formats
        if year is None:
            return ""
        of_program = int(
            first(self._session.program.plan.state.inputs.tables["program"], "fiscal_year_start")
        )
        if year_and_month(year.first)[1] == of_program:
            return formats.fiscal_year(first_day(year.first))
        return str(year.start_year)

    def place_name(self, line: Line, period: Period | None) -> str:
        """What people call a cell: the account and the month."""
        return f"{self.title(line)}, {self.period_name(period)}" if period else self.title(line)

    def figure_name(self, figure: Figure) -> str:
        """What people call a figure."""
        return {
            Figure.PLANNED: self.tr("Planned"),
            Figure.COMMITTED: self.tr("Committed"),
            Figure.ACTUAL: self.tr("Actual"),
            Figure.ACCRUED: self.tr("Accrued"),
            Figure.FORECAST: self.tr("Forecast"),
            Figure.OUTLOOK: self.tr("Outlook"),
            Figure.VARIANCE: self.tr("Variance"),
            Figure.EXCHANGE: self.tr("Exchange"),
        }[figure]
