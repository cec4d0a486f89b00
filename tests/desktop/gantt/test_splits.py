"""A split task is drawn in its parts, with what is done running on over its breaks."""

from __future__ import annotations

import pytest

from tpm_desktop.desktop.gantt.bars import pieces
from tpm_desktop.gestures.records import add_row, set_fields


@pytest.fixture
def split(desk):
    """Install, ten days of work, with a week off after four of them."""
    add_row(desk.program, "task_split", {"task_id": desk.id("Install"), "after": 4 * 480, "length": 5 * 480})
    return desk


def test_a_bar_has_a_part_before_and_one_after_the_break(split):
    frame = split.view.panes.chart.frame(split.view.panes.chart.viewport().rect().toRectF())
    bar = split.bar("Install")
    (left, stop), (resume, right) = pieces(frame, bar)
    assert (left, right) == (pytest.approx(bar.left), pytest.approx(bar.right))
    day = frame.scale.width(1440)
    assert resume - stop > 5 * day  # a week off, and the nights around it
    assert right - resume > stop - left  # six days after four


def test_a_task_that_is_not_split_is_one_bar(split):
    frame = split.view.panes.chart.frame(split.view.panes.chart.viewport().rect().toRectF())
    bar = split.bar("Accepted")
    assert pieces(frame, bar) == [(bar.left, bar.right)]


def test_what_is_done_runs_on_over_the_break(split):
    chart = split.view.panes.chart
    pictures = []
    for share in (0, 4_000, 7_000):
        set_fields(split.program, "task", split.id("Install"), {"percent_complete": share})
        pictures.append(chart.viewport().grab().toImage())
    frame, bar = chart.frame(chart.viewport().rect().toRectF()), split.bar("Install")
    done = frame.inks.done.rgb()
    y = round(bar.y + frame.rows.middle)

    def columns(picture):
        return [x for x in range(round(bar.left), round(bar.right)) if picture.pixelColor(x, y).rgb() == done]

    (_, stop), (resume, _) = pieces(frame, bar)
    assert not columns(pictures[0])
    assert max(columns(pictures[1])) <= stop
    assert min(x for x in columns(pictures[2]) if x > stop + 2) >= resume - 1
