"""The rows of a program that go into the document, each table read once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.calendars import Calendar, CalendarException, WorkWeek
from tpm_desktop.model.program import Program, Project
from tpm_desktop.model.record import Record
from tpm_desktop.model.resources import (
    Assignment,
    Resource,
    ResourceAvailability,
    ResourceKind,
    ResourceRate,
)
from tpm_desktop.model.schedule import Baseline, BaselineTask, Link, Task

Row = TypeVar("Row", bound=Record)


@dataclass(frozen=True, slots=True)
class Contents:
    """The rows in their order. rates: by resource, in order of their days; availability: by resource."""

    program: Program
    projects: dict[str, Project]
    tasks: dict[str, Task]
    links: list[Link]
    calendars: dict[str, Calendar]
    work_weeks: list[WorkWeek]
    exceptions: list[CalendarException]
    resources: list[Resource]
    rates: dict[str, list[ResourceRate]]
    availability: dict[str, list[ResourceAvailability]]
    assignments: list[Assignment]
    baselines: list[Baseline]
    kept: list[BaselineTask]

    @classmethod
    def read(cls, file: ProgramFile) -> Contents:
        """All of them."""
        return cls(
            program=file.program,
            projects={row.id: row for row in file.rows(Project)},
            tasks={row.id: row for row in file.rows(Task)},
            links=file.rows(Link),
            calendars={row.id: row for row in file.rows(Calendar)},
            work_weeks=file.rows(WorkWeek),
            exceptions=file.rows(CalendarException),
            resources=file.rows(Resource),
            rates=_by_resource(file.rows(ResourceRate)),
            availability=grouped(file.rows(ResourceAvailability), "resource_id"),
            assignments=file.rows(Assignment),
            baselines=file.rows(Baseline),
            kept=file.rows(BaselineTask),
        )

    @property
    def people(self) -> list[Resource]:
        """The resources that work."""
        return [row for row in self.resources if row.kind is ResourceKind.WORK]

    @property
    def whole(self) -> Project | None:
        """The one component project that is just the program under the same name."""
        projects = list(self.projects.values())
        return projects[0] if len(projects) == 1 and projects[0].name == self.program.name else None


def _by_resource(rates: Iterable[ResourceRate]) -> dict[str, list[ResourceRate]]:
    """In order of their days."""
    return grouped(sorted(rates, key=lambda row: row.since), "resource_id")


def grouped(rows: Iterable[Row], field: str) -> dict[str, list[Row]]:
    """The rows by what a reference of theirs points to."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(getattr(row, field), []).append(row)
    return found
