"""The backward pass: the latest each task can be without moving the plan's end or missing a date."""

from tpm_desktop.planning.columns import NONE, Constraint
from tpm_desktop.planning.demands import FROM_FINISH, by_when
from tpm_desktop.planning.forward import Early
from tpm_desktop.planning.inputs import Inputs

__all__ = ["Late", "backward"]

NEVER = int(2**62)
"""Later than any instant."""


class Late:
    """The answer of the pass, lists by row."""

    def __init__(self, n: int) -> None:
        self.start = [NONE] * n
        self.finish = [NONE] * n


def backward(inputs: Inputs, early: Early, finish: int) -> Late:
    """The late dates of all tasks of a plan that ends then."""
    found = _Pass(inputs, early, finish)
    for node in reversed(inputs.network.order):
        if node < 0:
            found.open(~node)
        elif inputs.summary[node]:
            found.close(node)
        else:
            found.place(node)
    return found.late


class _Pass:
    def __init__(self, inputs: Inputs, early: Early, finish: int) -> None:
        self.inputs = inputs
        self.early = early
        self.late = Late(inputs.n)
        self.end = finish
        # By when what precedes must be over: a task's late start before any levelling, or what a begun one says.
        self.wanted_start = [NONE] * inputs.n
        # What a summary passes on to its children: how late they may start and finish.
        self.starts = [NEVER] * inputs.n
        self.finishes = [NEVER] * inputs.n

    def open(self, row: int) -> None:
        """Note what limits the children of a summary."""
        self.starts[row], self.finishes[row] = self._limits(row)

    def close(self, row: int) -> None:
        """Give a summary the late dates of its children."""
        inputs, late = self.inputs, self.late
        below = inputs.network.children[row]
        counted = [child for child in below if inputs.active[child] and late.start[child] != NONE] or below
        if counted:
            late.start[row] = min(late.start[child] for child in counted)
            late.finish[row] = max(late.finish[child] for child in counted)
            self.wanted_start[row] = min(min(self.wanted_start[child], late.start[child]) for child in counted)
        else:
            late.start[row], late.finish[row] = self.early.start[row], self.early.finish[row]
            self.wanted_start[row] = late.start[row]

    def place(self, task: int) -> None:
        """Give a task its late dates."""
        inputs, early, late = self.inputs, self.early, self.late
        minutes, clocks = inputs.duration[task], inputs.clocks
        if inputs.is_done(task):
            late.start[task], late.finish[task] = early.start[task], early.finish[task]
            self.wanted_start[task] = early.start[task]
            return
        start, finish = self._limits(task)
        if inputs.is_begun(task):
            late.start[task] = early.start[task]
            late.finish[task] = clocks.task[task].previous_work(finish) if minutes else finish
            self.wanted_start[task] = early.remains[task] if minutes else finish
            return
        if not minutes:
            late.start[task] = late.finish[task] = min(start, finish)
        else:
            late.start[task] = clocks.next_work(task, min(start, clocks.start(task, finish, minutes)))
            late.finish[task] = clocks.finish(task, late.start[task], minutes)
        self.wanted_start[task] = late.start[task] - inputs.levelling_delay[task]

    def _limits(self, row: int) -> tuple[int, int]:
        """How late a row may start and finish."""
        inputs, parent = self.inputs, self.inputs.parent[row]
        start, finish = NEVER, self.end
        if inputs.options.multiple_critical_paths and not inputs.summary[row]:
            finish = NEVER if self._is_followed(row) else self.early.finish[row]
        if parent >= 0:
            finish = min(finish, self.finishes[parent])
            # A summary begins with its first child; the others may begin after a limit on its start.
            start = self.starts[parent] if self.early.start[row] == self.early.start[parent] else NEVER
        for link in inputs.outgoing[row]:
            instant = by_when(inputs, link, self.wanted_start, self.late.finish, self.early.duration)
            if inputs.kind[link] in FROM_FINISH:
                finish = min(finish, instant)
            else:
                start = min(start, instant)
        return self._demanded(row, start, finish)

    def _is_followed(self, row: int) -> bool:
        """Whether any task waits for the row or for a summary above it."""
        inputs, at = self.inputs, row
        while at >= 0:
            if inputs.outgoing[at]:
                return True
            at = inputs.parent[at]
        return False

    def _demanded(self, row: int, start: int, finish: int) -> tuple[int, int]:
        """The limits with the deadline and the date that a planner demanded of the row."""
        inputs = self.inputs
        kind, date = inputs.constraint[row], inputs.constraint_date[row]
        if inputs.deadline[row] != NONE:
            finish = min(finish, inputs.deadline[row])
        if date == NONE:
            return start, finish
        if kind in (Constraint.SNLT, Constraint.MSO):
            start = min(start, date)
        elif kind in (Constraint.FNLT, Constraint.MFO):
            finish = min(finish, date)
        return start, finish
