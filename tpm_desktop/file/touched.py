"""When rows were last edited: a reading of the journal."""

from __future__ import annotations

from .journal import Journal


def last_edits(journal: Journal) -> dict[str, int]:
    """Minutes since 1970, by the wall clock here, of the last edit of each row, by its id."""
    found: dict[str, int] = {}
    for record in reversed(journal.records()):
        local = record.at.astimezone()
        ahead = local.utcoffset()
        minute = int(local.timestamp()) // 60 + (int(ahead.total_seconds()) // 60 if ahead else 0)
        for _, row_id, _change in journal.changes(record.id):
            found[row_id] = minute
    return found
