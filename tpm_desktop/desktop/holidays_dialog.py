"""Asks whose public holidays a calendar shall have, and shows the days before they are added."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QSpinBox,
    QTreeWidgetItem,
    QWidget,
)

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.holidays import (
    FIRST_YEAR,
    LAST_YEAR,
    Holiday,
    add_holidays,
    countries,
    holidays_for,
    states,
    usual_years,
    why_none,
)
from tpm_desktop.model.calendars import Calendar

from .forms import build, child
from .lines import LinesList
from .session import Session
from .style import mark

_USUAL_COUNTRY = "US"


class HolidaysDialog(QDialog):
    """Calendar, country, state and years; `shown` are the days of the choice, those known greyed."""

    def __init__(self, session: Session, calendar_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.shown: list[Holiday] = []
        build("holidays", self, LinesList)
        mark(child(self, QLabel, "title"), role="section")
        mark(child(self, QLabel, "explanation"), role="muted")
        self._problem: QLabel = child(self, QLabel, "problem")
        mark(self._problem, role="problem")
        self.why: QLabel = child(self, QLabel, "why")
        mark(self.why, role="muted")
        self.calendar, self.country, self.state = (
            child(self, QComboBox, name) for name in ("calendar", "country", "state")
        )
        self.first, self.last = (child(self, QSpinBox, name) for name in ("first", "last"))
        self.days: LinesList = child(self, LinesList, "days")
        self.days.setAccessibleName(self.tr("Days off"))
        self.days.name_columns([self.tr("Day"), self.tr("Holiday"), ""], {}, wide=1)
        buttons = child(self, QDialogButtonBox, "buttons")
        self.ok: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        mark(self.ok, role="primary")
        buttons.accepted.connect(self._accept)
        self._fill(calendar_id)

    def _fill(self, calendar_id: str) -> None:
        for calendar in self._session.program.file.rows(Calendar):
            self.calendar.addItem(calendar.name, userData=calendar.id)
        for code, name in countries().items():
            self.country.addItem(name, userData=code)
        for chooser, wanted in ((self.calendar, calendar_id), (self.country, self._home())):
            chooser.setCurrentIndex(max(chooser.findData(wanted), 0))
        first, last = usual_years(self._session.program)
        for box, year in ((self.first, first), (self.last, last)):
            box.setRange(FIRST_YEAR, LAST_YEAR)
            box.setValue(year)
            box.valueChanged.connect(self._show_days)
        self._show_states()
        self.country.currentIndexChanged.connect(self._show_states)
        self.calendar.currentIndexChanged.connect(self._show_days)
        self.state.currentIndexChanged.connect(self._show_days)

    def _home(self) -> str:
        """The country of the system's language."""
        return self._session.formats.locale.territory or _USUAL_COUNTRY

    def _show_states(self) -> None:
        """Offer the states of the country; the whole of it comes first."""
        self.state.blockSignals(True)
        self.state.clear()
        self.state.addItem(self.tr("Holidays of the whole country"), userData=None)
        for code, name in states(self.country.currentData()).items():
            self.state.addItem(f"{name} ({code})" if name != code else code, userData=code)
        self.state.setEnabled(self.state.count() > 1)
        self.state.blockSignals(False)
        self._show_days()

    def _choice(self) -> tuple[str, str, str | None, int, int]:
        return (
            self.calendar.currentData(),
            self.country.currentData(),
            self.state.currentData(),
            self.first.value(),
            self.last.value(),
        )

    def _show_days(self) -> None:
        problem = ""
        try:
            self.shown = holidays_for(self._session.program, *self._choice())
        except EditError as error:
            self.shown, problem = [], str(error)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.days.clear()
        self.days.addTopLevelItems([self._line(holiday) for holiday in self.shown])
        why = "" if problem or any(not holiday.known for holiday in self.shown) else why_none(self.shown)
        self.why.setText(f"{why[:1].upper()}{why[1:]}." if why else "")
        self.why.setVisible(bool(why))
        new = sum(1 for holiday in self.shown if not holiday.known)
        self.ok.setEnabled(new > 0)
        self.ok.setText(self.tr("Add {} days").format(new) if new != 1 else self.tr("Add 1 day"))

    def _line(self, holiday: Holiday) -> QTreeWidgetItem:
        day = self._session.formats.date(holiday.day, weekday=True, year=True)
        line = QTreeWidgetItem([day, holiday.name, self.tr("off already") if holiday.known else ""])
        line.setToolTip(1, holiday.name)
        if holiday.known:
            line.setFlags(line.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        return line

    def _accept(self) -> None:
        added = self._session.do(lambda: add_holidays(self._session.program, *self._choice()))
        if added is not None:
            self._session.said.emit(self.tr("{} days off added").format(len(added)))
            self.accept()


def ask_for_holidays(session: Session, calendar_id: str | None, parent: QWidget) -> HolidaysDialog:
    """Ask whose holidays to add to a calendar, to the program's where none is named."""
    calendar = calendar_id or session.program.file.program.calendar_id
    dialog = HolidaysDialog(session, calendar or "", parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
