"""The rows of any table of the catalogue as conditions ask them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time

import numpy as np

from tpm_desktop.model.catalogue import TableEntry
from tpm_desktop.model.fields import Column, Kind
from tpm_desktop.plan.columns import Columns
from tpm_desktop.plan.due import DUE
from tpm_desktop.plan.plan import minutes
from tpm_desktop.planning.columns import NONE

from .fields import DAY, Field, Numbers, Subject, added_at, declared
from .grouping import Total
from .stored import StoredColumns

_SCORES = {"score": ("probability", "impact"), "residual_score": ("residual_probability", "residual_impact")}


class TableRows(Subject):
    """By row of the table, in the order of `ids`."""

    def __init__(
        self,
        about: TableEntry,
        columns: Columns,
        names: Callable[[str], Mapping[str, str]],
        on: date,
        anywhere: Callable[[], Sequence[str]] | None = None,
    ) -> None:
        """Args: names: of the rows of a table; on: the day that overdue counts from; anywhere: what a plain
        text is looked for in, row by row, all its texts unless given.
        """
        super().__init__()
        self.about, self.ids, self._on, self._anywhere = about, columns.ids, on, anywhere
        self._stored = StoredColumns(columns, names)
        self.fields = _fields(about)
        self.usual = about.columns

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def totals(self) -> dict[str, Total]:
        """What adds up is summed up in groups."""
        return {name: Total.SUM for name, field in self.fields.items() if field.column.adds_up}

    def read_numbers(self, name: str) -> Numbers:
        if name == "added":
            return added_at(self.ids)
        if name == "overdue":
            return self._overdue()
        if name in _SCORES and name not in self.about.fields:
            one, other = (self.numbers(part) for part in _SCORES[name])
            known = (one != NONE) & (other != NONE)
            return np.where(known, np.where(known, one, 0) * np.where(known, other, 0), NONE)
        return self._stored.numbers(self.fields[name])

    def _overdue(self) -> Numbers:
        """Whole days since the row was due, as the registers count them; none where nothing is due."""
        rule = DUE[self.about.name]
        settled = {choice.label for choice in rule.settled}
        due = self.numbers(rule.date)
        today = minutes(datetime.combine(self._on, time()))
        waits = np.array([state not in settled for state in self.texts(rule.state)], np.bool_)
        late = waits & (due != NONE) & (due < today)
        return np.where(late, (today - np.where(late, due, today)) // DAY, NONE)

    def read_texts(self, name: str) -> list[str]:
        return self._stored.texts(self.fields[name])

    def read_anywhere(self) -> list[str]:
        if self._anywhere is not None:
            return list(self._anywhere())
        cells = [self.texts(name) for name, field in self.fields.items() if not field.is_counted]
        return ["\n".join(row) for row in zip(*cells, strict=True)] if cells else [""] * len(self)


def _fields(about: TableEntry) -> dict[str, Field]:
    found = declared(about.model)
    title = about.title_field
    if title in found:
        found[title] = Field(title, found[title].column, ("name", "title"))
    if "project_id" in found:
        found["project_id"] = Field("project_id", found["project_id"].column, ("project",))
    if about.name == "risk":
        found["score"] = Field("score", Column("Score", Kind.NUMBER))
        found["residual_score"] = Field("residual_score", Column("Residual score", Kind.NUMBER))
    if about.name in DUE:
        found["overdue"] = Field("overdue", Column("Days overdue", Kind.NUMBER), ("overdue", "late"))
    found["added"] = Field("added", Column("Added", Kind.INSTANT))
    return found
