"""Requirements and deliverables with what covers, proves and accepts them, and the gaps in that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tpm_desktop.model.program import ProjectStatus
from tpm_desktop.model.requirements import (
    AcceptanceVerdict,
    DeliverableStatus,
    Priority,
    RequirementStatus,
    ReviewState,
)
from tpm_desktop.planning.columns import NONE, WHOLE

from .integration import Run, Standing, runs
from .state import State

__all__ = ["Covered", "DeliverableLine", "Gap", "GapKind", "RequirementLine", "covered", "unmet"]

_MINUTES = 1440
_AGREED = (RequirementStatus.AGREED, RequirementStatus.DELIVERED, RequirementStatus.VERIFIED)


class GapKind(StrEnum):
    """What is the matter, the gravest first; the values are how it is written for other programs."""

    COMPLETE = "complete with unmet"  # a project that is reported complete all the same
    FAILED = "test failed"
    OVERDUE = "mandatory overdue"
    UNACCEPTED = "done, not accepted"
    UNPROVEN = "verified without evidence"
    NO_DELIVERABLE = "no deliverable"
    NO_TEST = "no test"
    NO_RESULT = "test without result"
    UNSIGNED = "accepted without signature"
    UNREVIEWED = "accepted without review"
    CONDITIONS = "conditions overdue"
    NO_CRITERION = "no criterion"
    NO_REQUIREMENT = "no requirement"


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """A requirement. row: in its table; project: outline row, -1 for none.

    deliverables, tests, tasks, changes: rows that cover it, of tasks in the outline. due: instant at which
    the last of the deliverables and tests is done as planned, `NONE` if unknown.
    """

    row: int
    id: str
    project: int
    priority: Priority
    status: RequirementStatus
    deliverables: tuple[int, ...]
    tests: tuple[int, ...]
    tasks: tuple[int, ...]
    changes: tuple[int, ...]
    due: int

    @property
    def binding(self) -> bool:
        """Whether the project can't be complete without it."""
        return self.priority is Priority.MUST and self.status is not RequirementStatus.REJECTED

    @property
    def met(self) -> bool:
        """Whether somebody has seen that it is there."""
        return self.status is RequirementStatus.VERIFIED

    @property
    def wanted(self) -> bool:
        """Whether it was agreed to be done this time."""
        return self.status in _AGREED and self.priority is not Priority.WONT


@dataclass(frozen=True, slots=True)
class DeliverableLine:
    """A deliverable. row: in its table; project, task: outline rows, -1 for none.

    due: finish of its task, `NONE` if none; done: that task is. requirements: rows that it covers.
    reviews: how many are closed. signed: row of its last acceptance, -1 for none.
    """

    row: int
    id: str
    project: int
    task: int
    status: DeliverableStatus
    due: int
    done: bool
    requirements: tuple[int, ...]
    reviews: int
    signed: int

    @property
    def accepted(self) -> bool:
        """Whether its receiver has taken it."""
        return self.status is DeliverableStatus.ACCEPTED


@dataclass(frozen=True, slots=True)
class Gap:
    """table, id: of the row to go to; row: its place there; about: of a test the row of the requirement."""

    kind: GapKind
    table: str
    id: str
    row: int
    about: int = -1


@dataclass(frozen=True, slots=True)
class Covered:
    """Everything in the order of the tables; gaps the gravest first."""

    requirements: tuple[RequirementLine, ...]
    deliverables: tuple[DeliverableLine, ...]
    tests: tuple[Run, ...]
    gaps: tuple[Gap, ...]


def covered(state: State) -> Covered:
    """Requirements, deliverables and tests with what joins them, and the gaps."""
    reader = _Reader(state)
    deliverables = reader.deliverables()
    requirements = reader.requirements(deliverables)
    found = sorted(
        reader.gaps(requirements, deliverables), key=lambda gap: (_ORDER[gap.kind], gap.table, gap.row)
    )
    return Covered(tuple(requirements), tuple(deliverables), tuple(reader.runs), tuple(found))


_ORDER = {kind: place for place, kind in enumerate(GapKind)}


def unmet(state: State, project_id: str) -> list[int]:
    """The rows of a component project's mandatory requirements that nobody has verified."""
    texts = state.inputs.tables["requirement"].texts
    settled = (RequirementStatus.VERIFIED, RequirementStatus.REJECTED)
    return [
        row
        for row, owner in enumerate(texts["project_id"])
        if owner == project_id
        and texts["priority"][row] == Priority.MUST
        and texts["status"][row] not in settled
    ]


class _Reader:
    """Reads the tables of one state once."""

    def __init__(self, state: State) -> None:
        self._state, self._tables = state, state.inputs.tables
        self.runs = runs(state)
        coverage, outline = self._tables["requirement_coverage"], state.outline
        of = coverage.rows_of("requirement_id", self._tables["requirement"].row).tolist()
        targets = {
            "deliverable_id": self._tables["deliverable"].row,
            "test_id": self._tables["integration_test"].row,
            "task_id": outline.row,
            "change_id": self._tables["change_request"].row,
        }
        self._by: dict[str, dict[int, list[int]]] = {field: {} for field in targets}
        for field, target in targets.items():
            for requirement, other in zip(of, coverage.rows_of(field, target).tolist(), strict=True):
                if requirement >= 0 and other >= 0:
                    self._by[field].setdefault(requirement, []).append(other)

    def deliverables(self) -> list[DeliverableLine]:
        """Every deliverable."""
        table, state = self._tables["deliverable"], self._state
        projects = table.rows_of("project_id", state.outline.row).tolist()
        tasks = table.rows_of("task_id", state.outline.row).tolist()
        covers: dict[int, list[int]] = {}
        for requirement, rows in self._by["deliverable_id"].items():
            for row in rows:
                covers.setdefault(row, []).append(requirement)
        reviewed, signed = self._reviews(), self._signatures()
        return [
            DeliverableLine(
                row=row,
                id=table.ids[row],
                project=projects[row],
                task=task,
                status=DeliverableStatus(table.texts["status"][row] or ""),
                due=int(state.schedule.finish[task]) if task >= 0 else NONE,
                done=task >= 0 and self._is_done(task),
                requirements=tuple(covers.get(row, ())),
                reviews=reviewed.get(row, 0),
                signed=signed.get(row, -1),
            )
            for row, task in enumerate(tasks)
        ]

    def _is_done(self, task: int) -> bool:
        state = self._state
        return bool(state.inputs.tasks.actual_finish[task] != NONE or state.done[task] >= WHOLE)

    def _reviews(self) -> dict[int, int]:
        table, found = self._tables["review"], dict[int, int]()
        for row, of in enumerate(table.rows_of("deliverable_id", self._tables["deliverable"].row).tolist()):
            if table.texts["state"][row] == ReviewState.CLOSED:
                found[of] = found.get(of, 0) + 1
        return found

    def _signatures(self) -> dict[int, int]:
        """The last acceptance of each deliverable: by date, then by when it was entered."""
        table, found = self._tables["acceptance"], dict[int, int]()
        signed = table.numbers["signed"].tolist()
        for row, of in enumerate(table.rows_of("deliverable_id", self._tables["deliverable"].row).tolist()):
            if of not in found or signed[row] >= signed[found[of]]:
                found[of] = row
        return found

    def requirements(self, deliverables: Sequence[DeliverableLine]) -> list[RequirementLine]:
        """Every requirement."""
        table = self._tables["requirement"]
        projects = table.rows_of("project_id", self._state.outline.row).tolist()
        return [
            RequirementLine(
                row=row,
                id=row_id,
                project=projects[row],
                priority=Priority(table.texts["priority"][row] or ""),
                status=RequirementStatus(table.texts["status"][row] or ""),
                deliverables=self._of("deliverable_id", row),
                tests=self._of("test_id", row),
                tasks=self._of("task_id", row),
                changes=self._of("change_id", row),
                due=self._due(row, deliverables),
            )
            for row, row_id in enumerate(table.ids)
        ]

    def _of(self, field: str, row: int) -> tuple[int, ...]:
        return tuple(self._by[field].get(row, ()))

    def _due(self, row: int, deliverables: Sequence[DeliverableLine]) -> int:
        dates = [deliverables[one].due for one in self._of("deliverable_id", row)]
        dates += [self.runs[one].forecast for one in self._of("test_id", row)]
        return max((at for at in dates if at != NONE), default=NONE)

    # Gaps

    def gaps(
        self, requirements: Sequence[RequirementLine], deliverables: Sequence[DeliverableLine]
    ) -> Iterator[Gap]:
        """All there are, in no order."""
        for line in requirements:
            for kind in self._of_requirement(line, deliverables):
                yield Gap(kind, "requirement", line.id, line.row)
            yield from self._of_tests(line)
        for one in deliverables:
            for kind in self._of_deliverable(one, requirements):
                yield Gap(kind, "deliverable", one.id, one.row)
        yield from self._of_projects()
        yield from self._of_conditions()

    def _of_requirement(
        self, line: RequirementLine, deliverables: Sequence[DeliverableLine]
    ) -> Iterator[GapKind]:
        status = int(self._state.inputs.options.status_date)
        if line.binding and not line.met and NONE not in (line.due, status) and line.due < status:
            yield GapKind.OVERDUE
        if line.met and not self._is_proven(line, deliverables):
            yield GapKind.UNPROVEN
        if not line.wanted:
            return
        if not line.deliverables:
            yield GapKind.NO_DELIVERABLE
        if line.binding and not line.tests and not line.met:
            yield GapKind.NO_TEST
        if not (self._tables["requirement"].texts["criterion"][line.row] or "").strip():
            yield GapKind.NO_CRITERION

    def _is_proven(self, line: RequirementLine, deliverables: Sequence[DeliverableLine]) -> bool:
        passed = any(self.runs[row].standing is Standing.PASSED for row in line.tests)
        return passed or any(deliverables[row].accepted for row in line.deliverables)

    def _of_tests(self, line: RequirementLine) -> Iterator[Gap]:
        for row in line.tests if line.wanted else ():
            run = self.runs[row]
            if run.standing is Standing.FAILED:
                yield Gap(GapKind.FAILED, "integration_test", run.id, row, line.row)
            elif run.standing is Standing.OVERDUE:
                yield Gap(GapKind.NO_RESULT, "integration_test", run.id, row, line.row)

    def _of_deliverable(
        self, one: DeliverableLine, requirements: Sequence[RequirementLine]
    ) -> Iterator[GapKind]:
        if one.done and not one.accepted:
            yield GapKind.UNACCEPTED
        if one.accepted and one.signed < 0:
            yield GapKind.UNSIGNED
        if one.accepted and not one.reviews:
            yield GapKind.UNREVIEWED
        if requirements and not one.requirements:
            yield GapKind.NO_REQUIREMENT

    def _of_projects(self) -> Iterator[Gap]:
        table = self._tables["project"]
        for row, status in enumerate(table.texts["status"]):
            if status == ProjectStatus.COMPLETE and unmet(self._state, table.ids[row]):
                yield Gap(GapKind.COMPLETE, "project", table.ids[row], row)

    def _of_conditions(self) -> Iterator[Gap]:
        """Acceptances whose conditions are due and not met."""
        status = int(self._state.inputs.options.status_date)
        for row in open_conditions(self._state):
            due = int(self._tables["acceptance"].numbers["conditions_due"][row])
            if NONE not in (due, status) and (due + 1) * _MINUTES <= status:
                yield Gap(GapKind.CONDITIONS, "acceptance", self._tables["acceptance"].ids[row], row)


def open_conditions(state: State, projects: Iterable[str] | None = None) -> list[int]:
    """The rows of acceptances with conditions that are not met; of deliverables of some projects."""
    table, deliverable = state.inputs.tables["acceptance"], state.inputs.tables["deliverable"]
    met, wanted = table.numbers["conditions_met"], None if projects is None else set(projects)
    of = table.rows_of("deliverable_id", deliverable.row).tolist()
    return [
        row
        for row, verdict in enumerate(table.texts["verdict"])
        if verdict == AcceptanceVerdict.CONDITIONS
        and met[row] == NONE
        and (wanted is None or (of[row] >= 0 and deliverable.texts["project_id"][of[row]] in wanted))
    ]
