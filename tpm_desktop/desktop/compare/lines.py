"""The lines of the overlaid Gantt: the outline of both moments in one, each row as it was and as it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.desktop.gantt.earlier import Earlier
from tpm_desktop.desktop.gantt.rows import ShownRows
from tpm_desktop.file.compare import How
from tpm_desktop.plan import State
from tpm_desktop.plan.compared import Compared
from tpm_desktop.planning.columns import NONE


@dataclass(frozen=True, slots=True)
class Line:
    """One row of either moment.

    row: its outline row now, -1 where it is gone. how: None where the row itself is as it was, though its
    dates may have moved. start, finish: then and now, minutes since 1970, `NONE` for none.
    """

    row_id: str
    name: str
    level: int
    row: int
    is_summary: bool
    how: How | None
    start: tuple[int, int]
    finish: tuple[int, int]

    @property
    def differs(self) -> bool:
        """Whether the row was edited, came, went or moved."""
        return self.how is not None or self.start[0] != self.start[1] or self.finish[0] != self.finish[1]


def lines_of(compared: Compared) -> list[Line]:
    """The rows of both moments in outline order, what is gone behind what it followed."""
    return [_line(compared, row_id) for row_id in _joined(compared.earlier, compared.now)]


def _joined(earlier: State, now: State) -> list[str]:
    """Ids of both outlines: those gone behind the nearest row above that is still there."""
    gone: dict[str, list[str]] = {}
    anchor = ""
    for row_id in earlier.outline.ids:
        if row_id in now.outline.row:
            anchor = row_id
        else:
            gone.setdefault(anchor, []).append(row_id)
    found = list(gone.get("", []))
    for row_id in now.outline.ids:
        found += [row_id, *gone.get(row_id, [])]
    return found


def _line(compared: Compared, row_id: str) -> Line:
    now, earlier = compared.now, compared.earlier
    row, was = now.outline.row.get(row_id, -1), earlier.outline.row.get(row_id, -1)
    state, there = (now, row) if row >= 0 else (earlier, was)
    how = How.ADDED if was < 0 else How.REMOVED if row < 0 else None
    if how is None and row_id in compared.edited:
        how = How.CHANGED
    return Line(
        row_id=row_id,
        name=state.names[there],
        level=int(state.outline.level[there]),
        row=row,
        is_summary=bool(state.summary[there]),
        how=how,
        start=_dates(compared, "start", was, row),
        finish=_dates(compared, "finish", was, row),
    )


def _dates(compared: Compared, name: str, was: int, row: int) -> tuple[int, int]:
    states = ((compared.earlier, was), (compared.now, row))
    then, now = (int(getattr(state.schedule, name)[n]) if n >= 0 else NONE for state, n in states)
    return then, now


def differing(lines: list[Line]) -> list[Line]:
    """The lines that differ, and those above them that they are part of."""
    kept, needed = [], 0  # a line of a lower level above is what the last one kept is part of
    for line in reversed(lines):
        if line.differs or line.level < needed:
            kept.append(line)
            needed = line.level
    return kept[::-1]


def shown_rows(lines: list[Line], state: State) -> ShownRows:
    """What the chart shows: outline rows of now; each row that is gone has a number below zero."""
    rows = np.array([line.row if line.row >= 0 else -1 - n for n, line in enumerate(lines)], np.int32)
    line_of = np.full(len(state.outline), -1, np.int32)
    there = np.flatnonzero(rows >= 0).astype(np.int32)
    line_of[rows[there]] = there
    return ShownRows(rows, line_of)


def earlier_dates(lines: list[Line]) -> Earlier:
    """The dates before, of lines whose dates are others now or that are gone."""
    moved = [line.start[0] != line.start[1] or line.finish[0] != line.finish[1] for line in lines]
    return Earlier(
        _known([line.start[0] for line in lines], moved), _known([x.finish[0] for x in lines], moved)
    )


def _known(dates: list[int], moved: list[bool]) -> NDArray[np.int64]:
    return np.where(np.array(moved, np.bool_), np.array(dates, np.int64), NONE)
