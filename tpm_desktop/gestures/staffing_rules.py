"""What holds for availability by period and for staffing requests, however they are edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.resources import RequestState
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status

from .assignment_rules import Edits
from .steps import refuse_steps
from .words import quoted

Values = Mapping[str, Any]
STAFFING = ("resource_availability", "staffing_request")
_DECIDED = (RequestState.COMMITTED, RequestState.DECLINED)


def staffing_edits(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    """Fields to set and rows to add; a decision notes its day and who commits. Raises: `EditError`."""
    refuse_steps(program, table, edits)
    about = entry(table)
    found: Edits = {}
    for row in program.file.rows_of(about.model, list(edits)):
        values = dict(edits[row.id])
        before = row.model_dump()
        whole = {**before, **values}
        _refuse_backwards(program, table, whole)
        if table == "staffing_request" and whole["state"] != before["state"]:
            values |= _decided(program, values, whole)
        found[table, row.id] = values
    made: list[Values] = []
    for new in added:
        _refuse_backwards(program, table, new)
        made.append({**new, **_decided(program, new, new)} if table == "staffing_request" else new)
    return found, made


def _refuse_backwards(program: OpenProgram, table: str, whole: Values) -> None:
    first, last = whole.get("first"), whole.get("last")
    if first is None or last is None or first <= last:
        return
    begin, end = (Formats.of(program.file.program).date(day, year=True) for day in (first, last))
    said = "a period" if table == "resource_availability" else f"request {quoted(str(whole.get('title')))}"
    raise EditError(f"{said} would begin on {begin} and end before, on {end}; swap the two days")


def _decided(program: OpenProgram, values: Values, whole: Values) -> dict[str, Any]:
    """What a decision notes along; one that is asked for again is open."""
    state = whole.get("state")
    if state == RequestState.REQUESTED and "state" in values and whole.get("decided_on") is not None:
        return {"decided_on": None, "committed_units": None, "decided_by_id": None}
    if state not in _DECIDED:
        return {}
    found: dict[str, Any] = {}
    if values.get("decided_on") is None:
        found["decided_on"] = day_of_status(program.plan.state, date.today())
    if whole.get("decided_by_id") is None and (manager := _manager(program, whole.get("resource_id"))):
        found["decided_by_id"] = manager
    return found


def _manager(program: OpenProgram, resource_id: Any) -> str | None:
    table = program.plan.state.inputs.tables["resource"]
    at = table.row.get(resource_id)
    return None if at is None else table.texts["manager_id"][at]
