"""What stands on the pages of a pack: no text runs over another one, none leaves the margins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pytest
from pypdfium2 import PdfDocument, PdfPage, raw

from tpm_desktop.formats import Formats
from tpm_desktop.gestures import outline
from tpm_desktop.gestures.records import add_row
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import find_pack, write_pack
from tpm_desktop.reports.theme import Paper
from tpm_desktop.reports.time_cost_chart import TimeCostChart

HAIR = 1.0  # points
INTO = 12.0, 20.0  # points that head and foot reach into the margins
Box = tuple[float, float, float, float]


def pages(key: str, program: OpenProgram) -> PdfDocument:
    made = BytesIO()
    write_pack(find_pack(key), program, made, formats=Formats.of(program.file.program, "en_GB"))
    return PdfDocument(made.getvalue())


def boxes(page: PdfPage) -> list[Box]:
    """Left, bottom, right and top of the ink of each text run, from left to right."""
    texts = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
    found = (text.get_bounds() for text in texts)
    return sorted(box for box in found if box[2] > box[0] and box[3] > box[1])


def overlapping(found: list[Box]) -> Iterator[tuple[Box, Box]]:
    for n, one in enumerate(found):
        for other in found[n + 1 :]:
            if other[0] > one[2] - HAIR:
                break
            if (
                min(one[3], other[3]) - max(one[1], other[1]) > HAIR
                and min(one[2], other[2]) - other[0] > HAIR
            ):
                yield one, other


def told(page: PdfPage, *found: Box) -> list[str]:
    text = page.get_textpage()
    return [text.get_text_bounded(*box) for box in found]


def check(document: PdfDocument) -> None:
    margin, (above, below) = Paper().margin, INTO
    measured = 0
    for number, page in enumerate(document, 1):
        wide, tall = page.get_size()
        found = boxes(page)
        measured += len(found)
        for box in found:
            across = box[0] >= margin - HAIR and box[2] <= wide - margin + HAIR
            upright = box[1] >= margin - below and box[3] <= tall - margin + above
            assert across and upright, f"page {number}: {told(page, box)} stands in the margin"
        over = [told(page, *both) for both in overlapping(found)]
        assert not over, f"page {number}: {over}"
    assert measured > 20


@pytest.fixture(scope="module")
def sample(sample_file):
    with OpenProgram.open(sample_file, read_only=True) as program:
        yield program


@pytest.mark.parametrize("key", ["status", "steering", "projects", "map"])
def test_no_text_of_the_sample_is_cut_or_runs_over_another(sample, key):
    check(pages(key, sample))


@pytest.mark.parametrize("size", [2, 6])
def test_the_measure_finds_texts_that_run_over_each_other(size):
    from reportlab.pdfgen.canvas import Canvas

    made = BytesIO()
    canvas = Canvas(made)
    canvas.drawString(100, 400, "one text")
    canvas.drawString(120, 400 + size, "another")
    canvas.save()
    (page,) = PdfDocument(made.getvalue())
    assert [sorted(told(page, *both)) for both in overlapping(boxes(page))]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Names as strangers write them, in every place of a plan that costs nothing."""
    names = [
        "<b>Bold & “q”</b>",
        "W" * 900,
        "word " * 180,
        "😀 emoji",
        "اختبار الشبكة",
        "\u202eabc def",
        "试验" * 60,
    ]
    path = tmp_path_factory.mktemp("hostile") / "hostile.tpm"
    with OpenProgram.create(path, name="x" * 900) as program:
        for number, name in enumerate(names):
            project = outline.insert_project(program, name)
            outline.insert_task(program, parent=project, name=name, duration=480 * (number + 5))
            outline.insert_task(program, parent=project, name=name, duration=0)
            add_row(program, "risk", {"title": name, "probability": 5, "impact": 4, "project_id": project})
            add_row(program, "issue", {"title": name, "severity": 4, "project_id": project})
            add_row(program, "action", {"title": name, "due": date(2026, 5, 1)})
            add_row(program, "decision", {"title": name, "state": "asked", "question": name})
        yield program


@pytest.mark.parametrize("key", ["status", "steering", "projects", "advice"])
def test_no_name_makes_texts_run_over_each_other(hostile, key):
    check(pages(key, hostile))


def test_names_on_a_map_of_60_projects_leave_room_for_their_lights(tmp_path):
    with OpenProgram.create(tmp_path / "many.tpm", name="Sixty") as program:
        for number in range(60):
            project = outline.insert_project(program, f"Component project {number} of a great many")
            add_row(program, "risk", {"title": "Late", "probability": 5, "impact": 4, "project_id": project})
        check(pages("map", program))


def test_amounts_beside_a_chart_are_written_once(hostile):
    from reportlab.pdfgen.canvas import Canvas

    made, formats = BytesIO(), Formats.of(hostile.file.program, "en_GB")
    steps = [SimpleNamespace(gained=480 * days, cost=days) for days in (1, 2)]
    chart = TimeCostChart(SimpleNamespace(steps=steps, day=480, cost_of_day=0, best=None), formats, 150)
    canvas = Canvas(made)
    chart.wrap(400, 400)
    chart.drawOn(canvas, 100, 400)
    canvas.save()
    (page,) = PdfDocument(made.getvalue())
    assert chart.tells
    assert not list(overlapping(boxes(page)))
    free = SimpleNamespace(steps=[SimpleNamespace(gained=480, cost=0)], day=480, cost_of_day=0, best=None)
    assert not TimeCostChart(free, formats, 150).tells
