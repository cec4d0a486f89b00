"""Packs that are handed out: the program remembers when, so that it can be asked what came since."""

from __future__ import annotations

from datetime import datetime

from tpm_desktop.plan import OpenProgram

from .words import quoted


def issue_pack(program: OpenProgram, title: str, at: datetime) -> None:
    """Note that a pack was handed out. Args: title: what it is called. Raises: `ProgramFileError`."""
    with program.file.transaction(f"Issue {quoted(title)}") as edit:
        edit.set("program", program.file.program.id, last_pack=at.replace(second=0, microsecond=0))
