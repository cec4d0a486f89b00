"""Where rows hold amounts in the program's currency, found by what their columns are declared to be."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tpm_desktop.model.catalogue import CATALOGUE
from tpm_desktop.model.fields import Kind
from tpm_desktop.model.program import Program

from .changes import Values
from .rows import Rows


def amounts_in(rows: Rows, besides: Collection[str] = ()) -> Iterator[str]:
    """Each kind of rows with amounts, in words, or with rates of exchange to the program's currency.

    Args: besides: fields of the program that don't count, as they are set anew.
    """
    for about in CATALOGUE:
        names = [name for name, column in about.fields.items() if column.kind is Kind.MONEY]
        table = rows.table(about.name).values() if names or about.name == "exchange_rate" else ()
        if about.name == "program":
            yield from (told for row in table for told in _of_the_program(row, besides))
        elif (about.name == "exchange_rate" and table) or any(row[name] for row in table for name in names):
            yield about.many


def _of_the_program(row: Values, besides: Collection[str]) -> Iterator[str]:
    """Its own amounts, unless they are as in any new program."""
    for name, column in Program.columns().items():
        usual = Program.model_fields[name].default
        if column.kind is Kind.MONEY and name not in besides and row[name] != usual:
            yield f"the program's “{column.label}”"
