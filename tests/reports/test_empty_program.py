"""Every pack of a program in which nothing stands yet: it says so in words, on as few pages as that takes."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdfium2 import PdfDocument

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.records import add_row
from tpm_desktop.plan import OpenProgram, due
from tpm_desktop.plan.compared import Compared
from tpm_desktop.reports import CATALOGUE, Subject, find_pack, write_pack
from tpm_desktop.reports.before_issue import doubts

FEW_WORDS = 12  # besides those of head and foot: fewer are no page


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The text of each page of each pack."""
    path = tmp_path_factory.mktemp("empty") / "empty.tpm"
    with OpenProgram.create(path, name="Nothing yet") as program:
        formats = Formats.of(program.file.program, "en_GB")
        begun = Compared.with_record(program, program.file.journal.records(1)[0].id, "the beginning")
        found = {}
        for pack in CATALOGUE:
            made = BytesIO()
            write_pack(pack, program, made, Subject(begun if pack.compares else None), formats=formats)
            read = PdfDocument(made.getvalue())
            found[pack.key] = [page.get_textpage().get_text_range() for page in read]
        return found


@pytest.mark.parametrize("key", [pack.key for pack in CATALOGUE])
def test_every_pack_of_an_empty_program_says_what_is_missing(told, key):
    text = "\n".join(told[key])
    assert "Nothing yet" in text
    assert "None\n" not in text
    assert "nan" not in text.split()
    said = text.casefold()
    assert any(word in said for word in ("no ", "nothing ", "nobody ", "changes by 1 person"))


def test_sections_without_content_share_pages(told):
    assert len(told["governance"]) == 1
    assert len(told["plan"]) <= 6
    for page in told["plan"]:
        assert len(page.split()) > FEW_WORDS


def test_headings_of_an_empty_plan_are_all_there(told):
    text = " ".join("\n".join(told["plan"]).split())
    for section in find_pack("plan").sections:
        assert section.title in text
    assert "There are no component projects yet" in text
    assert "Outlined heavily" not in text, "nothing is drawn that needs explaining"
    assert "No milestones have been set yet" in text


def test_key_figures_are_dashes_where_nothing_exists(told):
    text = " ".join(told["finance"][0].split())
    figures = text[text.index("Forecast finish") : text.rindex("No budget has been entered yet")]
    assert figures.split().count("–") == 5
    for against in ("no tasks yet", "no budget yet", "none set", "no projects yet"):
        assert against in text
    for nought in ("of 0", "on plan", "0 of", "planned to date"):
        assert nought not in text


def test_a_history_of_one_record_is_told_as_one(told):
    assert "The one record holds" in " ".join(told["audit"][0].split())


def test_advice_needs_tasks(told):
    assert "There are no tasks yet" in told["advice"][0]


def test_a_program_without_a_status_date_says_so_on_every_page(told):
    for key in ("status", "risks", "plan"):
        for page in told[key]:
            assert "no status date" in page.lower()
            assert "status date 2" not in page.lower()


class NextYear(date):
    @classmethod
    def today(cls) -> date:
        return date.today() + timedelta(days=400)


def test_without_a_status_date_the_same_file_gives_the_same_pages_tomorrow(tmp_path, monkeypatch):
    with OpenProgram.create(tmp_path / "plan.tpm", name="Nothing yet") as program:
        add_row(program, "project", {"code": "P-1", "name": "Data centre move"})
        add_row(program, "action", {"title": "Ask the carrier", "due": date(2026, 1, 5)})

        def written() -> bytes:
            made = BytesIO()
            write_pack(find_pack("status"), program, made)
            return made.getvalue()

        now = written()
        monkeypatch.setattr(due, "date", NextYear)
        assert due.day_of_status(program.plan.state) > date.today()
        assert written() == now
        assert doubts(program.plan.state, Formats.of(program.file.program))[0].said.startswith(
            "No status date"
        )
