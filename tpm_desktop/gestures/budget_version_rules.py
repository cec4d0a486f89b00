"""An approved budget stays what it was: its figures, who approved it and which estimates it was made from.

Judged for gesture, command line, sheet and paste. Approving itself makes versions beside these rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.spending import BudgetVersion, BudgetVersionLine
from tpm_desktop.plan import OpenProgram

from .assignment_rules import Edits
from .words import quoted

Values = Mapping[str, Any]
BUDGET_VERSIONS = ("budget_version", "budget_version_line")
_SIGNED = ("approved_by_id", "approved_on", "round_id")


def version_edits(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Values],
    added: Sequence[Values],
    removed: Iterable[str],
) -> tuple[Edits, list[Values]]:
    """Fields to set by table and row, and the rows to add. Raises: `EditError`."""
    gone = list(removed)
    if table == "budget_version_line":
        touched = program.file.rows_of(BudgetVersionLine, [*edits, *gone])
        ids = [*(line.version_id for line in touched), *(str(row.get("version_id")) for row in added)]
        for version in program.file.rows_of(BudgetVersion, ids):
            said = f"what {_called(version)} says stays as it was approved"
            raise EditError(f"{said}; change the budget and approve it again")
    elif stays := program.file.rows_of(BudgetVersion, gone):
        said = f"{_called(stays[0])} was approved and stays on record"
        raise EditError(f"{said}; undo takes back what was approved by mistake")
    else:
        for version in program.file.rows_of(BudgetVersion, list(edits)):
            _refuse_resigned(version, edits[version.id])
    return {(table, row_id): dict(values) for row_id, values in edits.items()}, list(added)


def _refuse_resigned(version: BudgetVersion, values: Values) -> None:
    """What is not known yet of its approval can be filled in."""
    for name in _SIGNED:
        known = getattr(version, name)
        if name in values and known is not None and values[name] != known:
            label = entry("budget_version").fields[name].label.lower()
            raise EditError(f"“{label}” of {_called(version)} stays as recorded; approve the budget again")


def _called(version: BudgetVersion) -> str:
    return f"budget {version.code} {quoted(version.name)}"
