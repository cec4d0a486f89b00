"""Manual and external tasks: dates that are given, or words in their place until a date is known."""

from __future__ import annotations

from typing import Any

from tpm_desktop.file.errors import EditError

from .task_change import TaskChange

Fields = dict[str, Any]
_DATES = {"manual_start": "start_text", "manual_finish": "finish_text"}
_TEXTS = ("start_text", "finish_text", "duration_text")


def turned(change: TaskChange) -> Fields:
    """A task that is to keep its dates stays where it is; one that is not so any more forgets its words."""
    asked, task, plan = change.asked, change.task, change.program.plan
    given = {name for name in _TEXTS if asked.get(name)}
    if given and not change.value("manual"):
        raise EditError(
            f"“{task.name}” takes no words for dates while it is scheduled automatically; "
            "set “Manually scheduled” first"
        )
    found: Fields = dict.fromkeys(_TEXTS) if task.manual and not change.value("manual") else {}
    if not is_given(change) or task.manual or task.external:
        return found
    known = {"manual_start": plan.start(task.id), "manual_finish": plan.finish(task.id)}
    return {name: at for name, at in known.items() if name not in asked and not asked.get(_DATES[name])}


def is_given(change: TaskChange) -> bool:
    """Whether the task will keep the dates it is given: by hand, or promised from outside."""
    return bool(change.value("manual") or change.value("external"))


def dates(change: TaskChange) -> Fields:
    """Given dates take the place of words and words that of dates; both dates make the duration."""
    asked = change.asked
    found = turned(change)
    for date, text in _DATES.items():
        if asked.get(text) and date not in asked:
            found[date] = None
        elif asked.get(date) is not None and text not in asked:
            found[text] = None
    if not is_given(change) or not set(_DATES) & set(asked) or "duration" in asked:
        return found
    change.own.update(found)
    start, finish = change.date("manual_start"), change.date("manual_finish")
    moved = "manual_finish" not in asked
    if start is None or finish is None or moved:
        return found
    if finish < start:
        raise EditError(
            f"“{change.task.name}” can't finish before it starts; set its start and finish together"
        )
    return {**found, "duration": change.lasting(start, finish)}


def finish(change: TaskChange) -> Fields:
    """A manual task that starts later or lasts longer finishes later; a new duration has no words."""
    asked = change.asked
    if not is_given(change):
        return {}
    lasts = change.duration != change.task.duration
    found: Fields = {"duration_text": None} if "duration" in asked and "duration_text" not in asked else {}
    start = change.date("manual_start")
    told = "manual_finish" in asked or asked.get("finish_text")
    moved = "manual_start" in asked and change.value("manual_finish") is not None
    if start is not None and not told and (lasts or moved):
        found |= {"manual_finish": change.finish_after(start, change.duration), "finish_text": None}
    return found
