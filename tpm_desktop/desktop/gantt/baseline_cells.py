"""What stands in the cells of the baseline's columns, and how far the plan is from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from tpm_desktop.formats import Formats
from tpm_desktop.plan import State, instant
from tpm_desktop.planning.columns import NONE


class Asked(Protocol):
    """What the cells are asked of."""

    state: State
    formats: Formats


Cell = Callable[[Asked, int], str]


def _date(part: str) -> Cell:
    def text(asked: Asked, row: int) -> str:
        return asked.formats.date(instant(int(getattr(asked.state.baseline, part)[row])))

    return text


def _duration(cells: Asked, row: int) -> str:
    minutes = int(cells.state.baseline.duration[row])
    if minutes == NONE:
        return ""
    if cells.state.summary[row]:
        return cells.formats.duration(minutes, unit="d")
    return cells.formats.duration(minutes, elapsed=bool(cells.state.inputs.tasks.elapsed[row]))


def _work(cells: Asked, row: int) -> str:
    minutes = int(cells.state.baseline.work[row])
    return "" if minutes in (NONE, 0) else cells.formats.duration(minutes, unit="h")


def _cost(cells: Asked, row: int) -> str:
    cost = int(cells.state.baseline.cost[row])
    return "" if cost == NONE else cells.formats.money(cost, whole=True, dash=True)


def _later(part: str) -> Cell:
    """A variance of dates or duration, in days; of a task in elapsed time its duration's in such."""

    def text(asked: Asked, row: int) -> str:
        later = int(getattr(asked.state.variances, part)[row])
        elapsed = part == "duration" and bool(asked.state.inputs.tasks.elapsed[row])
        return "" if later == NONE else asked.formats.duration(later, elapsed=elapsed, unit="d", sign=True)

    return text


def _more_work(cells: Asked, row: int) -> str:
    more = int(cells.state.variances.work[row])
    return "" if more == NONE else cells.formats.duration(more, unit="h", sign=True)


def _more_cost(cells: Asked, row: int) -> str:
    more = int(cells.state.variances.cost[row])
    return "" if more == NONE else cells.formats.money(more, whole=True, dash=True, sign=True)


BASELINE_CELLS: dict[str, Cell] = {
    "baseline_start": _date("start"),
    "baseline_finish": _date("finish"),
    "baseline_duration": _duration,
    "baseline_work": _work,
    "baseline_cost": _cost,
    "start_variance": _later("start"),
    "finish_variance": _later("finish"),
    "duration_variance": _later("duration"),
    "work_variance": _more_work,
    "cost_variance": _more_cost,
}
