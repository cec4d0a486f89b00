"""Rolling copies of every program in the person's own folder: made unasked, thrown away by age and size."""

from __future__ import annotations

import contextlib
import hashlib
import re
import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from tpm_desktop.paths import user_data

from .connection import connect, reason
from .copies import write_copy
from .errors import ProgramFileError


class Reason(StrEnum):
    """Why a backup was made."""

    HOURLY = "hourly"
    DAILY = "daily"
    IMPORT = "before-import"
    MERGE = "before-merge"
    UPGRADE = "before-upgrade"
    RESTORE = "before-restore"


KEPT = {
    Reason.HOURLY: 24,
    Reason.DAILY: 30,
    Reason.IMPORT: 10,
    Reason.MERGE: 10,
    Reason.UPGRADE: 10,
    Reason.RESTORE: 10,
}
"""How many of each kind are kept of one file."""
MOST_BYTES = 500 * 1024 * 1024
"""What the backups of one file may take; the newest of each kind stays whatever it takes."""
INTERVAL = timedelta(hours=1)
_STAMP = "%Y-%m-%dT%H%M%S.%f"
_FORM = re.compile(rf"(\d{{4}}-\d\d-\d\dT\d{{6}}\.\d{{6}}) ({'|'.join(Reason)}) (.+)")


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy: of which file it was, when (UTC) and why it was made, its size in bytes."""

    path: Path
    made: datetime
    reason: Reason
    name: str
    size: int


def back_up(
    db: sqlite3.Connection,
    program_id: str,
    name: str,
    reason: Reason,
    now: datetime | None = None,
    spare: Path | None = None,
) -> Backup:
    """Copy an open program file and throw away what is too old or too much.

    Args: name: the file's, which tells copies of the same program apart. spare: a backup to keep in any case.
    Raises: `sqlite3.Error` or `OSError` when the copy can't be written.
    """
    made = now or datetime.now(UTC)
    folder = _folder(program_id)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{made.strftime(_STAMP)} {reason} {name}"
    write_copy(db, path)
    prune(folder, spare)
    return Backup(path, made, reason, name, path.stat().st_size)


def due(program_id: str, name: str, now: datetime) -> Reason | None:
    """Which backup by the clock is due: the day's first, or the next after an hour."""
    timed = [
        b.made
        for b in _in(_folder(program_id))
        if b.name == name and b.reason in (Reason.HOURLY, Reason.DAILY) and b.made <= now
    ]
    if not timed or max(timed).astimezone().date() < now.astimezone().date():
        return Reason.DAILY
    return Reason.HOURLY if now - max(timed) >= INTERVAL else None


class Clock:
    """Backs an open file up before the first edit of a day or of another hour; an edit never waits for more.

    problem: why the last of these backups could not be made; the edit goes on without.
    """

    def __init__(self) -> None:
        self.problem: str | None = None
        self._next = datetime.min.replace(tzinfo=UTC)

    def wait(self) -> None:
        """Take the file as it is for backed up: it was only just made."""
        self._next = datetime.now(UTC) + INTERVAL

    def keep(self, db: sqlite3.Connection, name: str) -> None:
        """Back up where it is due."""
        now = datetime.now(UTC)
        if now < self._next:
            return
        self._next = now + INTERVAL
        try:
            (program_id,) = db.execute("SELECT id FROM program").fetchone()
            why = due(program_id, name, now)
            if why:
                back_up(db, program_id, name, why, now)
            self.problem = None
        except (sqlite3.Error, OSError) as error:
            self.problem = f"there is no new backup of {name}: {reason(error)}"


def prune(folder: Path, spare: Path | None = None) -> None:
    """Keep of each file and kind as many as `KEPT` says, the newest, and of a file no more than `MOST_BYTES`.

    The newest of each kind stays whatever it takes: the hourly ones of a large file must not throw away the
    one from before a merge.
    """
    seen: Counter[tuple[str, Reason]] = Counter()
    taken: Counter[str] = Counter()
    for backup in _in(folder):
        kind = (backup.name, backup.reason)
        seen[kind] += 1
        taken[backup.name] += backup.size
        too_many = seen[kind] > KEPT[backup.reason] or taken[backup.name] > MOST_BYTES
        if seen[kind] > 1 and backup.path != spare and too_many:
            taken[backup.name] -= backup.size
            with contextlib.suppress(OSError):  # opened by somebody; the next time will do
                backup.path.unlink()


def backups(path: Path) -> list[Backup]:
    """The backups of a program file, newest first; of one that can't be read those of files with its name."""
    program_id = _program_id(path)
    if program_id is not None:
        return _in(_folder(program_id))
    return [backup for backup in all_backups() if backup.name == path.name]


def all_backups() -> list[Backup]:
    """The backups of all programs, newest first."""
    folders = _root().iterdir() if _root().is_dir() else ()
    found = [backup for folder in folders for backup in _in(folder)]
    return sorted(found, key=lambda backup: backup.made, reverse=True)


def find(said: str) -> Path:
    """The backup of that path, or of that file name among ours. Raises: `ProgramFileError`."""
    path = Path(said)
    if path.exists() or path.parent != Path():
        return path
    found = [p for p in _root().glob("*/*") if p.name == said]
    if not found:
        raise ProgramFileError(f"there is no backup {said}; “backups FILE.tpm” lists them")
    return found[0]


def _in(folder: Path) -> list[Backup]:
    if not folder.is_dir():
        return []
    found = []
    for path in folder.iterdir():
        match = _FORM.fullmatch(path.name)
        if match:
            made = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
            found.append(Backup(path, made, Reason(match[2]), match[3], path.stat().st_size))
    return sorted(found, key=lambda backup: backup.made, reverse=True)


def _root() -> Path:
    return user_data() / "backups"


def _folder(program_id: str) -> Path:
    """By a hash: what a mailed file says must never become a path."""
    return _root() / hashlib.sha256(program_id.encode()).hexdigest()[:32]


def _program_id(path: Path) -> str | None:
    try:
        with contextlib.closing(connect(path, read_only=True)) as db:
            row = db.execute("SELECT id FROM program LIMIT 1").fetchone()
    except (sqlite3.Error, OSError, UnicodeDecodeError):
        return None
    return row[0] if row and isinstance(row[0], str) else None
