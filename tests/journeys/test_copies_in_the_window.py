"""Copies of a program go round: edited at two desks, compared, merged and undone, in the window alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import Run
from tests.file.test_transactions import contents
from tests.journeys.at_a_merge import AtAMerge, be, compare, send
from tests.journeys.at_the_gantt import AtTheGantt
from tests.journeys.person import Person, file_named
from tpm_desktop.file import author
from tpm_desktop.model.catalogue import entry, table_names
from tpm_desktop.model.fields import Kind
from tpm_desktop.plan.merge_subjects import field_label

Rows = dict[str, list[tuple]]
HARDEN, PENETRATION, REMEDY = "Harden to the security baseline", "Penetration test", "Remedy findings"
OPTION = "Move archive systems (option, not decided)"


@pytest.fixture(autouse=True)
def own_folder(tmp_path_factory, monkeypatch) -> None:
    monkeypatch.setenv("TPM_DATA", str(tmp_path_factory.mktemp("data")))
    author.keep("Test manager", "Program manager")  # so that the window does not ask


def rows(person: Person) -> Rows:
    """Every stored value of the open program."""
    assert person.window.session is not None
    return contents(person.window.session.program.file)


def edit(person: Person, path: Path, *cells: tuple[str, str, str]) -> None:
    """Open a file and type into cells of its Gantt."""
    person.open(path)
    person.go("gantt")
    gantt = AtTheGantt(person)
    for name, column, text in cells:
        gantt.enter(name, column, text)
        assert person.problem == ""


def test_two_desks(person: Person, tmp_path: Path, run: Run) -> None:
    mine, theirs = tmp_path / "Renewal.tpm", tmp_path / "from the site.tpm"
    person.answer(lambda: person.choose("sample"), file_named(mine))
    person.wait()
    person.answer(lambda: person.choose("save_copy"), file_named(theirs))
    be(person, "Site lead")
    edit(person, theirs, (PENETRATION, "duration", "30d"), (HARDEN, "name", "Harden servers"))
    be(person, "Test manager")
    edit(person, mine, (PENETRATION, "name", "Penetration test by a firm"), (REMEDY, "duration", "9d"))

    window = compare(person, theirs)
    told = [(node.text, node.old, node.new) for node in window.changes.lines.root.walk()]
    assert ("Task", PENETRATION, "Penetration test by a firm") in told
    assert ("Task", "Harden servers", HARDEN) in told
    assert any((field, old) == ("Duration", "30 d") for field, old, _ in told)
    assert window.follows.lines.root.children, "what follows from it is told too"
    window.close()
    person.come_back()

    # What each did alone comes together by one click, and goes by one key.
    before = rows(person)
    merge = AtAMerge.of(person, theirs)
    assert merge.conflicts == []
    assert "2 edits of Site lead" in merge.said
    assert " → " in merge.effects["Finish"]
    merge.merge()
    assert person.labels[0] == "Merge from the site.tpm"
    gantt = AtTheGantt(person)
    assert gantt.shown("Penetration test by a firm", "duration") == "30 d"
    assert gantt.shown("Harden servers", "name") == "Harden servers"
    merged = rows(person)
    person.press("Ctrl+Z")
    assert rows(person) == before
    person.press("Ctrl+Y")
    assert rows(person) == merged

    # What both did to one field is decided: for mine, for theirs, by a value of one's own.
    be(person, "Site lead")
    edit(
        person,
        theirs,
        ("Harden servers", "name", "Harden, the site"),
        (REMEDY, "name", "Remedy, the site"),
        (OPTION, "duration", "4d"),
    )
    be(person, "Test manager")
    edit(
        person,
        mine,
        ("Harden servers", "name", "Harden, the desk"),
        (REMEDY, "name", "Remedy, the desk"),
        (OPTION, "duration", "6d"),
    )
    before = rows(person)
    merge = AtAMerge.of(person, theirs)
    assert sorted(merge.conflicts) == [
        ("Harden, the desk", "Name", "open"),
        (OPTION, "Duration", "open"),
        ("Remedy, the desk", "Name", "open"),
    ]
    assert not merge.dialog.ok.isEnabled()
    merge.decide("Harden, the desk", "Name", "mine")
    assert {"Harden servers", "Harden, the desk", "Harden, the site"} <= set(merge.said.splitlines())
    assert "\nSite lead, " in merge.said
    merge.decide("Remedy, the desk", "Name", "theirs")
    assert not merge.dialog.ok.isEnabled()
    merge.decide(OPTION, "Duration", "own", "5d")
    assert sorted(decided for *_, decided in merge.conflicts) == ["mine", "own value", "theirs"]
    merge.merge()
    gantt = AtTheGantt(person)
    assert gantt.shown("Harden, the desk", "name") == "Harden, the desk"
    assert gantt.shown(OPTION, "duration") == "5 d"
    assert gantt.shown("Remedy, the site", "duration") == "9 d"
    merged = rows(person)
    person.press("Ctrl+Z")
    assert rows(person) == before
    person.press("Ctrl+Y")

    # The other desk catches up from the result.
    person.open(theirs)
    AtAMerge.of(person, mine).merge()
    assert rows(person) == merged
    for path in (mine, theirs):
        assert "is sound" in run("verify", path).done().out


def test_one_project_goes_out_and_comes_back(person: Person, sample: Path, tmp_path: Path, run: Run) -> None:
    part = tmp_path / "data centre.tpm"
    person.open(sample)
    before = rows(person)
    send(person, part, ["P-1"], "rates", "history")
    be(person, "Project lead")
    edit(person, part, (HARDEN, "duration", "30d"), (REMEDY, "name", "Remedy what the test found"))
    assert "without rates and costs and without history" in person.window.sent.banner.text
    assert len(person.labels) == 3, "the copy begins with one record"
    money = [(t, n) for t in table_names() for n, c in entry(t).fields.items() if c.kind is Kind.MONEY]
    file = person.window.session.program.file
    assert not any(any(file.columns(table, [name])[0]) for table, name in money)
    person.go("risk")
    person.push("risk-add")
    person.type("Dust in the hall")
    person.press("Return")
    done = person.labels[:-1]

    be(person, "Test manager")
    notice = person.window.sent.banner
    person.qtbot.waitUntil(lambda: notice.button.text() == "Merge into sample.tpm…")
    person.click(notice.button)
    merge = AtAMerge(person)
    assert merge.conflicts == []
    assert "Project lead" in merge.said
    merge.merge()
    assert person.window.session.program.file.path == sample
    after = rows(person)
    assert changed(before, after) == {
        ("risk", "Dust in the hall", "added"),
        ("task", HARDEN, "Duration"),
        ("assignment", HARDEN, "Work"),
        ("task", "Remedy what the test found", "Name"),
    }
    person.go("gantt")
    assert AtTheGantt(person).shown(HARDEN, "duration") == "30 d"
    person.press("Ctrl+Z")
    assert rows(person) == before
    person.press("Ctrl+Y")
    assert rows(person) == after
    log = run("log", sample, "--json").json
    assert [record["label"] for record in log if record["author"] == "Project lead"] == done

    person.answer(lambda: person.choose("merge"), file_named(part))
    person.wait()
    assert "there is nothing to merge" in person.notice
    assert "is sound" in run("verify", sample).done().out


def changed(before: Rows, after: Rows) -> set[tuple[str, str, str]]:
    """Each difference: the table, the row or the task that it is part of, and the field or that it is new."""
    found = set()
    for table in before:
        fields = ["id", *entry(table).fields]
        then, now = ({row[0]: row for row in version[table]} for version in (before, after))
        gone = then.keys() - now.keys()
        found |= {(table, called(before, table, row_id), "removed") for row_id in gone}
        for row_id, row in now.items():
            name = called(after, table, row_id)
            if row_id not in then:
                found.add((table, name, "added"))
                continue
            values = zip(fields, then[row_id], row, strict=True)
            found |= {(table, name, field_label(table, field)) for field, old, new in values if old != new}
    return found


def called(version: Rows, table: str, row_id: str) -> str:
    """What a row is called, or the task that it is part of."""
    about = entry(table)
    row = dict(zip(["id", *about.fields], next(r for r in version[table] if r[0] == row_id), strict=True))
    task_id = row.get("task_id")
    return called(version, "task", task_id) if task_id else str(row[about.title_field])
