"""A small program, spoken of as planners do, and the Gantt view on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.gantt import GanttView
from tpm_desktop.desktop.gantt.bar_look import Bar
from tpm_desktop.desktop.gantt.bars import bars
from tpm_desktop.desktop.gantt.columns import INDEX
from tpm_desktop.desktop.session import Session
from tpm_desktop.plan import OpenProgram, minutes

DAY = 480


class Desk:
    """A person at the Gantt view: rows are named, dates read as text."""

    def __init__(self, view: GanttView, session: Session) -> None:
        self.view, self.session, self.program = view, session, session.program
        self.refused: list[str] = []
        session.refused.connect(self.refused.append)

    # What the plan says

    def id(self, name: str) -> str:
        state = self.program.plan.state
        return state.outline.ids[state.names.index(name)]

    def row(self, name: str) -> int:
        return self.program.plan.state.names.index(name)

    def start(self, name: str) -> str:
        return f"{self.program.plan.start(self.id(name)):%a %d %b %H:%M}"

    def finish(self, name: str) -> str:
        return f"{self.program.plan.finish(self.id(name)):%a %d %b %H:%M}"

    def days(self, name: str) -> float:
        return int(self.program.plan.state.inputs.tasks.duration[self.row(name)]) / DAY

    def outline(self) -> list[str]:
        state = self.program.plan.state
        pairs = zip(state.outline.level.tolist(), state.names, strict=True)
        return ["  " * level + name for level, name in pairs]

    def links(self) -> list[tuple[str, str, str]]:
        state = self.program.plan.state
        table, names = state.inputs.tables["link"], state.names
        ends = state.inputs.links
        return [
            (names[int(a)], names[int(b)], kind or "")
            for a, b, kind in zip(ends.predecessor, ends.successor, table.texts["type"], strict=True)
        ]

    def last_label(self) -> str:
        return self.program.file.journal.records()[0].label

    # What a person does

    def at(self, name: str | None, column: str = "name") -> None:
        """Put the keyboard into a cell; None is the empty row."""
        tree = self.view.panes.tree
        index = tree.outline_model.index_of(None if name is None else self.id(name), INDEX[column])
        tree.setCurrentIndex(index)
        tree.setFocus()

    def select(self, *names: str) -> None:
        self.view.panes.tree.select([self.id(name) for name in names])

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.view.panes.tree, key, modifiers)

    def do(self, command: str) -> None:
        action = next(a for a in self.view.commands() if a.objectName() == f"gantt-{command}")
        assert action.isEnabled()
        action.trigger()

    def editor(self) -> QLineEdit | None:
        found = self.view.panes.tree.viewport().findChildren(QLineEdit)
        return next((line for line in found if line.isVisible()), None)

    def type_in(self, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
        """Write into the editor that is open, in place of what it holds."""
        editor = self.editor()
        assert editor is not None
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, end)

    def enter(self, name: str | None, column: str, text: str) -> None:
        """Edit a cell as by F2."""
        self.at(name, column)
        self.key(Qt.Key.Key_F2)
        self.type_in(text)

    def shown(self, name: str, column: str) -> str:
        model = self.view.panes.model
        return str(model.index_of(self.id(name), INDEX[column]).data())

    def bar(self, name: str) -> Bar:
        chart = self.view.panes.chart
        frame = chart.frame(QRectF(chart.viewport().rect()))
        return next(bar for bar in bars(frame) if bar.row == self.row(name))

    def middle(self, name: str, share: float = 0.5) -> QPoint:
        """A point on a bar, so far from its left end."""
        bar, chart = self.bar(name), self.view.panes.chart
        return QPoint(round(bar.left + (bar.right - bar.left) * share), round(bar.y + chart.measures.middle))

    def drag(self, start: QPoint, *path: QPoint, drop: bool = True) -> None:
        """Press, move along a path, let go."""
        left = Qt.MouseButton.LeftButton
        self._mouse(QMouseEvent.Type.MouseButtonPress, start, left, left)
        for point in path:
            self._mouse(QMouseEvent.Type.MouseMove, point, Qt.MouseButton.NoButton, left)
        if drop:
            self._mouse(QMouseEvent.Type.MouseButtonRelease, path[-1], left, Qt.MouseButton.NoButton)

    def hover(self, at: QPoint) -> None:
        """Move the pointer without a button."""
        none = Qt.MouseButton.NoButton
        self._mouse(QMouseEvent.Type.MouseMove, at, none, none)

    def x(self, moment: datetime) -> int:
        """The pixel of a moment on the chart."""
        return round(self.view.panes.chart.scale.x(float(minutes(moment))))

    def _mouse(
        self, kind: QMouseEvent.Type, at: QPoint, button: Qt.MouseButton, buttons: Qt.MouseButton
    ) -> None:
        over = self.view.panes.chart.viewport()
        place = QPointF(at)
        event = QMouseEvent(
            kind, place, QPointF(over.mapToGlobal(at)), button, buttons, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(over, event)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenProgram]:
    """Two component projects, from Monday 4 May 2026; the status date is Friday 15 May."""
    with OpenProgram.create(
        tmp_path / "plan.tpm", start=datetime(2026, 5, 4, 8), status_date=datetime(2026, 5, 15, 17)
    ) as program:
        with program.file.transaction("Set up") as edit:
            sites, software = edit.add("project", name="Sites"), edit.add("project", name="Software")
            rows = [
                {"name": name, "project_id": project, "duration": days * DAY}
                for name, project, days in (
                    ("Order", sites, 5),
                    ("Install", sites, 10),
                    ("Accepted", sites, 0),
                    ("Design", software, 5),
                    ("Build", software, 15),
                )
            ]
            order, install, accepted, design, build = edit.add_all("task", rows)
            for ends in ((order, install), (install, accepted), (design, build)):
                edit.add("link", predecessor_id=ends[0], successor_id=ends[1])
        yield program


@pytest.fixture
def session(opened: OpenProgram, qtbot: QtBot) -> Session:
    return Session(opened)


@pytest.fixture
def view(session: Session, qtbot: QtBot) -> GanttView:
    appearance = Appearance.current()
    if not QApplication.instance().property("dressed"):
        appearance.wear()
    shown = GanttView(session, appearance)
    qtbot.addWidget(shown)
    shown.resize(1200, 500)
    shown.show()
    shown.load()
    qtbot.waitExposed(shown)
    return shown


@pytest.fixture
def days(desk: Desk) -> int:
    """Twenty pixels a day, the left edge a few days before the first task."""
    chart = desk.view.panes.chart
    scale = type(chart.scale)(minutes(desk.program.plan.start(desk.id("Order"))) - 4 * 1440, 1440 / 20)
    chart.set_scale(scale)
    return 20


@pytest.fixture
def desk(view: GanttView, session: Session) -> Desk:
    return Desk(view, session)
