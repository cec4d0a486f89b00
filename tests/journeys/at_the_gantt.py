"""Where things are in the Gantt view, for whoever has a mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF

from tests.journeys.person import Person
from tpm_desktop.desktop.gantt import GanttView
from tpm_desktop.desktop.gantt.bar_look import Bar
from tpm_desktop.desktop.gantt.bars import bars
from tpm_desktop.desktop.gantt.columns import INDEX
from tpm_desktop.desktop.gantt.hits import HANDLE


class AtTheGantt:
    """A person at the Gantt view; tasks are known by their names."""

    def __init__(self, person: Person) -> None:
        view = person.view
        assert isinstance(view, GanttView)
        self.person, self.tree, self.chart = person, view.panes.tree, view.panes.chart
        self.model = view.panes.model

    def id(self, name: str) -> str:
        """The id of the first row that is called so."""
        state = self.person.plan.state
        return state.outline.ids[state.names.index(name)]

    def shown(self, name: str, column: str) -> str:
        """What stands in a cell."""
        return str(self.model.index_of(self.id(name), INDEX[column]).data())

    def cell(self, name: str, column: str) -> QPoint:
        """The middle of a cell, brought into sight."""
        index = self.model.index_of(self.id(name), INDEX[column])
        self.tree.scrollTo(index)
        return self.tree.visualRect(index).center()

    def click(self, name: str, column: str = "name") -> None:
        """Click on a cell."""
        self.person.click(self.tree.viewport(), self.cell(name, column))

    def enter(self, name: str, column: str, text: str) -> None:
        """Double-click on a cell and overwrite what stands there."""
        self.person.double_click(self.tree.viewport(), self.cell(name, column))
        self.person.overwrite(text)

    def bar(self, name: str) -> Bar:
        """The bar of a task, brought into sight."""
        self.cell(name, "name")
        row = self.person.plan.row(self.id(name))
        self.chart.fit()
        frame = self.chart.frame(QRectF(self.chart.viewport().rect()))
        return next(bar for bar in bars(frame) if bar.row == row)

    def middle(self, name: str) -> QPoint:
        """A point on a bar where it can be grabbed as a whole."""
        bar = self.bar(name)
        return QPoint(round(bar.left * 0.3 + bar.right * 0.7), round(bar.y + self.chart.measures.middle))

    def drag_bar(self, name: str, pixels: int) -> None:
        """Move a bar sideways."""
        start = self.middle(name)
        self.person.drag(self.chart.viewport(), start, start + QPoint(pixels, 0))

    def link(self, name: str, to: str) -> None:
        """Drag from the handle behind a bar to the start of another."""
        over = self.chart.viewport()
        bar, other = self.bar(name), self.bar(to)
        bar = self.bar(name)  # bringing the other into sight may have moved this one
        middle = self.chart.measures.middle
        handle = QPoint(round(bar.right + HANDLE), round(bar.y + middle))
        self.person.point(over, QPoint(round((bar.left + bar.right) / 2), handle.y()))
        self.person.drag(over, handle, QPoint(round(other.left + 3), round(other.y + middle)))
