"""The update sheet: a page an owner, with what the round asks of them and room to write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tpm_desktop.formats import Formats
from tpm_desktop.gestures import progress_round
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import find_pack, write_pack

DAY = 480
FRIDAY = datetime(2026, 1, 9, 17)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[OpenProgram]:
    """A buyer orders in the first week, a crew surveys for two; nobody is named for the permit."""
    with OpenProgram.create(tmp_path / "plan.tpm", start=datetime(2026, 1, 5, 8)) as program:
        project = insert_project(program, "Data centre")
        people = {name: add_row(program, "resource", {"name": name}) for name in ("Buyer", "Site crew")}
        tasks = (("Order <b>racks</b>", 3, "Buyer"), ("Survey", 8, "Site crew"), ("Permit", 4, ""))
        for name, days, who in tasks:
            task = insert_task(program, parent=project, name=name, duration=days * DAY)
            if who:
                set_fields(program, "task", task, {"owner_id": people[who]})
        yield program


def pages(program: OpenProgram) -> list[str]:
    made = BytesIO()
    write_pack(find_pack("progress"), program, made, formats=Formats.of(program.file.program, "en_GB"))
    reader = PdfReader(made)
    assert all(page.mediabox.width > page.mediabox.height for page in reader.pages)
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_every_owner_has_a_page_of_what_is_asked_and_nobodys_comes_last(program):
    progress_round.set_status_date(program, FRIDAY)
    buyer, crew, nobody = pages(program)
    assert "3 tasks ask for an update by Fri 9 Jan, from 3 people." in buyer
    assert "Order <b>racks</b>" in buyer
    assert "Should have finished" in buyer
    assert "Survey" in crew
    assert "Should have started" in crew
    assert "Survey" not in buyer
    assert "Nobody named" in nobody
    assert "Permit" in nobody
    assert all("Started on Finished on" in page and "Remarks" in page for page in (buyer, crew, nobody))


def test_what_is_done_is_not_asked_for(program):
    progress_round.set_status_date(program, FRIDAY)
    state = program.plan.state
    progress_round.set_done(program, [state.outline.ids[state.names.index("Order <b>racks</b>")]])
    assert not any("Order" in page for page in pages(program))


def test_without_status_date_or_tasks_it_says_so(program, tmp_path):
    assert "There is no status date yet" in pages(program)[0]
    with OpenProgram.create(tmp_path / "empty.tpm", status_date=FRIDAY) as empty:
        assert "Everything that was planned by then is done" in pages(empty)[0]
