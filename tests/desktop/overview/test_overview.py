"""The overview shows how the program stands and leads to where it is changed."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest

from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.overview.view import OverviewView
from tpm_desktop.desktop.style import font
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.plan.lights import Rag
from tpm_desktop.theme import measures


@pytest.fixture
def overview(window: MainWindow) -> OverviewView:
    return window.show_view("overview")


def figures(overview: OverviewView) -> dict[str, tuple[str, str]]:
    return {card.figure.caption: (card.figure.value, card.figure.detail) for card in overview.cards}


def test_key_figures_are_those_of_plan_and_registers(overview):
    assert figures(overview) == {
        "Finish": ("22 May 2026", "No baseline to measure against"),
        "Cost of the work": ("EUR\N{NO-BREAK SPACE}0", "no budget yet"),
        "Open risks": ("2", "1 at 12 or more"),
        "Open issues": ("0", "none overdue"),
        "Open actions": ("1", "1 overdue"),
    }


def test_what_stands_below_a_figure_can_be_read_whole(overview, ids):
    program = overview.session.program
    set_fields(program, "task", ids.accepted, {"deadline": datetime(2026, 5, 11, 17)})
    details = [card.detail for card in overview.cards]
    assert "9 d late for a fixed date" in details
    for card in overview.cards:
        place = card.detail_place()
        metrics = QFontMetrics(font(measures().window.secondary))
        needed = metrics.boundingRect(place, int(Qt.TextFlag.TextWordWrap), card.detail)
        assert needed.height() <= place.height()
        assert needed.width() <= place.width()


def test_the_phase_is_called_as_everywhere(overview):
    phase = overview.session.program.file.program.phase.label
    assert overview._about.text().startswith(f"Phase: {phase}")


def test_every_component_project_has_its_line(overview):
    model = overview.projects.lines
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [
        "Data centre and sites",
        "Branch software",
    ]
    assert model.index(0, 4).data() == "22 May"


def test_a_light_says_its_word_and_reason(overview):
    model = overview.projects.lines
    assert (
        model.index(0, 10).data(Qt.ItemDataRole.ToolTipRole)
        == "Red: Top risk R-1 “Racks come late” scores 20"
    )
    assert overview.badge.letter == "A"


def test_it_follows_edits_made_while_it_is_hidden(window, overview, ids):
    window.show_view("risk")
    set_fields(window.session.program, "risk", ids.late_racks, {"status": "closed"})
    window.show_view("overview")
    assert figures(overview)["Open risks"] == ("1", "none at 12 or more")
    assert overview.shown.health.program.risk.rag is Rag.GREEN


def test_cost_is_the_outlook_once_there_is_a_budget(window, overview, ids):
    program = window.session.program
    account = add_row(program, "account", {"name": "Labour", "project_id": ids.sites})
    amounts = {"planned": 1_000_000_00, "forecast": 1_200_000_00}
    add_row(program, "budget_line", {"account_id": account, "month": date(2026, 9, 1), **amounts})
    assert figures(overview)["Cost outlook"] == ("EUR\N{NO-BREAK SPACE}1.2 m", "200 k over the plan")


def test_milestones_decisions_and_risks_are_listed_in_order(window, overview, ids):
    add_row(window.session.program, "decision", {"title": "Second crew", "needed_by": date(2026, 6, 1)})
    assert [(item.lead, item.text) for item in overview.milestones.items] == [("22 May", "Racks accepted")]
    assert [(item.text, item.late) for item in overview.decisions.items] == [("Second crew", "11 d late")]
    assert [(item.lead, item.text) for item in overview.risks.items] == [
        ("20", "Racks come late"),
        ("6", "Load test fails"),
    ]


def test_a_figure_leads_to_its_view(window, overview, qtbot):
    card = next(card for card in overview.cards if card.figure.view == "action")
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert window.view.key == "action"


def test_a_line_leads_to_its_row(window, overview, ids):
    overview.risks.setFocus()
    QTest.keyClick(overview.risks, Qt.Key.Key_Down)
    QTest.keyClick(overview.risks, Qt.Key.Key_Return)
    assert window.view.key == "risk"
    assert window.session.selected == ("risk", (ids.load_test,))


def test_a_project_that_is_clicked_is_in_the_inspector(window, overview, ids):
    overview.projects.selectRow(1)
    assert window.inspector.title == "Branch software"


def test_without_projects_it_offers_the_first(empty_window, tmp_path, monkeypatch):
    from tpm_desktop.desktop import file_dialogs

    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: tmp_path / "new.tpm")
    empty_window.files.new()
    overview = empty_window.show_view("overview")
    assert overview.empty.isVisible()
    overview.empty.button.click()
    assert overview.projects.isVisible()
    assert empty_window.inspector.title == "New component project"


def test_what_needs_the_manager_leads_to_its_source(window, overview, ids, qtbot):
    need = overview.needs.items[0]
    assert (need.lead, need.text, need.late) == ("Action", "Confirm dates", "10 d late")
    overview.needs.setFocus()
    QTest.keyClick(overview.needs, Qt.Key.Key_Return)
    assert window.session.selected == ("action", (ids.action,))
    assert window.view.key == "action"
    for day in (1, 2):
        due = date(2026, 6, day)
        add_row(window.session.program, "action", {"title": f"Call on day {day}", "due": due})
    window.show_view("overview")
    assert overview.needs.items[0].text == "3 actions are late"
    qtbot.mouseClick(overview.needs, Qt.MouseButton.LeftButton, pos=QPoint(200, 40))
    assert window.view.key == "action"


def test_what_the_checks_find_needs_the_manager_too(window, overview, ids, qtbot):
    def told(lead: str) -> list[str]:
        return [need.text for need in overview.needs.items if need.lead == lead]

    qtbot.waitUntil(lambda: bool(told("Schedule")))
    assert told("Requirement") == []
    wanted = {"title": "Cooling", "project_id": ids.sites, "status": "agreed", "criterion": "22 degrees"}
    need = add_row(window.session.program, "requirement", wanted)
    qtbot.waitUntil(lambda: told("Requirement") == ["RQ-1 Cooling has no deliverable"])
    overview.needs.setFocus()
    QTest.keyClick(overview.needs, Qt.Key.Key_End)
    QTest.keyClick(overview.needs, Qt.Key.Key_Return)
    assert window.session.selected == ("requirement", (need,))
    window.show_view("overview")
    line = next(n for n, one in enumerate(overview.needs.items) if one.lead == "Schedule")
    qtbot.mouseClick(overview.needs, Qt.MouseButton.LeftButton, pos=QPoint(200, 40 + 28 * line))
    assert window.view.key == "health"


def test_a_hidden_overview_reads_nothing_after_an_edit(window, overview, ids, monkeypatch):
    window.show_view("gantt")
    asked = []
    monkeypatch.setattr("tpm_desktop.desktop.overview.view.read_overview", lambda *_: asked.append("figures"))
    monkeypatch.setattr("tpm_desktop.desktop.overview.view.read_needs", lambda *_: asked.append("needs"))
    set_fields(window.session.program, "task", ids.order, {"duration": 6 * 480})
    window.session.judged.emit(window.session.policy.report, [])
    assert asked == []
