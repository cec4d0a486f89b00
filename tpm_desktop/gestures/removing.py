"""Removing rows, and what of other component projects hangs on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tpm_desktop.file.changes import Changes, Values
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import OpenProgram

from .words import quoted


@dataclass(frozen=True, slots=True)
class Hanging:
    """A link over the border of a component project: a task that is to be removed and one that stays.

    waits: the one that stays waits for the other.
    """

    removed: str
    stays: str
    project: str
    waits: bool

    def __str__(self) -> str:
        if self.waits:
            return f"{quoted(self.stays)} in {quoted(self.project)} waited for {quoted(self.removed)}"
        return f"{quoted(self.removed)} waited for {quoted(self.stays)} in {quoted(self.project)}"


def hanging(program: OpenProgram, row_ids: Iterable[str]) -> list[Hanging]:
    """The links with other component projects that go when rows are removed with all below them."""
    state = program.plan.state
    outline, links = state.outline, state.inputs.links
    gone: set[int] = set()
    for row_id in row_ids:
        row = outline.row[row_id]
        gone |= {row, *outline.below(row)}
    found = []
    for one, other in zip(links.predecessor.tolist(), links.successor.tolist(), strict=True):
        if (one in gone) == (other in gone) or outline.project[one] == outline.project[other]:
            continue
        removed, stays = (one, other) if one in gone else (other, one)
        project = state.names[int(outline.project[stays])]
        found.append(Hanging(state.names[removed], state.names[stays], project, waits=stays == other))
    return found


def gone_along(changes: Changes, table: str, row_ids: Collection[str]) -> str:
    """What else a removal of rows took along, and in what it cleared their name; "" for nothing."""
    removed, cleared = Counter[str](), Counter[str]()
    for of, row_id, change in changes:
        if change.removed and not (of == table and row_id in row_ids):
            removed[of] += 1
        elif change.old and change.new and _names_less(of, change.old, change.new):
            cleared[of] += 1
    parts = [f"with {_counted(removed)}"] if removed else []
    parts += [f"no longer named in {_counted(cleared)}"] if cleared else []
    return "; ".join(parts)


def _names_less(table: str, old: Values, new: Values) -> bool:
    fields = entry(table).fields
    return any(
        name in fields and fields[name].target and old.get(name) and value is None
        for name, value in new.items()
    )


def _counted(found: Counter[str]) -> str:
    return ", ".join(
        entry(table).counted(count) for table, count in sorted(found.items(), key=lambda one: -one[1])
    )
