"""The form in which somebody says what is wanted on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QRadioButton, QSpinBox, QVBoxLayout

from tpm_desktop.desktop.forms import child
from tpm_desktop.desktop.inspector.moment import MomentEditor
from tpm_desktop.desktop.session import Session
from tpm_desktop.model.check import ValueProblem

from .choice import LIMITS, SHEET, SIZES, PaperChoice, Rows, Times

_SPINS = ("margin", "wide", "high", "scale")
_CHECKS = ("names", "legend")


class PaperForm(QObject):
    """Reads and shows a choice in the parts of a dialog. changed: something else is wanted now."""

    changed = Signal()

    def __init__(self, dialog: QDialog, session: Session, counts: dict[Rows, int]) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self.size, self.turned = self._combo("size"), self._combo("turned")
        self.rows, self.times = self._combo("rows"), self._combo("times")
        self.spins: dict[str, QSpinBox] = {name: child(dialog, QSpinBox, name) for name in _SPINS}
        self.checks: dict[str, QCheckBox] = {name: child(dialog, QCheckBox, name) for name in _CHECKS}
        self.fit: QRadioButton = child(dialog, QRadioButton, "fit_pages")
        self.by_scale: QRadioButton = child(dialog, QRadioButton, "by_scale")
        self.first = MomentEditor(session, "first", self.tr("First day"), finish=False, parent=dialog)
        self.last = MomentEditor(session, "last", self.tr("Last day"), finish=True, parent=dialog)
        self._fill(session, counts)
        self._connect()

    def _combo(self, name: str) -> QComboBox:
        found: QComboBox = child(self._dialog, QComboBox, name)
        return found

    def _fill(self, session: Session, counts: dict[Rows, int]) -> None:
        for key in SIZES:
            self.size.addItem(key, userData=key)
        self.size.addItem(self.tr("One sheet for all"), userData=SHEET)
        self.turned.addItem(self.tr("Landscape"), userData=True)
        self.turned.addItem(self.tr("Portrait"), userData=False)
        said = {
            Rows.ALL: self.tr("All rows, unfolded ({})"),
            Rows.SHOWN: self.tr("As filtered and folded ({})"),
            Rows.SELECTED: self.tr("Selected rows ({})"),
        }
        for rows, label in said.items():
            if counts[rows] or rows is not Rows.SELECTED:
                self.rows.addItem(label.format(session.formats.integer(counts[rows])), userData=rows)
        self.times.addItem(self.tr("All the time of the rows"), userData=Times.WHOLE)
        self.times.addItem(self.tr("As in the window"), userData=Times.WINDOW)
        self.times.addItem(self.tr("From … to …"), userData=Times.DATES)
        for name, spin in self.spins.items():
            spin.setRange(*LIMITS[name])
        place = child(self._dialog, QVBoxLayout, "dates_place")
        for editor in (self.first, self.last):
            place.addWidget(editor)
        child(self._dialog, QLabel, "dates_label").setBuddy(self.first)

    def _connect(self) -> None:
        for combo in (self.size, self.turned, self.rows, self.times):
            combo.currentIndexChanged.connect(self._change)
        for spin in self.spins.values():
            spin.valueChanged.connect(self._change)
        for button in (*self.checks.values(), self.fit):
            button.toggled.connect(self._change)
        for editor in (self.first, self.last):
            editor.textChanged.connect(self._change)

    def _change(self) -> None:
        self._offer()
        self.changed.emit()

    def _offer(self) -> None:
        """What has no say now can't be changed."""
        sheet, fit = self.size.currentData() == SHEET, self.fit.isChecked()
        self.turned.setEnabled(not sheet)
        self.spins["wide"].setEnabled(fit)
        self.spins["high"].setEnabled(fit and not sheet)
        self.spins["scale"].setEnabled(not fit)
        self.checks["names"].setEnabled(not sheet and not (fit and self.spins["wide"].value() == 1))
        dates = self.times.currentData() == Times.DATES
        for part in (child(self._dialog, QLabel, "dates_label"), self.first, self.last):
            part.setVisible(dates)

    def show_choice(self, choice: PaperChoice) -> None:
        """Show what is wanted at first."""
        self.blockSignals(True)
        self.size.setCurrentIndex(self.size.findData(choice.size))
        self.turned.setCurrentIndex(self.turned.findData(choice.landscape))
        self.rows.setCurrentIndex(max(self.rows.findData(choice.rows), 0))
        self.times.setCurrentIndex(self.times.findData(choice.times))
        for name, spin in self.spins.items():
            spin.setValue(getattr(choice, name))
        for name, box in self.checks.items():
            box.setChecked(getattr(choice, name))
        (self.fit if choice.fit else self.by_scale).setChecked(True)
        self._offer()
        self.blockSignals(False)

    def choice(self) -> PaperChoice:
        """What is wanted now. Raises: `ValueProblem` where a date is no date, or the last lies first."""
        made = PaperChoice(
            size=str(self.size.currentData()),
            landscape=bool(self.turned.currentData()),
            rows=Rows(self.rows.currentData()),
            times=Times(self.times.currentData()),
            fit=self.fit.isChecked(),
            margin=self.spins["margin"].value(),
            wide=self.spins["wide"].value(),
            high=self.spins["high"].value(),
            scale=self.spins["scale"].value(),
            names=self.checks["names"].isChecked(),
            legend=self.checks["legend"].isChecked(),
        )
        if made.times is not Times.DATES:
            return made
        first, last = self._day(self.first), self._day(self.last)
        if last < first:
            raise ValueProblem("the last day lies before the first; swap them")
        return replace(made, first=first, last=last)

    def _day(self, editor: MomentEditor) -> date:
        return editor.moment().date()
