"""How the cost of a request's assets is charged by fiscal year, or would be before there are any."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QWidget

from tpm_desktop.desktop.inspector.page import Page
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import dress_table, mark
from tpm_desktop.plan.capital.book import read_books
from tpm_desktop.plan.capital.case import Schedule, schedules
from tpm_desktop.plan.capital.words import schedule_text, year_text

_COLUMNS = 3
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DepreciationPage(Page):
    """A table an asset: year, charge and book value."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.nothing = QLabel()
        self.nothing.setWordWrap(True)
        mark(self.nothing, role="muted")
        self.column.addWidget(self.nothing)
        self.column.addStretch(1)
        self.tables: list[QTableWidget] = []
        self._parts: list[QWidget] = []

    def load(self) -> None:
        for part in self._parts:
            self.column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self.tables, self._parts = [], []
        starts_in = self.session.program.file.program.fiscal_year_start
        one = len(self.ids) == 1
        books = read_books(self.session.program.plan.state.capital, self.ids if one else ())
        found = schedules(books[0], starts_in) if books else []
        several = self.tr("Select one request to see its depreciation.")
        lacking = self.tr(
            "Enter capital costs, the useful life and when it is in service: then it is told here."
        )
        self.nothing.setText(lacking if one else several)
        self.nothing.setVisible(not found)
        for schedule in found:
            self._show(schedule, starts_in)

    def _show(self, schedule: Schedule, starts_in: int) -> None:
        title = QLabel(schedule_text(schedule, self.session.formats))
        mark(title, role="caption")
        title.setWordWrap(True)
        self._put(title)
        if schedule.problem:
            problem = QLabel(schedule.problem)
            mark(problem, role="problem")
            problem.setWordWrap(True)
            self._put(problem)
            return
        formats = self.session.formats
        rows = [
            (year_text(year.start_year, formats, starts_in), year.charge, year.book_value)
            for year in schedule.years
        ]
        table = self._table(title.text(), rows)
        self.tables.append(table)
        self._put(table)

    def _put(self, part: QWidget) -> None:
        self.column.insertWidget(self.column.count() - 1, part)
        self._parts.append(part)

    def _table(self, name: str, rows: Sequence[tuple[str, int, int]]) -> QTableWidget:
        table = QTableWidget(len(rows), _COLUMNS, self)
        table.setAccessibleName(name)
        table.setHorizontalHeaderLabels([self.tr("Year"), self.tr("Charge"), self.tr("Book value")])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        dress_table(table)
        for place, (year, *amounts) in enumerate(rows):
            table.setItem(place, 0, QTableWidgetItem(year))
            for column, amount in enumerate(amounts, 1):
                item = QTableWidgetItem(self.session.formats.money(amount, dash=True))
                item.setTextAlignment(_RIGHT)
                table.setItem(place, column, item)
        for column in range(_COLUMNS):
            head = table.horizontalHeaderItem(column)
            if column and head is not None:
                head.setTextAlignment(_RIGHT)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        high = table.verticalHeader().defaultSectionSize() * len(rows)
        table.setFixedHeight(high + table.horizontalHeader().sizeHint().height() + 4)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return table
