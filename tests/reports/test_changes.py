"""The pack of what changed: its figures are those of the comparison, and no page cuts them."""

from __future__ import annotations

import shutil
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.command_line import run  # noqa: F401  a fixture
from tpm_desktop.file.compare import How
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.records import add_row
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.compare_words import figures, told_rows
from tpm_desktop.plan.compared import Compared
from tpm_desktop.reports import ReportProblem, find_pack, write_pack


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


def text_of(key, program, compared):
    made = BytesIO()
    pages = write_pack(
        find_pack(key), program, made, compared=compared, formats=Formats.of(program.file.program, "en_GB")
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


def test_tables_repeat_their_heading_on_every_page(compared):
    program, found = compared
    pages = text_of("changes", program, found)
    going_on = [n for n, text in enumerate(pages) if "Finish was" in text]
    assert len(going_on) > 1
    assert going_on == list(range(len(going_on)))


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
