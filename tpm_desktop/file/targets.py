"""Files that are written beside a program: whole or not at all, and never in a program's place."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from .errors import TargetError, named
from .schema import APPLICATION_ID

_MAGIC = b"SQLite format 3\x00"  # how every SQLite file begins
_ID_AT = 68  # where its application is named, bytes from the beginning


def check_target(target: Path) -> None:
    """Raises: `TargetError` where a folder or a program file stands, whatever its name."""
    if target.is_dir():
        raise TargetError(f"{named(target)} is a folder; name the file to write in it")
    if _is_program(target):
        raise TargetError(f"{named(target)} is a program file; choose another name")


def write_whole(target: Path, content: bytes) -> None:
    """Write a file; what stood there stands there until all of it is written.

    Raises: `TargetError` in one line; then what stood there is as it was.
    """
    check_target(target)
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".new-", dir=target.parent)
        part = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        part.chmod(0o666 & ~_umask())
        part.replace(target)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TargetError(
            f"{named(target)} can't be written: {reason}; choose another place or make room"
        ) from error
    finally:
        if part:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def _is_program(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            start = file.read(_ID_AT + 4)
    except OSError:
        return False
    return start.startswith(_MAGIC) and start[_ID_AT:] == APPLICATION_ID.to_bytes(4)


def _umask() -> int:
    """What the user's new files may not be; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
