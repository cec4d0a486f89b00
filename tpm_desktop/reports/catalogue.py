"""The kinds of pack, each with the question that it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from .matrix import MatrixAsked
    from .slip import Slip
    from .source import Source
    from .theme import Paper

Progress = Callable[[int], None]


class ReportProblem(Exception):
    """A pack that can't be written; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One kind of pack: its key on the command line, what people call it, and what it answers.

    compares: it tells how the program differs from an earlier moment; tells_changes: that is a section of it
    where such a moment is given; audits: it tells what was done, all or what is asked for;
    wide: its pages lie on their side; meets: it is about one meeting.
    """

    key: str
    label: str
    question: str
    compares: bool = False
    tells_changes: bool = False
    audits: bool = False
    wide: bool = False
    meets: bool = False


CATALOGUE = (
    Pack("status", "Status report", "Are we on course, and what do you need to know?", tells_changes=True),
    Pack("steering", "Steering committee pack", "What do you want us to decide?"),
    Pack("agenda", "Agenda", "What do we meet about, and what is to be decided?", meets=True),
    Pack("minutes", "Minutes", "Who came, what was decided, and who does what by when?", meets=True),
    Pack("liaison", "Gives and gets of governance", "What do we owe each body, and what does it owe us?"),
    Pack("changes", "What changed", "What is different since then, and what follows from it?", compares=True),
    Pack("progress", "Update sheet", "What have you done of what was due, and what is left?", wide=True),
    Pack(
        "commitments",
        "Gives and gets",
        "What do the projects owe each other, and does the plan keep it?",
        wide=True,
    ),
    Pack("readiness", "Integration readiness", "Can each release go live, and what blocks its date?"),
    Pack("gate", "Gate review", "Is the next gate of each project ready, and what is still open?"),
    Pack(
        "requirements",
        "Requirements",
        "What was asked for, what meets and proves it, and where are gaps?",
        wide=True,
    ),
    Pack("acceptance", "Acceptance certificates", "Who has accepted what, when, and on what conditions?"),
    Pack("map", "Program map", "How do the projects hang together, and where is it tight?", wide=True),
    Pack("matrix", "Dependency matrix", "Who gives to whom, and what needs each other?", wide=True),
    Pack(
        "estimates",
        "Estimates",
        "What is it expected to cost, on which basis, and how sure is that?",
        wide=True,
    ),
    Pack(
        "budget",
        "Budget",
        "What is planned, ordered, spent and expected, and what moved?",
        wide=True,
    ),
    Pack(
        "evm",
        "Earned value",
        "Does the money earn what was planned, what will it cost, and why is it off?",
        wide=True,
    ),
    Pack(
        "capex",
        "Capital",
        "What do we spend on things that serve for years, and how far is it?",
        wide=True,
    ),
    Pack(
        "business-case",
        "Business case",
        "Is it still worth what it costs, and do the benefits come?",
        wide=True,
    ),
    Pack("simulation", "Confidence", "How sure are finish and cost, and what decides that?"),
    Pack(
        "health",
        "Schedule health",
        "Can the schedule be trusted, and what have we agreed to bear?",
        wide=True,
    ),
    Pack(
        "audit",
        "Audit extract",
        "Who changed what, when, and can the history be trusted?",
        audits=True,
        wide=True,
    ),
)


IMPACT = Pack("impact", "Impact of a slip", "What does it mean if this comes later?", wide=True)
"""Not among those that are asked for by name alone: it needs to know what slips."""


REQUEST_FORM = Pack("capital-request", "Capital request", "What is asked for, why, and who has decided what?")
"""Of one request, or of all where none is named."""


def find_pack(key: str) -> Pack | None:
    """The pack with that key."""
    return next((pack for pack in (*CATALOGUE, REQUEST_FORM) if pack.key == key), None)


def write_pack(
    pack: Pack,
    program: OpenProgram,
    target: Path | BinaryIO,
    *,
    size: str = "A4",
    formats: Formats | None = None,
    progress: Progress | None = None,
    compared: Compared | None = None,
    asked: Asked | None = None,
    slip: Slip | None = None,
    matrix: MatrixAsked | None = None,
    request_id: str | None = None,
    meeting_id: str | None = None,
) -> int:
    """Write a pack of the program as it is now; returns how many pages it has.

    Args: size: "A4" or "Letter"; compared: the program with an earlier moment, for packs that tell what
    changed since; one that compares needs it; asked: what an audit tells, all of it unless given; slip: what
    `IMPACT` is about; matrix: whose, in place of the component projects' in sequence; request_id: which
    `REQUEST_FORM` is about, all unless given; meeting_id: the meeting that agenda or minutes are of, the next
    and the last one unless given; progress: told of each
    page that is begun, may raise to stop.
    Raises: `ReportProblem`; what stood at the target stands there still.
    """
    if isinstance(target, Path):
        _refuse_other_targets(target)
    from .pages import Imprint, build
    from .source import Source
    from .theme import Paper

    source, paper = Source(program, formats), Paper(size, landscape=pack.wide)
    if matrix is not None:
        from .matrix import story as of_matrix

        story = of_matrix(source, paper, matrix)
    elif pack is REQUEST_FORM:
        story = _forms(source, paper, request_id)
    elif pack.meets:
        story = _of_meeting(pack, source, paper, meeting_id)
    else:
        story = _story(pack, source, paper, compared, asked or Asked(), slip)
    imprint = Imprint(
        program=source.about.name,
        kind=pack.label,
        occasion=_occasion(pack, source, compared),
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


def _forms(source: Source, paper: Paper, request_id: str | None) -> list[Flowable]:
    from . import request_form

    return request_form.story(source, paper, request_id)


def _of_meeting(pack: Pack, source: Source, paper: Paper, meeting_id: str | None) -> list[Flowable]:
    from . import meetings

    told = meetings.agenda_story if pack.key == "agenda" else meetings.minutes_story
    return told(source, paper, meeting_id)


def _story(
    pack: Pack, source: Source, paper: Paper, compared: Compared | None, asked: Asked, slip: Slip | None
) -> list[Flowable]:
    from . import (
        audit,
        budget,
        business_case,
        capital,
        changes,
        confidence,
        earned_value,
        estimates,
        gates,
        gives_and_gets,
        matrix,
        meetings,
        program_map,
        progress,
        readiness,
        requirements,
        schedule_health,
        status,
        steering,
    )
    from . import slip as slips
    from .extract import Extract

    if slip is not None:
        return slips.story(source, paper, slip)
    if pack.audits:
        return audit.story(source, paper, Extract.of(source.file, asked, source.formats))

    if pack.compares:
        if compared is None:
            raise ReportProblem(f"“{pack.label}” compares two moments; name the earlier one, or another file")
        return changes.story(source, paper, compared)
    if pack.tells_changes and compared is not None:
        return status.story(source, paper, compared)
    told: dict[str, Callable[[Source, Paper], list[Flowable]]] = {
        "status": status.story,
        "steering": steering.story,
        "liaison": meetings.liaison_story,
        "progress": progress.story,
        "commitments": gives_and_gets.story,
        "map": program_map.story,
        "matrix": lambda source, paper: matrix.story(source, paper, matrix.MatrixAsked()),
        "readiness": readiness.story,
        "gate": gates.story,
        "requirements": requirements.story,
        "acceptance": requirements.certificates,
        "estimates": estimates.story,
        "budget": budget.story,
        "evm": earned_value.story,
        "health": schedule_health.story,
        "capex": capital.story,
        "business-case": business_case.story,
        "simulation": confidence.story,
    }
    return told[pack.key](source, paper)


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
    meeting = next_meeting(source) if pack.key == "steering" else None
    if meeting is None:
        return f"{pack.label} · {source.formats.date(source.day, year=True)}"
    facts = (source.body(meeting.body_id), source.formats.date(meeting.held, year=True), meeting.title)
    return " · ".join(fact for fact in facts if fact)
