"""Breaks within a task: after so much of its work nobody works on it for so long."""

from collections.abc import Iterable
from dataclasses import dataclass

from tpm_desktop.planning.columns import Splits

__all__ = ["WHOLE_TASK", "Breaks", "breaks"]


@dataclass(frozen=True, slots=True)
class Breaks:
    """The breaks of one task in their order, each as the minutes worked before it and those it lasts."""

    parts: tuple[tuple[int, int], ...]

    def span(self, minutes: int, worked: int = 0) -> int:
        """How long work up to so many minutes takes once `worked` of them are done, with the breaks between.

        A break right after what is done counts as over.
        """
        return minutes - worked + sum(length for after, length in self.parts if worked < after < minutes)

    def worked(self, span: int) -> int:
        """The minutes worked in so long a time from the start."""
        for after, length in self.parts:
            if span <= after:
                break
            span = max(after, span - length)
        return span

    def after(self, worked: int) -> int:
        """How long the break lasts that comes right after so many minutes of work, 0 where none does."""
        return next((length for after, length in self.parts if after == worked), 0)


WHOLE_TASK = Breaks(())
"""Of a task without any."""


def breaks(splits: Splits) -> dict[int, Breaks]:
    """The breaks of each task that has any; of two after the same work the lengths add up."""
    found: dict[int, dict[int, int]] = {}
    rows: Iterable[tuple[int, int, int]] = zip(
        splits.task.tolist(), splits.after.tolist(), splits.length.tolist(), strict=True
    )
    for task, after, length in rows:
        parts = found.setdefault(task, {})
        parts[after] = parts.get(after, 0) + length
    return {task: Breaks(tuple(sorted(parts.items()))) for task, parts in found.items()}
