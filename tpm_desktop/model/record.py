"""The base of every table: an identity that all copies of a file agree on, and its declared columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Self, dataclass_transform

import uuid_utils

from .fields import Column, Declared
from .stored import reader


def new_id() -> str:
    """A UUIDv7: unique without asking anybody, and in the order of its making."""
    return str(uuid_utils.uuid7())


@dataclass_transform(kw_only_default=True)
class Record:
    """A row of a program file; a class is a table, its columns are declared with `column(...)`.

    `table` is its name in the file, that of the class in lower case unless given; `defaults` are the values
    of a new row. Rows are values: equal when all that they say is equal, not tied to the file they come from.
    """

    table: ClassVar[str]
    defaults: ClassVar[dict[str, Any]]
    _columns: ClassVar[dict[str, Column]]
    _readers: ClassVar[dict[str, Any]]

    id: str = ""

    def __init_subclass__(cls, *, table: str = "") -> None:
        declared = {name: one for name, one in vars(cls).items() if isinstance(one, Declared)}
        cls.table = table or cls.__name__.lower()
        cls.defaults = {name: one.default for name, one in declared.items()}
        cls._columns = {name: one.column for name, one in declared.items()}
        cls._readers = {name: read for name, one in cls._columns.items() if (read := reader(one))}
        for name, default in cls.defaults.items():
            setattr(cls, name, default)

    def __init__(self, **values: Any) -> None:
        if unknown := values.keys() - self._columns.keys() - {"id"}:
            raise TypeError(f"{self.table} has no field {', '.join(sorted(unknown))}")
        vars(self).update({"id": new_id(), **self.defaults, **values})

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]  # what can be changed can't be found again by its hash

    def __repr__(self) -> str:
        said = (f"{name}={value!r}" for name, value in vars(self).items() if value is not None)
        return f"{type(self).__name__}({', '.join(said)})"

    @classmethod
    def columns(cls) -> dict[str, Column]:
        """The declared columns by name, in the order of declaration; the id isn't one of them."""
        return cls._columns

    @classmethod
    def read(cls, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[Self]:
        """Rows of stored values. Args: names: whose values each row holds, all of the table's."""
        made = []
        readers = cls._readers.items()
        for row in rows:
            record = cls.__new__(cls)
            values = vars(record)
            values.update(zip(names, row, strict=True))
            for name, as_value in readers:
                if values[name] is not None:
                    values[name] = as_value(values[name])
            made.append(record)
        return made

    def values(self) -> dict[str, Any]:
        """What it holds by field, the id first."""
        return dict(vars(self))
