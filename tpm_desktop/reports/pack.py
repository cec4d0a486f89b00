"""What a pack is: data. Which parts it tells, in which order, how far and of which component projects.

Knows no page: what each part looks like is in `stories`, what a pack's text looks like in `pack_text`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from .named_parts import PARTS, Asks, NamedPart

USUAL_PAPER = "A4"
"""Where neither a pack nor the program's look says another one."""


class Depth(StrEnum):
    """How far a section goes, where its part can be told in two ways."""

    BRIEF = "brief"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class PackSection:
    """One section: a part, and what is asked of it.

    title: in place of the part's own heading; projects: codes or names of component projects, all unless
    given; table, columns, where, sort, limit: what a register's table shows; text: of a part that says
    something of the pack's own; notes: its footnotes, to which [1], [2] in the text lead; people: who signs;
    page: it begins on a new page; room: so on one where less is left, in mm; orientation: "portrait",
    "landscape" or as the pack.
    """

    part: str
    title: str = ""
    depth: str = ""
    projects: tuple[str, ...] = ()
    table: str = ""
    columns: tuple[str, ...] = ()
    where: str = ""
    sort: str = ""
    limit: int = 0
    text: str = ""
    notes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    page: bool = False
    room: int = 0
    orientation: str = ""

    @property
    def kind(self) -> NamedPart:
        """What is known of its part."""
        return PARTS[self.part]


@dataclass(frozen=True, slots=True)
class Pack:
    """One kind of pack: its key on the command line, what people call it, what it answers and tells.

    size: the paper that it is meant for, "" for what its reader uses; numbered: its headings are;
    occasion: "meeting" where its head names the next one of the steering body; own: it comes from the
    program's file rather than with us.
    """

    key: str
    label: str
    question: str
    sections: tuple[PackSection, ...]
    orientation: str = "portrait"
    size: str = ""
    numbered: bool = False
    occasion: str = ""
    own: bool = False

    @property
    def wide(self) -> bool:
        """Whether its pages lie on their side."""
        return self.orientation == "landscape"

    @property
    def compares(self) -> bool:
        """Whether it tells how the program differs from an earlier moment, and can't do without one."""
        return self.asks(Asks.MOMENT)

    @property
    def tells_changes(self) -> bool:
        """Whether that is a section of it where such a moment is given."""
        return any(section.part == "changes" for section in self.sections)

    @property
    def audits(self) -> bool:
        """Whether it tells what was done, all or what is asked for."""
        return self.asks(Asks.EDITS)

    @property
    def meets(self) -> bool:
        """Whether it is about one meeting."""
        return self.asks(Asks.MEETING)

    def asks(self, what: Asks) -> bool:
        """Whether one of its parts needs to know that."""
        return any(section.kind.asks is what for section in self.sections)

    def about(self, projects: tuple[str, ...]) -> Pack:
        """The pack about those component projects alone; sections that name their own keep to them."""
        sections = (s if s.projects else replace(s, projects=projects) for s in self.sections)
        return replace(self, sections=tuple(sections))
