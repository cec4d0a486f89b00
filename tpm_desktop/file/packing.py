"""How a record's changes lie in the journal: compressed, and never larger than can be read again."""

from __future__ import annotations

import zlib

from .errors import EditError, ProgramFileError

LARGEST_RECORD = 64 * 1024 * 1024
"""Bytes of one record's text: 100,000 rows with all their fields. Read, it takes several times that."""
_PROBLEM = "a record of the history is damaged or was not made by TPM Desktop; use a backup"


def pack(text: str) -> bytes:
    """The text compressed. Raises: `EditError` when it is more than could be read again."""
    plain = text.encode()
    if len(plain) > LARGEST_RECORD:
        raise EditError(
            f"this changes {len(plain) // 1024**2:,} MB at once and {LARGEST_RECORD // 1024**2} MB fit;"
            " do it in parts"
        )
    return zlib.compress(plain, 6)


def unpack(packed: bytes) -> str:
    """The text again. Raises: `ProgramFileError` when it is damaged, or swells beyond any record of ours."""
    reader = zlib.decompressobj()
    try:
        plain = reader.decompress(packed, LARGEST_RECORD)
        if not reader.eof or reader.unused_data:
            raise ProgramFileError(_PROBLEM)
        return plain.decode()
    except (zlib.error, UnicodeDecodeError):
        raise ProgramFileError(_PROBLEM) from None
