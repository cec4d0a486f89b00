"""Filtering, sorting and grouping by gesture in the real window: typing, menus, headings, the builder."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from tpm_desktop.desktop.gantt.columns import INDEX
from tpm_desktop.desktop.gantt.paper.choice import Rows
from tpm_desktop.desktop.gantt.paper.contents import counted
from tpm_desktop.desktop.gantt.rows import GROUP
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.reports.dialog import ReportsDialog
from tpm_desktop.desktop.sifting.builder import FilterBuilder
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.sieves import Sieve as SavedSieve

PROJECTS = ("Data centre and sites", "Branch software")


class Person:
    """Somebody at the window who looks at the rows."""

    def __init__(self, window: MainWindow, qtbot) -> None:
        self.window, self.qtbot = window, qtbot
        self.heard: list[str] = []
        window.session.said.connect(self.heard.append)

    def types(self, text: str) -> None:
        self.window.action("filter").trigger()
        QTest.keyClick(self.window.tools.filter, Qt.Key.Key_Delete)
        QTest.keyClicks(self.window.tools.filter, text)
        QTest.keyClick(self.window.tools.filter, Qt.Key.Key_Return)

    def chooses(self, name: str) -> None:
        menu = self.window.tools.menu
        menu.aboutToShow.emit()
        for below in menu.findChildren(QMenu):
            below.aboutToShow.emit()
        found = [a for m in (menu, *menu.findChildren(QMenu)) for a in m.actions() if a.objectName() == name]
        found[-1].trigger()

    def presses(self, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window, key, modifier)

    def sees(self) -> list[str]:
        """The names in the lines of the Gantt, groups in brackets; table and chart agree."""
        panes = self.window.view.panes
        found, index, rows = [], panes.model.index(0, 0), []
        while index.isValid():
            row, group = panes.model.row_of(index), panes.model.group_of(index)
            if group is not None:
                found.append(f"[{group.title} {len(group.rows)}]")
                rows.append(GROUP)
            elif row is not None:
                found.append(panes.model.state.names[row])
                rows.append(row)
            index = panes.tree.indexBelow(index)
        assert panes.chart.shown.rows.tolist() == rows
        return found

    def clicks_heading(self, column: str) -> None:
        header = self.window.view.panes.tree.header()
        at = QPoint(header.sectionViewportPosition(INDEX[column]) + 20, header.height() - 8)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def problem(self) -> str:
        note = self.window.tools.filter._note
        return note.text() if note.isVisible() else ""


@pytest.fixture
def person(window: MainWindow, qtbot) -> Person:
    window.show_view("gantt")
    return Person(window, qtbot)


def test_a_typed_condition_and_f3(person):
    person.types("critical and name has rack and not milestone")
    assert person.sees() == ["Data centre and sites", "Order racks", "Install racks"]
    said = "2 shown, filtered by critical and task has rack and not milestone"
    assert person.window.header.shown.startswith(said)
    assert person.heard[-1] == f"{said} · F3 shows all again"
    person.presses(Qt.Key.Key_F3)
    assert len(person.sees()) == 5
    assert person.window.tools.filter.text() == ""
    assert person.heard[-1] == "All rows are shown, in their own order"


def test_what_is_said_of_the_rows_of_a_view_goes_with_it(person):
    window = person.window
    person.types("critical and name has rack and not milestone")
    assert window.status.said.endswith("F3 shows all again")
    window.show_view("risk")
    assert window.status.said == ""
    window.session.said.emit("Wrote status.pdf")
    window.show_view("gantt")
    assert window.status.said == "Wrote status.pdf"


def test_plain_text_is_looked_for_as_ever(person):
    person.types("install")
    assert person.sees() == ["Data centre and sites", "Install racks"]


def test_a_mistake_is_said_below_and_what_was_shown_stays(person):
    person.types("duration > 6d and not summary")
    assert person.sees() == ["Data centre and sites", "Install racks"]
    person.types("duration > 6d and ownr = Buyer")
    assert person.problem() == "“ownr” is no field; did you mean “Owner”?"
    assert person.sees() == ["Data centre and sites", "Install racks"]
    person.types("duration > 1d and not summary")
    assert person.problem() == ""
    assert person.sees() == ["Data centre and sites", "Order racks", "Install racks"]


def test_a_heading_sorts_up_down_and_not(person, ids):
    person.clicks_heading("duration")
    rising = ["Racks accepted", "Order racks", "Install racks"]
    assert person.sees() == ["Branch software", "Data centre and sites", *rising]
    person.clicks_heading("duration")
    assert person.sees() == ["Data centre and sites", *reversed(rising), "Branch software"]
    assert "sorted by duration, last first" in person.window.header.shown
    person.clicks_heading("duration")
    assert person.sees() == [
        "Data centre and sites", "Order racks", "Install racks", "Racks accepted", "Branch software",
    ]  # fmt: skip


def test_groups_fold_and_go(person, ids):
    take_baseline(person.window.session.program, "Agreed")
    set_fields(person.window.session.program, "task", ids.install, {"owner_id": ids.crew})
    person.chooses("sift-group-owner_id")
    assert person.sees() == [
        "[Site crew 1]", "Install racks", "[No owner 2]", "Order racks", "Racks accepted",
    ]  # fmt: skip
    panes = person.window.view.panes
    assert not panes.grab().isNull()  # whatever fails while it paints fails the test
    panes.tree.collapse(panes.model.index_of_group(1))
    assert person.sees() == ["[Site crew 1]", "Install racks", "[No owner 2]"]
    set_fields(person.window.session.program, "task", ids.order, {"owner_id": ids.crew})
    assert person.sees() == ["[Site crew 2]", "Order racks", "Install racks", "[No owner 1]"]
    person.presses(Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert len(person.sees()) == 5


def test_a_group_says_what_its_rows_come_to(person):
    person.chooses("sift-group-critical")
    model = person.window.view.panes.model
    group = model.index_of_group(0)
    cells = {key: model.data(group.siblingAtColumn(INDEX[key])) for key in ("name", "start", "finish")}
    assert cells == {"name": "Critical (3)", "start": "4 May", "finish": "22 May"}


def test_money_and_work_add_up_in_groups_and_variances_with_their_sign(person, ids):
    program = person.window.session.program
    add_row(program, "assignment", {"task_id": ids.order, "resource_id": ids.crew})
    add_row(program, "assignment", {"task_id": ids.install, "resource_id": ids.crew})
    take_baseline(program, "Agreed")
    set_fields(program, "task", ids.install, {"duration": 11 * 480, "fixed_cost": 100_000})
    person.chooses("sift-group-project_id")
    model = person.window.view.panes.model
    group = model.index_of_group(0)
    keys = ("work", "baseline_work", "work_variance", "cost", "baseline_cost", "cost_variance", "fixed_cost")
    assert [model.data(group.siblingAtColumn(INDEX[key])) for key in keys] == [
        "128 h", "120 h", "+8 h", "7,400", "6,000", "+1,400", "1,000",
    ]  # fmt: skip


def test_what_came_since_the_last_pack(person, qtbot, tmp_path):
    window, refused = person.window, []
    window.session.refused.connect(refused.append)
    person.chooses("sift-ready-added-since-pack")
    assert refused == [
        "No pack was issued yet; save one under File > Reports, or enter when in the program's form"
    ]
    assert len(person.sees()) == 5
    window.action("reports").trigger()
    dialog = window.findChild(ReportsDialog)
    qtbot.waitUntil(lambda: dialog.document is not None, timeout=30_000)
    dialog.save(tmp_path / "draft.pdf")
    assert window.session.program.file.program.last_pack is None
    dialog.handing.issue(tmp_path / "status.pdf")
    dialog.reject()
    program = window.session.program
    assert program.file.journal.records()[0].label == "Issue “Status report”"
    assert datetime.now() - program.file.program.last_pack < timedelta(minutes=2)
    of_program = ("program", program.file.program.id)
    set_fields(program, *of_program, {"last_pack": datetime.now() + timedelta(hours=1)})
    person.chooses("sift-ready-added-since-pack")
    assert person.sees() == []
    set_fields(program, *of_program, {"last_pack": datetime.now() - timedelta(days=1)})
    assert len(person.sees()) == 5
    assert window.header.shown.startswith("3 shown, filtered by “Added since the last pack”")


def test_highlighting_tints_and_hides_nothing(person):
    person.chooses("sift-highlight")
    person.types("duration > 6d and not summary")
    assert len(person.sees()) == 5
    panes, ids = person.window.view.panes, person.window.session.program.plan.state.names
    assert [ids[row] for row in panes.tree.tinted.nonzero()[0]] == ["Install racks"]
    assert person.window.header.shown.startswith("1 highlighted: duration > 6 d and not summary")


def test_a_ready_made_filter_is_shown_as_typed_and_by_its_name(person):
    person.chooses("sift-ready-no-successor")
    assert person.sees() == ["Data centre and sites", "Racks accepted"]
    assert person.window.header.shown.startswith("1 shown, filtered by “No successor”")
    assert person.window.tools.filter.text() == "not summary and active and successors = 0"
    person.window.tools.filter.setFocus()
    QTest.keyClick(person.window.tools.filter, Qt.Key.Key_Escape)
    assert len(person.sees()) == 5


def builder(person) -> FilterBuilder:
    person.window.tools.menu.build.trigger()
    found = person.window.findChild(FilterBuilder)
    person.qtbot.waitUntil(found.isVisible)
    return found


def test_the_builder_counts_live_shows_the_typed_form_and_saves(person):
    dialog = builder(person)
    line = dialog.lines[0]
    line.field.setCurrentIndex(line.field.findText("Duration"))
    line.op.setCurrentIndex(line.op.findText(">"))
    QTest.keyClicks(line.value, "6d")
    QTest.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    second = dialog.lines[1]
    second.join.setCurrentIndex(second.join.findText("and not"))
    second.field.setCurrentIndex(second.field.findText("Summary"))
    assert dialog.typed.text() == "duration > 6d and not summary"
    person.qtbot.waitUntil(lambda: dialog.count.text() == "Holds for 1 of 5 rows")
    QTest.keyClicks(dialog.name, "Long ones")
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert person.sees() == ["Data centre and sites", "Install racks"]
    (saved,) = person.window.session.program.file.rows(SavedSieve)
    assert (saved.name, saved.of_table, saved.condition) == (
        "Long ones", "task", "duration > 6 d and not summary",
    )  # fmt: skip
    person.presses(Qt.Key.Key_F3)
    person.chooses(f"sift-saved-{saved.id}")
    assert person.sees() == ["Data centre and sites", "Install racks"]
    assert "filtered by “Long ones”" in person.window.header.shown
    person.window.actions_.undo()
    assert person.window.session.program.file.rows(SavedSieve) == []


def test_the_builder_reads_what_is_typed_and_keeps_brackets_as_text(person):
    person.types("critical and not milestone or duration > 6d")
    dialog = builder(person)
    assert dialog.typed.text() == "critical and not milestone or duration > 6d"
    assert [(line.join.currentText(), line.field.currentText()) for line in dialog.lines] == [
        ("where", "Critical"), ("and not", "Milestone"), ("or", "Duration"),
    ]  # fmt: skip
    dialog.typed.selectAll()
    QTest.keyClicks(dialog.typed, "critical and (milestone or duration > 6d)")
    assert dialog.lines == []
    assert dialog.note.isVisible()
    QTest.keyClicks(dialog.typed, " and")
    person.qtbot.waitUntil(lambda: not dialog.ok.isEnabled())
    assert dialog.problem.text() == "a condition is missing here, such as start < today"
    dialog.reject()


def test_a_register_takes_conditions_too(person):
    person.window.show_view("risk")
    person.types("score >= 12 and owner = Buyer")
    model = person.window.view.model
    assert [model.rows[model.row_id(model.index(n, 0))]["title"] for n in range(model.rowCount())] == [
        "Racks come late"
    ]
    assert "1 shown, filtered by score >= 12 and owner = Buyer" in person.window.header.shown
    person.presses(Qt.Key.Key_F3)
    assert model.rowCount() == 2
    person.chooses("sift-sort-title")
    titles = [model.rows[model.row_id(model.index(n, 0))]["title"] for n in range(2)]
    assert titles == ["Load test fails", "Racks come late"]


def test_each_view_keeps_its_own_condition(person):
    person.types("duration > 6d")
    person.window.show_view("risk")
    assert person.window.tools.filter.text() == ""
    person.window.show_view("gantt")
    assert person.window.tools.filter.text() == "duration > 6d"
    assert "Install racks" in person.sees()
    assert "Order racks" not in person.sees()


def test_grouped_rows_are_printed_without_the_headings(person):
    person.chooses("sift-group-critical")
    assert len(person.sees()) == 4
    assert counted(person.window.view.panes, Rows.SHOWN) == 3
