"""What of table and chart is to be painted after an edit: rows that it touched, lines that links cross."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import fields

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget

from tpm_desktop.file.changes import Changes
from tpm_desktop.plan import State
from tpm_desktop.planning.columns import Schedule

from .rows import ShownRows

_OF_ROWS = {"task", "link", "assignment", "task_split"}
"""Tables whose rows belong to single tasks; an edit of any other may be seen everywhere."""

_CALLED = {"name", "wbs"}


def rows_changed(old: State, new: State, changes: Changes) -> set[int] | None:
    """The outline rows that an edit may have given another look; None where that may be all of them.

    Args: old, new: of one outline, in the same order.
    """
    if set(changes.tables) - _OF_ROWS or old.rings or new.rings:
        return None
    row = new.outline.row
    named = {row[i] for i, change in changes.of("task").items() if i in row and _CALLED & change.fields}
    found = {row[i] for i in changes.of("task") if i in row} | _scheduled_otherwise(old, new)
    for state in (old, new):
        found.update(_ends(state, changes.of("link")))
        for table in ("assignment", "task_split"):
            found.update(_tasks(state, table, changes.of(table)))
    found.update(_above(new, found))  # summaries sum up what is done, worked and paid below them
    found.update(*map(new.outline.below, named))  # which say what they are part of
    return found


def _scheduled_otherwise(old: State, new: State) -> set[int]:
    if old.schedule is new.schedule:
        return set()
    differs = np.zeros(len(new.outline), np.bool_)
    for field in fields(Schedule):
        was, now = (getattr(state.schedule, field.name) for state in (old, new))
        if isinstance(now, np.ndarray):
            differs |= was != now
    was, now = old.schedule.parts, new.schedule.parts
    split = {row for row in was.keys() | now.keys() if was.get(row) != now.get(row)}
    return split | set(np.flatnonzero(differs).tolist())


def _ends(state: State, link_ids: Iterable[str]) -> Iterator[int]:
    links, place = state.inputs.links, state.inputs.tables["link"].row
    for at in (place[i] for i in link_ids if i in place):
        yield int(links.predecessor[at])
        yield int(links.successor[at])


def _tasks(state: State, table: str, ids: Iterable[str]) -> Iterator[int]:
    columns = state.inputs.tables[table]
    for at in (columns.row[i] for i in ids if i in columns.row):
        row = state.outline.row.get(columns.texts["task_id"][at] or "")
        if row is not None:
            yield row


def _above(state: State, rows: Set[int]) -> Iterator[int]:
    for row in tuple(rows):
        above = int(state.outline.parent[row])
        while above >= 0:
            yield above
            above = int(state.outline.parent[above])


def spans_of(shown: ShownRows, states: Iterable[State], rows: Set[int]) -> list[tuple[int, int]]:
    """First and last line of all that is drawn for rows: their own, and those that their links cross."""
    there = [row for row in rows if row < len(shown.line)]  # others are gone since they were marked
    spans = [(line, line) for line in shown.line[there].tolist() if line >= 0]
    wanted = np.zeros(len(shown.line), np.bool_)
    wanted[there] = True
    for state in states:
        links = state.inputs.links
        mine = wanted[links.predecessor] | wanted[links.successor]
        one, other = shown.line[links.predecessor[mine]], shown.line[links.successor[mine]]
        seen = (one >= 0) & (other >= 0)
        low, high = np.minimum(one, other)[seen], np.maximum(one, other)[seen]
        spans += zip(low.tolist(), high.tolist(), strict=True)
    return spans


def region_of(view: QWidget, spans: Iterable[tuple[int, int]], height: int, above: int) -> QRegion:
    """The part of a viewport that lines take, as far as they are seen.

    Args: spans: first and last lines; height: of a line; above: pixels of lines above the viewport.
    """
    found = QRegion()
    for first, last in spans:
        top, bottom = max(first * height - above, 0), min((last + 1) * height - above, view.height())
        if top < bottom:
            found += QRect(0, top, view.width(), bottom - top)
    return found
