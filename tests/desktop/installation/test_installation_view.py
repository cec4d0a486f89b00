"""Steps of installations are ticked off by keys and mouse; checklists are copied for components."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tpm_desktop.desktop.coverage.model import MARK
from tpm_desktop.desktop.installation.view import InstallationView
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.installation import InstallationState, InstallationStep


def marks(view: InstallationView, line: int) -> list[str]:
    model = view.model
    cells = [model.index(line, column).data(MARK) for column in range(2, model.columnCount())]
    return ["" if mark is None else mark.word for mark in cells]


def test_an_environment_becomes_ready_step_by_step(window: MainWindow):
    program = window.session.program
    window.show_view("installation")
    view = window.findChild(InstallationView)
    assert view.pages.currentWidget() is view.empty
    place = add_row(program, "environment", {"name": "Production"})
    other = add_row(program, "environment", {"name": "Test"})
    for name, where in (("<b>Servers</b>", place), ("Switches", other)):
        add_row(program, "component", {"name": name, "environment_id": where, "kind": "licence"})
    assert [found.text for found in view.findings.found.found] == ["CI-1 <b>Servers</b>", "CI-2 Switches"]
    view.table.setFocus()
    view.table.selectAll()
    QTest.keyClick(
        view.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert view.model.titles == ["Licence assigned", "Access granted", "Tested", "Handed over"]
    assert marks(view, 0) == ["Open"] * 4
    view.table.setCurrentIndex(view.model.index(0, 2))
    QTest.keyClick(view.table, Qt.Key.Key_Space)
    spot = view.table.visualRect(view.model.index(0, 3)).center()
    QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert marks(view, 0) == ["Done", "Done", "Open", "Open"]
    assert view.model.index(0, 1).data() == "50 %"
    assert view.model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "Licence assigned: done, 12 Jun"
    assert window.session.selected[0] == "component"
    window.session.undo()
    assert marks(view, 0)[1] == "Open"
    view.place.setCurrentIndex(view.place.findData(other))
    view.place.activated.emit(view.place.currentIndex())
    assert [view.model.line_id(n) for n in range(view.model.rowCount())] == [
        row for row, name in window.session.names.all("component").items() if name == "Switches"
    ]
    states = [step.state for step in program.file.rows(InstallationStep)]
    assert states.count(InstallationState.DONE) == 1
