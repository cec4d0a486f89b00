"""What a pack is written from: the open program, read once, with the names and words that its pages need."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from copy import copy
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar, cast

import numpy as np

from tpm_desktop.file.audit import Asked
from tpm_desktop.file.journal import JournalRecord
from tpm_desktop.finance.amounts import Money
from tpm_desktop.finance.apportioning import added_up
from tpm_desktop.finance.budget import Budget
from tpm_desktop.formats import Formats
from tpm_desktop.formats.amounts import Scale, scale_said
from tpm_desktop.gestures.lookup import row_names
from tpm_desktop.model.governance import Action, Body, Decision, Meeting
from tpm_desktop.model.program import Program, Project
from tpm_desktop.model.registers import Issue, Risk
from tpm_desktop.plan import OpenProgram, State, instant
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.health import ProgramHealth, health_of
from tpm_desktop.plan.lights import Rag, Thresholds, light_of_score
from tpm_desktop.plan.risk_scales import scaled

from .alike import PaperFormats
from .errors import ReportProblem
from .extract import Extract
from .pack_asks import project_called
from .text import limited

T = TypeVar("T")
_SHORT_ID = 8
_MOST_NAMED = 4
_LONGEST_NAME, _LONGEST_CODE = 120, 24


def last_edit(program: OpenProgram) -> date:
    """The day on which the program was last edited, in universal time so that it is the same everywhere."""
    return program.file.journal.records(1)[0].at.date()


class Source:
    """One program at one moment; nothing here is computed twice or changed."""

    def __init__(
        self,
        program: OpenProgram,
        formats: Formats | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        self._progress = progress
        self._computed: dict[Hashable, Any] = {}
        self.program = program
        self.file = program.file
        self.state: State = program.plan.state
        self.about: Program = program.file.program
        self.formats = PaperFormats.like(scaled(formats or Formats.of(self.about), self.state))
        if not self.has_status:
            edited = last_edit(program)
            self.formats.today, self.formats.year = (lambda: edited), edited.year
        self.health: ProgramHealth = health_of(program, self.formats)
        self.chosen: frozenset[str] = frozenset()

    def goes_on(self, share: float = 0.0) -> bool:
        """Asked often while parts are told: who waits may stop it by raising. Args: share: of one's own."""
        if self._progress is not None:
            self._progress(0)
        return True

    def once(self, key: Hashable, compute: Callable[[], T]) -> T:
        """What takes long to compute, for all sections that ask for the same. Raises: as `compute`."""
        if key not in self._computed:
            self._computed[key] = compute()
        return cast(T, self._computed[key])

    def of_projects(self, said: Iterable[str]) -> Source:
        """The same about some component projects, by code or name; where it is about some, those among them.

        What belongs to the program as a whole is not told of: figures are of those projects alone.
        Raises: `ReportProblem` where there is none of that name, or none of them is told of.
        """
        named = frozenset(project_called(self.projects, one) for one in said)
        found = named & self.chosen if self.chosen else named
        if not found:
            raise ReportProblem("choose at least one component project that the pack can be about")
        if found == self.chosen:
            return self
        narrowed = copy(self)
        narrowed.chosen = found
        narrowed.__dict__.pop("budget", None)
        narrowed.__dict__.pop("rows_of_projects", None)
        return narrowed

    def is_about(self, said: Iterable[str]) -> bool:
        """Whether some of those component projects are told of. Raises: as `of_projects`."""
        return any(self.tells(project_called(self.projects, one)) for one in said)

    def tells(self, project_id: str | None) -> bool:
        """Whether what belongs to a component project, or to none, is told of."""
        return not self.chosen or project_id in self.chosen

    @property
    def scope(self) -> list[str]:
        """The component projects that alone are told of, by code and name; none where all are."""
        named = [f"{p.code or ''} {p.name}".strip() for p in self.projects if p.id in self.chosen]
        return [limited(name, _LONGEST_NAME) for name in named]

    @property
    def scope_briefly(self) -> str:
        """“P-1, P-2 only”, for the head of a page; empty where the whole program is told of."""
        codes = [limited(p.code or p.name, _LONGEST_CODE) for p in self.projects if p.id in self.chosen]
        more = f" and {len(codes) - _MOST_NAMED} more" if len(codes) > _MOST_NAMED else ""
        return f"{', '.join(codes[:_MOST_NAMED])}{more} only" if codes else ""

    @property
    def places(self) -> list[int]:
        """The places of the component projects that are told of."""
        ids = self.state.outline.ids
        return [n for n in range(len(self.health.projects)) if self.tells(ids[self.project_row(n)])]

    def light(self, score: int) -> Rag:
        """The light of a risk's score by the program's thresholds."""
        return light_of_score(score, Thresholds.of(self.state))

    @property
    def day(self) -> date:
        """The status date; without one the day of the last edit, that a file always gives the same page."""
        return day_of_status(self.state, self.formats.today())

    @property
    def has_status(self) -> bool:
        """Whether a status date was set."""
        return self.about.status_date is not None

    @property
    def status_said(self) -> str:
        """As of when figures are, to begin a line with."""
        day = self.formats.date(self.day, year=True)
        return f"Status date {day}" if self.has_status else f"No status date, counted on {day}, the last edit"

    @property
    def status_within(self) -> str:
        """The same within a line."""
        return self.status_said[0].lower() + self.status_said[1:]

    @property
    def version(self) -> str:
        """How many edits the figures include."""
        return str(self._newest.seq)

    @property
    def record(self) -> str:
        """How the id of the journal record begins that the figures are of."""
        return self._newest.id[:_SHORT_ID]

    @cached_property
    def _newest(self) -> JournalRecord:
        return self.file.journal.records(1)[0]

    @property
    def finish(self) -> datetime | None:
        """When what is told of finishes as things stand: the program, or the last of the chosen projects."""
        return instant(self.finish_minute) if self.rows_of_projects else None

    @property
    def finish_minute(self) -> int:
        """The same in minutes; only where there is something that finishes."""
        finish = self.state.schedule.finish
        rows = self.rows_of_projects
        return (
            max(int(finish[row]) for row in rows) if self.chosen else int(self.state.schedule.program_finish)
        )

    @cached_property
    def rows_of_projects(self) -> list[int]:
        """The outline rows of the component projects that are told of."""
        return [self.project_row(place) for place in self.places]

    @cached_property
    def budget(self) -> Budget:
        """Every amount that is told of: the program's, or of the chosen projects' accounts alone."""
        money = self.state.money
        if not self.chosen:
            return money.budget
        mine = [n for n, project in enumerate(money.projects) if project in self.chosen]
        return money.budget.of_projects(np.array(mine, np.int64))

    @cached_property
    def scale(self) -> Scale:
        """What the amounts of all tables are counted in: as the program says, else by its size."""
        sums = self.state.money.budget.program
        largest = max(abs(int(sums.at_completion)), abs(int(sums.outlook_at_completion)))
        said = scale_said(self.about.amounts_in)
        return said if said is not None else self.formats.scale_of(largest)

    @property
    def unit(self) -> str:
        """What the amounts of all tables count: "EUR thousand", or "EUR" in a small program."""
        return self.formats.counted_in(self.scale)

    def amount(self, minor: int, *, sign: bool = False) -> str:
        """An amount in that unit; a zero is a dash."""
        return self.formats.scaled(minor, self.scale, dash=True, sign=sign)

    def added_up(self, amounts: Money, groups: Sequence[tuple[int, Sequence[int]]]) -> Money:
        """Rows of a table, (k, m), so that what is shown of parts makes up what is shown of their sums.

        Args: groups: the row of each sum with those of its parts, sums of sums first.
        """
        return added_up(amounts, groups, self.formats.step(self.scale))

    def person(self, resource_id: str | None) -> str:
        """A resource by name, empty for none."""
        return self._names("resource").get(resource_id or "", "")

    def project(self, project_id: str | None) -> str:
        """A component project by name; without one it is the whole program's."""
        return self._names("project").get(project_id or "", "Program")

    def coded(self, row: int) -> str:
        """The component project of an outline row by code and name."""
        project = next(one for one in self.projects if one.id == self.state.outline.ids[row])
        return f"{project.code or ''} {project.name}".strip()

    def body(self, body_id: str | None) -> str:
        """A governance body by name, empty for none."""
        return self._names("body").get(body_id or "", "")

    def project_row(self, number: int) -> int:
        """The outline row of the component project with that place."""
        return self.state.outline.children(-1)[number]

    @cached_property
    def history(self) -> Extract:
        """All edits of the program, and whether their records hold: recomputed here."""
        return Extract.of(self.file, Asked(), self.formats)

    @cached_property
    def projects(self) -> list[Project]:
        return self.file.rows(Project)

    @cached_property
    def risks(self) -> list[Risk]:
        return self.file.rows(Risk)

    @cached_property
    def issues(self) -> list[Issue]:
        return self.file.rows(Issue)

    @cached_property
    def decisions(self) -> list[Decision]:
        return self.file.rows(Decision)

    @cached_property
    def actions(self) -> list[Action]:
        return self.file.rows(Action)

    @cached_property
    def bodies(self) -> list[Body]:
        return self.file.rows(Body)

    @cached_property
    def meetings(self) -> list[Meeting]:
        """In order of time."""
        return sorted(self.file.rows(Meeting), key=lambda meeting: (meeting.held, meeting.id))

    def _names(self, table: str) -> dict[str, str]:
        if table not in self._read:
            self._read[table] = row_names(self.file, table)
        return self._read[table]

    @cached_property
    def _read(self) -> dict[str, dict[str, str]]:
        return {}
