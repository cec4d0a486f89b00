"""The governance chart drawn in the window: from nothing to bodies with members, lines and places."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.governance.painting import ports_of, rect_of
from tpm_desktop.desktop.new_row import NewRow
from tpm_desktop.gestures.records import add_row, remove_rows
from tpm_desktop.model.governance import Body, Membership
from tpm_desktop.plan.governance_chart import Tie

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
HOSTILE = "<b>Sites</b> & <img src=x> " + "long " * 180


@pytest.fixture
def view(window, ids):
    remove_rows(window.session.program, "body", [ids.committee])
    return window.show_view("governance")


def action(view, name):
    return next(one for one in view.commands() if one.objectName() == f"governance-{name}")


def typed(view, name):
    """The name that is asked for, typed and entered."""
    line = view.canvas.name
    assert line.isVisible()
    line.selectAll()
    QTest.keyClicks(line, name)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not line.isVisible()


def on_screen(view, point: QPointF) -> QPoint:
    canvas = view.canvas
    return (point * canvas.zoom + canvas._origin()).toPoint()


def drag(view, begin: QPointF, end: QPointF) -> None:
    port, steps = view.canvas.viewport(), 4
    QTest.mousePress(port, LEFT, pos=on_screen(view, begin))
    for n in range(1, steps + 1):
        QTest.mouseMove(port, on_screen(view, begin + (end - begin) * n / steps))
    QTest.mouseRelease(port, LEFT, pos=on_screen(view, end))


def box(view, name):
    return next(one for one in view.canvas.chart.boxes if one.name.startswith(name))


def body(window, name) -> Body:
    return next(one for one in window.session.program.file.rows(Body) if one.name.startswith(name))


def test_a_chart_from_nothing_by_gestures(window, view, ids, tmp_path, monkeypatch):
    canvas, session, file = view.canvas, window.session, window.session.program.file
    assert view.empty.isVisible()
    assert view.headline() == "No bodies"
    QTest.mouseClick(view.empty.button, LEFT)
    typed(view, "Steering committee")
    for name in ("Design authority", HOSTILE[:900]):
        canvas.choose(box(view, "Steering").id)
        QTest.keyClick(canvas, Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
        typed(view, name)
    steering, design, sites = (box(view, name) for name in ("Steering", "Design", "<b>"))
    assert view.headline() == "3 bodies · 0 seats"
    assert {(t.source, t.target, t.tie) for t in canvas.chart.ties} == {
        (design.id, steering.id, Tie.REPORTS), (sites.id, steering.id, Tie.REPORTS),
    }  # fmt: skip
    assert steering.bottom < min(design.top, sites.top)
    assert rect_of(design).top() == rect_of(sites).top()

    # keys walk, join and move; the mouse joins by the dots and drags a box
    canvas.choose(sites.id)
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert session.selected == ("body", (design.id,))
    action(view, "escalates").trigger()
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas._joining is None
    canvas.choose(sites.id)
    drag(view, ports_of(box(view, "<b>"))[Tie.REPORTS].center(), QPointF(*design.middle))
    assert body(window, "<b>").reports_to_id == design.id
    assert box(view, "<b>").top > box(view, "Design").bottom
    session.undo()
    assert body(window, "<b>").reports_to_id == steering.id
    drag(view, ports_of(box(view, "<b>"))[Tie.ESCALATES].center(), QPointF(*box(view, "Design").middle))
    assert (body(window, "<b>").escalates_to_id, body(window, "<b>").reports_to_id) == (
        design.id,
        steering.id,
    )
    assert _crossed(canvas.chart) == []
    refused = []
    session.refused.connect(refused.append)
    canvas.choose(design.id)
    action(view, "escalates").trigger()
    canvas.aimed = sites.id
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert len(refused) == 1 and "would escalate to itself" in refused[0]

    at = box(view, "Design")
    drag(view, QPointF(at.middle[0], at.top + 12), QPointF(at.middle[0] - 100, at.top + 92))
    moved = box(view, "Design")
    assert moved.placed and abs(moved.left - at.left + 100) < 4 and abs(moved.top - at.top - 80) < 4
    QTest.keyClick(canvas, Qt.Key.Key_Right, CTRL)
    assert body(window, "Design").chart_left == round(moved.left) + 20
    action(view, "arrange").trigger()
    assert not box(view, "Design").placed
    action(view, "arrange").trigger()
    assert "no body was moved by hand" in refused[-1]

    _members(window, view, ids)
    canvas.choose(steering.id)
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_F2)
    QTest.keyClicks(canvas.name, "never mind")
    QTest.keyClick(canvas.name, Qt.Key.Key_Escape)
    assert not canvas.name.isVisible()
    assert canvas.hasFocus()
    QTest.keyClick(canvas, Qt.Key.Key_F2)
    typed(view, "Steering board")
    assert body(window, "Steering").name == "Steering board"
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert view.headline() == "2 bodies · 0 seats"
    session.undo()
    assert view.headline() == "3 bodies · 1 seat"
    assert all(line.target != "" for line in canvas.chart.ties)
    assert file.row(Body, steering.id) is not None
    for ending, begins in (("pdf", b"%PDF"), ("png", b"\x89PNG")):
        target = tmp_path / f"chart.{ending}"
        monkeypatch.setattr(file_dialogs, "ask_save", lambda *_, target=target: target)
        action(view, "picture").trigger()
        assert target.read_bytes().startswith(begins)


def _crossed(chart) -> list[str]:
    """The bodies through which upright parts of escalation paths of others run."""
    return [
        one.name
        for tie in chart.ties
        if tie.tie is Tie.ESCALATES
        for one in chart.boxes
        if one.id not in (tie.source, tie.target)
        and one.left < tie.points[1][0] < one.right
        and one.bottom > min(y for _, y in tie.points)
        and one.top < max(y for _, y in tie.points)
    ]


def _members(window, view, ids) -> None:
    """A seat is added in its dialog, shown in box and panel, edited by the inspector, removed by key."""
    file = window.session.program.file
    view.canvas.choose(box(view, "Steering").id)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        try:
            assert isinstance(dialog, NewRow)
            line = dialog.form.editors["member_id"].lineEdit()
            line.selectAll()
            QTest.keyClicks(line, "Buyer")
            QTest.keyClick(line, Qt.Key.Key_Tab)
            QTest.mouseClick(dialog._add, LEFT)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, answer)
    action(view, "member").trigger()
    (seat,) = file.rows(Membership)
    assert [line.cells[:3] for line in view.members.told.lines] == [("Buyer", "Voting", "yes")]
    assert ("● Buyer", "Voting") in [(one.text, one.aside) for one in box(view, "Steering").lines]
    first = view.members.visualRect(view.members.model().index(0, 0)).center()
    QTest.mouseClick(view.members.viewport(), LEFT, pos=first)
    assert window.session.selected == ("membership", (seat.id,))
    window.activateWindow()  # the dialog was it
    view.members.setFocus()
    QApplication.processEvents()
    QTest.keyClick(view.members, Qt.Key.Key_Delete)
    assert file.rows(Membership) == []
    window.session.undo()
    assert len(file.rows(Membership)) == 1


def test_large_and_odd_charts_are_laid_out(window, view):
    program = window.session.program
    above = None
    with program.file.transaction("Deep") as edit:
        for n in range(1_200):
            above = edit.add("body", name=f"Level {n}", reports_to_id=above)
    chart = view.canvas.chart
    assert len(chart.boxes) == 1_200
    tops = {one.top for one in chart.boxes}
    assert len(tops) == 1_200
    add_row(program, "body", {"name": "Beside"})
    assert box(view, "Beside").top == 0
