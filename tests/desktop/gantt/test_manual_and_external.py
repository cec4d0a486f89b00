"""Tasks whose dates are given: words in their cells until a date is known, and bars that look different."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication, QImage

from tpm_desktop.desktop.gantt.columns import INDEX
from tpm_desktop.gestures.records import add_row, set_fields


def put(desk, name, **values):
    set_fields(desk.program, "task", desk.id(name), values)


def test_a_manual_task_takes_words_until_a_date_is_known(desk):
    put(desk, "Install", manual=True)
    desk.enter("Install", "start", "after Easter")
    assert desk.shown("Install", "start") == "after Easter"
    assert desk.start("Install") == "Mon 11 May 08:00"  # planned where its links allow
    desk.enter("Install", "start", "18 May 2026")
    assert desk.start("Install") == "Mon 18 May 08:00"
    assert "Easter" not in desk.shown("Install", "start")


def test_a_duration_in_words_keeps_the_one_that_is_planned_with(desk):
    put(desk, "Install", manual=True)
    desk.enter("Install", "duration", "two or three weeks")
    assert (desk.shown("Install", "duration"), desk.days("Install")) == ("two or three weeks", 10)
    desk.enter("Install", "duration", "3w")
    assert desk.shown("Install", "duration") == "15 d"
    assert desk.finish("Install") == "Fri 29 May 17:00"


def test_a_task_that_is_scheduled_automatically_takes_no_words(desk):
    desk.at("Install", "start")
    from PySide6.QtCore import Qt

    desk.key(Qt.Key.Key_F2)
    desk.type_in("after Easter")
    assert desk.editor() is not None
    assert "after Easter" in desk.editor().toolTip()


def test_words_go_when_the_task_is_scheduled_automatically_again(desk):
    put(desk, "Install", manual=True)
    desk.enter("Install", "finish", "end of May, says the landlord")
    put(desk, "Install", manual=False)
    assert desk.shown("Install", "finish") == desk.session.formats.date(
        desk.program.plan.finish(desk.id("Install"))
    )


@pytest.mark.parametrize("name", ["Install", "Accepted"])
def test_inactive_external_manual_and_vague_tasks_are_each_drawn_otherwise(desk, name):
    looks = [
        {},
        {"manual": True},
        {"external": True},
        {"active": False, "external": False, "manual": False},
    ]
    if name == "Accepted":  # the diamond of a milestone has no ends to pin
        looks.pop(1)
    pictures = [picture(desk, name)]
    for look in looks[1:]:
        put(desk, name, **look)
        pictures.append(picture(desk, name))
    put(desk, name, active=True, manual=True, start_text="after Easter")
    pictures.append(picture(desk, name))
    assert len({bytes(p.constBits()) for p in pictures}) == len(pictures)


def picture(desk, name) -> QImage:
    at, chart = desk.middle(name, 0.0), desk.view.panes.chart
    row = desk.bar(name)
    return (
        chart.viewport()
        .grab()
        .toImage()
        .copy(at.x() - 12, round(row.y), 60, chart.measures.height)
        .convertToFormat(QImage.Format.Format_RGB32)
    )


def test_work_and_remaining_duration_are_typed_and_pasted(desk):
    person = add_row(desk.program, "resource", {"name": "Ann"})
    add_row(desk.program, "assignment", {"task_id": desk.id("Install"), "resource_id": person})
    desk.enter("Install", "work", "120h")
    assert (desk.days("Install"), desk.shown("Install", "work")) == (15, "120 h")
    put(desk, "Order", percent_complete=4000)
    desk.enter("Order", "remaining_duration", "6d")
    assert (desk.days("Order"), desk.shown("Order", "actual_duration")) == (8, "2 d")
    desk.at("Install", "work")
    desk.view.panes.tree.setColumnHidden(INDEX["work"], False)
    QGuiApplication.clipboard().setText("80 h")
    desk.do("paste")
    assert desk.days("Install") == 10
