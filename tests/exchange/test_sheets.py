"""A register as a spreadsheet: what goes out comes back the same; what comes in is looked at before."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests.command_line import run
from tpm_desktop.exchange.errors import ExchangeProblem
from tpm_desktop.exchange.sheets import Fate, export_table, read_table, take_rows, with_rules
from tpm_desktop.file import backups
from tpm_desktop.file.backups import Reason
from tpm_desktop.model.catalogue import CATALOGUE, entry
from tpm_desktop.model.check import clean
from tpm_desktop.model.requirements import Acceptance, Deliverable
from tpm_desktop.plan import OpenProgram

__all__ = ["run"]
REGISTERS = [about.name for about in CATALOGUE if about.register]


@pytest.fixture(scope="module")
def sample(sample_file, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("sheets") / "sample.tpm"
    shutil.copy(sample_file, path)
    return path


@pytest.fixture(scope="module")
def opened(sample) -> Iterator[OpenProgram]:
    """The sample, for reading."""
    with OpenProgram.open(sample, read_only=True) as program:
        yield program


@pytest.fixture
def demo(sample, tmp_path) -> Path:
    return Path(shutil.copy(sample, tmp_path / "demo.tpm"))


def edited(sheet: Path, line: int, heading: str, text: str) -> None:
    """Type into a cell of a .csv, as in a spreadsheet."""
    rows = list(csv.reader(sheet.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    rows[line - 1][rows[0].index(heading)] = text
    with sheet.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows(rows)


@pytest.mark.parametrize("table", REGISTERS)
def test_every_register_comes_back_as_it_went_out(opened, tmp_path, table):
    """As .xlsx; as .csv, with rows that were just added, in `test_every_register`."""
    sheet = tmp_path / f"{table}.xlsx"
    count = export_table(opened.file, table, sheet)
    incoming = read_table(opened.file, table, sheet)
    assert len(incoming.rows) == count
    assert [row.told for row in incoming.rows if row.fate is not Fate.SAME] == []


NOTES = st.text(max_size=40).map(lambda text: clean(text, lines=True))
VALUES = st.fixed_dictionaries(
    {
        "title": st.text(min_size=1, max_size=30).map(clean).filter(bool),
        "cost": st.none() | st.integers(-(10**14), 10**14),
        "notes": NOTES,
    }
)


@given(rows=st.lists(VALUES, min_size=1, max_size=4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_texts_and_amounts_of_any_kind_come_back(tmp_path, ending, rows):
    path = tmp_path / "any.tpm"
    path.unlink(missing_ok=True)
    with OpenProgram.create(path, name="Any") as program:
        with program.file.transaction("Add risks") as edit:
            edit.add_all("risk", rows)
        export_table(program.file, "risk", tmp_path / f"risks.{ending}")
        incoming = read_table(program.file, "risk", tmp_path / f"risks.{ending}")
    assert [row.told for row in incoming.rows if row.fate is not Fate.SAME] == []


def test_a_workbook_holds_dates_and_amounts_as_such(demo, run, tmp_path):
    sheet = tmp_path / "risks.xlsx"
    run("set", demo, "risk", "R-1", "cost=1234.50", "review_due=2026-05-04").done()
    run("export", demo, "--table", "risk", "-o", sheet).done()
    page = load_workbook(sheet).active
    heads = [cell.value for cell in page[1]]
    row = next(r for r in page.iter_rows(min_row=2) if r[0].value == "R-1")
    cost = next(place for place, head in enumerate(heads) if head.startswith("Cost"))
    due = next(place for place, head in enumerate(heads) if head.startswith("Review"))
    assert row[cost].value == 1234.5
    assert (row[due].value.year, row[due].number_format) == (2026, "yyyy-mm-dd")


def test_a_text_that_begins_like_a_formula_stays_a_text(demo, run, tmp_path):
    run("set", demo, "risk", "R-1", "title==1+1").done()
    run("export", demo, "--table", "risk", "-o", tmp_path / "r.xlsx").done()
    run("export", demo, "--table", "risk", "-o", tmp_path / "r.csv").done()
    cells = [c for row in load_workbook(tmp_path / "r.xlsx").active.iter_rows() for c in row]
    assert [c.data_type for c in cells if c.value == "=1+1"] == ["s"]
    assert "'=1+1" in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")


def test_rows_are_shown_before_they_are_taken_and_taken_in_one_step(demo, run, tmp_path):
    sheet = tmp_path / "risks.csv"
    run("export", demo, "--table", "risk", "-o", sheet).done()
    before = run("list", demo, "risk", "--json").json
    edited(sheet, 2, "Risk", "Racks come late")
    with sheet.open("a", encoding="utf-8") as file:
        file.write(",A strike at the port\r\n")
    said = run("import", demo, sheet, "--table", "risk", "--preview").done().out
    assert f"1 added, 1 changed, {len(before) - 1} as they are" in said
    assert "→ Racks come late" in said
    assert run("list", demo, "risk", "--json").json == before
    run("import", demo, sheet, "--table", "risk").done()
    after = run("list", demo, "risk", "--json").json
    assert len(after) == len(before) + 1
    assert after[-1]["code"] == f"R-{len(before) + 1}"
    run("undo", demo).done()
    assert run("list", demo, "risk", "--json").json == before


def test_a_row_that_cannot_be_taken_keeps_the_others_out_unless_asked(demo, run, tmp_path):
    sheet = tmp_path / "risks.csv"
    run("export", demo, "--table", "risk", "-o", sheet).done()
    before = run("list", demo, "risk", "--json").json
    edited(sheet, 2, "Owner", "Nobody of that name")
    edited(sheet, 3, "Risk", "Racks come late")
    said = run("import", demo, sheet, "--table", "risk").problem
    assert "line 2" in said
    assert "Nobody of that name" in said
    assert run("list", demo, "risk", "--json").json == before
    run("import", demo, sheet, "--table", "risk", "--partly").done()
    after = run("list", demo, "risk", "--json").json
    assert (after[0], after[1]["title"]) == (before[0], "Racks come late")


def test_postings_that_are_perhaps_there_already_are_left_out_or_taken_as_asked(demo, run, tmp_path):
    account = run("list", demo, "account", "--json").json[0]["code"]
    lines = ["text,day,account_id,amount"] + [f"Taxi,2026-10-14,{account},{sum_}" for sum_ in (12, 13)]
    first, again = tmp_path / "first.csv", tmp_path / "again.csv"
    first.write_text("\n".join(lines), encoding="utf-8")
    again.write_text("\n".join([*lines, f"Parcel,2026-10-15,{account},7"]), encoding="utf-8")
    run("import", demo, first, "--table", "cost_entry").done()
    said = run("import", demo, again, "--table", "cost_entry").problem
    assert "2 of 3 rows are perhaps there already, so none is taken; the first is line 2, the same is" in said
    assert (
        "1 added, 2 perhaps duplicates"
        in run("import", demo, again, "--table", "cost_entry", "--partly").done().out
    )
    run("undo", demo).done()
    taken = run("import", demo, again, "--table", "cost_entry", "--duplicates", "--json").json
    assert [row["fate"] for row in taken["rows"]] == ["added"] * 3


def test_codes_identify_rows_where_a_sheet_has_no_ids(demo, tmp_path):
    book = Workbook()
    for row in (["code", "Status", "Weather"], ["r-2", "Closed", "dry"], ["R-2", "Open", ""]):
        book.active.append(row)
    book.save(tmp_path / "short.xlsx")
    with OpenProgram.open(demo) as program:
        incoming = read_table(program.file, "risk", tmp_path / "short.xlsx")
        assert [row.fate for row in incoming.rows] == [Fate.CHANGED, Fate.REFUSED]
        assert "line 2 is of the same row" in incoming.rows[1].told[0]
        assert incoming.unknown == ("Weather",)
        assert take_rows(program, incoming) == 1
        assert program.file.columns("risk", ["code", "status"])[1][1] == "closed"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 broken", "no workbook that can be read"),
        (b"Weather,Wind\r\ndry,none\r\n", "has no headings of risks"),
        (b"Risk,Risk\r\na,b\r\n", "two columns"),
        (b"\x89PNG\r\n\x1a\n\x00", "save it as"),
    ],
)
def test_what_is_no_sheet_of_the_register_is_refused_in_a_line(demo, tmp_path, content, said):
    (tmp_path / "bad.xlsx").write_bytes(content)
    with OpenProgram.open(demo) as program, pytest.raises(ExchangeProblem, match=said):
        read_table(program.file, "risk", tmp_path / "bad.xlsx")


def test_a_note_too_long_for_a_cell_is_not_cut_off(demo, run, tmp_path):
    run("set", demo, "risk", "R-1", f"notes={'x' * 40_000}")
    said = run("export", demo, "--table", "risk", "-o", tmp_path / "r.xlsx").problem
    assert "export as .csv" in said
    run("export", demo, "--table", "risk", "-o", tmp_path / "r.csv").done()
    assert "x" * 40_000 in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")


def test_the_program_is_backed_up_before_rows_are_taken(demo, tmp_path, run, monkeypatch):
    monkeypatch.setenv("TPM_DATA", str(tmp_path / "own"))
    sheet = tmp_path / "risks.csv"
    run("export", demo, "--table", "risk", "-o", sheet).done()
    run("import", demo, sheet, "--table", "risk").done()  # nothing differs, so nothing is kept
    assert backups.backups(demo) == []
    edited(sheet, 2, "Risk", "Late")
    run("import", demo, sheet, "--table", "risk").done()
    assert [kept.reason for kept in backups.backups(demo)] == [Reason.DAILY, Reason.IMPORT]

    monkeypatch.setenv("TPM_DATA", str(tmp_path / "file"))
    (tmp_path / "file").write_text("in the way")
    edited(sheet, 2, "Risk", "Later")
    said = run("import", demo, sheet, "--table", "risk").problem
    assert said.endswith("so nothing was imported; --no-backup imports without one")
    assert "Later" not in run("list", demo, "risk").out
    run("import", demo, sheet, "--table", "risk", "--no-backup").done()
    assert "Later" in run("list", demo, "risk").out


MOVED = ("requirement", "deliverable", "acceptance", "gate", "gate_criterion")


def test_registers_of_control_move_by_sheets_as_they_stand(demo, sample, tmp_path):
    """Verdicts, signatures and evidence come in by the rules of the desk, in the order of the list."""
    with OpenProgram.open(sample, read_only=True) as program:
        kept = {table: _told_of(program, table) for table in MOVED}
        signed = {row.deliverable_id for row in program.file.rows(Acceptance)}
        kept["deliverable"] = sorted(
            (
                row.name,
                row.code,
                "reviewed" if row.status == "accepted" and row.id not in signed else row.status,
            )
            for row in program.file.rows(Deliverable)
        )
        for table in MOVED:
            export_table(program.file, table, tmp_path / f"{table}.xlsx")
    with OpenProgram.open(demo) as program:
        with program.file.transaction("Begin anew") as edit:
            for table in MOVED:
                edit.remove(table, [row.id for row in program.file.rows(entry(table).model)])
        for table in MOVED:
            incoming = with_rules(program, read_table(program.file, table, tmp_path / f"{table}.xlsx"))
            assert [row.told for row in incoming.of(Fate.REFUSED)] == [], table
            take_rows(program, incoming, backed_up=False)
        assert {table: _told_of(program, table) for table in MOVED} == kept


def _told_of(program: OpenProgram, table: str) -> list[tuple[object, ...]]:
    about = entry(table)
    names = (about.title_field, about.code_field or about.title_field, about.status_field)
    return sorted(tuple(getattr(row, str(name)) for name in names) for row in program.file.rows(about.model))


def test_lines_in_states_that_nothing_led_to_are_refused_one_by_one(demo, run, tmp_path):
    def told(table: str, heads: str, *lines: str) -> list[str]:
        (tmp_path / "s.csv").write_text("\r\n".join([heads, *lines]), encoding="utf-8")
        said = run("import", demo, tmp_path / "s.csv", "--table", table, "--preview").done().out
        return [line.split(": ", 1)[1] if ": " in line else "taken" for line in said.splitlines()[1:]]

    verdicts = told("gate", "Gate,Verdict,Decided by body,Conditions", "A,Go,,", "B,Go,Steering committee,",
                    "C,Go with conditions,Steering committee,", "D,Not decided,,")  # fmt: skip
    assert verdicts == [
        "say which body or person decides gate “A”", "taken", "say on what conditions gate “C” is passed",
        "taken",
    ]  # fmt: skip
    wants = told("requirement", "Requirement,Status,Acceptance criterion", "A,Verified,", "B,Verified,Seen")
    assert wants == ["“A” is verified: say by which acceptance criterion, or add it as agreed", "taken"]
    changes = told("change_request", "Change request,State", "A,Applied", "B,Draft")
    assert changes == ["a new change request has nothing assessed yet; add it as a draft", "taken"]
    made = told("deliverable", "Deliverable,Component project,Status", "A,P-1,Accepted", "B,P-1,Drafted")
    assert made == ["Status: reviewed, until its acceptance comes in", "taken"]
    by_hand = run("add", demo, "deliverable", "name=A", "project_id=P-1", "status=accepted").problem
    assert "“A” is accepted by a signature; add it as reviewed, then record the acceptance" in by_hand
