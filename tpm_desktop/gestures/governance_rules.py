"""What holds for bodies, seats, decisions and actions, however they are edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.governance import (
    ActionState,
    Body,
    Decision,
    DecisionOption,
    DecisionState,
    Membership,
)
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.governance import decider

from .assignment_rules import Edits
from .steps import refuse_steps
from .words import quoted

Values = Mapping[str, Any]
GOVERNED = ("body", "membership", "meeting", "decision", "decision_option", "action")
_UPWARDS = ("reports_to_id", "escalates_to_id")
_ANSWERED = (DecisionState.DECIDED, DecisionState.SUPERSEDED)
_TIES = ("state", "project_id", "task_id")
_TIES_WHILE_EMPTY = ("meeting_id", "supersedes_id")
"""What can still be said of a decision that stands: what it is about, and once where and instead of what."""


def governed_edits(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    """Fields to set and rows to add, with what a decision or a finished action is stamped with.

    Raises: `EditError` where the states don't lead, a body reports to itself, a seat is taken twice, or a
    body decides more than it may.
    """
    refuse_steps(program, table, edits)
    model = entry(table).model
    there = {row.id: row.model_dump() for row in program.file.rows_of(model, list(edits))}
    found: Edits = {(table, row_id): dict(values) for row_id, values in edits.items()}
    rows: list[dict[str, Any]] = [dict(values) for values in added]
    if table == "body":
        _refuse_rings(program.file, edits)
    elif table == "decision_option":
        _refuse_late_options(program.file, edits, rows, removed)
    elif table == "membership":
        _refuse_seats(program.file, {i: {**there.get(i, {}), **v} for i, v in edits.items()}, rows)
    elif table == "action":
        for row_id, values in edits.items():
            found["action", row_id].update(_finished(program, there.get(row_id, {}), values))
        for row in rows:
            row.update(_finished(program, {}, row))
    elif table == "decision":
        bodies = {body.id: body for body in program.file.rows(Body)}
        _refuse_replacing_in_rings(program.file, edits)
        for row_id, values in edits.items():
            _refuse_rewriting(there.get(row_id, {}), values)
            found["decision", row_id].update(_decided(program, bodies, there.get(row_id, {}), values))
        for row in rows:
            row.update(_decided(program, bodies, {}, row))
        found.update(_superseded(program, [*found.values(), *rows], there, edits))
    return found, list(rows)


def _finished(program: OpenProgram, before: Values, values: Values) -> dict[str, Any]:
    """The day on which an action was done, where nobody says which; none for one that is taken up again."""
    state = values.get("state")
    if state is None or state == before.get("state"):
        return {}
    if state == ActionState.DONE and not values.get("done_on"):
        return {"done_on": day_of_status(program.plan.state)}
    reopened = before.get("done_on") and state in (ActionState.OPEN, ActionState.IN_PROGRESS)
    return {"done_on": None} if reopened else {}


def _decided(
    program: OpenProgram, bodies: Mapping[str, Body], before: Values, values: Values
) -> dict[str, Any]:
    """The day and the record of the plan that a decision rests on.

    Raises: `EditError` where nobody decides, nothing is decided, or the body may not decide that much.
    """
    if values.get("state") not in _ANSWERED or before.get("state") in _ANSWERED:
        return {}
    whole = {**before, **values}
    asked = str(whole.get("title") or "")
    if not whole.get("body_id") and not whole.get("decided_by_id"):
        raise EditError(f"say who decides {quoted(asked)}: name the body or the person")
    if not str(whole.get("outcome") or "").strip():
        raise EditError(f"say what was decided of {quoted(asked)}: enter the outcome")
    refuse_beyond(program.file, bodies, whole.get("body_id"), asked, whole.get("cost"), whole.get("days"))
    stamped: dict[str, Any] = {"record": program.file.journal.head()}
    if not whole.get("decided_on"):
        stamped["decided_on"] = day_of_status(program.plan.state)
    body = bodies.get(whole.get("body_id") or "")
    if not whole.get("decided_by_id") and body is not None and body.chair_id:
        stamped["decided_by_id"] = body.chair_id
    return stamped


def _refuse_rewriting(before: Values, values: Values) -> None:
    """What was decided stays as it was; comments, documents and ties are rows of their own.

    Judged is what people enter, by form, paste, sheet, minutes or command; what a sheet leaves as it is
    counts for nothing. Undo and merges bring back what stood before.
    """
    if before.get("state") not in _ANSWERED:
        return
    for name, value in values.items():
        old = before.get(name)
        if value == old or name in _TIES or (name in _TIES_WHILE_EMPTY and old is None):
            continue
        about = entry("decision")
        label, state = about.fields[name].label.lower(), DecisionState(before["state"]).label.lower()
        called = f"{before.get('code') or ''} {quoted(str(before.get('title') or ''))}".strip()
        raise EditError(
            f"decision {called} is {state}, so its {label} stays; add a decision that takes its place"
        )


def refuse_beyond(
    file: ProgramFile,
    bodies: Mapping[str, Body],
    body_id: str | None,
    asked: str,
    cost: int | None,
    days: int | None,
) -> None:
    """A body with one above it can't decide beyond its limits; that is asked of the one above.

    Args: asked: what is decided; cost: minor units; days: by which the finish comes later.
    Raises: `EditError`.
    """
    body = bodies.get(body_id or "")
    by = decider(bodies, body.id, cost, days) if body is not None else None
    if body is None or by is None or by.id == body.id:
        return
    formats = Formats.of(file.program)
    limits = [formats.money(body.cost_limit, currency=True)] if body.cost_limit is not None else []
    if body.days_limit is not None:
        limits.append(f"{body.days_limit:,} day{'' if body.days_limit == 1 else 's'}")
    raise EditError(
        f"{quoted(asked)} goes beyond what {body.name} decides ({' and '.join(limits)}); ask {by.name}"
    )


def _refuse_late_options(
    file: ProgramFile, edits: Mapping[str, Values], added: Sequence[Values], removed: Iterable[str]
) -> None:
    """What was decided on stays as it was; only the choice itself is made with the decision."""
    touched = file.rows_of(DecisionOption, [*edits, *removed])
    ids = {*(row.decision_id for row in touched), *(str(row["decision_id"]) for row in added)}
    ids |= {str(values["decision_id"]) for values in edits.values() if "decision_id" in values}
    for decision in file.rows_of(Decision, list(ids)):
        if decision.state in _ANSWERED:
            raise EditError(
                f"{quoted(decision.title)} is decided; a new decision that takes its place can have other"
                " options"
            )
    known = file.rows(DecisionOption) if added else []
    titles = {(row.decision_id, row.title.strip().casefold()) for row in known}
    for row in added:
        if (row["decision_id"], str(row["title"]).strip().casefold()) in titles:
            raise EditError(f"there is an option {quoted(str(row['title']))} already; give it another name")


def _superseded(
    program: OpenProgram, rows: Sequence[Values], there: Mapping[str, Values], edits: Mapping[str, Values]
) -> Edits:
    """The decisions whose place others take once those are decided."""
    wholes: list[Values] = [{**there.get(row_id, {}), **values} for row_id, values in edits.items()]
    wholes += [row for row in rows if row.get("supersedes_id")]
    ids = [str(r["supersedes_id"]) for r in wholes if r.get("supersedes_id") and r.get("state") in _ANSWERED]
    earlier = program.file.rows_of(Decision, ids)
    return {
        ("decision", row.id): {"state": DecisionState.SUPERSEDED}
        for row in earlier
        if row.state is DecisionState.DECIDED and row.id not in edits
    }


def _refuse_replacing_in_rings(file: ProgramFile, edits: Mapping[str, Values]) -> None:
    if any(values.get("supersedes_id") for values in edits.values()):
        above = {row.id: row.supersedes_id for row in file.rows(Decision)}
        above.update({i: v["supersedes_id"] for i, v in edits.items() if "supersedes_id" in v})
        if _is_ring(above, edits):
            raise EditError("a decision can't take the place of one that takes its own; choose another")


def _refuse_rings(file: ProgramFile, edits: Mapping[str, Values]) -> None:
    """Neither by what bodies report to nor by where they escalate may one come back to itself."""
    if not any(values.get(name) for values in edits.values() for name in _UPWARDS):
        return
    bodies = {row.id: row for row in file.rows(Body)}
    up = {name: {row.id: getattr(row, name) for row in bodies.values()} for name in _UPWARDS}
    for row_id, values in edits.items():
        for name in _UPWARDS:
            if name in values:
                up[name][row_id] = values[name]
    if ring := _is_ring(up["reports_to_id"], edits):
        raise EditError(f"{bodies[ring].name} would report to itself; choose another body above it")
    path = {row_id: up["escalates_to_id"][row_id] or up["reports_to_id"][row_id] for row_id in bodies}
    if ring := _is_ring(path, edits):
        raise EditError(f"{bodies[ring].name} would escalate to itself; choose another body")


def _is_ring(above: Mapping[str, str | None], starts: Iterable[str]) -> str:
    """Where a walk upwards comes back to where it began, empty for nowhere."""
    for start in starts:
        at, seen = above.get(start), {start}
        while at and at not in seen:
            seen.add(at)
            at = above.get(at)
        if at == start:
            return start
    return ""


def _refuse_seats(file: ProgramFile, edited: Mapping[str, Values], added: Sequence[Values]) -> None:
    """One seat a person and body at a time, which ends after it begins, and whose deputy is somebody else."""
    rows = {row.id: row.model_dump() for row in file.rows(Membership)}
    rows.update({row_id: dict(row) for row_id, row in edited.items()})
    rows.update({f"new {n}": dict(row) for n, row in enumerate(added)})
    for row_id in [*edited, *(f"new {n}" for n in range(len(added)))]:
        row = rows[row_id]
        if row.get("start") and row.get("finish") and row["finish"] < row["start"]:
            raise EditError("the seat would end before it begins; give a later last day")
        if row.get("deputy_id") and row["deputy_id"] == row.get("member_id"):
            raise EditError("nobody stands in for themselves; choose another deputy")
        for other_id, other in rows.items():
            same = all(row.get(name) == other.get(name) for name in ("member_id", "body_id"))
            if other_id != row_id and same and _at_once(row, other):
                raise EditError("that person sits in that body already; end the other seat first")


def _at_once(row: Values, other: Values) -> bool:
    begins_after = row.get("start") and other.get("finish") and row["start"] > other["finish"]
    ends_before = row.get("finish") and other.get("start") and row["finish"] < other["start"]
    return not (begins_after or ends_before)
