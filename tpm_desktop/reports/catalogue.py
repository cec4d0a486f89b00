"""The kinds of pack, each with the question that it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tpm_desktop.file.errors import TargetError, named
from tpm_desktop.file.targets import check_target, write_whole
from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram

if TYPE_CHECKING:
    from .source import Source

Progress = Callable[[int], None]


class ReportProblem(Exception):
    """A pack that can't be written; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One kind of pack: its key on the command line, what people call it, and what it answers."""

    key: str
    label: str
    question: str


CATALOGUE = (
    Pack("status", "Status report", "Are we on course, and what do you need to know?"),
    Pack("steering", "Steering committee pack", "What do you want us to decide?"),
)


def find_pack(key: str) -> Pack | None:
    """The pack with that key."""
    return next((pack for pack in CATALOGUE if pack.key == key), None)


def write_pack(
    pack: Pack,
    program: OpenProgram,
    target: Path | BinaryIO,
    *,
    size: str = "A4",
    formats: Formats | None = None,
    progress: Progress | None = None,
) -> int:
    """Write a pack of the program as it is now; returns how many pages it has.

    Args: size: "A4" or "Letter"; progress: told of each page that is begun, may raise to stop.
    Raises: `ReportProblem`; what stood at the target stands there still.
    """
    if isinstance(target, Path):
        _refuse_other_targets(target)
    from . import status, steering
    from .pages import Imprint, build
    from .source import Source
    from .theme import Paper

    source, paper = Source(program, formats), Paper(size)
    story = {"status": status.story, "steering": steering.story}[pack.key](source, paper)
    imprint = Imprint(
        program=source.about.name,
        kind=pack.label,
        occasion=_occasion(pack, source),
        status_date=source.formats.date(source.day, year=True),
        version=source.version,
        classification=source.about.classification or "",
        source=program.file.path.name,
        record=source.record,
    )
    if not isinstance(target, Path):
        return build(target, imprint, story, paper, progress=progress)
    made = BytesIO()
    pages = build(made, imprint, story, paper, progress=progress)
    keep(target, made.getvalue())
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


def _occasion(pack: Pack, source: Source) -> str:
    from .registers import next_meeting

    meeting = next_meeting(source) if pack.key == "steering" else None
    if meeting is None:
        return f"{pack.label} · {source.formats.date(source.day, year=True)}"
    facts = (source.body(meeting.body_id), source.formats.date(meeting.held, year=True), meeting.title)
    return " · ".join(fact for fact in facts if fact)
