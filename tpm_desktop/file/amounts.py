"""What counts as rates and costs: the columns that hold money."""

from __future__ import annotations

from collections.abc import Iterator

from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Kind

from .changes import Stored


def amounts(table: str) -> Iterator[str]:
    """The columns of a table that a copy without rates and costs leaves empty."""
    return (name for name, column in entry(table).fields.items() if column.kind is Kind.MONEY)


def empty(table: str, name: str) -> Stored:
    """The value of such a column that stands for none."""
    return 0 if entry(table).fields[name].required else None
