"""Two rounds of estimates beside each other: lines added, gone and changed, sums by account and project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tpm_desktop.model.estimates import EstimateLine

from .estimates import Line, Round

_SAID = (
    "title", "account_id", "project_id", "task_id", "kind", "method", "optimistic", "likely", "pessimistic",
    "basis", "source", "confidence", "first_month", "last_month", "profile",
)  # fmt: skip


class Turn(StrEnum):
    """What became of a line."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Pair:
    """A line in the earlier and in the later round, None where it isn't in one of them."""

    before: Line | None
    after: Line | None

    @property
    def turn(self) -> Turn:
        """What became of it."""
        if self.before is None or self.after is None:
            return Turn.ADDED if self.before is None else Turn.GONE
        return Turn.CHANGED if self.changed else Turn.SAME

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields that say something else; none where the line is in one round only."""
        if self.before is None or self.after is None:
            return ()
        one, other = self.before.row, self.after.row
        return tuple(name for name in _SAID if getattr(one, name) != getattr(other, name))

    @property
    def line(self) -> Line:
        """The later one where there is one."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def amounts(self) -> tuple[int, int]:
        """Expected before and after, minor units."""
        return (self.before.expected if self.before else 0, self.after.expected if self.after else 0)

    @property
    def difference(self) -> int:
        """What the later round expects more."""
        return self.amounts[1] - self.amounts[0]


@dataclass(frozen=True, slots=True)
class Compared:
    """Sums of an account or project in two rounds, minor units."""

    id: str | None
    before: int
    after: int

    @property
    def difference(self) -> int:
        """What the later round expects more."""
        return self.after - self.before


def compared(earlier: Round, later: Round) -> list[Pair]:
    """The later round's lines in their order, then those that are gone.

    Lines are the same where one was carried over from the other or both from a third; else where just one
    in each round has that title, account and project.
    """
    by_thread = {_thread(line.row): line for line in earlier.lines}
    found = {
        line.row.id: by_thread[_thread(line.row)] for line in later.lines if _thread(line.row) in by_thread
    }
    known = {line.row.id for line in found.values()}
    alike = _only_ones(line for line in earlier.lines if line.row.id not in known)
    for called, line in _only_ones(line for line in later.lines if line.row.id not in found).items():
        if called in alike:
            found[line.row.id] = alike[called]
    kept = {line.row.id for line in found.values()}
    pairs = [Pair(found.get(line.row.id), line) for line in later.lines]
    return [*pairs, *(Pair(line, None) for line in earlier.lines if line.row.id not in kept)]


def counted(pairs: Iterable[Pair]) -> dict[Turn, int]:
    """How many lines became what."""
    turns = [pair.turn for pair in pairs]
    return {turn: turns.count(turn) for turn in Turn}


def sums_by(earlier: Round, later: Round, field: str) -> list[Compared]:
    """By "account_id" or "project_id", those of the later round first; they add up to the rounds' sums."""
    before, after = earlier.by(field), later.by(field)
    keys = [*after, *(key for key in before if key not in after)]
    return [
        Compared(
            key, before[key].expected if key in before else 0, after[key].expected if key in after else 0
        )
        for key in keys
    ]


def _only_ones(lines: Iterable[Line]) -> dict[tuple[object, ...], Line]:
    """Lines by what they are called, without those that are called alike."""
    found: dict[tuple[object, ...], list[Line]] = {}
    for line in lines:
        found.setdefault(_called(line.row), []).append(line)
    return {called: alike[0] for called, alike in found.items() if len(alike) == 1}


def _thread(row: EstimateLine) -> str:
    return row.thread or row.id


def _called(row: EstimateLine) -> tuple[object, ...]:
    return row.title.casefold(), row.account_id, row.project_id
