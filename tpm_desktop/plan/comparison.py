"""What follows from the differences between two states of a plan: dates, slack, cost and critical path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .state import State

_COMPARED = ("start", "finish", "total_slack", "critical")


@dataclass(frozen=True, slots=True)
class Moved:
    """A task or component project whose computed values differ, before and after.

    start, finish: minutes since 1970; slack: total, working minutes; cost: minor units.
    """

    row_id: str
    name: str
    is_project: bool
    start: tuple[int, int]
    finish: tuple[int, int]
    slack: tuple[int, int]
    critical: tuple[bool, bool]
    cost: tuple[int, int]

    @property
    def moves(self) -> bool:
        """Whether its dates differ."""
        return self.start[0] != self.start[1] or self.finish[0] != self.finish[1]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What follows, before and after.

    finish: of the program, minutes since 1970, None without tasks; cost: of all tasks, outlook: of all
    accounts, minor units. moved: rows that are in both states, in outline order. path: ids of the tasks of
    the chain that decides the finish, in order of their dates. names: of every row of either state by id.
    """

    finish: tuple[int | None, int | None]
    cost: tuple[int, int]
    outlook: tuple[int, int]
    moved: tuple[Moved, ...]
    path: tuple[tuple[str, ...], tuple[str, ...]]
    names: dict[str, str]

    @property
    def joined_path(self) -> list[str]:
        """Tasks that came onto the path."""
        before = set(self.path[0])
        return [row_id for row_id in self.path[1] if row_id not in before]

    @property
    def left_path(self) -> list[str]:
        """Tasks that left the path."""
        after = set(self.path[1])
        return [row_id for row_id in self.path[0] if row_id not in after]

    def __bool__(self) -> bool:
        pairs = (self.finish, self.cost, self.outlook, self.path)
        return bool(self.moved) or any(before != after for before, after in pairs)


def compare(before: State, after: State) -> Comparison:
    """What follows from whatever made one state the other."""
    return Comparison(
        finish=(_finish(before), _finish(after)),
        cost=(before.money.cost_of_tasks, after.money.cost_of_tasks),
        outlook=(before.money.outlook, after.money.outlook),
        moved=tuple(_moved(before, after)),
        path=(_path(before), _path(after)),
        names={
            **dict(zip(before.outline.ids, before.names, strict=True)),
            **dict(zip(after.outline.ids, after.names, strict=True)),
        },
    )


def _finish(state: State) -> int | None:
    return int(state.schedule.program_finish) if len(state.outline) else None


def _path(state: State) -> tuple[str, ...]:
    rows = np.flatnonzero(state.longest_path & ~state.summary)
    ordered = rows[np.lexsort((rows, state.schedule.finish[rows], state.schedule.start[rows]))]
    return tuple(state.outline.ids[row] for row in ordered)


def _moved(before: State, after: State) -> list[Moved]:
    known = before.outline.row
    now = np.array([row for row, i in enumerate(after.outline.ids) if i in known], np.int64)
    was = np.array([known[after.outline.ids[row]] for row in now], np.int64)
    pairs = {name: (_values(before, name)[was], _values(after, name)[now]) for name in (*_COMPARED, "cost")}
    differs = np.zeros(len(now), np.bool_)
    for old, new in pairs.values():
        differs |= old != new
    chosen = np.flatnonzero(differs)
    columns = [zip(old[chosen].tolist(), new[chosen].tolist(), strict=True) for old, new in pairs.values()]
    rows = now[chosen].tolist()
    return [
        Moved(after.outline.ids[row], after.names[row], bool(after.outline.is_project[row]), *values)
        for row, *values in zip(rows, *columns, strict=True)
    ]


def _values(state: State, name: str) -> NDArray[Any]:
    return np.asarray(state.money.costs.task if name == "cost" else getattr(state.schedule, name))
