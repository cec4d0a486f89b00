"""When procurement packages reach their states: entered with the edit that takes them there."""

from __future__ import annotations

from datetime import date
from typing import Any

from tpm_desktop.file.edit import Edit
from tpm_desktop.model.procurement_life import PackageState

from .exceptions import status_day
from .state import State

_ORDER = {state.value: place for place, state in enumerate(PackageState)}


def note_package_dates(edit: Edit, before: State, after: State) -> bool:
    """Enter the day for states that packages came to, empty it for those they went back behind.

    Returns: whether anything was entered.
    """
    tables, known = after.inputs.tables, before.inputs.tables["procurement_package"]
    table = tables["procurement_package"]
    if table is known:
        return False
    moved: dict[str, str] = {}
    for row, row_id in enumerate(table.ids):
        old, new = known.row.get(row_id), table.texts["state"][row]
        if old is not None and known.texts["state"][old] != new:
            moved[row_id] = new or PackageState.PLANNED
    if not moved:
        return False
    day = status_day(after)
    dates = tables["package_date"]
    sets: list[dict[str, Any]] = []
    there: set[str] = set()
    for row, row_id in enumerate(dates.ids):
        package = str(dates.texts["package_id"][row])
        if package not in moved:
            continue
        at, state = _ORDER[moved[package]], dates.texts["state"][row] or ""
        if state == moved[package]:
            there.add(package)
            sets.append({"id": row_id, "reached": day})
        elif _ORDER[state] > at and moved[package] != PackageState.CANCELLED:
            sets.append({"id": row_id, "reached": None})
    edit.set_all("package_date", sets)
    edit.add_all("package_date", [_reached(one, moved[one], day) for one in moved if one not in there])
    return True


def _reached(package_id: str, state: str, day: date) -> dict[str, Any]:
    return {"package_id": package_id, "state": PackageState(state), "reached": day}
