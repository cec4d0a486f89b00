"""Packs about some component projects only: what is theirs and nothing else, and every page says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from pypdfium2 import PdfDocument

from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import CATALOGUE as TABLES
from tpm_desktop.model.resources import Resource
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import CATALOGUE, Pack, ReportProblem, find_pack, write_pack
from tpm_desktop.reports.named_parts import PARTS, Scope
from tpm_desktop.reports.pack import PackSection, belongs
from tpm_desktop.reports.pack_text import pack_text, read_pack
from tpm_desktop.reports.toml_text import TextProblem

ABOUT, NAME = "P-1", "P-1 Data Centre Renewal"


@pytest.fixture(scope="module")
def sample(sample_file):
    with OpenProgram.open(sample_file, read_only=True) as program:
        yield program


def pages(pack: Pack, program: OpenProgram) -> list[str]:
    """The text of each page, on one line."""
    made = BytesIO()
    write_pack(pack, program, made)
    read = PdfDocument(made.getvalue())
    return [" ".join(page.get_textpage().get_text_range().split()) for page in read]


def codes_and_titles(program: OpenProgram) -> Iterator[tuple[str | None, str]]:
    """Of every row that can belong to a component project: which one, and what it is called by."""
    outline, names = program.plan.state.outline, program.plan.state.names
    for row, name in enumerate(names):
        yield outline.ids[int(outline.project[row])], name
    for about in TABLES:
        if about.name in ("task", "project") or not belongs(about.name):
            continue
        fields = [field for field in ("code", about.title_field) if field in about.fields]
        for row in program.file.rows(about.model):
            yield from ((row.project_id, str(getattr(row, field) or "")) for field in fields)


@pytest.fixture(scope="module")
def told(sample):
    """All parts there are and a register of each table, in a pack about one project: its pages."""
    registers = [PackSection("register", table=about.name) for about in TABLES if about.name != "task"]
    parts = [PackSection(key, text="Said by the pack.") for key in PARTS if key != "register"]
    return pages(Pack("all", "All", "", (*parts, *registers)).about((ABOUT,)), sample)


def test_no_part_names_what_belongs_to_another_project_or_to_the_whole_program(sample, told):
    mine = sample.plan.state.outline.ids[sample.plan.state.outline.children(-1)[0]]
    rows = list(codes_and_titles(sample))
    may = [text for project, text in rows if project == mine]
    may += [row.name for row in sample.file.rows(Resource)]
    may += [
        *(part.label for part in PARTS.values()),
        *(about.plural for about in TABLES),
        "Core Systems Renewal",
    ]
    may_stand = "\n".join(may)
    foreign = {text for project, text in rows if project != mine and text and text not in may_stand}
    assert len(foreign) > 200
    text = " ".join(told)
    assert not [said for said in foreign if re.search(rf"(?<!\w){re.escape(said)}(?![\w-])", text)]


def test_every_page_says_what_it_is_about_and_what_is_left_out_is_said_once(told):
    for page in told:
        assert "P-1 only" in page
    text = " ".join(told)
    assert text.count(f"About {NAME} only; what belongs to other projects or to the program as a whole") == 1
    (listed,) = re.findall(
        r"Left out because they are of the whole program or of other projects: (.*?)\. ", text
    )
    for part in PARTS.values():
        if part.key == "changes":  # it tells nothing without a moment to compare with
            continue
        assert (part.scope is Scope.PROGRAM) == (
            part.label in listed.split(", ") or f"{part.label}," in listed
        )


def test_figures_are_of_those_projects_alone(sample):
    text = " ".join(pages(find_pack("status").about((ABOUT, "P-2")), sample))
    state = sample.plan.state
    totals, formats = state.money.budget.projects, Formats.of(sample.file.program)
    outlook, whole = (
        sum(int(totals.outlook_at_completion[n]) for n in places)
        for places in ((0, 1), range(len(totals.whole.planned)))
    )
    assert formats.compact(outlook) in text
    assert formats.compact(whole) not in text
    assert "The last of the 2 projects finishes on" in text
    assert re.search(r"Projects not green [012] of 2 ", text)
    assert re.search(r"Milestones late \d+ of \d+ to come", text)
    (finish,) = [max(sample.plan.finish(state.outline.ids[row]) for row in state.outline.children(-1)[:2])]
    assert formats.date(finish, year=True) in text


@pytest.mark.parametrize(
    "pack", [one for one in CATALOGUE if not one.heeds_projects], ids=lambda pack: pack.key
)
def test_a_pack_of_the_whole_program_refuses_to_be_about_some_projects(sample, pack):
    with pytest.raises(ReportProblem, match="of the whole program") as refused:
        pages(pack.about((ABOUT,)), sample)
    assert "\n" not in str(refused.value)


OWN = """
[pack]
key = "own"
title = "Own"
projects = ["P-1"]

[[section]]
part = "chapter"
title = "Of everything"

[[section]]
part = "policy"

[[section]]
part = "chapter"
title = "Of one"

[[section]]
part = "milestones"
title = "Of the second"
projects = ["P-2"]

[[section]]
part = "risks"
projects = ["P-2", "P-1"]
"""


def test_sections_of_a_pack_about_projects_tell_of_these_alone(sample):
    pack = read_pack(OWN)
    assert read_pack(pack_text(pack)) == pack
    text = " ".join(pages(pack, sample))
    assert (
        "Left out because they are of the whole program or of other projects: Policy, Of the second." in text
    )
    assert "Of one" in text and "Of everything" not in text


@pytest.mark.parametrize("part", ["policy", "simulation", 'text"\ntext = "Said'])
def test_a_section_that_is_of_the_whole_program_names_no_projects(part):
    with pytest.raises(TextProblem, match=r"line \d: .*leave “projects” out"):
        read_pack(f'[pack]\nkey = "own"\ntitle = "Own"\n[[section]]\npart = "{part}"\nprojects = ["P-1"]')
