"""The audit extract says who changed what, in people's words, and whether the history holds."""

from __future__ import annotations

import csv
import json
import shlex
import sqlite3
from contextlib import closing
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.command_line import run
from tpm_desktop.file.audit import Asked
from tpm_desktop.file.author import Author
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import Subject, audit, find_pack, write_pack
from tpm_desktop.reports.extract import Extract, as_csv, as_json

__all__ = ["run"]


@pytest.fixture
def edited(program):
    """A person, a project, a task that is set, handed over and removed; a risk that looks like a formula."""
    with program.transaction("Plan") as edit:
        buyer = edit.add("resource", name="Buyer")
        centre = edit.add("project", name="Data centre")
        order = edit.add("task", project_id=centre, name="Order racks", duration=960)
    program.author = Author("Site lead", "desk", "Programme office")
    with program.transaction("Three days") as edit:
        edit.set("task", order, duration=1440)
    with program.transaction("Risk") as edit:
        risk = edit.add("risk", title="=HYPERLINK(1)")
    with program.transaction("Own it") as edit:
        edit.set("risk", risk, owner_id=buyer, project_id=centre)
    with program.transaction("Cancel") as edit:
        edit.remove("task", order)
    return program, centre


def told(program, **asked) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(as_csv(Extract.of(program, Asked(**asked))))))


def text_of(program, asked=None, key="audit") -> str:
    made = BytesIO()
    program.close()
    with OpenProgram.open(program.path, read_only=True) as opened:
        write_pack(find_pack(key), opened, made, Subject(asked=asked))
    return " ".join(" ".join(page.extract_text() for page in PdfReader(made).pages).split())


def test_values_are_told_as_people_read_them_and_rows_by_their_names(edited):
    program, _ = edited
    lines = {(line["Row"], line["Field"]): line for line in told(program)}
    duration = lines["Order racks", "Duration"]
    assert (duration["Old"], duration["New"]) == ("2 d", "3 d")
    assert (duration["Who"], duration["Role"], duration["Device"]) == (
        "Site lead",
        "Programme office",
        "desk",
    )
    assert duration["Project"] == "P-1 Data centre"
    owner = lines["R-1 =HYPERLINK(1)", "Owner"]
    assert (owner["Old"], owner["New"]) == ("–", "Buyer")
    assert lines["Order racks", "removed"]["Edit"] == "Cancel"


def test_no_cell_of_the_table_is_a_formula_to_run(edited):
    program, _ = edited
    with program.transaction("+SUM(1)") as edit:
        edit.set("program", program.program.id, name="@cmd")
    cells = [cell for line in told(program) for cell in line.values()]
    assert "'+SUM(1)" in cells
    assert "'@cmd" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("asked", "labels"),
    [
        ({"person": "site"}, {"Three days", "Risk", "Own it", "Cancel"}),
        ({"table": "risk"}, {"Risk", "Own it"}),
        ({"field": "duration"}, {"Plan", "Three days", "Cancel"}),
    ],
)
def test_only_what_is_asked_for_is_told(edited, asked, labels):
    program, _ = edited
    assert {line["Edit"] for line in told(program, **asked)} == labels


def test_every_line_names_the_newest_record_and_the_proof(edited):
    program, _ = edited
    head = program.journal.head()
    for line in told(program):
        assert (line["Newest record"], line["History"]) == (head, "all 6 records hold")


def test_a_history_that_does_not_hold_is_said_in_every_form(edited):
    program, _ = edited
    program.close()
    with closing(sqlite3.connect(program.path)) as db, db:
        db.execute("UPDATE journal SET role = 'Auditor' WHERE seq = 3")
    with ProgramFile.open(program.path) as file:
        assert {line["History"][:8] for line in told(file)} == {"record 3"}
        assert json.loads(as_json(Extract.of(file, Asked())))["first_broken"]["number"] == 3
    assert "The history can't be trusted: record 3 of its history" in text_of(program)
    compliance = text_of(program, key="compliance")
    assert "No policy was agreed; the history can't be trusted: record 3" in compliance
    assert "No rule of the policy says who has to be another person" in compliance


def test_the_pages_state_proof_filters_and_every_change(edited):
    program, centre = edited
    head = program.journal.head()
    text = text_of(program, Asked(project=centre, person="Site"))
    assert "Asked for: by Site, of P-1 Data centre" in text
    assert head in text.replace(" ", "") or head in text
    assert "All 6 records hold" in text
    assert "Three days by Site lead" in text
    assert "Task Order racks P-1 Data centre Duration: 2 d → 3 d" in text
    assert "Buyer" in text
    assert "Program manager" not in text.partition("Whether the history")[0]


def test_an_extract_of_nothing_says_so(edited):
    program, _ = edited
    assert "No changes; the history holds." in text_of(program, Asked(person="nobody"))


def test_the_command_line_writes_table_pages_and_values(edited, run, tmp_path):
    program, _ = edited
    program.close()
    lines = list(csv.DictReader(StringIO(run("log", program.path, "--csv", "--field", "duration").out)))
    assert [line["New"] for line in lines] == ["–", "3 d", "2 d"]
    (record, *_) = run("log", program.path, "--json").json
    assert (record["author"], record["role"]) == ("Site lead", "Programme office")
    target = tmp_path / "audit.pdf"
    run("report", "audit", program.path, "-o", target, "--table", "risk").done()
    assert "Three days" not in " ".join(page.extract_text() for page in PdfReader(target).pages)
    refused = run("report", "status", program.path, "-o", target, "--table", "risk")
    assert (refused.code, "only the audit extract" in refused.err) == (2, True)


def test_what_paper_leaves_out_is_in_the_workbook_and_comes_by_the_command_it_names(
    edited, run, tmp_path, monkeypatch
):
    program, _ = edited
    monkeypatch.setattr(audit, "_MOST_ON_PAPER", 3)
    asked = Asked(person="site lead", since=program.journal.records()[-1].at)
    extract = Extract.of(program, asked)
    count, command = len(extract.lines), extract.command
    assert count > 3
    paper = text_of(program, asked)
    assert f"The newest 3 of {count} are listed." in paper
    assert command.replace(" ", "") in paper.replace(" ", "")
    name, *typed = shlex.split(command)
    assert name == "tpm-desktop"
    typed[typed.index(program.path.name)] = str(program.path)
    assert len(list(csv.DictReader(StringIO(run(*typed).done().out)))) == count
    for ending in ("xlsx", "html"):
        with OpenProgram.open(program.path, read_only=True) as opened:
            write_pack(find_pack("audit"), opened, tmp_path / f"audit.{ending}", Subject(asked=asked))
        said = (
            (tmp_path / "audit.html").read_text() if ending == "html" else table_of(tmp_path / "audit.xlsx")
        )
        assert said.count("Three days") == 1
        assert "The newest" not in said
        for line in extract.lines:
            assert extract.words.field(line).capitalize() in said


def table_of(path) -> str:
    return "\n".join(str(cell.value) for row in load_workbook(path).worksheets[-1] for cell in row)


def test_long_texts_are_cut_on_paper_and_whole_in_the_table(program):
    for text in ("word " * 19_000, "other " * 16_000):
        with program.transaction("Notes") as edit:
            edit.set("program", program.program.id, purpose=text)
    whole = "other " * 16_000
    assert whole.strip() in {line["New"] for line in told(program)}
    paper = text_of(program)
    assert "95,399 more characters in the program" in paper.replace("\n", " ")
    assert paper.count("other") < 200
