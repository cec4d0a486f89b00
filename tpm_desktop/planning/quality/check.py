"""What a check of schedule quality is, what it finds, and what a threshold makes of that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from tpm_desktop.planning.columns import WHOLE, Flags, Minutes, Rows
from tpm_desktop.planning.quality.subject import Subject

__all__ = ["Agreed", "Amount", "Check", "Figure", "Found", "Group", "Limit", "Need", "Result", "Verdict"]


class Verdict(StrEnum):
    """What a check says of a plan."""

    FAILS = "fails"
    REPORTED = "reported"
    HOLDS = "holds"
    NOT_APPLICABLE = "not applicable"


class Figure(StrEnum):
    """How numerator and denominator make a figure."""

    COUNT = "count"  # the numerator; the denominator says out of how many
    SHARE = "share"  # per cent
    INDEX = "index"  # one divided by the other
    GRADE = "grade"  # an average of 1 to 5


class Group(StrEnum):
    """Under which heading checks stand."""

    DCMA = "DCMA 14 points"
    LOGIC = "Logic"
    TASKS = "Tasks and names"
    PROGRESS = "Progress"
    BASELINE = "Baseline"
    PEOPLE = "Resources and owners"
    INTEGRATION = "Interfaces and tests"
    PATH = "Critical path and outlook"
    PRACTICES = "GAO best practices"


class Amount(StrEnum):
    """What is counted beside each task or link that was found: working minutes, unless said otherwise."""

    SLACK = "slack"
    DURATION = "duration"
    LAG = "lag"  # as the link has it
    HELD = "held"
    ROOM = "room"  # below zero where something stands too early
    GAP = "gap"
    SHORT = "too late"  # of what is promised; nothing where it is not
    LATE = "late"  # calendar days
    BEHIND = "behind"
    OVER = "over capacity"
    AWAY = "away"  # calendar days
    NEAR = "near links"  # so many
    WITHOUT = "without milestone"  # calendar days


class Need(StrEnum):
    """What a check can't do without, and so what is said where it is missing."""

    STATUS_DATE = "no status date"
    BASELINE = "no baseline"


@dataclass(frozen=True, slots=True)
class Limit:
    """What a figure may be: hundredths of a per cent of a share or index (10,000 is all, or 1), or a count.

    least, most: both belong to what holds, None where that side is open. binding: what lies outside fails;
    else it is only reported.
    """

    least: int | None = None
    most: int | None = None
    binding: bool = True

    def keeps(self, numerator: int, denominator: int, figure: Figure) -> bool:
        """Whether the figure holds; whole numbers are compared, never rounded ones."""
        scale, unit = (1, 1) if figure is Figure.COUNT else (WHOLE, denominator)
        value = numerator * scale
        return (self.least is None or value >= self.least * unit) and (
            self.most is None or value <= self.most * unit
        )


def _no_rows() -> Rows:
    return np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found: counts, the rows of tasks and of links, and what is counted beside each.

    rows: of the check's register, where it is about one.
    amounts: beside the rows or links where there are such, else beside the tasks; None where nothing is
    counted.
    people: the resource beside each task, -1 for none; None where resources don't matter.
    note: what else should be known of the figure. waived: which of the links, else of the tasks, somebody
    has agreed to bear; they are listed but not counted. None where none is.
    """

    numerator: int
    denominator: int
    tasks: Rows = field(default_factory=_no_rows)
    links: Rows = field(default_factory=_no_rows)
    amounts: Minutes | None = None
    people: Rows | None = None
    note: str = ""
    waived: Flags | None = None
    rows: Rows = field(default_factory=_no_rows)

    @property
    def listed(self) -> Rows:
        """The rows that are shown: those of a register, else links, else tasks, whichever there are."""
        return self.rows if self.rows.size else self.links if self.links.size else self.tasks


@dataclass(frozen=True, slots=True)
class Check:
    """One check, declared once.

    measure: finds it in a plan; None where it is rated from other checks, which made_of names.
    limit: None where the figure is only reported. mend: what to do about a finding. timed: numerator and
    denominator are working minutes. apart: they count different things, so that one is not out of the other.
    same_as: the check whose findings these are, under another source's name; they count once.
    register: the table whose rows it finds, empty where it finds tasks and links.
    """

    id: str
    title: str
    group: Group
    figure: Figure
    measure: Callable[[Subject], Found] | None
    limit: Limit | None
    mend: str
    amount: Amount | None = None
    needs: tuple[Need, ...] = ()
    same_as: str = ""
    made_of: tuple[str, ...] = ()
    timed: bool = False
    apart: bool = False
    register: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a program has agreed of its checks, by their ids: limits of its own, and rows that are waived."""

    limits: Mapping[str, Limit] = field(default_factory=dict)
    tasks: Mapping[str, frozenset[int]] = field(default_factory=dict)
    links: Mapping[str, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """A check, with the limit that holds for this plan, and what it found in it."""

    check: Check
    found: Found
    verdict: Verdict
