"""Changing the program's currency: only while no amount is in it, since amounts are kept as bare numbers.

Judged for gesture, command line, sheet and paste. Undo takes later amounts back first, so it needs no rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.catalogue import STORED, TableEntry
from tpm_desktop.model.fields import Kind
from tpm_desktop.model.program import Program
from tpm_desktop.plan import OpenProgram

from .currencies import refuse_unknown

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
    filled = program.file.filled()
    for about in STORED:
        if about.name == "program":
            yield from _of_the_program(program.file.program, values)
        elif about.name == "exchange_rate":
            yield from [about.plural.lower()] if about.name in filled else []
        elif about.name in filled and (names := money_columns(about)):
            rows = program.file.stored(about.name, names)
            if any(amount for row in rows for amount in row):
                yield about.plural.lower()
    policy = program.plan.state.policy
    if (policy.levels or policy.rules) and policy.currency != new:  # taken for that currency, it comes right
        yield "policy"


def _of_the_program(row: Program, values: Values) -> Iterator[str]:
    """Its own amounts, unless they are as in any new program or set anew in the same edit."""
    columns = Program.columns()
    for name, column in columns.items():
        usual = Program.model_fields[name].default
        if column.kind is Kind.MONEY and name not in values and getattr(row, name) != usual:
            yield f"the program's “{column.label}”"


def money_columns(about: TableEntry) -> list[str]:
    """The columns of a table that hold amounts of the program's currency."""
    return [name for name, column in about.fields.items() if column.kind is Kind.MONEY]
