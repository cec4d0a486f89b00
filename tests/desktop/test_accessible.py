"""What a screen reader is told of every view, and that the keyboard's place can be seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from tpm_desktop.desktop.gantt.columns import COLUMNS, INDEX
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.view import View

NAME = QAccessible.Text.Name
VIEWS = (
    "overview",
    "gantt",
    "network",
    "progress",
    "health",
    "budget",
    "evm",
    "audit",
    "risk",
    "account",
    "calendar",
    "integration",
    "readiness",
    "interface",
)
UNTOLD = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window)
LOOKED_AT = 200  # cells of a table


@pytest.fixture
def spoken(window: MainWindow, ids) -> Iterator[MainWindow]:
    """The window as a screen reader finds it, with all panels shown and a task in the inspector."""
    QAccessible.setActive(True)
    for panel in ("inspector", "history", "navigation"):
        window.action(panel).setChecked(True)
    window.session.select("task", [ids.order])
    yield window
    QAccessible.setActive(False)


def seen(window: MainWindow, key: str) -> View:
    """A view, with all that it finds out in the background."""
    view = window.show_view(key)
    assert view is not None
    QTest.qWait(0)
    for _ in range(200):
        if "checking" not in view.headline():
            break
        QTest.qWait(50)
    return view


def told(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None, widget
    return found


def stops(window: MainWindow) -> list[QWidget]:
    """Where Tab stops."""
    return [
        part
        for part in window.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.focusProxy() is None
        and part.isVisible()
        and part.isEnabled()
        and part.window() is window
    ]


def place(widget: QWidget) -> str:
    above = widget.parentWidget()
    return f"{type(widget).__name__} {widget.objectName()!r} in {type(above).__name__} {above.objectName()!r}"


def test_whatever_takes_keys_has_a_name_and_a_role(spoken):
    for key in VIEWS:
        seen(spoken, key)
        mute = [place(part) for part in stops(spoken) if not told(part).text(NAME).strip()]
        unknown = [place(part) for part in stops(spoken) if told(part).role() in UNTOLD]
        assert (key, mute, unknown) == (key, [], [])


def test_each_page_of_the_inspector_too(spoken):
    spoken.show_view("gantt")
    for name in ("General", "Links", "People", "Money"):
        spoken.inspector.turn_to(name)
        QApplication.processEvents()
        assert [place(part) for part in stops(spoken) if not told(part).text(NAME).strip()] == []


def test_the_cells_of_tables_say_what_is_shown(spoken):
    looked_at = 0
    for key in VIEWS:
        view = seen(spoken, key)
        for table in view.findChildren(QTableView):
            if table.isVisible():
                said = spoken_cells(table)
                looked_at += len(said)
                for shown in shown_cells(table):
                    assert any(shown in text for text in said), (place(table), shown, said)
    assert looked_at > 100


def spoken_cells(table: QTableView) -> list[str]:
    """What a screen reader is given for the first cells, headings among them."""
    inside = told(table)
    children = (inside.child(n) for n in range(min(inside.childCount(), 2 * LOOKED_AT)))
    return [child.text(NAME) for child in children if child is not None]


def shown_cells(table: QTableView) -> Iterator[str]:
    """What stands in the first cells."""
    model = table.model()
    for number in range(min(model.rowCount() * model.columnCount(), LOOKED_AT)):
        index = model.index(*divmod(number, model.columnCount()))
        if isinstance(index.data(), str) and index.data():
            yield index.data()


def test_a_row_of_the_gantt_says_its_task_and_dates(spoken, ids):
    view = spoken.show_view("gantt")
    tree, model = view.panes.tree, view.panes.model
    table, columns = told(tree), len(COLUMNS)
    assert table.role() == QAccessible.Role.Tree
    names = [table.child(n).text(NAME) for n in range(INDEX["name"], table.childCount(), columns)]
    row = model.state.outline.row[ids.install]
    start, finish = (model.cells.text(row, key) for key in ("start", "finish"))
    assert f"Install racks: {start} – {finish}, critical" in names
    tree.select([ids.install])
    assert told(view.panes.chart).role() == QAccessible.Role.Chart
    assert "Install racks" in told(view.panes.chart).text(QAccessible.Text.Description)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_where_the_keyboard_is_can_be_seen(spoken, theme):
    spoken.appearance.choose(theme)
    unseen = [place(part) for key in VIEWS for part in looks_the_same(spoken, key)]
    spoken.appearance.choose("system")
    assert unseen == []


def looks_the_same(window: MainWindow, key: str) -> Iterator[QWidget]:
    """Parts of a view that look with the keyboard as they do without."""
    view = seen(window, key)
    for part in [part for part in stops(window) if view.isAncestorOf(part)]:  # not the form beside
        part.clearFocus()
        QApplication.processEvents()
        without = part.grab().toImage()
        part.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if part.hasFocus() and part.grab().toImage() == without:
            yield part
