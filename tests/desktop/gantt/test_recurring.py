"""A recurring task is described in a dialog that says its days, and inserted above the current row."""

from __future__ import annotations

import pytest

from tpm_desktop.desktop.gantt.recurring_dialog import RecurringDialog


@pytest.fixture
def dialog(desk) -> RecurringDialog:
    desk.at("Install")
    desk.do("insert-recurring")
    found = desk.view.window().findChild(RecurringDialog)
    found.first.setText("11 May 2026")
    return found


def test_it_comes_on_the_weekdays_chosen(desk, dialog):
    dialog.name.setText("Site meeting")
    for box, on in zip(dialog.weekdays, (True, False, False, True, False, False, False), strict=True):
        box.setChecked(on)
    dialog.count.setValue(3)
    assert [f"{at:%a %d %b}" for at in dialog.starts] == ["Mon 11 May", "Thu 14 May", "Mon 18 May"]
    dialog.ok.click()
    assert desk.outline()[1:7] == [
        "  Order",
        "  Site meeting",
        "    Site meeting 1",
        "    Site meeting 2",
        "    Site meeting 3",
        "  Install",
    ]
    assert desk.last_label() == "Insert recurring “Site meeting”, 3 times"
    assert (desk.start("Site meeting 2"), desk.finish("Site meeting 2")) == (
        "Thu 14 May 08:00",
        "Thu 14 May 09:00",
    )


def test_months_offer_the_day_and_its_place_among_the_weekdays(dialog):
    dialog.first.setText("28 May 2026")
    dialog.unit.setCurrentIndex(dialog.unit.findData("month"))
    offered = [dialog.on.itemText(n) for n in range(dialog.on.count())]
    assert offered == ["on day 28", "on the fourth Thursday", "on the last Thursday"]
    dialog.on.setCurrentIndex(2)
    dialog.by_date.setChecked(True)
    dialog.last.setText("31 Jul 2026")
    assert [f"{at:%d %b}" for at in dialog.starts] == ["28 May", "25 Jun", "30 Jul"]


def test_what_is_missing_is_said_and_nothing_can_be_inserted(dialog):
    for box in dialog.weekdays:
        box.setChecked(False)
    assert not dialog.ok.isEnabled()
    dialog.weekdays[0].setChecked(True)
    assert dialog.ok.isEnabled()
    dialog.duration.setText("soon")
    assert not dialog.ok.isEnabled()
