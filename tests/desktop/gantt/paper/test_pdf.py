"""The sample's plan as PDF: every row is there, nothing is cut, all of it is type and lines."""

from __future__ import annotations

from collections import Counter

import pypdfium2
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QRectF

from tests.desktop.gantt.paper.conftest import lines
from tpm_desktop.desktop.gantt.columns import COLUMNS, INDEX
from tpm_desktop.desktop.gantt.links import routes

POINTS_A_MM = 72 / 25.4


def chars_outside(path, margin):
    """Characters that lie beyond the margins, in points."""
    found = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            wide, tall = page.get_size()
            text = page.get_textpage()
            for n in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(n)
                if (
                    left < margin - 1
                    or right > wide - margin + 1
                    or bottom < margin - 1
                    or top > tall - margin + 1
                ):
                    found.append(text.get_text_bounded(left, bottom, right, top))
    return found


def test_every_row_is_printed_once_with_what_the_table_shows(sample_view, printing, tmp_path):
    """And column heads, time scale, legend, footer and number are on every page."""
    sample_view.actions_of_view.toggles["show-labels"].setChecked(False)
    sample = printing(sample_view)
    assert sample.save(tmp_path / "plan.pdf") == ""
    pages = lines(tmp_path / "plan.pdf")
    cells, rows = sample_view.panes.chart.cells, range(len(sample_view.panes.model.state.outline))
    keys = ("number", "name", "duration", "start", "finish", "slack")
    table = [text for page in pages for text in page[page.index("1") if page is pages[0] else 0 :]]
    at = 0
    for row in rows:  # in the order of the table
        wanted = [cells.text(row, key) for key in keys]
        while table[at : at + len(keys)] != wanted:
            at += 1
            assert at < len(table), wanted
        at += len(keys)
    printed = Counter(text for page in pages for text in page)
    names = Counter(sample_view.panes.model.state.names)
    assert {name: printed[name] for name in names} == names
    assert len(pages) == sample.page_count > 3
    heads = {"Core Systems Renewal", "Name", "Duration", "Finish", "2027", "Critical", "Milestone"}
    for number, page in enumerate(pages, 1):
        assert heads <= {*page}
        assert f"Page {number} of {len(pages)}" in page
        assert any("status date 30 Oct 2026" in text for text in page)


def test_a_page_says_what_its_first_row_lies_in(sample, sample_view, tmp_path):
    assert sample.save(tmp_path / "plan.pdf") == ""
    first, second, *_ = lines(tmp_path / "plan.pdf")
    assert not any(text.startswith("In ") for text in first if "›" in text)
    outline, names = sample_view.panes.model.state.outline, sample_view.panes.model.state.names
    row, above = sample.dialog.pages.layout.page(1).first, []
    while (row := int(outline.parent[row])) >= 0:
        above.insert(0, names[row])
    assert f"In {' › '.join(above)}" in second


def test_links_that_only_pass_a_page_are_left_to_other_pages(sample, sample_view):
    pages, shown = sample.dialog.pages, sample_view.panes.chart.shown
    ends = sample_view.panes.model.state.inputs.links
    seen = set()
    for page in pages.layout.pages():
        height = pages.about.rows.height * (page.last - page.first + 1)
        frame = pages.frame(page, QRectF(0, 0, page.width, height), page.first * pages.about.rows.height)
        for route in routes(frame):
            at = [int(shown.line[end[route.link]]) for end in (ends.predecessor, ends.successor)]
            assert any(page.first <= line <= page.last for line in at)
            seen.add(route.link)
    assert len(seen) == len(ends.predecessor)


def test_the_last_page_is_as_full_as_the_others(sample):
    layout = sample.dialog.pages.layout
    filled = [page.last - page.first + 1 for page in layout.pages()]
    assert sum(filled) == layout.rows
    assert max(filled) - min(filled) <= len(filled)


def test_it_is_type_and_lines_without_a_picture(sample, tmp_path):
    sample.save(tmp_path / "plan.pdf")
    reader = PdfReader(tmp_path / "plan.pdf")
    for page in reader.pages:
        assert not page["/Resources"].get("/XObject")
        assert not page["/Resources"].get("/Pattern")
        for font in page["/Resources"]["/Font"].values():
            (kind,) = font.get_object()["/DescendantFonts"]
            assert "/FontFile2" in kind.get_object()["/FontDescriptor"].get_object()
    assert reader.metadata.title == "Core Systems Renewal"


@pytest.mark.parametrize("wide", [1, 3])
def test_nothing_is_said_beyond_the_margins(sample, tmp_path, wide):
    sample.type_number("wide", wide)
    sample.save(tmp_path / "plan.pdf")
    assert chars_outside(tmp_path / "plan.pdf", 12 * POINTS_A_MM) == []


@pytest.mark.parametrize(
    ("size", "points"),
    [("A4", (595, 842)), ("A3", (842, 1191)), ("Letter", (612, 792)), ("Tabloid", (792, 1224))],
)
def test_each_paper_has_its_size_either_way(small, tmp_path, size, points):
    for landscape in (True, False):
        small.choose("size", size)
        small.choose("turned", landscape)
        small.save(tmp_path / "plan.pdf")
        box = PdfReader(tmp_path / "plan.pdf").pages[0].mediabox
        assert (round(box.width), round(box.height)) == (points[::-1] if landscape else points)


def test_pages_to_the_right_begin_with_the_names_or_without(small, tmp_path):
    small.type_number("wide", 2)
    small.save(tmp_path / "plan.pdf")
    left, right = lines(tmp_path / "plan.pdf", 0, 1)
    assert "Install" in left and "Install" in right
    assert "Duration" in left and "Duration" not in right
    assert any(text.startswith("2 of 2 across, 1 of ") for text in right)
    small.dialog.form.checks["names"].click()
    small.dialog.lay_out()
    small.save(tmp_path / "plan.pdf")
    assert "Install" not in lines(tmp_path / "plan.pdf", 1)[0]


def test_a_height_is_kept_to_and_small_type_is_told(sample, tmp_path):
    sample.type_number("high", 2)
    assert sample.page_count == 2
    assert "too small to read" in sample.about
    sample.choose("size", "A3")
    sample.type_number("high", 6)
    assert sample.page_count <= 6
    assert "too small" not in sample.about


def test_a_scale_takes_the_pages_that_it_takes(sample):
    sample.dialog.form.by_scale.click()
    sample.type_number("scale", 60)
    small = sample.dialog.pages.layout
    sample.type_number("scale", 80)
    assert sample.dialog.pages.layout.zoom == pytest.approx(0.8)
    assert sample.page_count > len(small)
    assert sample.dialog.pages.layout.scale.minutes == sample.dialog.pages.about.window.minutes


def test_columns_are_those_of_the_table_in_its_order(view, printing, tmp_path):
    header = view.panes.tree.header()
    view.panes.tree.setColumnHidden(INDEX["cost"], False)
    view.panes.tree.setColumnHidden(INDEX["slack"], True)
    header.moveSection(header.visualIndex(INDEX["finish"]), header.visualIndex(INDEX["duration"]))
    printing(view).save(tmp_path / "plan.pdf")
    (page,) = lines(tmp_path / "plan.pdf", 0)
    headings = {column.heading for column in COLUMNS if column.shown} | {"Cost"}
    heads = [text for text in page if text in headings]
    assert heads == ["#", "Name", "Finish", "Duration", "Start", "Cost"]
    assert "Build" in page
