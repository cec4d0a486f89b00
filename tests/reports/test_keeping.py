"""Where pages end: no heading and no note stands alone, however much room is left where they begin."""

from __future__ import annotations

import pytest
from reportlab.platypus import PageBreak, Spacer

from tpm_desktop.reports.keeping import Together
from tpm_desktop.reports.parts import Section, note, paragraph, subheading
from tpm_desktop.reports.tables import TableColumn, TableRow, data_table
from tpm_desktop.reports.theme import Paper

ROOMS = range(300, 715, 21)  # points that are used on the first page


def texts(reader) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def table(count: int):
    return data_table([TableColumn("Code")], [TableRow([f"A-{n}."]) for n in range(count)], Paper().content)


@pytest.mark.parametrize("count", [2, 9, 40])
def test_a_note_stands_where_its_table_ends(write, count):
    for room in ROOMS:
        story = [Spacer(0, room), Section("Actions"), table(count), note("Those that are open.")]
        found = texts(write([*story, note("As of today."), paragraph("What follows. " * 60)]))
        assert sum(page.count("A-") for page in found) == count
        for page in found:
            assert ("Those that are open." in page) == ("As of today." in page) == (f"A-{count - 1}." in page)
            assert "Those that are open." not in page or page.count("A-") > 1


def test_a_heading_stands_where_its_content_begins_whatever_leads_to_it(write):
    for room in ROOMS:
        lead = [Section("Actions"), paragraph("They wait."), subheading("Of all projects")]
        for page in texts(write([Spacer(0, room), *lead, table(40)])):
            assert (
                ("They wait." in page)
                == ("Actions" in page)
                == ("Of all projects" in page)
                == ("A-0." in page)
            )
            assert "A-0." not in page or "A-1." in page


def test_a_heading_stands_with_the_text_below_it(write):
    for room in range(600, 715, 7):
        for page in texts(write([Spacer(0, room), Section("Purpose"), paragraph("What for.")])):
            assert ("Purpose" in page) == ("What for." in page)


def test_many_notes_go_on_over_the_page(write):
    notes = [note(f"Reason {n}." + " of which more is to be said" * 20) for n in range(30)]
    found = texts(write([Spacer(0, 500), Section("Status"), table(9), *notes]))
    assert len(found) > 2
    assert all(("A-8." in page) == ("Reason 0." in page) for page in found)
    assert sum(page.count("Reason ") for page in found) == 30


def test_what_should_stay_together_flows_where_no_page_holds_it(write):
    story = [Together([Section("Money"), table(60), paragraph("Said."), note("Noted.")]), paragraph("Next.")]
    *_, last = texts(write(story))
    assert "A-59. Said. Noted. Next." in last
    short = [Spacer(0, 600), Together([Section("Money"), paragraph("Said. " * 300)]), PageBreak()]
    first, second = texts(write(short))
    assert "Money" not in first
    assert second.count("Said.") == 300
