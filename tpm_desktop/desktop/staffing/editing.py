"""What gestures in the heat map do: move, split, give away, do with more or less; each one edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from tpm_desktop.gestures.words import quoted
from tpm_desktop.gestures.workload import Planned, moved, reassigned, rescaled
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.plan.staffing_rows import By, Load

from ..editors.problem import hide_problem, show_problem
from ..new_row import ask_and_add
from ..session import Session
from .content import Content, Place, Show
from .heat_map import HeatMap
from .replace_dialog import ReplaceDialog
from .tasks_panel import TasksPanel

_HOUR = 60


class Editing(QObject):
    """Turns what is done with cells into edits of the assignments behind them."""

    def __init__(self, session: Session, heat_map: HeatMap, panel: TasksPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._map, self._panel = session, heat_map, panel
        self.line = CellLine(session, heat_map.viewport())

    @property
    def _content(self) -> Content:
        assert self._map.content is not None
        return self._map.content

    def _ids(self, loads: Sequence[Load]) -> list[str]:
        ids = self._content.staffing.state.inputs.tables["assignment"].ids
        return [ids[load.assignment] for load in loads]

    def _make(self, plan: Callable[[], Planned]) -> None:
        """Plan it and do it; why it can't be done is said."""
        self._session.do(lambda: plan().make(self._session.program))

    # By dragging

    def says(self, source: Place, target: Place | None) -> tuple[str, bool]:
        """What a drag from a cell to another one would do, and whether it can be done."""
        loads, content, tr = self._panel.chosen(), self._content, self.tr
        if target is None or target == source:
            return "", True
        if self._session.program.file.read_only:
            return tr("This file can only be read"), False
        if not loads:
            return tr("Nothing is planned here"), False
        names = content.staffing.state.names
        several = len({load.task for load in loads})
        what = quoted(names[loads[0].task]) if several == 1 else tr("{} tasks").format(several)
        line = content.lines[target[0]]
        if target[0] == source[0]:
            return tr("{} → {}").format(what, content.period_words(target[1])), True
        if line.row.by is not By.PERSON or not line.row.is_one:
            return tr("Drop it on a person"), False
        return tr("To {}: {}").format(line.name, what), line.row.key != content.lines[source[0]].row.key

    def drop(self, source: Place, target: Place) -> None:
        """Give the work to whom it was dropped on; within its line, move it to that period."""
        said, allowed = self.says(source, target)
        if not allowed:
            self._session.said.emit(said)
            return
        loads, content = self._panel.chosen(), self._content
        if target[0] == source[0]:
            self._move(loads, source[1], source[1], target[1] - source[1])
            return
        who = content.lines[target[0]].row.key
        self._make(lambda: reassigned(self._session.program, self._ids(loads), who))

    def nudge(self, step: int) -> None:
        """Move what is chosen so many periods."""
        first, last = self._map.chosen_periods
        loads = self._panel.chosen()
        if self._session.program.file.read_only or not loads:
            return
        self._move(loads, first, last, step)
        self._map.choose((self._map.current[0], self._map.current[1] + step))

    def _move(self, loads: Sequence[Load], first: int, last: int, step: int) -> None:
        staffing = self._content.staffing
        target = first + step
        if not 0 <= target < len(staffing):
            days = step * (7 if int(staffing.days[1] - staffing.days[0]) == 7 else 30)
        else:
            days = int(staffing.days[target] - staffing.days[first])
        begin, end = int(staffing.edges[first]), int(staffing.edges[last + 1])
        ids = [staffing.state.outline.ids[load.task] for load in loads]
        self._make(lambda: moved(self._session.program, ids, begin, end, days))

    # By typing

    def open_line(self, typed: str) -> None:
        """Type what the current cell is to come to: hours, or a share of the capacity."""
        if self._session.program.file.read_only or not len(self._content):
            return
        at = self._map.current
        demand = int(self._content.chart.demand[at])
        if not self._panel.chosen():
            self._session.said.emit(self.tr("Nothing is planned here; assign somebody in the Gantt first"))
            return
        share = self._content.show is Show.SHARE
        text = typed or self._content.text(at) if share else typed or f"{demand / _HOUR:g}"
        self.line.open(text, typed=bool(typed), at=self._map.room_of(at).center(), take=self._take)

    def _take(self, text: str) -> None:
        """Raises: `ValueProblem`, `EditError`."""
        content, at, loads = self._content, self._map.current, self._panel.chosen()
        demand = int(content.chart.demand[at])
        rest = demand - sum(load.work for load in loads)
        wanted = self._minutes(text, int(content.chart.capacity[at])) - max(rest, 0)
        if wanted <= 0:
            raise ValueProblem(self.tr("work can't become none; move it or give it to somebody else"))
        now = sum(load.work for load in loads)
        rescaled(self._session.program, self._ids(loads), wanted, now).make(self._session.program)

    def _minutes(self, text: str, there: int) -> int:
        formats = self._session.formats
        if "%" in text:
            if not there:
                raise ValueProblem(self.tr("there is no capacity here; type hours, such as 20"))
            return formats.parse_share(text) * there // 10_000
        hours = text.strip().casefold().removesuffix("h")
        number = formats.read_decimal(hours)
        if number is None or not 0 <= number <= 1_000_000:
            raise ValueProblem(self.tr("“{}” are no hours; type 20, or 50 %").format(text.strip()[:40]))
        return round(number * _HOUR)

    # By a dialog

    def give(self, over: QWidget) -> None:
        """Ask who is to do it; roles and nobody are replaced, people give away."""
        loads, content = self._panel.chosen(), self._content
        if self._session.program.file.read_only or not loads:
            return
        staffing = content.staffing
        vacant = all(not staffing.is_named[staffing.place[load.resource]] for load in loads)
        names = staffing.state.names
        several = len({load.task for load in loads})
        what = quoted(names[loads[0].task]) if several == 1 else self.tr("work on {} tasks").format(several)
        title = self.tr("Fill the role in {}") if vacant else self.tr("Give {} to somebody else")
        verb = "Replace role in" if vacant else "Give"
        ReplaceDialog(self._session, staffing, loads, verb, title.format(what), over).open()

    def request(self, over: QWidget) -> None:
        """Ask the line manager for the chosen time of a line: as much as is needed of it there."""
        content, (first, last) = self._content, self._map.chosen_periods
        if self._session.program.file.read_only or not len(content):
            return
        line, staffing = content.lines[self._map.current[0]], content.staffing
        values: dict[str, Any] = {"first": staffing.first(first), "last": staffing.last(last)}
        loads = self._panel.chosen()
        outline = staffing.state.outline
        if loads:
            values["project_id"] = outline.ids[int(outline.project[loads[0].task])]
        if line.row.by is By.PROJECT:
            values["project_id"] = line.row.key
        elif line.row.is_one:
            values["resource_id"] = line.row.key
            needed = int(staffing.demand[line.row.members[0], first : last + 1].sum())
            whole = staffing.whole_of(line.row.members[0], first, last)
            if needed and whole:
                values["units"] = max(-(-needed * 100 // whole), 1) * 100
        ask_and_add(self._session, entry("staffing_request"), values, over)


class CellLine(QLineEdit):
    """What a cell is to come to, typed right there; Enter takes it, Escape leaves it as it is."""

    def __init__(self, session: Session, over: QWidget) -> None:
        super().__init__(over)
        self._session = session
        self._give: Callable[[str], object] = lambda _: None
        self.setObjectName("staffing-cell")
        self.setFixedWidth(84)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName(self.tr("What the cell is to come to: hours, or a share such as 50 %"))
        self.setToolTip(self.tr("Hours, or a share of the capacity such as 50 %; units change in proportion"))
        self.hide()

    def open(self, text: str, *, typed: bool, at: QPoint, take: Callable[[str], object]) -> None:
        """Edit around a point. typed: it goes on after the text."""
        self._give = take
        hide_problem(self)
        self.setText(text)
        self.adjustSize()
        self.move(at - self.rect().center())
        self.show()
        self.raise_()
        self.setFocus()
        if not typed:
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            reason = self._session.attempt(lambda: self._give(self.text()))
            if reason:
                show_problem(self, reason)
            else:
                self._leave()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isVisible() and event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._leave()

    def _leave(self) -> None:
        hide_problem(self)
        self.hide()
        over = self.parentWidget()
        area = over.parentWidget() if over is not None else None
        if area is not None:
            area.setFocus()
