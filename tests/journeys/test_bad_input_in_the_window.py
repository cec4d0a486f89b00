"""Bad files, closed folders and full disks in the window: said, nothing left, the open program whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from tests.journeys.broken import (
    PLAN,
    PROGRAMS,
    SOURCES,
    closed_folder,
    fill,
    listing,
    small_disk,
)
from tests.journeys.person import Person, cancel, file_named, import_of
from tests.journeys.test_bad_input_by_command import REFUSED
from tpm_desktop.desktop.import_dialog import ImportReportDialog
from tpm_desktop.model.registers import Risk
from tpm_desktop.plan import OpenProgram


@pytest.fixture
def at_work(person: Person, sample: Path) -> Person:
    """Somebody with the sample program open in the Gantt."""
    person.open(sample)
    person.go("gantt")
    return person


def is_untouched(person: Person, path: Path) -> bool:
    """Whether the program that was open is so still, writable, in the view that was in front."""
    session = person.window.session
    assert session is not None
    file = session.program.file
    return file.path == path and not file.read_only and person.view.key == "gantt" and person.is_free()


def edit(person: Person) -> None:
    """Rename the program's first task as people do."""
    person.go("gantt")
    tree = person.view.panes.tree
    tree.setFocus()
    person.press("Ctrl+Home", "Down", "F2")
    person.overwrite("Renamed")


@pytest.mark.parametrize("name", [*SOURCES])
def test_sources_that_cannot_be_imported(at_work, shared_data, sample, tmp_path, name):
    make, said = SOURCES[name]
    source = make(tmp_path, shared_data)
    before = listing(tmp_path)
    if source.is_file():
        at_work.import_plan(source, tmp_path / "made.tpm")
        assert said in at_work.notice
        assert at_work.said == at_work.notice
    else:
        problems = []

        def try_and_leave(dialog: QDialog) -> None:
            import_of(source, tmp_path / "made.tpm")(dialog)
            problems.append(dialog.findChild(QLabel, "problem").text())
            cancel(dialog)

        at_work.answer(lambda: at_work.choose("import"), try_and_leave)
        assert problems == [f"There is no file {source.name}; choose another one."]
    assert listing(tmp_path) == before
    assert is_untouched(at_work, sample)
    edit(at_work)
    assert at_work.labels[0] == "Rename “Mobilise”"


def test_defective_plans_open_with_what_was_odd_or_are_refused(person, shared_data, tmp_path):
    for source in sorted((shared_data / "dev/bad").iterdir()):
        target = tmp_path / f"{source.stem}.tpm"
        before = person.window.session
        person.import_plan(source, target)
        if source.name in REFUSED:
            assert person.notice.startswith(source.name)
            assert person.window.session is before
            assert not target.exists()
        else:
            assert person.notice == ""
            assert person.window.session.program.file.path == target
            report = QApplication.activeModalWidget()
            assert isinstance(report, ImportReportDialog)
            assert report.notes.topLevelItemCount()
            person.press("Escape")
            for key in ("overview", "gantt", "network", "budget"):
                person.go(key)
        assert person.is_free()
        assert {p.name for p in tmp_path.iterdir() if p.name.startswith(".import")} == set()


@pytest.mark.parametrize("name", [*PROGRAMS])
def test_files_that_are_no_programs(at_work, shared_data, sample, tmp_path, name):
    make, said = PROGRAMS[name]
    path = make(tmp_path, shared_data)
    before = listing(tmp_path)
    if path.is_file():
        at_work.open(path)
    else:
        assert not at_work.window.files.open(path)
    assert said in at_work.notice
    assert listing(tmp_path) == before
    assert is_untouched(at_work, sample)
    at_work.press("Ctrl+Z")
    assert at_work.labels[0].startswith("Undo: ")


def test_nothing_is_made_in_a_folder_that_cannot_be_written(at_work, sample, tmp_path, shared_data):
    closed = tmp_path / "closed"
    closed.mkdir()
    with closed_folder(closed):
        for action, name in (
            ("new", "n.tpm"),
            ("sample", "s.tpm"),
            ("export", "e.xml"),
            ("save_copy", "c.tpm"),
        ):
            at_work.window.banner.hide()
            at_work.answer(lambda action=action: at_work.choose(action), file_named(closed / name))
            at_work.wait()
            assert at_work.notice.startswith(f"{name} can't be written: "), at_work.notice
            assert is_untouched(at_work, sample)
        at_work.import_plan(shared_data / PLAN, closed / "i.tpm")
        assert at_work.notice.startswith("i.tpm can't be written: ")
        assert is_untouched(at_work, sample)
        assert listing(closed) == {}


def test_a_program_that_can_only_be_read(person, sample, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir()
    path = Path(shutil.move(sample, closed))
    content = path.read_bytes()
    with closed_folder(closed):
        person.open(path)
        assert "can only be read where it lies; save a copy to edit it" in person.notice
        names = list(person.plan.state.names)
        edit_in_vain(person)
        assert person.plan.state.names == names

        copy = tmp_path / "copy.tpm"
        person.answer(lambda: person.click(person.window.banner.button), file_named(copy))
        assert person.window.session.program.file.path == copy
        assert person.notice == ""
        edit(person)
        assert "Renamed" in person.plan.state.names
    assert path.read_bytes() == content


def edit_in_vain(person: Person) -> None:
    """Try to change something in every view by keys and mouse."""
    for key in ("overview", "gantt", "network", "budget", "risk"):
        view = person.go(key)
        for action in view.commands():
            if action.isEnabled() and not action.menu():
                assert not action.objectName().endswith(("insert", "remove", "add", "paste", "link")), action
        person.press("Ctrl+Z", "Ctrl+Shift+Z")
    tree = person.go("gantt").panes.tree
    tree.setFocus()
    person.press("Ctrl+Home", "Down", "F2", "Delete", "Alt+Shift+Right", "X")
    chart = person.view.panes.chart.viewport()
    person.drag(chart, chart.rect().center(), chart.rect().center() / 2)
    person.press("Escape")


def test_two_windows_on_one_program(sit_down, sample):
    first, second = sit_down(), sit_down()
    first.open(sample)
    second.come_back()
    second.open(sample)
    assert "is editing this file; you can read it, and edit a copy" in second.notice
    edit_in_vain(second)
    assert len(first.labels) == len(second.labels)
    first.come_back()
    edit(first)
    assert first.labels[0] == "Rename “Mobilise”"


def test_a_full_disk_loses_nothing(person, sample, tmp_path):
    with small_disk(tmp_path / "disk", 4 * 1024) as disk:
        path = Path(shutil.copy(sample, disk))
        person.open(path)
        assert person.notice == ""
        names, labels = list(person.plan.state.names), person.labels
        filler = fill(disk)
        edit(person)
        assert "sample.tpm can't be written: the disk is full" in person.problem
        person.press("Escape", "Ctrl+Z")
        assert person.problem == ""
        assert "sample.tpm can't be written: the disk is full" in person.said
        assert person.window.toast.text == person.said
        assert (person.plan.state.names, person.labels) == (names, labels)
        assert person.window.view.panes.model.state is person.plan.state

        filler.unlink()
        edit(person)
        assert person.labels == ["Rename “Mobilise”", *labels]
        person.choose("close")
        with OpenProgram.open(path) as again:
            assert "Renamed" in again.plan.state.names
            assert again.file.rows(Risk)
        assert listing(disk).keys() == {"sample.tpm"}


def test_a_file_that_can_grow_no_more(at_work, run, sample):
    """As on a full disk, on any machine: SQLite itself may take no further page."""
    db = at_work.window.session.program.file._db
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {pages}")
    at_work.view.panes.tree.setFocus()
    at_work.press("Ctrl+Home", "Down")
    done = 0
    while not at_work.problem and done < 100:
        at_work.press("F2")
        at_work.overwrite(f"Renamed {done} {'x' * 180}")
        at_work.press("Up")
        done += not at_work.problem
    assert "sample.tpm can't be written: the disk is full" in at_work.problem
    at_work.press("Escape")
    names = [task["name"] for task in run("list", sample, "task", "--json").json]
    state = at_work.plan.state
    shown = [name for row, name in enumerate(state.names) if not state.outline.is_project[row]]
    assert sorted(shown) == sorted(names)
    db.execute("PRAGMA max_page_count = 1000000")
    at_work.press("F2")
    at_work.overwrite("There is room again")
    assert "There is room again" in at_work.plan.state.names
