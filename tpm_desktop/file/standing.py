"""What each side did rightly but can't stand together: rows without what they refer to, nested, or twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tpm_desktop.model.catalogue import CATALOGUE, TableEntry
from tpm_desktop.model.fields import Kind

from .changes import Stored
from .conflicts import Conflict, ConflictKind, RowKey, Side, place_fields
from .ends import ends, is_part
from .errors import EditError
from .merged import Merged, references

Ask = Callable[[Conflict], Side]
"""The side that a conflict is decided for, mine while it is open."""


def settle_references(merged: Merged, ask: Ask) -> bool:
    """Rows whose references lead nowhere go or let go, or what they need comes back. Whether any did."""
    found = False
    for about in CATALOGUE:
        for row_id in list(merged.touched(about.name)):
            for end in list(ends(about.name, merged.get(about.name, row_id) or {})):
                row = merged.get(about.name, row_id) or {}
                if row.get(end.field) == end.row_id and merged.get(end.table, end.row_id) is None:
                    _mend(merged, ask, (about.name, row_id), end.field, (end.table, end.row_id))
                    found = True
    return found


def _mend(merged: Merged, ask: Ask, row: RowKey, name: str, target: RowKey) -> None:
    user = Side.MINE if merged.sides[Side.MINE].get(*target) is not None else Side.THEIRS
    if merged.was_there(*target):
        conflict = conflict_of(merged, ConflictKind.REMOVED, target, (), [row])
        if ask(conflict) is user:
            merged.restore(user, *target)
            return
    _let_go(merged, user, row, name)


def _let_go(merged: Merged, user: Side, row: RowKey, name: str) -> None:
    """A row of one side gives up its reference to what is not there any more."""
    if merged.sides[user.other].get(*row) is not None and merged.takes(user, *row, (name,)):
        places = place_fields(row[0])
        merged.settle(user.other, *row, places if name in places else (name,))
    elif is_part(row[0], name):
        merged.put(*row, None)
    else:
        merged.set(*row, {name: None})


def settle_nesting(merged: Merged, ask: Ask) -> bool:
    """Rows that would be part of each other stand where one of the sides has them. Whether any did."""
    found = False
    for about in CATALOGUE:
        for name, column in references(about.name):
            if column.target != about.name:
                continue
            free: set[str] = set()
            for row_id in list(merged.touched(about.name)):
                loop = _loop(merged, about.name, name, row_id, free)
                if loop:
                    free.clear()  # rows move
                    _unnest(merged, ask, about.name, name, loop)
                    found = True
    return found


def _loop(merged: Merged, table: str, name: str, row_id: str, free: set[str]) -> list[str]:
    """The rows above a row from where they come round again; none where they end, and then they are free."""
    seen: dict[str, int] = {}
    at: Stored = row_id
    while at is not None and at not in free:
        if at in seen:
            return list(seen)[seen[str(at)] :]
        seen[str(at)] = len(seen)
        row = merged.get(table, str(at))
        at = row[name] if row else None
    free.update(seen)
    return []


def _unnest(merged: Merged, ask: Ask, table: str, name: str, loop: Sequence[str]) -> None:
    fields = place_fields(table) or (name,)
    moved = {side: [i for i in loop if merged.takes(side, table, i, (name,))] for side in Side}
    theirs, mine = moved[Side.THEIRS] or list(loop), moved[Side.MINE]
    others = [(table, row_id) for row_id in mine]
    winner = ask(conflict_of(merged, ConflictKind.NESTED, (table, min(theirs)), fields, others))
    for row_id in moved[winner.other] or loop:
        merged.settle(winner, table, row_id, fields)


def settle_twins(merged: Merged, ask: Ask) -> bool:
    """Where both sides made what only one row should hold, one goes; alike ones silently."""
    found = False
    for about in CATALOGUE:
        mine = _held(merged, about, Side.MINE) if about.only_one else {}
        for key, theirs in _held(merged, about, Side.THEIRS).items() if mine else ():
            if key in mine and mine[key] != theirs:
                _part_twins(merged, ask, about, mine[key], theirs)
                found = True
    return found


def _held(merged: Merged, about: TableEntry, side: Side) -> dict[tuple[Stored, ...], str]:
    """The rows of a side that are new or hold other values of the fields which only one row should hold."""
    found = {}
    for row_id, change in merged.done[side].of(about.name).items():
        row = merged.get(about.name, row_id)
        if row is not None and (change.added or change.fields & set(about.only_one)):
            key = tuple(row[name] for name in about.only_one)
            if None not in key:
                found[key] = row_id
    return found


def _part_twins(merged: Merged, ask: Ask, about: TableEntry, mine: str, theirs: str) -> None:
    one_too_many = max(mine, theirs)
    if _alike(merged, about, mine, theirs) and not _referred(merged, about.name, one_too_many):
        merged.put(about.name, one_too_many, None)
        return
    conflict = Conflict(
        ConflictKind.TWICE,
        about.name,
        theirs,
        about.only_one,
        None,
        merged.get(about.name, mine),
        merged.get(about.name, theirs),
        ((about.name, mine),),
    )
    winner = ask(conflict)
    merged.settle(winner, about.name, theirs if winner is Side.MINE else mine)


def _alike(merged: Merged, about: TableEntry, one: str, other: str) -> bool:
    left, right = merged.get(about.name, one) or {}, merged.get(about.name, other) or {}
    told = [n for n, c in about.fields.items() if c.shown and c.kind not in (Kind.CODE, Kind.ORDER)]
    return all(left.get(name) == right.get(name) for name in told)


def _referred(merged: Merged, table: str, row_id: str) -> bool:
    """Whether a row of any table refers to this one: then it is not for us to say that it can go."""
    for about in CATALOGUE:
        fields = [name for name, column in references(about.name) if column.target == table]
        rows = {*merged.sides[Side.MINE].table(about.name), *merged.touched(about.name)} if fields else ()
        for row in filter(None, (merged.get(about.name, other) for other in rows)):
            if any(row[name] == row_id for name in fields):
                return True
    return False


def settle_ring(merged: Merged, ask: Ask, tasks: Iterable[str], links: Iterable[str]) -> None:
    """Tasks that would wait for each other: one side's links of the ring, or its moves, are not taken.

    Args: tasks: ids of the tasks around the ring; links: ids of the links between them.
    A copy of a part may close a ring alone, through tasks that it does not hold.
    Raises: `EditError` where it is decided for the side that closes it alone.
    """
    parts = {side: _ring_parts(merged, side, list(tasks), list(links)) for side in Side}
    if not parts[Side.THEIRS]:
        raise EditError("together these would let tasks wait for each other; decide all for the same side")
    first = min(parts[Side.THEIRS])
    conflict = conflict_of(merged, ConflictKind.RING, first, (), sorted(parts[Side.MINE]))
    winner = ask(conflict)
    if not parts[winner.other]:
        raise EditError(
            f"{_told(merged, *first)} would let tasks wait for each other through work that the other copy"
            " does not hold; decide this for mine"
        )
    for table, row_id in parts[winner.other]:
        merged.settle(winner, table, row_id, place_fields(table))


def _told(merged: Merged, table: str, row_id: str) -> str:
    row = merged.get(table, row_id) or {}
    if table != "link":
        return f"the place of “{row.get('name')}”"
    before, after = (merged.get("task", str(row[end])) or {} for end in ("predecessor_id", "successor_id"))
    return f"the link from “{before.get('name')}” to “{after.get('name')}”"


def _ring_parts(merged: Merged, side: Side, tasks: list[str], links: list[str]) -> list[RowKey]:
    """What of a side makes the ring: its links, else the moves of its tasks, else all moves and links."""
    place = place_fields("task")
    around = [("link", i) for i in links if merged.takes(side, "link", i)]
    around = around or [("task", i) for i in tasks if merged.takes(side, "task", i, place)]
    moves = [("task", i, place) for i in merged.touched("task")]
    every = [*moves, *(("link", i, ()) for i in merged.touched("link"))]
    return around or [(table, i) for table, i, fields in every if merged.takes(side, table, i, fields)]


def conflict_of(
    merged: Merged, kind: ConflictKind, row: RowKey, fields: Sequence[str], others: Iterable[RowKey]
) -> Conflict:
    """A conflict with the values of its fields, or of the whole row, in the first base and on both sides."""
    versions = [rows.get(*row) for rows in (merged.bases[0], *(merged.sides[side] for side in Side))]
    base, mine, theirs = ({n: v[n] for n in fields or v} if v else None for v in versions)
    return Conflict(kind, row[0], row[1], tuple(fields), base, mine, theirs, tuple(others))
