"""The kinds of pack, each with the question that it answers."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tpm_desktop.file.audit import Asked
from tpm_desktop.file.errors import TargetError, named
from tpm_desktop.file.targets import check_target, write_whole
from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.compare_words import since_words
from tpm_desktop.plan.compared import Compared

from .errors import ReportProblem
from .pack import Pack
from .ready import listed, ready_pack, ready_packs

if TYPE_CHECKING:
    from .look import Look
    from .matrix import MatrixAsked
    from .slip import Slip
    from .source import Source

Progress = Callable[[int], None]


CATALOGUE = tuple(pack for pack in ready_packs() if listed(pack))
"""The packs that come with the program and can be asked for by name alone."""

IMPACT = ready_pack("impact")
"""Not among those: it needs to know what slips."""

REQUEST_FORM = ready_pack("capital-request")
"""Of one request, or of all where none is named."""


def find_pack(key: str) -> Pack | None:
    """The pack with that key."""
    return next((pack for pack in (*CATALOGUE, REQUEST_FORM) if pack.key == key), None)


def write_pack(
    pack: Pack,
    program: OpenProgram,
    target: Path | BinaryIO,
    *,
    size: str | None = None,
    formats: Formats | None = None,
    progress: Progress | None = None,
    compared: Compared | None = None,
    asked: Asked | None = None,
    slip: Slip | None = None,
    matrix: MatrixAsked | None = None,
    request_id: str | None = None,
    meeting_id: str | None = None,
    look: tuple[Look, bytes | None] | None = None,
) -> int:
    """Write a pack of the program as it is now; returns how many pages it has.

    Args: size: "A4" or "Letter", that of the pack or the program's theme unless given; compared: the program
    with an earlier moment, for packs that tell what changed; one that compares needs it; asked: what an audit
    tells, all of it unless given; slip: what `IMPACT` is about; matrix: whose, in place of the projects' in
    sequence; request_id: which `REQUEST_FORM` is about, all unless given; meeting_id: the meeting that agenda
    or minutes are of, the next and the last one unless given; progress: told of each page that is begun, may
    raise to stop; look: with its logo, the program's own unless given.
    Raises: `ReportProblem`; what stood at the target stands there still.
    """
    if isinstance(target, Path):
        _refuse_other_targets(target)
    from .compose import composed
    from .look import look_of
    from .pages import Imprint, build
    from .source import Source
    from .theme import Paper, inked
    from .told import Subject

    paper_look, logo = look or look_of(program.file)
    formats = formats or Formats.of(program.file.program, paper_look.language or "system")
    paper = Paper(size or pack.size or paper_look.size or "A4", landscape=pack.wide)
    subject = Subject(compared, asked, slip, matrix, request_id, meeting_id)
    made = BytesIO()
    with inked(paper_look.ink):
        source = Source(program, formats)
        imprint = Imprint(
            program=source.about.name,
            kind=pack.label,
            occasion=_occasion(pack, source, compared),
            status_date=source.formats.date(source.day, year=True),
            version=source.version,
            classification=paper_look.classification or source.about.classification or "",
            source=program.file.path.name,
            record=source.record,
            footer=paper_look.footer,
            logo=logo,
        )
        story = composed(pack, source, paper, subject)
        pages = build(made, imprint, story, paper, progress=progress)
    if isinstance(target, Path):
        keep(target, made.getvalue())
    else:
        target.write(made.getvalue())
    return pages


def keep(target: Path, content: bytes) -> None:
    """Write a finished PDF. Raises: `ReportProblem`; what stood at the target stands there still."""
    _refuse_other_targets(target)
    try:
        write_whole(target, content)
    except TargetError as error:
        raise ReportProblem(str(error)) from error


def _refuse_other_targets(target: Path) -> None:
    try:
        check_target(target)
    except TargetError as error:
        raise ReportProblem(str(error)) from error
    if target.suffix.lower() != ".pdf":
        raise ReportProblem(f"{named(target)} does not end in .pdf; give the report a name that does")


def _occasion(pack: Pack, source: Source, compared: Compared | None) -> str:
    from .registers import next_meeting

    if pack.compares and compared is not None:
        return f"{pack.label} · {since_words(compared.since, source.formats)}"
    meeting = next_meeting(source) if pack.occasion == "meeting" else None
    if meeting is None:
        return f"{pack.label} · {source.formats.date(source.day, year=True)}"
    facts = (source.body(meeting.body_id), source.formats.date(meeting.held, year=True), meeting.title)
    return " · ".join(fact for fact in facts if fact)
