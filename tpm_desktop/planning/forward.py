"""The forward pass: the earliest each task can be, and what holds it there."""

from collections.abc import Mapping

import numpy as np

from tpm_desktop.planning.columns import NONE, Constraint, Minutes, Places, Reason
from tpm_desktop.planning.demands import TO_START, not_before
from tpm_desktop.planning.forward_sweep import ForwardSweep
from tpm_desktop.planning.holds import NOTHING, Hold
from tpm_desktop.planning.inputs import Inputs
from tpm_desktop.planning.marks import Marks
from tpm_desktop.planning.progress import rest

__all__ = ["Early", "ForwardRules", "forward"]

MSO, MFO = Constraint.MSO, Constraint.MFO
SNET, SNLT, FNET, FNLT = Constraint.SNET, Constraint.SNLT, Constraint.FNET, Constraint.FNLT
LATEST = np.iinfo(np.int64).max


class Early:
    """The answer of the pass, by row.

    remains: where the work that is left goes on, of a task not begun its start.
    duration: as given; of a summary the plan's working time between its start and finish.
    reason, driver, holder: as in `Schedule`.
    instants: starts, finishes, and what holds the children of each summary, all in one column; a summary
    begins with dates that those of any child replace.
    is_odd: tasks whose finish is shown where work begins, or within a break.
    """

    def __init__(self, inputs: Inputs) -> None:
        n = inputs.n
        self.instants = np.full(3 * n, NONE, np.int64)
        starts, finishes, self.hold = (self.instants[at * n : (at + 1) * n] for at in range(3))
        starts[inputs.network.summary] = LATEST
        self.start, self.finish = starts.data, finishes.data
        self.remains = np.full(n, NONE, np.int64).data
        self.duration = inputs.tasks.duration.copy().data
        self.reason = np.full(n, int(Reason.PROJECT_START), np.int8).data
        self.driver = np.full(n, -1, np.int32).data
        self.holder = np.arange(n, dtype=np.int32).data
        self.is_odd = np.zeros(n, np.bool_)

    def put(self, rows: Places, starts: Minutes, finishes: Minutes) -> None:
        """Set the dates of some tasks of which nothing is done yet."""
        np.asarray(self.start)[rows] = starts
        np.asarray(self.finish)[rows] = finishes
        np.asarray(self.remains)[rows] = starts


def forward(inputs: Inputs, marks: Marks, start: int, put_off: Mapping[int, Hold] | None = None) -> Early:
    """The early dates of all tasks of a plan that begins then; put_off: tasks that are to be no earlier.

    Raises: `OutOfTables` where `marks` ends before the plan does.
    """
    rules = ForwardRules(inputs, start, put_off or {})
    ForwardSweep(inputs, rules, marks).run()
    return rules.early


class ForwardRules:
    """How one row gets its dates from those before it, whatever it is."""

    def __init__(self, inputs: Inputs, start: int, put_off: Mapping[int, Hold]) -> None:
        self.inputs = inputs
        self.early = Early(inputs)
        self.begin = Hold(start, Reason.PROJECT_START)
        self.put_off = put_off
        # What a summary passes on to its children: what holds their starts, and what holds their finishes.
        self.starts = [NOTHING] * inputs.n
        self.finishes = [NOTHING] * inputs.n

    def open(self, row: int) -> None:
        """Note what holds all children of a summary."""
        self.starts[row], self.finishes[row] = self._holds(row)
        given = self.inputs.given_start[row]
        if self.inputs.given[row] and given > self.starts[row].instant:
            self.starts[row] = Hold(given, Reason.MANUAL, holder=row)
        self.early.hold[row] = self.starts[row].instant

    def close(self, row: int) -> None:
        """Give a summary the dates of its children, unless it was given its own."""
        inputs, early = self.inputs, self.early
        counted = inputs.children(row)
        if not counted:
            hold = self._floored(self.starts[row])
            self._put(row, hold, hold.instant, hold.instant)
            return
        first = min(counted, key=early.start.__getitem__)
        hold = Hold(early.start[first], Reason.CHILDREN, holder=first)
        finish = max(early.finish[child] for child in counted)
        if inputs.given[row]:
            hold = self._given(row, hold)
            finish = max(
                hold.instant, finish if inputs.given_finish[row] == NONE else inputs.given_finish[row]
            )
        early.duration[row] = inputs.plan.between(hold.instant, finish)
        self._put(row, hold, hold.instant, finish)

    def place(self, task: int) -> None:
        """Give a task its dates."""
        if self.inputs.given[task]:
            self._place_given(task)
        elif self.inputs.begun[task]:
            self._place_begun(task)
        else:
            self._place_free(task)

    def _place_free(self, task: int) -> None:
        inputs, minutes = self.inputs, self.inputs.duration[task]
        start_hold, finish_hold = self._holds(task)
        hold = self._later(task, start_hold, finish_hold)
        if task in self.put_off and self.put_off[task].instant >= hold.instant:
            hold = self.put_off[task]
        if inputs.levelling_delay[task]:
            levelled = inputs.clocks.next_work(task, hold.instant) + inputs.levelling_delay[task]
            hold = Hold(levelled, Reason.LEVELLING, holder=task)
        start, finish = inputs.clocks.span_after(task, hold.instant, minutes)
        if finish < finish_hold.instant and not inputs.clocks.task[task].between(finish, finish_hold.instant):
            finish = finish_hold.instant  # the same working instant, shown as the link or date says it
        self._put(task, hold, start, finish)

    def _place_given(self, task: int) -> None:
        """A manual or external task stands where it was put; a date it lacks follows from the other one."""
        inputs, minutes = self.inputs, self.inputs.duration[task]
        start, finish = inputs.given_start[task], inputs.given_finish[task]
        hold = self._given(task, NOTHING)
        if start == NONE and finish != NONE:
            hold = hold._replace(instant=inputs.clocks.start(task, finish, minutes))
        elif start == NONE:
            hold = self._later(task, *self._holds(task))
            hold = hold._replace(instant=inputs.clocks.span_after(task, hold.instant, minutes)[0])
        if finish == NONE:
            finish = inputs.clocks.finish(task, hold.instant, minutes)
        self._put(task, hold, hold.instant, max(finish, hold.instant))

    def _given(self, row: int, otherwise: Hold) -> Hold:
        reason = Reason.EXTERNAL if self.inputs.external[row] else Reason.MANUAL
        given = self.inputs.given_start[row]
        return Hold(given, reason, holder=row) if given != NONE or otherwise is NOTHING else otherwise

    def _place_begun(self, task: int) -> None:
        """A task that has begun stays where it began; what is left of it goes on after what is done."""
        inputs, minutes = self.inputs, self.inputs.duration[task]
        start, finish = inputs.actual_start[task], inputs.actual_finish[task]
        start_hold, finish_hold = self._holds(task)
        hold = Hold(start, Reason.ACTUAL, holder=task)
        if start == NONE and finish != NONE:
            hold = hold._replace(instant=inputs.clocks.start(task, finish, minutes))
        elif start == NONE:
            found = self._later(task, start_hold, finish_hold)
            hold = hold._replace(instant=inputs.clocks.span_after(task, found.instant, minutes)[0])
        if finish != NONE:
            self._put(task, hold, hold.instant, max(hold.instant, finish))
            return
        after = start_hold.instant if start_hold.reason == Reason.LINK else NONE
        left = rest(inputs, task, hold.instant, after)
        self._put(task, left.reason or hold, hold.instant, left.finish)
        self.early.remains[task] = left.start

    def _later(self, task: int, start: Hold, finish: Hold) -> Hold:
        """What decides a task's start, given what holds its start and what holds its finish."""
        inputs, minutes = self.inputs, self.inputs.duration[task]
        if finish.instant != NONE:
            instant = inputs.clocks.start(task, finish.instant, minutes)
            if instant > start.instant:
                start = finish._replace(instant=instant)
        start = self._floored(start)
        if inputs.options.honour_constraints and inputs.constraint_date[task] != NONE:
            return self._honoured(task, start)
        return start

    def _floored(self, hold: Hold) -> Hold:
        """The hold, or the plan's begin.

        A demanded or given date may lie before the plan's begin, and so may what follows a task that does.
        A lead alone takes no task there.
        """
        if hold.instant >= self.begin.instant:
            return hold
        if hold.reason == Reason.LINK:
            before = self.early.start[self.inputs.predecessor[hold.driver]] < self.begin.instant
        else:
            before = hold.reason in (Reason.CONSTRAINT, Reason.MANUAL)
        return hold if before else self.begin

    def _honoured(self, task: int, hold: Hold) -> Hold:
        """Where a task stands whose demanded date holds even against its links."""
        inputs = self.inputs
        kind, date = inputs.constraint[task], inputs.constraint_date[task]
        if kind in (MFO, FNLT):
            date = inputs.clocks.start(task, date, inputs.duration[task])
        if kind in (MSO, MFO) or (kind in (SNLT, FNLT) and hold.instant > date):
            return Hold(date, Reason.CONSTRAINT, holder=task)
        return hold

    def _holds(self, row: int) -> tuple[Hold, Hold]:
        """The latest hold of a row's start and that of its finish, either of which may be nothing."""
        early, inputs, parent = self.early, self.inputs, self.inputs.parent[row]
        start, finish = (self.starts[parent], self.finishes[parent]) if parent >= 0 else (NOTHING, NOTHING)
        if inputs.project_start[row] > start.instant:
            start = Hold(inputs.project_start[row], Reason.SUBPROJECT_START, holder=row)
        for link in inputs.incoming(row):
            instant = not_before(inputs, link, early.start, early.finish, early.duration)
            if inputs.kind[link] in TO_START:
                if instant > start.instant or (instant == start.instant and start.reason != Reason.LINK):
                    start = Hold(instant, Reason.LINK, link, row)
            elif instant > finish.instant:
                finish = Hold(instant, Reason.LINK, link, row)
        if inputs.constraint_date[row] != NONE:
            return self._demanded(row, start, finish)
        return start, finish

    def _demanded(self, row: int, start: Hold, finish: Hold) -> tuple[Hold, Hold]:
        """The holds with the date that a planner demanded of the row."""
        inputs = self.inputs
        kind, date = inputs.constraint[row], inputs.constraint_date[row]
        if kind in (SNET, MSO):
            # A predecessor that ends on Friday evening decides as much as a date on Monday morning.
            if start is NOTHING or inputs.clocks.next_work(row, start.instant) < date:
                start = Hold(date, Reason.CONSTRAINT, holder=row)
        elif kind in (FNET, MFO) and date > finish.instant:
            finish = Hold(date, Reason.CONSTRAINT, holder=row)
        return start, finish

    def _put(self, row: int, hold: Hold, start: int, finish: int) -> None:
        early = self.early
        early.start[row], early.finish[row], early.remains[row] = start, finish, start
        early.reason[row] = hold.reason if self.inputs.active[row] else Reason.INACTIVE
        early.driver[row] = hold.driver
        if hold.holder >= 0:
            early.holder[row] = hold.holder
