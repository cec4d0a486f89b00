"""What an import brought, and what it could not take over as it stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.wording import within

MOST_NOTES = 1_000


class NoteKind(StrEnum):
    """What became of something that could not be taken over as it stood; the value heads its list."""

    SET_ASIDE = "Set aside"
    ADJUSTED = "Adjusted"
    NOT_KEPT = "Not kept"


@dataclass(frozen=True, slots=True)
class Note:
    """One such thing, named so that its owner finds it in the source."""

    kind: NoteKind
    text: str


@dataclass(slots=True)
class ImportReport:
    """The outcome of an import.

    source: the file's name; form: what kind of file it is. counts: rows made, by table. notes: at most
    `MOST_NOTES`; `unlisted` says how many more there were.
    """

    source: str
    form: str
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    unlisted: int = 0
    _not_kept: Counter[str] = field(default_factory=Counter)

    def set_aside(self, text: str) -> None:
        """Something of the source that is not in the program."""
        self._note(NoteKind.SET_ASIDE, text)

    def adjusted(self, text: str) -> None:
        """Something that stands in the program otherwise than in the source."""
        self._note(NoteKind.ADJUSTED, text)

    def not_kept(self, what: str, times: int = 1) -> None:
        """A kind of information that the program has no place for; it is counted, not listed."""
        self._not_kept[what] += times

    def close(self, counts: dict[str, int]) -> None:
        """Note what was counted on the way, and how many rows were made."""
        self.counts = {table: count for table, count in counts.items() if count}
        for what, times in sorted(self._not_kept.items()):
            self._note(NoteKind.NOT_KEPT, f"{what}: {times:,}")
        self._not_kept.clear()

    def of(self, kind: NoteKind) -> list[str]:
        """The texts of one kind."""
        return [note.text for note in self.notes if note.kind is kind]

    def headline(self) -> str:
        """The file and what came of it, in one line."""
        made = [
            f"{count:,} {_named(table, count)}" for table, count in self.counts.items() if table != "program"
        ]
        return f"{self.source} ({self.form}): {', '.join(made) or 'an empty program'}"

    def lines(self) -> Iterator[str]:
        """The whole report as people read it: the headline, then a list for each kind of note."""
        yield self.headline()
        for kind in NoteKind:
            texts = self.of(kind)
            if texts:
                yield f"{kind.value}:"
                yield from (f"  {text}" for text in texts)
        if self.unlisted:
            yield f"and {self.unlisted:,} more notes of this kind"

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        notes = [{"kind": note.kind.name.lower(), "text": note.text} for note in self.notes]
        return {
            "source": self.source,
            "form": self.form,
            "counts": self.counts,
            "notes": notes,
            "unlisted": self.unlisted,
        }

    def _note(self, kind: NoteKind, text: str) -> None:
        if len(self.notes) < MOST_NOTES:
            self.notes.append(Note(kind, text))
        else:
            self.unlisted += 1


def _named(table: str, count: int) -> str:
    about = entry(table)
    return within(about.label if count == 1 else about.plural)
