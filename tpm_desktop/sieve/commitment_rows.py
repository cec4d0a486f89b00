"""Commitments as conditions ask them: besides their stored fields what the plan makes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property

import numpy as np

from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Column, Kind
from tpm_desktop.plan import State
from tpm_desktop.plan.commitment_words import lacks
from tpm_desktop.plan.commitments import Promise, commitments
from tpm_desktop.planning.columns import NONE

from .fields import SEVERAL, Field, Numbers
from .table_rows import TableRows

_DATES = {"need": "needed", "forecast": "forecast"}
_LENGTHS = ("margin", "slip")
_FOLLOWS = (
    Field("need", Column("Need", Kind.INSTANT, day_end=True), ("needed",)),
    Field("forecast", Column("Forecast", Kind.INSTANT, day_end=True)),
    Field("margin", Column("Margin", Kind.DURATION), ("slack", "float", "slack against need")),
    Field("slip", Column("Slip", Kind.DURATION), ("after its promise by",)),
    Field("outlook", Column("Outlook", Kind.TEXT), ("computed status",)),
    Field("findings", Column("Findings", Kind.TEXT)),
)


class CommitmentRows(TableRows):
    """By row of the table, of one state of the plan."""

    def __init__(
        self,
        state: State,
        names: Callable[[str], Mapping[str, str]],
        on: date,
        anywhere: Callable[[], Sequence[str]] | None = None,
    ) -> None:
        super().__init__(entry("commitment"), state.inputs.tables["commitment"], names, on, anywhere)
        self._state = state
        self.fields = {**self.fields, **{field.name: field for field in _FOLLOWS}}

    @cached_property
    def _promises(self) -> list[Promise]:
        return commitments(self._state)

    def read_numbers(self, name: str) -> Numbers:
        if name in _DATES:
            return self._values(lambda one: int(getattr(one, _DATES[name])))
        if name in _LENGTHS:
            return self._values(lambda one: NONE if one.settled else int(getattr(one, name)))
        return super().read_numbers(name)

    def _values(self, of: Callable[[Promise], int]) -> Numbers:
        return np.array([of(one) for one in self._promises], np.int64)

    def read_texts(self, name: str) -> list[str]:
        if name == "outlook":
            return [one.outlook.value.capitalize() for one in self._promises]
        if name == "findings":
            return [SEVERAL.join(lack.value for lack in lacks(self._state, one)) for one in self._promises]
        return super().read_texts(name)
