"""The forward pass: the earliest each task can be, and what holds it there."""

from collections.abc import Mapping
from typing import NamedTuple

from tpm_desktop.planning.columns import NONE, WHOLE, Constraint, LinkKind, Reason
from tpm_desktop.planning.demands import not_before
from tpm_desktop.planning.inputs import Inputs

__all__ = ["Early", "forward"]

FS, SS = LinkKind.FS, LinkKind.SS
ALAP, MSO, MFO = Constraint.ALAP, Constraint.MSO, Constraint.MFO
SNET, SNLT, FNET, FNLT = Constraint.SNET, Constraint.SNLT, Constraint.FNET, Constraint.FNLT


class Hold(NamedTuple):
    """What keeps a task from being earlier: not before an instant, and why."""

    instant: int
    reason: int
    driver: int
    holder: int


NOTHING = Hold(NONE, Reason.PROJECT_START, -1, -1)


class Early:
    """The answer of the pass, lists by row; `remains` is where the work that is left goes on, of a task not begun its start."""

    def __init__(self, n: int) -> None:
        self.start = [NONE] * n
        self.finish = [NONE] * n
        self.remains = [NONE] * n
        self.duration = [0] * n
        self.reason = [int(Reason.PROJECT_START)] * n
        self.driver = [-1] * n
        self.holder = list(range(n))


def forward(inputs: Inputs, start: int, late_starts: Mapping[int, int] | None = None) -> Early:
    """The early dates of all tasks of a plan that begins then; late_starts: until when a row is put off."""
    found = _Pass(inputs, start, late_starts or {})
    for node in inputs.network.order:
        if node < 0:
            found.close(~node)
        elif inputs.summary[node]:
            found.open(node)
        else:
            found.place(node)
    return found.early


class _Pass:
    def __init__(self, inputs: Inputs, start: int, late_starts: Mapping[int, int]) -> None:
        self.inputs = inputs
        self.early = Early(inputs.n)
        self.early.duration = list(inputs.duration)
        self.begin = Hold(start, Reason.PROJECT_START, -1, -1)
        self.late_starts = late_starts
        # What a summary passes on to its children: holds of their starts and finishes, and how late they may finish.
        self.starts = [NOTHING] * inputs.n
        self.finishes = [NOTHING] * inputs.n

    def open(self, row: int) -> None:
        """Note what holds all children of a summary."""
        self.starts[row], self.finishes[row] = self._holds(row)
        given = self.inputs.manual_start[row]
        if self.inputs.manual[row] and given > self.starts[row].instant:
            self.starts[row] = Hold(given, Reason.MANUAL, -1, row)

    def close(self, row: int) -> None:
        """Give a summary the dates of its children, unless it was given its own."""
        inputs, early = self.inputs, self.early
        counted = self._counted(row)
        if not counted:
            hold = self._floored(self.starts[row])
            self._put(row, hold, hold.instant, hold.instant)
            return
        first = min(counted, key=early.start.__getitem__)
        hold = Hold(early.start[first], Reason.CHILDREN, -1, first)
        finish = max(early.finish[child] for child in counted)
        if inputs.manual[row]:
            hold = self._given(row, hold)
            finish = max(inputs.manual_finish[row], hold.instant) if inputs.manual_finish[row] != NONE else finish
        early.duration[row] = inputs.plan.between(hold.instant, finish)
        self._put(row, hold, hold.instant, finish)

    def _counted(self, row: int) -> list[int]:
        """The children that a summary takes notice of: those active, or all where none is."""
        inputs = self.inputs
        below = inputs.network.children[row]
        return [child for child in below if inputs.active[child]] or below

    def place(self, task: int) -> None:
        """Give a task its dates."""
        inputs = self.inputs
        if inputs.manual[task]:
            self._place_given(task)
        elif inputs.is_begun(task):
            self._place_begun(task)
        else:
            self._place_free(task)

    def _place_free(self, task: int) -> None:
        inputs, minutes = self.inputs, self.inputs.duration[task]
        start_hold, finish_hold = self._holds(task)
        hold = self._later(task, start_hold, finish_hold, minutes)
        if self.late_starts.get(task, NONE) > hold.instant:
            hold = Hold(self.late_starts[task], Reason.AS_LATE_AS_POSSIBLE, -1, task)
        if inputs.levelling_delay[task]:
            levelled = inputs.clocks.next_work(task, hold.instant) + inputs.levelling_delay[task]
            hold = Hold(levelled, Reason.LEVELLING, -1, task)
        start = self._working(task, hold.instant)
        finish = self._after(task, start, minutes)
        if finish < finish_hold.instant and not inputs.clocks.task[task].between(finish, finish_hold.instant):
            finish = finish_hold.instant  # the same working instant, said as the link or date says it
        self._put(task, hold, start, finish)

    def _place_given(self, task: int) -> None:
        """A manual or external task stands where it was put; a date it lacks follows from the other or the links."""
        inputs, minutes = self.inputs, self.inputs.duration[task]
        start, finish = inputs.manual_start[task], inputs.manual_finish[task]
        if start != NONE:
            hold = self._given(task, NOTHING)
        elif finish != NONE:
            hold = self._given(task, NOTHING)._replace(instant=self._before(task, finish, minutes))
        else:
            hold = self._later(task, *self._holds(task), minutes)
            hold = hold._replace(instant=self._working(task, hold.instant))
        finish = max(finish, hold.instant) if finish != NONE else self._after(task, hold.instant, minutes)
        self._put(task, hold, hold.instant, finish)

    def _given(self, row: int, otherwise: Hold) -> Hold:
        reason = Reason.EXTERNAL if self.inputs.external[row] else Reason.MANUAL
        given = self.inputs.manual_start[row]
        return Hold(given, reason, -1, row) if given != NONE or otherwise is NOTHING else otherwise

    def _place_begun(self, task: int) -> None:
        """A task that has begun stays where it began; what is left of it goes on after what is done."""
        inputs, minutes = self.inputs, self.inputs.duration[task]
        start, finish = inputs.actual_start[task], inputs.actual_finish[task]
        if start == NONE:
            start = self._before(task, finish, minutes)
        hold = Hold(start, Reason.ACTUAL, -1, task)
        if finish != NONE:
            self._put(task, hold, start, max(start, finish))
            return
        done = self._done(task, start)
        hold = self._resumed(task, hold, done)
        finish = hold.instant if done >= minutes else inputs.clocks.finish_rest(task, hold.instant, minutes - done)
        self._put(task, hold, start, finish)
        self.early.remains[task] = hold.instant

    def _done(self, task: int, start: int) -> int:
        """The minutes done of a begun task: up to its stop where that agrees with the share done, which is rounded."""
        inputs, minutes = self.inputs, self.inputs.duration[task]
        done = round(minutes * inputs.done[task] / WHOLE)
        if inputs.stop[task] > start:
            stopped = inputs.clocks.task[task].between(start, inputs.stop[task])
            if abs(stopped - done) * 100 <= minutes:
                return min(stopped, minutes)
        return done

    def _resumed(self, task: int, hold: Hold, done: int) -> Hold:
        """Where what is left of a begun task goes on; what decided it is its start, or else the status date."""
        inputs, options = self.inputs, self.inputs.options
        stop = inputs.stop[task]
        if stop < hold.instant:
            stop = inputs.clocks.task[task].finish_after(hold.instant, done) if done else hold.instant
        at = max(stop, inputs.resume[task])
        if options.reschedule_uncompleted and at < options.status_date and not inputs.is_done(task):
            return Hold(self._working(task, options.status_date), Reason.STATUS_DATE, -1, task)
        return hold._replace(instant=at)

    def _after(self, task: int, start: int, minutes: int) -> int:
        return self.inputs.clocks.finish(task, start, minutes) if minutes else start

    def _before(self, task: int, finish: int, minutes: int) -> int:
        return self.inputs.clocks.start(task, finish, minutes) if minutes else finish

    def _working(self, task: int, instant: int) -> int:
        """Where the task can start from then on; a milestone may also stand where a working period ends."""
        clocks = self.inputs.clocks
        start = clocks.next_work(task, instant)
        if start != instant and not self.inputs.duration[task]:
            return instant if clocks.task[task].previous_work(instant) == instant else start
        return start

    def _later(self, task: int, start: Hold, finish: Hold, minutes: int) -> Hold:
        """What decides a task's start, given what holds its start and what holds its finish."""
        if finish.instant != NONE:
            instant = self._before(task, finish.instant, minutes)
            if instant > start.instant:
                start = finish._replace(instant=instant)
        start = self._floored(start)
        inputs = self.inputs
        if inputs.options.honour_constraints and inputs.constraint_date[task] != NONE:
            return self._honoured(task, start, minutes)
        return start

    def _floored(self, hold: Hold) -> Hold:
        """The hold, or the plan's begin.

        A demanded or given date may lie before the plan's begin, and so may what follows a task that does. A lead
        alone takes no task there.
        """
        if hold.instant >= self.begin.instant:
            return hold
        if hold.reason == Reason.LINK:
            before = self.early.start[self.inputs.predecessor[hold.driver]] < self.begin.instant
        else:
            before = hold.instant != NONE
        return hold if before else self.begin

    def _honoured(self, task: int, hold: Hold, minutes: int) -> Hold:
        """Where a task stands whose demanded date holds even against its links."""
        inputs = self.inputs
        kind, date = inputs.constraint[task], inputs.constraint_date[task]
        if kind in (MFO, FNLT):
            date = self._before(task, date, minutes)
        if kind in (MSO, MFO) or (kind in (SNLT, FNLT) and hold.instant > date):
            return Hold(date, Reason.CONSTRAINT, -1, task)
        return hold

    def _holds(self, row: int) -> tuple[Hold, Hold]:
        """The latest hold of a row's start and that of its finish, either of which may be none."""
        early, inputs, parent = self.early, self.inputs, self.inputs.parent[row]
        start, finish = (self.starts[parent], self.finishes[parent]) if parent >= 0 else (NOTHING, NOTHING)
        if inputs.project_start[row] > start.instant:
            start = Hold(inputs.project_start[row], Reason.SUBPROJECT_START, -1, row)
        for link in inputs.incoming[row]:
            instant = not_before(inputs, link, early.start, early.finish, early.duration)
            if inputs.kind[link] in (FS, SS):
                if instant > start.instant or (instant == start.instant and start.reason != Reason.LINK):
                    start = Hold(instant, Reason.LINK, link, row)
            elif instant > finish.instant:
                finish = Hold(instant, Reason.LINK, link, row)
        return self._demanded(row, start, finish)

    def _demanded(self, row: int, start: Hold, finish: Hold) -> tuple[Hold, Hold]:
        """The holds with the date that a planner demanded of the row."""
        inputs = self.inputs
        kind, date = inputs.constraint[row], inputs.constraint_date[row]
        if date == NONE:
            return start, finish
        if kind in (SNET, MSO):
            # A predecessor that ends on Friday evening decides as much as a date on Monday morning.
            if start.instant == NONE or inputs.clocks.next_work(row, start.instant) < date:
                start = Hold(date, Reason.CONSTRAINT, -1, row)
        elif kind in (FNET, MFO) and date > finish.instant:
            finish = Hold(date, Reason.CONSTRAINT, -1, row)
        return start, finish

    def _put(self, row: int, hold: Hold, start: int, finish: int) -> None:
        early = self.early
        early.start[row], early.finish[row], early.remains[row] = start, finish, start
        early.reason[row], early.driver[row] = hold.reason, hold.driver
        early.holder[row] = row if hold.holder < 0 else hold.holder
