"""What can be shown besides the bars: the progress line, texts of one's choice, flags of constraints."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QSettings

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.gantt import GanttView
from tpm_desktop.desktop.gantt.progress_line import stands_at
from tpm_desktop.desktop.gantt.timescale import moment_of
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.gestures.dates import set_start
from tpm_desktop.gestures.records import set_fields


def stands(desk, name):
    """Where a task's peak is against the status date: so many days before, or after, it; None for no peak."""
    chart = desk.view.panes.chart
    frame = chart.frame(chart.viewport().rect().toRectF())
    line = frame.x(int(frame.cells.state.inputs.options.status_date))
    x = stands_at(frame, desk.bar(name), line)
    return None if x is None else round((x - line) / frame.scale.width(1440), 1)


def set_done(desk, name, share):
    set_fields(desk.program, "task", desk.id(name), {"percent_complete": share})


def test_the_progress_line_has_peaks_where_tasks_are_behind_or_ahead(desk, days):
    assert stands(desk, "Order") == pytest.approx(-11.4, abs=0.1)  # not begun since Monday 4 May
    set_done(desk, "Order", 10_000)
    assert stands(desk, "Order") is None  # done, and it was due to be
    set_done(desk, "Install", 5_000)  # Monday 11 to Friday 22 May, the status date is Friday 15 May
    assert stands(desk, "Install") == pytest.approx(1.3, abs=0.1)  # half the bar, Saturday evening
    assert stands(desk, "Accepted") is None  # not due yet
    set_done(desk, "Build", 10_000)  # done two weeks early
    assert stands(desk, "Build") == pytest.approx(14, abs=0.1)
    assert stands(desk, "Sites") is None


def test_the_progress_line_is_switched_on_and_painted(desk, days):
    chart = desk.view.panes.chart
    before = chart.viewport().grab().toImage()
    desk.do("show-progress")
    assert chart.viewport().grab().toImage() != before


def choose(desk, side, key):
    """Pick an entry of the menu, as by a click."""
    desk.do("bar-texts")
    menu = desk.view.actions_of_view.texts.menu
    parts = [entry.menu() for entry in menu.actions()]
    entry = next(e for p in parts for e in p.actions() if e.objectName() == f"gantt-text-{side}-{key}")
    entry.trigger()
    menu.close()


def said(desk, name):
    chart = desk.view.panes.chart
    return chart.shows.texts.said(chart.cells, desk.row(name))


def test_any_column_stands_beside_the_bars(desk, days):
    assert said(desk, "Accepted") == ("", "22 May")
    before = desk.view.panes.chart.viewport().grab().toImage()
    choose(desk, "left", "name")
    choose(desk, "right", "slack")
    assert said(desk, "Order") == ("Order", "5 d")
    assert said(desk, "Sites")[0] == "Sites"
    assert desk.view.panes.chart.viewport().grab().toImage() != before


def test_the_texts_beside_bars_are_remembered(desk, session, qtbot, tmp_path):
    choose(desk, "left", "start")
    choose(desk, "right", "")
    settings = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    desk.view.remember(settings)
    settings.setValue("gantt/text-right", "of a later version")
    other = GanttView(session, Appearance.current())
    qtbot.addWidget(other)
    other.recall(settings)
    texts = other.panes.chart.shows.texts
    assert (texts.left, texts.right) == ("start", "usual")


def test_flags_of_constraints_are_shown_for_all_tasks_when_asked(desk, days):
    values = {"constraint": "fnlt", "constraint_date": datetime(2026, 5, 13, 17)}
    set_fields(desk.program, "task", desk.id("Order"), values)
    desk.select("Build")
    before = desk.view.panes.chart.viewport().grab().toImage()
    desk.do("show-constraints")
    after = desk.view.panes.chart.viewport().grab().toImage()
    at, share = desk.x(datetime(2026, 5, 13, 17)), after.devicePixelRatio()
    y = desk.middle("Order").y() - 8
    assert before.pixel(round((at - 2) * share), round(y * share)) != after.pixel(
        round((at - 2) * share), round(y * share)
    )


def choose_baseline(desk, name):
    menu = desk.view.actions_of_view.baselines.open()
    next(entry for entry in menu.actions() if name in entry.text()).trigger()
    menu.close()


def below_the_bar(desk, name):
    """From which day to which the thin bar below a task's bar goes."""
    chart = desk.view.panes.chart
    frame, bar = chart.frame(chart.viewport().rect().toRectF()), desk.bar(name)
    image, y = chart.viewport().grab().toImage(), bar.y + chart.measures.baseline_top + 1
    share, ink = image.devicePixelRatio(), chart.inks.baseline.rgb()
    xs = [x for x in range(chart.viewport().width()) if image.pixel(int(x * share), int(y * share)) == ink]
    return [f"{moment_of(frame.scale.at(x)):%d %b}" for x in (xs[0], xs[-1])] if xs else []


def test_any_baseline_is_shown_below_the_bars(desk, days):
    take_baseline(desk.program, "Agreed", number=0)
    set_start(desk.program, desk.id("Order"), datetime(2026, 5, 18, 8))
    take_baseline(desk.program, "Replanned & signed", number=7)
    set_start(desk.program, desk.id("Order"), datetime(2026, 6, 8, 8))
    assert below_the_bar(desk, "Order") == ["04 May", "08 May"]
    desk.do("show-baseline")
    assert below_the_bar(desk, "Order") == []
    choose_baseline(desk, "Replanned")
    assert below_the_bar(desk, "Order") == ["18 May", "22 May"]
    choose_baseline(desk, "compared with")
    assert below_the_bar(desk, "Order") == ["04 May", "08 May"]
    assert desk.last_label() == "Move “Order”"  # what is shown is no edit
