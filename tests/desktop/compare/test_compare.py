"""The comparison in the real window, by gesture; its figures are those of the pack and of JSON."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.command_line import run  # noqa: F401  a fixture
from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.compare import Asked, Chooser, CompareWindow
from tpm_desktop.desktop.compare.lines import Line, differing
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.file.compare import How
from tpm_desktop.gestures.links import link
from tpm_desktop.gestures.outline import insert_task
from tpm_desktop.gestures.packs import Issue, issue_pack
from tpm_desktop.gestures.records import add_row
from tpm_desktop.plan import OpenProgram
from tpm_desktop.planning.columns import NONE


@pytest.fixture
def earlier(program_path: Path, ids, tmp_path: Path) -> Path:
    """A copy from before: the program was edited since, as a colleague would have."""
    copy = Path(shutil.copy(program_path, tmp_path / "april.tpm"))
    with OpenProgram.open(program_path) as program:
        with program.file.transaction("Slower delivery") as edit:
            edit.set("task", ids.order, duration=8 * 480)
            edit.set("risk", ids.late_racks, probability=5)
            edit.remove("risk", ids.load_test)
        wire = insert_task(program, parent=ids.sites, name="Wire <b>racks</b>", duration=3 * 480)
        link(program, ids.order, wire)
    return copy


@pytest.fixture
def compared(earlier: Path, window: MainWindow, qtbot) -> CompareWindow:
    return opened(window, Asked(file=earlier), qtbot)


def opened(window: MainWindow, asked: Asked, qtbot) -> CompareWindow:
    made = window.comparing.open(asked)
    qtbot.waitUntil(lambda: made.answer is not None)
    return made


def texts(tree) -> list[tuple[str, str, str]]:
    return [(node.text, node.old, node.new) for node in tree.lines.root.walk()]


def click(qtbot, tree, text: str) -> None:
    node = next(node for node in tree.lines.root.walk() if node.text == text)
    index = tree.lines.place(node)
    tree.scrollTo(index)
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(index).center())


def test_it_lists_what_differs_by_project_and_register(compared):
    shown = [node for node in compared.changes.lines.root.walk() if node.parent.how in (None, How.CHANGED)]
    assert [(node.text, node.old, node.new) for node in shown] == [
        ("The program (1)", "", ""),
        ("Risks (1)", "", ""),
        ("R-2 Load test fails", "", ""),
        ("P-1 Data centre and sites (4)", "", ""),
        ("Tasks (2)", "", ""),
        ("Order racks", "", ""),
        ("Duration", "5 d", "8 d"),
        ("Wire <b>racks</b>", "", ""),
        ("Links (1)", "", ""),
        ("Order racks → Wire <b>racks</b>", "", ""),
        ("Risks (1)", "", ""),
        ("R-1 Racks come late", "", ""),
        ("Probability", "4 Likely", "5 Almost certain"),
    ]
    assert compared.bar.counts.text() == "2 added · 1 removed · 2 changed"
    assert compared.bar.title.said == "Network renewal against april.tpm"


def test_what_came_and_went_can_be_unfolded(compared, qtbot):
    for name in ("R-2 Load test fails", "Wire <b>racks</b>"):
        click(qtbot, compared.changes, name)
        QTest.keyClick(compared.changes, Qt.Key.Key_Right)
    told = texts(compared.changes)
    assert ("Probability", "2 Unlikely", "–") in told
    assert ("Duration", "–", "3 d") in told


def test_it_says_what_follows(compared):
    said = {label: (value, note) for label, value, note in compared.figures.texts()}
    assert said["Finish"] == ("22 May → 27 May", "3 d later")
    assert said["Moved along"] == ("2 tasks", "without being edited")
    assert ("Moved without being edited (2)", "", "") in texts(compared.follows)
    assert ("Install racks", "22 May", "27 May") in texts(compared.follows)
    assert ("Racks accepted", "22 May", "27 May") in texts(compared.follows)


def test_view_json_and_pdf_agree(run, compared, earlier, program_path, tmp_path, qtbot):  # noqa: F811
    target = tmp_path / "changes.pdf"
    compared.save(target)
    qtbot.waitUntil(lambda: compared.bar.said.text() == "Saved as changes.pdf", timeout=30_000)
    page = " ".join(" ".join(p.extract_text().split()) for p in PdfReader(target).pages)
    told = run("diff", earlier, program_path, "--json").json
    assert compared.bar.counts.text() == " · ".join(f"{n} {how}" for how, n in told["summary"].items())
    assert [one["name"] for one in told["follows"]["moved_along"]] == [
        one.name for one in compared.answer.moved_along
    ]
    assert told["follows"]["finish"] == ["2026-05-22T17:00", "2026-05-27T17:00"]
    finish = compared.figures.texts()[0]
    old, new = finish[1].split(" → ")
    assert f"was {old}, {finish[2]}" in page
    assert new in page
    assert "2 tasks moved without being edited themselves" in page
    for row in compared.answer.rows:
        assert row.name in page


def test_a_click_in_the_list_marks_the_row_in_the_gantt_and_leads_to_the_program(
    compared, window, ids, qtbot
):
    click(qtbot, compared.changes, "Duration")
    assert compared.overlay.current.name == "Order racks"
    row = compared.overlay.current.row
    assert compared.overlay.chart.selected == {row}
    assert compared.bar.go.isEnabled()
    qtbot.mouseClick(compared.bar.go, Qt.MouseButton.LeftButton)
    assert window.session.selected == ("task", (ids.order,))
    assert window.view.key == "gantt"


def test_a_click_in_the_chart_marks_the_row_in_the_list(compared, ids, qtbot):
    chart = compared.overlay.chart
    number = next(n for n, line in enumerate(chart.lines) if line.row_id == ids.order)
    y = number * chart.measures.height + 5 - chart.verticalScrollBar().value()
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(9, y))
    assert compared.changes.current.text == "Order racks"
    assert compared.overlay.table.currentIndex().row() == number


def test_what_is_gone_can_not_be_gone_to(compared, window, qtbot):
    click(qtbot, compared.changes, "R-2 Load test fails")
    assert not compared.bar.go.isEnabled()
    assert compared.overlay.current is None


def test_typing_in_the_filter_keeps_what_contains_it(compared, qtbot):
    QTest.keyClick(compared, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert compared.bar.filter.hasFocus()
    QTest.keyClicks(compared.bar.filter, "almost")
    qtbot.waitUntil(lambda: compared.lists.tabText(0) == "Changes (1)")
    assert [text for text, _, _ in texts(compared.changes)][-2:] == ["R-1 Racks come late", "Probability"]
    QTest.keyClick(compared.bar.filter, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: compared.lists.tabText(0) == "Changes (5)")


def test_all_rows_or_those_that_differ(compared, qtbot):
    names = [line.name for line in compared.overlay.table.lines.lines]
    assert names == [
        "Data centre and sites",
        "Order racks",
        "Install racks",
        "Racks accepted",
        "Wire <b>racks</b>",
    ]
    qtbot.mouseClick(compared.gantt_bar.everything, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert [line.name for line in compared.overlay.table.lines.lines][-1] == "Branch software"


def test_rows_that_are_gone_stay_in_their_place_as_thin_bars(window, ids, qtbot):
    record = str(window.session.program.file.journal.head())
    with window.session.program.file.transaction("Leave out") as edit:
        edit.remove("task", ids.install)
    compared = opened(window, Asked(record=record, label="Before"), qtbot)
    lines = differing(compared.answer.lines)
    gone = next(line for line in lines if line.how is How.REMOVED)
    assert (gone.name, gone.row, gone.finish[1]) == ("Install racks", -1, NONE)
    assert [line.name for line in lines] == ["Data centre and sites", "Install racks", "Racks accepted"]
    chart = compared.overlay.chart
    number = chart.lines.index(next(line for line in chart.lines if line.row_id == ids.install))
    dates = chart.frame(chart.viewport().rect().toRectF()).earlier
    assert (int(dates.start[number]), int(dates.finish[number])) == (gone.start[0], gone.finish[0])
    assert compared.figures.texts()[0][2] == "10 d earlier"
    assert not chart.grab().isNull()


def test_it_follows_every_edit_and_is_closed_with_the_program(compared, window, ids, qtbot):
    with window.session.program.file.transaction("Back again") as edit:
        edit.set("task", ids.order, duration=5 * 480)
    qtbot.waitUntil(lambda: compared.figures.texts()[0] == ("Finish", "22 May", "stays"))
    window.close_program()
    assert window.comparing.window is None
    assert not compared.isVisible()


def test_edits_after_it_was_closed_find_nobody_who_listens(compared, window, ids, qtbot):
    with qtbot.waitSignal(compared.destroyed):
        compared.close()
    with qtbot.captureExceptions() as raised:
        add_row(window.session.program, "risk", {"title": "Late"})
    assert raised == []


def test_nothing_that_differs_is_said(window, program_path, qtbot):
    head = str(window.session.program.file.journal.head())
    compared = opened(window, Asked(record=head, label="Now"), qtbot)
    assert compared.pages.currentWidget() is compared.empty
    assert compared.empty.accessibleName() == "Nothing differs"


def test_a_file_that_can_not_be_read_and_another_program_are_told(window, tmp_path, qtbot):
    compared = window.comparing.open(Asked(file=tmp_path / "gone.tpm"))
    qtbot.waitUntil(lambda: "gone.tpm" in compared.banner.text)
    assert compared.empty.accessibleName() == "Nothing could be compared"
    with OpenProgram.create(tmp_path / "other.tpm", name="Other"):
        pass
    compared.compare(Asked(file=tmp_path / "other.tpm"))
    qtbot.waitUntil(lambda: "is another program" in compared.banner.text)


def test_a_day_before_the_program_was_made_is_told(window, qtbot):
    compared = window.comparing.open(Asked(day=date(2001, 1, 1)))
    qtbot.waitUntil(lambda: "name a later moment" in compared.banner.text)


def test_the_menu_asks_with_what_and_opens_the_window(earlier, window, monkeypatch, qtbot):
    monkeypatch.setattr(file_dialogs, "ask_open", lambda *_: earlier)

    def answer() -> None:
        chooser = QApplication.activeModalWidget()
        assert isinstance(chooser, Chooser)
        assert not chooser.ok.isEnabled()
        qtbot.mouseClick(chooser.browse, Qt.MouseButton.LeftButton)
        assert chooser.file.text() == "april.tpm"
        qtbot.mouseClick(chooser.ok, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, answer)
    window.action("compare").trigger()
    compared = window.comparing.window
    qtbot.waitUntil(lambda: compared.answer is not None)
    assert compared.bar.title.said == "Network renewal against april.tpm"


def test_an_edit_of_the_history_or_a_day_can_be_chosen(window, qtbot):
    add_row(window.session.program, "risk", {"title": "Late"})
    chooser = Chooser(window.session, window)
    qtbot.addWidget(chooser)
    chooser.show()
    place = chooser.records.visualRect(chooser.records.model().index(1, 0)).center()
    qtbot.mouseClick(chooser.records.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chooser.by_record.isChecked()
    asked = chooser.asked
    compared = opened(window, asked, qtbot)
    assert compared.bar.counts.text() == "1 added"
    assert asked.label == "Add action “Confirm dates”"
    assert compared.bar.title.said == "Network renewal since “Add action ‘Confirm dates’”"
    qtbot.mouseClick(chooser.by_day, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert chooser.asked == Asked(day=date.today())


def test_when_a_pack_was_last_issued_can_be_chosen(window, qtbot):
    program = window.session.program
    chooser = Chooser(window.session, window)
    qtbot.addWidget(chooser)
    assert not chooser.by_pack.isEnabled()
    issue_pack(program, Issue("status", "Status report", datetime(2026, 5, 4, 16)))
    add_row(program, "risk", {"title": "Late"})
    chooser = Chooser(window.session, window)
    qtbot.addWidget(chooser)
    chooser.show()
    qtbot.mouseClick(chooser.by_pack, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    compared = opened(window, chooser.asked, qtbot)
    assert compared.bar.counts.text() == "1 added"
    assert compared.bar.title.said == "Network renewal since Status report of 4 May"


def test_lines_that_differ_come_with_all_that_they_are_part_of():
    def line(name: str, level: int, *, moved: bool = False) -> Line:
        return Line(name, name, level, 0, False, None, (0, 0), (0, 480 if moved else 0))

    lines = [line("A", 0), line("a", 1), line("aa", 2, moved=True), line("ab", 2), line("b", 1), line("B", 0)]
    assert [one.name for one in differing(lines)] == ["A", "a", "aa"]
