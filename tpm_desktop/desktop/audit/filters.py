"""The row above an audit: whose changes, of what, when."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.file.audit import Asked, Trail
from tpm_desktop.model.catalogue import CATALOGUE, entry
from tpm_desktop.model.check import ValueProblem

_WIDEST = 150


class Filters(QWidget):
    """Person, project, register, field, from, until. changed: something else is asked for."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 4, 12, 8)
        self._row.setSpacing(8)
        self.person = self._choice("person", self.tr("Everybody"), self.tr("Person"))
        self.project = self._choice("project", self.tr("All projects"), self.tr("Component project"))
        self.table = self._choice("table", self.tr("All registers"), self.tr("Register"))
        self.field = self._choice("field", self.tr("All fields"), self.tr("Field"))
        for about in CATALOGUE:
            self.table.addItem(about.plural, userData=about.name)
        self.field.setEnabled(False)
        self.table.currentIndexChanged.connect(self._fill_fields)
        self.since = self._day("since", self.tr("From"))
        self.until = self._day("until", self.tr("Until"))
        self.clear = QToolButton()
        self.clear.setObjectName("audit-clear")
        self.clear.setText(self.tr("Show all"))
        self.clear.clicked.connect(self.show_all)
        self._row.addWidget(self.clear)
        self._row.addStretch(1)

    def _choice(self, name: str, everything: str, said: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"audit-{name}")
        box.setAccessibleName(said)
        box.setToolTip(said)
        box.setMaximumWidth(_WIDEST)
        box.setMinimumContentsLength(10)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItem(everything, userData="")
        box.currentIndexChanged.connect(self.changed)
        self._row.addWidget(box)
        return box

    def _day(self, name: str, said: str) -> QLineEdit:
        label, line = QLabel(said), QLineEdit()
        label.setBuddy(line)
        mark(label, role="muted")
        line.setObjectName(f"audit-{name}")
        line.setAccessibleName(said)
        line.setFixedWidth(104)
        line.setPlaceholderText(self._session.formats.date(self._session.formats.today()))
        line.editingFinished.connect(self._take_day)
        self._row.addWidget(label)
        self._row.addWidget(line)
        return line

    def _take_day(self) -> None:
        for line in (self.since, self.until):
            problem = ""
            try:
                self._read(line)
            except ValueProblem as found:
                problem = str(found)
                self._session.refused.emit(problem)
            mark(line, problem=bool(problem))
        self.changed.emit()

    def _read(self, line: QLineEdit) -> datetime | None:
        text = line.text().strip()
        if not text:
            return None
        last = time(23, 59, 59) if line is self.until else time.min
        return datetime.combine(self._session.formats.parse_date(text), last).astimezone()

    def _fill_fields(self) -> None:
        table = str(self.table.currentData())
        self.field.blockSignals(True)
        while self.field.count() > 1:
            self.field.removeItem(1)
        for name, column in entry(table).fields.items() if table else ():
            if column.shown:
                self.field.addItem(column.label, userData=name)
        self.field.setEnabled(bool(table))
        self.field.blockSignals(False)

    def offer(self, trail: Trail) -> None:
        """Offer the people and projects that the history knows; what is chosen stays chosen."""
        projects = [(trail.rows.title("project", key), key) for key in trail.rows.table("project")]
        self._refill(self.person, [(name, name) for name in trail.people])
        self._refill(self.project, sorted(projects))

    def _refill(self, box: QComboBox, offered: list[tuple[str, Any]]) -> None:
        chosen = box.currentData()
        box.blockSignals(True)
        while box.count() > 1:
            box.removeItem(1)
        for text, value in offered:
            box.addItem(text, userData=value)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.blockSignals(False)

    def show_all(self) -> None:
        """Ask for everything again."""
        self.blockSignals(True)
        for box in (self.person, self.project, self.table, self.field):
            box.setCurrentIndex(0)
        for line in (self.since, self.until):
            line.clear()
            mark(line, problem=False)
        self.blockSignals(False)
        self.changed.emit()

    @property
    def asked(self) -> Asked:
        """What is asked for; a day that can't be read does not count."""
        days = []
        for line in (self.since, self.until):
            try:
                days.append(self._read(line))
            except ValueProblem:
                days.append(None)
        return Asked(
            person=str(self.person.currentData()),
            project=self.project.currentData() or None,
            table=str(self.table.currentData()),
            field=str(self.field.currentData()),
            since=days[0],
            until=days[1],
        )
