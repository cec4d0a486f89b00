"""One writer at a time: a lock beside the file, held by the operating system as long as the writer lives."""

from __future__ import annotations

import contextlib
import json
import sys
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from .author import Author


class WriterLock:
    """The right to write one file. A crash releases it; a note beside the lock says who has it."""

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path.with_name(f".{path.name}.lock"), is_singleton=False)
        self._note = path.with_name(f".{path.name}.writer")

    def take(self, author: Author) -> bool:
        """Try to become the writer. Raises `OSError` where the folder can't be written."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        note = {
            "author": author.name,
            "device": author.device,
            "since": datetime.now().isoformat(timespec="minutes"),
        }
        with contextlib.suppress(OSError):  # on a full disk nobody reads who writes, but one still does
            self._note.write_text(json.dumps(note), encoding="utf-8")
        return True

    def holder(self) -> str:
        """Who is the writer, as far as the note tells."""
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            return f"{note['author']} on {note['device']} since {note['since'].replace('T', ' ')}"
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return "another program"

    def release(self) -> None:
        """Give the right back and leave nothing beside the file.

        The lock's file goes while the lock is still held: who has opened it meanwhile gets nothing by it and
        tries again. Afterwards it may be the next writer's, and a third one would take a new file for free.
        Windows removes no file that is open, so there it goes afterwards, unless it is the next writer's.
        """
        if not self._lock.is_locked:
            return
        file = Path(self._lock.lock_file)
        with contextlib.suppress(OSError):  # the disk was taken away; there is nothing to tidy up
            self._note.unlink(missing_ok=True)
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)
        self._lock.release()
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)
