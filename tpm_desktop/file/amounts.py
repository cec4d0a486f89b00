"""What counts as rates and costs: the columns that hold money, or a text that tells of it."""

from __future__ import annotations

from collections.abc import Iterator

from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Kind

from .changes import Stored


def amounts(table: str) -> Iterator[str]:
    """The columns of a table that a copy without rates and costs leaves empty."""
    columns = entry(table).fields.items()
    return (name for name, column in columns if column.kind is Kind.MONEY or column.tells_amounts)


def empty(table: str, name: str) -> Stored:
    """The value of such a column that stands for none."""
    return 0 if entry(table).fields[name].required else None
