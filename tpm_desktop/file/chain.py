"""Whether a journal holds: each record's id is the hash of what it says, and it follows from earlier ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from tpm_desktop.formats import Formats

from .errors import ProgramFileError
from .journal import Journal, StoredRecord


@dataclass(frozen=True, slots=True)
class Break:
    """The first record that does not hold. number: its place in the journal, from 1."""

    number: int
    id: str
    label: str
    at: str
    reason: str

    def __str__(self) -> str:
        named = f"record {self.number} of its history, “{self.label}” of {self._day} ({self.id[:12]})"
        return f"{named}, does not hold: {self.reason}"

    @property
    def _day(self) -> str:
        try:
            return Formats().date(datetime.fromisoformat(self.at).astimezone().date(), year=True)
        except (ValueError, OverflowError):  # what does not hold may say anything
            return self.at


def first_break(journal: Journal, refuse_late: Callable[[], None] = lambda: None) -> Break | None:
    """The oldest record that does not hold, None where all do; all ids are computed anew.

    Args: refuse_late: called before each record; raises where all this takes too long. A few bytes of a
    stranger's file can stand for megabytes of changes.
    """
    seen: set[str] = set()
    leading: dict[str, Break] = {}  # records that nothing follows yet
    for number, row in enumerate(journal.all_stored(), 1):
        refuse_late()
        reason = _reason(row, seen)
        if reason:
            return Break(number, row.id, row.label, row.at, reason)
        seen.add(row.id)
        for parent in json.loads(row.parents):
            leading.pop(parent, None)
        leading[row.id] = Break(number, row.id, row.label, row.at, "nothing follows from it")
    return next(iter(leading.values())) if len(leading) > 1 else None  # the newest one only


def _reason(row: StoredRecord, seen: Collection[str]) -> str:
    try:
        if row.content_id != row.id:
            return "it was altered after it was written"
    except ProgramFileError:
        return "its changes are damaged"
    parents = json.loads(row.parents)
    if bool(parents) != bool(seen):
        return "it names no record that it follows" if seen else "the records before it are missing"
    if not all(parent in seen for parent in parents):
        return "a record that it follows is missing"
    if row.target is not None and row.target not in seen:
        return "the record that it is about is missing"
    return ""
