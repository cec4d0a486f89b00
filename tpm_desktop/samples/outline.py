"""From a project's outline as written down to rows of tasks, breaks, assignments and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tpm_desktop.gestures.crew import WHOLE, work_of
from tpm_desktop.model.record import new_id
from tpm_desktop.model.schedule import LagUnit, LinkType

from .fields import DAY, ELAPSED_DAY, MINOR_UNITS, Keys, fields
from .telling import ProjectOutline, Row

_LINK = re.compile(r"(?P<key>[\w:-]+)(?: (?P<type>FS|SS|FF|SF)(?:(?P<lag>[+-]\d+)(?P<unit>d|ed|ew|%))?)?")
_UNITS = {
    "d": (LagUnit.WORKING, DAY),
    "ed": (LagUnit.ELAPSED, ELAPSED_DAY),
    "ew": (LagUnit.ELAPSED, 7 * ELAPSED_DAY),
    "%": (LagUnit.PERCENT, WHOLE // 100),
}


def task_key(project: str, key: str) -> str:
    """A task's key in the whole program; one that names its project already stays."""
    return key if ":" in key else f"{project}:{key}"


def task_rows(outline: ProjectOutline, keys: Keys) -> Iterator[dict[str, Any]]:
    """The rows of the tasks; their ids are made, and learnt, here, since a task is below one before it."""
    above: list[str] = []
    for task in outline.tasks:
        row_id = new_id()
        keys.learn("task", task_key(outline.key, task["key"]), row_id)
        del above[task["level"] - 1 :]
        yield {
            "id": row_id,
            "project_id": keys.id("project", outline.key),
            "parent_id": above[-1] if above else None,
            "duration": task.get("days", 0) * (ELAPSED_DAY if task.get("elapsed") else DAY),
            "owner_id": _owner(task, keys),
            "ignore_resource_calendars": "calendar_id" in task,
            **fields("task", task, keys),
        }
        above.append(row_id)


def _owner(task: Row, keys: Keys) -> str | None:
    """Who does most of it."""
    who: dict[str, int] = task.get("who", {})
    return keys.id("resource", max(who, key=lambda name: who[name])) if who else None


def split_rows(outline: ProjectOutline, keys: Keys) -> Iterator[dict[str, Any]]:
    """The breaks in the work on the tasks."""
    for task in outline.tasks:
        for part in task.get("breaks", ()):
            yield {
                "task_id": keys.id("task", task_key(outline.key, task["key"])),
                "after": part["after"] * DAY,
                "length": part["days"] * DAY,
            }


def assignment_rows(outline: ProjectOutline, keys: Keys) -> Iterator[dict[str, Any]]:
    """Who works on the tasks, what they use up, and what they cost besides; keys are “task resource”."""
    for task in outline.tasks:
        key = task_key(outline.key, task["key"])
        for who, values in _assigned(task):
            row_id = new_id()
            keys.learn("assignment", f"{key} {who}", row_id)
            ids = {"task_id": keys.id("task", key), "resource_id": keys.id("resource", who)}
            yield {"id": row_id, **ids, **values}


def _assigned(task: Row) -> Iterator[tuple[str, dict[str, Any]]]:
    for who, percent in task.get("who", {}).items():
        units = percent * WHOLE // 100
        yield who, {"units": units, "work": work_of(task["days"] * DAY, units)}
    for what, quantity in task.get("materials", {}).items():
        yield what, {"units": quantity * WHOLE, "work": quantity * 60}  # an hour stands for each unit of it
    for what, amount in task.get("costs", {}).items():
        yield what, {"cost": amount * MINOR_UNITS}


def link_rows(outline: ProjectOutline, keys: Keys, *, crossing: bool) -> Iterator[dict[str, Any]]:
    """The links to the project's tasks: those from other projects, or those of its own."""
    for task in outline.tasks:
        after = task.get("after", ())
        for written in (after,) if isinstance(after, str) else after:
            match = _LINK.fullmatch(written)
            if match is None:
                raise ValueError(f"{task['key']}: {written!r} is not a link such as design SS+5d")
            if (":" in match["key"]) == crossing:
                yield {
                    "predecessor_id": keys.id("task", task_key(outline.key, match["key"])),
                    "successor_id": keys.id("task", task_key(outline.key, task["key"])),
                    **_kind(match),
                }


def _kind(match: re.Match[str]) -> dict[str, Any]:
    unit, minutes = _UNITS[match["unit"] or "d"]
    return {
        "type": LinkType((match["type"] or "FS").lower()),
        "lag": int(match["lag"] or 0) * minutes,
        "lag_unit": unit,
    }
