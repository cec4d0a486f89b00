"""What can be asked of a row: one declaration of a field feeds typed words, builder, sorting and grouping."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.model.fields import Column, Kind
from tpm_desktop.model.record import Record
from tpm_desktop.planning.columns import NONE

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

TIMES = frozenset({Kind.INSTANT, Kind.DATE, Kind.MONTH})
NUMBERS = frozenset({Kind.NUMBER, Kind.SHARE, Kind.MONEY, Kind.DURATION, Kind.LAG, Kind.SCORE})
CHOICES = frozenset({Kind.CHOICE, Kind.STATUS})
DAY = 1440
SEVERAL = "\n"
"""What stands between the texts of a cell that holds several, such as the people on a task."""


@dataclass(frozen=True, slots=True)
class Field:
    """name: stable, as it is saved; column: what the value is called and means; also: other names for it."""

    name: str
    column: Column
    also: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What people call it."""
        return self.column.label

    @property
    def kind(self) -> Kind:
        """What its values mean."""
        return self.column.kind

    @property
    def is_time(self) -> bool:
        """Whether values are minutes since 1970."""
        return self.kind in TIMES

    @property
    def is_counted(self) -> bool:
        """Whether values are numbers: amounts, flags and times; all else is text."""
        return self.kind in NUMBERS or self.kind is Kind.FLAG or self.is_time

    @property
    def typed_as(self) -> tuple[str, ...]:
        """Everything that it is called in a typed condition, in lower case."""
        return tuple(
            dict.fromkeys(
                name.casefold() for name in (self.label, *self.also, self.name, self.name.replace("_", " "))
            )
        )


class Subject(ABC):
    """Rows that are asked: n of them, and their values by field, made when they are first looked at."""

    fields: Mapping[str, Field]
    usual: Sequence[str] = ()
    """The fields that people sort and group by most, by name."""

    def __init__(self) -> None:
        self._numbers: dict[str, Numbers] = {}
        self._texts: dict[str, list[str]] = {}
        self._folded: dict[str, list[str]] = {}

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def read_numbers(self, name: str) -> Numbers:
        """Values of a counted field, shape (n,), `NONE` where there is none; times in minutes since 1970."""

    @abstractmethod
    def read_texts(self, name: str) -> list[str]:
        """Values of a text field, shape (n,), "" where there is none: names of rows referred to, labels of
        choices; several are apart by `SEVERAL`."""

    @abstractmethod
    def read_anywhere(self) -> list[str]:
        """Shape (n,): all that a plain text is looked for in."""

    def numbers(self, name: str) -> Numbers:
        """As `read_numbers`, kept."""
        if name not in self._numbers:
            self._numbers[name] = self.read_numbers(name)
        return self._numbers[name]

    def texts(self, name: str) -> list[str]:
        """As `read_texts`, kept."""
        if name not in self._texts:
            self._texts[name] = self.read_texts(name)
        return self._texts[name]

    def folded(self, name: str) -> list[str]:
        """The texts of a field without regard to case."""
        if name not in self._folded:
            self._folded[name] = folded(self.texts(name))
        return self._folded[name]

    @cached_property
    def anywhere(self) -> list[str]:
        """What a plain text is looked for in, without regard to case."""
        return folded(self.read_anywhere())

    @cached_property
    def typed(self) -> dict[str, Field]:
        """Each field by everything that it is called; what comes first keeps a name."""
        found: dict[str, Field] = {}
        for part in range(4):  # labels first, then other names, so that none is hidden by a lesser one
            for field in self.fields.values():
                names = field.typed_as
                if part < len(names):
                    found.setdefault(names[part], field)
        for field in self.fields.values():
            for name in field.typed_as:
                found.setdefault(name, field)
        return found


def folded(texts: Iterable[str]) -> list[str]:
    """Texts without regard to case, each different one turned only once."""
    known: dict[str, str] = {}
    found = []
    for text in texts:
        low = known.get(text)
        if low is None:
            low = known[text] = text.casefold()
        found.append(low)
    return found


def added_at(ids: Iterable[str]) -> Numbers:
    """When rows were made, shape (n,), local wall-clock minutes: their ids (UUIDv7) hold it."""
    offset = _local_offset()
    return np.array(
        [
            int(row_id[:8] + row_id[9:13], 16) // 60_000 + offset if row_id[14:15] == "7" else NONE
            for row_id in ids
        ],
        np.int64,
    )


def _local_offset() -> int:
    """Minutes by which the wall clock here is ahead of UTC now."""
    ahead = datetime.now().astimezone().utcoffset()
    return int(ahead.total_seconds()) // 60 if ahead else 0


def declared(model: type[Record]) -> dict[str, Field]:
    """The fields of a table's own columns that people see."""
    return {name: Field(name, column) for name, column in model.columns().items() if column.shown}
