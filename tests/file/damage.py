"""Ways to damage a program file, as disks, mails and other programs do."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path


def pages_of(path: Path, name: str) -> list[int]:
    """The pages that a table or index takes, numbered from 1 on, its first page first."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    content = path.read_bytes()
    found, waiting = [], [root]
    while waiting:
        number = waiting.pop(0)
        found.append(number)
        page = content[(number - 1) * size : number * size]
        if page[0] in (2, 5):  # an interior page names its children, the rightmost in its header
            cells = [int.from_bytes(page[12 + 2 * n : 14 + 2 * n]) for n in range(int.from_bytes(page[3:5]))]
            children = [int.from_bytes(page[cell : cell + 4]) for cell in cells]
            waiting += [*children, int.from_bytes(page[8:12])]
    return found


def lose_pages(path: Path, numbers: list[int]) -> None:
    """Overwrite pages, as a bad disk does."""
    with path.open("rb+") as file:
        size = int.from_bytes(file.read(18)[16:])
        for number in numbers:
            file.seek((number - 1) * size)
            file.write(b"\xdb" * size)


def tamper(path: Path, statements: str) -> None:
    """Change a file as somebody with another database program could."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript(statements)
