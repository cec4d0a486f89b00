"""Giving a pack out: it is noted what it shows, so that people can later be told what was done since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from tpm_desktop.plan import OpenProgram


def issue(
    program: OpenProgram, kind: str, title: str, pages: bytes, target: Path, write: Callable[[], object]
) -> None:
    """Write a pack of the program as it is now and note it; if it can't be written nothing is noted.

    Args: kind, title: of the pack; pages: the PDF; write: puts it where it belongs.
    Raises: `EditError`, `ProgramFileError`, and what `write` raises.
    """
    record = str(program.file.journal.head())
    with program.file.transaction(f"Issue the {title[:1].lower()}{title[1:]}") as edit:
        edit.add(
            "issued_pack",
            title=title,
            kind=kind,
            issued=datetime.now(),
            file_name=target.name,
            record=record,
            fingerprint=sha256(pages).hexdigest(),
        )
        write()
