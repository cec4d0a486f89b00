"""Holidays are chosen in a dialog that shows the days before it adds them."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tpm_desktop.desktop.holidays_dialog import HolidaysDialog
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.model.calendars import CalendarException


def opened(window: MainWindow, table: str = "calendar") -> HolidaysDialog:
    view = window.show_view(table)
    action = next(a for a in view.commands() if a.objectName() == f"{table}-holidays")
    action.trigger()
    return view.findChild(HolidaysDialog)


def choose(dialog: HolidaysDialog, country: str, state: str | None, first: int, last: int) -> None:
    dialog.first.setValue(first)
    dialog.last.setValue(last)
    dialog.country.setCurrentIndex(dialog.country.findData(country))
    dialog.state.setCurrentIndex(dialog.state.findData(state))


def test_the_days_are_shown_before_they_are_added(window: MainWindow):
    dialog = opened(window)
    assert dialog.calendar.currentText() == "Standard"
    choose(dialog, "DE", "BY", 2026, 2026)
    lines = [dialog.days.topLevelItem(n).text(1) for n in range(dialog.days.topLevelItemCount())]
    assert "Epiphany" in lines
    assert dialog.ok.text() == f"Add {len(lines)} days"
    dialog.ok.click()
    kept = window.session.program.file.rows(CalendarException)
    assert [row.name for row in kept] == lines
    assert window.session.program.file.journal.records()[0].label.startswith("Add holidays of DE-BY 2026")


def test_days_that_are_off_already_are_greyed_and_not_added_again(window: MainWindow):
    dialog = opened(window)
    choose(dialog, "DE", None, 2026, 2026)
    dialog.ok.click()
    again = opened(window, "calendar_exception")
    choose(again, "DE", None, 2026, 2026)
    assert not again.ok.isEnabled()
    assert again.why.text() == f"The calendar has all {len(again.shown)} days off already."
    assert not again.days.topLevelItem(0).flags() & Qt.ItemFlag.ItemIsEnabled
    choose(again, "DE", "BY", 2026, 2026)
    assert again.ok.text() == f"Add {sum(not day.known for day in again.shown)} days"
    assert again.ok.isEnabled()
    assert again.why.text() == ""


def test_years_that_make_no_sense_are_said(window: MainWindow):
    dialog = opened(window)
    choose(dialog, "DE", None, 2027, 2026)
    assert not dialog.ok.isEnabled()
    assert dialog.shown == []
