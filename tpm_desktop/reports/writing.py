"""A pack written: as the pages of a PDF, as a workbook of its tables, as a web page, or its drawings.

The ending of the file says which; all are made of the same parts, told once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tpm_desktop.file.errors import TargetError, named
from tpm_desktop.file.targets import check_target, write_whole
from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.compare_words import since_words
from tpm_desktop.plan.compared import Compared
from tpm_desktop.plan.due import counted_on

from .errors import ReportProblem
from .pack import USUAL_PAPER, Pack
from .told import Subject

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from .look import Look
    from .pages import Imprint
    from .source import Source
    from .theme import Paper

Progress = Callable[[int], None]
"""Told which page is begun, 0 while sections are told; raises to stop."""

ENDINGS = (".pdf", ".xlsx", ".html", ".zip")
"""Of the files that a pack can be written as."""

_OTHERS = ".xlsx (its tables), .html (a web page) or .zip (its drawings)"


_PROGRAM = Subject()


@dataclass(frozen=True, slots=True)
class Edition:
    """A pack told and not yet written."""

    imprint: Imprint
    story: Sequence[Flowable]
    paper: Paper
    formats: Formats
    progress: Progress | None


def write_pack(
    pack: Pack,
    program: OpenProgram,
    target: Path | BinaryIO,
    subject: Subject = _PROGRAM,
    *,
    size: str | None = None,
    formats: Formats | None = None,
    progress: Progress | None = None,
    look: tuple[Look, bytes | None] | None = None,
) -> int:
    """Write a pack of the program as it is now; returns how many pages, tables, headings or drawings it has.

    Args: target: as PDF unless its name ends in .xlsx, .html or .zip; subject: what it is about besides the
    program; size: "A4" or "Letter", that of the pack or the program's theme unless given; progress: told 0
    while sections are told, then of each page that is begun, may raise to stop; look: with its logo, the
    program's own unless given.
    Raises: `ReportProblem`; what stood at the target stands there still.
    """
    ending = _ending(target) if isinstance(target, Path) else ".pdf"
    from .compose import composed
    from .look import look_of
    from .source import Source, last_edit
    from .theme import Paper, inked

    paper_look, logo = look or look_of(program.file)
    formats = formats or Formats.of(program.file.program, paper_look.language or "system")
    paper = Paper(size or pack.size or paper_look.size or USUAL_PAPER, landscape=pack.wide)
    subject = replace(subject, on_paper=ending == ".pdf")
    made = BytesIO()
    # Drawings take their colours, and count their days, only when they are drawn.
    with inked(paper_look.ink), counted_on(last_edit(program)):
        source = Source(program, formats, progress)
        source = source.of_projects(pack.projects) if pack.projects else source
        imprint = _imprint(pack, source, subject, paper_look, logo)
        story = composed(pack, source, paper, subject)
        count = _writer(ending)(made, Edition(imprint, story, paper, formats, progress))
    if isinstance(target, Path):
        keep(target, made.getvalue())
    else:
        target.write(made.getvalue())
    return count


def _imprint(pack: Pack, source: Source, subject: Subject, look: Look, logo: bytes | None) -> Imprint:
    from .pages import Imprint

    return Imprint(
        program=source.about.name,
        kind=pack.label,
        occasion=_occasion(pack, source, subject.compared),
        status_date=source.formats.date(source.day, year=True) if source.has_status else "",
        version=source.version,
        classification=look.classification or source.about.classification or "",
        source=source.file.path.name,
        record=source.record,
        about=source.scope_briefly,
        footer=look.footer,
        logo=logo,
    )


def _writer(ending: str) -> Callable[[BinaryIO, Edition], int]:
    if ending == ".xlsx":
        from .workbook import write_tables

        return write_tables
    if ending == ".html":
        from .web_page import write_page

        return write_page
    if ending == ".zip":
        from .pictures import write_drawings

        return write_drawings
    return _write_pdf


def _write_pdf(made: BinaryIO, edition: Edition) -> int:
    from .pages import build

    return build(made, edition.imprint, edition.story, edition.paper, progress=edition.progress)


def keep(target: Path, content: bytes) -> None:
    """Write a finished pack. Raises: `ReportProblem`; what stood at the target stands there still."""
    _ending(target)
    try:
        write_whole(target, content)
    except TargetError as error:
        raise ReportProblem(str(error)) from error


def _ending(target: Path) -> str:
    """As what the pack is to be written. Raises: `ReportProblem` where that can't be."""
    try:
        check_target(target)
    except TargetError as error:
        raise ReportProblem(str(error)) from error
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise ReportProblem(
            f"{named(target)} does not end in .pdf, {_OTHERS}; give the pack a name that does"
        )
    return ending


def _occasion(pack: Pack, source: Source, compared: Compared | None) -> str:
    from .registers import next_meeting

    if pack.compares and compared is not None:
        return f"{pack.label} · {since_words(compared.since, source.formats)}"
    meeting = next_meeting(source) if pack.occasion == "meeting" else None
    if meeting is None:
        day = source.formats.date(source.day, year=True) if source.has_status else "no status date"
        return f"{pack.label} · {day}"
    facts = (source.body(meeting.body_id), source.formats.date(meeting.held, year=True), meeting.title)
    return " · ".join(fact for fact in facts if fact)
