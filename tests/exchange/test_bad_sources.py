"""Sources and targets that can't be used: one line that says so, and nothing left behind."""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.documents import assignment, calendar, document, element, exception, link, resource, task
from tpm_desktop.exchange import ImportCancelled, ImportProblem, import_file
from tpm_desktop.file import program_file
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.schedule import Task
from tpm_desktop.plan import OpenProgram

BAD = {
    "empty.xml": "empty",
    "entity-bomb.xml": "entities",
    "external-entity.xml": "entities",
    "not-xml.xml": "not XML",
    "truncated.xml": "cut off",
    "wrong-root.xml": "not an MS Project file",
}
ODD = {
    "absurd-duration.xml": "99,999,999,999 h",
    "cycle.xml": "close a ring",
    "date-out-of-range.xml": "9999",
    "deep.xml": "level 100",
    "duplicate-uid.xml": "number 1",
    "missing-predecessor.xml": "99",
    "names.xml": "shortened",
    "negative-duration.xml": "negative",
    "no-working-time.xml": "Never",
    "zip-bomb-like.xml": "shortened",
}


def refusal(source: Path, target: Path) -> str:
    """Why an import is refused: one line, and the target's folder is as it was."""
    before = sorted(path.name for path in target.parent.iterdir()) if target.parent.is_dir() else []
    with pytest.raises(ImportProblem) as caught:
        import_file(source, target)
    after = sorted(path.name for path in target.parent.iterdir()) if target.parent.is_dir() else []
    said = str(caught.value)
    assert before == after
    assert said
    assert "\n" not in said
    return said


def test_all_defective_files_are_known(shared_data):
    assert {path.name for path in (shared_data / "dev/bad").iterdir()} == BAD.keys() | ODD.keys()


@pytest.mark.parametrize(("name", "said"), BAD.items())
def test_defective_files_are_refused(shared_data, tmp_path, name, said):
    assert said in refusal(shared_data / "dev/bad" / name, tmp_path / "plan.tpm")


@pytest.mark.parametrize(("name", "said"), ODD.items())
def test_odd_files_are_imported_and_say_what_was_odd(shared_data, imported, name, said):
    made = imported(shared_data / "dev/bad" / name)
    assert any(said in text for text in made.set_aside + made.adjusted)
    assert all(len(line) < 300 for line in made.report.lines())


def test_an_outline_of_three_thousand_levels(shared_data, imported):
    made = imported(shared_data / "dev/bad/deep.xml")
    assert len(made.rows(Task)) == 3_000
    assert int(made.opened.plan.state.outline.level.max()) == 100


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "Save As > XML"),
        (b"SQLite format 3\x00" + b"\x00" * 84, "open it"),
        (b"ERMHDR\t16.2", "Primavera"),
        (b"MPX,Microsoft Project,4.0", "MPX"),
        (b"%PDF-1.7", "PDF"),
        (b'{"tasks": []}', "not XML"),
        (b"<Project", "cut off"),
        (b"<Project>&nbsp;</Project>", "damaged"),
        (b"<Project></Plan>", "damaged"),
        (b"\xff\xfe<\x00P\x00", "cut off"),
        (b'<?xml version="1.0" encoding="klingon"?><Project/>', "klingon"),
        (b'<?xml version="1.0" encoding="utf-8"?><Project><Name>\xff</Name></Project>', "damaged"),
        (b'<?xml version="1.0" encoding="euc-kr"?><Project><Name>\xff\xff</Name></Project>', "encoding"),
        (b"<a>" * 60 + b"</a>" * 60, "deep"),
        (b"<a>" * 200_000 + b"</a>" * 200_000, "deep"),
    ],
)
def test_other_content(tmp_path, content, said):
    source = tmp_path / "source.xml"
    source.write_bytes(content)
    assert said in refusal(source, tmp_path / "plan.tpm")


def test_sources_that_are_no_files(tmp_path):
    assert "does not exist" in refusal(tmp_path / "missing.xml", tmp_path / "plan.tpm")
    assert "folder" in refusal(tmp_path, tmp_path / "plan.tpm")
    assert "not a file" in refusal(Path(os.devnull), tmp_path / "plan.tpm")


def test_an_existing_target_is_left_alone(tmp_path):
    source, target = tmp_path / "source.xml", tmp_path / "plan.tpm"
    source.write_text(document(task(1)))
    target.write_text("something of the user's")
    assert "exists already" in refusal(source, target)
    assert target.read_text() == "something of the user's"


def test_a_folder_that_is_not_there(tmp_path):
    source = tmp_path / "source.xml"
    source.write_text(document(task(1)))
    assert "choose another folder" in refusal(source, tmp_path / "nowhere" / "plan.tpm")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write everywhere"
)
def test_a_folder_that_can_not_be_written(tmp_path):
    source, folder = tmp_path / "source.xml", tmp_path / "closed"
    source.write_text(document(task(1)))
    folder.mkdir(mode=0o500)
    assert "can't be written" in refusal(source, folder / "plan.tpm")


def test_a_full_disk(tmp_path, monkeypatch):
    open_database = program_file.open_database

    def open_on_small_disk(path: Path, *, read_only: bool) -> sqlite3.Connection:
        db = open_database(path, read_only=read_only)
        db.execute("PRAGMA max_page_count = 200")
        return db

    monkeypatch.setattr(program_file, "open_database", open_on_small_disk)
    source = tmp_path / "source.xml"
    source.write_text(document(*(task(n, "x" * 900) for n in range(1, 1_500))))
    assert "the disk is full" in refusal(source, tmp_path / "plan.tpm")


def test_a_cancelled_import_leaves_nothing(tmp_path):
    source, target = tmp_path / "source.xml", tmp_path / "plan.tpm"
    source.write_text(document(task(1)))
    reached = []

    def until(share: float, doing: str) -> bool:
        reached.append(share)
        return share < 0.9

    with pytest.raises(ImportCancelled):
        import_file(source, target, progress=until)
    assert reached == sorted(reached)
    assert [path.name for path in tmp_path.iterdir()] == ["source.xml"]


def test_what_can_not_be_scheduled_is_refused(tmp_path):
    century = "PT200000H0M0S"
    source = tmp_path / "source.xml"
    source.write_text(
        document(*(task(n, "Wait", *([link(n - 1)] if n > 1 else []), Duration=century) for n in range(1, 9)))
    )
    assert "no program can be made of that file" in refusal(source, tmp_path / "plan.tpm")


def test_an_import_is_one_edit_that_can_be_undone(tmp_path):
    source, target = tmp_path / "source.xml", tmp_path / "plan.tpm"
    source.write_text(document(task(1), task(2)))
    import_file(source, target)
    with ProgramFile.open(target) as file:
        assert [record.label for record in file.journal.records()] == ["Import source.xml", "Create program"]
        file.undo()
        assert file.rows(Task) == []
        file.redo()
        assert len(file.rows(Task)) == 2


PROGRAM = "네트워크 갱신"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "euc-kr", "cp949"])
def test_encodings(imported, encoding):
    declared = encoding.removesuffix("-sig")
    text = document(task(1), Title=PROGRAM).replace("UTF-8", declared, 1)
    assert imported(text.encode(encoding)).program.name == PROGRAM


def test_one_byte_encodings(imported):
    text = document(task(1), Title="Обновление сети").replace("UTF-8", "windows-1251", 1)
    assert imported(text.encode("windows-1251")).program.name == "Обновление сети"


def test_another_namespace_or_none(imported):
    text = document(task(1))
    assert imported(text.replace("schemas.microsoft.com/project", "schemas.microsoft.com/project/2007")).rows(
        Task
    )
    assert imported(text.replace(' xmlns="http://schemas.microsoft.com/project"', "")).rows(Task)


STEP = {
    "PercentComplete": 50,
    "ActualStart": "2026-01-05T08:00:00",
    "LevelingDelay": 0,
    "Type": 0,
    "Manual": 0,
}
TUESDAYS = exception(first="2026-01-06", last="2026-01-06", Type=6, Period=1, DaysOfWeek=4)
WHOLE = document(
    task(0, "All", level=0),
    task(1, "Phase", Deadline="2026-03-02T17:00:00", FixedCost=100, WBS="A"),
    task(2, "Install", element("Baseline", Number=0, Start="2026-01-05T08:00:00", Cost=100), level=2, **STEP),
    task(3, "Test", link(2), level=2, ConstraintType=4, ConstraintDate="2026-01-12T08:00:00", CalendarUID=1),
    calendars=calendar(element("Exceptions", TUESDAYS)),
    resources=resource(1, "Engineer", StandardRate=80, CostPerUse=100),
    assignments=assignment(1, 2, 1, Work="PT8H0M0S", Cost=100, Delay=0),
    CriticalSlackLimit=0,
    FYStartDate=1,
)
PLACES = [match.end() for match in re.finditer(r">(?=[^<])", WHOLE)]
HOSTILE = [
    *(
        "",
        " ",
        "-1",
        "0",
        "1",
        "2",
        "3",
        "99",
        "1e999999",
        "NaN",
        "-Infinity",
        "9" * 25,
        "9" * 16,
        "-" + "9" * 12,
        "0x10",
        "true",
    ),
    *("PT-5H", "P1Y", "PT1e9H", "PT999999999H0M0S", "-PT8H0M0S", "24:00:00", "25:61:00"),
    *(
        "0001-01-01T00:00:00",
        "9999-12-31T23:59:59",
        "2026-02-30T08:00:00",
        "1899-12-31",
        "2199-12-31T23:59:00",
    ),
    *("&#8238;", "x" * 3_000, "=1+1", "'; DROP TABLE task; --"),
]
CHANGES = st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(HOSTILE)), min_size=1, max_size=4)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES)
def test_whatever_a_value_says_the_import_ends_in_a_program_or_in_one_line(tmp_path_factory, changes):
    text = WHOLE
    for at, said in sorted(dict(changes).items(), reverse=True):
        text = text[:at] + said + text[text.index("<", at) :]
    folder = tmp_path_factory.mktemp("hostile")
    source, target = folder / "source.xml", folder / "plan.tpm"
    source.write_text(text, encoding="utf-8")
    problem = None
    try:
        import_file(source, target, projects_from_summaries=len(changes) % 2 == 0)
    except ImportProblem as caught:
        problem = str(caught)
    if problem is None:
        OpenProgram.open(target).close()
    else:
        assert "\n" not in problem
        assert [path.name for path in folder.iterdir()] == ["source.xml"]
