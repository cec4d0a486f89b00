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
        raise SourceError(f"{name} has {_size(path.stat().st_size)}; {if_larger}")
    return content


def read_text(path: Path, largest: int, kind: str) -> str:
    """A file that holds a text in UTF-8, with or without its mark.

    Args: largest: bytes. kind: what it should be, such as "pack". Raises: `SourceError` as `read_whole` does.
    """
    content = read_whole(
        path,
        largest,
        if_empty=f"name a {kind}",
        if_larger=f"no {kind} is so large, check that it is one",
    )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SourceError(f"{named(path)} is no text in UTF-8; save it as such") from None


def _size(count: int) -> str:
    return f"{count / 1024**2:,.0f} MB" if count >= 1024**2 else f"{count / 1024:,.0f} KB"
