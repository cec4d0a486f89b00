"""Decisions by their options, the chain of those that took each other’s place, and reminders."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.decisions import decide_for
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.governance import Decision, DecisionOption, DecisionState
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.decision_words import chain, options_text
from tpm_desktop.plan.reminders import reminders


@pytest.fixture
def program(tmp_path):
    path, at = tmp_path / "p.tpm", datetime(2026, 6, 3, 17)
    with OpenProgram.create(path, name="Renewal", status_date=at, currency="EUR") as opened:
        yield opened


def test_deciding_for_an_option_answers_with_its_words_cost_and_days(program):
    file, formats = program.file, Formats.of(program.file.program, "en_GB")
    body = add_row(program, "body", {"name": "Committee"})
    about = {"title": "Shifts", "state": "asked", "cost": 5_00, "days": 9, "body_id": body}
    asked = add_row(program, "decision", about)
    one = add_row(program, "decision_option", {"decision_id": asked, "title": "One shift"})
    two = add_row(program, "decision_option", {
        "decision_id": asked, "title": "Two shifts", "consequence": "In service in time", "cost": 74_000_00,
        "days": -9, "recommended": True,
    })  # fmt: skip
    with pytest.raises(EditError, match="there is an option “two shifts” already"):
        add_row(program, "decision_option", {"decision_id": asked, "title": "two shifts"})
    head = file.journal.head()
    decide_for(program, two)
    row = file.row(Decision, asked)
    assert (row.state, row.outcome) == (DecisionState.DECIDED, "Two shifts: In service in time")
    assert (row.cost, row.days, row.decided_on, row.record) == (74_000_00, -9, date(2026, 6, 3), head)
    assert {one.id: one.chosen for one in file.rows(DecisionOption)} == {one: False, two: True}
    told = options_text(file.rows(DecisionOption, decision_id=asked), formats).replace("\xa0", " ")
    assert told.splitlines() == [
        "A. One shift",
        "B. Two shifts: In service in time (EUR 74,000 · −9 d · recommended · chosen)",
    ]
    with pytest.raises(EditError, match="is decided already"):
        decide_for(program, one)
    with pytest.raises(EditError, match="can have other options"):
        set_fields(program, "decision_option", one, {"cost": 1})
    with pytest.raises(EditError, match="can have other options"):
        remove_rows(program, "decision_option", [two])
    file.undo()
    assert file.row(Decision, asked).state is DecisionState.ASKED
    assert not any(one.chosen for one in file.rows(DecisionOption))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "say who decides “Racks”: name the body or the person"),
        ({"outcome": "Of vendor A"}, "say who decides “Racks”: name the body or the person"),
        ({"body_id": "committee"}, "say what was decided of “Racks”: enter the outcome"),
        ({"decided_by_id": "chair", "outcome": " \n"}, "say what was decided of “Racks”: enter the outcome"),
    ],
)
def test_somebody_decides_something(program, given, said):
    with program.file.transaction("People") as edit:
        edit.add("resource", id="chair", name="Chair")
        edit.add("body", id="committee", name="Committee")
    asked = add_row(program, "decision", {"title": "Racks", "state": "asked", **given})
    with pytest.raises(EditError) as refused:
        set_fields(program, "decision", asked, {"state": "decided"})
    assert str(refused.value) == said
    for state in ("decided", "superseded"):
        with pytest.raises(EditError, match="say wh"):
            add_row(program, "decision", {"title": "Racks", "state": state, **given})
    set_fields(program, "decision", asked, {"decided_by_id": "chair", "outcome": "A", "state": "decided"})


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    """A program with a decision that was decided, and one that another took the place of."""
    path, at = tmp_path_factory.mktemp("answered") / "p.tpm", datetime(2026, 6, 3, 17)
    with OpenProgram.create(path, name="Renewal", status_date=at, currency="EUR") as opened:
        body = add_row(opened, "body", {"name": "Committee"})
        with opened.file.transaction("Beside it") as edit:
            edit.add("body", id="board", name="Board")
            edit.add("resource", id="chair", name="Chair")
            edit.add("project", id="sites", name="Sites")
            edit.add("meeting", id="may", title="May", body_id=body, held=at)
            edit.add("meeting", id="june", title="June", body_id=body, held=at)
        yes = {"body_id": body, "outcome": "Yes", "state": "decided"}
        ids = {"superseded": add_row(opened, "decision", {"title": "Racks", **yes})}
        ids["decided"] = add_row(
            opened,
            "decision",
            {"title": "Bolts", "supersedes_id": ids["superseded"], "meeting_id": "may", **yes},
        )
        yield opened, ids


@pytest.mark.parametrize("state", ["decided", "superseded"])
@pytest.mark.parametrize(
    "values",
    [
        {"title": "Nuts"}, {"cost": 1}, {"days": 1}, {"outcome": "No"}, {"body_id": "board"},
        {"decided_by_id": "chair"}, {"decided_on": date(2026, 1, 1)}, {"record": None},
        {"question": "Which?"}, {"state": "superseded", "cost": 1},
    ],
)  # fmt: skip
def test_what_was_decided_stays(answered, state, values):
    program, ids = answered
    with pytest.raises(EditError, match=f"is {state}, so its .* stays; add a decision that takes its place"):
        set_fields(program, "decision", ids[state], values)


def test_a_decided_decision_is_still_tied_to_what_it_is_about(answered):
    program, ids = answered
    row = program.file.row(Decision, ids["decided"])
    set_fields(program, "decision", row.id, {"outcome": row.outcome, "project_id": "sites"})
    set_fields(program, "decision", row.id, {"project_id": None})
    set_fields(program, "decision", ids["superseded"], {"meeting_id": "june"})
    for name, value in (("meeting_id", "june"), ("supersedes_id", None)):
        with pytest.raises(EditError, match="stays; add a decision"):
            set_fields(program, "decision", row.id, {name: value})
    asked = add_row(program, "decision", {"title": "Asked"})
    option = add_row(program, "decision_option", {"decision_id": asked, "title": "Slipped in"})
    with pytest.raises(EditError, match="“Bolts” is decided; a new decision"):
        set_fields(program, "decision_option", option, {"decision_id": row.id})


def test_decisions_that_took_each_other_s_place_are_a_chain(program):
    by = {"decided_by_id": add_row(program, "resource", {"name": "Chair"}), "outcome": "Yes"}
    first = add_row(program, "decision", {"title": "Racks of vendor A", "state": "decided", **by})
    second = add_row(program, "decision", {"title": "Of vendor B", "supersedes_id": first})
    third = add_row(program, "decision", {"title": "None at all", "supersedes_id": second})
    alone = add_row(program, "decision", {"title": "Something else"})
    for asked in (first, second, third):
        assert [row.id for row in chain(program.file, asked)] == [first, second, third]
    assert [row.id for row in chain(program.file, alone)] == [alone]
    set_fields(program, "decision", second, {"state": "decided", **by})
    assert program.file.row(Decision, first).state is DecisionState.SUPERSEDED


def test_one_is_reminded_of_what_is_late_and_due_this_week(program):
    assert reminders(program).text() == ""
    for due in (date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 7), date(2026, 6, 8)):
        add_row(program, "action", {"title": "Tell the vendor", "due": due})
    add_row(program, "action", {"title": "Was done", "due": date(2026, 5, 1), "state": "done"})
    add_row(program, "decision", {"title": "Shifts", "state": "asked", "needed_by": date(2026, 6, 3)})
    add_row(program, "communication", {"title": "Letter", "next_due": date(2026, 6, 5)})
    told = "Late: 2 actions · This week: 1 action, 1 decision, 1 to tell"
    assert reminders(program).text() == told
