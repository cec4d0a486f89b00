"""What a row says in a currency of its own, beside the amounts that the program counts."""

from __future__ import annotations

from tpm_desktop.formats import Formats
from tpm_desktop.plan import State
from tpm_desktop.plan.rates import own_sums


def own_text(state: State, formats: Formats, table: str, row_id: str) -> str:
    """The sums of a row in its own currency, such as "EUR 48,250.00"; empty where it is in the program's."""
    columns = state.inputs.tables.get(table)
    if columns is None or "currency" not in columns.texts or row_id not in columns.row:
        return ""
    row = columns.row[row_id]
    code = columns.texts["currency"][row]
    sums = (formats.own_sum(columns.texts[name][row], code) for name in own_sums(table))
    return ", ".join(one for one in sums if one) if code else ""
