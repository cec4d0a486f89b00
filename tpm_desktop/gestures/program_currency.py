"""Changing the program's currency: only while no amount is in it, since amounts are kept as bare numbers.

Judged for gesture, command line, sheet and paste; `plan/merged_money.py` judges merges, `file/take_back.py`
undo of an older record alone. Undo of the last record takes later amounts back first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_money import amounts_in
from tpm_desktop.file.rows import Rows
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.valuing import refuse_unknown

Values = Mapping[str, Any]
_NAMED = 3  # more tables than that are counted


def with_currency(program: OpenProgram, values: Values) -> dict[str, Any]:
    """The fields to set of the program, its currency as it is written.

    Raises: `EditError` for what is no currency, and for another one while there are amounts, rates or a
    policy in the present one; it says where.
    """
    if "currency" not in values:
        return dict(values)
    now, new = program.file.program.currency, str(values["currency"] or "").strip().upper()
    if new == now:
        return {**values, "currency": now}
    refuse_unknown(new)
    if found := list(_in_the_currency(program, new, values)):
        more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        where = f"{', '.join(found[:_NAMED])}{more}"
        raise EditError(
            f"amounts are in {now} already ({where}), and would become {new} as they stand; remove them,"
            f" or begin a new program in {new}"
        )
    return {**values, "currency": new}


def _in_the_currency(program: OpenProgram, new: str, values: Values) -> Iterator[str]:
    """Where there is money, in words."""
    yield from amounts_in(Rows.of(program.file), values)
    policy = program.plan.state.policy
    if (policy.levels or policy.rules) and policy.currency != new:  # taken for that currency, it comes right
        yield "policy"
