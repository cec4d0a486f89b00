"""The page about a slip: the committee finds the map it knows, with what the slip does to it."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.impact import impact
from tpm_desktop.plan.slips import subject_of
from tpm_desktop.reports import IMPACT, Subject, find_pack, write_pack
from tpm_desktop.reports.slip import Slip

GIVERS = 12


@pytest.fixture
def program(tmp_path):
    """Two projects that wait for each other, a third beside them, and vendors that deliver to the second."""
    begun = datetime(2026, 5, 4, 8)
    with OpenProgram.create(tmp_path / "plan.tpm", name="Renewal", start=begun) as program:
        with program.file.transaction("Fill") as edit:
            sites, software = (edit.add("project", name=name) for name in ("Sites", "Software"))
            rows = [{"project_id": top, "name": "Work", "duration": 480} for top in (sites, software) * 2]
            tasks = edit.add_all("task", rows)
            for before, after in ((0, 1), (1, 2)):
                edit.add("link", predecessor_id=tasks[before], successor_id=tasks[after])
            for n in range(GIVERS):
                edit.add(
                    "commitment", title=f"Racks {n}", external_giver=f"Vendor {n}", receiver_id=software,
                    receiving_task_id=tasks[3], promised=date(2026, 5, 5 + n), needed_by=date(2026, 5, 21),
                )  # fmt: skip
        yield program


def slip(program: OpenProgram, title: str, minutes: int) -> Slip:
    state = program.plan.state
    table = state.inputs.tables["commitment"]
    row_id = table.ids[table.texts["title"].index(title)]
    return Slip("15 d", impact(state, subject_of(state, "commitment", row_id), minutes))


def written(pack, program: OpenProgram, **asked) -> tuple[str, dict[str, tuple[float, float]]]:
    """The text of the pages, and where on the first the names on the map stand."""
    made, places = BytesIO(), dict[str, tuple[float, float]]()

    def visit(text, cm, tm, font, size):
        if size == 8 and text.strip():
            places.setdefault(text.strip(), (cm[4] + tm[4], tm[5]))

    write_pack(pack, program, made, Subject(**asked))
    pages = PdfReader(made).pages
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    pages[0].extract_text(visitor_text=visit)
    return text, places


def test_the_map_is_that_of_the_program_with_its_external_givers(program):
    _, known = written(find_pack("map"), program)
    text, places = written(IMPACT, program, slip=slip(program, "Racks 11", 15 * 480))
    names = {name for name in known if name in ("Sites", "Software") or name.startswith("Vendor")}
    assert len(names) == 10
    assert {name: places[name][0] for name in names} == {name: known[name][0] for name in names}
    assert "1 commitment late" in text and "1 commitment gets late" in text


def test_of_many_external_givers_those_that_matter_are_drawn_and_all_are_counted(program):
    text, places = written(find_pack("map"), program)
    assert "Drawn are 8 of 12 external givers" in text and "Vendor 9" not in places
    text, places = written(IMPACT, program, slip=slip(program, "Racks 9", 480))
    assert "Drawn are 8 of 12 external givers" in text and "Vendor 9" in places
