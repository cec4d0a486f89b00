"""One line of the builder: a field, how it is compared, and with what."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QToolButton, QWidget

from tpm_desktop.desktop.icons import icon
from tpm_desktop.formats import Formats
from tpm_desktop.model.fields import Kind
from tpm_desktop.sieve import Field, Subject
from tpm_desktop.sieve.conditions import ALONE, Compare, Contains, Op
from tpm_desktop.sieve.fields import CHOICES, SEVERAL
from tpm_desktop.sieve.values import name_of, show_value
from tpm_desktop.sieve.words import quoted

ANYWHERE = ""
_MOST_NAMES = 500
_TIMES = ((Op.EQ, "is"), (Op.NE, "is not"), (Op.LT, "is before"), (Op.LE, "is by"), (Op.GT, "is after"),
          (Op.GE, "is from"))  # fmt: skip
_NUMBERS = ((Op.EQ, "="), (Op.NE, "≠"), (Op.LT, "<"), (Op.LE, "≤"), (Op.GT, ">"), (Op.GE, "≥"))
_TEXTS = ((Op.EQ, "is"), (Op.NE, "is not"), (Op.HAS, "contains"))
_NOTHING = ((Op.EMPTY, "is empty"), (Op.FILLED, "is not empty"))


@dataclass(frozen=True, slots=True)
class Line:
    """or_: joined by “or” to the line before, else by “and”; negated: what does not hold."""

    part: Compare | Contains
    or_: bool = False
    negated: bool = False


def comparisons(field: Field | None) -> tuple[tuple[Op, str], ...]:
    """How a field can be compared, each with what it is called; None is any text of the row."""
    if field is None:
        return ((Op.HAS, "contains"),)
    if field.kind is Kind.FLAG:
        return ((Op.EQ, "is yes"), (Op.NE, "is no"))
    if field.is_time:
        return (*_TIMES, *_NOTHING)
    return (*(_NUMBERS if field.is_counted else _TEXTS), *_NOTHING)


class BuilderRow(QWidget):
    """changed: something else is asked; removed: the line isn't wanted any more."""

    changed = Signal()
    removed = Signal(QObject)

    def __init__(self, rows: Subject, formats: Formats, *, first: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows, self._formats = rows, formats
        self.join, self.field, self.op, self.value = QComboBox(), QComboBox(), QComboBox(), QLineEdit()
        self.remove = QToolButton()
        self._lay_out()
        self._fill(first=first)
        self._offer_comparisons()
        self.field.currentIndexChanged.connect(self._offer_comparisons)
        self.op.currentIndexChanged.connect(self._show_value)
        for combo in (self.join, self.field, self.op):
            combo.currentIndexChanged.connect(self.changed)
        self.value.textChanged.connect(self.changed)
        self.remove.clicked.connect(lambda: self.removed.emit(self))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part, width in ((self.join, 96), (self.field, 190), (self.op, 120)):
            part.setFixedWidth(width)
            row.addWidget(part)
        row.addWidget(self.value, 1)
        row.addWidget(self.remove)
        self.field.setMaxVisibleItems(18)
        self.remove.setIcon(icon("close", colour="muted"))
        self.remove.setToolTip(self.tr("Remove this line"))
        for widget, name in (
            (self.join, self.tr("How the line is joined")),
            (self.field, self.tr("Field")),
            (self.op, self.tr("Comparison")),
            (self.value, self.tr("Value")),
            (self.remove, self.tr("Remove this line")),
        ):
            widget.setAccessibleName(name)

    def _fill(self, *, first: bool) -> None:
        self.join.addItem(self.tr("where") if first else self.tr("and"), userData="and")
        self.join.addItem(self.tr("where not") if first else self.tr("and not"), userData="and not")
        if not first:
            self.join.addItem(self.tr("or"), userData="or")
            self.join.addItem(self.tr("or not"), userData="or not")
        self.field.addItem(self.tr("Any text"), userData=ANYWHERE)
        for field in sorted(self._rows.fields.values(), key=lambda field: field.label.casefold()):
            self.field.addItem(self.tr(field.label), userData=field.name)

    @property
    def _chosen(self) -> Field | None:
        return self._rows.fields.get(self.field.currentData())

    def _offer_comparisons(self) -> None:
        field, before = self._chosen, self.op.currentData()
        self.op.blockSignals(True)
        self.op.clear()
        for op, label in comparisons(field):
            self.op.addItem(self.tr(label), userData=op.value)
        self.op.setCurrentIndex(max(self.op.findData(before), 0))
        self.op.blockSignals(False)
        self._offer_values(field)
        self._show_value()

    def _offer_values(self, field: Field | None) -> None:
        self.value.setPlaceholderText(_example(field))
        names: list[str] = []
        if field is not None and field.kind in CHOICES and isinstance(field.column.choices, type):
            names = [choice.label for choice in field.column.choices]
        elif field is not None and not field.is_counted:
            cells = {name for cell in set(self._rows.texts(field.name)) for name in cell.split(SEVERAL)}
            names = sorted(name for name in cells if name)[:_MOST_NAMES]
        completer = QCompleter(names, self.value)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.value.setCompleter(completer)

    def _show_value(self) -> None:
        field, op = self._chosen, Op(self.op.currentData())
        self.value.setEnabled(op not in ALONE and not (field is not None and field.kind is Kind.FLAG))

    # What it asks

    def show_line(self, line: Line) -> None:
        """Show a part of a condition."""
        self.join.setCurrentIndex(
            max(self.join.findData(f"{'or' if line.or_ else 'and'}{' not' if line.negated else ''}"), 0)
        )
        if isinstance(line.part, Contains):
            self.field.setCurrentIndex(self.field.findData(ANYWHERE))
            self.value.setText(line.part.text)
            return
        field = self._rows.fields[line.part.field]
        self.field.setCurrentIndex(self.field.findData(field.name))
        op = line.part.op
        if field.kind is Kind.FLAG:
            yes = (op is Op.EQ) == bool(line.part.value)
            self.op.setCurrentIndex(0 if yes else 1)
            return
        self.op.setCurrentIndex(max(self.op.findData(op.value), 0))
        if op not in ALONE:
            self.value.setText(show_value(field, line.part.value, self._rows, self._formats))

    def words(self, *, first: bool) -> str:
        """The line as it is typed; empty while nothing is asked."""
        field, op, value = self._chosen, Op(self.op.currentData()), self.value.text().strip()
        join = str(self.join.currentData())
        lead = f"{join.removeprefix('and').strip() if first else join} ".lstrip()
        if field is None:
            return f"{lead}{quoted(value)}" if value else ""
        name = name_of(field, self._rows)
        if op in ALONE:
            return f"{lead}{name} {op}"
        if field.kind is Kind.FLAG:
            return f"{lead}{name}" if op is Op.EQ else f"{lead}{name} = no"
        plain = field.is_counted or (value.replace(" ", "").isalnum() and " and " not in value)
        return f"{lead}{name} {op} {value if plain else quoted(value)}" if value else ""


def _example(field: Field | None) -> str:
    if field is None:
        return "rack"
    if field.is_time:
        return "today, next fri, +3w, 4 May"
    return {
        Kind.DURATION: "3 d, 2 w",
        Kind.SHARE: "50 %",
        Kind.MONEY: "1200, 10k",
        Kind.NUMBER: "0",
    }.get(field.kind, "")
