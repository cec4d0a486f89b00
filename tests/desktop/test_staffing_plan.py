"""The staffing plan in the window: positions added and filled, checklists made and ticked off by keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.new_row import NewRow
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.pmo import BoardingState, BoardingStep, Position, PositionState

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
HOSTILE = "<b>Engineer</b> & <img src=x> " + "long " * 150


def answered(window: MainWindow, act: Callable[[], object], **fields: str) -> None:
    """Do what opens a dialog, and type its fields."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        try:
            assert isinstance(dialog, NewRow)
            for name, text in fields.items():
                editor = dialog.form.editors[name]
                line = editor if isinstance(editor, QLineEdit) else editor.lineEdit()
                line.setFocus()
                line.selectAll()
                QTest.keyClicks(line, text)
                QTest.keyClick(line, Qt.Key.Key_Tab)
            QTest.mouseClick(dialog._add, LEFT)
        finally:
            if dialog.isVisible():
                dialog.reject()

    window.activateWindow()  # an earlier dialog was it
    QApplication.processEvents()
    QTimer.singleShot(0, answer)
    act()


def test_positions_are_filled_and_newcomers_boarded(window, ids):
    program, file = window.session.program, window.session.program.file
    view = window.show_view("staffing-plan")
    assert view.empty.isVisible()
    role = add_row(program, "role", {"name": "Crew"})

    set_fields(program, "resource", ids.crew, {"role": "crew"})
    add_row(program, "assignment", {"task_id": ids.install, "resource_id": ids.crew, "work": 10 * 480})
    answered(window, view.empty.button.click, title=HOSTILE[:700], role_id="Crew", start="1 May 2026")
    assert not view.empty.isVisible()
    (position,) = file.rows(Position)
    assert position.role_id == role
    assert view.model.roles[0].name == "Crew"
    months, width = view.roles.horizontalHeader(), view.roles.viewport().width()
    assert width % months.sectionSize(0) < width // months.sectionSize(0)  # none is cut
    assert view.tabs.names()[0] == "Vacancies 1"
    assert view.headline().startswith("1 vacant")
    assert view.lists[0].told.lines[0].cells[0].startswith(f"{position.code} <b>Engineer</b>")

    view.lists[0].setFocus()
    answered(
        window,
        lambda: QTest.keyClick(view.lists[0], Qt.Key.Key_T, CTRL),
        holder_id="Site crew",
        filled_from="1 Jun",
    )
    (position,) = file.rows(Position)
    assert (position.state, position.filled_from) == (PositionState.FILLED, date(2026, 6, 1))
    assert view.tabs.names()[0] == "Vacancies 0"
    window.session.undo()
    assert view.tabs.names()[0] == "Vacancies 1"
    window.session.redo()

    for title in ("Badge", "Instruction"):
        add_row(program, "standard_step", {"title": title})
    view.turn(1)
    assert view.lists[1].go_to(f"resource/{ids.crew}")
    answered(window, view._actions["on"].trigger, due="1 Jun 2026")
    assert view.tabs.currentIndex() == 3
    boarding = view.lists[3]
    assert [line.cells[5] for line in boarding.told.lines] == ["11 d late", "11 d late"]
    boarding.selectRow(0)
    view._actions["tick"].trigger()
    done = [row for row in file.rows(BoardingStep) if row.state is BoardingState.DONE]
    assert [row.done_on for row in done] == [date(2026, 6, 12)]
    view.turn(1)
    (line,) = [one for one in view.lists[1].told.lines if one.cells[0] == "Site crew"]
    assert line.cells[2].startswith("<b>Engineer</b>") and line.cells[4] == "1 of 2 done, 1 late"
    view.filter("nobody by that name")
    assert view.headline().endswith("· filtered")
    assert not view.lists[1].told.lines
