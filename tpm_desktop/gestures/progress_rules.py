"""How actual dates, shares done, and what is done and left of a duration follow from each other.

Source: in Microsoft Project percent complete is actual by whole duration, and any of them may be entered.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tpm_desktop.file.errors import EditError

from .crew import WHOLE
from .task_change import TaskChange, share_done

Fields = dict[str, Any]
_NOT_BEGUN: Fields = {
    "percent_complete": 0,
    "actual_start": None,
    "actual_finish": None,
    "stop": None,
    "resume": None,
}


def of_figures(change: TaskChange) -> Fields:
    """An actual or a remaining duration that was entered, as duration and share done."""
    done, left = change.whole("actual_duration"), change.whole("remaining_duration")
    if done is None and left is None:
        return {}
    if bool(change.asked.get("elapsed", change.task.elapsed)) != change.task.elapsed:
        counts = "elapsed time, such as 3 ed" if change.task.elapsed else "working time, such as 3 d"
        raise EditError(f"the task's duration is {counts}; what is done and left of it is too")
    if done is None:
        done = change.done()
        duration = done + (left or 0)
    else:
        duration = max(change.duration, done) if left is None else done + left
    return {"duration": duration, **under_way(change, done, duration)}


def under_way(change: TaskChange, done: int, duration: int) -> Fields:
    """The fields of a task of which so many minutes are done."""
    if done <= 0:
        return dict(_NOT_BEGUN) if change.task.percent_complete else {}
    start, change.past = change.start, min(done, duration)
    found: Fields = {"actual_start": start, "resume": None}
    if done >= duration:
        finish = change.finish_after(start, duration)
        return {**found, "percent_complete": WHOLE, "actual_finish": finish, "stop": None}
    return {
        **found,
        "percent_complete": share_done(done, duration),
        "actual_finish": None,
        "stop": change.finish_after(start, done),
    }


def of_share(change: TaskChange) -> Fields:
    """Work that has begun has a start; work that is all done has a finish; none done has neither."""
    done = change.whole("percent_complete")
    if done is None or {"actual_start", "actual_finish"} & set(change.asked):
        return {}
    if done <= 0:
        return {**_NOT_BEGUN, "percent_complete": done}
    found: Fields = {"stop": None, "resume": None, "actual_finish": None}
    if change.task.actual_start is None:
        found["actual_start"] = change.start
    if done >= WHOLE:
        finish = change.program.plan.finish(change.task.id)
        lasts = change.duration != change.task.duration
        found["actual_finish"] = change.finish_after(change.start, change.duration) if lasts else finish
    return found


def of_dates(change: TaskChange) -> Fields:
    """A task with an actual finish is done, lasted until then and has begun; one without start has not."""
    asked = change.asked
    if "percent_complete" in asked:
        return {}
    if "actual_start" in asked and asked["actual_start"] is None and asked.get("actual_finish") is None:
        return dict(_NOT_BEGUN)
    finish = change.date("actual_finish")
    if "actual_finish" in asked and finish is None:
        return {"percent_complete": 0} if change.task.percent_complete >= WHOLE else {}
    if finish is not None and {"actual_start", "actual_finish"} & set(asked):
        return {"percent_complete": WHOLE, "stop": None, "resume": None, **_lasted(change, finish)}
    if isinstance(stop := asked.get("stop"), datetime) and change.task.percent_complete < WHOLE:
        done = change.between(change.start, stop)
        if done > 0:
            return {**under_way(change, done, change.duration), "resume": change.value("resume")}
    return {}


def _lasted(change: TaskChange, finish: datetime) -> Fields:
    """The start and the duration of a task that was over then."""
    start = change.date("actual_start")
    if start is not None and start > finish:
        raise EditError("a task can't finish before it starts; set its actual start and finish together")
    if not change.duration:
        return {} if start else {"actual_start": finish}
    planned = change.start
    if start is None and planned >= finish:  # it was done before its turn: it took what was planned
        return {"actual_start": change.start_before(finish, change.duration)}
    if "duration" in change.asked:
        return {"actual_start": planned}
    return {"actual_start": planned, "duration": change.lasting(planned, finish)}


def stretched(change: TaskChange) -> Fields:
    """What is done of a task stays done when its duration changes; the share is of the new one.

    A finished task that gets longer is under way again, one that gets shorter was over earlier.
    Source: in Microsoft Project the actual duration stays and the percent complete follows.
    """
    task = change.task
    begun = task.actual_start is not None and task.percent_complete > 0
    if change.duration == task.duration or "percent_complete" in change.own or not begun:
        return {}
    done = change.done()
    if not done and change.duration:  # a milestone that was reached: nothing of a duration is done yet
        return _NOT_BEGUN | {"actual_start": task.actual_start}
    return under_way(change, max(done, 1), change.duration) | {"resume": change.value("resume")}
