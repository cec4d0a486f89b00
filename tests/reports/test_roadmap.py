"""The plan on a page: whatever the program, one page whose texts neither cover each other nor leave it."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from itertools import combinations

import pytest
from pypdf import PdfReader

from tpm_desktop.exchange.importing import import_file
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import find_pack, write_pack
from tpm_desktop.reports.roadmap_drawing import RoadmapDrawing
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
