"""Pages made of parts: they say what they must on every sheet, hold any text, and break well."""

from __future__ import annotations

from io import BytesIO
from unicodedata import category

import pytest
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Spacer

from tpm_desktop.reports.cards import DecisionCard, Scored, decision_cards, scored_list
from tpm_desktop.reports.headings import Chapter, numbered
from tpm_desktop.reports.pages import Imprint, build, turned
from tpm_desktop.reports.parts import (
    KeyFigure,
    Section,
    bullets,
    headline_text,
    key_figures,
    note,
    nothing,
    paragraph,
    subheading,
    title_block,
)
from tpm_desktop.reports.side_by_side import SideBySide
from tpm_desktop.reports.tables import (
    Align,
    Cell,
    Rank,
    StatusRow,
    TableColumn,
    TableRow,
    data_table,
    status_table,
)
from tpm_desktop.reports.text import printable
from tpm_desktop.reports.theme import SEMIBOLD, Paper, ink, register_fonts

HOSTILE = [
    "<b>bold & <broken",
    "</para><para>",
    "&lt;already&gt; &amp;",
    "control \x00\x07\x1b characters",
    "العربية עברית 中文 日本語",
    "W" * 400,
    "word " * 2000,
    "line\nline\n\n\nline",
    "",
    "🚀\ufeff\u200d\u202e",
]


def texts(reader: PdfReader) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def fonts(reader: PdfReader) -> dict[str, bool]:
    """Every font of the document by name, and whether its outlines are in the file."""
    found = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].get_object().values():
            font = font.get_object()
            font = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            descriptor = font.get("/FontDescriptor")
            found[str(font["/BaseFont"])] = descriptor is not None and "/FontFile2" in descriptor.get_object()
    return found


def everything(text: str, paper: Paper) -> list:
    """Every part there is, with a text in every place that takes one."""
    wide = paper.content
    columns = [TableColumn(text), TableColumn(text, weight=2), TableColumn(text, Align.RIGHT)]
    rows = [TableRow([text, Cell(text, "red"), text], rank, ink().project_hue(0), 1) for rank in Rank]
    return [
        *title_block(text, text, text),
        key_figures([KeyFigure(text, text, text, "red"), KeyFigure(text, text)], wide),
        Section(text, text),
        *decision_cards([DecisionCard(text, text, [text, text], text)], wide),
        status_table([text], [text], [StatusRow(text, ["R"], [text], ink().project_hue(1))], wide, text),
        data_table(columns, rows, wide),
        SideBySide(
            paper,
            (6, [Section(text), paragraph(text)]),
            (6, scored_list([Scored(text, text, text)], paper.span(6))),
        ),
        subheading(text),
        *bullets([text, text]),
        headline_text(text),
        note(text),
        nothing(text),
    ]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("paper", [Paper(), Paper("Letter", landscape=True)], ids=["a4", "letter"])
def test_any_text_comes_onto_paper(write, text, paper):
    reader = write(everything(text, paper), paper)
    assert all(fonts(reader).values())


def test_markup_of_people_is_shown_and_not_obeyed(write):
    (page,) = texts(write([paragraph("Cost < 5 & <b>not bold</b>")]))
    assert "Cost < 5 & <b>not bold</b>" in page


def test_headings_are_copied_as_they_were_written(write):
    register_fonts()
    glyphs = pdfmetrics.getFont(SEMIBOLD).face.charToGlyph
    every = map(chr, sorted(glyphs))
    shown = [one for one in every if printable(one) == one and category(one)[0] in "LNPS"]
    assert {"’", "ʼ", "”", "ˮ", "Δ", "∆"} <= set(shown)
    titles = ["".join(shown[at : at + 40]) for at in range(0, len(shown), 40)]
    titles += ["Issue ‘Status report’", "It’s “the AV To. WA’s”"]
    text = "".join(page.extract_text() for page in write([Section(title) for title in titles]).pages)
    assert [title for title in titles if "".join(title.split()) not in "".join(text.split())] == []


def test_every_page_says_what_it_is_of(write):
    pages = texts(
        write([paragraph("one"), *turned(True), paragraph("two"), *turned(False), paragraph("three")])
    )
    assert len(pages) == 3
    for number, page in enumerate(pages, 1):
        assert f"{number} of 3" in page
        assert "Internal" in page
        assert "record 8f3c21ab in Branch network renewal.tpm" in page
        assert "12 June 2026" in page
        assert "version 41" in page
    assert "STEERING COMMITTEE · 24 JUNE 2026" in pages[0]
    assert all("Branch network renewal · Steering pack" in page for page in pages[1:])


def test_all_that_is_written_is_in_embedded_fonts(write):
    reader = write(everything("Install racks 1–12, 16 → 9 Oct", Paper()))
    assert fonts(reader)
    assert all(fonts(reader).values()), fonts(reader)
    assert all("Inter" in name for name in fonts(reader))


@pytest.mark.parametrize(
    ("paper", "size"),
    [
        (Paper(), (595, 842)),
        (Paper("A4", landscape=True), (842, 595)),
        (Paper("Letter"), (612, 792)),
        (Paper("Letter", landscape=True), (792, 612)),
    ],
)
def test_sheets_have_the_size_asked_for(write, paper, size):
    reader = write([paragraph("one"), *turned(not paper.landscape), paragraph("two")], paper)
    first, second = (tuple(map(round, map(float, page.mediabox[2:]))) for page in reader.pages)
    assert (first, second) == (size, size[::-1])


def test_the_twelve_columns_fill_the_width():
    paper = Paper()
    assert paper.span(12) == pytest.approx(paper.content)
    gutter = paper.span(2) - 2 * paper.span(1)
    assert paper.span(6) * 2 + gutter == pytest.approx(paper.content)


def test_the_document_says_what_it_is(write):
    story = [Section("Where it begins"), Section("Where the program stands")]
    reader = write(numbered(story, 400, count=True))
    assert reader.metadata.title == "Branch network renewal: Steering pack"
    assert reader.metadata.subject == "Steering committee · 24 June 2026"
    titles = [" ".join(entry.title.split()) for entry in reader.outline]
    assert titles == ["1 Where it begins", "2 Where the program stands"]


def test_a_long_table_repeats_its_header_and_loses_no_row(write):
    columns = [TableColumn("Code"), TableColumn("Action", weight=1), TableColumn("Due", Align.RIGHT)]
    rows = [TableRow([f"A-{n}", "Confirm the delivery date", "3 Jul"]) for n in range(200)]
    pages = texts(write([Section("Open actions"), data_table(columns, rows, Paper().content)]))
    assert len(pages) > 2
    assert all("Code Action Due" in page for page in pages)
    words = " ".join(pages).split()
    assert [word for word in words if word.startswith("A-")] == [f"A-{n}" for n in range(200)]


def test_a_note_longer_than_a_page_goes_on_over(write):
    table = data_table(
        [TableColumn("Code"), TableColumn("Notes")], [TableRow(["A-1", "endless\n" * 180])], Paper().content
    )
    pages = texts(write([table]))
    assert len(pages) > 1
    assert sum(page.count("endless") for page in pages) == 180


def test_the_total_is_not_alone_on_a_page(write):
    """However the rows fall, the total stands below at least one of them."""
    columns = [TableColumn("Account"), TableColumn("Planned", Align.RIGHT)]
    for count in range(38, 52):
        rows = [TableRow([f"Account {n}", "1"]) for n in range(count)]
        rows.append(TableRow(["Total", "99"], Rank.TOTAL))
        *_, last = texts(write([data_table(columns, rows, Paper().content)]))
        assert "Account 1" not in last or "Total" in last
        assert f"Account {count - 1}" in last


def test_a_section_stands_on_the_page_where_its_content_begins(write):
    rows = [TableRow([f"A-{n}"]) for n in range(60)]
    for room in range(560, 700, 10):
        story = [
            Spacer(0, room),
            Section("Open actions"),
            data_table([TableColumn("Code")], rows, Paper().content),
        ]
        for page in texts(write(story)):
            assert ("Open actions" in page) == ("A-0 " in page)


def test_a_long_table_begins_where_the_page_has_room(write):
    rows = [TableRow([f"A-{n}"]) for n in range(60)]
    first, *_ = texts(
        write([Spacer(0, 300), Section("Actions"), data_table([TableColumn("Code")], rows, Paper().content)])
    )
    assert "A-0 " in first


def test_columns_too_tall_for_a_page_stand_below_each_other(write):
    paper = Paper()
    tall = [paragraph(f"Line {n}") for n in range(90)]
    pages = texts(write([SideBySide(paper, (6, tall), (6, [paragraph("Beside")]))]))
    assert len(pages) >= 2
    assert "Line 89" in pages[-1]
    assert "Beside" in pages[-1]


@pytest.mark.parametrize("strong", [False, True])
def test_a_figure_is_never_broken_where_there_is_room(strong):
    columns = [TableColumn("Task", weight=1), TableColumn("Finish", Align.RIGHT)]
    days = [f"{day} {month} 2027" for day in range(1, 32) for month in ("Feb", "Mar", "Jul", "Nov")]
    for day in days:
        table = data_table(columns, [TableRow(["Build", Cell(day, strong=strong)])], Paper().content)
        _, one_line = data_table(columns, [TableRow(["Build", "1"])], Paper().content).wrap(500, 500)
        assert table.wrap(500, 500)[1] == one_line, day


def test_headings_keep_their_unit_in_one_piece(write):
    table = data_table(
        [
            TableColumn("Component project", weight=1),
            TableColumn("Estimate at completion, USD k", Align.RIGHT),
        ],
        [TableRow(["Data centre", "1,904"])],
        Paper().content,
    )
    (page,) = texts(write([table]))
    assert "USD k" in page.replace("\xa0", " ")


@pytest.mark.parametrize("count", [2, 8, 16, 30])
def test_tables_never_leave_the_page(count):
    columns = [
        TableColumn("A text that asks for room", weight=1),
        *(TableColumn("Planned", Align.RIGHT) for _ in range(count)),
    ]
    rows = [TableRow(["Network cabinets and cabling " * 3, *["123,456,789.00"] * count])]
    table = data_table(columns, rows, Paper().content)
    assert sum(table._colWidths) <= Paper().content + 0.01
    table.wrap(Paper().content, 1000)


def test_nothing_is_written_of_a_pack_that_was_stopped(imprint: Imprint):
    def stop(page: int) -> None:
        raise InterruptedError

    made = BytesIO()
    with pytest.raises(InterruptedError):
        build(made, imprint, [paragraph("x")], progress=stop)
    assert made.getvalue() == b""


def test_progress_counts_the_pages(imprint: Imprint):
    seen: list[int] = []
    build(BytesIO(), imprint, [paragraph("x"), *turned(False), paragraph("y")], progress=seen.append)
    assert seen == [1, 2]


def test_no_row_stands_alone_on_the_last_page(write):
    columns = [TableColumn("Risk", weight=1)]
    for count in range(40, 60):
        table = data_table(columns, [TableRow([f"Row {n}"]) for n in range(count)], Paper().content)
        *_, last = texts(write([table]))
        assert last.count("Row ") > 1


@pytest.mark.parametrize("last", [["short"], []], ids=["a short row last", "a tall row last"])
def test_a_table_with_rows_taller_than_a_page_ends(imprint, last):
    paper, tall = Paper(landscape=True), "W" * 1000
    ranks = [("two lines of text here", Rank.GROUP), *((text, Rank.NORMAL) for text in (tall, *last))]
    rows = [
        TableRow(["1", text], rank) for text, rank in [("short", Rank.NORMAL), ("short", Rank.NORMAL), *ranks]
    ]

    def stop(page: int) -> None:
        assert page < 30, "an empty piece of a row is cut off for ever"

    story = [data_table([TableColumn("No."), TableColumn("Task", weight=1)], rows, paper.content / 6)]
    build(BytesIO(), imprint, story, paper, progress=stop)


def test_headings_count_without_gap_and_anew_below_each_chapter():
    story = [Chapter("G-1"), Section("Ready"), Section("Verdict"), Chapter("G-2"), Section("Verdict")]
    numbered(story, Paper().content, count=True)
    assert [heading.number for heading in story] == ["1", "1.1", "1.2", "2", "2.1"]
    numbered(plain := [Section("Ready"), Section("Verdict")], Paper().content, count=False)
    assert [heading.number for heading in plain] == ["", ""]
