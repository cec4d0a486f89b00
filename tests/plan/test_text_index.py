"""Full-text search over all rows: words in any order, beginnings of words, edits taken over, odd input."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.text_index import TextIndex, Texts, read_rows, texts_of

TABLES = ("task", "risk", "decision", "attachment")


@pytest.fixture
def opened(program):
    with OpenProgram(program) as found:
        yield found


def index_of(opened: OpenProgram) -> TextIndex:
    return TextIndex(one for table in TABLES for one in texts_of(table, read_rows(opened.file, table)))


def found(index: TextIndex, typed: str) -> list[str]:
    return [hit.row_id for hit in index.find(typed, 20)]


def test_words_are_found_in_any_order_by_their_beginnings_and_without_accents(opened):
    late = add_row(opened, "risk", {"title": "Racks come late", "notes": "Zoll hält die Lieferung auf"})
    add_row(opened, "risk", {"title": "Load test fails"})
    index = index_of(opened)
    for typed in ("late rac", "zoll", "halt lief", "R-1", "RACKS", "lieferung rack"):
        assert found(index, typed) == [late], typed
    assert found(index, "late absent") == []
    assert index.find("zoll", 5)[0].excerpt == "Zoll hält die Lieferung auf"


def test_what_is_called_so_comes_before_what_only_mentions_it(opened):
    mentions = add_row(opened, "risk", {"title": "Strike", "notes": "The carrier may strike"})
    called = add_row(opened, "decision", {"title": "Carrier for the north"})
    assert found(index_of(opened), "carrier") == [called, mentions]


def test_edits_are_taken_over(opened):
    kept = add_row(opened, "risk", {"title": "Racks come late"})
    gone = add_row(opened, "risk", {"title": "Racks are lost"})
    index, heard = index_of(opened), []
    opened.file.listeners.append(heard.append)
    set_fields(opened, "risk", kept, {"title": "Cabinets come late"})
    remove_rows(opened, "risk", [gone])
    new = add_row(opened, "risk", {"title": "Racks are broken"})
    for changes in heard:
        index.patch(opened.file, changes, TABLES)
    assert found(index, "racks") == [new]
    assert found(index, "cabinets") == [kept]


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_no_text_is_taken_for_a_query(typed):
    index = TextIndex([Texts(("risk", "1"), "risk", "1", 'NOT "title" OR * NEAR(', "R-1", "a:b -c ^d")])
    try:
        index.find(typed, 5)
    finally:
        index.close()


def test_the_file_itself_holds_no_index(opened):
    index_of(opened)
    with sqlite3.connect(opened.file.path) as plain:
        assert not plain.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%VIRTUAL%'").fetchall()
