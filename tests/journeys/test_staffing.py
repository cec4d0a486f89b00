"""Somebody sees who is over, gives work away by dragging, takes it back, fills a role after looking at it."""

from __future__ import annotations

from datetime import date

from pypdf import PdfReader
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from tests.journeys.new_rows import given
from tests.journeys.person import PATIENCE
from tpm_desktop.desktop.staffing import StaffingView
from tpm_desktop.desktop.staffing.content import Show
from tpm_desktop.desktop.staffing.replace_dialog import ReplaceDialog
from tpm_desktop.model.resources import Assignment, StaffingRequest
from tpm_desktop.plan.staffing_words import name_of

HOUR = 60


def cell(view: StaffingView, name: str, week: date) -> tuple[int, int]:
    content = view.map.content
    assert content is not None
    line = next(n for n, line in enumerate(content.lines) if line.name == name)
    return line, next(n for n in range(content.periods) if content.staffing.first(n) == week)


def middle(view: StaffingView, at: tuple[int, int]) -> QPoint:
    return view.map.room_of(at).center()


def test_what_is_over_is_given_away_and_a_role_is_filled(sit_down, run, sample):
    person = sit_down()
    person.open(sample)
    view = person.go("staffing")
    assert isinstance(view, StaffingView)
    content = view.map.content
    assert content is not None
    assert (
        view.headline()
        == "5 resources are over by 172 h (counted week by week), 96 h of work have nobody yet, "
        "3 requests are open"
    )

    # The first who is over is shown with the tasks behind.
    assert view.map.current == cell(view, "Installation crew", date(2026, 11, 2))
    assert content.text(view.map.current) == "320"
    assert "Over by 32 h" in view.map.accessibleDescription()
    assert [line.cells[0] for line in view.tasks.model.lines] == [
        "Mount and earth racks", "Run copper and fibre cabling",
    ]  # fmt: skip

    # A drag to another line gives the work away; one step takes it back.
    view.bar.only_over.setChecked(True)
    source, target = (cell(view, name, date(2026, 12, 14)) for name in ("Network lead", "Key users"))
    view.map.choose(source)
    before = view.session.program.file.rows(Assignment)
    person.drag(view.map.viewport(), middle(view, source), middle(view, target))
    assert person.labels[0] == "Give “Configure routing and segmentation” to “Key users”"
    view.bar.only_over.setChecked(False)
    assert not view.map.content.chart.over[cell(view, "Network lead", date(2026, 12, 14))]
    view.map.setFocus()
    person.choose("undo")
    assert view.session.program.file.rows(Assignment) == before

    # Along its line it goes to another week; by keys too.
    start = cell(view, "Integration test environment", date(2027, 2, 15))
    view.map.choose(start)
    view.map.setFocus()
    person.press("Alt+Right")
    assert person.labels[0] == "Move work on 2 tasks"
    person.choose("undo")

    # What is needed there is asked of the line manager.
    view.map.choose(start)
    person.answer(view._actions["request"].trigger, given(title="Second test slot"))
    assert person.labels[0] == "Add staffing request “Second test slot”"
    asked = view.session.program.file.rows(StaffingRequest)[-1]
    assert (asked.first, asked.last, asked.units) == (date(2027, 2, 15), date(2027, 2, 21), 14_000)
    person.choose("undo")

    # Half of it: what is typed into the cell.
    at = cell(view, "Network engineers", date(2026, 12, 7))
    view.map.choose(at)
    view.map.setFocus()
    demand = int(view.map.content.chart.demand[at])
    person.type(f"{demand // HOUR // 2}")
    person.press("Return")
    assert person.labels[0].startswith("Set units of")
    person.choose("undo")

    # A role is replaced by a person after a look at dates and cost.
    role = cell(view, "Performance test analyst", date(2027, 3, 8))
    view.map.choose(role)
    view.map.setFocus()
    person.press("Ctrl+G")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReplaceDialog)
    person.qtbot.waitUntil(dialog.ok.isEnabled, timeout=PATIENCE)
    assert dialog.rows.topLevelItem(0).text(0) == "Test manager"
    cost = view.session.program.plan.state.money.costs.program
    assert dialog.replacement.cost == 96 * (8_200 - 6_000)
    assert "It costs" in dialog.summary.text()
    person.click(dialog.ok)
    person.come_back()
    assert person.labels[0].startswith("Replace role in “Performance test")
    assert view.session.program.plan.state.money.costs.program - cost == 96 * (8_200 - 6_000)
    assert "have nobody yet" not in view.headline()

    # Command and pack say the same; the tasks lead to the Gantt.
    told = run("capacity", sample, "--json").json
    content = view.map.content
    for at, by_command in zip(range(len(content)), told["rows"], strict=True):
        assert by_command["name"] == name_of(content.lines[at].row)
        for measure in ("demand", "capacity", "over", "vacant", "requested", "committed"):
            assert by_command[measure] == getattr(content.chart, measure)[at].tolist()
    pack = sample.with_name("staffing.pdf")
    run("report", "staffing", sample, "-o", pack).done()
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(pack).pages)
    assert view.headline() in text
    since = told["periods"][told["present"]]["first"]
    formats = view.session.formats
    for over in told["overloads"]:
        if over["first"] >= since:
            week = formats.date(date.fromisoformat(over["first"]), year=True)
            figures = [formats.decimal(over[name] / HOUR, 1) for name in ("demand", "capacity", "over")]
            said = " ".join(figure.removesuffix(".0") for figure in figures)
            assert f"{over['resource']} {week} {said}" in text
    view.bar.choose(view.bar.show_, Show.REQUESTS)
    assert view.map.content.text(cell(view, "Testers", date(2027, 2, 1))) == "160/240"
    view.map.choose(cell(view, "Testers", date(2027, 2, 15)))
    view.map.setFocus()
    person.press("Return")
    assert person.view.key == "staffing_request"
    person.go("staffing")
    view.bar.choose(view.bar.show_, Show.WORK)
    view.map.setFocus()
    person.press("Return", "Return")
    assert person.view.key == "gantt"
