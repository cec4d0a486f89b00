"""Whether a release can go live: its interfaces, tests and defects, and what stands in its way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tpm_desktop.model.interfaces import InterfaceStatus, RunResult
from tpm_desktop.planning.columns import NONE, WHOLE

from .due import is_settled
from .integration import CutOver, Run, cut_overs, runs
from .lights import Rag
from .state import State

__all__ = ["SEVERE", "Block", "Blocker", "InterfaceLine", "Readiness", "readiness"]

SEVERE = 3
"""From this severity on an open issue stands in the way of a cut-over."""

_TESTED = (InterfaceStatus.TESTED, InterfaceStatus.LIVE)


class Block(StrEnum):
    """What can stand in the way of a cut-over, the gravest first."""

    DATE = "date"  # the plan misses it, or nothing says when it is
    TEST = "test"  # failed, blocked, overdue, or planned for after it
    ISSUE = "issue"  # open and severe
    INTERFACE = "interface"  # no test of it has passed
    TASK = "task"  # unfinished, and its date decides the cut-over's


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that stands in the way. table, id: its row; place: its row there, of a task in the outline.

    at: when it is done as planned, an instant, `NONE` if unknown.
    """

    block: Block
    table: str
    id: str
    place: int
    at: int = NONE


@dataclass(frozen=True, slots=True)
class InterfaceLine:
    """An interface of a release: how many of its tests there are and have passed, and its open defects."""

    row: int
    status: InterfaceStatus
    tests: int
    passed: int
    defects: int

    @property
    def proven(self) -> bool:
        """Whether a test of it has passed."""
        return self.passed > 0


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far a release has come.

    defects: rows of open issues that its tests found; severe: how many of them are of weight.
    """

    cut_over: CutOver
    interfaces: tuple[InterfaceLine, ...]
    tests: tuple[Run, ...]
    defects: tuple[int, ...]
    severe: int
    blockers: tuple[Blocker, ...]

    def with_status(self, status: InterfaceStatus) -> int:
        """How many of its interfaces have come so far."""
        return sum(line.status is status for line in self.interfaces)

    def with_result(self, result: RunResult) -> int:
        """How many of its tests have that result."""
        return sum(test.result is result for test in self.tests)

    @property
    def run(self) -> int:
        """How many tests were run to an end."""
        return self.with_result(RunResult.PASSED) + self.with_result(RunResult.FAILED)

    @property
    def proven(self) -> int:
        """Of how many interfaces a test has passed."""
        return sum(line.proven for line in self.interfaces)

    @property
    def rag(self) -> Rag:
        """Red where something has gone wrong, amber where work is left, green where nothing is."""
        if self.cut_over.done:
            return Rag.GREEN
        wrong = any(one.block in (Block.DATE, Block.TEST, Block.ISSUE) for one in self.blockers)
        return Rag.RED if wrong else Rag.AMBER if self.blockers else Rag.GREEN


def readiness(state: State) -> list[Readiness]:
    """Of every release in the order of its table."""
    reader = _Reader(state)
    return [reader.of(cut_over) for cut_over in cut_overs(state)]


class _Reader:
    """Reads interfaces, tests and issues of one state once for all releases."""

    def __init__(self, state: State) -> None:
        self._state, tables = state, state.inputs.tables
        self._interface, self._issue = tables["interface"], tables["issue"]
        self._release = self._interface.rows_of("release_id", tables["release"].row).tolist()
        self._runs = runs(state)
        self._tests_of: dict[int, list[Run]] = {row: [] for row in range(len(self._interface))}
        for run in self._runs:
            self._tests_of[run.interface].append(run)
        self._open = [row for row in range(len(self._issue)) if not is_settled("issue", self._values(row))]
        self._found_by = self._issue.rows_of("test_id", tables["integration_test"].row).tolist()
        self._holds_up = self._issue.rows_of("task_id", state.outline.row).tolist()

    def _values(self, row: int) -> Mapping[str, str | None]:
        return {"status": self._issue.texts["status"][row]}

    def of(self, cut_over: CutOver) -> Readiness:
        mine = [row for row, release in enumerate(self._release) if release == cut_over.row]
        tests = [run for run in self._runs if self._release[run.interface] == cut_over.row]
        interface_of = {run.row: run.interface for run in tests}
        defects = [row for row in self._open if self._found_by[row] in interface_of]
        per_interface = Counter(interface_of[self._found_by[row]] for row in defects)
        lines = [self._line(row, per_interface[row]) for row in mine]
        blockers = [] if cut_over.done else list(self._blockers(cut_over, lines, tests, defects))
        return Readiness(
            cut_over=cut_over,
            interfaces=tuple(lines),
            tests=tuple(tests),
            defects=tuple(defects),
            severe=sum(self._weight(row) >= SEVERE for row in defects),
            blockers=tuple(blockers),
        )

    def _line(self, row: int, defects: int) -> InterfaceLine:
        of_it = self._tests_of[row]
        passed = sum(run.result is RunResult.PASSED for run in of_it)
        status = InterfaceStatus(self._interface.texts["status"][row] or "")
        return InterfaceLine(row, status, len(of_it), passed, defects)

    def _weight(self, issue: int) -> int:
        return int(self._issue.numbers["severity"][issue])

    def _blockers(
        self,
        cut_over: CutOver,
        lines: Sequence[InterfaceLine],
        tests: Sequence[Run],
        defects: Sequence[int],
    ) -> Iterator[Blocker]:
        if cut_over.milestone < 0 or (cut_over.margin != NONE and cut_over.margin < 0):
            yield Blocker(Block.DATE, "release", cut_over.id, cut_over.row, cut_over.forecast)
        for run in tests:
            if run.troubled:
                yield Blocker(Block.TEST, "integration_test", run.id, run.row, run.forecast)
        drivers = self._drivers(cut_over)
        found, driving = set(defects), set(drivers)
        for row in self._open:
            if self._weight(row) >= SEVERE and (row in found or self._holds_up[row] in driving):
                due = int(self._issue.numbers["due"][row])
                at = NONE if due == NONE else due * 1440
                yield Blocker(Block.ISSUE, "issue", self._issue.ids[row], row, at)
        for line in lines:
            if not line.proven or line.status not in _TESTED:
                yield self._untested(line)
        for row in drivers:
            at = int(self._state.schedule.finish[row])
            yield Blocker(Block.TASK, "task", self._state.outline.ids[row], row, at)

    def _untested(self, line: InterfaceLine) -> Blocker:
        """An interface that is not tested yet, with the finish of its last test."""
        dates = [run.forecast for run in self._tests_of[line.row] if run.forecast != NONE]
        at = max(dates, default=NONE)
        return Blocker(Block.INTERFACE, "interface", self._interface.ids[line.row], line.row, at)

    def _drivers(self, cut_over: CutOver) -> list[int]:
        """The unfinished tasks from which driving links lead to the milestone, in order of their dates."""
        if cut_over.milestone < 0:
            return []
        state = self._state
        path = state.driving.path_to([cut_over.milestone])
        path[cut_over.milestone] = False
        tasks = state.inputs.tasks
        left = path & ~state.summary & (tasks.actual_finish == NONE) & (state.done < WHOLE)
        rows = np.flatnonzero(left).tolist()
        return sorted(rows, key=lambda row: (int(state.schedule.finish[row]), row))
