"""A new program planned with the keyboard alone, and with the mouse and no more keys than names need."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from tests.journeys.at_the_gantt import AtTheGantt
from tests.journeys.person import Person, file_named, file_typed
from tpm_desktop.desktop.gantt.columns import COLUMNS, NAME
from tpm_desktop.desktop.history.model import LABEL

TASKS = ("Prepare", "Order racks", "Install racks", "Hand over")
INDENTED = ["Data centre", "  Prepare", "    Order racks", "    Install racks", "  Hand over"]


def outline(person: Person) -> list[str]:
    """The plan as people see it."""
    state = person.plan.state
    return [
        "  " * level + name for level, name in zip(state.outline.level.tolist(), state.names, strict=True)
    ]


def links(person: Person) -> list[tuple[str, str]]:
    """Who waits for whom, by name."""
    state = person.plan.state
    ends = zip(state.inputs.links.predecessor.tolist(), state.inputs.links.successor.tolist(), strict=True)
    return [(state.names[one], state.names[other]) for one, other in ends]


def days(person: Person, name: str) -> float:
    """How long a task takes."""
    return int(person.plan.state.inputs.tasks.duration[person.plan.state.names.index(name)]) / 480


def test_by_the_keyboard_alone(person, tmp_path):
    person.answer(lambda: person.press("Ctrl+N"), file_typed(tmp_path / "Data centre.tpm"))
    assert outline(person) == []
    assert person.window.inspector.title == "Data centre"

    person.press("Alt+3")
    assert person.view.key == "gantt"
    person.press("Ctrl+Shift+Ins")
    person.overwrite("Data centre")
    for name in TASKS:  # each Enter goes on to the empty row
        person.type(name)
        person.press("Return")
    assert outline(person) == ["Data centre", *(f"  {name}" for name in TASKS)]

    person.press("Up", "Up", "Shift+Up", "Alt+Shift+Right")
    assert outline(person) == INDENTED
    person.press("Ctrl+F2")
    assert links(person) == [("Order racks", "Install racks")]

    person.press("Down", "Right")
    assert COLUMNS[person.view.panes.tree.currentIndex().column()].key == "duration"
    person.type("5d")
    person.press("Return")
    assert days(person, "Install racks") == 5
    person.press("Ctrl+Z")
    assert days(person, "Install racks") == 1
    person.press("Ctrl+Shift+Z")
    assert days(person, "Install racks") == 5

    person.press("Ctrl+K")
    person.type("Risks")
    person.press("Return")
    assert person.view.key == "risk"
    person.press("Ins")
    person.type("Racks come late")
    person.press("Return")
    assert [person.view.model.index(0, n).data() for n in range(2)] == ["R-1", "Racks come late"]

    person.press("Ctrl+Shift+H")
    history = person.window.history.table
    assert history.isVisible() and history.hasFocus()
    person.press("Ctrl+Home", "Down")
    assert history.currentIndex().siblingAtColumn(LABEL).data() == "Add risk “New risk”"
    shown = [history.model().index(n, LABEL).data() for n in range(history.model().rowCount())]
    assert shown == [label for label in person.labels if not label.startswith(("Undo: ", "Redo: "))]
    person.press("Ctrl+Shift+H")
    assert not history.isVisible()
    assert person.view.isAncestorOf(person.keyboard)


def test_by_the_mouse(person, tmp_path):
    start = person.window.start.findChild(QPushButton, "start-new")
    person.answer(lambda: person.click(start), file_named(tmp_path / "Data centre.tpm"))
    view = person.go("gantt")
    person.click(view.empty.button)
    person.overwrite("Data centre")
    gantt = AtTheGantt(person)
    for name in TASKS:
        last = gantt.model.index_of(None, NAME)
        person.double_click(gantt.tree.viewport(), gantt.tree.visualRect(last).center())
        person.overwrite(name)
    gantt.click("Order racks")
    install = gantt.cell("Install racks", "name")
    person.click(gantt.tree.viewport(), install, Qt.KeyboardModifier.ShiftModifier)
    person.push("gantt-indent")
    assert outline(person) == INDENTED

    gantt.link("Order racks", "Install racks")
    assert links(person) == [("Order racks", "Install racks")]
    bar = gantt.bar("Install racks")
    end = QPoint(round(bar.right - 1), round(bar.y + gantt.chart.measures.middle))
    three_days = QPoint(round(gantt.chart.scale.width(3 * 1440)), 0)  # past any weekend
    person.drag(gantt.chart.viewport(), end, end + three_days)
    assert days(person, "Install racks") > 1
    person.push("action_undo")
    assert days(person, "Install racks") == 1
    person.push("action_redo")
    assert days(person, "Install racks") > 1

    view = person.go("risk")
    person.click(view.empty.button)
    person.overwrite("Racks come late")
    assert [view.model.index(0, n).data() for n in range(2)] == ["R-1", "Racks come late"]
