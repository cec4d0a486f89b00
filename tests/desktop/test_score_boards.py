"""Risks and stakeholders moved on their boards by mouse and keys; what was told is recorded."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tpm_desktop.desktop.heat_map.view import HeatMapView
from tpm_desktop.desktop.score_board import ScoreBoard
from tpm_desktop.desktop.stakeholders.sent_dialog import SentDialog
from tpm_desktop.desktop.stakeholders.telling_view import TellingView
from tpm_desktop.desktop.stakeholders.view import StakeholderGridView
from tpm_desktop.gestures.attachments import attachments_of
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.registers import Issue, Risk
from tpm_desktop.model.risk_parts import RiskLevel, RiskTask
from tpm_desktop.model.stakeholders import Communication, SentCommunication, Stakeholder

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
HOSTILE = "<b>Rack</b> & <img src=x> " + "long " * 180


def drag(board: ScoreBoard, row_id: str, column: int, row: int) -> None:
    """Press on a piece, move over several places, drop in the middle of a cell."""
    start = board.laid()[row_id].center().toPoint()
    end = board.cell_rect((column, row)).center().toPoint()
    QTest.mousePress(board, LEFT, pos=start)
    QTest.mouseMove(board, (start + end) / 2)
    QTest.mouseMove(board, end)
    QTest.mouseRelease(board, LEFT, pos=end)


def click(board: ScoreBoard, column: int, row: int) -> None:
    corner = board.cell_rect((column, row)).bottomRight() - QPointF(6, 6)
    QTest.mouseClick(board, LEFT, pos=corner.toPoint())


def codes(view: HeatMapView) -> list[str]:
    return [line.cells[0].split()[0] for line in view.list.told.lines]


def action(view, name: str):
    return next(one for one in view.commands() if one.objectName() == f"{view.key}-{name}")


def test_a_heat_map_is_worked_with_by_mouse_and_keys(window, ids, qtbot):
    window.resize(1366, 768)
    program, file = window.session.program, window.session.program.file
    view = window.show_view("heat-map")
    assert isinstance(view, HeatMapView)
    board = view.board

    def row(row_id: str) -> Risk:
        return file.row(Risk, row_id)

    assert view.headline() == "2 open threats, 1 red after their response"
    assert codes(view) == ["R-1", "R-2"]
    drag(board, ids.load_test, 4, 3)  # before its response, as movement is shown
    assert (row(ids.load_test).probability, row(ids.load_test).impact) == (3, 4)
    assert file.journal.records(1)[0].label == "Score R-2 “Load test fails” 3 × 4"
    assert window.session.selected == ("risk", (ids.load_test,))
    QTest.keyClick(board, Qt.Key.Key_2, CTRL)  # after it
    drag(board, ids.late_racks, 2, 2)
    assert (row(ids.late_racks).residual_probability, row(ids.late_racks).residual_impact) == (2, 2)
    assert (row(ids.late_racks).probability, row(ids.late_racks).impact) == (4, 5)
    QTest.keyClick(board, Qt.Key.Key_3, CTRL)
    (moves,) = [one for one in board.pieces.values() if one.goes_to]
    assert (moves.text, moves.place, moves.goes_to) == ("R-1", (5, 4), (2, 2))
    window.session.undo()
    assert row(ids.late_racks).residual_impact is None

    click(board, 4, 3)
    assert codes(view) == ["R-2"]
    click(board, 1, 1)  # nothing lies there: all again
    assert codes(view) == ["R-1", "R-2"]
    edits = len(file.journal.ids())
    drag(board, ids.late_racks, 5, 4)  # where it was: no edit
    assert len(file.journal.ids()) == edits

    # keys: to the cell of R-2, one to the right, and up
    board.setFocus()
    board.cell = (3, 3)
    QTest.keyClick(board, Qt.Key.Key_Right)
    assert board.accessibleDescription().startswith("Major × Possible: R-2 Load test fails")
    QTest.keyClick(board, Qt.Key.Key_Right, CTRL)
    QTest.keyClick(board, Qt.Key.Key_Up, CTRL)
    assert (row(ids.load_test).probability, row(ids.load_test).impact) == (4, 5)
    assert board.in_cell((5, 4)) == [ids.late_racks, ids.load_test]
    board.pick([])
    QTest.keyClick(board, Qt.Key.Key_Space)
    QTest.keyClick(board, Qt.Key.Key_Space)
    assert board.picked == {ids.load_test}

    # the response becomes a task, the risk an issue, the scale the program's own
    board.pick([ids.late_racks])
    QTest.keyClick(board, Qt.Key.Key_T, CTRL)
    (tied,) = file.rows(RiskTask)
    assert program.plan.name(tied.task_id) == "R-1: Respond to “Racks come late”"
    QTest.keyClick(board, Qt.Key.Key_I, CTRL)
    assert [one.risk_id for one in file.rows(Issue)] == [ids.late_racks]
    assert codes(view) == ["R-2"]
    action(view, "scales").trigger()
    menu = QApplication.activePopupWidget()
    menu.actions()[2].trigger()
    menu.close()
    assert len(file.rows(RiskLevel)) == 10
    set_fields(program, "risk_level", file.rows(RiskLevel)[3].id, {"title": "Soon"})
    assert board.rows[3] == "Soon"

    # opportunities lie on a map of their own; hostile names and an emptied filter do no harm
    chance = add_row(program, "risk", {"title": HOSTILE, "kind": "opportunity", "cost": 5_000_00,
                                       "probability": 5, "impact": 5})  # fmt: skip
    view.kind.setCurrentIndex(1)
    view.kind.activated.emit(1)
    assert (list(board.pieces), view.burn.isVisible()) == ([chance], False)
    assert view.headline() == "1 open opportunity, EUR\xa04,250 expected"
    view.filter("nothing like it")
    assert view.headline() == "No open opportunity · filtered"
    board.grab()
    view.empty.started.emit()
    assert window.view.key == "risk"


def test_stakeholders_are_placed_by_mouse_and_keys(window, ids):
    window.resize(1366, 768)
    program, file = window.session.program, window.session.program.file
    view = window.show_view("stakeholder-grid")
    assert isinstance(view, StakeholderGridView)
    assert view.pages.currentWidget() is view.empty
    several = [
        add_row(program, "stakeholder", {"name": name, "power": 4, "interest": 4, "stance": "neutral",
                                         "stance_wanted": "supportive"})
        for name in ("Finance department", "Works council", "Sales companies", HOSTILE)
    ]  # fmt: skip
    aside = add_row(program, "stakeholder", {"name": "Landlord"})
    board = view.board
    assert view.headline() == "5 stakeholders, 4 not yet where wanted, 1 without power or interest"
    assert set(board.pieces) == set(several)
    boxes = [*board.labels(), *board.laid().values()]
    assert all(not one.intersects(other) for n, one in enumerate(boxes) for other in boxes[:n])

    drag(board, several[0], 2, 5)
    placed = file.row(Stakeholder, several[0])
    assert (placed.power, placed.interest) == (5, 2)
    assert file.journal.records(1)[0].label == "Place “Finance department”: power 5, interest 2"
    assert window.session.selected == ("stakeholder", (several[0],))
    QTest.keyClick(board, Qt.Key.Key_Down, CTRL)
    QTest.keyClick(board, Qt.Key.Key_Left, CTRL)
    placed = file.row(Stakeholder, several[0])
    assert (placed.power, placed.interest) == (4, 1)
    window.session.undo()
    assert file.row(Stakeholder, several[0]).interest == 2
    expected = {
        "title": "No cut-over at month end",
        "stakeholder_id": several[1],
        "review_due": date(2026, 6, 5),
    }
    add_row(program, "expectation", expected)
    board.pick([several[1]])
    view.stances.go_to(several[1])
    (line,) = view.objectives.told.lines
    assert line.cells == ("No cut-over at month end", "Not reviewed", "7 d late")
    assert view.stances.told.lines[0].cells[1] == "+1  Neutral → Supportive"
    assert view.stances.go_to(aside)
    assert view.stances.told.lines[-1].cells[2] == "not placed"


def test_what_is_due_is_recorded_as_sent_with_its_document(window, ids, tmp_path):
    program, file = window.session.program, window.session.program.file
    view = window.show_view("telling")
    assert isinstance(view, TellingView)
    assert view.pages.currentWidget() is view.empty
    letter = add_row(program, "communication", {
        "title": "Letter", "next_due": date(2026, 6, 10), "owner_id": ids.buyer, "audience": HOSTILE,
    })  # fmt: skip
    talk = add_row(program, "communication", {"title": "Talk", "next_due": date(2026, 6, 12)})
    assert view.headline() == "1 overdue, 1 due this week"
    assert [line.cells[0] for line in view.due.told.lines] == ["2 d late", "This week"]
    assert view.due.key == letter
    paper = tmp_path / "Letter of June.txt"
    paper.write_text("What comes when")

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, SentDialog):
            QTimer.singleShot(10, fill)
            return
        dialog.attach(paper)
        dialog.accept() if dialog.made else dialog._accept()
        if dialog.isVisible():  # one left open would wait for ever
            dialog.reject()

    QTimer.singleShot(0, fill)
    QTest.keyClick(view.due, Qt.Key.Key_Return, CTRL)
    (sent,) = file.rows(SentCommunication)
    assert (sent.sent_on, sent.was_due, sent.sent_by_id) == (date(2026, 6, 12), date(2026, 6, 10), ids.buyer)
    assert [one.name for one in attachments_of(file, "communication_sent", sent.id)] == ["Letter of June.txt"]
    assert file.row(Communication, letter).next_due == date(2026, 7, 8)
    assert [line.key for line in view.due.told.lines] == [talk, letter]
    view.due.go_to(letter)
    assert view.sent.told.lines[0].cells[0] == "12 Jun 2026"
    view.due.go_to(talk)
    action(view, "skip").trigger()
    assert file.row(Communication, talk).next_due == date(2026, 7, 10)
    assert view.headline() == "Nothing is due this week"
    overview = window.show_view("overview")
    set_fields(program, "communication", talk, {"next_due": date(2026, 6, 14)})
    lines = [(item.lead, item.text) for item in overview.needs.items]
    assert ("To tell", "Talk") in lines
