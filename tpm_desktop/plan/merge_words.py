"""What a conflict of a merge is, what each copy did and what can be decided, in people's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tpm_desktop.file.changes import Values
from tpm_desktop.file.conflicts import Conflict, ConflictKind, RowKey, Side
from tpm_desktop.file.ends import ends
from tpm_desktop.file.journal import JournalRecord
from tpm_desktop.file.merged import Merged, references
from tpm_desktop.file.rows import Rows
from tpm_desktop.file.settled import changed, settler
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Kind
from tpm_desktop.model.wording import within

from .merge_places import place
from .merge_subjects import field_label, goes_along, is_place
from .merging import Disputed

NOTHING = "nothing"
_NO_ROW = "\N{EN DASH}"
_OWNERS = {Side.MINE: "my copy", Side.THEIRS: "the other copy"}


@dataclass(frozen=True, slots=True)
class Line:
    """A field in dispute: its label, and what stood and stands there."""

    label: str
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Told:
    """A conflict for who decides it.

    row: what it is about; question: what can't stand together; lines: the values; along: what follows the
    decision, empty where nothing does; ways: what deciding for each side does; by: who changed it last on
    each side and when, empty where nobody is known.
    """

    row: str
    question: str
    lines: tuple[Line, ...]
    along: str
    ways: dict[Side, str]
    by: dict[Side, str]


def told(disputed: Disputed, merged: Merged, formats: Formats) -> Told:
    """A conflict in words."""
    words = _Words(disputed, merged, formats)
    return Told(
        words.row, words.question(), words.lines(), goes_along(disputed.conflict), words.ways(), words.by()
    )


def sentence(disputed: Disputed, merged: Merged, formats: Formats) -> str:
    """The same in one line: the row, what each side did, who and when."""
    found = told(disputed, merged, formats)
    kind = disputed.conflict.kind
    values = (
        [] if kind is ConflictKind.REMOVED else [f"{within(one.label)} {_was(one)}" for one in found.lines]
    )
    who = [f"{side} by {by}" for side, by in found.by.items() if by]
    question = [] if kind is ConflictKind.FIELD else [found.question]
    along = [found.along] if found.along else []
    parts = f"{found.row}: {'; '.join([*question, *values, *along])}"
    return f"{parts} ({', '.join(who)})" if who else parts


def row_name(merged: Merged, table: str, row_id: str, formats: Formats | None = None) -> str:
    """What people call a row that either side has, or a base had."""
    for rows in (*merged.sides.values(), *merged.bases):
        if name := rows.title(table, row_id, formats):
            return name
    return entry(table).label


def _was(line: Line) -> str:
    return f"was {line.base}, mine {line.mine}, theirs {line.theirs}"


class _Words:
    def __init__(self, disputed: Disputed, merged: Merged, formats: Formats) -> None:
        self._told, self._merged, self._formats = disputed, merged, formats
        self._conflict: Conflict = disputed.conflict
        self._key: RowKey = (self._conflict.table, self._conflict.row_id)
        self._about = entry(self._conflict.table)

    @property
    def row(self) -> str:
        return self._named(self._key)

    def question(self) -> str:
        others = self._conflict.others
        match self._conflict.kind:
            case ConflictKind.FIELD:
                return f"both copies changed its {self._labels()}"
            case ConflictKind.REMOVED:
                remover = self._remover()
                did = (
                    f"made {self._listed(others)} refer to it" if others else f"changed its {self._labels()}"
                )
                return f"{_OWNERS[remover]} removed it, {_OWNERS[remover.other]} {did}"
            case ConflictKind.NESTED:
                return f"it and {self._listed(others, table=False)} would be part of each other"
            case ConflictKind.TWICE:
                return f"both copies made one with the same {self._labels()}; only one can stay"
            case ConflictKind.HELD:
                mark = self._labels()
                return f"it and {self._listed(others)} would both be {mark}; only one can be"
            case ConflictKind.SETTLED:
                settled = self._settler()
                own = ["it"] if changed(self._merged, settled.other, *self._key) else []
                what = ", ".join([*own, *(self._named(row) for row in others)])
                return f"{_OWNERS[settled]} settled it, {_OWNERS[settled.other]} changed {what}"
        if not others:
            return "it would let tasks wait for each other, through work that one copy does not hold"
        return f"with {self._listed(others)} it would let tasks wait for each other"

    def lines(self) -> tuple[Line, ...]:
        """The values that differ; of whole rows that can't both stay, all that differ between them."""
        conflict = self._conflict
        if conflict.kind in (ConflictKind.NESTED, ConflictKind.RING, ConflictKind.HELD):
            return ()
        if conflict.kind is ConflictKind.TWICE:
            (other,) = conflict.others
            return self._field_lines(self._differing(conflict.mine, conflict.theirs), other)
        if not is_place(conflict):
            return self._field_lines(filter(self._is_shown, conflict.fields), self._key)
        places = (place(rows, *self._key, self._quoted) for rows in (self._merged.bases[0], *self._sides))
        return (Line("Place", *places),)

    def ways(self) -> dict[Side, str]:
        """What deciding for a side means."""
        conflict = self._conflict
        if conflict.kind is ConflictKind.REMOVED:
            remover = self._remover()
            return {remover: self._let_it_go(), remover.other: self._keep()}
        if conflict.kind is ConflictKind.SETTLED:
            return {side: self._settle(side) for side in Side}
        if conflict.kind is ConflictKind.HELD:
            return {
                Side.MINE: self._listed(conflict.others, table=False),
                Side.THEIRS: self._quoted(self._key),
            }
        if conflict.kind is ConflictKind.NESTED:
            return {side: self._nest(side) for side in Side}
        if conflict.kind is ConflictKind.RING:
            mine, theirs = self._listed(conflict.others), self.row
            ways = {Side.MINE: (mine, theirs), Side.THEIRS: (theirs, mine)}
            if not conflict.others:
                return {Side.MINE: f"Leave {theirs} out", Side.THEIRS: f"Keep {theirs}"}
            return {side: f"Keep {kept}, without {left}" for side, (kept, left) in ways.items()}
        lines = self.lines()
        if conflict.kind is ConflictKind.FIELD and len(lines) == 1:
            return {Side.MINE: lines[0].mine, Side.THEIRS: lines[0].theirs}
        return {side: f"Keep the one of {_OWNERS[side]}" for side in Side}

    def by(self) -> dict[Side, str]:
        records = {Side.MINE: self._told.mine, Side.THEIRS: self._told.theirs}
        return {side: self._who(record) if record else "" for side, record in records.items()}

    # Parts of sentences

    @property
    def _sides(self) -> tuple[Rows, ...]:
        return tuple(self._merged.sides[side] for side in Side)

    def _remover(self) -> Side:
        return Side.MINE if self._merged.sides[Side.MINE].get(*self._key) is None else Side.THEIRS

    def _keep(self) -> str:
        others = self._conflict.others
        if others:
            return f"Keep it, as {self._listed(others)} refers to it"
        return f"Keep it with the changed {self._labels()}"

    def _let_it_go(self) -> str:
        others = self._conflict.others
        if not others:
            return "Remove it"
        user = others[0]
        rows = [row for side in self._sides if (row := side.get(*user)) is not None]
        goes = any(
            end.part and (end.table, end.row_id) == self._key for row in rows for end in ends(user[0], row)
        )
        return f"Remove it{' with ' if goes else '; nothing stands in its place in '}{self._listed(others)}"

    def _settler(self) -> Side:
        return settler(self._merged, *self._key) or Side.MINE

    def _settle(self, side: Side) -> str:
        name, _ = self._about.settled
        state = self._value(name, self._merged.sides[side].get(*self._key))
        if side is self._settler():
            return f"{state}, without the changes of {_OWNERS[side.other]}"
        return f"{state}, with the changes of {_OWNERS[side]}"

    def _nest(self, side: Side) -> str:
        above = next(name for name, column in references(self._key[0]) if column.target == self._key[0])
        rows, base = self._merged.sides[side], self._merged.bases[0]
        moved = []
        for row in (self._key, *self._conflict.others):
            now, was = rows.get(*row) or {}, base.get(*row) or {}
            if now.get(above) and now.get(above) != was.get(above):
                moved.append(f"{self._quoted(row)} in {self._quoted((row[0], str(now[above])))}")
        return f"Put {', '.join(moved)}" if moved else f"As in {_OWNERS[side]}"

    def _differing(self, one: Values | None, other: Values | None) -> list[str]:
        told_apart = (Kind.CODE, Kind.ORDER)
        return [
            name
            for name, column in self._about.fields.items()
            if column.shown
            and column.kind not in told_apart
            and (one or {}).get(name) != (other or {}).get(name)
        ]

    def _field_lines(self, names: Iterable[str], mine: RowKey) -> tuple[Line, ...]:
        versions = (
            self._merged.bases[0].get(*self._key),
            self._merged.sides[Side.MINE].get(*mine),
            self._merged.sides[Side.THEIRS].get(*self._key),
        )
        return tuple(
            Line(field_label(self._key[0], name), *(self._value(name, version) for version in versions))
            for name in names
        )

    def _value(self, name: str, row: Values | None) -> str:
        if row is None:
            return _NO_ROW
        text = self._formats.show_field(
            self._about, name, row, name_of=lambda table, i: row_name(self._merged, table, i, self._formats)
        )
        return text or NOTHING

    def _labels(self) -> str:
        if is_place(self._conflict):
            return "place"
        labels = [
            field_label(self._key[0], name).lower() for name in self._conflict.fields if self._is_shown(name)
        ]
        return ", ".join(labels)

    def _is_shown(self, name: str) -> bool:
        return self._about.fields[name].shown

    def _listed(self, rows: Sequence[RowKey], *, table: bool = True) -> str:
        return ", ".join(self._named(row) if table else self._quoted(row) for row in rows)

    def _named(self, row: RowKey) -> str:
        return f"{entry(row[0]).label} {self._quoted(row)}"

    def _quoted(self, row: RowKey) -> str:
        return f"“{row_name(self._merged, *row, self._formats)}”"

    def _who(self, record: JournalRecord) -> str:
        when = self._formats.instant(record.at.astimezone().replace(tzinfo=None), time=True)
        return f"{record.who}, {when}"
