"""What a table is for those who search it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

At = tuple[str, str]
"""A cell: the row's id and the column's key."""


class Searched(Protocol):
    """A table whose cells are searched and replaced."""

    def columns(self) -> list[tuple[str, str]]:
        """Key and heading of the shown columns, from left to right."""

    def rows(self) -> list[str]:
        """Ids of the rows as they are shown, hidden ones left out."""

    def cells(self, keys: Sequence[str]) -> Iterator[tuple[At, str]]:
        """The cells of some columns with their texts, row by row as they are shown, hidden rows left out."""

    def typed(self, at: At) -> str:
        """What an editor of a cell begins with."""

    def current(self) -> At | None:
        """The cell that the keyboard is in."""

    def go(self, at: At) -> None:
        """Bring a cell into view and let the keyboard go there."""

    def replace_one(self, at: At, text: str) -> str:
        """Type a text into a cell; the line that says why it can't be taken, "" where it is."""

    def replace_all(self, texts: dict[At, str], verb: str) -> None:
        """Type texts into cells, as one record; where some can't be, only after the person has seen which."""

    def leave(self) -> None:
        """Let the keyboard go back into the table."""

    @property
    def writable(self) -> bool:
        """Whether cells can be edited."""
