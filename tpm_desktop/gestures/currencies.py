"""Rows in currencies of their own: their amounts in the program's follow as they are entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.purchasing import Invoice, PurchaseOrder
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.rates import IN_OWN
from tpm_desktop.plan.valuing import Valuer

Values = Mapping[str, Any]


def valued_rows(
    program: OpenProgram, table: str, edits: Mapping[str, Values], added: Sequence[Values]
) -> tuple[Mapping[str, Values], Sequence[Values]]:
    """Rows to set and to add, with their amounts. Raises: `EditError`."""
    if table not in IN_OWN:
        return edits, added
    valuer, model = Valuer(program.file), entry(table).model
    made: dict[str, Values] = {}
    for row_id, values in edits.items():
        row = program.file.row(model, row_id)
        made[row_id] = valuer.valued(table, values, row.model_dump() if row else None)
    if table == "purchase_order":
        _refuse_changed_currency(program.file, made)
    return made, [valuer.valued(table, values) for values in added]


def _refuse_changed_currency(file: ProgramFile, edits: Mapping[str, Values]) -> None:
    """An order stays in its currency once something is invoiced on it. Raises: `EditError`."""
    for row_id, values in edits.items():
        row = file.row(PurchaseOrder, row_id)
        if (
            row
            and values.get("currency", row.currency) != row.currency
            and file.rows(Invoice, order_id=row_id)
        ):
            raise EditError(f"invoices are booked on {row.code or row.title}, so it stays in its currency")
