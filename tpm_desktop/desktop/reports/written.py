"""What the composer has written: the pages that it shows, issues and saves."""

from __future__ import annotations

from dataclasses import dataclass

from tpm_desktop.reports.before_issue import Doubt


@dataclass(frozen=True, slots=True)
class Written:
    """A pack as it was written. record: the newest edit that its figures are of; doubt: on how it looks."""

    content: bytes
    pages: int
    record: str | None
    doubt: Doubt | None = None
