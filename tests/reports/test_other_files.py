"""A pack as a workbook of its tables, a web page or its drawings: what its pages say, and nothing else."""

from __future__ import annotations

import importlib
import pkgutil
import re
import struct
from datetime import datetime
from html.parser import HTMLParser
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from PIL import Image
from pypdfium2 import PdfDocument

import tpm_desktop.reports
from tpm_desktop.formats import Formats
from tpm_desktop.gestures import outline
from tpm_desktop.gestures.records import add_row
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import CATALOGUE, ReportProblem, find_pack, write_pack
from tpm_desktop.reports.charts import Period, PeriodBars
from tpm_desktop.reports.drawing import Drawing
from tpm_desktop.reports.pictures import Caption, picture
from tpm_desktop.reports.table_sheets import LONGEST_NAME
from tpm_desktop.reports.theme import Paper, register_fonts

HOSTILE = "=cmd|'/c calc'!A1 <script>alert(1)</script> \x07 & “q”"
PICTURE = b"\x89PNG\r\n"
HIGHEST = 0x10000


@pytest.fixture(scope="module")
def program(sample_file):
    with OpenProgram.open(sample_file, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def written(program, tmp_path_factory):
    """The steering-committee pack as each of the four files."""
    folder, formats = tmp_path_factory.mktemp("packs"), Formats.of(program.file.program, "en_GB")
    files = {ending: folder / f"steering.{ending}" for ending in ("pdf", "xlsx", "html", "zip")}
    for path in files.values():
        write_pack(find_pack("steering"), program, path, formats=formats)
    return files


def words(text: str) -> str:
    """Without what differs between a page and a screen: breaks of lines and between words."""
    return re.sub(r"\s+|\ufffe|\u00ad", "", text)


@pytest.fixture(scope="module")
def paper(written) -> str:
    """All that stands on the pages."""
    pages = PdfDocument(written["pdf"].read_bytes())
    return words("".join(page.get_textpage().get_text_range() for page in pages))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.tags and self.tags[-1][0] != "style":
            self.texts.append(data)


def read(path) -> _Text:
    found = _Text()
    found.feed(path.read_text(encoding="utf-8"))
    return found


def test_every_figure_of_the_workbook_stands_on_the_pages(written, paper, program):
    formats = Formats.of(program.file.program, "en_GB")
    book = load_workbook(written["xlsx"])
    numbers, days = 0, 0
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows(min_row=5):
            for cell in row:
                if isinstance(cell.value, datetime):
                    days += 1
                    shown = {formats.date(cell.value), formats.date(cell.value, year=True)}
                    assert any(words(one) in paper for one in shown), (sheet.title, cell.coordinate)
                elif isinstance(cell.value, int | float):
                    numbers += 1
                    digits = cell.number_format.split(";")[0].partition(".")[2].count("0")
                    value = cell.value * (100 if "%" in cell.number_format else 1)
                    assert words(formats.decimal(value, digits)) in paper, (sheet.title, cell.coordinate)
    assert numbers > 50
    assert days > 20


def test_the_workbook_lists_its_sheets_and_leads_to_them(written):
    book = load_workbook(written["xlsx"])
    contents = book["Contents"]
    links = [cell.hyperlink.location for row in contents.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'{}'!A1".format(name.replace("'", "''")) for name in book.sheetnames[1:]]
    assert contents["A1"].value == "Core Systems Renewal"
    assert any("Figures as of record" in str(cell.value) for cell in contents["A"])


def test_a_sheet_by_itself_says_where_it_stands_and_as_of_when(program, written, tmp_path):
    for key in ("commitments", "gate"):
        write_pack(find_pack(key), program, tmp_path / f"{key}.xlsx")
    gives = load_workbook(tmp_path / "commitments.xlsx")["P-1 Gives"]
    assert gives["A1"].value == "P-1 Data Centre Renewal · Gives"
    criteria = load_workbook(tmp_path / "gate.xlsx")["G-8 Criteria 1 of 3 met"]
    assert criteria["A1"].value == "G-8 Pilot accepted: begin the waves · 1.1 Criteria: 1 of 3 met"
    for path in (tmp_path / "commitments.xlsx", tmp_path / "gate.xlsx", written["xlsx"]):
        book = load_workbook(path)
        names = [name.casefold() for name in book.sheetnames]
        assert len(set(names)) == len(names)
        assert max(map(len, names)) <= LONGEST_NAME
        sheets = book.worksheets[1:]
        assert len({sheet["A1"].value for sheet in sheets}) == len(sheets)
        for sheet in sheets:
            assert sheet["A3"].value.startswith("Core Systems Renewal · status date ")
            assert program.file.journal.head().startswith(
                sheet["A3"].value.rpartition("record ")[2].split()[0]
            )
            assert sheet["A3"].hyperlink.location == "'Contents'!A1"


def test_sums_can_be_computed_from_the_workbook(written):
    """The program's outlook is that of its projects, as numbers."""
    book = load_workbook(written["xlsx"])
    sheet = next(one for one in book if "Where the program stands" in str(one["A1"].value))
    head = [cell.value for cell in sheet[4]]
    column = head.index("Outlook, EUR thousand")
    rows = [row for row in sheet.iter_rows(min_row=5, values_only=True) if row[column] is not None]
    *parts, total = (row[column] for row in rows)
    assert sum(parts) == total


def test_the_web_page_says_what_the_pages_say(written, paper):
    page = read(written["html"])
    said = paper.casefold()  # heads are printed in capitals
    for text in page.texts:
        for word in text.split():
            assert words(word).casefold() in said, text


def test_the_web_page_asks_for_nothing_from_anywhere(written):
    page = read(written["html"])
    assert not {tag for tag, _ in page.tags} & {"script", "link", "iframe", "object", "form"}
    for tag, about in page.tags:
        assert tag != "img" or str(about["src"]).startswith("data:image/png;base64,")
        assert tag != "img" or about["alt"]
        assert not [name for name in about if name.startswith("on")]
        assert not str(about.get("href", "#")).removeprefix("#").count(":")
    assert "http" not in "".join(re.findall(r"(?:href|src|url)[=(][^d][^>]*", written["html"].read_text()))


def test_links_of_the_web_page_lead_to_its_headings(program, tmp_path):
    write_pack(find_pack("plan"), program, tmp_path / "plan.html")
    page = read(tmp_path / "plan.html")
    keys = {about["id"] for _, about in page.tags if "id" in about}
    links = [str(about["href"])[1:] for tag, about in page.tags if tag == "a"]
    assert not set(links) - keys


def test_the_drawings_are_pictures_named_by_what_they_show(written):
    with ZipFile(written["zip"]) as folder:
        assert "01 23 of 32 milestones moved later, 14 of them since the last… – milestone trend.png" in (
            folder.namelist()
        )
        for name in folder.namelist():
            content = folder.read(name)
            assert content.startswith(PICTURE)
            wide, tall = struct.unpack(">II", content[16:24])
            assert 400 < wide < HIGHEST
            assert 100 < tall < HIGHEST


def test_a_picture_by_itself_says_whose_it_is_and_as_of_when(program, tmp_path):
    write_pack(find_pack("projects"), program, tmp_path / "projects.zip")
    with ZipFile(tmp_path / "projects.zip") as folder:
        assert folder.namelist()[0] == "01 P-1 Data Centre Renewal – plan over time.png"
        for name in folder.namelist():
            said = Image.open(BytesIO(folder.read(name))).text
            assert said["Title"].endswith("· Plan over time")
            assert said["Title"].split(" ", 1)[1].split(" · ")[0] in name
            assert said["Description"].startswith("Core Systems Renewal · status date ")


def test_the_caption_stands_around_the_drawing():
    register_fonts()
    drawing = PeriodBars([Period("FY26", [5, 4, 3])], Formats("en_GB"))
    made = (picture(drawing, Paper(), one) for one in (None, Caption("Above", "Below")))
    bare, told = (Image.open(BytesIO(one)).convert("L") for one in made)
    assert told.height > bare.height + 80
    for strip in (told.crop((0, 0, told.width, 50)), told.crop((0, told.height - 50, *told.size))):
        assert strip.getextrema()[0] < 128


@pytest.mark.parametrize("ending", ["xlsx", "html", "zip"])
def test_the_same_program_makes_the_same_file(program, written, tmp_path, ending):
    again = tmp_path / f"again.{ending}"
    write_pack(find_pack("steering"), program, again, formats=Formats.of(program.file.program, "en_GB"))
    assert again.read_bytes() == written[ending].read_bytes()


@pytest.mark.parametrize(
    ("key", "ending", "said"),
    [("roadmap", "xlsx", "this pack has no tables"), ("agenda", "zip", "this pack has no drawings")],
)
def test_a_pack_without_any_says_what_to_do_and_writes_nothing(program, tmp_path, key, ending, said):
    target = tmp_path / f"pack.{ending}"
    target.write_text("older")
    with pytest.raises(ReportProblem, match=said):
        write_pack(find_pack(key), program, target)
    assert target.read_text() == "older"


def test_matrices_and_loads_are_tables_too(program, tmp_path):
    for key in ("raci", "staffing", "matrix"):
        write_pack(find_pack(key), program, tmp_path / f"{key}.xlsx")
    raci = load_workbook(tmp_path / "raci.xlsx").worksheets[1]
    assert raci["A1"].value.endswith("Responsibility matrix")
    letters = {cell for row in raci.iter_rows(min_row=5, min_col=2, values_only=True) for cell in row if cell}
    assert letters <= {"R", "A", "C", "I", "AR", "RA"}
    assert {"R", "A"} <= set("".join(letters))
    load = load_workbook(tmp_path / "staffing.xlsx")["1 People by week"]
    hours = [cell for row in load.iter_rows(min_row=5, min_col=2, values_only=True) for cell in row]
    assert any(isinstance(hour, int | float) or str(hour).endswith("h") for hour in hours)
    assert "Dependency matrix" in load_workbook(tmp_path / "matrix.xlsx").sheetnames


def test_names_from_strangers_do_nothing(tmp_path):
    with OpenProgram.create(tmp_path / "hostile.tpm", name=HOSTILE) as program:
        project = outline.insert_project(program, HOSTILE)
        outline.insert_task(program, parent=project, name=HOSTILE, duration=0)
        add_row(program, "risk", {"title": HOSTILE, "probability": 5, "impact": 4, "project_id": project})
        for ending in ("xlsx", "html", "zip"):
            write_pack(find_pack("status"), program, tmp_path / f"status.{ending}")
    book = load_workbook(tmp_path / "status.xlsx")
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert all(cell.data_type in "snd" for cell in found)
    assert [cell for cell in found if str(cell.value).startswith("=cmd")]
    page = read(tmp_path / "status.html")
    assert not [tag for tag, _ in page.tags if tag == "script"]
    assert any("<script>" in text for text in page.texts)


def test_an_empty_program_has_them_all_or_says_why(tmp_path):
    with OpenProgram.create(tmp_path / "empty.tpm", name="Nothing yet") as program:
        for pack in (one for one in CATALOGUE if not one.compares):
            for ending in ("xlsx", "html", "zip"):
                target = tmp_path / f"{pack.key}.{ending}"
                said = _refused(pack, program, target)
                assert said is None or ("has no" in said and ending != "html"), pack.key
                assert target.exists() is (said is None)


def _refused(pack, program, target):
    """Why it can't be written, None where it was."""
    try:
        write_pack(pack, program, target)
    except ReportProblem as problem:
        return str(problem)
    return None


def test_every_drawing_says_what_it_shows():
    for module in pkgutil.iter_modules(tpm_desktop.reports.__path__):
        importlib.import_module(f"tpm_desktop.reports.{module.name}")
    found = _below(Drawing)
    assert len(found) > 15
    for one in found:
        assert one.shows[:1].isupper()


def _below(kind: type[Drawing]) -> list[type[Drawing]]:
    """The drawings that can be drawn, not what they have in common."""
    below = [one for direct in kind.__subclasses__() for one in _below(direct)]
    return below or [kind]


def test_what_follows_a_stop_is_not_written(program, tmp_path):
    class StoppedError(Exception):
        pass

    def stop(_: int) -> None:
        raise StoppedError

    for ending in ("xlsx", "html", "zip"):
        with pytest.raises(StoppedError):
            write_pack(find_pack("status"), program, tmp_path / f"stopped.{ending}", progress=stop)
    assert not list(tmp_path.iterdir())


def test_a_pack_needs_a_buffer_or_a_known_ending(program, tmp_path):
    made = BytesIO()
    assert write_pack(find_pack("agenda"), program, made) > 0
    assert made.getvalue().startswith(b"%PDF")
    with pytest.raises(ReportProblem, match=r"does not end in \.pdf"):
        write_pack(find_pack("agenda"), program, tmp_path / "agenda.docx")
