"""Two copies of a file that were edited apart, as one: three-way, from their nearest common ancestor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.dialects import sqlite

from tpm_desktop.model.catalogue import entry, table_names
from tpm_desktop.model.check import ValueProblem, check
from tpm_desktop.model.wording import within

from .changes import Changes, Stored, Values
from .codes import Renumbered, renumber
from .conflicts import Choice, Choose, Conflict, ConflictKind, FieldKey, Side, place_fields
from .consequences import Consequences, by_own_value
from .errors import EditError
from .merged import Merged
from .parted import Parted
from .same_names import Renamed, part_documents
from .settled import settle_marks, take_settled
from .standing import conflict_of, settle_nesting, settle_references, settle_ring, settle_twins

_ROUNDS = 1_000
_DIALECT = sqlite.dialect()


@dataclass(slots=True)
class Merge:
    """A merge that is being worked out; nothing is written.

    conflicts: all that were found, in the order of finding; decided: for what, by their keys; open: the keys
    of those not decided, for which mine stands meanwhile. as_it_stands: theirs only follows, or has nothing
    new, and is taken as it is.
    """

    merged: Merged
    choose: Choose
    consequences: Consequences
    as_it_stands: bool = False
    conflicts: dict[tuple[str, ...], Conflict] = field(default_factory=dict)
    decided: dict[tuple[str, ...], Choice] = field(default_factory=dict)
    open: set[tuple[str, ...]] = field(default_factory=set)
    renumbered: list[Renumbered] = field(default_factory=list)
    renamed: list[Renamed] = field(default_factory=list)

    @classmethod
    def of(cls, parted: Parted, choose: Choose) -> Merge:
        """Take from theirs what can be taken and find what has to be decided."""
        merged = Merged(parted.bases, parted.sides, parted.done)
        consequences = Consequences(merged, parted.told)
        found = cls(merged, choose, consequences, parted.shared.ahead or not parted.shared.missing)
        found._take_rows()
        if not parted.shared.ahead:
            found.settle()
        return found

    def settle(self) -> None:
        """Bring about that all can stand together, but for rings. Raises: `EditError`."""
        for _ in range(_ROUNDS):
            found = settle_references(self.merged, self._side)
            found |= settle_nesting(self.merged, self._side)
            found |= settle_twins(self.merged, self._side)
            found |= settle_marks(self.merged, self._side)
            if not found:
                follow_summaries(self.merged)
                return
        raise EditError("these choices can't stand together; decide all conflicts for the same side")

    def untie(self, tasks: Sequence[str], links: Sequence[str]) -> None:
        """Undo a ring of tasks that the merged plan would have. Raises: `EditError`."""
        settle_ring(self.merged, self._side, tasks, links)
        self.settle()

    def finish(self) -> Changes:
        """What makes my rows the merged ones, codes and names of documents that both gave told apart."""
        if not self.as_it_stands:
            self.renumbered = renumber(self.merged)
            self.renamed = part_documents(self.merged)
        return self.merged.changes()

    def _take_rows(self) -> None:
        """All rows that theirs changed; crosswise, also those that only mine changed since the first base.

        What one side removed is gone before it is decided what comes back, with parts and references.
        """
        settled = take_settled(self.merged, self._side)
        crosswise = len(self.merged.bases) > 1
        gone: list[tuple[str, str, Side]] = []
        for table in table_names():
            changed = self.merged.touched(table) if crosswise else self.merged.done[Side.THEIRS].of(table)
            for row_id in changed:
                remover = None if (table, row_id) in settled else self._take(table, row_id)
                gone += [(table, row_id, remover)] if remover else []
        for table, row_id, _ in gone:
            self.merged.put(table, row_id, None)
        for table, row_id, remover in gone:
            self._consider(table, row_id, remover)

    def _take(self, table: str, row_id: str) -> Side | None:
        """Take a row; returns who removed it, where only one side still has it."""
        mine, theirs = (self.merged.sides[side].get(table, row_id) for side in Side)
        if mine is None or theirs is None:
            if mine is not theirs and self.merged.was_there(table, row_id):
                return Side.MINE if mine is None else Side.THEIRS
            self.merged.put(table, row_id, mine or theirs)
        elif mine != theirs:
            self._edited(table, row_id, [name for name in mine if mine[name] != theirs[name]])
        return None

    def _consider(self, table: str, row_id: str, remover: Side) -> None:
        """One side removed the row; if the other one changed it, it may come back."""
        editor = remover.other
        fields = [name for name in entry(table).fields if self.merged.meant(editor, table, row_id, name)]
        if fields:
            conflict = conflict_of(self.merged, ConflictKind.REMOVED, (table, row_id), fields, ())
            if self._side(conflict) is editor:
                self.merged.restore(editor, table, row_id)

    def _edited(self, table: str, row_id: str, fields: list[str]) -> None:
        """Both have the row with different values in these fields."""
        along = self.consequences.of(table, row_id, fields)
        right = {name: self.merged.right(table, row_id, name) for name in fields if name not in along}
        taken = [name for name, side in right.items() if side is Side.THEIRS]
        open_fields = [name for name, side in right.items() if side is None]
        place = place_fields(table)
        if set(place) & set(open_fields):  # both moved it: its place is one thing
            together = [name for name in place if name in fields]
            taken = [name for name in taken if name not in together]
            self._decide(table, row_id, together)
        if taken:
            self.merged.settle(Side.THEIRS, table, row_id, taken)
        for name in open_fields:
            if name in entry(table).latest:
                self.merged.settle(self._later(table, row_id, name), table, row_id, [name])
            elif name not in place:
                self._decide(table, row_id, [name])
        for name, leader in along.items():
            self._go_along(leader, (table, row_id, name))

    def _later(self, table: str, row_id: str, name: str) -> Side:
        """Whose instant, stored as text, is the later one; none at all is earlier than any."""
        mine, theirs = (str((self.merged.sides[side].get(table, row_id) or {})[name] or "") for side in Side)
        return Side.THEIRS if theirs > mine else Side.MINE

    def _go_along(self, leader: FieldKey, follower: FieldKey) -> None:
        """A field takes the side that was chosen for the one whose edit brought its change along."""
        table, row_id, name = follower
        key = (ConflictKind.FIELD, *leader)
        self.conflicts[key] = replace(self.conflicts[key], along=(*self.conflicts[key].along, follower))
        choice = self.decided[key]
        if isinstance(choice, Side):
            self.merged.settle(choice, table, row_id, [name])
        elif table != leader[0] or name not in choice:
            self.merged.set(table, row_id, {name: by_own_value(self.merged, leader, follower)})

    def _decide(self, table: str, row_id: str, fields: list[str]) -> None:
        conflict = conflict_of(self.merged, ConflictKind.FIELD, (table, row_id), fields, ())
        choice = self._choice(conflict)
        if isinstance(choice, Side):
            self.merged.settle(choice, table, row_id, fields)
        else:
            self.merged.set(table, row_id, _stored(table, choice, fields))

    def _side(self, conflict: Conflict) -> Side:
        choice = self._choice(conflict)
        if isinstance(choice, Side):
            return choice
        raise EditError("this conflict is about whole rows; decide it for one of the sides")

    def _choice(self, conflict: Conflict) -> Choice:
        self.conflicts.setdefault(conflict.key, conflict)
        choice = self.choose(conflict)
        if choice is None:
            self.open.add(conflict.key)
        self.decided[conflict.key] = Side.MINE if choice is None else choice
        return self.decided[conflict.key]


def follow_summaries(merged: Merged) -> None:
    """Tasks belong to the component project of their summary task, wherever that was moved."""
    if not any(merged.touched("task")):
        return
    mine = merged.sides[Side.MINE].table("task")
    rows = {
        i: row for i in {**mine, **dict.fromkeys(merged.touched("task"))} if (row := merged.get("task", i))
    }
    projects: dict[str, Stored] = {}
    for row_id in rows:
        way, at = [], row_id
        while at not in projects and rows[at]["parent_id"] is not None:
            way.append(at)
            at = str(rows[at]["parent_id"])
        project = projects.setdefault(at, rows[at]["project_id"])
        projects.update(dict.fromkeys(way, project))
    for row_id, project in projects.items():
        if rows[row_id]["project_id"] != project:
            merged.set("task", row_id, {"project_id": project})


def _stored(table: str, values: Values, fields: Sequence[str]) -> Values:
    """Own values in the form in which they are stored.

    Those of further fields come along, as “3 ed” also says that a duration is elapsed. Raises: `EditError`.
    """
    about, found = entry(table), {}
    missing = [name for name in fields if name not in values]
    if missing:
        raise EditError(f"{about.label}: a value for {within(about.fields[missing[0]].label)} is missing")
    for name in values:
        try:
            value = check(about.fields[name], values[name])
        except ValueProblem as problem:
            raise EditError(f"{about.label}: {problem}") from None
        bind = about.table.c[name].type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
        found[name] = bind(value) if bind else value
    return found
