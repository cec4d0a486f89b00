"""A component project as a template holds it: outline, links, roles and accounts; no dates and no people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.crew import WHOLE
from tpm_desktop.model.finance import Treatment
from tpm_desktop.model.program import Program, ProjectKind
from tpm_desktop.model.resources import ResourceKind
from tpm_desktop.model.schedule import LagUnit, LinkType

TICK_BOX = "[ ] "
_HOUR, _DAY = 60, 1440
_PER_CENT = WHOLE // 100
_FIXED = {
    "m": 1, "h": _HOUR, "em": 1, "eh": _HOUR, "ed": _DAY, "ew": 7 * _DAY, "%": _PER_CENT, "e%": _PER_CENT,
}  # fmt: skip


class TemplateProblem(EditError):
    """A template that can't be used; one line says where and why."""


@dataclass(frozen=True, slots=True)
class Span:
    """A duration or lag as a template says it: 3 d are three days of whatever program takes it over.

    unit: m, h, d or w, and em, eh, ed or ew elapsed; of lags also % of the predecessor's duration.
    """

    amount: int
    unit: str

    def minutes(self, program: Program) -> int:
        """Working or elapsed minutes; of a percentage hundredths of a per cent."""
        own = {"d": program.minutes_per_day, "w": program.minutes_per_week}
        return self.amount * (own.get(self.unit) or _FIXED[self.unit])

    @property
    def elapsed(self) -> bool:
        """Whether it counts nights and weekends."""
        return self.unit.startswith("e")

    @property
    def lag_unit(self) -> LagUnit:
        """How it counts as a lag."""
        if "%" in self.unit:
            return LagUnit.ELAPSED_PERCENT if self.elapsed else LagUnit.PERCENT
        return LagUnit.ELAPSED if self.elapsed else LagUnit.WORKING

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"


@dataclass(frozen=True, slots=True)
class Wait:
    """What a task waits for: the key of another one, how, and how long after."""

    key: str
    type: LinkType = LinkType.FS
    lag: Span = Span(0, "d")

    def __str__(self) -> str:
        lag = f"{self.lag.amount:+d}{self.lag.unit}" if self.lag.amount else ""
        return self.key if self.type is LinkType.FS and not lag else f"{self.key} {self.type.upper()}{lag}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the outline; the first level is 1. Lines with deeper ones after them are summaries.

    who: units by the key of a role, hundredths of a per cent.
    """

    key: str
    level: int
    name: str
    span: Span | None = None
    milestone: bool = False
    after: tuple[Wait, ...] = ()
    who: Mapping[str, int] = field(default_factory=dict)
    checklist: tuple[str, ...] = ()

    @property
    def notes(self) -> str | None:
        """The checklist as a task's notes hold it, a box before each point."""
        return "\n".join(f"{TICK_BOX}{point}" for point in self.checklist) or None


@dataclass(frozen=True, slots=True)
class Role:
    """Who or what the tasks need, without anybody's name."""

    key: str
    name: str
    kind: ResourceKind = ResourceKind.WORK


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A cost account that such a project usually has."""

    name: str
    treatment: Treatment = Treatment.OPEX
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """path: of its file; None before it has one. own: it lies in the person's folder."""

    name: str
    kind: ProjectKind
    lines: tuple[Line, ...]
    description: str = ""
    outcome: str | None = None
    roles: tuple[Role, ...] = ()
    accounts: tuple[AccountLine, ...] = ()
    path: Path | None = None
    own: bool = False

    @property
    def key(self) -> str:
        """How the command line names it."""
        return self.path.stem if self.path else ""

    def is_summary(self, at: int) -> bool:
        """Whether the line at a place has others below it."""
        return at + 1 < len(self.lines) and self.lines[at + 1].level > self.lines[at].level

    def parents(self) -> Iterator[int | None]:
        """For each line the place of the one that it is part of."""
        above: list[int] = []
        for at, line in enumerate(self.lines):
            del above[line.level - 1 :]
            yield above[-1] if above else None
            above.append(at)
