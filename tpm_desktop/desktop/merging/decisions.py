"""What was decided so far about the conflicts of a merge."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tpm_desktop.file.conflicts import Choice, Conflict, Side

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """By a conflict's key the choice; `usual` decides all others, also those that only show up later."""

    usual: Side | None = None
    chosen: dict[Key, Choice | None] = field(default_factory=dict)

    def choice(self, conflict: Conflict) -> Choice | None:
        """None while it is open."""
        return self.chosen.get(conflict.key, self.usual)

    def with_choice(self, key: Key, choice: Choice | None) -> Decisions:
        """One conflict decided, or opened again."""
        return replace(self, chosen={**self.chosen, key: choice})
