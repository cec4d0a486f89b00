"""What disks, mails, other programs and attackers do to a file; the same random numbers do the same."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

from tpm_desktop.file.schema import PAGE_SIZE as PAGE

Mutation = Callable[[Path, Random], None]


def bits(path: Path, chance: Random) -> None:
    """A few bits flipped anywhere."""
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 2, 8, 64])):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def page_headers(path: Path, chance: Random) -> None:
    """Bytes changed where pages say what they are and where their cells lie."""
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 2, 4])):
        at = chance.randrange(len(content) // PAGE) * PAGE + chance.randrange(40)
        content[at] = chance.choice([0, 1, 2, 5, 10, 13, 255, chance.randrange(256)])
    path.write_bytes(content)


def file_header(path: Path, chance: Random) -> None:
    """Bytes of the file's first hundred changed."""
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 2, 4])):
        content[chance.randrange(100)] = chance.choice([0, 1, 2, 255, chance.randrange(256)])
    path.write_bytes(content)


def pages(path: Path, chance: Random) -> None:
    """Pages swapped, doubled or emptied."""
    content = bytearray(path.read_bytes())
    count = len(content) // PAGE
    for _ in range(chance.choice([1, 1, 3])):
        one, other = (slice(n * PAGE, (n + 1) * PAGE) for n in chance.choices(range(count), k=2))
        kind = chance.randrange(3)
        if kind == 0:
            content[one], content[other] = content[other], content[one]
        elif kind == 1:
            content[one] = content[other]
        else:
            content[one] = bytes(PAGE)
    path.write_bytes(content)


def cut(path: Path, chance: Random) -> None:
    """The end, or a piece in the middle, is missing."""
    content = path.read_bytes()
    at = chance.randrange(len(content))
    size = chance.choice([len(content), chance.randrange(1, 3 * PAGE), PAGE])
    path.write_bytes(content[:at] + content[at + size :])


def grown(path: Path, chance: Random) -> None:
    """Something was added, or the file is followed by a hole."""
    content = path.read_bytes()
    if chance.random() < 0.2:
        with path.open("rb+") as file:
            file.truncate(len(content) + chance.randrange(40_000_000))
        return
    more = chance.choice([chance.randbytes(chance.randrange(1, 5 * PAGE)), content, bytes(PAGE)])
    path.write_bytes(content + more)


def schema(path: Path, chance: Random) -> None:
    """What the file says of its own parts is edited."""
    with _opened(path) as db:
        parts = [row[0] for row in db.execute("SELECT rowid FROM sqlite_schema")]
        part = chance.choice(parts)
        kind = chance.randrange(6)
        if kind == 0:
            (sql,) = db.execute("SELECT sql FROM sqlite_schema WHERE rowid = ?", (part,)).fetchone()
            text = sql or "CREATE"
            at = chance.randrange(len(text))
            text = (
                text[:at] + chance.choice(["", " ", "(", ")", "x", "'", '"', "DEFAULT (1)"]) + text[at + 1 :]
            )
            db.execute("UPDATE sqlite_schema SET sql = ? WHERE rowid = ?", (text, part))
        elif kind == 1:
            db.execute("UPDATE sqlite_schema SET rootpage = ? WHERE rowid = ?", (chance.randrange(300), part))
        elif kind == 2:
            db.execute("DELETE FROM sqlite_schema WHERE rowid = ?", (part,))
        elif kind == 3:
            named = chance.choice(["task", "spy", "sqlite_master", ""])
            db.execute("UPDATE sqlite_schema SET name = ? WHERE rowid = ?", (named, part))
        elif kind == 4:
            db.execute(
                "UPDATE sqlite_schema SET type = ? WHERE rowid = ?", (chance.choice(["view", "x"]), part)
            )
        else:
            spy = chance.choice(_SPIES)
            row = ("trigger", "spy", "task", 0, spy)
            db.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", row)


_SPIES = (
    "CREATE TRIGGER spy AFTER INSERT ON task BEGIN DELETE FROM risk; END",
    "CREATE VIEW spy AS SELECT load_extension('x')",
    "CREATE VIRTUAL TABLE spy USING fts5(x)",
    "CREATE INDEX spy ON task (randomblob(1000000000))",
)


def rows(path: Path, chance: Random) -> None:
    """Values of wrong types, out of any range or of absurd size; references into nothing; rows gone."""
    with _opened(path) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for _ in range(chance.choice([1, 1, 2, 5])):
            table = chance.choice(tables)
            if chance.random() < 0.1:
                db.execute(f'DELETE FROM "{table}" WHERE rowid % 2')
                continue
            column = chance.choice([row[1] for row in db.execute(f'PRAGMA table_info("{table}")')])
            values = (_value(chance), chance.randrange(1, 4))
            with contextlib.suppress(sqlite3.IntegrityError):  # two rows can't have one id even so
                db.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid % ? = 0', values)


def _value(chance: Random) -> object:
    return chance.choice(
        [
            None, "", "x", "\x1b[31m<b>&", "=cmd()", "../../etc", "2026-02-31T08:00", "9999-12-31", "never",
            0, -1, 10**14 + 1, 2**63 - 1, -(2**63), 1.5, float("inf"), b"\xff\xfe", bytes(10),
            "x" * chance.choice([1_001, 100_001, 2_000_000]), chance.randrange(-(10**6), 10**6),
        ]
    )  # fmt: skip


def history(path: Path, chance: Random) -> None:
    """Records of the journal that nobody made."""
    with _opened(path) as db:
        seqs = [row[0] for row in db.execute("SELECT seq FROM journal")]
        packed = chance.choice(
            [
                chance.randbytes(200),
                zlib.compress(bytes(chance.choice([10, 100_000_000])), 9),
                zlib.compress(b"[" * 200_000),
                zlib.compress(
                    json.dumps({"task": {"x": [None, {"name": chance.choice([1, [], "x"])}]}}).encode()
                ),
                zlib.compress(
                    json.dumps({chance.choice(["task", "spy"]): chance.choice([1, {}, []])}).encode()
                ),
            ]
        )
        db.execute("UPDATE journal SET changes = ? WHERE seq = ?", (packed, chance.choice(seqs)))
        if chance.random() < 0.5:
            column = chance.choice(
                ["id", "parents", "author", "role", "at", "kind", "target", "label", "schema"]
            )
            with contextlib.suppress(sqlite3.IntegrityError):
                db.execute(
                    f"UPDATE journal SET {column} = ? WHERE seq = ?", (_value(chance), chance.choice(seqs))
                )


@contextlib.contextmanager
def _opened(path: Path):
    """The file with its types unguarded; afterwards it says again that they were."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '') WHERE type = 'table'")
        db.execute("PRAGMA writable_schema = RESET")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("BEGIN")
        yield db
        db.execute("UPDATE sqlite_schema SET sql = sql || ' STRICT' WHERE type = 'table'")
        db.execute("COMMIT")


MUTATIONS: tuple[Mutation, ...] = (
    bits, page_headers, file_header, pages, cut, grown, schema, rows, history,
)  # fmt: skip


def mutate(path: Path, chance: Random) -> str:
    """Change the file in one of the ways; returns which."""
    mutation = chance.choice(MUTATIONS)
    mutation(path, chance)
    return mutation.__name__
