"""A baseline by outline row; summaries span their parts where no dates of their own were kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.columns import NONE
from tpm_desktop.planning.rollup import earliest, latest

from .columns import Columns, Numbers
from .outline import Outline


@dataclass(frozen=True, slots=True)
class Baselined:
    """Shape (n,) each, `NONE` where nothing was kept. id: of the baseline, None where there is none."""

    id: str | None
    start: Numbers
    finish: Numbers
    duration: Numbers
    cost: Numbers


def read_baseline(tables: dict[str, Columns], outline: Outline, summary: NDArray[np.bool_]) -> Baselined:
    """The baseline with the lowest number."""
    absent = np.full(len(outline), NONE, np.int64)
    numbers = tables["baseline"].numbers["number"]
    if not numbers.size:
        return Baselined(None, absent, absent, absent, absent)
    baseline_id = tables["baseline"].ids[int(np.argmin(numbers))]
    kept = tables["baseline_task"]
    mine = np.array([owner == baseline_id for owner in kept.texts["baseline_id"]], bool)
    rows = kept.rows_of("task_id", outline.row)[mine]

    def placed(field: str) -> Numbers:
        found = absent.copy()
        found[rows] = kept.numbers[field][mine]
        return found

    start, finish, cost = placed("start"), placed("finish"), placed("cost")
    return Baselined(
        id=baseline_id,
        start=np.where(start == NONE, np.where(summary, earliest(outline.parent, start), NONE), start),
        finish=np.where(finish == NONE, np.where(summary, latest(outline.parent, finish), NONE), finish),
        duration=placed("duration"),
        cost=cost,
    )
