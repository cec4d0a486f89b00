"""The Gantt with up to 50,000 tasks: frames, scrolling, zooming, dragging, and following an edit."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from tests.benchmarks.test_plan import generated
from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.gantt import GanttView, column_layout
from tpm_desktop.desktop.gantt.bars import bars
from tpm_desktop.desktop.gantt.columns import COLUMNS
from tpm_desktop.desktop.gantt.paper.choice import PaperChoice
from tpm_desktop.desktop.gantt.paper.contents import Heads, contents
from tpm_desktop.desktop.gantt.paper.drawing import pdf
from tpm_desktop.desktop.gantt.paper.layout import lay_out
from tpm_desktop.desktop.gantt.paper.page import PagePainter
from tpm_desktop.desktop.gantt.ready_views import READY_VIEWS
from tpm_desktop.desktop.session import Session
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.plan import Delta, OpenProgram

SIZE = 1600, 1000


@pytest.fixture(scope="module", params=[2_000, 10_000, 50_000], ids=["2k", "10k", "50k"])
def view(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, qapp
) -> Iterator[GanttView]:
    path: Path = generated(tmp_path_factory.mktemp("big") / "big.tpm", request.param)
    appearance = Appearance.current()
    appearance.wear()
    with OpenProgram.open(path) as program:
        shown = GanttView(Session(program), appearance)
        shown.resize(*SIZE)
        shown.show()
        shown.load()
        QApplication.processEvents()
        yield shown
        shown.close()


def painted(widget: QWidget) -> None:
    """Paint all of a widget, as after a change of theme."""
    picture = QImage(widget.size(), QImage.Format.Format_RGB32)
    widget.render(picture)


@pytest.mark.benchmark(group="gantt")
@pytest.mark.parametrize("zoom", [1, 8], ids=["all", "near"])
def test_a_frame_of_the_chart(benchmark, view, zoom):
    chart = view.panes.chart
    chart.fit()
    chart.zoom(zoom, 0)
    benchmark(painted, chart.viewport())


@pytest.mark.benchmark(group="gantt")
def test_a_frame_of_the_table(benchmark, view):
    benchmark(painted, view.panes.tree.viewport())


@pytest.mark.benchmark(group="gantt")
@pytest.mark.parametrize("key", ["critical", "by-owner", "cost"])
def test_a_frame_by_a_saved_view(benchmark, view, key):
    """Filtered and sorted, in groups, with sums: table and chart."""
    look = next(ready for ready in READY_VIEWS if ready.key == key)
    view.looks.choose_ready(look)
    QApplication.processEvents()
    panes = view.panes

    def both() -> None:
        painted(panes.tree.viewport())
        painted(panes.chart.viewport())

    benchmark(both)
    view.looks.choose_ready(READY_VIEWS[0])


@pytest.mark.benchmark(group="gantt")
def test_a_step_of_scrolling(benchmark, view):
    bar = view.panes.tree.verticalScrollBar()
    places = itertools.cycle(range(0, bar.maximum(), 24))

    def step() -> None:
        bar.setValue(next(places))
        QApplication.processEvents()

    benchmark.pedantic(step, rounds=300)


@pytest.mark.benchmark(group="gantt")
def test_a_step_of_scrolling_across(benchmark, view):
    """While number and name stay."""
    tree = view.panes.tree
    column_layout.lay_out(tree.header(), [f"{column.key} 90" for column in COLUMNS[:24]])
    QApplication.processEvents()
    bar = tree.horizontalScrollBar()
    places = itertools.cycle(range(1, bar.maximum(), 24))

    def step() -> None:
        bar.setValue(next(places))
        QApplication.processEvents()

    benchmark.pedantic(step, rounds=200)
    bar.setValue(0)
    column_layout.lay_out(tree.header(), column_layout.usual_layout())


@pytest.mark.benchmark(group="gantt")
def test_a_step_of_zooming(benchmark, view):
    chart = view.panes.chart
    chart.fit()
    steps = itertools.cycle([1.2] * 20 + [1 / 1.2] * 20)

    def step() -> None:
        chart.zoom(next(steps), 300)
        QApplication.processEvents()

    benchmark.pedantic(step, rounds=200)


@pytest.mark.benchmark(group="gantt")
def test_a_step_of_dragging(benchmark, view):
    """A bar goes on by a pixel, until that is painted."""
    chart = view.panes.chart
    view.panes.tree.verticalScrollBar().setValue(0)
    chart.fit()
    chart.zoom(8, 0)
    frame = chart.frame(QRectF(chart.viewport().rect()))
    bar = next(b for b in bars(frame) if not b.summary and not b.milestone and b.left > 0)
    middle = QPointF((bar.left + bar.right) / 2, bar.y + frame.rows.middle)
    pointer, gone = chart.pointer, itertools.count(8)
    pointer.press(pointer.hit(middle), middle)

    def step() -> None:
        pointer.move(middle + QPointF(next(gone), 0))
        QApplication.processEvents()

    benchmark.pedantic(step, rounds=200, warmup_rounds=1)
    assert pointer.drag is not None
    pointer.cancel()


@pytest.mark.benchmark(group="gantt")
def test_the_overview_drawn_anew(benchmark, view):
    def drawn() -> None:
        view.strip._picture = None
        view.strip.grab()

    benchmark(drawn)


@pytest.mark.benchmark(group="gantt")
def test_printing_all_rows(benchmark, view):
    """From the choice to the PDF: about 30 rows a page."""
    if len(view.session.program.plan.state.outline) > 20_000:
        pytest.skip("a minute of pages says no more than those of 10,000 tasks")

    def printed() -> None:
        choice = PaperChoice()
        about = contents(view.panes, choice, Heads.of(view.session, view.headline()))
        for _ in pdf(PagePainter(about, lay_out(choice, about), datetime(2026, 5, 4)), "Plan"):
            pass

    benchmark.pedantic(printed, rounds=1)


@pytest.mark.benchmark(group="gantt")
def test_following_an_edit(benchmark, view):
    """What the view adds to an edit that moves many tasks: until it is painted, without the engine."""
    ids = view.session.program.plan.state.outline.ids
    delta = Delta(False, frozenset(ids), (None, None), (0, 0), (0, 0))

    def follow() -> None:
        view.follow(Changes({"task": {}}), delta)
        QApplication.processEvents()

    benchmark.pedantic(follow, rounds=20)


@pytest.mark.benchmark(group="gantt")
def test_taking_another_outline(benchmark, view):
    """What the view adds to an inserted or removed row."""
    arrangement = view.panes.model.arrangement

    def relay() -> None:
        view.panes.relay(arrangement)
        QApplication.processEvents()

    benchmark.pedantic(relay, rounds=10)


@pytest.mark.benchmark(group="gantt")
def test_an_edit_until_it_is_painted(benchmark, view):
    program = view.session.program
    task = next(
        i for i in program.plan.state.outline.ids if i in program.plan.state.inputs.tables["task"].row
    )
    days = itertools.count(1)

    def edit() -> None:
        set_fields(program, "task", task, {"notes": str(next(days))})
        QApplication.processEvents()

    benchmark.pedantic(edit, rounds=5)
