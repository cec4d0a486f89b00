"""The sample levelled in the window: looked for, seen, taken as one step, undone and cleared."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.journeys.person import PATIENCE, Person
from tpm_desktop.desktop.levelling_dialog import LevellingDialog


def asked(person: Person) -> LevellingDialog:
    """The dialog, opened from the menu."""
    person.choose("level")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LevellingDialog)
    return dialog


def test_levelling_is_looked_for_taken_undone_and_cleared(sit_down, run, sample):
    person = sit_down()
    person.open(sample)
    before = person.plan.state.schedule.program_finish
    dialog = asked(person)
    assert not dialog.ok.isEnabled()
    dialog.seconds.setValue(1)
    person.click(dialog.look)
    person.qtbot.waitUntil(lambda: not dialog._work.busy, timeout=PATIENCE)
    assert dialog.rows.topLevelItemCount() > 10
    said = dialog.summary.text()
    assert "the cost of the tasks stays at EUR" in said
    shown = [item.text(0) for item in dialog.items()]
    assert any("would pass its deadline" in text for text in shown)
    assert not dialog.grab().isNull()
    person.press("Return")

    assert person.labels[0].startswith("Level resources: ")
    assert person.labels[0].split()[2] == said.split()[0]
    after = person.plan.state.schedule.program_finish
    assert after >= before
    found = run("level", sample, "--seconds", "0.1", "--json").json
    assert found["overloads"] == []  # what was taken leaves nobody overloaded

    person.come_back()
    person.press("Ctrl+Z")
    assert person.plan.state.schedule.program_finish == before
    person.press("Ctrl+Y")
    assert person.plan.state.schedule.program_finish == after
    person.choose("clear_levelling")
    assert person.plan.state.schedule.program_finish == before
    assert person.labels[0].startswith("Clear levelling of ")


def test_it_stops_when_told(sit_down, sample):
    person = sit_down()
    person.open(sample)
    dialog = asked(person)
    dialog.seconds.setValue(600)
    person.click(dialog.look)
    assert dialog.stop.isVisible()
    person.click(dialog.stop)
    person.qtbot.waitUntil(lambda: not dialog._work.busy, timeout=PATIENCE)
    assert dialog.proposal is not None  # the best so far
    person.press("Escape")
    assert not person.labels[0].startswith("Level resources")
