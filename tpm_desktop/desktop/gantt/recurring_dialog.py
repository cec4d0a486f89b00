"""Asks what comes again, how often and until when, and shows the days before anything is inserted."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QToolButton,
    QWidget,
)

from tpm_desktop.desktop.forms import build, child
from tpm_desktop.desktop.inspector.moment import MomentEditor
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.recurring import occurrences
from tpm_desktop.model.calendars import Recurrence
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.plan.recurrence import LAST_WEEK, Rule

_DAY, _WEEK, _MONTH, _YEAR = "day", "week", "month", "year"
_HALF_A_YEAR = timedelta(weeks=26)
_NTH = ("first", "second", "third", "fourth")
_MONDAY = date(2024, 1, 1)


class RecurringDialog(QDialog):
    """`starts` are the times that were chosen, `task_name` and `minutes` what each of them is."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.starts: list[datetime] = []
        self.minutes = 0
        build("recurring", self)
        mark(child(self, QLabel, "title"), role="section")
        self._preview, self._problem = (child(self, QLabel, name) for name in ("preview", "problem"))
        mark(self._preview, role="muted")
        mark(self._problem, role="problem")
        self.name, self.duration = (child(self, QLineEdit, name) for name in ("name", "duration"))
        self.interval, self.count = (child(self, QSpinBox, name) for name in ("interval", "count"))
        self.unit, self.on = (child(self, QComboBox, name) for name in ("unit", "on"))
        self.by_date: QRadioButton = child(self, QRadioButton, "by_date")
        self.first = MomentEditor(session, "first", self.tr("From"), finish=False, parent=self)
        self.last = MomentEditor(session, "last", self.tr("By"), finish=True, parent=self)
        self.weekdays: list[QToolButton] = []
        self._fill()
        buttons = child(self, QDialogButtonBox, "buttons")
        self.ok: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(self.tr("Insert"))
        mark(self.ok, role="primary")
        buttons.accepted.connect(self.accept)
        self._watch()
        self._offer()

    @property
    def task_name(self) -> str:
        """What comes again."""
        return self.name.text().strip()

    def _fill(self) -> None:
        start = self._session.program.file.program.start
        begin = max(start, datetime.combine(self._session.formats.today(), start.time()))
        self.name.setText(self.tr("Status meeting"))
        self.name.selectAll()
        self.duration.setText(self.tr("1 h"))
        for unit, label in (
            (_DAY, self.tr("days")),
            (_WEEK, self.tr("weeks")),
            (_MONTH, self.tr("months")),
            (_YEAR, self.tr("years")),
        ):
            self.unit.addItem(label, userData=unit)
        self.unit.setCurrentIndex(1)
        child(self, QHBoxLayout, "first_place").addWidget(self.first)
        child(self, QHBoxLayout, "last_place").addWidget(self.last, 1)
        child(self, QLabel, "first_label").setBuddy(self.first)
        self.first.show_moment(begin)
        until = begin.date() + _HALF_A_YEAR
        self.last.show_moment(datetime.combine(until, self._session.formats.day_finish))
        row = child(self, QWidget, "weekdays").layout()
        for n in range(7):
            box = QToolButton()
            box.setText(self._session.formats.weekday(_MONDAY + timedelta(n)))
            box.setCheckable(True)
            box.setChecked(n == begin.weekday())
            box.toggled.connect(self._show)
            self.weekdays.append(box)
            row.addWidget(box)
        row.addStretch(1)

    def _watch(self) -> None:
        self.unit.currentIndexChanged.connect(self._offer)
        self.on.currentIndexChanged.connect(self._show)
        self.first.textChanged.connect(self._offer)
        for line in (self.name, self.duration, self.last):
            line.textChanged.connect(self._show)
        for box in (self.interval, self.count):
            box.valueChanged.connect(self._show)
        self.by_date.toggled.connect(self._show)

    def _offer(self) -> None:
        """Which days of a month or year the first day may stand for."""
        unit, chosen = self.unit.currentData(), self.on.currentIndex()
        self.on.blockSignals(True)
        self.on.clear()
        try:
            first = self.first.moment().date()
        except ValueProblem:
            first = None
        if first is not None and unit in (_MONTH, _YEAR):
            for label, position in self._places(first):
                self.on.addItem(label, userData=position)
            self.on.setCurrentIndex(min(max(chosen, 0), self.on.count() - 1))
        self.on.blockSignals(False)
        self.on.setVisible(unit in (_MONTH, _YEAR))
        child(self, QWidget, "weekdays").setVisible(unit == _WEEK)
        self._show()

    def _places(self, first: date) -> list[tuple[str, int | None]]:
        """“on the 15th” and “on the third Thursday”, with the position in the month; None is the day."""
        weekday, position = f"{first:%A}", (first.day - 1) // 7
        found: list[tuple[str, int | None]] = [(self.tr("on day {}").format(first.day), None)]
        if position < len(_NTH):
            found.append((self.tr("on the {} {}").format(_NTH[position], weekday), position + 1))
        if (first + timedelta(weeks=1)).month != first.month:
            found.append((self.tr("on the last {}").format(weekday), LAST_WEEK))
        return found

    def rule(self) -> Rule:
        """The days that are meant. Raises: `ValueProblem`, `EditError`."""
        first, interval = self.first.moment().date(), self.interval.value()
        unit, position = self.unit.currentData(), self.on.currentData()
        month = first.month if unit == _YEAR else None
        if unit == _DAY:
            return Rule(Recurrence.DAILY, interval)
        if unit == _WEEK:
            chosen = tuple(n for n, box in enumerate(self.weekdays) if box.isChecked())
            if not chosen:
                raise EditError("choose at least one weekday")
            return Rule(Recurrence.WEEKLY, interval, weekdays=chosen)
        if position is None:
            kind = Recurrence.MONTHLY_DAY if unit == _MONTH else Recurrence.YEARLY_DAY
            return Rule(kind, interval, month=month, month_day=first.day, short_months=True)
        kind = Recurrence.MONTHLY_POSITION if unit == _MONTH else Recurrence.YEARLY_POSITION
        return Rule(kind, interval, weekdays=(first.weekday(),), month=month, position=position)

    def _show(self) -> None:
        """Say which days come of it, or why none do."""
        problem = ""
        self.starts = []
        try:
            self.minutes = self._minutes()
            self.starts = self._chosen()
        except (ValueProblem, EditError) as error:
            problem = str(error)
        if not self.task_name:
            problem = self.tr("a name is needed")
        self._preview.setText(self._said())
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.ok.setEnabled(not problem)

    def _minutes(self) -> int:
        minutes, elapsed = self._session.formats.parse_duration(self.duration.text() or "0")
        if elapsed:
            raise ValueProblem("the duration counts working time, such as 1 h or 1 d")
        return minutes

    def _chosen(self) -> list[datetime]:
        last = self.last.moment().date() if self.by_date.isChecked() else None
        count = None if self.by_date.isChecked() else self.count.value()
        first = self.first.moment().date()
        return occurrences(self._session.program, self.rule(), first, last, count)

    def _said(self) -> str:
        if not self.starts:
            return ""
        formats = self._session.formats
        shown = [formats.date(at, weekday=True) for at in self.starts]
        days = ", ".join(shown) if len(shown) <= 4 else f"{', '.join(shown[:3])} … {shown[-1]}"
        return self.tr("{} tasks: {}").format(len(shown), days) if len(shown) > 1 else days
