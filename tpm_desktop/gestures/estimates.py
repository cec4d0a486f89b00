"""Rounds of estimates: beginning one, taking figures from the plan, having it reviewed and approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.amounts import scaled
from tpm_desktop.formats import Formats
from tpm_desktop.model.estimates import CostKind, EstimateMethod, RoundState
from tpm_desktop.model.fields import MOST_MONEY
from tpm_desktop.plan import OpenProgram, State
from tpm_desktop.plan.cost_parts import KINDS, CostParts, Rows
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.estimates import Line, Round, rounds

from .following import following
from .records import set_fields
from .words import quoted

_BASIS = {
    CostKind.WORK: "Assignments of people at their rates, overtime and cost per use among it",
    CostKind.MATERIAL: "Assignments of materials at their prices",
    CostKind.COST: "Costs assigned to tasks",
    CostKind.FIXED: "Fixed costs of tasks",
}
_KEPT = ("round_id", "thread")


def found_round(state: State, round_id: str) -> Round:
    """A round of the program. Raises: `EditError` where it is gone."""
    one = next((one for one in rounds(state) if one.row.id == round_id), None)
    if one is None:
        raise EditError("that round of estimates is gone; choose another one")
    return one


def proposed(program: OpenProgram, earlier: Round | None = None) -> dict[str, Any]:
    """What a new round begins with: today, and what the round before is about."""
    row = earlier.row if earlier else None
    return {
        "project_id": row.project_id if row else None,
        "taken": day_of_status(program.plan.state),
        "prepared_by_id": row.prepared_by_id if row else None,
    }


def begin_round(program: OpenProgram, values: Mapping[str, Any], earlier_id: str | None = None) -> str:
    """Add a round, with the lines of an earlier one where it goes on from that; gives its id.

    Raises: `EditError`, `ProgramFileError`.
    """
    state = program.plan.state
    lines = found_round(state, earlier_id).lines if earlier_id else ()
    _, (row,) = following(program, "estimate_round", {}, [values])
    with program.file.transaction(f"Begin round of estimates {quoted(str(row['title']))}") as edit:
        round_id = edit.add("estimate_round", **row)
        edit.add_all("estimate_line", [_copied(line, round_id) for line in lines])
        return round_id


def _copied(line: Line, round_id: str) -> dict[str, Any]:
    values = line.row.model_dump(exclude={"id", *_KEPT})
    return {**values, "round_id": round_id, "thread": line.row.thread or line.row.id}


def take_from_plan(program: OpenProgram, round_id: str) -> int:
    """Bring the bottom-up lines of a draft to what the plan costs now; returns how many lines it changed.

    What no line is about gets one for each account and kind of cost. A line's range stays as wide in
    proportion; lines that were estimated another way stay as they are, and so does what stands against them.
    Raises: `EditError`, `ProgramFileError`.
    """
    one = found_round(program.plan.state, round_id)
    if one.row.state is not RoundState.DRAFT:
        raise EditError(f"{one.row.code} is {one.row.state.label.lower()} and stays; begin a new round")
    told = _Told(program, one.parts)
    edits, gone = {}, []
    for line in one.lines:
        if line.row.method is not EstimateMethod.BOTTOM_UP:
            continue
        if line.plan is None and line.row.task_id is None:
            gone.append(line.row.id)
        elif line.plan != line.row.likely:
            edits[line.row.id] = {**_ranged(line), **told.source(line.parts)}
    added = [{"round_id": round_id, **row} for row in told.lines(one.rest)]
    if not (edits or added or gone):
        return 0
    with program.file.transaction("Take estimates from the plan") as edit:
        edit.remove("estimate_line", gone)
        edit.set_all("estimate_line", [{"id": row_id, **values} for row_id, values in edits.items()])
        edit.add_all("estimate_line", added)
    return len(edits) + len(added) + len(gone)


def _ranged(line: Line) -> dict[str, Any]:
    """The plan's figure as the most likely amount; a side moves along in proportion."""
    row, plan = line.row, line.plan or 0
    made: dict[str, Any] = {"likely": plan}
    for name in ("optimistic", "pessimistic"):
        side = getattr(row, name)
        if side is None:
            continue
        moved = _in_proportion(side, plan, row.likely) if row.likely else plan
        bound = min if name == "optimistic" else max
        made[name] = bound(moved, plan) if abs(moved) <= MOST_MONEY else plan
    return made


def _in_proportion(side: int, new: int, old: int) -> int:
    sign = -1 if old < 0 else 1
    return int(scaled(np.array([side * sign], np.int64), np.array([new], np.int64), abs(old))[0])


class _Told:
    """What the plan's parts are called in lines, and where their figures are from."""

    def __init__(self, program: OpenProgram, parts: CostParts) -> None:
        self._state, self._parts = program.plan.state, parts
        self._formats = Formats.of(program.file.program)
        self._day = day_of_status(self._state)

    def lines(self, rest: Rows) -> Iterable[dict[str, Any]]:
        """A line for each account, or project without one, and kind of cost."""
        parts, money = self._parts, self._state.money
        keys = np.stack([parts.place[rest], parts.kind[rest]], axis=1)
        for place, kind in np.unique(keys, axis=0).tolist():
            mine = rest[(parts.place[rest] == place) & (parts.kind[rest] == kind)]
            amount = int(parts.amount[mine].sum())
            if abs(amount) > MOST_MONEY:
                raise EditError("the plan's cost is larger than an estimate can hold; correct work or rates")
            if place < len(money.accounts):
                where = self._account(money.accounts[place])
            else:
                row = int(self._state.outline.project[parts.row[mine[0]]])
                where = {"project_id": self._state.outline.ids[row], "name": self._state.names[row]}
            name = where.pop("name")
            yield {
                **where,
                "title": f"{KINDS[kind].label}: {name}",
                "kind": KINDS[kind],
                "method": EstimateMethod.BOTTOM_UP,
                "likely": amount,
                "basis": _BASIS[KINDS[kind]],
                **self.source(mine),
            }

    def source(self, mine: Rows) -> dict[str, Any]:
        """When it was taken, from how many parts and how much work."""
        counted, work = len(mine), int(self._parts.work[mine].sum())
        said = f"Plan of {self._formats.date(self._day, year=True)}: {counted:,} "
        said += "cost" if counted == 1 else "costs"
        hours = f", {self._formats.duration(work, unit='h')} of work" if work else ""
        return {"source": said + hours, "dated": self._day}

    def _account(self, account_id: str) -> dict[str, Any]:
        table = self._state.inputs.tables["account"]
        row = table.row[account_id]
        project = table.texts["project_id"][row]
        return {"account_id": account_id, "project_id": project, "name": table.texts["name"][row]}


def review_round(program: OpenProgram, round_id: str, by_id: str | None, on: date | None = None) -> None:
    """Have a draft stay as it is, reviewed by somebody who didn't prepare it. Raises: `EditError`."""
    values = {"state": RoundState.REVIEWED, "reviewed_by_id": by_id, "reviewed_on": on}
    set_fields(program, "estimate_round", round_id, values)


def approve_round(program: OpenProgram, round_id: str, by_id: str | None, on: date | None = None) -> None:
    """Approve a reviewed round. Raises: `EditError`."""
    values = {"state": RoundState.APPROVED, "approved_by_id": by_id, "approved_on": on}
    set_fields(program, "estimate_round", round_id, values)


def return_round(program: OpenProgram, round_id: str) -> None:
    """Make a reviewed round a draft again, so that its lines can be corrected. Raises: `EditError`."""
    set_fields(program, "estimate_round", round_id, {"state": RoundState.DRAFT})
