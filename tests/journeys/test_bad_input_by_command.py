"""Bad files, closed folders and full disks on the command line: one line each, and nothing half-written."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.journeys.broken import PLAN, PROGRAMS, SOURCES, closed_folder, fill, listing, small_disk

REFUSED = {
    "empty.xml", "entity-bomb.xml", "external-entity.xml", "not-xml.xml", "truncated.xml", "wrong-root.xml",
}  # fmt: skip
ON_A_PROGRAM = (
    ("schedule",), ("schedule", "--json"), ("list", "task"), ("add", "risk", "title=Late"), ("log",),
    ("health",), ("health", "--json"),
    ("set", "program", "program", "name=Other"), ("remove", "task", "Order"), ("undo",), ("redo",),
    ("export", "-o", "out.xml"), ("report status", "-o", "out.pdf"), ("report steering", "-o", "out.pdf"),
)  # fmt: skip


def arguments(words: tuple[str, ...], file, folder) -> list[object]:
    """The words of a command with the file behind its name, and targets in a folder."""
    placed = [folder / word if word.startswith("out.") else word for word in words[1:]]
    return [*words[0].split(), file, *placed]


@pytest.mark.parametrize("name", [*SOURCES])
def test_sources_that_cannot_be_imported(run, shared_data, tmp_path, name):
    make, said = SOURCES[name]
    source = make(tmp_path, shared_data)
    before = listing(tmp_path)
    assert said in run("import", source, "-o", tmp_path / "made.tpm").problem
    assert listing(tmp_path) == before


def test_defective_plans_are_imported_with_a_note_or_refused(run, shared_data, tmp_path):
    for source in sorted((shared_data / "dev/bad").iterdir()):
        target = tmp_path / f"{source.stem}.tpm"
        before = listing(tmp_path)
        said = run("import", source, "-o", target)
        if source.name in REFUSED:
            assert said.problem.startswith(f"error: {source.name} ")
            assert listing(tmp_path) == before
        else:
            assert len(said.done().out.splitlines()) > 1
            assert listing(tmp_path).keys() == {*before, target.name}
            tasks = run("list", target, "task", "--json").json
            assert len(run("schedule", target, "--json").json) == len(tasks)
            assert run("health", target, "--json").json


@pytest.mark.parametrize("words", ON_A_PROGRAM, ids=" ".join)
def test_files_that_are_no_programs(run, shared_data, tmp_path, words):
    for make, said in PROGRAMS.values():
        file = make(tmp_path, shared_data)
        before = listing(tmp_path)
        assert said in run(*arguments(words, file, tmp_path)).problem
        assert listing(tmp_path) == before


@pytest.mark.parametrize("command", ["new", "demo", "import"])
def test_what_is_there_is_never_overwritten(run, shared_data, tmp_path, command):
    target = tmp_path / "mine.tpm"
    target.write_text("mine")
    said = run(*(["import", shared_data / PLAN, "-o"] if command == "import" else [command]), target)
    assert "mine.tpm exists already; choose another name" in said.problem
    assert target.read_text() == "mine"


def writers(sample, folder, shared_data) -> dict[str, list[object]]:
    """Every command that writes a new file, into a folder."""
    return {
        "new": ["new", folder / "new.tpm"],
        "demo": ["demo", folder / "demo.tpm"],
        "import": ["import", shared_data / PLAN, "-o", folder / "import.tpm"],
        "export": ["export", sample, "-o", folder / "out.xml"],
        "status": ["report", "status", sample, "-o", folder / "out.pdf"],
        "steering": ["report", "steering", sample, "-o", folder / "out.pdf"],
    }


def test_a_folder_that_is_not_there(run, sample, tmp_path, shared_data):
    for command in writers(sample, tmp_path / "nowhere", shared_data).values():
        assert "can't be written" in run(*command).problem
    assert listing(tmp_path).keys() == {"sample.tpm"}


def test_a_folder_that_cannot_be_written(run, sample, tmp_path, shared_data):
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "out.pdf").write_text("older")
    with closed_folder(closed):
        for command in writers(sample, closed, shared_data).values():
            assert "can't be written" in run(*command).problem
        assert listing(closed) == {"out.pdf": 5}


def test_a_program_in_a_folder_that_cannot_be_written(run, sample, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir()
    moved = sample.rename(closed / "sample.tpm")
    content = moved.read_bytes()
    with closed_folder(closed):
        assert run("schedule", moved, "--json").json
        assert "sample.tpm can't be changed" in run("add", moved, "risk", "title=Late").problem
        assert "sample.tpm can't be changed" in run("undo", moved).problem
        assert run("report", "status", moved, "-o", tmp_path / "out.pdf").done()
        assert listing(closed).keys() == {"sample.tpm"}
    assert moved.read_bytes() == content


def test_a_full_disk_takes_no_new_file(run, sample, tmp_path, shared_data):
    with small_disk(tmp_path / "disk", 64) as disk:
        older = disk / "out.pdf"
        older.write_text("older")
        fill(disk)
        before = listing(disk)
        for command in writers(sample, disk, shared_data).values():
            problem = run(*command).problem
            assert "can't be written: " in problem, problem
            assert "no space left" in problem or "full" in problem, problem
            assert listing(disk) == before
        assert older.read_text() == "older"


def test_a_full_disk_keeps_a_program_whole(run, sample, tmp_path):
    with small_disk(tmp_path / "disk", 4 * 1024) as disk:
        file = disk / "sample.tpm"
        file.write_bytes(sample.read_bytes())
        filler = fill(disk)
        content, before = file.read_bytes(), listing(disk)
        risks = len(run("list", file, "risk", "--json").json)
        assert "sample.tpm can't be" in run("add", file, "risk", "title=Late").problem
        assert "sample.tpm can't be" in run("undo", file).problem
        assert file.read_bytes() == content
        assert listing(disk) == before

        filler.unlink()
        run("add", file, "risk", "title=Late").done()
        assert len(run("list", file, "risk", "--json").json) == risks + 1


def no_room(*arguments: object) -> None:
    """As if the disk were full."""
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("words", [("report", "status"), ("report", "steering"), ("export",)], ids=" ".join)
def test_what_is_written_never_takes_the_place_of_a_program(run, sample, tmp_path, words):
    content = sample.read_bytes()
    for ending in ("pdf", "xml"):
        disguised = tmp_path / f"program.{ending}"
        disguised.write_bytes(content)
        other_name = tmp_path / f"link.{ending}"
        other_name.symlink_to(sample)
        for target in (sample, disguised, other_name):
            said = run(*words, sample, "-o", target).problem
            assert said == f"error: {target.name} is a program file; choose another name"
        assert run(*words, disguised, "-o", disguised).problem
        assert (sample.read_bytes(), disguised.read_bytes()) == (content, content)


def test_a_report_is_a_pdf_and_named_so(run, sample, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    said = run("report", "status", sample, "-o", tmp_path / "notes.txt").problem
    assert said.startswith("error: notes.txt does not end in .pdf, .xlsx (its tables)")
    assert said.endswith("give the pack a name that does")
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_folders_are_called_by_their_names(run, sample, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = listing(tmp_path)
    for command in (("report", "status"), ("export",)):
        said = run(*command, sample, "-o", ".").problem
        assert said == "error: . is a folder; name the file to write in it"
    assert run("schedule", ".").problem == "error: . is a folder; name the .tpm file in it"
    assert run("import", ".", "-o", "x.tpm").problem == "error: . is a folder; name the file in it"
    for command in (("new",), ("demo",)):
        assert run(*command, ".").problem.startswith("error: . exists already")
    assert listing(tmp_path) == before


def test_a_pack_takes_the_place_of_an_older_one_only_when_it_is_whole(run, sample, tmp_path, monkeypatch):
    target = tmp_path / "status.pdf"
    target.write_text("older")
    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", no_room)
        said = run("report", "status", sample, "-o", target).problem
        assert "status.pdf can't be written: no space" in said
        assert listing(tmp_path).keys() == {"sample.tpm", "status.pdf"}
    assert target.read_text() == "older"
    run("report", "status", sample, "-o", target).done()
    assert len(PdfReader(target).pages) > 3


@pytest.mark.parametrize(
    "words",
    [
        ("new",), ("import",), ("import", "plan.xml"), ("list", "plan.tpm"), ("list", "plan.tpm", "tsk"),
        ("schedule", "plan.tpm", "--jsn"), ("report", "weather", "plan.tpm", "-o", "a.pdf"),
        ("report", "status", "plan.tpm"), ("add", "plan.tpm", "risk"), ("nonsense",), ("undo", "a", "b"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage(run, words):
    said = run(*words)
    assert (said.code, said.out) == (2, "")
    assert "Usage: tpm-desktop" in said.err
    assert "Traceback" not in said.err
