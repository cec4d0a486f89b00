"""The program map on paper: one page that a committee can read, also where much crosses."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.map_places import place_on_map
from tpm_desktop.gestures.records import add_row
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import find_pack, write_pack


def pages(program: OpenProgram) -> list[str]:
    made = BytesIO()
    write_pack(find_pack("map"), program, made, formats=Formats.of(program.file.program, "en_GB"))
    return [" ".join(page.extract_text().split()) for page in PdfReader(made).pages]


@pytest.fixture
def pair(tmp_path):
    """Two projects of a task each, one waiting for the other."""
    begun = datetime(2026, 5, 4, 8)
    with OpenProgram.create(tmp_path / "pair.tpm", name="Renewal", start=begun) as program:
        with program.file.transaction("Fill") as edit:
            ids = {name: edit.add("project", name=name) for name in ("Sites", "Software")}
            tasks = [edit.add("task", project_id=top, name="Work", duration=480) for top in ids.values()]
            edit.add("link", predecessor_id=tasks[0], successor_id=tasks[1])
        yield program, ids


def test_the_sample_is_one_page_with_names_links_slack_and_commitments(sample_file):
    with OpenProgram.open(sample_file, read_only=True) as program:
        (page,) = pages(program)
    for said in (
        "Cloud Platform and",
        "34 links cross",
        "2 links · slack 0 d",
        "1 late",
        "Where it is tightest",
    ):
        assert said in page


def test_it_says_what_is_tight_and_what_comes_late(pair):
    program, ids = pair
    (page,) = pages(program)
    assert "1 link crosses between the component projects; tightest is Sites → Software with 0 d" in page
    late = {"title": "Racks", "giver_id": ids["Sites"], "receiver_id": ids["Software"]}
    task = program.plan.state.outline.ids[1]
    add_row(program, "commitment", {**late, "giving_task_id": task, "needed_by": date(2026, 5, 1)})
    (page,) = pages(program)
    assert "1 commitment will come late" in page and "1 commitment, 1 late" in page


def test_projects_stand_where_people_put_them(pair):
    program, ids = pair
    places = []
    for left in (0, 900):
        place_on_map(program, ids["Sites"], left, 0)
        place_on_map(program, ids["Software"], 450, 0)
        found: dict[str, float] = {}

        def visit(text, cm, tm, font, size, found=found):
            if text.strip() in ids and text.strip() not in found and size == 8:
                found[text.strip()] = tm[4]

        made = BytesIO()
        write_pack(find_pack("map"), program, made)
        PdfReader(made).pages[0].extract_text(visitor_text=visit)
        places.append(found["Sites"] < found["Software"])
    assert places == [True, False]


def test_a_crowded_map_numbers_its_projects_and_says_what_is_left_out(tmp_path):
    with OpenProgram.create(tmp_path / "crowd.tpm", name="Crowd") as program:
        with program.file.transaction("Fill") as edit:
            tops = [edit.add("project", name=f"Part {n}") for n in range(12)]
            tasks = [edit.add("task", project_id=top, name="Work", duration=480) for top in tops]
            for one in range(12):
                for other in range(one + 1, 12):
                    edit.add("link", predecessor_id=tasks[one], successor_id=tasks[other])
        said = " ".join(pages(program))
    assert "Drawn are the 40 tightest of 66 pairs" in said and "Number Component project" in said


def test_an_empty_program_says_so(tmp_path):
    with OpenProgram.create(tmp_path / "empty.tpm", name="Nothing") as program:
        assert "no component projects yet" in pages(program)[0]
