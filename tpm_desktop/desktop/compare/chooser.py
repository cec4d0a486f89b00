"""Asks what to compare with: another file, or the program itself on a day, at an issue, after an edit."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QWidget,
)

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.forms import build, child
from tpm_desktop.desktop.history.model import AUTHOR, LABEL, RECORD, STATE, WHEN, HistoryModel
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import dress_table, mark

from .asked import Asked

_WIDTHS = {AUTHOR: 136, WHEN: 120}


class Chooser(QDialog):
    """A file, a day, an issued pack or an edit; what is touched is what is meant."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        build("compare", self)
        mark(child(self, QLabel, "title"), role="section")
        self.by_file, self.by_day, self.by_pack, self.by_record = (
            child(self, QRadioButton, name) for name in ("by_file", "by_day", "by_pack", "by_record")
        )
        self.file: QLineEdit = child(self, QLineEdit, "file")
        self.browse: QPushButton = child(self, QPushButton, "browse")
        self.day: QDateEdit = child(self, QDateEdit, "day")
        self.records: QTableView = child(self, QTableView, "records")
        buttons = child(self, QDialogButtonBox, "buttons")
        self.ok: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(self.tr("Compare"))
        mark(self.ok, role="primary")
        self._path: Path | None = None
        self._fill(session)
        self._connect()
        self.by_file.setChecked(True)
        self._offer()

    def _fill(self, session: Session) -> None:
        records = session.program.file.journal.records()
        first, today = records[-1].at.astimezone().date(), session.formats.today()
        self.day.setDateRange(_qt(first), _qt(max(first, today)))
        self.day.setDate(_qt(max(first, today)).addDays(-1) if today > first else _qt(first))
        last = session.program.file.program.last_pack
        self.by_pack.setEnabled(last is not None)
        when = session.formats.instant(last, time=True) if last else self.tr("none was yet")
        self.by_pack.setText(self.tr("Itself when a &pack was last issued ({})").format(when))
        self.records.setModel(HistoryModel(session, self))
        self.records.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.records.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.records.setTabKeyNavigation(False)
        self.records.setWordWrap(False)
        dress_table(self.records, compact=True)
        header = self.records.horizontalHeader()
        header.setSectionResizeMode(LABEL, QHeaderView.ResizeMode.Stretch)
        self.records.setColumnHidden(STATE, True)
        for column, width in _WIDTHS.items():
            self.records.setColumnWidth(column, width)

    def _connect(self) -> None:
        self.browse.clicked.connect(self.ask_file)
        self.day.dateChanged.connect(lambda: self.by_day.setChecked(True))
        self.records.selectionModel().selectionChanged.connect(lambda *_: self.by_record.setChecked(True))
        self.records.activated.connect(lambda _: self.accept())
        self.records.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        for choice in (self.by_file, self.by_day, self.by_pack, self.by_record):
            choice.toggled.connect(lambda _: self._offer())

    def ask_file(self) -> None:
        """Ask for the other file."""
        path = file_dialogs.ask_open(self, self.tr("Compare with"), file_dialogs.programs())
        if path is not None:
            self.take_file(path)

    def take_file(self, path: Path) -> None:
        """Compare with this file."""
        self._path = path
        self.file.setText(path.name)
        self.file.setToolTip(str(path))
        self.by_file.setChecked(True)
        self._offer()

    @property
    def asked(self) -> Asked | None:
        """What is chosen, None while something is missing."""
        if self.by_file.isChecked():
            return Asked(file=self._path) if self._path is not None else None
        if self.by_day.isChecked():
            return Asked(day=cast(date, self.day.date().toPython()))
        if self.by_pack.isChecked():
            return Asked(issued=True)
        rows = self.records.selectionModel().selectedRows(LABEL)
        return Asked(record=rows[0].data(RECORD), label=str(rows[0].data())) if rows else None

    def _offer(self) -> None:
        self.ok.setEnabled(self.asked is not None)

    def accept(self) -> None:
        if self.asked is not None:
            super().accept()


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
