"""After an edit table and chart paint what changed of them, and no more than the rows and links of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from tpm_desktop.desktop.gantt.columns import INDEX
from tpm_desktop.gestures.links import link, unlink
from tpm_desktop.gestures.records import add_row, set_fields

ROWS = 60


class Watch(QObject):
    """Remembers where a viewport was painted, and how it looked before."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.view, self.painted = view, QRegion()
        self.before = picture(view)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt calls it so
        if isinstance(event, QPaintEvent):
            self.painted += event.region()
        return False

    def left_out(self) -> list[int]:
        """The rows of pixels that look otherwise now but were not painted."""
        differs = np.flatnonzero((picture(self.view) != self.before).any(axis=1)).tolist()
        whole = self.view.width() - 1
        return [y for y in differs if not self.painted.contains(QRect(1, y, whole - 1, 1))]


def picture(view: QWidget) -> np.ndarray:
    found = QImage(view.size(), QImage.Format.Format_RGB32)
    view.render(found)
    return np.frombuffer(found.constBits(), np.uint32).reshape(found.height(), -1).copy()


@pytest.fixture
def long(desk) -> Callable[[Callable[[], object]], list[tuple[QRegion, list[int]]]]:
    """Sixty more tasks; called with an edit, says of table and chart where they were painted and what was
    left out.
    """
    project = desk.id("Sites")
    for n in range(ROWS):
        add_row(desk.program, "task", {"project_id": project, "name": f"Task {n}", "duration": 480 * (n % 9)})
    desk.view.resize(1400, 900)
    desk.view.panes.chart.fit()
    for key in ("cost", "resources", "predecessors", "done", "parent_id", "wbs"):
        desk.view.panes.tree.setColumnHidden(INDEX[key], False)
    QApplication.processEvents()

    def edited(edit: Callable[[], object]) -> list[tuple[QRegion, list[int]]]:
        watches = [Watch(p.viewport()) for p in (desk.view.panes.tree, desk.view.panes.chart)]
        QApplication.processEvents()
        for watch in watches:
            watch.painted = QRegion()
        edit()
        QApplication.processEvents()
        for watch in watches:
            watch.view.removeEventFilter(watch)
        return [(watch.painted, watch.left_out()) for watch in watches]

    return edited


def height(region: QRegion) -> int:
    return sum(rect.height() for rect in region)


@pytest.mark.parametrize(
    "values",
    [
        {"duration": 480 * 3},
        {"name": "Called otherwise"},
        {"percent_complete": 5000},
        {"notes": "Ask"},
        {"fixed_cost": 90_000},
        {"manual": True},
    ],
)
def test_an_edit_of_a_task_paints_its_rows_and_those_above_it(desk, long, values):
    task = desk.id("Task 20")
    for painted, left_out in long(lambda: set_fields(desk.program, "task", task, values)):
        assert left_out == []
        assert 0 < height(painted) <= 3 * 24


def test_a_link_is_painted_where_it_was_and_where_it_is(desk, long):
    one, other = desk.id("Task 3"), desk.id("Task 7")
    made = []
    (table, missed), (chart, lost) = long(lambda: made.append(link(desk.program, one, other)))
    assert (missed, lost) == ([], [])
    assert height(table) < height(chart) <= 12 * 24
    for painted, left_out in long(lambda: set_fields(desk.program, "task", one, {"duration": 480 * 12})):
        assert left_out == []
        assert height(painted) < 20 * 24
    for painted, left_out in long(lambda: unlink(desk.program, made)):
        assert left_out == []
        assert height(painted) < 20 * 24


def test_what_a_summary_is_called_is_painted_in_the_rows_below(desk, long):
    summary = desk.id("Task 5")
    for name in ("Part", "Other part"):
        add_row(desk.program, "task", {"project_id": desk.id("Sites"), "parent_id": summary, "name": name})
    for painted, left_out in long(lambda: set_fields(desk.program, "task", summary, {"name": "Whole"})):
        assert left_out == []
        assert 0 < height(painted) <= 4 * 24


def test_the_name_of_a_component_project_may_be_seen_everywhere(desk, long):
    for painted, left_out in long(
        lambda: set_fields(desk.program, "project", desk.id("Sites"), {"name": "Of all"})
    ):
        assert left_out == []
        assert height(painted) > 20 * 24


def test_selecting_paints_the_rows_and_their_links(desk, long):
    desk.select("Task 1")
    (_, missed), (chart, lost) = long(lambda: desk.select("Task 30"))
    assert (missed, lost) == ([], [])
    assert height(chart) <= 4 * 24
