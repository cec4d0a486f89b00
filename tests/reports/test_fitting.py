"""Pages that would be nearly empty: a few lines over are set tighter, or get more of the page before."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from reportlab.platypus import PageBreak, Spacer

from tests.reports.laid import recorded, sparse
from tpm_desktop.gestures import outline
from tpm_desktop.gestures.records import add_row
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import find_pack, write_pack
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
    from tpm_desktop.reports.pages import build

    def written() -> tuple[bytes, list[int]]:
        made, seen = BytesIO(), []
        build(made, imprint, [table("A", 20), Section("Second"), table("B", 21)], progress=seen.append)
        return made.getvalue(), seen

    first, second = written(), written()
    assert first == second
    assert sorted(first[1]) == first[1]


def test_a_chapter_lies_as_what_it_has_to_tell(tmp_path):
    with OpenProgram.create(tmp_path / "small.tpm", name="Small") as program:
        project = outline.insert_project(program, "Hall")
        outline.insert_task(program, parent=project, name="Build", duration=4800)
        account = add_row(program, "account", {"name": "Works", "project_id": project})
        row = {"account_id": account, "month": date(2026, 5, 1), "planned": 100_000}
        add_row(program, "budget_line", row)
        add_row(program, "action", {"title": "Order", "due": date(2026, 5, 1)})
        add_row(program, "risk", {"title": "Late", "probability": 5, "impact": 4, "project_id": project})
        with recorded() as laid:
            write_pack(find_pack("plan"), program, BytesIO())
    assert len({one.page for one in laid}) > 5
    assert sparse(laid) == []
