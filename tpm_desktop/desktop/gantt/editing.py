"""What a text typed into a cell means, turned into one gesture."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures import dates, links, outline, records
from tpm_desktop.gestures.links import Predecessor
from tpm_desktop.gestures.people_of_task import Wanted, set_resources
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.task_figures import TASK_FIGURES
from tpm_desktop.plan import OpenProgram, State

from .columns import COLUMNS, field_of

_BETWEEN = re.compile(r"\s*(?:;|,(?=\s*\d+\s*(?:fs|ss|ff|sf|$|[;,])))\s*", re.IGNORECASE)
_RESOURCE = re.compile(r"(.*?)\s*(?:\[([^\[\]]*)\])?", re.DOTALL)
_PREDECESSOR = re.compile(r"(\d{1,7})\s*(.*)")
_PLACED = {"parent_id", "project_id"}
TYPED = {
    column.key
    for column in COLUMNS
    if field_of(column.key) in entry("task").enterable and column.key not in _PLACED
}
_OF_TASKS = {*TYPED, "start", "finish", "predecessors", "resources"}
_OF_PROJECTS = {"name", "start"}
_WORDS = ("start", "finish", "duration")
_FROM_PARTS = {"duration", "start", "finish", *TASK_FIGURES}


def why_fixed(state: State, row: int, key: str) -> str:
    """Why nothing can be typed into a cell, in one line to be translated; empty where it can."""
    if key in _PLACED:
        return "This says where the row stands; move the row"
    if key not in _OF_TASKS:
        return "This follows from the plan; change what it follows from"
    if state.outline.is_project[row]:
        return "" if key in _OF_PROJECTS else "A component project takes this from its tasks; change those"
    if state.summary[row] and key in _FROM_PARTS:
        return "A summary task takes this from the tasks below it; change those"
    return ""


def set_cell(session: Session, row_id: str, key: str, text: str) -> None:
    """Make the edit that a typed text asks for. Raises: `ValueProblem`, `EditError`, `ProgramFileError`."""
    program = session.program
    state = program.plan.state
    if state.outline.is_project[state.outline.row[row_id]] and key == "name":
        values = session.formats.parse_field(entry("project"), "name", text)
        records.set_fields(program, "project", row_id, values)
    elif key in _WORDS and (values := _words(session, row_id, key, text)):
        records.set_fields(program, "task", row_id, values)
    elif key in TYPED:
        values = session.formats.parse_field(entry("task"), field_of(key), text, find=session.names.find)
        records.set_fields(program, "task", row_id, values)
    else:
        _OTHERS[key](session, row_id, text)


def _words(session: Session, row_id: str, key: str, text: str) -> dict[str, str]:
    """A manual task takes words where no date or duration is known yet: “after Easter”."""
    state = session.program.plan.state
    if not state.inputs.tasks.manual[state.outline.row[row_id]] or not text.strip():
        return {}
    try:
        if key == "duration":
            session.formats.parse_field(entry("task"), key, text)
        else:
            session.formats.parse_instant(text)
    except ValueProblem:
        return {f"{key}_text": text}
    return {}


def _set_start(session: Session, row_id: str, text: str) -> None:
    program = session.program
    now = program.plan.start(row_id)
    at = session.formats.parse_instant(_needed(text), base=now.date() if now else None)
    dates.set_start(program, row_id, at)


def _set_finish(session: Session, row_id: str, text: str) -> None:
    program = session.program
    now = program.plan.finish(row_id)
    at = session.formats.parse_instant(_needed(text), finish=True, base=now.date() if now else None)
    dates.set_finish(program, row_id, at)


def _needed(text: str) -> str:
    if not text.strip():
        raise ValueProblem("a date is needed, such as 4 May, today or +2w")
    return text


def _set_predecessors(session: Session, row_id: str, text: str) -> None:
    links.set_predecessors(session.program, row_id, read_predecessors(session, text))


def read_predecessors(session: Session, text: str, below: Sequence[str] = ()) -> list[Predecessor]:
    """The tasks meant by "3; 5SS+2 d": row numbers with the link's type and lag.

    Args: below: ids of rows that come below the last one in the same edit. Raises: `ValueProblem`.
    """
    rows = [*session.program.plan.state.outline.ids, *below]
    return [_read_predecessor(session, rows, part) for part in _BETWEEN.split(text.strip()) if part]


def _read_predecessor(session: Session, rows: Sequence[str], text: str) -> Predecessor:
    match = _PREDECESSOR.fullmatch(text)
    if not match:
        raise ValueProblem(f"“{text}” is not a predecessor; write row numbers such as 3, or 3FS+2 d")
    row = int(match[1]) - 1
    if not 0 <= row < len(rows):
        raise ValueProblem(f"there is no row {match[1]}; rows go from 1 to {len(rows)}")
    kind, lag, unit = session.formats.parse_link(match[2])
    return Predecessor(rows[row], kind, lag, unit)


def _set_resources(session: Session, row_id: str, text: str) -> None:
    set_resources(session.program, row_id, read_resources(session, text))


def read_resources(session: Session, text: str) -> list[Wanted]:
    """Who is meant by "Network engineer[50%]; Electrician", with their units. Raises: `ValueProblem`."""
    return [_read_resource(session, part.strip()) for part in text.split(";") if part.strip()]


def _read_resource(session: Session, text: str) -> Wanted:
    columns, match = entry("assignment").fields, _RESOURCE.fullmatch(text)
    if not match or not match[1]:
        raise ValueProblem(
            f"“{text}” is no resource; write a name, and units in brackets, such as Buyer[50%]"
        )
    found = session.formats.parse(columns["resource_id"], match[1], find=session.names.find)
    if not (match[2] or "").strip():
        return Wanted(found)
    return Wanted(found, session.formats.parse(columns["units"], match[2]))


_OTHERS: dict[str, Callable[[Session, str, str], None]] = {
    "start": _set_start,
    "finish": _set_finish,
    "predecessors": _set_predecessors,
    "resources": _set_resources,
}


def add_at_end(program: OpenProgram, name: str) -> str:
    """Add a task on the level of the last one, at first a component project; returns its id."""
    rows = program.plan.state.outline
    if not len(rows):
        return outline.insert_project(program, name)
    last = len(rows) - 1
    above = last if rows.is_project[last] else int(rows.parent[last])
    return outline.insert_task(program, parent=rows.ids[above], name=name)
