"""Columns of a register fill the width, none is cut at its edge, and what a person sets stays."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings

from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.register.widths import ColumnWidth, shared
from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.catalogue import CATALOGUE

REGISTERS = [entry.name for entry in CATALOGUE if entry.register]
COLUMNS = st.lists(
    st.tuples(st.integers(40, 200), st.integers(0, 150), st.integers(0, 3)).map(
        lambda found: ColumnWidth(found[0] + found[1], found[0], found[2])
    ),
    min_size=1,
    max_size=9,
)


@given(COLUMNS, st.integers(0, 2500))
def test_no_column_is_narrower_than_can_be_read_and_what_fits_fills_the_room(columns, room):
    widths = shared(columns, room)
    assert len(widths) == len(columns)
    assert all(width >= column.least for width, column in zip(widths, columns, strict=True))
    fitting = [
        c for c, reach in zip(columns, accumulate(c.least for c in columns), strict=True) if reach <= room
    ]
    if any(column.share for column in fitting):
        assert room in accumulate(widths)


def test_room_to_spare_goes_by_share():
    columns = [ColumnWidth(60, 60), ColumnWidth(300, 200, 3), ColumnWidth(140, 140, 1)]
    assert shared(columns, 600) == [60, 375, 165]
    assert shared(columns, 450) == [60, 250, 140]
    assert shared([*columns, ColumnWidth(120, 120)], 510) == [60, 307, 143, 120]


def cut_at_the_edge(window: MainWindow) -> list[str]:
    """The columns of the register in front that begin inside its width and end beyond."""
    table = window.view.table
    header, room = table.horizontalHeader(), table.viewport().width()
    found = []
    for place in range(header.count()):
        left = header.sectionViewportPosition(place)
        if left < room < left + header.sectionSize(place):
            found.append(table.model().shown[place].name)
    return found


def test_no_column_is_cut_at_the_edge(window: MainWindow, subtests: pytest.Subtests):
    for table in REGISTERS:
        window.show_view(table)
        shares = {"title", "name", "outcome"} & {column.name for column in window.view.model.shown}
        for width in (1366, 1920):
            with subtests.test(table, width=width):
                window.resize(width, 768)
                assert not shares or not cut_at_the_edge(window)


def test_codes_are_shown_whole(window: MainWindow):
    for number in range(10):
        add_row(window.session.program, "system", {"name": f"System {number}"})
    table = window.show_view("system").table
    shown = table.model().index(9, 0).data()
    assert shown == "SYS-10"
    assert table.columnWidth(0) >= table.fontMetrics().horizontalAdvance("SYS-999") + 16


def test_widths_that_somebody_sets_stay(window: MainWindow):
    view = window.show_view("risk")
    view.table.setColumnWidth(1, 217)
    window.resize(1700, 768)
    assert view.table.columnWidth(1) == 217
    view.remember(QSettings())
    other = MainWindow(window.appearance)
    other.resize(1366, 768)
    other.show()
    other.files.open(window.session.program.file.path)
    assert other.show_view("risk").table.columnWidth(1) == 217
    other.close()


def test_other_columns_share_the_room_as_well(window: MainWindow):
    view = window.show_view("risk")
    view.table.show_columns(["code", "title", "owner_id"])
    widths = [view.table.columnWidth(place) for place in range(3)]
    assert sum(widths) == view.table.viewport().width()
