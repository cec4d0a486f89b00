"""Reading a whole file that somebody names, refused in one line where there is nothing to read."""

from __future__ import annotations

from pathlib import Path

from .errors import named


class SourceError(Exception):
    """A file that can't be read; the message says why and what to do."""


def read_whole(path: Path, largest: int, *, if_empty: str, if_larger: str) -> bytes:
    """All bytes of a file.

    Args: largest: bytes. if_empty, if_larger: what may be, and what to do then.
    Raises: `SourceError` when it is missing, no file, unreadable, empty or larger than that.
    """
    name = named(path)
    if path.is_dir():
        raise SourceError(f"{name} is a folder; name the file in it")
    if path.exists() and not path.is_file():
        raise SourceError(f"{name} is a device, not a file; name a file")
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except FileNotFoundError:
        raise SourceError(f"{name} does not exist; check the name") from None
    except OSError as error:
        raise SourceError(f"{name} can't be read: {(error.strerror or str(error)).lower()}") from None
    if not content:
        raise SourceError(f"{name} is empty; {if_empty}")
    if len(content) > largest:
        raise SourceError(f"{name} has {path.stat().st_size / 1024**2:,.0f} MB; {if_larger}")
    return content
