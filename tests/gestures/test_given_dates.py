"""Manual and external tasks keep the dates that they are given, or the words that stand for them."""

from __future__ import annotations

from datetime import datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import dates
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.schedule import Task

DAY = 480


def row(desk, name="B"):
    return desk.program.file.row(Task, desk.ids[name])


def put(desk, **values):
    set_fields(desk.program, "task", desk.ids["B"], values)


@pytest.fixture
def linked(desk):
    desk.task("A", days=2)
    desk.task("B", days=3, after="A")
    desk.task("C", days=1, after="B")
    return desk


@pytest.mark.parametrize("kind", ["manual", "external"])
def test_a_task_whose_dates_are_given_stays_where_it_was_and_moves_by_hand(linked, kind):
    put(linked, **{kind: True})
    set_fields(linked.program, "task", linked.ids["A"], {"duration": 6 * DAY})
    assert (linked.start("B"), linked.finish("B")) == ("Wed 07 08:00", "Fri 09 17:00")
    dates.set_start(linked.program, linked.ids["B"], datetime(2026, 1, 14, 8))
    assert (linked.start("B"), linked.finish("B")) == ("Wed 14 08:00", "Fri 16 17:00")
    assert linked.start("C") == "Mon 19 08:00"


def test_a_longer_manual_task_finishes_later_and_a_later_finish_makes_it_longer(linked):
    put(linked, manual=True)
    put(linked, duration=5 * DAY)
    assert linked.finish("B") == "Tue 13 17:00"
    dates.set_finish(linked.program, linked.ids["B"], datetime(2026, 1, 15, 17))
    assert row(linked).duration == 7 * DAY
    with pytest.raises(EditError, match="can't finish before it starts"):
        put(linked, manual_finish=datetime(2026, 1, 2, 17))


def test_words_stand_for_a_date_and_the_plan_uses_what_it_can(linked):
    put(linked, manual=True)
    put(linked, start_text="after Easter", duration_text="some days")
    assert (row(linked).manual_start, row(linked).start_text) == (None, "after Easter")
    assert linked.start("B") == "Wed 07 08:00"
    put(linked, manual_start=datetime(2026, 1, 12, 8), duration=2 * DAY)
    assert (row(linked).start_text, row(linked).duration_text) == (None, None)
    assert linked.finish("B") == "Tue 13 17:00"


def test_words_are_refused_where_dates_are_computed(linked):
    with pytest.raises(EditError, match="takes no words for dates"):
        put(linked, start_text="after Easter")


def test_words_can_come_with_the_choice_of_manual_scheduling(linked):
    put(linked, manual=True, start_text="after Easter")
    assert (row(linked).manual_start, linked.start("B")) == (None, "Wed 07 08:00")
