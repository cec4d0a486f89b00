"""A project of thirty tasks drawn, linked, split and followed up on the chart with the mouse."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton

from tests.journeys.at_the_gantt import AtTheGantt
from tests.journeys.person import file_named
from tpm_desktop.desktop.gantt.columns import NAME
from tpm_desktop.plan import instant, minutes

COUNT = 30


def draw(gantt: AtTheGantt, name: str, first: datetime, days: int) -> None:
    """Draw a task below all rows, over whole days, and type its name."""
    chart, tree = gantt.chart, gantt.tree
    tree.scrollTo(gantt.model.index_of(None, NAME))
    y = tree.visualRect(gantt.model.index_of(None, NAME)).center().y()
    noon, last = first + timedelta(hours=12), first + timedelta(hours=24 * days - 12)
    start, end = (round(chart.scale.x(float(minutes(moment)))) for moment in (noon, last))
    if days == 1:
        start, end = start - 4, end + 4  # far enough to be a drag
    gantt.person.drag(chart.viewport(), QPoint(start, y), QPoint(end, y))
    gantt.person.overwrite(name)


def test_a_project_is_planned_on_the_chart(person, tmp_path):
    start = person.window.start.findChild(QPushButton, "start-new")
    person.answer(lambda: person.click(start), file_named(tmp_path / "Data centre.tpm"))
    view = person.go("gantt")
    person.click(view.empty.button)
    person.overwrite("Data centre")
    gantt = AtTheGantt(person)
    monday = instant(int(person.plan.state.inputs.options.start))
    assert monday is not None
    monday = datetime.combine(monday.date(), datetime.min.time())
    monday += timedelta(days=-monday.weekday() % 7)

    for number in range(COUNT):
        draw(gantt, f"Task {number}", monday + timedelta(days=number % 3), 1 + number % 2)
    state = person.plan.state
    assert state.names == ["Data centre", *(f"Task {n}" for n in range(COUNT))]
    for number in range(COUNT):
        row = state.names.index(f"Task {number}")
        assert instant(int(state.schedule.start[row])) == monday + timedelta(days=number % 3, hours=8)
        assert int(state.schedule.duration[row]) == 480 * (1 + number % 2)

    for number in range(0, 12, 2):
        gantt.link(f"Task {number}", f"Task {number + 1}")
    assert len(person.plan.state.inputs.links.predecessor) == 6

    bar = gantt.bar("Task 29")  # two days
    middle = QPoint(round((bar.left + bar.right) / 2), round(bar.y + gantt.chart.measures.middle))
    person.press("Ctrl+Alt+S")
    day = round(gantt.chart.scale.width(1440))
    person.drag(gantt.chart.viewport(), middle, middle + QPoint(7 * day, 0))
    assert person.labels[0] == "Split “Task 29”"
    assert len(person.plan.state.schedule.parts[person.plan.state.names.index("Task 29")]) == 2

    person.push("action_undo")
    assert not person.plan.state.schedule.parts
    person.push("action_redo")
    assert len(person.plan.state.schedule.parts) == 1
    labels = [label for label in person.labels if label.startswith(("Insert “New task”", "Link", "Split"))]
    assert len(labels) == COUNT + 6 + 1  # a record each
