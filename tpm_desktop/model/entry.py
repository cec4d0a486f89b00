"""What is known of a table besides its columns: the area it belongs to, its names and its usual columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from functools import cached_property

from sqlalchemy import Table

from .fields import Column, Kind
from .record import Record


class Area(StrEnum):
    """The parts of the navigation."""

    OVERVIEW = "Overview"
    PLAN = "Plan"
    MONEY = "Money"
    CONTROL = "Control"
    DELIVERY = "Delivery"
    PROCUREMENT = "Procurement"
    GOVERNANCE = "Governance"
    PEOPLE = "People"


class Travels(Enum):
    """Which rows of a table go into a copy of chosen component projects."""

    WITH_PROJECT = auto()  # those of the projects, and what is part of them
    WHEN_NEEDED = auto()  # those that something in the copy refers to
    ALWAYS = auto()


@dataclass(frozen=True)
class TableEntry:
    """One table: `columns` are the ones that a register view shows unless its user chose others.

    figures: columns that are not stored, since they follow from others; what is entered in them sets those.
    only_one: fields whose values together just one row should hold; one_holds: a reference and a flag that
    just one of the rows with the same reference should bear; settled: a field with the values that make the
    other fields, and what is part of the row, binding: copies that were edited apart are held to all of it.
    follows: fields that an edit of others may bring along, with these; “task_id.duration” is one of the row
    referred to. latest: fields of instants; of two copies the later one stands.
    steps: the field of a state machine, and what each of its states can become; not_chosen: those of its
    states that only a gesture of their own, or the program itself, leads to.
    projects: the fields that say of which component projects a row is, themselves or by what they refer to.
    known_by: the fields by which a row of other projects is known in a copy of chosen ones; all unless given.
    called_by: the fields that a row is called by besides its own code and title, so that it is told from its
    like (`formats/naming.py`); of a table without titles there is at least one. joined: what stands between.
    asked: what a new row is asked for, where that is more than it can't be without.
    travels: see `Travels`; amounts: its rows say amounts only, so a copy without costs has none of them.
    """

    model: type[Record]
    label: str
    plural: str
    area: Area
    icon: str
    columns: tuple[str, ...]
    register: bool = True  # has a register view in the navigation
    belongs_here: str = ""  # what an empty register says it is for
    figures: Mapping[str, Column] = field(default_factory=dict)
    only_one: tuple[str, ...] = ()
    one_holds: tuple[str, str] = ("", "")
    settled: tuple[str, tuple[str, ...]] = ("", ())
    follows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    latest: tuple[str, ...] = ()
    steps: tuple[str, Mapping[str, tuple[str, ...]]] | None = None
    not_chosen: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    travels: Travels = Travels.WITH_PROJECT
    amounts: bool = False
    sheet: bool = False  # can be written and read as a sheet, though a view of its own shows it
    projects: tuple[str, ...] = ("project_id",)
    known_by: tuple[str, ...] = ()
    called_by: tuple[str, ...] = ()
    joined: str = " · "

    @cached_property
    def name(self) -> str:
        """The table's singular name, as in the file and on the command line."""
        return str(self.table.name)  # SQLAlchemy’s own kind of text can’t go from one process to another

    @cached_property
    def table(self) -> Table:
        """The table as SQLAlchemy knows it."""
        table: Table = self.model.__table__  # type: ignore[attr-defined]
        return table

    @cached_property
    def fields(self) -> dict[str, Column]:
        """The stored columns by name."""
        return self.model.columns()

    @cached_property
    def enterable(self) -> dict[str, Column]:
        """All columns that a value can be entered in, by name: the stored ones and the figures."""
        return {**self.fields, **self.figures}

    def choosable(self, name: str, value: str | None) -> frozenset[str] | None:
        """What a person may choose for a field that holds a value; None where it may be anything."""
        if self.steps is None or self.steps[0] != name or value is None:
            return None
        return frozenset({value, *self.steps[1].get(value, ())} - (set(self.not_chosen) - {value}))

    @cached_property
    def one(self) -> str:
        """What one of its rows is called within a sentence: “change request”, but “PMO function”."""
        return _in_text(self.label)

    @cached_property
    def many(self) -> str:
        """What several of its rows are called within a sentence."""
        return _in_text(self.plural)

    def counted(self, count: int) -> str:
        """So many of its rows: “1 change request”, “7 PMO functions”."""
        return f"{count:,} {self.one if count == 1 else self.many}"

    @cached_property
    def title_field(self) -> str:
        """The column by which a person knows the row; of a row that has no title, the first one."""
        return next((n for n, c in self.fields.items() if c.kind is Kind.TITLE), next(iter(self.fields)))

    @cached_property
    def titled(self) -> bool:
        """Whether its rows have a title of their own; others are called by what they are about."""
        return self.fields[self.title_field].kind is Kind.TITLE

    @cached_property
    def status_field(self) -> str | None:
        """The column that holds the row's state, where it has one."""
        return next((n for n, c in self.fields.items() if c.kind is Kind.STATUS), None)

    def next_states(self, state: str) -> tuple[str, ...]:
        """What a row in a state can become by an edit; of a table without declared steps any other state."""
        column = self.fields[self.status_field] if self.status_field else None
        if column is None or column.recorded:
            return ()
        if self.steps is not None and self.steps[0] == self.status_field:
            return tuple(one for one in self.steps[1].get(state, ()) if one not in self.not_chosen)
        return tuple(str(key) for key in column.choices or () if str(key) != state)

    @cached_property
    def code_field(self) -> str | None:
        """The column that holds the row's code, where it has one."""
        return next((n for n, c in self.fields.items() if c.kind is Kind.CODE), None)


def part(
    model: type[Record],
    label: str,
    plural: str,
    area: Area,
    icon: str,
    *columns: str,
    only_one: tuple[str, ...] = (),
    one_holds: tuple[str, str] = ("", ""),
    follows: Mapping[str, tuple[str, ...]] | None = None,
    latest: tuple[str, ...] = (),
    travels: Travels = Travels.WITH_PROJECT,
    amounts: bool = False,
    called_by: tuple[str, ...] = (),
    joined: str = " · ",
) -> TableEntry:
    """A table whose rows are shown as part of other rows, or in a view of their own: it has no register."""
    return TableEntry(
        model, label, plural, area, icon, columns, register=False, only_one=only_one,
        one_holds=one_holds, follows=follows or {}, latest=latest, travels=travels, amounts=amounts,
        called_by=called_by, joined=joined,
    )  # fmt: skip


def _in_text(label: str) -> str:
    """A label within a sentence; an abbreviation keeps its capitals."""
    return " ".join(word if word[1:2].isupper() else word.lower() for word in label.split(" "))
