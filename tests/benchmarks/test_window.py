"""The window with 1,000 to 10,000 tasks: opening a file, an edit until all is current, finding rows."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.benchmarks.test_plan import generated
from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.application import prepare
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.palette import Palette
from tpm_desktop.desktop.progress import ProgressView
from tpm_desktop.desktop.views import views
from tpm_desktop.exchange import import_file
from tpm_desktop.file.author import Author
from tpm_desktop.gestures.progress_round import set_status_date
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.plan import instant


@pytest.fixture(scope="module", params=[1_000, 2_000, 10_000], ids=["1k", "2k", "10k"])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(tmp_path_factory.mktemp("window") / "big.tpm", request.param)


@pytest.fixture
def window(qapp) -> Iterator[MainWindow]:
    prepare()
    QSettings().clear()
    shown = MainWindow(Appearance.current())
    shown.resize(1366, 768)
    shown.show()
    QApplication.processEvents()
    yield shown
    shown.close()


@pytest.mark.benchmark(group="window")
@pytest.mark.parametrize("view", ["overview", "gantt"])
def test_opening_a_file(benchmark, window, path, view):
    def begin() -> None:
        window.close_program()
        QSettings().setValue("window/view", view)

    def opened() -> None:
        assert window.files.open(path)
        QApplication.processEvents()

    benchmark.pedantic(opened, setup=begin, rounds=5)


@pytest.fixture
def edited(window, path) -> Callable[[], None]:
    """Every view is open, the Gantt in front; called, gives a task another duration until all is painted."""
    window.files.open(path)
    for view in views():
        window.show_view(view.key)
    window.show_view("gantt")
    state = window.session.program.plan.state
    task = next(i for row, i in enumerate(state.outline.ids) if not state.summary[row])
    window.session.select("task", [task])
    durations = itertools.cycle((480, 960))

    def edit() -> None:
        set_fields(window.session.program, "task", task, {"duration": next(durations)})
        QApplication.processEvents()

    return edit


@pytest.mark.benchmark(group="window")
def test_one_edit_until_every_view_is_current(benchmark, edited):
    benchmark.pedantic(edited, rounds=10, warmup_rounds=2)


@pytest.mark.benchmark(group="window: CPU", timer=time.process_time)
def test_one_edit_until_every_view_is_current_by_cpu(benchmark, edited):
    """What the machine is asked for, whoever else is at it."""
    benchmark.pedantic(edited, rounds=10, warmup_rounds=2)


@pytest.fixture
def round_date(window, path):
    """The program is open, and half of its tasks are due by the status date."""
    window.files.open(path)
    program = window.session.program
    finishes = sorted(program.plan.state.schedule.finish.tolist())
    set_status_date(program, instant(finishes[len(finishes) // 2]))


@pytest.mark.benchmark(group="window")
@pytest.mark.usefixtures("round_date")
def test_opening_the_progress_round(benchmark, window):
    def opened() -> None:
        ProgressView(window.session, window.appearance, window).load()

    benchmark.pedantic(opened, rounds=3)


@pytest.mark.benchmark(group="window")
@pytest.mark.usefixtures("round_date")
def test_a_key_of_the_progress_round(benchmark, window):
    view = window.show_view("progress")
    QTest.qWait(100)

    def pressed() -> None:
        QTest.keyClick(view.table, Qt.Key.Key_5)
        QApplication.processEvents()

    benchmark.pedantic(pressed, rounds=5, warmup_rounds=1)


@pytest.mark.benchmark(group="window")
def test_finding_a_row(benchmark, window, path):
    window.files.open(path)

    def found() -> None:
        palette = Palette(window)
        palette.line.setText("99")
        palette.close()

    benchmark.pedantic(found, rounds=5)


@pytest.fixture(params=["residential-construction-mpp", "mspditimephased"])
def real_plan(request, shared_data: Path, tmp_path: Path) -> Path:
    """The development file with the most tasks, and the one with the most values a task."""
    target = tmp_path / "real.tpm"
    source = shared_data / "dev/mspdi" / f"{request.param}.xml"
    import_file(source, target, author=Author("Program manager", "test device"))
    return target


@pytest.mark.benchmark(group="window")
def test_the_longest_wait_at_a_real_plan(benchmark, window, real_plan):
    """Down all rows, zoom, filter, edits and undo: the gesture after which the window answers last."""
    window.files.open(real_plan)
    view = window.show_view("gantt")
    QApplication.processEvents()
    program, waits = window.session.program, list[float]()

    def timed(gesture: Callable[[], object]) -> None:
        began = time.perf_counter()
        gesture()
        QApplication.processEvents()
        waits.append(time.perf_counter() - began)

    def worked() -> None:
        state = program.plan.state
        tree = view.focusProxy()
        for _ in state.outline.ids:
            timed(lambda: QTest.keyClick(tree, Qt.Key.Key_Down))
        for name in ("gantt-zoom-in", "gantt-zoom-out", "gantt-fit"):
            timed(next(a for a in view.commands() if a.objectName() == name).trigger)
        for text in ("c", "critical", ""):
            timed(lambda text=text: window.filter(text))
        leaves = [i for row, i in enumerate(state.outline.ids) if not state.summary[row]]
        for task in leaves[:10]:
            timed(lambda task=task: window.session.select("task", [task]))
            timed(lambda task=task: set_fields(program, "task", task, {"duration": 1_440}))
        for _ in leaves[:10]:
            timed(window.session.undo)

    benchmark.pedantic(worked, rounds=2, warmup_rounds=1)
    benchmark.extra_info["longest wait in ms"] = round(max(waits[len(waits) // 3 :]) * 1_000, 1)
