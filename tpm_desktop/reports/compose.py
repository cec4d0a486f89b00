"""A pack's sections put together: each told by its part, turned, numbered and titled as the pack says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from .headings import Section, numbered, sections
from .pack import Pack, PackSection
from .pages import turned
from .parts import Title, nothing
from .source import Source
from .stories import STORIES
from .theme import Paper
from .told import Subject, Told

_CHAPTER = 70  # mm: a chapter begins on a new page where less is left


def composed(pack: Pack, source: Source, paper: Paper, subject: Subject) -> list[Flowable]:
    """The whole pack. Raises: `ReportProblem` where a section can't be told."""
    parts: list[Flowable] = []
    opening: list[Flowable] = []  # a chapter, that begins where its first section does
    begun: list[Flowable] = []
    wide = pack.wide
    for section in pack.sections:
        across = section.orientation == "landscape" if section.orientation else pack.wide
        told = Told(
            source.of_projects(section.projects) if section.projects else source,
            replace(paper, landscape=across),
            section,
            subject,
        )
        made = list(_titled(section, STORIES[section.part](told), first=not parts))
        if opening and made and isinstance(made[0], PageBreak):
            made.pop(0)  # it stands below its chapter
        made = [*opening, *made]
        if section.part == "chapter":
            opening, begun = made, _begun(section)
            continue
        if len(made) == len(opening):
            continue
        if across != wide:
            parts += turned(across)
            wide = across
        elif parts:
            parts += begun if opening else _begun(section)
        parts += made
        opening = []
    parts += opening
    return numbered(
        parts or [nothing("There is nothing to tell in this pack yet.")], paper.content, count=pack.numbered
    )


def _begun(section: PackSection) -> list[Flowable]:
    if section.page or section.kind.whole:
        return [PageBreak()]
    room = section.room or (_CHAPTER if section.part == "chapter" else 0)
    return [CondPageBreak(room * mm)] if room else []


def _titled(section: PackSection, made: list[Flowable], *, first: bool) -> Iterator[Flowable]:
    """The section under the title that the pack gives it; what begins a pack is a heading further on.

    The headings of pages of their own are counted below that one; of several titles the first stands for all.
    """
    title, begun = section.title, False
    if title and made and not any(isinstance(part, Section | Title) for part in made):
        yield Section(title)
        title = ""
    for part in made:
        if isinstance(part, Title) and not first:
            if not begun:
                yield Section(title or section.kind.label)
            title, begun = "", True
            continue
        if isinstance(part, Section) and title:
            part.title, title = title, ""
        for heading in sections([part]) if begun else ():
            heading.within = True
        yield part
