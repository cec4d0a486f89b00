"""The editor of dates and instants: typed, or chosen from a calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, QDate, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidget, QWidgetAction

from tpm_desktop.desktop.icons import icon
from tpm_desktop.model.check import ValueProblem

from .field_editor import read_field
from .typed import LineEditor

translate = QCoreApplication.translate


class DateEditor(LineEditor):
    """A date or an instant: typed as people write it, or chosen from a calendar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: date | None = None
        action = self.addAction(icon("calendar", None, "muted"), QLineEdit.ActionPosition.TrailingPosition)
        action.setText(translate("Editors", "Choose from a calendar (Alt+Down)"))
        action.setToolTip(action.text())
        action.triggered.connect(self.open_calendar)

    def show_row(self, row: Any) -> None:
        super().show_row(row)
        value = read_field(row, self.field)
        self._day = date.fromisoformat(str(value)[:10]) if value else None

    def open_calendar(self) -> QMenu:
        """A month to choose a day from, below the field."""
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        calendar.setGridVisible(False)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        day = self._typed_day() or self._day or self.session.formats.today()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.activated.connect(lambda chosen: self._choose(chosen, menu))
        calendar.clicked.connect(lambda chosen: self._choose(chosen, menu))
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        calendar.setFocus()
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def _typed_day(self) -> date | None:
        try:
            return self.session.formats.parse_date(self.text(), base=self._day)
        except ValueProblem:
            return None

    def _choose(self, chosen: QDate, menu: QMenu) -> None:
        day = date(chosen.year(), chosen.month(), chosen.day())
        self.setText(self.session.formats.date(day, year=True))
        menu.close()
        self.committed.emit()

    def _base(self) -> date | None:
        return self._day
