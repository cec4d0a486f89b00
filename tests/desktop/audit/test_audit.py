"""The audit in the window: asked by person, register, field and time, a value's own history, extracts."""

from __future__ import annotations

import csv
import json

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu

from tests.journeys.person import Person, file_named
from tpm_desktop.desktop.audit.extracting import write_extract
from tpm_desktop.desktop.audit.field_history import FieldHistory
from tpm_desktop.desktop.audit.model import EDIT, FIELD, NEW, OLD, ROLE, WHAT, WHO
from tpm_desktop.desktop.gantt.columns import INDEX
from tpm_desktop.file.audit import Asked
from tpm_desktop.file.author import Author
from tpm_desktop.file.errors import TargetError
from tpm_desktop.gestures.records import remove_rows, set_fields


@pytest.fixture
def person(window, ids, qtbot) -> Person:
    """A risk set twice by an auditor, one removed; the audit is shown."""
    program = window.session.program
    program.file.author = Author("Auditor", "desk", "Internal audit")
    set_fields(program, "risk", ids.late_racks, {"probability": 2})
    set_fields(program, "risk", ids.late_racks, {"probability": 5, "owner_id": ids.crew})
    set_fields(program, "task", ids.install, {"duration": 4800 + 480})
    remove_rows(program, "risk", [ids.load_test])
    found = Person(window, qtbot)
    found.go("audit")
    return found


def lines(person: Person, *columns: int) -> list[tuple[str, ...]]:
    model = person.view.model
    return [tuple(model.index(row, c).data() for c in columns) for row in range(model.rowCount())]


def choose(person: Person, box, text: str) -> None:
    box.setFocus()
    person.press("Home")
    while box.currentText() != text:
        before = box.currentIndex()
        person.press("Down")
        assert box.currentIndex() != before, f"{text} is not offered"


def test_each_line_says_who_role_what_old_and_new_in_words(person):
    found = lines(person, WHO, ROLE, WHAT, FIELD, OLD, NEW)
    assert ("Auditor", "Internal audit", "Risk “R-2 Load test fails”", "removed", "", "") in found
    risk = "Risk “R-1 Racks come late”"
    assert ("Auditor", "Internal audit", risk, "Owner", "Buyer", "Site crew") in found
    assert ("Auditor", "Internal audit", "Task “Install racks”", "Duration", "10 d", "11 d") in found


def test_the_filters_narrow_it_and_show_all_widens_it_again(person):
    everything = len(lines(person, EDIT))
    filters = person.view.filters
    choose(person, filters.person, "Auditor")
    assert {who for (who,) in lines(person, WHO)} == {"Auditor"}
    choose(person, filters.table, "Risks")
    assert len(lines(person, EDIT)) == 4
    choose(person, filters.field, "Probability")
    assert [line[1] for line in lines(person, FIELD, NEW) if line[1] != "–"] == [
        "5 Almost certain",
        "2 Unlikely",
    ]
    assert "by Auditor · risks · field Probability" in person.view.headline()
    person.click(filters.clear)
    assert len(lines(person, EDIT)) == everything


def test_time_narrows_it_and_an_unreadable_day_is_said(person):
    since = person.view.filters.since
    since.setFocus()
    person.type("1 Jan 2199")
    person.press("Return")
    assert lines(person, EDIT) == []
    assert person.view.empty.isVisible()
    since.setFocus()
    since.selectAll()
    person.type("whenever")
    person.press("Return")
    assert "whenever" in person.said
    assert lines(person, EDIT)


def test_a_word_in_any_cell_is_found(person):
    person.window.tools.filter.setFocus()
    person.type("site crew")
    person.press("Return")
    assert {new for (new,) in lines(person, NEW)} >= {"Site crew"}
    assert len(lines(person, NEW)) < 5


def test_what_is_done_afterwards_shows_when_the_view_is_seen(person, ids):
    person.go("risk")
    set_fields(person.window.session.program, "risk", ids.late_racks, {"trigger": "A letter"})
    person.go("audit")
    assert lines(person, FIELD, OLD, NEW)[0] == ("Trigger", "–", "A letter")


def history_in(menu: QMenu) -> FieldHistory:
    action = next(a for a in menu.actions() if a.objectName() == "value-history")
    assert action.isEnabled()
    action.trigger()
    menu.close()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FieldHistory)
    return dialog


def values(dialog: FieldHistory) -> list[tuple[str, ...]]:
    tree = dialog.values
    found = [tuple(tree.topLevelItem(n).text(c) for c in (1, 2, 3)) for n in range(tree.topLevelItemCount())]
    dialog.reject()
    return found


def menu_at(widget, at: QPoint) -> QMenu:
    """What a right click opens."""
    widget.customContextMenuRequested.emit(at)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


PROBABILITY = [
    ("Auditor, Internal audit", "2 Unlikely", "5 Almost certain"),
    ("Auditor, Internal audit", "4 Likely", "2 Unlikely"),
    ("Program manager", "–", "4 Likely"),
]


def test_a_register_cell_tells_its_own_history(person, ids):
    register = person.go("risk")
    names = [column.name for column in register.model.shown]
    index = register.model.index(register.model.place(ids.late_racks), names.index("probability"))
    menu = menu_at(register.table, register.table.visualRect(index).center())
    assert values(history_in(menu)) == PROBABILITY


def test_a_gantt_cell_tells_its_own_history_and_computed_ones_have_none(person, ids):
    view = person.go("gantt")
    person.window.session.select("task", [ids.install])
    tree = view.panes.tree
    row = tree.currentIndex()
    menu = menu_at(tree, tree.visualRect(row.siblingAtColumn(INDEX["duration"])).center())
    assert [line[1:] for line in values(history_in(menu))] == [("10 d", "11 d"), ("–", "10 d")]
    menu = menu_at(tree, tree.visualRect(row.siblingAtColumn(INDEX["slack"])).center())
    assert not next(a for a in menu.actions() if a.objectName() == "value-history").isEnabled()
    menu.close()


def test_a_field_of_the_inspector_tells_its_own_history(person, ids):
    person.go("risk")
    person.window.session.select("risk", [ids.late_racks])
    form = person.window.inspector.page("General").form
    editor = form.editors["probability"]
    assert values(history_in(menu_at(editor, editor.rect().center()))) == PROBABILITY


@pytest.mark.parametrize("ending", [".csv", ".json", ".pdf", ".xlsx"])
def test_an_extract_holds_what_the_filters_ask_for(person, tmp_path, ending):
    choose(person, person.view.filters.person, "Auditor")
    shown, target = len(lines(person, EDIT)), tmp_path / f"audit{ending}"
    person.answer(lambda: person.push("audit-extract"), file_named(target))
    person.qtbot.waitUntil(lambda: person.said.startswith(f"{target.name} is written"), timeout=20_000)
    if ending == ".csv":
        with target.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == shown
    elif ending == ".json":
        told = json.loads(target.read_text(encoding="utf-8"))
        assert (told["holds"], told["filters"], len(told["records"])) == (True, ["by Auditor"], 4)
    else:
        assert target.read_bytes().startswith(b"%PDF" if ending == ".pdf" else b"PK")


def test_an_extract_never_takes_the_place_of_a_program(person, tmp_path):
    program = person.window.session.program.file.path
    target = tmp_path / "looks-like.csv"
    target.write_bytes(program.read_bytes())
    with pytest.raises(TargetError, match="is a program file"):
        write_extract(person.window.session.again(), Asked(), target)
    assert target.read_bytes() == program.read_bytes()
