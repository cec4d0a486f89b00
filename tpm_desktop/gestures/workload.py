"""Giving work to somebody else, moving it in time, doing it with more or less: planned, then made.

What is planned can be looked at before it is made; one step each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.record import new_id
from tpm_desktop.plan import OpenProgram, State, instant, refusing
from tpm_desktop.plan.figures import duration_done
from tpm_desktop.plan.supposed import with_changes

from .assignment_rules import Edits, Staffing
from .dates import start_values
from .following import apply, following
from .splits import break_of
from .task_rules import followed
from .words import quoted

__all__ = ["Planned", "moved", "reassigned", "rescaled"]

_MOST_UNITS = 1_000_000_000
_DAY = 1440


@dataclass
class Planned:
    """Edits that are not made yet. edits: fields by table and row; added, removed: rows by table."""

    label: str
    edits: Edits = field(default_factory=dict)
    added: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    removed: dict[str, list[str]] = field(default_factory=dict)

    def supposed(self, state: State) -> State:
        """The plan as it would be. Raises: `EditError` where it can't be scheduled."""
        return with_changes(state, self.edits, self.added, self.removed)

    def make(self, program: OpenProgram) -> None:
        """Do it in one step. Raises: `EditError`, `ProgramFileError`."""
        with program.file.transaction(self.label) as edit:
            for table, ids in self.removed.items():
                edit.remove(table, ids)
            apply(edit, self.edits)
            for table, rows in self.added.items():
                edit.add_all(table, rows)


def reassigned(
    program: OpenProgram, assignment_ids: Sequence[str], resource_id: str, *, verb: str = "Give"
) -> Planned:
    """Let somebody else do what is left of some assignments; dates follow from their hours, cost from rates.

    What is done stays with who did it. Who works on the task already does more of it.
    Raises: `EditError` where nothing is left to be given.
    """
    handing = _Handing(program, resource_id)
    for assignment_id in assignment_ids:
        handing.hand_over(assignment_id)
    if not handing.given:
        raise EditError("nothing is left of this work that could be given to somebody else")
    resource = program.plan.state.inputs.tables["resource"]
    to = quoted(resource.texts["name"][resource.row[resource_id]] or "")
    handing.found.label = f"{verb} {_called(program, handing.given)} to {to}"
    return handing.found


class _Handing:
    """Hands assignments over to one resource. given: the tasks of which something goes over."""

    def __init__(self, program: OpenProgram, resource_id: str) -> None:
        self.found, self.given = Planned(""), list[str]()
        self._table, self._to = program.plan.state.inputs.tables["assignment"], resource_id
        self._staffing = Staffing(program)
        self._heirs: dict[str, dict[str, Any]] = {}

    def hand_over(self, assignment_id: str) -> None:
        """What is left of one; nothing where it is done, or the resource's already."""
        table = self._table
        row = table.row[assignment_id]
        task_id, who = table.texts["task_id"][row] or "", table.texts["resource_id"][row]
        units, work, done = (int(table.numbers[name][row]) for name in ("units", "work", "actual_work"))
        if who == self._to or (work and done >= work):
            return
        self.given.append(task_id)
        heir = self._heir(task_id)
        if heir is not None:
            heir["units"] = min(heir["units"] + units, _MOST_UNITS)
            heir["work"] += work - done
        elif done:
            values = {"id": new_id(), "task_id": task_id, "resource_id": self._to}
            self._heirs[task_id] = {**values, "units": units, "work": work - done}
            self.found.added.setdefault("assignment", []).append(self._heirs[task_id])
        else:
            self._heirs[task_id] = {"resource_id": self._to, "units": units, "work": work}
            self.found.edits["assignment", assignment_id] = self._heirs[task_id]
            return
        if done:
            self.found.edits["assignment", assignment_id] = {"work": done}
        else:
            self.found.removed.setdefault("assignment", []).append(assignment_id)

    def _heir(self, task_id: str) -> dict[str, Any] | None:
        """What the resource then does on a task already."""
        at = self._staffing.assigned(task_id).get(self._to)
        if task_id not in self._heirs and at is not None:
            values = {name: int(self._table.numbers[name][at]) for name in ("units", "work")}
            self._heirs[task_id] = self.found.edits["assignment", self._table.ids[at]] = values
        return self._heirs.get(task_id)


def _called(program: OpenProgram, task_ids: Sequence[str]) -> str:
    several = len(set(task_ids))
    return quoted(program.plan.name(task_ids[0])) if several == 1 else f"work on {several} tasks"


def rescaled(
    program: OpenProgram, assignment_ids: Sequence[str], numerator: int, denominator: int
) -> Planned:
    """Other units in proportion, so that what now is `denominator` becomes `numerator`; the rest follows by
    the types of the tasks.

    Raises: `EditError` where there is nothing to do it with.
    """
    table = program.plan.state.inputs.tables["assignment"]
    if denominator <= 0:
        raise EditError("nothing is planned here that could become more or less; assign somebody first")
    staffing, named = Staffing(program), list[str]()
    for assignment_id in assignment_ids:
        row = table.row[assignment_id]
        work, done = (int(table.numbers[name][row]) for name in ("work", "actual_work"))
        if done >= work:
            continue
        units = round(int(table.numbers["units"][row]) * numerator / denominator)
        staffing.set(assignment_id, {"units": min(max(units, 1), _MOST_UNITS)})
        named.append(table.texts["task_id"][row] or "")
    if not named:
        raise EditError("all this work is done; it can't become more or less")
    return Planned(
        f"Set units of {_called(program, named)}", {**staffing.edits(), **followed(program, staffing)}
    )


def moved(program: OpenProgram, task_ids: Sequence[str], begin: int, end: int, days: int) -> Planned:
    """Let tasks of a period, from one instant to another, be worked on so many days later, or earlier.

    A task that begins in the period moves as a whole; one that has begun before it goes on later: it gets a
    break from the beginning of the period on. Raises: `EditError` where that can't be.
    """
    state, whole = program.plan.state, {}
    found = Planned("")
    for task_id in dict.fromkeys(task_ids):
        row = state.outline.row[task_id]
        start = int(state.schedule.start[row])
        if start >= begin and duration_done(state, row) == 0:
            moment = instant(start + days * _DAY)
            assert moment is not None
            with refusing():
                whole[task_id] = start_values(program, task_id, moment)
        elif days < 0:
            raise EditError(f"{quoted(program.plan.name(task_id))} has begun before; it can only go on later")
        else:
            found.added.setdefault("task_split", []).append(_later(program, task_id, begin, end, days))
    found.edits, _ = following(program, "task", whole)
    ids = list(dict.fromkeys(task_ids))
    found.label = f"{'Split' if found.added and not whole else 'Move'} {_called(program, ids)}"
    return found


def _later(program: OpenProgram, task_id: str, begin: int, end: int, days: int) -> dict[str, Any]:
    """The break that lets the work of a period begin so many days later."""
    state = program.plan.state
    row = state.outline.row[task_id]
    at = max(begin, int(state.schedule.start[row]), int(state.schedule.remains[row]))
    if at >= min(end, int(state.schedule.finish[row])):
        raise EditError(f"nothing of {quoted(program.plan.name(task_id))} is left to be done in this period")
    moments: list[datetime] = [found for found in (instant(at), instant(at + days * _DAY)) if found]
    return break_of(program, task_id, *moments)
