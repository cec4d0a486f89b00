"""What the selected backup holds, or why it can't be used."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import sentence
from tpm_desktop.file.compare import How
from tpm_desktop.formats import Formats
from tpm_desktop.plan import instant
from tpm_desktop.plan.backup_preview import Preview

_ROWS = 6


class PreviewPage(QWidget):
    """The program's name, and below it what is known, line by line."""

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self.title, self.note = _wrapped(), _wrapped()
        mark(self.title, role="section")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.lines = [(QLabel(), _wrapped()) for _ in range(_ROWS)]
        for number, (name, value) in enumerate(self.lines):
            mark(name, role="field")
            grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, number, 1)
        column.addLayout(grid)
        column.addWidget(self.note)
        column.addStretch(1)
        self.say("")

    def say(self, text: str, *, problem: bool = False) -> None:
        """Say only this."""
        self._show("", [])
        mark(self.note, role="problem" if problem else "muted")
        self.note.setText(sentence(text) if problem else text)
        self.note.setVisible(bool(text))

    def show_preview(self, found: Preview) -> None:
        """Show what a backup holds."""
        formats = Formats(currency=found.currency)
        by = self.tr("{}, {}").format(found.last.author, self._when(found))
        finish = "\N{EN DASH}" if found.finish is None else formats.moment(instant(found.finish), finish=True)
        lines = [
            (self.tr("Last edit"), found.last.label),
            (self.tr("Made by"), by),
            (self.tr("Tasks"), formats.integer(found.tasks)),
            (self.tr("Finish"), finish),
            (self.tr("Cost of the tasks"), formats.money(found.cost)),
        ]
        if found.differs is not None:
            lines.append((self.tr("Replacing"), self._differs(found.differs)))
        self._show(found.name, lines)
        self.note.hide()

    def _when(self, found: Preview) -> str:
        return self._formats.instant(found.last.at.astimezone().replace(tzinfo=None), time=True)

    def _differs(self, differs: dict[How, int]) -> str:
        """In rows of the open file, which the backup would take the place of."""
        words = {
            How.ADDED: (self.tr("brings 1 row back"), self.tr("brings {} rows back")),
            How.REMOVED: (self.tr("removes 1 row"), self.tr("removes {} rows")),
            How.CHANGED: (self.tr("changes 1 row"), self.tr("changes {} rows")),
        }
        parts = [words[kind][count != 1].format(f"{count:,}") for kind, count in differs.items() if count]
        return ", ".join(parts) or self.tr("changes nothing: the open file holds the same rows")

    def _show(self, title: str, lines: list[tuple[str, str]]) -> None:
        self.title.setText(title)
        self.title.setVisible(bool(title))
        for number, (name, value) in enumerate(self.lines):
            shown = number < len(lines)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(lines[number][0])
                value.setText(lines[number][1])


def _wrapped() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label
