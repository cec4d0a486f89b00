"""Drawing a task: its dates come first, its name later."""

from __future__ import annotations

from datetime import datetime

from tpm_desktop.model.schedule import Constraint
from tpm_desktop.plan import OpenProgram, instant, minutes

from .dates import Span
from .outline import insert_task


def drawn(program: OpenProgram, start: datetime, finish: datetime) -> Span | None:
    """The working time between two moments by the program's calendar, None without any."""
    inputs = program.plan.state.inputs
    calendar = inputs.calendars[inputs.options.calendar]
    first, last = calendar.next_work(minutes(start)), calendar.previous_work(minutes(finish))
    duration = calendar.between(first, last)
    begin, end = instant(first), instant(last)
    return Span(begin, end, duration) if duration > 0 and begin and end else None


def draw_task(program: OpenProgram, span: Span, *, name: str, after: str | None = None) -> str:
    """Add a task that starts no earlier than it was drawn, and lasts as long; returns its id.

    Args: after: the row that it comes behind, as the first part of one that has parts; None for the end.
    Raises: `EditError`, `ProgramFileError`.
    """
    outline = program.plan.state.outline
    row = outline.row[after] if after is not None else len(outline) - 1
    parent, before = row, None
    if outline.is_project[row] or (after is not None and outline.children(row)):
        first = outline.children(row)
        before = outline.ids[first[0]] if first else None
    else:
        parent = int(outline.parent[row])
        behind = [sibling for sibling in outline.children(parent) if sibling > row]
        before = outline.ids[behind[0]] if behind else None
    return insert_task(
        program,
        parent=outline.ids[parent],
        before=before,
        name=name,
        duration=span.duration,
        constraint=Constraint.SNET,
        constraint_date=span.start,
    )
