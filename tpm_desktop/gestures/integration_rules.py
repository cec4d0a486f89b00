"""What may be said of interfaces and their tests: steps of the status, two ends, one test a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.interfaces import IntegrationTest, Interface
from tpm_desktop.plan import OpenProgram

from .steps import refuse_step

Values = Mapping[str, Any]
_PLACE = ("interface_id", "environment_id", "cycle_id")


def refuse_interfaces(program: OpenProgram, edits: Mapping[str, Values], added: Iterable[Values]) -> None:
    """Refuse steps that a status can't take, and interfaces of a system with itself. Raises: `EditError`."""
    rows = {row.id: row for row in program.file.rows_of(Interface, list(edits))}
    for row_id, values in edits.items():
        if (row := rows.get(row_id)) is None:
            continue
        called = f"interface {row.code} “{row.title}”"
        if values.get("status"):
            refuse_step("interface", called, row.status, str(values["status"]))
        _refuse_loop({**row.model_dump(), **values}, called)
    for values in added:
        _refuse_loop(values, f"interface “{values.get('title')}”")


def _refuse_loop(values: Values, called: str) -> None:
    if values.get("from_system_id") and values.get("from_system_id") == values.get("to_system_id"):
        raise EditError(f"{called} leads from a system to itself; an interface is between two")


def refuse_twice(program: OpenProgram, edits: Mapping[str, Values], added: Sequence[Values]) -> None:
    """Refuse a second test of an interface in the same environment and cycle. Raises: `EditError`."""
    if not added and not any(set(values) & set(_PLACE) for values in edits.values()):
        return
    known: dict[tuple[str, ...], IntegrationTest] = {}
    tests = {row.id: row for row in program.file.rows(IntegrationTest)}
    for row in tests.values():
        if row.id not in edits and (place := _place(row.model_dump())):
            known[place] = row
    moved = [{**tests[row_id].model_dump(), **values} for row_id, values in edits.items() if row_id in tests]
    taken = set(known)
    for values in [*moved, *added]:
        place = _place(values)
        if place and place in taken:
            named = f" as {known[place].code}" if place in known and known[place].code else ""
            raise EditError(
                f"this interface is tested in that environment and cycle already{named}; set its result, or "
                "plan it in a further cycle"
            )
        if place:
            taken.add(place)


def _place(values: Values) -> tuple[str, ...] | None:
    """Where a test stands in the matrix, None where that is left open."""
    found = tuple(str(values[name]) for name in _PLACE if values.get(name))
    return found if len(found) == len(_PLACE) else None
