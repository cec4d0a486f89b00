"""Pages that would be nearly empty: a few lines over are set tighter, or get more of the page before."""

from __future__ import annotations

import pytest
from reportlab.platypus import PageBreak, Spacer

from tests.reports.laid import recorded, sparse
from tpm_desktop.reports.parts import Section, paragraph
from tpm_desktop.reports.tables import TableColumn, TableRow, data_table
from tpm_desktop.reports.theme import Paper


def texts(reader) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def table(name: str, count: int):
    rows = [TableRow([f"{name}-{n}."]) for n in range(count)]
    return data_table([TableColumn("Code")], rows, Paper().content)


def test_a_few_lines_too_many_for_a_page_find_room_on_it(write):
    (page,) = texts(write([Section("First"), table("A", 20), Section("Second"), table("B", 20)]))
    assert page.index("A-19.") < page.index("B-19.")


@pytest.mark.parametrize("count", [39, 170])
def test_the_last_page_of_a_longer_run_gets_something_of_the_page_before(write, count):
    story = [table("A", count), Spacer(0, 480), paragraph("The end."), PageBreak(), paragraph("Next.")]
    with recorded() as laid:
        *_, last, following = found = texts(write(story))
    assert "The end." in last
    assert "Next." in following
    assert sum(page.count("A-") for page in found) == count
    assert [page for page, _ in sparse(laid)] == [len(found)], "only the page that is asked for"


def test_pages_set_again_are_the_same_and_tell_of_progress_once(imprint, write):
    from io import BytesIO

    from tpm_desktop.reports.pages import build

    def written() -> tuple[bytes, list[int]]:
        made, seen = BytesIO(), []
        build(made, imprint, [table("A", 20), Section("Second"), table("B", 21)], progress=seen.append)
        return made.getvalue(), seen

    first, second = written(), written()
    assert first == second
    assert sorted(first[1]) == first[1]
