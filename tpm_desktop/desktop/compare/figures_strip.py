"""What came of all changes at a glance: finish, cost, outlook, critical path, and what moved along."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tpm_desktop.desktop.style import mark
from tpm_desktop.plan.compare_words import Figure, pair

from .asked import Answer


class FiguresStrip(QWidget):
    """Figures side by side, each with its label above and by how much it moved below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare-figures")
        mark(self, role="canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 16, 12)
        self._row.setSpacing(24)
        self._cells: list[tuple[QLabel, QLabel, QLabel]] = []

    def show_answer(self, answer: Answer) -> None:
        """Show the figures of a comparison."""
        shown = [*map(self._figure, answer.figures), self._path(answer), self._along(answer)]
        while len(self._cells) < len(shown):
            self._add_cell()
        for (label, value, note), texts in zip(self._cells, shown, strict=True):
            for part, text in zip((label, value, note), texts, strict=True):
                part.setText(text)
            value.setAccessibleName(": ".join(filter(None, texts)))

    def texts(self) -> list[tuple[str, str, str]]:
        """Label, value and note of each figure, as shown."""
        return [(label.text(), value.text(), note.text()) for label, value, note in self._cells]

    def _figure(self, one: Figure) -> tuple[str, str, str]:
        return self.tr(one.label), pair(one.old, one.new), one.shift or self.tr("stays")

    def _path(self, answer: Answer) -> tuple[str, str, str]:
        joined, left = len(answer.follows.joined_path), len(answer.follows.left_path)
        integer = answer.formats.integer
        said = (
            self.tr("{} joined, {} left").format(integer(joined), integer(left))
            if joined or left
            else self.tr("the same tasks")
        )
        return self.tr("Critical path"), self._tasks(answer, len(answer.follows.path[1])), said

    def _along(self, answer: Answer) -> tuple[str, str, str]:
        count = self._tasks(answer, len(answer.moved_along))
        return self.tr("Moved along"), count, self.tr("without being edited")

    def _tasks(self, answer: Answer, count: int) -> str:
        return self.tr("1 task") if count == 1 else self.tr("{} tasks").format(answer.formats.integer(count))

    def _add_cell(self) -> None:
        label, value, note = QLabel(), QLabel(), QLabel()
        mark(label, role="caption")
        mark(value, role="section")
        mark(note, role="muted")
        column = QVBoxLayout()
        column.setSpacing(2)
        for part in (label, value, note):
            column.addWidget(part)
        self._row.addLayout(column)
        self._row.setStretch(len(self._cells), 1)
        self._cells.append((label, value, note))
