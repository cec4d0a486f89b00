"""Work of resources whose rates change, in pieces of one rate each: what is worked when, at which rate.

Work lies evenly over the working time of its task, by the resource's own calendar; what is done lies first.
Without a rate by date nothing is computed here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.finance.cost import CostedAssignments, DatedWork
from tpm_desktop.planning.columns import NONE, Schedule

from .columns import Numbers
from .inputs import Inputs

_DAY = 1440


@dataclass(frozen=True, slots=True)
class _Spans:
    """Of assignments (k,): the working time of their tasks, and what lies before each change (k, r)."""

    length: Numbers
    before: Numbers


def dated(inputs: Inputs, schedule: Schedule, costed: CostedAssignments) -> CostedAssignments:
    """The assignments with their work in pieces, and the cost per use of the day their task starts on."""
    rates = inputs.tables["resource_rate"]
    if not len(rates):
        return costed
    resource, assignment = inputs.tables["resource"], inputs.tables["assignment"]
    who, of = assignment.rows_of("resource_id", resource.row), rates.rows_of("resource_id", resource.row)
    per_use = costed.cost_per_use.copy()
    pieces: list[DatedWork] = []
    for row in np.unique(of).tolist():
        mine, steps = np.flatnonzero(who == row), np.flatnonzero(of == row)
        if not mine.size:
            continue
        steps = steps[np.argsort(rates.numbers["since"][steps], kind="stable")]
        each = {
            name: np.append(resource.numbers[name][row], rates.numbers[name][steps])
            for name in ("rate", "overtime_rate", "cost_per_use")
        }
        start, finish = (_known(inputs, at[costed.task[mine]]) for at in (schedule.start, schedule.finish))
        since = rates.numbers["since"][steps] * _DAY
        per_use[mine] = each["cost_per_use"][np.searchsorted(since, start, "right")]
        spans = _spans(inputs, row, since, start, finish)
        pieces.append(_pieces(costed, mine, spans, each["rate"], each["overtime_rate"]))
    if not pieces:
        return costed
    joined = {n: np.concatenate([getattr(one, n) for one in pieces]) for n in DatedWork.__dataclass_fields__}
    return replace(costed, cost_per_use=per_use, dated=DatedWork(**joined))


def _known(inputs: Inputs, times: Numbers) -> Numbers:
    return np.where(times == NONE, inputs.options.start, times)


def _spans(inputs: Inputs, row: int, since: Numbers, start: Numbers, finish: Numbers) -> _Spans:
    resource = inputs.tables["resource"]
    own = int(resource.rows_of("calendar_id", inputs.tables["calendar"].row)[row])
    calendar = inputs.calendars[own if own >= 0 else inputs.options.calendar]
    begin = calendar.to_work(start)
    length = np.maximum(calendar.to_work(finish) - begin, 1)
    changes = calendar.to_work(since)
    before = np.clip(changes[None, :] - begin[:, None], 0, length[:, None])
    none = start == finish  # a milestone has the rate of its moment
    before[none] = np.where(since[None, :] <= start[none][:, None], 0, 1)
    return _Spans(length, before)


def _pieces(
    costed: CostedAssignments, mine: NDArray[np.intp], spans: _Spans, rate: Numbers, overtime_rate: Numbers
) -> DatedWork:
    count = spans.before.shape[1] + 1

    def parted(whole: Numbers, done: Numbers | None = None) -> Numbers:
        """Minutes at each rate; of what is done the first ones, and all that goes beyond in the last."""
        minutes = whole[mine][:, None]
        reached = minutes * spans.before // spans.length[:, None]
        last = minutes
        if done is not None:
            last = done[mine][:, None]
            reached = np.minimum(reached, last)
        edges = np.concatenate([np.zeros_like(minutes), reached, last], axis=1)
        return np.diff(edges, axis=1).ravel()

    return DatedWork(
        assignment=np.repeat(mine, count).astype(np.int32),
        work=parted(costed.work),
        actual_work=parted(costed.work, costed.actual_work),
        overtime=parted(costed.overtime),
        actual_overtime=parted(costed.overtime, costed.actual_overtime),
        rate=np.tile(rate, len(mine)),
        overtime_rate=np.tile(overtime_rate, len(mine)),
    )
