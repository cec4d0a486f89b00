"""The work of people on tasks: what the assignments say, summed up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.model.resources import ResourceKind
from tpm_desktop.planning.rollup import sum_up

from .columns import Columns, Numbers
from .inputs import Inputs


@dataclass(frozen=True, slots=True)
class Work:
    """Minutes by outline row, (n,): all work of people and what is done of it; of a summary its parts'."""

    whole: Numbers
    done: Numbers


def read_work(inputs: Inputs) -> Work:
    """The sums of the assignments; materials and lump costs are no work."""
    assignment, outline = inputs.tables["assignment"], inputs.outline
    task = assignment.rows_of("task_id", outline.row)
    counted = (task >= 0) & _is_work(assignment, inputs.tables["resource"])

    def summed(name: str) -> Numbers:
        own = np.zeros(len(outline), np.int64)
        np.add.at(own, task[counted], assignment.numbers[name][counted])
        return sum_up(outline.parent, own)

    return Work(summed("work"), summed("actual_work"))


def _is_work(assignment: Columns, resource: Columns) -> NDArray[np.bool_]:
    """Which assignments are work: those of people and teams, and those of nobody yet."""
    who = assignment.rows_of("resource_id", resource.row)
    kinds = [kind == ResourceKind.WORK for kind in resource.texts["kind"]]
    return np.asarray(np.array([*kinds, True], np.bool_)[who])
