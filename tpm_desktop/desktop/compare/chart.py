"""The time chart of a comparison: today's bars as the Gantt paints them, the earlier dates thin below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from tpm_desktop.desktop.gantt.cells import Cells
from tpm_desktop.desktop.gantt.earlier import Earlier
from tpm_desktop.desktop.gantt.frame import Frame, Shows
from tpm_desktop.desktop.gantt.surface import Surface
from tpm_desktop.desktop.gantt.timescale import TimeScale
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.wording import tip
from tpm_desktop.planning.columns import NONE
from tpm_desktop.theme import Theme

from .asked import Answer
from .lines import Line, earlier_dates, shown_rows

_MARGIN = 16  # pixels beside what is fitted
_SEEN_TO = 0.85  # share of the width behind which a bar that begins is hardly seen


class CompareChart(Surface):
    """Reads only. pressed: the number of the line that was pressed."""

    pressed = Signal(int)

    def __init__(
        self, session: Session, theme: Theme, told: Callable[[Line], str], parent: QWidget | None = None
    ) -> None:
        """Args: told: what is said over a line."""
        super().__init__(session, theme, parent)
        self._told = told
        self.setObjectName("compare-chart")
        self.setAccessibleName(self.tr("Time chart of both moments"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.shows = Shows(links=False, labels=False)
        self.lines: list[Line] = []
        self.earlier = Earlier(np.zeros(0, np.int64), np.zeros(0, np.int64))

    def show_lines(self, answer: Answer, lines: list[Line]) -> None:
        """Show these lines."""
        self.lines, self.earlier = lines, earlier_dates(lines)
        self.selected = frozenset()
        self.show_rows(Cells(answer.now, answer.formats), shown_rows(lines, answer.now))

    def frame(self, area: QRectF) -> Frame:
        return replace(super().frame(area), earlier=self.earlier)

    def span(self) -> tuple[int, int]:
        first, last = super().span()
        known = [at for line in self.lines for at in (line.start[0], line.finish[0]) if at != NONE]
        return min([first, *known]), max([last, *known])

    def look(self) -> None:
        """What is seen at first: all that moved, came or went."""
        differing = [line for line in self.lines if line.differs and not line.is_summary]
        known = [at for line in differing for at in (*line.start, *line.finish) if at != NONE]
        if not known:
            super().look()
            return
        width = self.viewport().width()
        self.set_scale(TimeScale.fitting(min(known), max(known), width, _MARGIN))

    def mark_line(self, number: int | None) -> None:
        """Mark a line, and bring its bars into view where none is seen."""
        self.selected = frozenset() if number is None else frozenset([int(self.shown.rows[number])])
        if number is not None:
            self._reveal(self.lines[number])
        self.viewport().update()

    def _reveal(self, line: Line) -> None:
        known = [at for at in (*line.start, *line.finish) if at != NONE]
        if not known:
            return
        left, right = self.scale.x(float(min(known))), self.scale.x(float(max(known)))
        if right < 0 or left > self.viewport().width() * _SEEN_TO:
            self.show_instant(min(known))

    def line_at(self, at: QPointF) -> int | None:
        """The line at a point of the viewport."""
        number = int((at.y() + self.verticalScrollBar().value()) // self.measures.height)
        return number if 0 <= number < len(self.lines) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.line_at(event.position())
        if number is not None:
            self.pressed.emit(number)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self.line_at(QPointF(event.pos()))
            said = "" if number is None else tip(self._told(self.lines[number]))
            QToolTip.showText(event.globalPos(), said, self.viewport())
            return True
        return super().viewportEvent(event)
