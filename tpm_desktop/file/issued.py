"""When packs were issued, as moments that a program can be compared with."""

from __future__ import annotations

from datetime import datetime

from tpm_desktop.model.issued import IssuedPack

from .errors import EditError
from .program_file import ProgramFile


def issued(file: ProgramFile, kind: str = "") -> list[IssuedPack]:
    """The packs that were issued, of any kind unless one is named, the last one first."""
    packs = [pack for pack in file.rows(IssuedPack) if kind in ("", pack.kind)]
    return sorted(packs, key=lambda pack: (pack.issued, pack.id), reverse=True)


def record_issued(file: ProgramFile, pack: IssuedPack) -> str:
    """The record after which only what was done later follows: the one that notes the issue, if it is here.

    Raises: `EditError` where the file's history does not reach back so far.
    """
    line = file.journal.lineage().main_line()
    if pack.record in line[:-1]:
        return line[line.index(pack.record) + 1]
    if pack.record in file.journal.lineage():
        return pack.record
    raise EditError(
        f"“{pack.title}” of {_day(pack.issued)} was issued before the history of this file begins;"
        " compare in the file that it was made of"
    )


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b %Y}"
