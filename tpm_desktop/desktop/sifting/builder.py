"""Builds a condition line by line, or as it is typed, and says at once how many rows it holds for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop.forms import build, child
from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.style import mark
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.sieve import Condition, matches, parse
from tpm_desktop.sieve.conditions import AllOf, AnyOf, Compare, Contains, Not

from .builder_row import BuilderRow, Line
from .sifting import Sifting

_MOST_LINES = 8
_PAUSE = 120  # milliseconds without a change before the rows are counted


class FilterBuilder(QDialog):
    """What is asked is shown as lines and as typed; either can be edited."""

    def __init__(self, sifting: Sifting, parent: QWidget | None, *, naming: bool = False) -> None:
        """Args: naming: it was opened to save what is asked already."""
        super().__init__(parent)
        self._sifting = sifting
        self._condition: Condition | None = sifting.sieve.condition
        self._writing = False
        build("filter_builder", self)
        self._find_parts()
        self.lines: list[BuilderRow] = []
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._count)
        self.typed.setText(sifting.text)
        self.highlight.setChecked(sifting.sieve.highlight)
        self.name.setText(sifting.name if self._is_saved(sifting.name) else "")
        self._fill_lines()
        self._connect()
        self._count()
        (self.name if naming else self.lines[-1].field if self.lines else self.typed).setFocus()

    def _find_parts(self) -> None:
        mark(child(self, QLabel, "title"), role="section")
        self.typed, self.name = (child(self, QLineEdit, name) for name in ("typed", "name"))
        self.problem, self.count = (child(self, QLabel, name) for name in ("problem", "count"))
        self.note: QLabel = child(self, QLabel, "note")
        mark(self.problem, role="problem")
        mark(self.note, role="muted")
        mark(self.count, role="muted")
        self.add: QPushButton = child(self, QPushButton, "add")
        self.add.setIcon(icon("plus"))
        self.highlight: QCheckBox = child(self, QCheckBox, "highlight")
        self._holder = QVBoxLayout(child(self, QWidget, "lines"))
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._holder.setSpacing(8)
        buttons: QDialogButtonBox = child(self, QDialogButtonBox, "buttons")
        self.ok: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(self.tr("Filter"))
        mark(self.ok, role="primary")
        if self._sifting.session.program.file.read_only:
            self.name.setEnabled(False)

    def _connect(self) -> None:
        self.typed.textEdited.connect(self._retyped)
        self.add.clicked.connect(lambda: self._add().field.setFocus())
        self.name.textChanged.connect(self._name_button)
        child(self, QDialogButtonBox, "buttons").accepted.connect(self._take)
        self._name_button()

    def _is_saved(self, name: str) -> bool:
        return any(saved.name == name for saved in self._sifting.saved())

    def _name_button(self) -> None:
        self.ok.setText(self.tr("Filter and save") if self.name.text().strip() else self.tr("Filter"))

    # Lines and text

    def _fill_lines(self) -> None:
        """The condition as lines, where it has no brackets; the text stays as it is typed."""
        self._writing = True
        self._show_lines()
        self._writing = False

    def _show_lines(self) -> None:
        for line in self.lines:
            self._holder.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = []
        parts = [] if self._condition is None else flat(self._condition)
        simple = parts is not None and len(parts) <= _MOST_LINES
        self.note.setVisible(not simple)
        self.add.setEnabled(simple)
        if simple:
            for part in parts or [Line(Contains("", exact=True))]:
                self._add().show_line(part)

    def _add(self) -> BuilderRow:
        sifting = self._sifting
        line = BuilderRow(sifting.rows, sifting.session.formats, first=not self.lines, parent=self)
        line.changed.connect(self._rebuilt)
        line.removed.connect(self._remove)
        self.lines.append(line)
        self._holder.addWidget(line)
        line.show()
        self.add.setEnabled(len(self.lines) < _MOST_LINES)
        return line

    def _remove(self, line: BuilderRow) -> None:
        left = [one for one in self.lines if one is not line]
        said = self._words_of(left)
        self._writing = True
        self.typed.setText(said)
        self._writing = False
        self._retyped(said)

    def _words_of(self, lines: list[BuilderRow]) -> str:
        said = ""
        for line in lines:
            said = f"{said} {line.words(first=not said)}".strip()
        return said

    def _rebuilt(self) -> None:
        """A line was edited: the text follows."""
        if not self._writing:
            self.typed.setText(self._words_of(self.lines))
            self._timer.start()

    def _retyped(self, text: str) -> None:
        """The text was edited: the lines follow as soon as it is a condition."""
        if self._read(text):
            self._fill_lines()
        self._timer.start()

    def _read(self, text: str) -> bool:
        rows, formats = self._sifting.rows, self._sifting.session.formats
        try:
            self._condition = parse(text, rows, formats)
        except ValueProblem as problem:
            self.problem.setText(str(problem))
        else:
            self.problem.setText("")
        mark(self.typed, problem=bool(self.problem.text()))
        return not self.problem.text()

    def _count(self) -> None:
        self._timer.stop()
        sound = self._read(self.typed.text())
        self.ok.setEnabled(sound)
        if not sound:
            self.count.setText("")
            return
        sifting, rows = self._sifting, self._sifting.rows
        formats = sifting.session.formats
        found = len(rows) if self._condition is None else int(matches(self._condition, rows, formats).sum())
        shown, of = formats.integer(found), formats.integer(len(rows))
        self.count.setText(self.tr("Holds for {} of {} rows").format(shown, of))

    def _take(self) -> None:
        self._count()
        if not self.ok.isEnabled():
            return
        sifting, name = self._sifting, self.name.text().strip()
        sieve = replace(sifting.sieve, condition=self._condition, highlight=self.highlight.isChecked())
        sifting.take(sieve, name)
        why = sifting.save(name) if name else ""
        if why:
            self.problem.setText(why)
        else:
            self.accept()


def flat(condition: Condition) -> list[Line] | None:
    """A condition as lines joined by “and” and “or”; None where it needs brackets."""
    found: list[Line] = []
    for n, either in enumerate(condition.parts if isinstance(condition, AnyOf) else (condition,)):
        for m, part in enumerate(either.parts if isinstance(either, AllOf) else (either,)):
            inside = part.of if isinstance(part, Not) else part
            if not isinstance(inside, Compare | Contains):
                return None
            found.append(Line(inside, or_=n > 0 and m == 0, negated=isinstance(part, Not)))
    return found
