"""The stored columns of one table as conditions ask them: names for references, labels for choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from tpm_desktop.model.fields import Kind
from tpm_desktop.plan.columns import Columns
from tpm_desktop.planning.columns import NONE

from .fields import CHOICES, DAY, Field, Numbers


class StoredColumns:
    """By row of the table."""

    def __init__(self, columns: Columns, names: Callable[[str], Mapping[str, str]]) -> None:
        self._columns, self._names = columns, names

    def numbers(self, field: Field) -> Numbers:
        """A counted column, shape (n,); times as minutes since 1970."""
        values = self._columns.numbers[field.name]
        if field.kind is Kind.DATE:
            return np.where(values == NONE, NONE, np.where(values == NONE, 0, values) * DAY)
        if field.kind is Kind.MONTH:
            months = np.where(values == NONE, 0, values).astype("datetime64[M]")
            return np.where(values == NONE, NONE, months.astype("datetime64[m]").astype(np.int64))
        return values

    def texts(self, field: Field) -> list[str]:
        """A text column, shape (n,), as people read it."""
        cells = self._columns.texts[field.name]
        choices = field.column.choices
        if field.kind is Kind.REFERENCE:
            names = self._names(field.column.target)
            return [names.get(cell, "") if cell else "" for cell in cells]
        if field.kind in CHOICES and isinstance(choices, type):
            labels: dict[str, str] = {member.value: member.label for member in choices}
            return [labels.get(cell, "") if cell else "" for cell in cells]
        return [cell or "" for cell in cells]
