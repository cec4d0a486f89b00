"""The backward pass: the latest each task can be without moving the plan's end or missing a date."""

from collections.abc import Set

import numpy as np

from tpm_desktop.planning.backward_sweep import BackwardSweep
from tpm_desktop.planning.columns import NONE, Constraint, Minutes, Places
from tpm_desktop.planning.demands import FROM_FINISH, by_when
from tpm_desktop.planning.forward import Early
from tpm_desktop.planning.inputs import Inputs
from tpm_desktop.planning.marks import Marks

__all__ = ["BackwardRules", "Late", "backward"]

NEVER = 2**62
"""Later than any instant."""


class Late:
    """The answer of the pass, by row; driver: the link that decides, -1 if none, of tasks that go by rule.

    wanted_start, wanted_finish: by when what precedes must be over for a task to start: its late start less
    levelling, or where a begun one goes on; and for it to finish: in a break of its calendar after its late
    finish. instants: these two and, of each summary, how late its children may finish, all in one column.
    """

    def __init__(self, n: int) -> None:
        self.start = np.full(n, NONE, np.int64).data
        self.finish = np.full(n, NONE, np.int64).data
        self.driver = np.full(n, -1, np.int32).data
        self.instants = np.full(3 * n, NONE, np.int64)
        wanted_start, wanted_finish, self.limit = (self.instants[at * n : (at + 1) * n] for at in range(3))
        self.wanted_start, self.wanted_finish = wanted_start.data, wanted_finish.data

    def put(self, rows: Places, starts: Minutes, finishes: Minutes) -> None:
        """Set the late dates of some tasks."""
        np.asarray(self.start)[rows] = starts
        np.asarray(self.finish)[rows] = finishes

    def want(self, rows: Places, starts: Minutes, finishes: Minutes) -> None:
        """Set how late work may begin and be over for whoever precedes some tasks."""
        np.asarray(self.wanted_start)[rows] = starts
        np.asarray(self.wanted_finish)[rows] = finishes


def backward(inputs: Inputs, marks: Marks, early: Early, finish: int, only: Set[int] | None = None) -> Late:
    """The late dates of all tasks of a plan that ends then.

    Args: only: the tasks that move; all others then stay where they are, at their early dates.
    Raises: `OutOfTables` where `marks` begins after the plan does.
    """
    rules = BackwardRules(inputs, early, finish, only)
    BackwardSweep(inputs, rules, marks, only).run()
    return rules.late


def _ends(inputs: Inputs, early: Early, finish: int) -> Minutes:
    """When each task has to be over without any link: with the plan, or when it is if it ends its own path.

    What makes no date of the plan may outlast it. Shape (n,).
    """
    own, counted = np.asarray(early.finish), inputs.is_counted
    ends = np.where(counted | inputs.network.summary, finish, np.maximum(own, finish))
    if inputs.options.multiple_critical_paths:
        waited_for = np.zeros(inputs.n, np.bool_)
        waited_for[inputs.links.predecessor[inputs.limits]] = True
        alone = ~inputs.network.passed_down(waited_for) & ~inputs.network.summary
        ends[alone] = np.where(counted, np.minimum(own, finish), own)[alone]
    return ends


class BackwardRules:
    """How one row gets its late dates from those after it, whatever it is."""

    def __init__(self, inputs: Inputs, early: Early, finish: int, only: Set[int] | None) -> None:
        self.inputs = inputs
        self.early = early
        self.late = Late(inputs.n)
        self.ends = _ends(inputs, early, finish)
        self.end = finish
        self.only = only
        # What a summary passes on to its children: how late they may start, and how late they may finish.
        self.last = int(self.ends.max(initial=finish))
        self.starts = [NEVER] * inputs.n
        self.finishes = [self.last] * inputs.n

    def open(self, row: int) -> None:
        """Note what limits the children of a summary."""
        self.starts[row], self.finishes[row] = self._limits(row)
        self.late.limit[row] = self.finishes[row]

    def close(self, row: int) -> None:
        """Give a summary the late dates of its children."""
        inputs, late = self.inputs, self.late
        counted = inputs.children(row)
        if counted:
            start = min(late.start[child] for child in counted)
            self._put(row, start, max(late.finish[child] for child in counted))
            self.late.wanted_start[row] = min(start, min(self.late.wanted_start[child] for child in counted))
            self.late.wanted_finish[row] = min(self.late.wanted_finish[child] for child in counted)
        else:
            self._put(row, self.early.start[row], self.early.finish[row])

    def place(self, task: int) -> None:
        """Give a task its late dates."""
        inputs, early = self.inputs, self.early
        minutes, clocks = inputs.duration[task], inputs.clocks
        if inputs.done[task] or (self.only is not None and task not in self.only):
            self._put(task, early.start[task], early.finish[task])
            levelling = 0 if inputs.begun[task] else inputs.levelling_delay[task]
            self.late.wanted_start[task] = early.remains[task] - levelling
            return
        latest, limit = self._limits(task)
        if inputs.begun[task]:
            finish = clocks.task[task].previous_work(limit) if minutes else limit
            self._put(task, early.start[task], finish)
            # What precedes must be over when work goes on, not when it began.
            self.late.wanted_start[task] = early.remains[task] if minutes else finish
        else:
            start, finish = clocks.span_before(task, limit, minutes)
            latest = self._not_before(task, min(start, latest))
            if latest != start:
                start, finish = clocks.span_after(task, latest, minutes)
            if finish < early.finish[task] <= limit and not clocks.task[task].between(
                finish, early.finish[task]
            ):
                finish = early.finish[task]  # the same working instant, shown as in the forward pass
            self._put(task, start, finish)
            self.late.wanted_start[task] = start - inputs.levelling_delay[task]
        self.late.wanted_finish[task] = max(finish, min(limit, clocks.task[task].next_work(finish)))

    def _limits(self, row: int) -> tuple[int, int]:
        """How late a row may start and finish."""
        inputs, late = self.inputs, self.late
        start, finish = self._inherited(row)
        for link in inputs.outgoing(row):
            instant = by_when(
                inputs, link, self.late.wanted_start, self.late.wanted_finish, self.early.duration
            )
            if inputs.kind[link] in FROM_FINISH:
                if instant < finish:
                    finish, late.driver[row] = instant, link
            elif instant < start:
                start, late.driver[row] = instant, link
        kind, date = inputs.constraint[row], inputs.constraint_date[row]
        if inputs.deadline[row] != NONE:
            finish = min(finish, inputs.deadline[row])
        if date != NONE and kind in (Constraint.SNLT, Constraint.MSO):
            start = min(start, date)
        elif date != NONE and kind in (Constraint.FNLT, Constraint.MFO):
            finish = min(finish, date)
        return start, finish

    def _inherited(self, row: int) -> tuple[int, int]:
        """The limits that come from the plan's end, which tasks alone heed, and from the summary above."""
        inputs, parent = self.inputs, self.inputs.parent[row]
        start, finish = NEVER, self.last if inputs.summary[row] else int(self.ends[row])
        if parent >= 0:
            finish = min(finish, self.finishes[parent])
            # A summary begins with its first child; the others may begin after a limit on its start.
            start = self.starts[parent] if self.early.start[row] == self.early.start[parent] else NEVER
        return start, finish

    def _not_before(self, task: int, start: int) -> int:
        """The late start; in a plan scheduled from its finish not before a date that holds against links."""
        inputs = self.inputs
        kind, date = inputs.constraint[task], inputs.constraint_date[task]
        if not inputs.options.from_finish or not inputs.options.honour_constraints or date == NONE:
            return start
        if kind in (Constraint.FNET, Constraint.MFO):
            date = inputs.clocks.start(task, date, inputs.duration[task])
        if kind in (Constraint.MSO, Constraint.MFO, Constraint.SNET, Constraint.FNET):
            return max(start, date)
        return start

    def _put(self, row: int, start: int, finish: int) -> None:
        self.late.start[row], self.late.finish[row] = start, finish
        self.late.wanted_start[row], self.late.wanted_finish[row] = start, finish
