"""A pack's sections put together: each told by its part, turned, numbered and titled as the pack says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Paragraph, Spacer

from .headings import Chapter, Section, numbered, sections
from .keeping import Together
from .pack import Pack, PackSection
from .pages import turned
from .parts import Title, nothing
from .scoping import opened, said_of, scoped
from .source import Source
from .stories import STORIES
from .theme import Paper
from .told import Subject, Told

_CHAPTER = 70  # mm: a chapter begins on a new page where less is left
_FEW = 8  # headings and texts of a section that needs no page of its own


@dataclass(slots=True)
class _Told:
    """A section and what is told of it; bare: nothing but a few texts, such as that there is nothing yet."""

    section: PackSection
    made: list[Flowable]
    across: bool
    bare: bool


def composed(pack: Pack, source: Source, paper: Paper, subject: Subject) -> list[Flowable]:
    """The whole pack. Raises: `ReportProblem` where a section can't be told."""
    pack, left_out = scoped(pack, source, subject)
    parts: list[Flowable] = []
    opening: list[Flowable] = []  # a chapter, that begins where its first section does
    begun: list[Flowable] = []
    wide = leads = pack.wide
    for told in _with_bare_chapters(_told(pack, source, paper, subject)):
        section, across = told.section, (leads if opening else wide) if told.bare else told.across
        if opening and isinstance(told.made[0], PageBreak):
            told.made.pop(0)  # it stands below its chapter
        made = [*opening, *told.made]
        if section.part == "chapter":
            opening, begun, leads = made, _begun(told), wide if told.bare else told.across
            continue
        if across != wide:
            parts += turned(across)
            wide = across
        elif parts:
            parts += begun if opening else _begun(told)
        # A few lines in place of pages of their own stay together where they find room.
        parts += [Together(made)] if told.bare and section.kind.whole else made
        opening = []
    parts += opening
    parts = parts or [nothing("There is nothing to tell in this pack yet.")]
    return numbered(opened(parts, source, left_out, paper.content), paper.content, count=pack.numbered)


def _told(pack: Pack, source: Source, paper: Paper, subject: Subject) -> Iterator[_Told]:
    """The sections that have something to tell."""
    first = True
    for section in pack.sections:
        source.goes_on()
        across = section.orientation == "landscape" if section.orientation else pack.wide
        told = Told(
            source.of_projects(section.projects) if section.projects else source,
            replace(paper, landscape=across),
            section,
            subject,
        )
        made = said_of(list(_titled(section, STORIES[section.part](told), first=first)), section, source)
        if made:
            texts = made[1:] if isinstance(made[0], PageBreak) else made
            bare = len(texts) <= _FEW and all(isinstance(p, Section | Paragraph | Spacer) for p in texts)
            yield _Told(section, texts if bare and texts else made, across, bare and bool(texts))
            first = False


def _with_bare_chapters(told: Iterator[_Told]) -> list[_Told]:
    """The sections; a chapter is bare if all that stand in it are, else it lies as the first that isn't."""
    found = list(told)
    chapter: _Told | None = None
    for one in found:
        if one.section.part == "chapter":
            chapter = one
        elif chapter is not None and chapter.bare and not one.bare:
            chapter.bare, chapter.across = False, one.across
    return found


def _begun(told: _Told) -> list[Flowable]:
    """What stands before a section: texts alone need no page of their own, nor room for more."""
    section, chapter = told.section, told.section.part == "chapter"
    if not told.bare and (section.page or section.kind.whole):
        return [PageBreak()]
    room = _CHAPTER if chapter else 0
    room = room if told.bare else section.room or room
    return [CondPageBreak(room * mm)] if room else []


def _titled(section: PackSection, made: list[Flowable], *, first: bool) -> Iterator[Flowable]:
    """The section under the title that the pack gives it; what begins a pack is a heading further on.

    The headings of pages of their own are counted below that one. Of several titles the first stands for all;
    what each is about is counted, and the headings below it are not. A pack that begins with several, such as
    a page for each gate, has a chapter for each.
    """
    title, begun, several = section.title, False, False
    chapters = first and sum(isinstance(part, Title) and bool(part.about) for part in made) > 1
    if title and made and not any(isinstance(part, Section | Title) for part in made):
        yield Section(title)
        title = ""
    for part in made:
        if isinstance(part, Title) and chapters:
            yield Chapter(part.about)
            continue
        if isinstance(part, Title) and not first:
            if not begun:
                yield Section(title or section.kind.label)
            title, begun = "", True
            if part.about:
                several = True
                yield _within(Section(part.about))
            continue
        if isinstance(part, Section) and title:
            part.title, title = title, ""
        for heading in sections([part]) if begun else ():
            _within(heading).listed = not several
        yield part


def _within(heading: Section) -> Section:
    """The heading as one of those below its section's."""
    heading.within = True
    return heading
