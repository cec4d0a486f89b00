"""Where a row stands among its siblings, in words."""

from __future__ import annotations

from collections.abc import Callable

from tpm_desktop.file.conflicts import RowKey
from tpm_desktop.file.rows import Rows
from tpm_desktop.model.catalogue import entry


def place(rows: Rows, table: str, row_id: str, named: Callable[[RowKey], str]) -> str:
    """What a row is part of, and what it comes after there; empty where there is no such row.

    Args: named: what people call a row.
    """
    row = rows.get(table, row_id)
    if row is None:
        return ""
    fields = entry(table).fields
    above = next((name for name, column in fields.items() if column.target == table), None)
    around = [name for name in ("project_id", above) if name in fields]
    siblings = sorted(
        (str(other["order"] or ""), other_id)
        for other_id, other in rows.table(table).items()
        if all(other[name] == row[name] for name in around)
    )
    number = [other_id for _, other_id in siblings].index(row_id)
    inside = ""
    if above and row[above]:
        inside = f"in {named((table, str(row[above])))}"
    elif row.get("project_id"):
        inside = f"in {named(('project', str(row['project_id'])))}"
    after = f"after {named((table, siblings[number - 1][1]))}" if number else "first"
    return ", ".join(part for part in (inside, after) if part)
