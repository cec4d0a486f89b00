"""Archives without when they were written: the same content makes the same file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_THEN = (1980, 1, 1, 0, 0, 0)  # the first date that an archive can name


def write_archive(made: BinaryIO, parts: Iterable[tuple[str, bytes]], *, packed: bool) -> int:
    """Write named parts as a ZIP; returns how many. Args: packed: they are no pictures, and get smaller."""
    count = 0
    with ZipFile(made, "w") as archive:
        for count, (name, content) in enumerate(parts, 1):  # noqa: B007 - how many there were is the result
            archive.writestr(ZipInfo(name, _THEN), content, ZIP_DEFLATED if packed else ZIP_STORED)
    return count
