"""How the records of a journal follow from each other, as commits do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """From the state that one record left to that of another: records to take back, then records to do.

    back: newest first; on: oldest first.
    """

    back: tuple[str, ...]
    on: tuple[str, ...]


class Lineage:
    """The records of one file with their parents, every record after its parents, the newest one last.

    A record's changes are those against its first parent; so the first parents, from the newest record back,
    are the main line, along which the rows came to be what they are.
    """

    def __init__(self, parents: dict[str, tuple[str, ...]]) -> None:
        self.parents = parents

    def __contains__(self, record_id: str) -> bool:
        return record_id in self.parents

    @property
    def head(self) -> str | None:
        """The newest record."""
        return next(reversed(self.parents), None)

    def main_line(self, record_id: str | None = None) -> list[str]:
        """The first parents of a record, of the newest one unless told, oldest first, itself last."""
        found: list[str] = []
        at = record_id or self.head
        while at is not None:
            found.append(at)
            at = next(iter(self.parents[at]), None)
        return found[::-1]

    def way(self, start: str, end: str) -> Way:
        """From the state that one record left to that of another."""
        there, here = self.main_line(end), self.main_line(start)
        on_the_way = set(there)
        meeting = next(n for n in range(len(here) - 1, -1, -1) if here[n] in on_the_way)
        return Way(tuple(here[:meeting:-1]), tuple(there[there.index(here[meeting]) + 1 :]))

    def newest_shared(self, other: Lineage) -> list[str]:
        """The nearest common ancestors of the newest records of two copies, newest first; none of strangers.

        All records of a file are ancestors of its newest one, so the shared ones are common ancestors.
        """
        shared = [record_id for record_id in self.parents if record_id in other]
        followed = {parent for record_id in shared for parent in self.parents[record_id]}
        return [record_id for record_id in reversed(shared) if record_id not in followed]

    def missing_from(self, other: Lineage) -> list[str]:
        """The records that another copy does not have, oldest first."""
        return [record_id for record_id in self.parents if record_id not in other]

    def beyond(self, record_ids: Collection[str]) -> list[str]:
        """The records that some do not follow from, nor are, oldest first."""
        known = {found for record_id in record_ids for found in self.ancestors(record_id)}
        return [record_id for record_id in self.parents if record_id not in known]

    def without(self, undone: Collection[str]) -> Lineage:
        """What the newest record follows from, but for what came in by merges that were undone."""
        parents = {i: found[:1] if i in undone else found for i, found in self.parents.items()}
        if self.head is None:
            return self
        kept = Lineage(parents).ancestors(self.head)
        return Lineage({record_id: found for record_id, found in parents.items() if record_id in kept})

    def came_in_with(self, record_id: str) -> str:
        """The record of the main line that brought another one: itself, or what merged it."""
        found = {record_id}
        for later, parents in self.parents.items():
            if not found.isdisjoint(parents):
                found.add(later)
        return next(one for one in self.main_line() if one in found)

    def ancestors(self, record_id: str) -> Collection[str]:
        """A record and all that it follows from."""
        found, ahead = {record_id}, [record_id]
        while ahead:
            for parent in self.parents[ahead.pop()]:
                if parent not in found:
                    found.add(parent)
                    ahead.append(parent)
        return found
