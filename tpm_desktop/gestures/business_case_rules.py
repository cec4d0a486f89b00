"""What an edit of business cases and benefits may do: what was decided stays as it was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.benefits import BusinessCase, CaseState, CaseYear
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status

Values = Mapping[str, Any]
Edits = dict[tuple[str, str], dict[str, Any]]
CASE = ("business_case", "case_year")
_AFTERWARDS = frozenset({"state", "owner_id", "approved_on"})
"""What of a decided version can still be set; setting it back to draft opens it again, on the record."""


def case_edits(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    """Fields to set by table and row, and the rows to add. Raises: `EditError`."""
    if table == "case_year":
        _refuse_years(program, edits, added, removed)
        return {(table, row_id): dict(values) for row_id, values in edits.items()}, list(added)
    for case in program.file.rows_of(BusinessCase, list(removed)):
        _refuse_decided(case)
    for values in added:
        if values.get("state") in (CaseState.APPROVED, CaseState.REJECTED):
            raise EditError("a new business case has no years yet; add it as a draft, then have it approved")
    found: Edits = {}
    for row_id, values in edits.items():
        found[table, row_id] = _decided(program, program.file.row(BusinessCase, row_id), values)
    return found, list(added)


def _decided(program: OpenProgram, case: BusinessCase | None, values: Values) -> dict[str, Any]:
    made = dict(values)
    if case is None:
        return made
    if case.state is not CaseState.DRAFT and any(
        name not in _AFTERWARDS and value != getattr(case, name) for name, value in values.items()
    ):
        _refuse_decided(case)
    state = values.get("state", case.state)
    if state == case.state or state == CaseState.DRAFT:
        return made
    if state == CaseState.APPROVED:
        lacks = _lacks(program, case, {**case.model_dump(), **values})
        if lacks:
            raise EditError(f"{case.code} can't be approved yet: enter {lacks}")
    if not values.get("approved_on") and case.approved_on is None:
        made["approved_on"] = day_of_status(program.plan.state)
    return made


def _lacks(program: OpenProgram, case: BusinessCase, row: Values) -> str:
    if row["rate"] is None:
        return "its discount rate"
    return "" if program.file.rows(CaseYear, case_id=case.id) else "costs and benefits by year"


def _refuse_years(
    program: OpenProgram, edits: Mapping[str, Values], added: Sequence[Values], removed: Iterable[str]
) -> None:
    rows = program.file.rows_of(CaseYear, [*edits, *removed])
    owners = {row.case_id for row in rows}
    owners |= {str(values["case_id"]) for values in (*edits.values(), *added) if "case_id" in values}
    for case in program.file.rows_of(BusinessCase, sorted(owners)):
        _refuse_decided(case)


def _refuse_decided(case: BusinessCase) -> None:
    if case.state is not CaseState.DRAFT:
        said = f"{case.code} is {case.state.label.lower()} and stays as it was decided"
        raise EditError(f"{said}; take a new version, or make it a draft again")
