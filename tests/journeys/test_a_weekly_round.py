"""Two weekly rounds by keyboard alone, with a baseline between them, and what the command line says of it."""

from __future__ import annotations

from PySide6.QtTest import QTest

from tpm_desktop.desktop.baselines import BaselinesDialog

_PRESSED = 150  # milliseconds in which a button shows that its letter was pressed


def test_two_rounds_by_keyboard_alone(person, sample, run):
    person.open(sample)
    state = person.plan.state
    task_of = dict(zip(state.names, state.outline.ids, strict=True))

    person.press("Ctrl+K")
    person.type("progress")
    person.press("Return")
    person.come_back()
    assert person.view.key == "progress"

    person.press("Ctrl+Shift+W")  # the next Friday
    assert person.labels[0] == "Set the status date to 6 November 2026"
    left = person.view.bar.left.text()
    first = person.plan.name(person.view.table.selected_ids()[0])
    person.press("D", "5", "R")
    person.type("12d")
    person.press("Return", "S")
    person.press("Return")
    assert [label.partition("“")[0] for label in person.labels[:4]] == [
        "Record the start of ", "Record what is left of ", "Record ", "Record "
    ]  # fmt: skip
    assert person.view.bar.left.text() != left
    assert person.plan.state.done[person.plan.row(task_of[first])] == 10_000

    person.press("Ctrl+Alt+B")
    dialog = person.window.findChild(BaselinesDialog)
    person.qtbot.waitUntil(dialog.isActiveWindow)
    person.press("Down", "Alt+B")
    QTest.qWait(_PRESSED)
    assert person.labels[0] == "Take baseline “Baseline 1”"
    person.press("Escape")
    person.come_back()

    person.press("Ctrl+Shift+W")
    assert person.view.bar.left.text().split(" of ")[0] == person.view.bar.left.text().split()[2]
    person.press("Shift+Down", "Shift+Down", "D")
    assert person.labels[0] == "Record 3 tasks as done"
    person.press("Ctrl+Z")
    person.window.close()

    baselines = run("baseline", sample, "--json").json
    assert [row["number"] for row in baselines] == [0, 1]
    assert run("verify", sample).code == 0
    assert run("log", sample, "--json").json[1]["label"] == "Record 3 tasks as done"
