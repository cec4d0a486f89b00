"""Whether a paper in hand is one that was issued, told in words for window and command line alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.sources import SourceError, read_whole
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.packs import find_issued, issued_packs
from tpm_desktop.model.packs import IssuedPack

LARGEST_PAPER = 64 * 1024**2
_SHORT = 16
_RECORD = re.compile(rb"record ([0-9a-f]{8})")
_NAMED = 8


@dataclass(frozen=True, slots=True)
class PaperTold:
    """issued: the paper is one that was handed out; lines: what there is to say, the answer first."""

    issued: bool
    lines: tuple[str, ...]


def read_paper(path: Path) -> bytes:
    """A PDF in hand. Raises: `EditError`."""
    try:
        content = read_whole(
            path, LARGEST_PAPER, if_empty="there is nothing to check", if_larger="no pack is so large"
        )
    except SourceError as problem:
        raise EditError(str(problem)) from None
    if not content.startswith(b"%PDF"):
        raise EditError(f"{path.name} is no PDF; choose the file that was handed out")
    return content


def told_of(file: ProgramFile, said: str | bytes) -> PaperTold:
    """What is known of a paper, by its PDF or by what is typed of it. Raises: `EditError`."""
    formats = Formats.of(file.program)
    found = find_issued(file, said)
    if found:
        newest, of_record = found[0], isinstance(said, str)
        lines = [f"Issued: {_named(row, formats)}." for row in found]
        lines += _later(file, newest, formats)
        if of_record and newest.fingerprint:
            lines.append(f"Fingerprint of its PDF: {newest.fingerprint}")
        return PaperTold(True, tuple(lines))
    if isinstance(said, str):
        return PaperTold(False, ("No pack was issued with that fingerprint, record or code.",))
    return PaperTold(
        False, ("This is no pack that was issued from this program.", *_why_not(file, said, formats))
    )


def _named(row: IssuedPack, formats: Formats) -> str:
    facts = [f"{row.code} {row.title}".strip(), f"on {formats.moment(row.issued)}"]
    facts += [f"by {row.issued_by}"] if row.issued_by else []
    facts += [f"figures of record {row.record[:_NAMED]}"] if row.record else []
    facts += [f"{row.pages} pages"] if row.pages else []
    return ", ".join(facts)


def _later(file: ProgramFile, row: IssuedPack, formats: Formats) -> list[str]:
    """Whether a paper of that kind was issued after it."""
    known = issued_packs(file)  # the newest first; several may be of the same minute
    later = [one for one in known[: [one.id for one in known].index(row.id)] if one.kind == row.kind]
    if not later:
        return ["It is the newest one of its kind."]
    return [f"A later one was issued: {_named(later[0], formats)}."]


def _why_not(file: ProgramFile, content: bytes, formats: Formats) -> list[str]:
    """What a PDF says of itself: of which record its figures claim to be."""
    said = _RECORD.search(content)
    if said is None:
        return ["It names no record of a program, as every page of a pack does."]
    record = said[1].decode()
    same = [row for row in issued_packs(file) if (row.record or "").startswith(record)]
    if same:
        return [
            f"Its figures are of record {record}, of which {_named(same[0], formats)} was issued; but it"
            " is not that very file: it was changed, or written once more."
        ]
    known = any(one.id.startswith(record) for one in file.journal.all_stored())
    if known:
        return [f"Its figures are of record {record} of this program, of which no pack was issued."]
    return [f"It says that its figures are of record {record}, which this program does not have."]
