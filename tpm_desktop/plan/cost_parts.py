"""What the plan costs, part by part: each assignment and fixed cost with its place, kind and months.

The parts add up to the cost of the program, so that whatever is taken from them agrees with every other sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.finance.amounts import Money
from tpm_desktop.finance.cost import Accrual
from tpm_desktop.model.estimates import CostKind
from tpm_desktop.model.resources import ResourceKind
from tpm_desktop.planning.columns import NONE

from .earned_pieces import controls
from .fiscal import fiscal_calendar
from .money import ACCRUALS
from .state import State

Rows = NDArray[np.intp]
Numbers = NDArray[np.int64]

KINDS = tuple(CostKind)
_OF_RESOURCE = {
    ResourceKind.WORK.value: KINDS.index(CostKind.WORK),
    ResourceKind.MATERIAL.value: KINDS.index(CostKind.MATERIAL),
    ResourceKind.COST.value: KINDS.index(CostKind.COST),
}


@dataclass(frozen=True, slots=True)
class CostParts:
    """Costs that are not 0, every array of shape (k,).

    row: of the task in the outline; kind: its place in `KINDS`; amount: minor units; work: minutes of people;
    place: the task's control account by its row in the budget, and the component projects after those;
    accrual: `Accrual`.
    """

    row: Rows
    kind: NDArray[np.int8]
    amount: Money
    work: Numbers
    place: Rows
    accrual: NDArray[np.int8]

    @classmethod
    def of(cls, state: State) -> Self:
        """Of the plan as it is; inactive tasks cost nothing."""
        tables, outline, costs = state.inputs.tables, state.outline, state.money.costs
        assignment, resource = tables["assignment"], tables["resource"]
        who = assignment.rows_of("resource_id", resource.row)
        kinds = np.append(resource.codes_of("kind", _OF_RESOURCE), _OF_RESOURCE[ResourceKind.WORK.value])
        assigned = assignment.rows_of("task_id", outline.row).astype(np.intp)
        kind = kinds[who].astype(np.int8)
        work = np.where(kind == _OF_RESOURCE[ResourceKind.WORK.value], assignment.numbers["work"], 0)
        fixed = state.numbers("fixed_cost", 0)
        every = np.arange(len(outline), dtype=np.intp)
        row = np.concatenate([assigned, every])
        amount = np.concatenate([costs.assignment, fixed])
        kept = np.flatnonzero((amount != 0) & state.inputs.tasks.active[row])
        return cls(
            row=row[kept],
            kind=np.concatenate([kind, np.full(len(every), KINDS.index(CostKind.FIXED), np.int8)])[kept],
            amount=amount[kept],
            work=np.concatenate([work, np.zeros(len(every), np.int64)])[kept],
            place=controls(state)[row[kept]],
            accrual=_accruals(state, who)[kept],
        )

    def only(self, some: Rows) -> CostParts:
        """Some of the parts."""
        names = self.__dataclass_fields__
        return CostParts(**{name: getattr(self, name)[some] for name in names})

    @property
    def total(self) -> int:
        """Minor units: the cost of the program."""
        return int(self.amount.sum())


def months_of(state: State, parts: CostParts) -> tuple[Numbers, Numbers]:
    """Months since 1970 in which the plan spends, (m,), and what of each part falls into them, (k, m).

    A part is spent over the working time of its task, or at one end of it as it accrues.
    """
    start, finish = state.schedule.start[parts.row], state.schedule.finish[parts.row]
    known = (start != NONE) & (finish != NONE)
    if not known.any():
        return np.zeros(0, np.int64), np.zeros((len(parts.row), 0), np.int64)
    fiscal = fiscal_calendar(state.inputs.tables)
    reach = (int(start[known].min()), int(finish[known].max()))
    first, last = (fiscal.month_at(at) for at in reach)
    months = np.arange(first, last + 1)
    calendar = state.inputs.calendars[state.inputs.options.calendar]
    edges = calendar.to_work(fiscal.starts(np.append(months, months[-1] + 1)))
    begin = calendar.to_work(np.where(known, start, 0))
    end = np.maximum(calendar.to_work(np.where(known, finish, 0)), begin)
    begin = np.minimum(begin, end - 1)  # a milestone's cost falls into the minute before it
    begin = np.where(parts.accrual == Accrual.END, end - 1, begin)
    end = np.where(parts.accrual == Accrual.START, begin + 1, end)
    length = end - begin
    passed = np.clip(edges[None, :] - begin[:, None], 0, length[:, None])
    passed[:, 0], passed[:, -1] = 0, length
    reached = parts.amount[:, None] * passed // length[:, None]
    return months, np.where(known[:, None], np.diff(reached, axis=1), 0)


def _accruals(state: State, who: NDArray[np.int32]) -> NDArray[np.int8]:
    """Shape (k,): of the assignments by their resources, then of every row's fixed cost."""
    tables, outline = state.inputs.tables, state.outline
    of_resource = np.append(tables["resource"].codes_of("accrual", ACCRUALS), np.int8(0))
    fixed = np.zeros(len(outline), np.int8)
    at = ~outline.is_project
    fixed[at] = tables["task"].codes_of("fixed_accrual", ACCRUALS)[outline.source[at]]
    return np.concatenate([of_resource[who], fixed]).astype(np.int8)
