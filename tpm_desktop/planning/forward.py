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

    def close(self, row: int) -> None:
        """Give a summary the dates of its children."""
        inputs, early = self.inputs, self.early
        below = inputs.network.children[row]
        counted = [child for child in below if self._counts(child)] or [c for c in below if early.start[c] != NONE]
        if not counted:
            self._put(row, self.starts[row], self.starts[row].instant, self.starts[row].instant)
            return
        first = min(counted, key=early.start.__getitem__)
        finish = max(early.finish[child] for child in counted)
        start = early.start[first]
        if inputs.manual[row]:
            start = max(start, inputs.manual_start[row])
        early.duration[row] = inputs.plan.between(start, finish)
        self._put(row, Hold(start, Reason.CHILDREN, -1, first), start, finish)

    def _counts(self, child: int) -> bool:
        """Whether a summary takes notice of the child's dates."""
        inputs = self.inputs
        return inputs.active[child] and not (inputs.summary[child] and not inputs.network.children[child])

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
        hold = self._bound(task, minutes)
        if self.late_starts.get(task, NONE) > hold.instant:
            hold = Hold(self.late_starts[task], Reason.AS_LATE_AS_POSSIBLE, -1, task)
        if inputs.levelling_delay[task]:
            levelled = inputs.clocks.next_work(task, hold.instant) + inputs.levelling_delay[task]
            hold = Hold(levelled, Reason.LEVELLING, -1, task)
        start = self.working(task, hold.instant)
        self._put(task, hold, start, self._after(task, start, minutes))

    def _place_given(self, task: int) -> None:
        """A manual or external task stands where it was put; a date it lacks follows from the other or the links."""
        inputs, minutes = self.inputs, self.inputs.duration[task]
        start, finish = inputs.manual_start[task], inputs.manual_finish[task]
        reason = Reason.EXTERNAL if inputs.external[task] else Reason.MANUAL
        hold = Hold(start, reason, -1, task)
        if start == NONE and finish != NONE:
            start = inputs.clocks.start(task, finish, minutes) if minutes else finish
        elif start == NONE:
            hold = self._bound(task, minutes)
            start = self.working(task, hold.instant)
        if finish == NONE or finish < start:
            finish = self._after(task, start, minutes)
        self._put(task, hold, start, finish)

    def _place_begun(self, task: int) -> None:
        """A task that has begun stays where it began; what remains of it goes on after what is done."""
        inputs, minutes = self.inputs, self.inputs.duration[task]
        start, finish = inputs.actual_start[task], inputs.actual_finish[task]
        if start == NONE:
            start = inputs.clocks.start(task, finish, minutes) if minutes else finish
        hold = Hold(start, Reason.ACTUAL, -1, task)
        if finish != NONE:
            self._put(task, hold, start, max(start, finish))
            return
        remains, hold = self._remaining(task, hold)
        done = minutes * inputs.done[task] // WHOLE
        self._put(task, hold, start, self._after(task, remains, minutes - done))
        self.early.remains[task] = remains

    def _remaining(self, task: int, hold: Hold) -> tuple[int, Hold]:
        """Where what is left of a begun task goes on, and what decided it if not its start."""
        inputs, options = self.inputs, self.inputs.options
        done = inputs.duration[task] * inputs.done[task] // WHOLE
        stop = self._after(task, hold.instant, done) if done else hold.instant
        at = max(stop, inputs.stop[task], inputs.resume[task])
        if options.reschedule_uncompleted and at < options.status_date and not inputs.is_done(task):
            return self.working(task, options.status_date), Hold(options.status_date, Reason.STATUS_DATE, -1, task)
        return at, hold

    def _after(self, task: int, start: int, minutes: int) -> int:
        return self.inputs.clocks.finish(task, start, minutes) if minutes else start

    def working(self, task: int, instant: int) -> int:
        """Where the task can start from then on; a milestone may also stand where a working period ends."""
        clocks = self.inputs.clocks
        start = clocks.next_work(task, instant)
        if start != instant and not self.inputs.duration[task] and clocks.task[task].previous_work(instant) == instant:
            return instant
        return start

    def _bound(self, task: int, minutes: int) -> Hold:
        """What holds a task's start, links, demanded dates and all."""
        inputs = self.inputs
        start, finish = self._holds(task)
        if finish.instant != NONE:
            instant = inputs.clocks.start(task, finish.instant, minutes) if minutes else finish.instant
            if instant > start.instant:
                start = finish._replace(instant=instant)
        if inputs.options.honour_constraints and inputs.constraint_date[task] != NONE:
            return self._honoured(task, start, minutes)
        return start

    def _honoured(self, task: int, hold: Hold, minutes: int) -> Hold:
        """Where a task stands whose demanded date holds even against its links."""
        inputs = self.inputs
        kind, date = inputs.constraint[task], inputs.constraint_date[task]
        if kind in (MFO, FNLT):
            date = inputs.clocks.start(task, date, minutes) if minutes else date
        if kind in (MSO, MFO) or (kind in (SNLT, FNLT) and hold.instant > date):
            return Hold(date, Reason.CONSTRAINT, -1, task)
        return hold

    def _holds(self, row: int) -> tuple[Hold, Hold]:
        """The latest hold of a row's start, and that of its finish, which may be none."""
        early, inputs, parent = self.early, self.inputs, self.inputs.parent[row]
        start, finish = (self.starts[parent], self.finishes[parent]) if parent >= 0 else (self.begin, NOTHING)
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
        if kind in (SNET, MSO) and inputs.clocks.next_work(row, start.instant) < date:
            start = Hold(date, Reason.CONSTRAINT, -1, row)
        elif kind in (FNET, MFO) and date > finish.instant:
            finish = Hold(date, Reason.CONSTRAINT, -1, row)
        return start, finish

    def _put(self, row: int, hold: Hold, start: int, finish: int) -> None:
        early = self.early
        early.start[row], early.finish[row], early.remains[row] = start, finish, start
        early.reason[row], early.driver[row] = hold.reason, hold.driver
        early.holder[row] = row if hold.holder < 0 else hold.holder
