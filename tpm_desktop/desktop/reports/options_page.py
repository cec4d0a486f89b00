"""What a pack is about: paper, period, since when changes are told, and which component projects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import cast

from PySide6.QtCore import QDate, QObject, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QWidget,
)

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.issued import last_issue
from tpm_desktop.file.past import PastFile
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.gestures.packs import issue_said
from tpm_desktop.model.periods import PeriodState, ReportingPeriod
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.compared import Compared
from tpm_desktop.reports import Pack
from tpm_desktop.reports.look import kept_size
from tpm_desktop.reports.pack import USUAL_PAPER

from ..forms import child
from ..session import Session
from ..wording import shortened
from .projects_choice import ProjectsChoice
from .subject_page import keep_narrow

SIZES = {"A4": "A4", "Letter": "US Letter"}
_USUAL_DAYS = 30
_ISSUED, _DAY = "issued", "day"


class OptionsPage(QObject):
    """changed: what is to be told is different now."""

    changed = Signal()

    def __init__(self, form: QWidget, session: Session) -> None:
        super().__init__(form)
        self._session = session
        self.size: QComboBox = child(form, QComboBox, "size")
        self.period: QComboBox = child(form, QComboBox, "period")
        self.compares: QCheckBox = child(form, QCheckBox, "compares")
        self.moment: QComboBox = child(form, QComboBox, "moment")
        self.since: QDateEdit = child(form, QDateEdit, "since")
        self.projects = ProjectsChoice(form, session.program.file)
        self.keep: QCheckBox = child(form, QCheckBox, "keep")
        self._pack: Pack | None = None
        self._fill()
        keep_narrow(self.period)
        self._form: QFormLayout = child(form, QFormLayout, "form")
        self.size.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.period.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.compares.toggled.connect(self._tell)
        self.moment.currentIndexChanged.connect(self._tell)
        self.since.dateChanged.connect(lambda _: self.changed.emit())
        self.projects.changed.connect(self.changed)

    def _fill(self) -> None:
        file, formats = self._session.program.file, self._session.formats
        self.size.addItem("", userData=None)
        for key, name in SIZES.items():
            self.size.addItem(name, userData=key)
        self.period.addItem(self.tr("As it stands now"), userData=None)
        closed = [row for row in file.rows(ReportingPeriod) if row.state is PeriodState.CLOSED and row.record]
        if self._session.past is None and not self._session.is_trial:
            for row in sorted(closed, key=lambda row: (row.finish, row.id), reverse=True):
                said = self.tr("{}, as it was closed").format(shortened(row.title))
                self.period.addItem(said, userData=row.record)
        last = file.program.last_pack
        if last is not None:
            said = self.tr("The last issued pack, {}").format(formats.date(last))
            self.moment.addItem(said, userData=_ISSUED)
        self.moment.addItem(self.tr("The end of a day"), userData=_DAY)
        self._set_days(last)

    def _set_days(self, last: datetime | None) -> None:
        made = self._session.program.file.journal.records()[-1].at.astimezone().date()
        first, today = QDate(made.year, made.month, made.day), QDate.currentDate()
        usual = QDate(last.year, last.month, last.day) if last else today.addDays(-_USUAL_DAYS)
        self.since.setMaximumDate(today)
        self.since.setDate(min(max(usual, first), today))
        self.since.setMinimumDate(min(first, today))

    def show_pack(self, pack: Pack) -> None:
        """Another pack: whether it tells changes is settled where it must, else asked.

        What may be told is what changed since the last issued pack, if there was one.
        """
        self._pack = pack
        issued = self._session.program.file.program.last_pack is not None
        self.compares.blockSignals(True)
        self.compares.setChecked(pack.compares or (pack.tells_changes and issued))
        self.compares.blockSignals(False)
        self.compares.setEnabled(pack.tells_changes and not pack.compares)
        self.projects.show_pack(pack)
        self._form.setRowVisible(self.moment, pack.tells_changes or pack.compares)
        self._form.setRowVisible(self.since, pack.tells_changes or pack.compares)
        self.name_paper()
        self._enable()

    def name_paper(self) -> None:
        """Say on which paper the pack lies where none is chosen: the pack's own, the look's, else A4."""
        assert self._pack is not None
        if self._pack.size:
            told, size = self.tr("As the pack says ({})"), self._pack.size
        elif size := kept_size(self._session.program.file):
            told = self.tr("As the look says ({})")
        else:
            told, size = self.tr("As usual ({})"), USUAL_PAPER
        self.size.setItemText(0, told.format(SIZES[size]))

    @property
    def paper(self) -> str | None:
        """The paper that is chosen, None where pack or look say which."""
        found = self.size.currentData()
        return str(found) if found else None

    def _tell(self) -> None:
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        self.moment.setEnabled(self.compares.isChecked())
        self.since.setEnabled(self.compares.isChecked() and self.moment.currentData() == _DAY)

    @property
    def record(self) -> str | None:
        """The edit up to which the program is told, None for now."""
        found = self.period.currentData()
        return str(found) if found else None

    def again(self) -> Callable[[], OpenProgram]:
        """Opens the program as it is to be told, for reading in a thread of its own."""
        record = self.record
        if record is None:
            return self._session.again()
        path = self._session.program.file.path

        def opened() -> OpenProgram:
            with ProgramFile.open(path, read_only=True) as file:
                return OpenProgram(PastFile(file, record))

        return opened

    def comparing(self) -> Callable[[OpenProgram], Compared | None]:
        """Compares an open program with the moment that is chosen; None where nothing is compared."""
        if not self.compares.isChecked():
            return lambda program: None
        if self.moment.currentData() == _ISSUED:
            needed = self._pack is not None and self._pack.compares
            return lambda program: _with_last_issue(program, needed=needed)
        day = cast(date, self.since.date().toPython())
        return lambda program: Compared.with_day(program, day)


def _with_last_issue(program: OpenProgram, *, needed: bool) -> Compared | None:
    """With the last issued pack; None where there is none that can be gone back to, unless it is needed."""
    try:
        record = last_issue(program.file)
    except EditError:
        if needed:
            raise
        return None
    return Compared.with_record(program, record.id, issue_said(program.file, record))
