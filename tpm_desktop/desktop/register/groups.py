"""Which rows of a register are shown, in which order and groups; which of the groups are folded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RegisterGroup:
    """title: what its rows have in common; ids: of them; totals: what they come to, as text by column."""

    title: str
    ids: tuple[str, ...]
    totals: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What stands in place of an id in its line; no id of a row looks so."""
        return f"group {self.title}"


@dataclass(frozen=True, slots=True)
class Sifted:
    """kept: ids of the rows that are shown, None for all; place: of each id in the order asked for, None for
    the rows' own; tinted: ids of the rows that are highlighted; found: how many rows a condition holds for;
    groups: that the rows stand in, None where they are not grouped.
    """

    kept: frozenset[str] | None = None
    place: Mapping[str, int] | None = None
    tinted: frozenset[str] = frozenset()
    found: int = 0
    groups: tuple[RegisterGroup, ...] | None = None


class Groups:
    """Those that are shown now; folded ones stay folded while rows come and go."""

    def __init__(self) -> None:
        self._by_key: dict[str, RegisterGroup] = {}
        self._closed: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def show(self, groups: Sequence[RegisterGroup]) -> None:
        """Be about other groups; none where the rows stand plainly below each other."""
        self._by_key = {group.key: group for group in groups}
        self._closed &= set(self._by_key)

    def get(self, key: str) -> RegisterGroup | None:
        """The group in whose line that stands; None of a row."""
        return self._by_key.get(key)

    def is_closed(self, key: str) -> bool:
        """Whether a group's rows are folded away."""
        return key in self._closed

    def fold(self, keys: Iterable[str], *, closed: bool) -> None:
        """Fold the rows of groups away, or show them."""
        self._closed = self._closed | set(keys) if closed else self._closed - set(keys)

    def keys(self) -> list[str]:
        """All of them, in order."""
        return list(self._by_key)

    def holding(self, row_id: str) -> str | None:
        """The key of the group that a row stands in."""
        return next((key for key, group in self._by_key.items() if row_id in group.ids), None)

    def lines(self, ordered: Callable[[Iterable[str]], list[str]]) -> list[str]:
        """From top to bottom the key of each group and the ids of its rows. Args: ordered: sorts some ids."""
        found: list[str] = []
        for key, group in self._by_key.items():
            found.append(key)
            if key not in self._closed:
                found += ordered(group.ids)
        return found
