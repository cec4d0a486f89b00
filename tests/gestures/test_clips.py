"""Copied rows travel between projects and files with links, breaks and people; nonsense is refused."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import copies, links, outline, records
from tpm_desktop.gestures.clips import Clip, take
from tpm_desktop.model.program import Project
from tpm_desktop.model.resources import Assignment, Resource
from tpm_desktop.model.schedule import Link, Task, TaskSplit
from tpm_desktop.plan import OpenProgram


@pytest.fixture
def racks(desk):
    ids = desk.ids
    desk.task("Racks")
    desk.task("Order", parent="Racks", days=3, fixed_cost=50_000)
    desk.task("Install", parent="Racks", days=2)
    desk.task("Accept", after="Install")
    links.link(desk.program, ids["Order"], ids["Install"], lag=960)
    buyer = records.add_row(desk.program, "resource", {"name": "Buyer", "rate": 9_900, "role": "Buying"})
    night = records.add_row(desk.program, "calendar", {"name": "Nights", "monday": "20:00-24:00"})
    records.set_fields(desk.program, "task", ids["Install"], {"calendar_id": night, "owner_id": buyer})
    records.add_row(desk.program, "assignment", {"task_id": ids["Order"], "resource_id": buyer})
    records.add_row(desk.program, "task_split", {"task_id": ids["Order"], "after": 480, "length": 960})
    return desk


@pytest.fixture
def other(tmp_path):
    with OpenProgram.create(tmp_path / "other.tpm", start=datetime(2026, 2, 2, 8), currency="EUR") as program:
        yield program


def sent(clip: Clip) -> Clip:
    """Through the clipboard."""
    return Clip.from_json(clip.to_json())


def test_tasks_come_to_another_file_with_links_breaks_and_people_by_name(racks, other):
    project = outline.insert_project(other, "Sites")
    known = records.add_row(other, "resource", {"name": "buyer"})
    copied = copies.put(other, sent(take(racks.program, [racks.ids["Racks"]])), parent=project)
    file = other.file
    assert [t.name for t in file.rows(Task)] == ["Racks", "Order", "Install"]
    (link,) = file.rows(Link)
    assert link.lag == 960 and len(file.rows(TaskSplit)) == 1
    assert [one.resource_id for one in file.rows(Assignment)] == [known] and not copied.new_resources
    install = file.rows(Task, name="Install")[0]
    assert (install.owner_id, install.calendar_id) == (known, None)
    assert copied.lost_calendars == ("Nights",)
    assert {t.fixed_cost for t in file.rows(Task)} == {0}  # dollars are no euros
    file.undo()
    assert not file.rows(Task) and not file.rows(Link)


def test_people_that_the_other_file_lacks_are_added_without_their_rates(racks, other):
    project = outline.insert_project(other, "Sites")
    copied = copies.put(other, sent(take(racks.program, [racks.ids["Racks"]])), parent=project)
    (buyer,) = other.file.rows(Resource)
    assert copied.new_resources == ("Buyer",)
    assert (buyer.name, buyer.role, buyer.rate) == ("Buyer", "Buying", 0)


def test_a_whole_project_is_copied_with_a_code_of_its_own(racks):
    (twin,) = copies.duplicate(racks.program, [racks.ids["Data centre"]], before=racks.ids["Ledger"])
    assert racks.outline() == [
        *["Data centre", "  Racks", "    Order", "    Install", "  Accept"] * 2,
        "Ledger",
    ]
    codes = [p.code for p in racks.program.file.rows(Project)]
    assert len(set(codes)) == 3 and twin in racks.program.plan.state.outline.row
    assert len(racks.program.file.rows(Link)) == 4


def test_tasks_and_whole_projects_are_not_copied_together(racks):
    with pytest.raises(EditError, match="select one kind"):
        take(racks.program, [racks.ids["Ledger"], racks.ids["Order"]])


def test_what_is_pasted_need_not_be_there_any_more(racks):
    clip = take(racks.program, [racks.ids["Accept"]])
    outline.remove(racks.program, [racks.ids["Accept"]])
    copies.put(racks.program, sent(clip), parent=racks.ids["Ledger"])
    assert racks.outline()[-1] == "  Accept"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data["rows"].pop("link"),
        lambda data: data["tops"].clear(),
        lambda data: data["tops"].append("elsewhere"),
        lambda data: data["rows"]["task"][0].update(id=None),
        lambda data: data["rows"]["link"][0].update(successor_id="elsewhere"),
        lambda data: data["rows"]["task"][1].update(name=[]),
        lambda data: data["rows"]["task"].pop(0),
        lambda data: data.update(resources=[]),
    ],
)
def test_a_clip_that_was_tampered_with_is_refused(racks, spoil):
    data = json.loads(take(racks.program, [racks.ids["Racks"]]).to_json())
    spoil(data)
    with pytest.raises(EditError, match="can't be understood"):
        Clip.from_json(json.dumps(data))


@given(
    st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x))
)
def test_nonsense_on_the_clipboard_is_refused(value):
    with pytest.raises(EditError, match="can't be understood"):
        Clip.from_json(json.dumps(value))


def test_values_that_no_field_takes_are_refused_whole(racks, other):
    project = outline.insert_project(other, "Sites")
    data = json.loads(take(racks.program, [racks.ids["Racks"]]).to_json())
    data["rows"]["task"][-1]["duration"] = -5
    with pytest.raises(EditError, match="Duration"):
        copies.put(other, Clip.from_json(json.dumps(data)), parent=project)
    assert not other.file.rows(Task) and not other.file.rows(Resource)
