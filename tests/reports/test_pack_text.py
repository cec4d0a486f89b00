"""A pack is a text: what it may say, how it is told, and in which line it is wrong."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import CATALOGUE, ReportProblem, find_pack, write_pack
from tpm_desktop.reports.named_parts import PARTS
from tpm_desktop.reports.own_packs import take_pack
from tpm_desktop.reports.pack_asks import refuse_unfit
from tpm_desktop.reports.pack_text import pack_text, read_pack, read_with_places
from tpm_desktop.reports.ready import ready_packs
from tpm_desktop.reports.stories import STORIES
from tpm_desktop.reports.told import Subject

BOARD = """
[pack]
key = "board"
title = "Board report"
question = "What should the board know?"
numbered = true

[[section]]
part = "headline"

[[section]]
part = "contents"

[[section]]
part = "callout"
text = "Approve the <b>second</b> site.[1] [7]"
notes = ["Of two that were surveyed."]

[[section]]
part = "chapter"
title = "Where it stands"
page = true

[[section]]
part = "status"
projects = ["P-1"]

[[section]]
part = "register"
table = "risk"
title = "What threatens us"
columns = ["code", "title", "probability", "impact", "owner_id"]
where = "status = open and probability >= 3"
sort = "score descending"
limit = 3

[[section]]
part = "chapter"
title = "Money"

[[section]]
part = "money"
orientation = "landscape"

[[section]]
part = "register"
table = "task"
columns = ["name", "start", "finish", "total_slack"]
where = "milestone and critical"
sort = "finish"

[[section]]
part = "signatures"
people = ["sponsor", "Head of finance"]
"""


@pytest.fixture(scope="module")
def sample(sample_file):
    with OpenProgram.open(sample_file, read_only=True) as program:
        yield program


def written(text: str, program: OpenProgram) -> PdfReader:
    made = BytesIO()
    write_pack(read_pack(text), program, made)
    return PdfReader(made)


def texts(reader: PdfReader) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_every_named_part_can_be_told_and_nothing_else():
    assert set(STORIES) == set(PARTS)


def test_a_pack_is_told_as_its_text_says(sample):
    reader = written(BOARD, sample)
    pages = texts(reader)
    whole = " ".join(pages)
    assert "Approve the <b>second</b> site.1 [7]" in pages[0]
    assert "1 Of two that were surveyed." in pages[0]
    assert "1 Where it stands" in pages[1]
    assert "1.1 Where P-1 Data Centre Renewal stands" in pages[1]
    assert "Data Centre Renewal" in pages[1]
    assert "Order-to-Cash System" not in pages[1].split("1.2 What threatens us")[0]
    assert "1.2 What threatens us 3 of" in whole
    assert "Those where status = Open and probability ≥ 3 Possible." in whole
    assert "Those where milestone and critical." in whole
    assert "2.1 The outlook is" in whole
    assert "Head of finance" in pages[-1]
    turned = [page for page in reader.pages if page.mediabox.width > page.mediabox.height]
    assert 0 < len(turned) < len(reader.pages)


def test_contents_name_the_page_of_each_heading_and_lead_there(sample):
    reader = written(BOARD, sample)
    pages = texts(reader)
    headings = [
        "1 Where it",
        "1.1 Where P-1",
        "1.2 What threatens",
        "2 Money",
        "2.1 The outlook",
        "2.2 Tasks",
    ]
    stands = [max(n for n, text in enumerate(pages, 1) if heading in text) for heading in headings]
    assert all(heading in pages[0] for heading in headings)
    assert " ".join(map(str, [*stands, len(pages)])) in pages[0]
    assert len(reader.pages[0]["/Annots"]) >= 6
    assert [entry.title.split()[0] for entry in reader.outline if not isinstance(entry, list)][-2:] == [
        "1", "2",
    ]  # fmt: skip


def test_the_same_program_gives_the_same_bytes(sample):
    one, other = BytesIO(), BytesIO()
    for target in (one, other):
        write_pack(read_pack(BOARD), sample, target)
    assert one.getvalue() == other.getvalue()


@pytest.mark.parametrize("pack", ready_packs(), ids=lambda pack: pack.key)
def test_a_pack_written_as_text_is_read_as_the_same(pack):
    assert read_pack(pack_text(pack), own=False) == pack
    assert pack.question.endswith("?")


def test_texts_come_back_with_all_their_signs():
    said = BOARD.replace(
        '"Approve the <b>second</b> site.[1] [7]"', r'"A \"quote\", a \\ and\na second line\u0007"'
    )
    pack = read_pack(said)
    assert read_pack(pack_text(pack)) == pack


HEAD = '[pack]\nkey = "a"\ntitle = "A"\n'
PART = HEAD + "[[section]]\npart = "
BODY = '[[section]]\npart = "purpose"\n'
WRONG = {
    "no toml": ("[pack\n", "line 1: this is no TOML: "),
    "no pack": (BODY, "line 1: a pack begins with one [pack]"),
    "no section": (HEAD, "line 1: a pack has at least one [[section]] that names its part"),
    "no key": ('[pack]\ntitle = "A"\n' + BODY, 'lacks its key; add key = "board-report"'),
    "bad key": ('[pack]\ntitle = "A"\nkey = "../x"\n' + BODY, "line 3: “../x” is no key"),
    "part": (PART + '"milestons"\n', "line 5: there is no part “milestons”; did you mean “milestones”?"),
    "no part": (HEAD + "\n[[section]]\npage = true\n", "line 5: the section names no part; add part ="),
    "setting": (PART + '"purpose"\ncolour = "red"\n', "line 6: [section] knows no “colour”"),
    "depth": (PART + '"purpose"\ndepth = "brief"\n', "line 6: “purpose” is told in one way only"),
    "how deep": (PART + '"risks"\ndepth = "x"\n', "line 6: “depth” can't be “x”; it is brief or full"),
    "flag": (PART + '"purpose"\npage = "yes"\n', "line 6: “page” is true or false"),
    "number": (PART + '"purpose"\nroom = -1\n', "line 6: “room” is a whole number from 0 to 250"),
    "table": (
        PART + '"register"\ntable = "risks"\n',
        "line 6: there is no table “risks”; did you mean “risk”?",
    ),
    "list": (PART + '"purpose"\nprojects = [1]\n', "line 6: “projects” is a list of texts"),
    "other table": (HEAD + "[theme]\nx = 1\n", "line 4: there is no “theme” here; begin with [pack]"),
    "huge": ("#" * 70_000, "line 1: the text has 70,000 characters; 60,000 are allowed"),
    "deep": ("x = " + "[" * 20_000, "line 1: "),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_text_is_one_line_that_names_the_place_and_the_mend(text, said):
    with pytest.raises(ReportProblem) as raised:
        read_pack(text)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ('columns = ["colour"]', "risks have no column “colour”; there are code, title"),
        ('where = "colour = red"', "“where” of risks: "),
        ('sort = "colour"', "“sort” of risks: there is no field “colour”"),
        ('projects = ["Nowhere"]', "no component project is called “Nowhere”"),
        ('where = "1; drop table task"', "“where” of risks: “1; drop table task” asks no field; compare one"),
    ],
)
def test_what_only_the_program_can_tell_to_be_wrong_is_one_line_too(sample, asked, said):
    with pytest.raises(ReportProblem, match=said):
        written(f'{HEAD}[[section]]\npart = "register"\ntable = "risk"\n{asked}\n', sample)


TAKEN = {
    "column": (
        'columns = ["title", "colour"]',
        "line 7: risks have no column “colour”; there are code, title",
    ),
    "near": ('columns = ["titel"]', "line 7: risks have no column “titel”; did you mean “title”?"),
    "sort": (
        'sort = "-score"',
        "line 7: “sort” of risks: there is no field “-score”; did you mean “score ",
    ),
    "way": ('sort = "score down"', "“down” is no direction; write “score descending”, or the field alone"),
    "filter": (
        'where = "1; drop table task"',
        "“where” of risks: “1; drop table task” asks no field",
    ),
    "word": ('where = "status = open and fibre"', "line 7: “where” of risks: “fibre” asks no field; compare"),
    "value": ('where = "probability >= high"', "line 7: “where” of risks: "),
    "project": ('projects = ["nope"]', "line 7: no component project is called “nope”"),
}


@pytest.mark.parametrize(("asked", "said"), TAKEN.values(), ids=TAKEN)
def test_a_pack_that_could_not_be_written_is_not_taken(sample, asked, said):
    with pytest.raises(ReportProblem) as raised:
        take_pack(sample, f'{HEAD}[[section]]\npart = "register"\ntable = "risk"\n{asked}\n')
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_footnote_that_is_not_there_is_told_with_its_line(sample):
    with pytest.raises(ReportProblem, match=r"line 6: \[9\] leads to no note; add one to “notes”, or write"):
        take_pack(sample, PART + '"callout"\ntext = "See [1] and [9]."\nnotes = ["One."]\n')


def test_the_packs_that_come_with_us_ask_for_nothing_that_is_not_there(sample):
    for pack in ready_packs():
        again, head, places = read_with_places(pack_text(pack))
        refuse_unfit(sample, again, head, places)


def test_words_in_quotes_are_looked_for_and_a_table_without_rows_says_what_it_looked_for(sample):
    register = HEAD + '[[section]]\npart = "register"\ntable = "risk"\ncolumns = ["code", "title"]\nwhere = '
    (page,) = texts(written(register + "'\"no such >= words\"'\n", sample))
    assert "There are no risks where " in page
    assert "no such >= words" in page


@pytest.mark.parametrize(
    ("key", "asked"),
    [("minutes", Subject(meeting_id="0" * 32)), ("capital-request", Subject(request_id="0" * 32))],
    ids=["meeting", "request"],
)
def test_nothing_stands_for_what_was_not_there_yet(sample, key, asked):
    with pytest.raises(ReportProblem, match="was not in the program then; choose another one"):
        write_pack(find_pack(key), sample, BytesIO(), asked)


def test_those_that_can_be_asked_for_have_a_key_of_their_own():
    assert len({pack.key for pack in CATALOGUE}) == len(CATALOGUE) > 20
