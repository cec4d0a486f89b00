"""Pages look the same whatever the window wears, and every kind of mark can be told without colour."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.gantt.paper.drawing import picture
from tpm_desktop.desktop.gantt.paper.legend import all_kinds
from tpm_desktop.gestures.records import add_row, set_fields


def drawn(pages, number=0):
    steps = picture(pages, number, 1.0)
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            return stop.value


def grey(pages, kind) -> np.ndarray:
    """A sample of a kind in shades of grey, as a cheap printer gives it."""
    image = QImage(160, 96, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(4, 4)
    kind.paint(painter, pages.frame(pages.layout.page(0), QRectF(0, 0, 40, 24)))
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(96, 160).astype(int)


def test_every_two_kinds_of_marks_differ_in_grey(small):
    shades = {name: grey(small.dialog.pages, kind) for name, kind in all_kinds().items()}
    for one, other in combinations(shades, 2):
        differing = int((abs(shades[one] - shades[other]) > 40).sum())
        assert differing > 60, (one, other, differing)


def test_the_legend_names_what_is_there_and_nothing_else(desk, view, printing):
    def legend():
        from tpm_desktop.desktop.gantt.paper.legend import legend_kinds

        return {kind.label for kind in legend_kinds(printing(view).dialog.pages.about)}

    assert legend() == {
        "Near-critical",
        "Critical",
        "Summary",
        "Milestone",
        "Link",
        "Critical link",
        "Status date",
    }
    set_fields(desk.program, "task", desk.id("Order"), {"manual": True, "percent_complete": 5_000})
    set_fields(desk.program, "task", desk.id("Design"), {"external": True})
    add_row(desk.program, "task_split", {"task_id": desk.id("Install"), "after": 480, "length": 480})
    assert {"Dates given by hand", "External", "Split", "Done so far"} <= legend()
    desk.do("show-links")
    assert not legend() & {"Link", "Critical link"}


@pytest.mark.parametrize("worn", ["dark", "high-contrast"])
def test_paper_is_light_whatever_the_window_wears(view, printing, worn):
    appearance = Appearance.current()
    before = drawn(printing(view).dialog.pages)
    try:
        appearance.choose(worn)
        after = drawn(printing(view).dialog.pages)
    finally:
        appearance.choose("light")
    assert before == after
    assert before.pixelColor(2, 2).lightness() == 255


def test_pages_are_looked_at_side_by_side(sample, qtbot):
    sample.type_number("wide", 3)
    places = sample.dialog.preview._places
    assert places[0].top() == places[2].top() < places[3].top()
    assert places[0].right() < places[1].left()
    qtbot.waitUntil(lambda: 0 in sample.dialog.preview._drawn, timeout=10_000)
    page = sample.dialog.preview._drawn[0]
    shades = {page.pixelColor(x, page.height() // 3).lightness() for x in range(page.width())}
    assert len(shades) > 5
