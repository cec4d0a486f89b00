"""The parts of a pack's own: title, contents, chapters, texts, callouts and signatures."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from .errors import ReportProblem
from .findings import headline
from .headings import Chapter, Contents, Section
from .parts import callout, footnotes, nothing, paragraph, signatures, title_block
from .source import Source
from .theme import GRID
from .told import Told


def headline_block(told: Told) -> list[Flowable]:
    """The program's name and the sentence to take away; in full with what it is about."""
    source = told.source
    return title_block(source.about.name, headline(source), _facts(source) if told.full else "")


def _facts(source: Source) -> str:
    facts = [
        source.status_said,
        f"phase: {source.about.phase.label}",
    ]
    manager, sponsor = source.person(source.about.manager_id), source.person(source.about.sponsor_id)
    facts += [f"program manager: {manager}"] if manager else []
    facts += [f"sponsor: {sponsor}"] if sponsor else []
    return " · ".join(facts)


def contents(told: Told) -> list[Flowable]:
    """The headings of the pack with their pages."""
    heading = Section(told.section.title or "Contents")
    heading.listed = False
    return [heading, Contents()]


def chapter(told: Told) -> list[Flowable]:
    """A heading of the first rank."""
    return [Chapter(told.section.title or "Chapter")]


def text(told: Told) -> list[Flowable]:
    """Paragraphs, parted by empty lines, with their footnotes."""
    parts = [part.strip() for part in told.section.text.split("\n\n")]
    count = len(told.section.notes)
    made = [one for part in parts if part for one in (paragraph(part, count), Spacer(0, GRID))]
    return [*made, *_notes(told)]


def callout_part(told: Told) -> list[Flowable]:
    """A sentence that stands out, with its footnotes."""
    return [callout(told.section.text, told.width, len(told.section.notes)), *_notes(told)]


def _notes(told: Told) -> list[Flowable]:
    return [footnotes(told.section.notes, told.width)] if told.section.notes else []


def signatures_part(told: Told) -> list[Flowable]:
    """Lines to sign on: of whom the section names, else of sponsor and program manager."""
    source = told.source
    known = {
        "sponsor": (source.person(source.about.sponsor_id), "Sponsor"),
        "program manager": (source.person(source.about.manager_id), "Program manager"),
    }
    asked = told.section.people or tuple(known)
    people = [known.get(one.strip().casefold(), (one, "")) for one in asked]
    if len(people) > _MOST_SIGN:
        raise ReportProblem(f"{len(people)} people sign the pack; {_MOST_SIGN} fit")
    return [Section(told.section.title or "Signatures"), *signatures(people, told.width)]


_MOST_SIGN = 24


def purpose(told: Told) -> list[Flowable]:
    """What the program is for."""
    about = told.source.about
    texts = [paragraph(said) for said in (about.purpose, about.outcomes) if said]
    missing = [nothing("Purpose and outcomes have not been written yet.")]
    return [Section("Purpose and outcomes"), *(texts or missing)]
