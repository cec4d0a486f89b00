"""What some packs are about besides the program: one meeting, one request, or a part of the history."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import cast

from PySide6.QtCore import QDate, QObject, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QFormLayout, QWidget

from tpm_desktop.file.audit import Asked
from tpm_desktop.model.capital import CapitalRequest
from tpm_desktop.model.governance import Meeting
from tpm_desktop.model.program import Project
from tpm_desktop.reports import Pack
from tpm_desktop.reports.named_parts import Asks

from ..forms import child
from ..session import Session
from ..wording import shortened

_MOST_PEOPLE = 500


class SubjectPage(QObject):
    """Only what the chosen pack asks for is shown. changed: something else is to be told."""

    changed = Signal()

    def __init__(self, form: QWidget, session: Session) -> None:
        super().__init__(form)
        self._session = session
        self._form: QFormLayout = child(form, QFormLayout, "form")
        self.meeting, self.request, self.person, self.of_project = (
            child(form, QComboBox, name) for name in ("meeting", "request", "person", "of_project")
        )
        self.from_day, self.until_day = (child(form, QCheckBox, n) for n in ("from_day", "until_day"))
        self.first_day, self.last_day = (child(form, QDateEdit, n) for n in ("first_day", "last_day"))
        self._pack: Pack | None = None
        self._fill()
        for combo in (self.meeting, self.request, self.person, self.of_project):
            keep_narrow(combo)
            combo.currentIndexChanged.connect(lambda _: self.changed.emit())
        for ticked, day in ((self.from_day, self.first_day), (self.until_day, self.last_day)):
            day.setEnabled(False)
            ticked.toggled.connect(day.setEnabled)
            ticked.toggled.connect(lambda _: self.changed.emit())
            day.dateChanged.connect(lambda _: self.changed.emit())

    def _fill(self) -> None:
        file, formats = self._session.program.file, self._session.formats
        self.meeting.addItem("", userData=None)
        for meeting in sorted(file.rows(Meeting), key=lambda row: (row.held, row.id), reverse=True):
            held = formats.date(meeting.held, year=True)
            self.meeting.addItem(
                " · ".join(filter(None, (shortened(meeting.title), held))), userData=meeting.id
            )
        self.request.addItem(self.tr("All of them"), userData=None)
        for request in file.rows(CapitalRequest):
            name = " ".join(filter(None, (request.code, request.title)))
            self.request.addItem(shortened(name), userData=request.id)
        self.of_project.addItem(self.tr("All"), userData=None)
        for project in file.rows(Project):
            self.of_project.addItem(
                shortened(" ".join(filter(None, (project.code, project.name)))), project.id
            )
        self._fill_history()

    def _fill_history(self) -> None:
        records = self._session.program.file.journal.records()
        self.person.addItem(self.tr("Anybody"), userData="")
        for name in sorted({record.author for record in records}, key=str.casefold)[:_MOST_PEOPLE]:
            if name:
                self.person.addItem(shortened(name), userData=name)
        first, last = (record.at.astimezone().date() for record in (records[-1], records[0]))
        for edit, day in ((self.first_day, first), (self.last_day, last)):
            edit.setDate(QDate(day.year, day.month, day.day))

    def show_pack(self, pack: Pack) -> None:
        """Show what that pack asks for."""
        self._pack = pack
        ended = any(section.part == "minutes" for section in pack.sections)
        usual = self.tr("The last one held") if ended else self.tr("The next one")
        if ended and any(section.part == "agenda" for section in pack.sections):
            usual = self.tr("The next and the last one")
        self.meeting.setItemText(0, usual)
        for asked, edits in (
            (pack.meets, (self.meeting,)),
            (pack.asks(Asks.REQUEST), (self.request,)),
            (pack.audits, (self.person, self.of_project, self.first_day, self.last_day)),
        ):
            for edit in edits:
                self._form.setRowVisible(edit, asked)

    @property
    def meeting_id(self) -> str | None:
        """The meeting that is chosen, None for the one that comes or was last."""
        return self._chosen(self.meeting) if self._pack is not None and self._pack.meets else None

    @property
    def request_id(self) -> str | None:
        """The request that is chosen, None for all."""
        asked = self._pack is not None and self._pack.asks(Asks.REQUEST)
        return self._chosen(self.request) if asked else None

    @property
    def asked(self) -> Asked | None:
        """Which part of the history is told, by whole days of this computer's clock; None for all of it."""
        if self._pack is None or not self._pack.audits:
            return None
        begin, end = self.from_day.isChecked(), self.until_day.isChecked()
        return Asked(
            person=str(self.person.currentData()),
            project=self._chosen(self.of_project),
            since=_instant(self.first_day, time.min) if begin else None,
            until=_instant(self.last_day, time(23, 59, 59)) if end else None,
        )

    @staticmethod
    def _chosen(combo: QComboBox) -> str | None:
        found = combo.currentData()
        return str(found) if found else None


def keep_narrow(combo: QComboBox) -> None:
    """Let a combo box be as wide as its panel, however long the names in it are."""
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(12)


def _instant(edit: QDateEdit, at: time) -> datetime:
    return datetime.combine(cast(date, edit.date().toPython()), at).astimezone()
