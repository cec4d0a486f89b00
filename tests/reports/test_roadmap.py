"""The plan on a page: whatever the program, one page whose texts neither cover each other nor leave it."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from itertools import combinations, pairwise

import pytest
from pypdf import PdfReader

from tpm_desktop.exchange.importing import import_file
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import find_pack, write_pack
from tpm_desktop.reports.roadmap_drawing import RoadmapDrawing
from tpm_desktop.reports.roadmap_key import Sign
from tpm_desktop.reports.roadmap_lanes import roadmap_data
from tpm_desktop.reports.source import Source

ROOM = 739.0, 410.0  # points: what lies below the title on A4
DAY = 480
BEGUN = datetime(2026, 5, 4, 8)
HOSTILE = "<b>&amp; العربية 中文 </b>"


def drawing(program: OpenProgram) -> RoadmapDrawing:
    source = Source(program, Formats.of(program.file.program, "en_GB"))
    made = RoadmapDrawing(roadmap_data(source), source.formats, "Status date 12 Jun")
    assert made.wrap(*ROOM)[1] <= ROOM[1]
    return made


def pages(program: OpenProgram) -> list[str]:
    made = BytesIO()
    write_pack(find_pack("roadmap"), program, made, formats=Formats.of(program.file.program, "en_GB"))
    return [" ".join(page.extract_text().split()) for page in PdfReader(made).pages]


@pytest.fixture(scope="module")
def sample(sample_file):
    with OpenProgram.open(sample_file, read_only=True) as program:
        yield program


def add_project(edit, n: int) -> str:
    """A project of four phases, each with a gate at its end; returns its first phase."""
    name = f"Component project {n} of the renewal {HOSTILE * (40 if n == 7 else n % 2)}"
    top, phases = edit.add("project", name=name), []
    for phase in range(4):
        long = DAY * (10 + (7 * n + 11 * phase) % 60)
        phases.append(edit.add("task", project_id=top, name=f"Phase {phase} of days", duration=long))
        if phase:
            edit.add("link", predecessor_id=phases[-2], successor_id=phases[-1])
        gate = edit.add("task", project_id=top, name=f"Gate {phase} passed {HOSTILE}", duration=0)
        edit.add("link", predecessor_id=phases[-1], successor_id=gate)
    return phases[0]


@pytest.fixture(scope="module")
def sixty(tmp_path_factory):
    """Sixty projects that wait for each other here and there, some of which slipped after the baseline."""
    path = tmp_path_factory.mktemp("sixty") / "sixty.tpm"
    with OpenProgram.create(path, name="Sixty", start=BEGUN) as program:
        with program.file.transaction("Fill") as edit:
            firsts = [add_project(edit, n) for n in range(60)]
            for giver, taker in zip(firsts[::3], firsts[1::3], strict=True):
                edit.add("link", predecessor_id=giver, successor_id=taker)
        take_baseline(program, "Agreed", taken=BEGUN)
        with program.file.transaction("Slip") as edit:
            edit.set_all("task", [{"id": task, "duration": DAY * 80} for task in firsts[::4]])
        yield program


@pytest.fixture(scope="module")
def real(shared_data, tmp_path_factory):
    """The largest of the real plans."""
    path = tmp_path_factory.mktemp("real") / "real.tpm"
    import_file(shared_data / "dev/mspdi/residential-construction-mpp.xml", path)
    with OpenProgram.open(path, read_only=True) as program:
        yield program


@pytest.mark.parametrize("which", ["sample", "sixty", "real"])
def test_no_text_covers_another_or_leaves_the_drawing(request, which):
    made = drawing(request.getfixturevalue(which))
    texts = made.texts()
    assert len(texts) > 20
    for text in texts:
        box = text.box
        assert box.x >= 0 and box.x + box.width <= ROOM[0] + 0.01, text.said
        assert box.y >= 0 and box.y + box.height <= made.height + 0.01, text.said
    for one, other in combinations(texts, 2):
        assert not one.box.touches(other.box), (one.said, other.said)


@pytest.mark.parametrize("which", ["sample", "sixty", "real"])
def test_it_is_one_page_that_names_every_lane(request, which):
    program = request.getfixturevalue(which)
    (page,) = pages(program)
    assert "1 of 1" in page and "Page" not in page
    data = roadmap_data(Source(program))
    for lane in data.lanes:
        assert lane.name[:12] in page


def test_sixty_projects_all_have_a_lane_with_what_presses_beside_it(sixty):
    made = drawing(sixty)
    assert len(made.lanes.placed) == 60
    beside = [text for text in made.texts() if text.x > made.scale.width + 100 and "Gate" in text.said]
    assert len(beside) == 60
    slipped = [
        text for text in made.texts() if re.fullmatch(r"\+\d+ d(, overdue)?", text.said) and text.size < 6
    ]
    assert len(slipped) == 20  # fifteen of their own, five that wait for one of those
    assert all(text.token == "critical" for text in slipped)


def test_what_finds_no_room_is_counted_below(sixty, sample):
    page = pages(sixty)[0]
    made = drawing(sixty)
    shown = sum(len(lane.marks) for lane in made.lanes.placed)
    assert f"{240 - shown} of 240 milestones" in page
    assert f"{20 - len(made.routes)} of 20 links between lanes" in page
    assert "component projects" not in made.left_out()


def test_a_milestone_stands_beside_where_it_was_agreed_with_how_far_it_moved(sample):
    made = drawing(sample)
    moved = [mark for lane in made.lanes.placed for mark in lane.marks if mark.moved_from is not None]
    assert moved
    said = " ".join(text.said for text in made.texts())
    formats = made.formats
    for mark in moved:
        assert (mark.moved_from < mark.x) == (mark.of.late > 0)
        assert formats.duration(mark.of.late, sign=True, unit="d") in said


def test_the_key_explains_every_line_and_mark(sample, sixty):
    """Whatever is drawn solid or dashed, red or not, hollow or full; on a narrow sheet in more lines."""
    made = drawing(sample)
    said = {text.said for text in made.texts()}
    assert {route.of.slack <= 0 for route in made.routes} == {True, False}
    assert {sign.value for sign in Sign} - {Sign.PART.value} <= said
    assert (Sign.PART.value in said) == any(lane.has_gaps for lane in made.lanes.placed)
    made.wrap(300, 410)
    assert {text.said for text in made.key.texts(0)} == {sign.value for sign in made.key.signs} | {"+5 d"}
    low = {text.said for text in drawing(sixty).texts()}
    assert Sign.BASELINE.value not in low and Sign.MOVED.value not in low  # neither is drawn there


def test_red_is_what_is_critical_and_the_figure_of_what_is_late(sample):
    """As in tables; a milestone that is late without driving the finish isn't red itself."""
    made = drawing(sample)
    marks = [mark.of for lane in made.lanes.placed for mark in lane.marks]
    assert any(one.late and one.late > 0 and not one.critical for one in marks)
    red = {text.said for text in made.texts() if text.token == "critical"}
    formats = made.formats
    late = {formats.duration(one.late, sign=True, unit="d") for one in marks if (one.late or 0) > 0}
    assert red == late | {"+5 d"}  # that of the key


def test_what_is_overdue_or_misses_its_date_says_so(tmp_path):
    with OpenProgram.create(tmp_path / "late.tpm", name="Late", start=BEGUN) as program:
        with program.file.transaction("Fill") as edit:
            edit.set("program", program.file.program.id, status_date=datetime(2026, 6, 1, 17))
            top = edit.add("project", name="Move")
            edit.add("task", project_id=top, name="Keys handed over", duration=0)
            work = edit.add("task", project_id=top, name="Pack", duration=DAY * 60)
            gone = edit.add(
                "task", project_id=top, name="Gone", duration=0, deadline=datetime(2026, 6, 15, 17)
            )
            edit.add("link", predecessor_id=work, successor_id=gone)
        said = [text.said for text in drawing(program).texts()]
        assert "overdue" in said and "misses its date" in said


def test_names_are_whole_where_the_sheet_has_room(sample):
    made = drawing(sample)
    made.wrap(739.0, 560.0)
    assert made.left_out().count(",") <= 2
    assert not any(lane.cut for lane in made.lanes.placed)


def test_links_leave_and_reach_the_lanes_of_their_tasks(sample):
    made = drawing(sample)
    lanes = dict(zip(made.lanes.places, made.lanes.placed, strict=True))
    slacks = [route.of.slack for route in made.routes]
    assert slacks == sorted(slacks) and slacks
    for route in made.routes:
        ends = route.corners[0], route.corners[-1]
        for (_, y), end in zip(ends, (route.of.giver, route.of.receiver), strict=True):
            lane = lanes[end.lane]
            assert lane.top <= y <= lane.top + lane.height
        for (x1, y1), (x2, y2) in pairwise(route.corners):
            assert x1 == x2 or y1 == y2


@pytest.mark.parametrize("count", [0, 1, 14, 22, 300])
def test_a_flat_plan_has_a_lane_a_task_as_far_as_there_is_room(tmp_path, count):
    with OpenProgram.create(tmp_path / "flat.tpm", name="Flat", start=BEGUN) as program:
        with program.file.transaction("Fill") as edit:
            top = edit.add("project", name="All of it")
            for n in range(count):
                edit.add("task", project_id=top, name=f"Task {n}", duration=DAY * (n + 1))
                edit.add("task", project_id=top, name=f"Step {n} reached", duration=0)
        (page,) = pages(program)
        if not count:
            assert "There are no dates to draw yet" in page
            return
        made = drawing(program)
        texts = made.texts()
        for one, other in combinations(texts, 2):
            assert not one.box.touches(other.box), (one.said, other.said)
        shown = [text.said for text in texts if text.said.startswith("Task ")]
        assert f"Task {count - 1}" in shown  # the longest
        assert "Milestones" in page
        left = count + 1 - len(made.lanes.placed)
        assert (f" of {count + 1} parts" in page) == (left > 0)


def test_an_empty_program_says_so(tmp_path):
    with OpenProgram.create(tmp_path / "none.tpm", name="Nothing yet") as program:
        assert "There are no component projects yet" in pages(program)[0]


@pytest.mark.parametrize("room", [(493, 660), (700, 165), (300, 300)])
def test_it_keeps_to_any_sheet(sample, room):
    source = Source(sample)
    made = RoadmapDrawing(roadmap_data(source), source.formats, "Status date 12 Jun")
    assert made.wrap(*room)[1] <= room[1]
    assert all(text.box.x >= 0 and text.box.x + text.box.width <= room[0] for text in made.texts())
    assert not any(one.box.touches(other.box) for one, other in combinations(made.texts(), 2))
