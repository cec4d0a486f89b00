"""The pack of what changed: its figures are those of the comparison, and no page cuts them."""

from __future__ import annotations

import shutil
from collections import Counter
from io import BytesIO
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.command_line import run  # noqa: F401  a fixture
from tpm_desktop.cli.moments import moment_then
from tpm_desktop.file.compare import How
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.records import add_row
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.account_changes import accounts_moved, summed
from tpm_desktop.plan.compare_words import figures, told_rows
from tpm_desktop.plan.compared import Compared
from tpm_desktop.reports import ReportProblem, Subject, find_pack, write_pack


@pytest.fixture(scope="module")
def files(sample_file, tmp_path_factory):
    """The sample, and a copy in which critical tasks are longer, one is gone, and a risk came."""
    folder = tmp_path_factory.mktemp("changes")
    before, after = folder / "before.tpm", folder / "after.tpm"
    shutil.copy(sample_file, before)
    after.write_bytes(before.read_bytes())
    with OpenProgram.open(after) as program:
        state = program.plan.state
        open_ones = [
            state.outline.ids[row]
            for row in range(len(state.outline))
            if state.longest_path[row] and not state.summary[row] and not state.done[row]
        ]
        with program.file.transaction("Longer") as edit:
            for task in open_ones[:3]:
                row = state.outline.row[task]
                edit.set("task", task, duration=int(state.schedule.duration[row]) + 7 * 480)
            edit.remove("task", open_ones[-2])
        add_row(program, "risk", {"title": "A freeze < of & “orders”", "probability": 3, "impact": 4})
    return before, after


@pytest.fixture
def compared(files):
    before, after = files
    with (
        OpenProgram.open(after, read_only=True) as program,
        ProgramFile.open(before, read_only=True) as other,
    ):
        yield program, Compared.with_file(program, other)


@pytest.fixture(scope="module")
def since_issued(sample_file):
    """The sample since its last issue: the pages, what the comparison tells, and its accounts."""
    with OpenProgram.open(sample_file, read_only=True) as program:
        compared = Compared.with_record(program, *moment_then(program.file, "issued"))
        formats = Formats.of(program.file.program, "en_GB")
        pages = text_of("changes", program, compared)
        return SimpleNamespace(
            pages=pages,
            whole=" ".join(pages).replace("\xa0", " "),
            rows=compared.rows,
            told=told_rows(compared, formats),
            figures=figures(compared, formats),
            accounts=accounts_moved(compared, formats),
            formats=formats,
        )


def text_of(key, program, compared):
    made = BytesIO()
    pages = write_pack(
        find_pack(key), program, made, Subject(compared), formats=Formats.of(program.file.program, "en_GB")
    )
    found = [" ".join(page.extract_text().split()) for page in PdfReader(made).pages]
    assert len(found) == pages
    return found


def test_the_pages_hold_every_figure_and_every_change(compared):
    program, found = compared
    formats = Formats.of(program.file.program, "en_GB")
    pages = text_of("changes", program, found)
    whole = " ".join(pages)
    finish, cost, _ = figures(found, formats)
    assert finish.shift and cost.shift
    for one in (finish, cost):
        assert f"was {one.old}, {one.shift}" in pages[0]
        assert one.new in pages[0]
    assert f"{len(found.moved_along)} tasks moved without being edited themselves" in pages[0]
    told = told_rows(found, formats)
    assert {row.how for row in told} == set(How)
    squeezed = whole.replace(" ", "")
    for row in told:
        assert row.name.replace(" ", "") in squeezed
        if row.how is How.CHANGED:
            for one in row.fields:
                assert one.label in whole and one.old in whole and one.new in whole


def test_tables_repeat_their_heading_on_every_page(since_issued):
    going_on = [n for n, text in enumerate(since_issued.pages) if "What How it changed" in text]
    assert going_on == list(range(2, len(since_issued.pages)))


def test_the_status_pack_tells_it_in_short_where_it_is_asked(compared):
    program, found = compared
    assert "Against before.tpm the finish moved" in " ".join(text_of("status", program, found))
    assert "Against before.tpm" not in " ".join(text_of("status", program, None))


def test_nothing_that_differs_is_said(files):
    with (
        OpenProgram.open(files[0], read_only=True) as program,
        ProgramFile.open(files[0], read_only=True) as other,
    ):
        (page,) = text_of("changes", program, Compared.with_file(program, other))
    assert "Against before.tpm nothing differs" in page


def test_without_a_moment_it_says_what_to_name(files):
    with (
        OpenProgram.open(files[0], read_only=True) as program,
        pytest.raises(ReportProblem, match="name the earlier one, or another file"),
    ):
        write_pack(find_pack("changes"), program, BytesIO())


def test_the_command_line_writes_it_from_a_file_or_a_moment(run, files, tmp_path):  # noqa: F811
    before, after = files
    target = tmp_path / "changes.pdf"
    run("report", "changes", after, "--since", before, "-o", target).done()
    first = PdfReader(target).pages[0].extract_text()
    found = run("diff", before, after, "--json").json
    assert f"{len(found['follows']['moved_along'])} tasks moved" in first
    assert str(sum(found["summary"].values())) in first
    record = run("log", after, "--json").json[2]["id"]
    run("report", "changes", after, "--since", record[:12], "-o", target).done()
    assert run("report", "changes", after, "-o", target).code == 2
    assert run("report", "health", after, "--since", "2026-05-04", "-o", target).code == 2
    assert "is no date" in run("report", "changes", after, "--since", "2026-31-31", "-o", target).problem


def test_of_very_long_texts_the_beginning_is_printed(files, tmp_path):
    path = tmp_path / "long.tpm"
    path.write_bytes(files[0].read_bytes())
    with OpenProgram.open(path) as program:
        start = program.file.journal.head()
        long = {
            row: {"notes": f"{row} " + "many words" * 9_000} for (row,) in program.file.stored("task", ["id"])
        }
        with program.file.transaction("Take notes") as edit:
            for row, values in list(long.items())[:3]:
                edit.set("task", row, **values)
        pages = text_of("changes", program, Compared.with_record(program, start, "the beginning"))
    assert len(pages) < 6
    following = len(next(iter(long.values()))["notes"]) - 600
    assert " ".join(pages).count(f"({following:,} more characters in the program)") == 3


def test_what_a_committee_reads_is_short_and_counts_all(since_issued):
    """1,004 rows of the sample were 54 pages: months are summed, and what came in numbers is named."""
    assert "Against Status report of 9 Oct the finish moved" in since_issued.pages[0]
    assert len(since_issued.pages) <= 27
    counts = Counter((row.project, row.register, row.how) for row in since_issued.told)
    for (_, register, how), count in counts.items():
        assert register in since_issued.whole
        assert f"{count} {how}" in since_issued.whole
    assert (
        f"All {counted(since_issued, How.ADDED)} – {counted(since_issued, How.CHANGED)}" in since_issued.whole
    )


def counted(found, how):
    return sum(row.how is how for row in found.told)


def test_the_workbook_has_a_line_for_each_change(since_issued, sample_file, tmp_path, run):  # noqa: F811
    target = tmp_path / "changes.xlsx"
    run("report", "changes", sample_file, "--since", "issued", "-o", target).done()
    *_, moved, _, lines = load_workbook(target).worksheets
    whose = [(row[0], row[1], row[2]) for row in lines.iter_rows(min_row=5, values_only=True)]
    expected = [
        (row.project, row.register, row.name)
        for row in since_issued.told
        for _ in (row.fields if row.how is How.CHANGED else (None,))
    ]
    assert whose == expected
    assert "147 component projects and tasks" in [cell.value for row in moved for cell in row]
    assert moved.max_row > 147


def test_nothing_that_became_zero_fills_a_line(since_issued):
    idle = [
        one for row in since_issued.rows if row.table == "budget_line" for one in row.fields if one.new == 0
    ]
    assert len(idle) > 100
    assert not [one for one in idle if one.old]
    lines = since_issued.whole.split("nothing entered → 0, or back")
    said = sum(int(line.split(" more amount")[0].split()[-1]) for line in lines[:-1])
    assert said == len(idle)
    assert "– → 0 " not in since_issued.whole


def test_money_by_account_adds_up_to_the_outlook(since_issued):
    outlook = since_issued.figures[2]
    whole = summed(since_issued.accounts, "All")
    money = since_issued.formats.money
    assert (money(whole.outlook[0]), money(whole.outlook[1])) == (outlook.old, outlook.new)
    assert f"{outlook.old} {outlook.new} {outlook.shift}" in since_issued.whole
    assert "C-2 Network equipment and cabling – – 297,800 707,800 +410,000" in since_issued.whole
    (forecast,) = (
        one
        for row in since_issued.rows
        if row.table == "budget_line" and row.name == "C-2 Network equipment and cabling · Nov 2026 · Capital"
        for one in row.fields
        if one.field == "forecast"
    )
    assert f"Forecast, Nov 2026: – → {money(forecast.new)}" in since_issued.whole
    assert "C-20 Contingency · Operating Forecast, 17 months from Nov 2026 to Mar 2028: – → 379,000" in (
        since_issued.whole
    )


def test_rows_that_came_in_numbers_are_named_by_what_they_share(since_issued):
    assert "7 added: PP-1 Core switches and optics: " in since_issued.whole
    assert (
        "12 added: B-1 · V-6 Testing house · PP-3 Penetration test of the data centre: " in since_issued.whole
    )
    assert "25 added: DL-4 Core network and both carrier lines: Network · RA" in since_issued.whole
