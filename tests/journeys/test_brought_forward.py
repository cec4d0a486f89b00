"""The finish of the sample brought forward in the window: looked for, ticked, done as one step and undone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.journeys.person import PATIENCE
from tpm_desktop.desktop.adjusting_dialog import AdjustingDialog
from tpm_desktop.plan.adjusting import Overlap, Step


def test_days_are_bought_and_tasks_overlap(sit_down, sample):
    person = sit_down()
    person.open(sample)
    before = person.plan.state.schedule.program_finish
    person.choose("adjust")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, AdjustingDialog)
    assert not dialog.ok.isEnabled()
    person.click(dialog.people)  # only what is bought, or done in overtime
    person.click(dialog.look)
    person.qtbot.waitUntil(lambda: not dialog._work.busy, timeout=PATIENCE)
    advice = dialog.advice
    assert advice is not None
    assert advice.steps
    assert advice.overlaps

    steps = [item for item in dialog._offered() if isinstance(dialog.key_of(item), Step)]
    overlaps = [item for item in dialog._offered() if isinstance(dialog.key_of(item), Overlap)]
    dialog.rows.setFocus()
    for item in (steps[0], steps[1], overlaps[0]):
        dialog.rows.setCurrentItem(item)
        person.press("Space")
    assert steps[0].checkState(0) is Qt.CheckState.Unchecked  # only one of these
    finish, gained = advice.together(advice.steps[1], [advice.overlaps[0]])
    assert gained > 0
    assert dialog.summary.text().startswith("All that is chosen: finish ")
    person.press("Return")

    assert person.labels[0].startswith("Bring the finish forward: ")
    assert person.labels[0].endswith("1 link overlapped")
    assert person.plan.state.schedule.program_finish == finish < before
    person.come_back()
    person.press("Ctrl+Z")
    assert person.plan.state.schedule.program_finish == before
