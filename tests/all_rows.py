"""What a program file holds, read as any program that knows SQLite would."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tpm_desktop.model.catalogue import table_names


def all_rows(path: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """Every row of every table, by its id."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        return {
            table: {row["id"]: dict(row) for row in db.execute(f'SELECT * FROM "{table}"')}
            for table in table_names()
        }
