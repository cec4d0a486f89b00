"""Two moments side by side: what was edited, what followed, and how it is told to people."""

from __future__ import annotations

import re
import shutil
from datetime import date, datetime

import pytest

from tpm_desktop.file.author import Author
from tpm_desktop.file.compare import How
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.rows import Rows
from tpm_desktop.formats import Formats
from tpm_desktop.formats.naming import row_name, shown_value
from tpm_desktop.gestures.links import link
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.catalogue import CATALOGUE, table_names
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.account_changes import (
    AccountMoved,
    SeriesChange,
    accounts_moved,
    series_changes,
    summed,
)
from tpm_desktop.plan.compare_words import figures, moved_fields, since_words, told_rows
from tpm_desktop.plan.compared import Compared

FORMATS = Formats("en_GB", currency="EUR", year=2026)
RAW = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-|\b20\d\d-\d\d\b")
"""An id or a date as it is stored."""


@pytest.fixture
def program(tmp_path):
    """Order (5 d) before Install (10 d) before Accepted, beside Train (2 d); from Monday 4 May 2026."""
    author = Author("Program manager", "test device")
    with OpenProgram.create(
        tmp_path / "mine.tpm", author=author, name="Renewal", start=datetime(2026, 5, 4, 8), currency="EUR"
    ) as made:
        site = insert_project(made, "Site")
        order = insert_task(made, parent=site, name="Order", duration=5 * 480)
        install = insert_task(made, parent=site, name="Install", duration=10 * 480)
        accepted = insert_task(made, parent=site, name="Accepted", duration=0, milestone=True)
        insert_task(made, parent=site, name="Train", duration=2 * 480)
        link(made, order, install)
        link(made, install, accepted)
        made.ids = {"site": site, "order": order, "install": install, "accepted": accepted}
        yield made


def since(program, record):
    return Compared.with_record(program, record, date(2026, 5, 4))


def test_tasks_that_moved_along_are_not_those_that_were_edited(program):
    record = str(program.file.journal.head())
    with program.file.transaction("Longer order") as edit:
        edit.set("task", program.ids["order"], duration=7 * 480)
    found = since(program, record)
    assert found.edited == {program.ids["order"]}
    assert [one.name for one in found.moved_along] == ["Install", "Accepted"]
    finish, cost, outlook = figures(found, FORMATS)
    assert (finish.old, finish.new, finish.shift, finish.worse) == ("22 May", "26 May", "2 d later", True)
    assert (cost.old, cost.new, cost.shift, cost.worse) == ("0", "0", "", None)
    assert outlook.shift == ""
    (told,) = told_rows(found, FORMATS)
    assert (told.project, told.register, told.name, told.about) == (
        "P-1 Site", "Tasks", "Order", program.ids["order"],
    )  # fmt: skip
    assert [(one.label, one.old, one.new) for one in told.fields] == [("Duration", "5 d", "7 d")]
    assert [(one.label, one.old, one.new) for one in moved_fields(found.moved_along[0], FORMATS)] == [
        ("Start", "11 May", "13 May"),
        ("Finish", "22 May", "26 May"),
    ]


def test_a_link_and_an_assignment_count_as_edits_of_the_task_that_has_them(program):
    crew = add_row(program, "resource", {"name": "Crew", "rate": 100})
    record = str(program.file.journal.head())
    state = program.plan.state
    train = state.outline.ids[state.names.index("Train")]
    link(program, program.ids["accepted"], train)
    add_row(program, "assignment", {"task_id": program.ids["install"], "resource_id": crew})
    found = since(program, record)
    assert found.edited == {train, program.ids["install"]}
    assert found.moved_along == ()
    assert {row.name: row.about for row in told_rows(found, FORMATS)} == {
        "Install · Crew": program.ids["install"],
        "Accepted → Train": train,
    }


def test_nothing_that_is_told_is_an_id_or_a_key(program):
    record = str(program.file.journal.head())
    account = add_row(program, "account", {"name": "Racks", "project_id": program.ids["site"]})
    add_row(
        program, "budget_line",
        {"account_id": account, "month": date(2026, 5, 1), "treatment": "capex", "planned": 1_250_00},
    )  # fmt: skip
    with program.file.transaction("Elapsed") as edit:
        edit.set("task", program.ids["order"], elapsed=True, duration=2880)
    told = {row.register: row for row in told_rows(since(program, record), FORMATS)}
    assert told["Budget lines"].name.endswith("Racks · May 2026 · Capital")
    assert ("Planned", "–", "1,250") in [(f.label, f.old, f.new) for f in told["Budget lines"].fields]
    assert ("Duration", "5 d", "2 ed") in [(f.label, f.old, f.new) for f in told["Tasks"].fields]
    texts = [text for row in told.values() for f in row.fields for text in (f.label, f.old, f.new)]
    assert not [text for text in texts if program.ids["site"] in text or account in text or "2026-" in text]


def test_money_is_told_by_account_and_months_as_sums(program):
    racks = add_row(program, "account", {"name": "Racks", "project_id": program.ids["site"]})
    old = add_row(program, "account", {"name": "Old halls"})
    add_row(program, "budget_line", {"account_id": old, "month": date(2026, 5, 1), "planned": 50000})
    months = [date(2026, month, 1) for month in (4, 5, 10, 11)]
    lines = [
        add_row(program, "budget_line", {"account_id": racks, "month": month, "planned": 10000})
        for month in months
    ]
    record = str(program.file.journal.head())
    with program.file.transaction("Forecast") as edit:
        for line in lines:
            edit.set("budget_line", line, forecast=12000)
        edit.set("budget_line", lines[0], actual=0)
        edit.remove("account", old)
    found = since(program, record)
    assert accounts_moved(found, FORMATS) == [
        AccountMoved("C-1 Racks", (40000, 40000), (0, 0), (40000, 48000)),
        AccountMoved("C-2 Old halls", (50000, 0), (0, 0), (50000, 0)),
    ]
    whole = summed(accounts_moved(found, FORMATS), "All")
    assert whole.outlook == found.follows.outlook == (90000, 48000)
    changed = [row for row in found.rows if row.table == "budget_line" and row.how is How.CHANGED]
    assert [row.name.split(" · ")[1] for row in changed] == ["Apr 2026", "May 2026", "Oct 2026", "Nov 2026"]
    assert series_changes(changed, found, FORMATS) == [
        SeriesChange(
            "C-1 Racks · Operating", "Forecast", ("2026-04", "2026-05", "2026-10", "2026-11"), None, 48000
        )
    ]


def test_a_row_that_only_changed_its_place_says_so(program):
    record = str(program.file.journal.head())
    with program.file.transaction("Move") as edit:
        edit.set("task", program.ids["order"], order="a9")
    (row,) = told_rows(since(program, record), FORMATS)
    assert [(one.label, one.new) for one in row.fields] == [("Place in the list", "moved")]


def test_two_files_are_told_apart_from_another_program(program, tmp_path):
    copy = shutil.copy(program.file.path, tmp_path / "theirs.tpm")
    with program.file.transaction("Gone") as edit:
        edit.remove("task", program.ids["accepted"])
    with ProgramFile.open(copy, read_only=True) as theirs:
        found = Compared.with_file(program, theirs)
        assert found.is_same_program
        assert since_words(found.since, FORMATS) == "theirs.tpm"
        assert [(row.how, row.name, row.register) for row in told_rows(found, FORMATS)] == [
            ("removed", "Accepted", "Tasks"),
            ("removed", "Install → Accepted", "Links"),
        ]
    with OpenProgram.create(tmp_path / "other.tpm", name="Other") as other:
        assert not Compared.with_file(program, other.file).is_same_program


@pytest.fixture(scope="module")
def sample_rows(sample_file):
    with ProgramFile.open(sample_file, read_only=True) as file:
        return Rows.of(file).whole()


@pytest.mark.parametrize("about", CATALOGUE, ids=lambda about: about.name)
def test_no_two_rows_of_the_sample_are_called_the_same(sample_rows, about):
    """Only of tasks, and of what is a part of one, those of several projects may be; each list says whose."""
    named = set()
    for row_id, row in sample_rows.table(about.name).items():
        name = sample_rows.title(about.name, row_id, FORMATS)
        assert name and name == name.strip()
        called = (name, sample_rows.project_of(about.name, row_id))
        assert called not in named, f"{name} is two rows"
        named.add(called)
        title = str(row[about.title_field]) if about.titled else ""
        said = name.replace(title, "")
        keys = {str(row[field]) for field, column in about.fields.items() if column.choices}
        assert not RAW.search(said)
        assert not (keys | set(table_names())) & set(said.split(about.joined))
        code = row[about.code_field] if about.code_field else None
        assert not code or (name.startswith(code) and name.count(f"{code} ") == 1)


def test_a_row_without_title_says_what_it_is_about(sample_rows):
    def called(table):
        return [sample_rows.title(table, row_id, FORMATS) for row_id in sample_rows.table(table)]

    assert "P-1 Data Centre Renewal · Sponsor · I" in called("raci")
    assert "AC-1 · DL-1 Project charter" in called("acceptance")
    assert "C-1 Servers, storage and racks · Apr 2026 · Capital" in called("budget_line")
    assert "B-1 · V-6 Testing house · PP-3 Penetration test of the data centre · Method and depth" in called(
        "bid_score"
    )
    assert "Agree project charter → Appoint data centre team" in called("link")
    assert "Who is busy, week by week · Tasks" in called("saved_view")


def test_a_name_never_leads_in_circles():
    """However rows of a made-up file hang on each other."""
    note = {"id": "n", "row_table": "comment", "row_id": "n", "text": "On itself"}
    strange = {"id": "s", "row_table": "no such table", "row_id": "n", "text": "R-1 R-1"}
    rows = Rows(lambda table: {"n": note, "s": strange} if table == "comment" else {})
    assert set(rows.title("comment", "n").split(" · ")) == {"On itself"}
    assert rows.title("comment", "s") == "R-1 R-1"
    assert rows.title("comment", "gone") == ""
    risk = Rows(lambda table: {"r": {"code": "R-1", "title": "R-1: racks <b>late</b>\n"}, "e": {}})
    assert risk.title("risk", "r") == "R-1: racks <b>late</b>"
    assert risk.title("risk", "e") == "Risk"
    assert risk.title("budget_line", "e") == "Budget line"


@pytest.mark.parametrize("stored", ["abc", "2026-99", "\x00<b>", "", 10**30, -5, 0])
def test_whatever_an_old_record_holds_is_told(stored):
    """A mailed history may hold any value for any field; a name and each value are still told."""
    for about in CATALOGUE:
        row = dict.fromkeys(about.fields, stored)
        assert row_name(about, row, FORMATS, lambda *_: ["Other"])
        assert all(isinstance(shown_value(about, name, row, FORMATS, lambda *_: ""), str) for name in row)
