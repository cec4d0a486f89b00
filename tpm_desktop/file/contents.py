"""The bytes of attached documents: each content once, under its hash, beside the journal and never in it.

Rows of `attachment` come and go with the journal; contents only come, so that undo, redo and every earlier
state still find theirs. They leave only from a copy whose history begins anew.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator

from tpm_desktop.model.attachments import ALL_DOCUMENTS, LARGEST_DOCUMENT
from tpm_desktop.model.document_names import document_name

from .changes import Changes
from .errors import EditError, ProgramFileError
from .hanging import ANCHORS, row_is_there

Read = Callable[[str], bytes | None]
"""Gives the content of a hash, None where there is none."""

TABLE = """CREATE TABLE content (
    sha256 TEXT NOT NULL PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT"""
_MEGABYTE = 1024**2
_DANGLING = f"""
    SELECT c.sha256 IS NULL OR length(c.bytes) <> a.size FROM attachment a
    LEFT JOIN content c ON c.sha256 = a.content
    WHERE c.sha256 IS NULL OR length(c.bytes) <> a.size OR NOT {row_is_there(ANCHORS["attachment"][0])}
    LIMIT 1
"""
_MISSING = """
    SELECT DISTINCT a.content FROM attachment a
    WHERE NOT EXISTS (SELECT 1 FROM content c WHERE c.sha256 = a.content)
"""
_ODD = f"""
    SELECT count(*) FROM content WHERE length(sha256) <> 64 OR sha256 GLOB '*[^0-9a-f]*'
    OR length(bytes) NOT BETWEEN 1 AND {LARGEST_DOCUMENT}
"""


def hash_of(content: bytes) -> str:
    """What a content is known by."""
    return hashlib.sha256(content).hexdigest()


def read(db: sqlite3.Connection, sha256: str) -> bytes | None:
    """A content, proven by its hash. Raises: `ProgramFileError` where it is not what was attached."""
    found = db.execute("SELECT bytes FROM content WHERE sha256 = ?", (sha256,)).fetchone()
    if found is None:
        return None
    content: bytes = found[0]
    if hash_of(content) != sha256:
        raise ProgramFileError("this document is damaged in the file; use a backup, or attach it anew")
    return content


def fill(db: sqlite3.Connection, source: Read, named: Iterable[str] = ()) -> None:
    """Write the contents that rows refer to, or that are named, and that are not there yet.

    Args: source: where they come from. What it does not have stays missing: a row without its content is
    refused before the transaction is kept.
    Raises: `EditError` where all together would be too much, or one is damaged.
    """
    missing = {sha256 for (sha256,) in db.execute(_MISSING)}
    missing |= {sha256 for sha256 in named if not is_there(db, sha256)}
    for sha256 in sorted(missing):
        content = source(sha256)
        if content is None:
            continue
        if hash_of(content) != sha256:
            raise EditError("a document is not what was attached; use another copy of it")
        db.execute("INSERT INTO content (sha256, bytes) VALUES (?, ?)", (sha256, content))
    if missing and total(db) > ALL_DOCUMENTS:
        raise EditError(
            f"all documents of a program together may have {ALL_DOCUMENTS // _MEGABYTE} MB, those of its"
            " history included; attach a smaller one, or save a copy without history"
        )


def total(db: sqlite3.Connection) -> int:
    """Bytes of all contents."""
    (size,) = db.execute("SELECT coalesce(sum(length(bytes)), 0) FROM content").fetchone()
    return int(size)


def refuse_dangling(db: sqlite3.Connection) -> None:
    """Raises: `EditError` where an attachment's row or content is not in the file."""
    found = db.execute(_DANGLING).fetchone()
    if found:
        raise EditError(
            "the content of this document is not in the file; attach the document anew"
            if found[0]
            else "a document needs a row to hang on, and this one is not in the file; check table and id"
        )


def problem(db: sqlite3.Connection) -> str | None:
    """What is wrong with a mailed file's attachments, but for the contents' hashes; None where nothing is."""
    attached = db.execute("SELECT EXISTS (SELECT 1 FROM attachment)").fetchone() == (1,)
    if attached and (found := db.execute(_DANGLING).fetchone()):
        return "an attachment that refers to a missing " + ("content" if found[0] else "row")
    if db.execute(_ODD).fetchone() != (0,):
        return "a document's content that can't be"
    if total(db) > ALL_DOCUMENTS:
        return f"more than {ALL_DOCUMENTS // _MEGABYTE} MB of documents"
    if any(document_name(name) != name for (name,) in db.execute("SELECT name FROM attachment")):
        return "a document whose name can't be"
    return None


def named_in(records: Iterable[Changes]) -> Iterator[str]:
    """The contents that records of a journal refer to."""
    for changes in records:
        for change in changes.of("attachment").values():
            for values in (change.old, change.new):
                if values and values.get("content"):
                    yield str(values["content"])


def keep_only(db: sqlite3.Connection, named: Iterable[str]) -> None:
    """Let contents leave that no row has and that are not named; for a copy whose history is shorter."""
    kept = {*named, *(sha256 for (sha256,) in db.execute("SELECT content FROM attachment"))}
    known = db.execute("SELECT sha256 FROM content").fetchall()
    db.executemany("DELETE FROM content WHERE sha256 = ?", [one for one in known if one[0] not in kept])


def prove(db: sqlite3.Connection, records: Iterable[Changes]) -> int:
    """Compute the hash of every content anew; returns how many there are.

    Args: records: all of the journal. Raises: `ProgramFileError` where one is damaged, or nothing, not even
    the history, refers to it.
    """
    hashes = [sha256 for (sha256,) in db.execute("SELECT sha256 FROM content")]
    for sha256 in hashes:
        read(db, sha256)
    known = {sha256 for (sha256,) in db.execute("SELECT content FROM attachment")} | {*named_in(records)}
    if not known.issuperset(hashes):
        raise ProgramFileError("it holds a document that neither a row nor the history knows")
    return len(hashes)


def is_there(db: sqlite3.Connection, sha256: str) -> bool:
    """Whether a content is in the file."""
    return db.execute("SELECT 1 FROM content WHERE sha256 = ?", (sha256,)).fetchone() is not None
