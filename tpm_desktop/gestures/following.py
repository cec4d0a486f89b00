"""All that an edit of rows comes to by the rules of their table, for window, command line and paste alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tpm_desktop.file.edit import Edit
from tpm_desktop.file.errors import EditError
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.task_figures import TASK_FIGURES
from tpm_desktop.model.wording import within
from tpm_desktop.plan import OpenProgram, refusing

from .account_rules import account_edits
from .assignment_rules import Edits, Staffing
from .budget_version_rules import BUDGET_VERSIONS, version_edits
from .business_case_rules import CASE, case_edits
from .capital_rules import CAPITAL, capital_edits
from .change_options import option_edits
from .change_rules import change_edits
from .check_rules import refuse_unjudged
from .closing_rules import refuse_other_calendar
from .commitment_rules import tied
from .currencies import valued_rows
from .estimate_rules import ESTIMATES, estimate_edits
from .gate_rules import GATES, gate_edits
from .governance_rules import GOVERNED, governed_edits
from .installation_rules import INSTALLED, installed_edits
from .integration_rules import refuse_interfaces, refuse_twice
from .light_rules import refuse_crossed_limits
from .link_rules import refuse_second
from .money_rules import RULED, ruled
from .on_record import refuse_removal
from .people_rules import PEOPLE, people_edits
from .period_rules import PERIODS, period_edits
from .policy_rules import refuse_unreadable_parts, refuse_unsound_waivers
from .procurement_rules import PROCURED, procured_edits
from .program_currency import with_currency
from .raci import raci_edits
from .rate_rules import rate_edits
from .requirement_rules import REQUIREMENTS, refuse_complete, requirement_edits
from .risk_rules import RISKS, risk_edits
from .staffing_rules import STAFFING, staffing_edits
from .stakeholder_rules import TOLD, told_edits
from .steps import refuse_steps
from .task_rules import followed, task_edits
from .touches import touch_edits
from .wbs import refuse_unreadable

Values = Mapping[str, Any]


@refusing()  # rules ask calendars, which end somewhere
def following(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values] = (),
    removed: Iterable[str] = (),
    people: Staffing | None = None,
) -> tuple[Edits, list[Values]]:
    """Fields to set by table and row, and the rows to add, with what follows filled in.

    Args: people: of an edit of tasks that goes on; it then holds what follows for their assignments.
    Raises: `EditError`.
    """
    removed = list(removed)
    refuse_removal(program, table, removed)
    edits, added = valued_rows(program, table, edits, added)
    if table in _OF_THEIR_OWN:
        return _OF_THEIR_OWN[table](program, table, edits, added, removed)
    added = _looked_at(program, table, edits, added, removed)
    found: Edits = {}
    if table == "change_request":
        return change_edits(program, edits, added)
    if table == "change_option":
        return option_edits(program, edits, added, removed)
    if table == "commitment":
        bound: Edits = {(table, row_id): tied(program, row, row_id) for row_id, row in edits.items()}
        return bound, [tied(program, row) for row in added]
    if table == "task":
        for row in added:
            _refuse_figures(row)
        staffing = people or Staffing(program)
        for row_id, values in edits.items():
            found.update(task_edits(program, row_id, values, staffing))
        return found if people else {**found, **staffing.edits()}, list(added)
    for row_id, values in edits.items():
        if table == "program":
            refuse_unreadable(program, values)
            refuse_crossed_limits(program, values)
            refuse_other_calendar(program, values)
            values = with_currency(program, values)
        found.update(
            account_edits(program, row_id, values) if table == "account" else {(table, row_id): dict(values)}
        )
    return found, list(added)


def _looked_at(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> Sequence[Values]:
    """The rows to add, after what a table refuses. Raises: `EditError`."""
    refuse_steps(program, table, edits)
    if table in RULED:
        return ruled(program, table, edits, added, removed)
    if table == "link":
        refuse_second(program, edits, added)
    elif table in _AGREED:
        _AGREED[table](program, table, [*_whole(program, table, edits), *added])
    elif table == "interface":
        refuse_interfaces(program, edits, added)
    elif table == "integration_test":
        refuse_twice(program, edits, added)
    elif table == "project":
        refuse_complete(program, edits)
    return added


def _whole(program: OpenProgram, table: str, edits: Mapping[str, Values]) -> list[Values]:
    """The edited rows as they would be."""
    model = entry(table).model
    found = ((program.file.row(model, row_id), values) for row_id, values in edits.items())
    return [{**row.model_dump(), **values} for row, values in found if row is not None]


def _refuse_unjudged(program: OpenProgram, table: str, rows: Sequence[Values]) -> None:
    refuse_unjudged(table, rows)


_AGREED = {
    "check_limit": _refuse_unjudged,
    "waiver": _refuse_unjudged,
    "policy_part": refuse_unreadable_parts,
    "policy_waiver": refuse_unsound_waivers,
}
"""Tables whose rows must make sense as a whole."""


def _of_assignments(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    staffing = Staffing(program)
    staffing.remove(removed)
    for row_id, values in edits.items():
        staffing.set(row_id, values)
    for row in added:
        staffing.add(row)
    return {**staffing.edits(), **followed(program, staffing)}, list(staffing.added)


_OF_THEIR_OWN = {
    "assignment": _of_assignments,
    **dict.fromkeys(BUDGET_VERSIONS, version_edits),
    **dict.fromkeys(CAPITAL, capital_edits),
    **dict.fromkeys(CASE, case_edits),
    **dict.fromkeys(ESTIMATES, estimate_edits),
    **dict.fromkeys(GOVERNED, governed_edits),
    **dict.fromkeys(PERIODS, period_edits),
    **dict.fromkeys(REQUIREMENTS, requirement_edits),
    **dict.fromkeys(GATES, gate_edits),
    **dict.fromkeys(PROCURED, procured_edits),
    **dict.fromkeys(INSTALLED, installed_edits),
    **dict.fromkeys(STAFFING, staffing_edits),
    **dict.fromkeys(PEOPLE, people_edits),
    **dict.fromkeys(RISKS, risk_edits),
    **dict.fromkeys(TOLD, told_edits),
    "exchange_rate": rate_edits,
    "touch": touch_edits,
    "raci": raci_edits,
}
"""Tables with rules for all of an edit: what is set, added and removed."""


def _refuse_figures(row: Values) -> None:
    if figures := sorted(set(TASK_FIGURES) & set(row)):
        label = within(TASK_FIGURES[figures[0]].label)
        raise EditError(f"a new task has no {label} yet; add it, assign somebody, then set its {label}")


def apply(edit: Edit, edits: Edits) -> None:
    """Set the fields in the open transaction."""
    for (table, row_id), values in edits.items():
        edit.set(table, row_id, **values)
