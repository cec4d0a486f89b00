"""Packs that are handed out, own packs and the theme of paper: each kept by one edit.

What a pack's text may say is known further up, where packs are told; here it is a text.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.journal import JournalRecord
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats
from tpm_desktop.formats.locales import within_quotes
from tpm_desktop.model.document_names import document_name
from tpm_desktop.model.packs import LONGEST_PACK, IssuedPack, OwnPack, PackTheme
from tpm_desktop.model.periods import ReportingPeriod
from tpm_desktop.plan import OpenProgram

from .attachments import Document, attachments_of
from .words import quoted

LEAST_SAID = 6
"""Characters of a fingerprint or record by which a pack can be found."""
_HEX = re.compile(r"[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class Issue:
    """A pack about to be handed out.

    kind: its key; record: the edit that its figures are of, the newest one unless given; content: the PDF,
    of which the fingerprint is kept; keep: it is kept itself too, as a document.
    """

    kind: str
    title: str
    at: datetime
    content: bytes | None = None
    pages: int | None = None
    record: str | None = None
    period_id: str | None = None
    keep: bool = False


def fingerprint(content: bytes) -> str:
    """The SHA-256 of a PDF, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def issue_pack(program: OpenProgram, issue: Issue) -> str:
    """Note that a pack was handed out; returns the id of its row. Raises: `EditError`, `ProgramFileError`."""
    file, at = program.file, issue.at.replace(second=0, microsecond=0)
    record = issue.record or file.journal.head()
    with file.transaction(f"Issue {quoted(issue.title)}") as edit:
        edit.set("program", file.program.id, last_pack=at)
        row_id = edit.add(
            "issued_pack",
            kind=issue.kind,
            title=issue.title,
            issued=at,
            issued_by=file.author.name or None,
            period_id=issue.period_id,
            pages=issue.pages,
            record=record,
            fingerprint=fingerprint(issue.content) if issue.content else None,
        )
        if issue.keep and issue.content:
            name = document_name(f"{issue.title}.pdf")
            edit.attach("issued_pack", row_id, name, issue.content, by=file.author.name, note=None)
    return row_id


def issued_packs(file: ProgramFile) -> list[IssuedPack]:
    """All that were handed out, the newest first."""
    return sorted(file.rows(IssuedPack), key=lambda row: (row.issued, row.id), reverse=True)


def issue_said(file: ProgramFile, record: JournalRecord) -> str:
    """What people call the last issue of a pack: “Status report of 9 Oct”. Args: record: that noted it."""
    newest = next(iter(issued_packs(file)), None)
    title = newest.title if newest else within_quotes(record.label)
    return f"{title} of {Formats.of(file.program).date(file.program.last_pack)}"


def find_issued(file: ProgramFile, said: str | bytes) -> list[IssuedPack]:
    """The issued packs that a paper in hand is, the newest first.

    Args: said: the PDF, or what is typed of it: its code, or at least six characters with which its
    fingerprint or its record begins. Raises: `EditError` where that can't be either.
    """
    if isinstance(said, bytes):
        return [row for row in issued_packs(file) if row.fingerprint == fingerprint(said)]
    typed = "".join(said.split()).casefold()
    found = [row for row in issued_packs(file) if (row.code or "").casefold() == typed and typed]
    if found:
        return found
    if len(typed) < LEAST_SAID or not _HEX.fullmatch(typed):
        raise EditError(
            f"“{said.strip()}” is neither the code of an issued pack nor the beginning of a fingerprint or"
            f" record; type at least {LEAST_SAID} of its characters, 0 to 9 and a to f"
        )
    return [
        row
        for row in issued_packs(file)
        if (row.fingerprint or "").startswith(typed) or (row.record or "").startswith(typed)
    ]


def current_period(file: ProgramFile, at: datetime) -> str | None:
    """The reporting period that a pack handed out now is of: the newest that has begun, None without any."""
    begun = [row for row in file.rows(ReportingPeriod) if row.start <= at.date()]
    return max(begun, key=lambda row: (row.finish, row.id)).id if begun else None


def keep_pack(program: OpenProgram, key: str, title: str, text: str) -> str:
    """Keep an own pack in the program, in place of the one of that key; returns its row's id.

    Raises: `EditError`, `ProgramFileError`.
    """
    _refuse_long(text)
    there = next((row for row in program.file.rows(OwnPack) if row.key == key), None)
    if there is not None and (there.title, there.text) == (title, text):
        return there.id
    with program.file.transaction(f"{'Change' if there else 'Compose'} pack {quoted(title)}") as edit:
        if there is None:
            return edit.add("own_pack", key=key, title=title, text=text)
        edit.set("own_pack", there.id, title=title, text=text)
    return there.id


def remove_pack(program: OpenProgram, key: str) -> None:
    """Take an own pack out of the program. Raises: `EditError` where there is none of that key."""
    there = next((row for row in program.file.rows(OwnPack) if row.key == key), None)
    if there is None:
        raise EditError(f"no own pack has the key “{key}”; those that come with the program stay")
    with program.file.transaction(f"Remove pack {quoted(there.title)}") as edit:
        edit.remove("own_pack", [there.id])


def theme_row(file: ProgramFile) -> PackTheme | None:
    """The theme of paper, None where packs look as they come; of several the oldest."""
    return min(file.rows(PackTheme), key=lambda row: row.id, default=None)


def keep_theme(program: OpenProgram, title: str, text: str, logo: Document | None = None) -> None:
    """Let packs look so; an empty text: as they come. Args: logo: in place of the one that is kept.

    Raises: `EditError`, `ProgramFileError`.
    """
    _refuse_long(text)
    file, there = program.file, theme_row(program.file)
    if not text.strip():
        if there is not None:
            with file.transaction("Remove the theme of packs") as edit:
                edit.remove("pack_theme", [there.id])
        return
    with file.transaction(f"{'Change' if there else 'Take'} the theme of packs") as edit:
        if there is None:
            row_id = edit.add("pack_theme", title=title, text=text)
        else:
            row_id = there.id
            edit.set("pack_theme", row_id, title=title, text=text)
        if logo is not None:
            known = attachments_of(file, "pack_theme", row_id) if there else []
            edit.remove("attachment", [one.id for one in known])
            edit.attach("pack_theme", row_id, logo.name, logo.content, by=file.author.name, note=None)


def _refuse_long(text: str) -> None:
    if len(text) > LONGEST_PACK:
        raise EditError(f"the text has {len(text):,} characters; {LONGEST_PACK:,} fit")
