"""The card over a bar or a link says in words what the drawing shows."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF

from tpm_desktop.desktop.gantt.hits import Part
from tpm_desktop.desktop.gantt.hover import card
from tpm_desktop.gestures import records


def said(desk, at):
    chart = desk.view.panes.chart
    return card(chart.cells, chart.pointer.hit(QPointF(at)))


def test_a_bar_says_its_dates_slack_and_why_it_is_there(desk):
    text = said(desk, desk.middle("Build"))
    assert "Mon 11 May" in text
    assert "Fri 29 May" in text
    assert "critical" in text
    assert "“Design”" in text


def test_a_milestone_says_its_one_date_and_its_deadline(desk):
    records.set_fields(
        desk.program, "task", desk.id("Accepted"), {"deadline": desk.program.plan.start(desk.id("Order"))}
    )
    text = said(desk, desk.middle("Accepted"))
    assert "Fri 22 May" in text
    assert "Finish" not in text
    assert "missed" in text


def test_a_constraint_is_said_with_its_date(desk):
    values = {"constraint": "fnlt", "constraint_date": datetime(2026, 5, 13, 17)}
    records.set_fields(desk.program, "task", desk.id("Order"), values)
    assert "Finish no later than Wed 13 May" in said(desk, desk.middle("Order"))


def test_a_link_says_what_it_joins_and_how(desk):
    chart = desk.view.panes.chart
    chart.zoom(6, desk.bar("Install").left)
    bar, below = desk.bar("Order"), desk.bar("Install")
    at = QPointF(below.left + 3, (bar.y + below.y) / 2 + 7)
    assert chart.pointer.hit(at).part is Part.LINK
    text = said(desk, at)
    assert "Order → Install" in text
    assert "Finish to start" in text
    assert "decides" in text


def test_names_are_shown_as_they_were_typed(desk):
    desk.enter("Build", "name", "Build <b>everything</b> & test")
    assert "&lt;b&gt;everything&lt;/b&gt; &amp; test" in said(
        desk, desk.middle("Build <b>everything</b> & test")
    )


def test_where_there_is_nothing_nothing_is_said(desk):
    assert said(desk, QPointF(2, desk.bar("Build").y + 2)) == ""
