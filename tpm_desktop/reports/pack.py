"""What a pack is: data. Which parts it tells, in which order, how far and of which component projects.

Knows no page: what each part looks like is in `stories`, what a pack's text looks like in `pack_text`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Choice

from .named_parts import PARTS, Asks, NamedPart, Scope

USUAL_PAPER = "A4"
"""Where neither a pack nor the program's look says another one."""


class Group(Choice):
    """Where people look for a pack."""

    STATUS = "status", "Status and steering"
    PLAN = "plan", "Plan"
    MONEY = "money", "Money"
    DELIVERY = "delivery", "Delivery"
    GOVERNANCE = "governance", "Governance"
    PEOPLE = "people", "People"
    CONTROL = "control", "Control"
    OWN = "own", "The program's own"


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

    @property
    def scope(self) -> Scope:
        """What it tells in a pack about some component projects; a register what says that it is theirs."""
        if self.table and not belongs(self.table):
            return Scope.PROGRAM
        return self.kind.scope

    @property
    def called(self) -> str:
        """What a reader calls it: by its title, else by what it tells."""
        return self.title or (entry(self.table).plural if self.table else self.kind.label)


def belongs(table: str) -> bool:
    """Whether each of its rows says which component project it belongs to, or that it belongs to none."""
    return table in ("task", "project") or "project_id" in entry(table).fields


@dataclass(frozen=True, slots=True)
class Pack:
    """One kind of pack: its key on the command line, what people call it, what it answers and tells.

    group: where it is looked for, among the program's own unless it says so; size: the paper that it is meant
    for, "" for what its reader uses; numbered: its headings are; occasion: "meeting" where its head names the
    next one of the steering body; projects: codes or names of the component projects that it is about, all
    unless given; own: it comes from the program's file and not from us.
    """

    key: str
    label: str
    question: str
    sections: tuple[PackSection, ...]
    group: Group = Group.OWN
    orientation: str = "portrait"
    size: str = ""
    numbered: bool = False
    occasion: str = ""
    projects: tuple[str, ...] = ()
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

    @property
    def heeds_projects(self) -> bool:
        """Whether it can be about some component projects: where a section tells what belongs to those."""
        return any(section.scope is Scope.PROJECTS for section in self.sections)

    def about(self, projects: tuple[str, ...]) -> Pack:
        """The pack about those component projects alone; of a section's own, those among them."""
        return replace(self, projects=projects)
