"""Editing an open program in a thread of its own: it shows once it is taken up, and never loses anything."""

from __future__ import annotations

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from tests.file.test_transactions import contents
from tpm_desktop.file.errors import EditError, ProgramFileError, ReadOnlyError
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.plan import OpenProgram


@pytest.fixture
def program(tmp_path):
    with OpenProgram.create(tmp_path / "plan.tpm") as opened:
        site = insert_project(opened, "Site")
        insert_task(opened, parent=site, name="Dig", duration=480)
        yield opened


@pytest.fixture
def elsewhere():
    """Runs something in another thread and gives its outcome."""
    with ThreadPoolExecutor(1) as pool:
        yield lambda work: pool.submit(work).result(timeout=20)


def the_task(program: OpenProgram) -> str:
    return program.file.columns("task", ["id"])[0][0]


def the_site(program: OpenProgram) -> str:
    return program.file.columns("project", ["id"])[0][0]


def finish_of_its_file(program: OpenProgram) -> datetime:
    """When the task finishes, read from nothing."""
    with OpenProgram.open(program.file.path, read_only=True) as fresh:
        return fresh.plan.finish(the_task(fresh))


def lengthen(days: int):
    return lambda other: set_fields(other, "task", the_task(other), {"duration": days * 480})


def test_what_is_kept_beside_shows_once_it_is_taken_up_and_is_undone_here(program, elsewhere):
    heard = []
    program.plan.listeners.append(lambda changes, delta: heard.append((changes, delta)))
    before, state = contents(program.file), program.plan.state
    kept = elsewhere(lambda: program.beside(lengthen(5)))
    assert (heard, program.plan.state) == ([], state)
    program.take_up(kept)
    ((changes, delta),) = heard
    assert changes.of("task")
    assert delta.moved
    assert program.plan.finish(the_task(program)) == finish_of_its_file(program)
    program.file.undo()
    assert contents(program.file) == before


def test_a_rule_that_refuses_it_leaves_everything_as_it_was(program, elsewhere):
    before = contents(program.file)

    def refuse(other: OpenProgram) -> None:
        with other.file.transaction("Half of it") as edit:
            edit.set("task", the_task(other), duration=960)
            raise EditError("no")

    with pytest.raises(EditError):
        elsewhere(lambda: program.beside(refuse))
    assert contents(program.file) == before
    lengthen(2)(program)
    assert len(program.file.journal.records()) == 4


def test_an_edit_here_and_closing_wait_for_what_is_done_beside(program, elsewhere):
    begun, go_on = threading.Event(), threading.Event()

    def slowly(other: OpenProgram) -> None:
        begun.set()
        go_on.wait(20)
        lengthen(3)(other)

    with ThreadPoolExecutor(2) as pool:
        aside = pool.submit(lambda: program.beside(slowly))
        assert begun.wait(20)
        closing = pool.submit(lambda: program.file._turn.acquire(timeout=0.05))
        assert not closing.result()
        threading.Timer(0.1, go_on.set).start()
        lengthen(4)(program)  # waits
        kept = aside.result()
    program.take_up(kept)
    assert [record.label for record in program.file.journal.records(2)] == ["Set duration of “Dig”"] * 2
    assert program.file.columns("task", ["duration"])[0] == (4 * 480,)
    assert program.plan.finish(the_task(program)) == finish_of_its_file(program), "the later edit stands"


def test_a_file_of_which_another_took_the_place_is_not_written(program, elsewhere, tmp_path):
    other = shutil.copy(program.file.path, tmp_path / "other.tpm")
    shutil.move(other, program.file.path)
    with pytest.raises(ProgramFileError, match="was moved or removed while it was open"):
        elsewhere(lambda: program.beside(lengthen(5)))


def test_a_file_that_is_only_read_is_refused(program, elsewhere):
    with OpenProgram.open(program.file.path) as reader, pytest.raises(ReadOnlyError):
        elsewhere(lambda: reader.beside(lengthen(5)))


def test_an_edit_here_is_judged_with_what_was_kept_beside_and_is_not_yet_taken_up(program, elsewhere):
    dig, build = the_task(program), insert_task(program, parent=the_site(program), name="Build", duration=480)

    def link(opened: OpenProgram, first: str, then: str) -> None:
        with opened.file.transaction("Link") as edit:
            edit.add("link", predecessor_id=first, successor_id=then)

    kept = elsewhere(lambda: program.beside(lambda other: link(other, dig, build)))
    with pytest.raises(EditError, match="wait for each other"):
        link(program, build, dig)
    lengthen(3)(program)
    program.take_up(kept)
    with OpenProgram.open(program.file.path, read_only=True) as fresh:
        assert program.plan.finish(build) == fresh.plan.finish(build)
