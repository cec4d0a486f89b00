"""Reads many records of a journal by one query."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any


def in_turn(db: sqlite3.Connection, columns: str, record_ids: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """Columns of some records, in the order of their ids as given; a query for each takes too long.

    Args: columns: such as no record lacks, each with the table's name, as the query knows another one.
    Raises: `KeyError` of an id that no record has.
    """
    ids = list(record_ids)
    query = f"SELECT {columns} FROM json_each(?) one LEFT JOIN journal ON journal.id = one.value"
    for row, record_id in zip(db.execute(f"{query} ORDER BY one.key", (json.dumps(ids),)), ids, strict=True):
        if row[0] is None:
            raise KeyError(record_id)
        yield row
