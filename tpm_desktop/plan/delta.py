"""What an edit moved: the difference between two states of the plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .state import State


@dataclass(frozen=True, slots=True)
class Delta:
    """What views have to repaint, and what the status bar sums up.

    reshaped: rows came, went or changed place, so every outline is to be drawn anew. moved: ids of rows whose
    dates, slack or being critical changed. finish, cost, outlook: of the program, before and after; instants
    are minutes, money minor units, None where there is none.
    """

    reshaped: bool
    moved: frozenset[str]
    finish: tuple[int | None, int | None]
    cost: tuple[int, int]
    outlook: tuple[int, int]

    @classmethod
    def between(cls, before: State, after: State) -> Delta:
        reshaped = before.outline is not after.outline and before.outline.ids != after.outline.ids
        return cls(
            reshaped=reshaped or bool(np.any(before.outline.level != after.outline.level)),
            moved=_moved(before, after),
            finish=(_finish(before), _finish(after)),
            cost=(before.money.cost_of_tasks, after.money.cost_of_tasks),
            outlook=(before.money.outlook, after.money.outlook),
        )

    def after(self, earlier: Delta) -> Delta:
        """This edit and the one before it, taken as one."""
        return Delta(
            reshaped=earlier.reshaped or self.reshaped,
            moved=earlier.moved | self.moved,
            finish=(earlier.finish[0], self.finish[1]),
            cost=(earlier.cost[0], self.cost[1]),
            outlook=(earlier.outlook[0], self.outlook[1]),
        )


def _finish(state: State) -> int | None:
    return int(state.schedule.program_finish) if len(state.outline) else None


def _moved(before: State, after: State) -> frozenset[str]:
    old, new = before.schedule, after.schedule
    if before.outline.ids == after.outline.ids:
        differs = np.zeros(len(after.outline), bool)
        for name in ("start", "finish", "total_slack", "free_slack", "critical"):
            differs |= getattr(old, name) != getattr(new, name)
        return frozenset(after.outline.ids[row] for row in np.flatnonzero(differs))
    shared = [(before.outline.row[i], row) for i, row in after.outline.row.items() if i in before.outline.row]
    if not shared:
        return frozenset()
    was, now = (np.array(side) for side in zip(*shared, strict=True))
    differs = (old.start[was] != new.start[now]) | (old.finish[was] != new.finish[now])
    differs |= (old.total_slack[was] != new.total_slack[now]) | (old.critical[was] != new.critical[now])
    return frozenset(after.outline.ids[row] for row in now[differs])
