"""Packs: those that people composed, the look of their paper, and which were handed out."""

from __future__ import annotations

from datetime import datetime

from .fields import Kind, code, column, reference
from .record import Record

LONGEST_PACK = 60_000
"""Characters of a pack's or a theme's text."""


class OwnPack(Record, table=True):
    """A pack that somebody composed: the text says which parts it tells, in which order and how far.

    One text a pack, since the order of its sections means something only as a whole.
    """

    __tablename__ = "own_pack"

    title: str = column("Pack", Kind.TITLE)
    key: str = column(
        "Key", required=True, help="By which the command line asks for it, such as board-report"
    )
    text: str = column("Text", Kind.NOTE, required=True, help="TOML; the composer shows it as sections")


class PackTheme(Record, table=True):
    """How paper looks: colours, wording and logo, which is a document of the row."""

    __tablename__ = "pack_theme"

    title: str = column("Theme", Kind.TITLE)
    text: str = column("Text", Kind.NOTE, required=True, help="TOML; the composer shows what it looks like")


class IssuedPack(Record, table=True):
    """A pack that was handed out: of which edit its figures are, and the fingerprint of the paper."""

    __tablename__ = "issued_pack"

    code: str | None = code("PK")
    title: str = column("Issued pack", Kind.TITLE)
    kind: str = column("Kind", required=True, recorded=True, help="The key of the pack")
    issued: datetime = column("Issued", Kind.INSTANT, required=True, recorded=True)
    issued_by: str | None = column("Issued by", recorded=True)
    period_id: str | None = reference("reporting_period", "Reporting period")
    pages: int | None = column("Pages", Kind.NUMBER, minimum=1, recorded=True)
    record: str | None = column(
        "Record", recorded=True, help="The edit of the history that its figures are of; each page names it"
    )
    fingerprint: str | None = column(
        "Fingerprint", recorded=True, help="SHA-256 of the PDF; a paper in hand is checked against it"
    )
    note: str | None = column("Note", Kind.NOTE, help="To whom it was given, and what was left open")
