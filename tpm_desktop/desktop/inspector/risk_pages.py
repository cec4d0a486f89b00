"""The inspector's pages of a risk: the tasks that it hangs on, and how its score went."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tpm_desktop.desktop import risk_gestures
from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.found_list import FoundView
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.spark import paint_spark
from tpm_desktop.desktop.style import mark
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.records import add_row, remove_rows
from tpm_desktop.model.registers import Risk
from tpm_desktop.model.risk_parts import Scale
from tpm_desktop.plan import Delta
from tpm_desktop.plan.risk_scales import band_text, scales
from tpm_desktop.plan.score_history import Scored, score_history

from .page import Page
from .related_table import RelatedTable

_SEEN = 12


class RiskTasksPage(Page):
    """Each line is a task with its role and its own effect; a button makes one of the response."""

    def __init__(self, session: Session, went: SignalInstance, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        program = session.program
        self.answer = QPushButton(self.tr("Make a task of the response"))
        self.answer.setObjectName("risk-answer")
        self.answer.clicked.connect(lambda: risk_gestures.make_task(session, self.ids))
        self.table = RelatedTable(
            session,
            "risk_task",
            "risk_id",
            ("task_id", "role", "days"),
            self.tr("Tasks that it hits, or that respond to it"),
            lambda task_id: add_row(program, "risk_task", {"risk_id": self.ids[0], "task_id": task_id}),
            lambda rows: remove_rows(program, "risk_task", rows),
        )
        self.table.went.connect(went)
        note = QLabel(
            self.tr("Each task that is hit can be delayed by its own days; without any the risk's count.")
        )
        note.setWordWrap(True)
        mark(note, role="muted")
        for part in (self.table, note, self.answer):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def load(self) -> None:
        self.table.show_rows(self.ids)
        self.answer.setEnabled(len(self.ids) == 1 and not self.session.program.file.read_only)

    def follow(self, changes: Changes, delta: Delta) -> None:
        self.table.follow(changes, delta)


class _Line(QWidget):
    """The scores as a line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(56)
        self._values: Sequence[int] = ()

    def show_values(self, values: Sequence[int], said: str) -> None:
        self._values = values
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_spark(QPainter(self), QRectF(self.rect()).adjusted(4, 6, -6, -6), self._values)


class ScorePage(Page):
    """What the levels mean, the line, and every score with its day and who set it, the newest first."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._means, self._note, self.line = QLabel(), QLabel(), _Line(self)
        for label in (self._means, self._note):
            label.setWordWrap(True)
        mark(self._note, role="muted")
        self.list = FoundView("risk-scores", self.tr("Scores"))
        for part in (self._means, self.line, self._note, self.list):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def load(self) -> None:
        file, formats = self.session.program.file, self.session.formats
        row = file.row(Risk, self.ids[0]) if len(self.ids) == 1 else None
        for part in (self._means, self.line, self.list):
            part.setVisible(row is not None)
        if row is None:
            self._note.setText(self.tr("Select one risk to see how its score went."))
            return
        known = scales(self.session.program.plan.state)
        parts = []
        if row.probability:
            said = f"{row.probability} {known.probability[row.probability]}"
            parts.append(f"{said}: {band_text(known, Scale.PROBABILITY, row.probability, formats)}")
        if row.impact:
            means = band_text(known, Scale.IMPACT, row.impact, formats)
            parts.append(": ".join(filter(None, (f"{row.impact} {known.impact[row.impact]}", means))))
        self._means.setText("\n".join(parts))
        found = score_history(file, row.id)
        values = [value for one in found if (value := one.after or one.before) is not None]
        self.line.show_values(values, self.tr("Scores: {}").format(" → ".join(map(str, values))))
        self.line.setVisible(len(values) > 1)
        self._note.setText(self.tr("Not scored yet.") if not found else "")
        self._note.setVisible(not found)
        self.list.show_found([self._told(one) for one in reversed(found)], _SEEN)

    def _told(self, one: Scored) -> Found:
        before = "–" if one.before is None else str(one.before)
        said = before if one.after is None else self.tr("{}, after the response {}").format(before, one.after)
        when = self.session.formats.instant(one.at, time=True, year=True)
        return Found(said, " · ".join(filter(None, (when, one.who))), "", one.record, "risk")

    def follow(self, changes: Changes, delta: Delta) -> None:
        if set(self.ids) & set(changes.of("risk")) or changes.of("risk_level"):
            self.load()
