"""What is counted for the criteria of a gate: from plan, money, risks, requirements and tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tpm_desktop.formats import Formats
from tpm_desktop.model.gates import GateVerdict, Measure
from tpm_desktop.model.registers import RiskKind, RiskStatus
from tpm_desktop.planning.columns import NONE, WHOLE

from .columns import first
from .due import is_settled
from .integration_words import title_of
from .readiness import SEVERE
from .requirement_words import requirement_name, target_name
from .requirements import Covered, covered, open_conditions
from .risks import score
from .state import State

__all__ = ["GateAt", "Measured", "Measures"]

_TREATED = (RiskStatus.OPEN, RiskStatus.TREATING)


@dataclass(frozen=True, slots=True)
class GateAt:
    """Where a gate stands: its row, outline rows of project and milestone (-1: none), dates as instants."""

    row: int
    project: int
    milestone: int
    at: int
    agreed: int
    late: int


@dataclass(frozen=True, slots=True)
class Measured:
    """Whether a criterion is met, by which figure, and where that is seen: a view, a row by table and id."""

    met: bool
    figure: str
    view: str = ""
    table: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """One thing that stands in the way, as people call it."""

    name: str
    table: str
    id: str


class Measures:
    """Measures criteria in one state; what several gates ask for is read once."""

    def __init__(self, state: State, formats: Formats) -> None:
        self._state, self._formats = state, formats
        self._by: dict[Measure, Callable[[GateAt, int], Measured]] = {
            Measure.WORK: self._work,
            Measure.DATE: self._date,
            Measure.MONEY: self._money,
            Measure.RISKS: self._risks,
            Measure.REQUIREMENTS: self._requirements,
            Measure.DELIVERABLES: self._deliverables,
            Measure.TESTS: self._tests,
            Measure.ISSUES: self._issues,
            Measure.CONDITIONS: self._conditions,
        }

    def of(self, measure: Measure, gate: GateAt, most: int) -> Measured | None:
        """What is found for a gate; None of what a person ticks off. Args: most: `NONE` if not given."""
        read = self._by.get(measure)
        return None if read is None else read(gate, most)

    def _count(
        self, rows: Iterable[_Row], whole: int, what: str, most: int, none: str, view: str
    ) -> Measured:
        """So many of the whole are open; it leads to the first, else to the view."""
        found, allowed, number = list(rows), max(most, 0) if most != NONE else 0, self._formats.integer
        if not whole:
            return Measured(True, none, view)
        if not found:
            return Measured(True, f"0 of {number(whole)} {what}", view)
        more = f" and {number(len(found) - 1)} more" if len(found) > 1 else ""
        most_told = f" (up to {number(allowed)})" if allowed else ""
        figure = f"{number(len(found))} of {number(whole)} {what}{most_told}: {found[0].name}{more}"
        return Measured(len(found) <= allowed, figure, view, found[0].table, found[0].id)

    # Plan and money

    def _work(self, gate: GateAt, most: int) -> Measured:
        """The tasks from which links lead to the milestone, with what is below and above them."""
        state, tasks = self._state, self._state.inputs.tasks
        if gate.milestone < 0:
            return Measured(False, "no milestone says when the gate is", "gate")
        rows = self._before(gate.milestone)
        leaf = [row for row in rows if not state.summary[row] and tasks.active[row]]
        left = [row for row in leaf if tasks.actual_finish[row] == NONE and state.done[row] < WHOLE]
        left.sort(key=lambda row: (int(state.schedule.finish[row]), row))
        named = [_Row(state.names[row], "task", state.outline.ids[row]) for row in left]
        return self._count(named, len(leaf), "tasks unfinished", most, "no task leads to it", "gantt")

    @cached_property
    def _predecessors(self) -> dict[int, list[int]]:
        links, found = self._state.inputs.links, dict[int, list[int]]()
        for before, after in zip(links.predecessor.tolist(), links.successor.tolist(), strict=True):
            found.setdefault(after, []).append(before)
        return found

    def _before(self, milestone: int) -> set[int]:
        """Rows that the milestone waits for, by links of its own and of the summaries above it."""
        outline, seen, left = self._state.outline, set[int](), [milestone]
        while left:
            row = left.pop()
            if row in seen:
                continue
            seen.add(row)
            above = int(outline.parent[row])
            waits = list(self._predecessors.get(row, ()))
            while above >= 0:
                waits += self._predecessors.get(above, ())
                above = int(outline.parent[above])
            for one in waits:
                left += [one, *outline.below(one)]
        return seen - {milestone}

    def _date(self, gate: GateAt, most: int) -> Measured:
        if gate.milestone < 0:
            return Measured(False, "no milestone says when the gate is", "gate")
        seen = ("", "task", self._state.outline.ids[gate.milestone])
        if gate.late == NONE:
            return Measured(False, "no baseline to measure against", *seen)
        program = self._state.inputs.tables["program"]
        agreed = first(program, "tolerance_days")
        days = most if most != NONE else int(first(program, "green_days") if agreed is None else agreed)
        late = max(gate.late, 0)
        told = f"{self._formats.duration(late, unit='d')} late" if late else "on or before the baseline"
        held = late <= days * self._state.inputs.options.minutes_per_day
        return Measured(held, f"{told} (tolerance {self._formats.integer(days)} d)", *seen)

    def _money(self, gate: GateAt, most: int) -> Measured:
        """Args: most: per cent over the budget."""
        state, budget = self._state, self._state.money.budget
        planned, variance = int(budget.program.at_completion), int(budget.program.variance_at_completion)
        if gate.project >= 0:
            place = state.money.projects.index(state.outline.ids[gate.project])
            sums = budget.projects
            planned, variance = int(sums.at_completion[place]), int(sums.variance_at_completion[place])
        if planned <= 0:
            return Measured(False, "no budget to measure against", "budget")
        program = state.inputs.tables["program"]
        agreed = first(program, "tolerance_cost")
        share = (
            int(first(program, "green_cost") if agreed is None else agreed) if most == NONE else most * 100
        )
        over = max(-variance, 0)
        shown = self._formats.share(over * WHOLE // planned, digits=1)
        told = f"{shown} over the budget" if over else "within the budget"
        limit = self._formats.share(share, digits=1)
        return Measured(over * WHOLE <= share * planned, f"{told} (tolerance {limit})", "budget")

    # Registers

    def _own(self, table: str, gate: GateAt) -> list[int]:
        """The rows of a register that are of the gate's project; of the program all."""
        of = self._state.inputs.tables[table].rows_of("project_id", self._state.outline.row).tolist()
        return [row for row, one in enumerate(of) if gate.project in (-1, one)]

    def _named(self, table: str, row: int, field: str = "title") -> _Row:
        return _Row(
            title_of(self._state, table, row, field), table, self._state.inputs.tables[table].ids[row]
        )

    def _risks(self, gate: GateAt, most: int) -> Measured:
        """Threats from the program's red score on; answered is one with a response, a plan and an owner."""
        table = self._state.inputs.tables["risk"]
        limit = int(first(self._state.inputs.tables["program"], "red_score"))
        high = [row for row in self._own("risk", gate) if self._counts(row) and self._score(row) >= limit]
        plan, texts = table.texts["response_plan"], table.texts
        left = [
            row
            for row in high
            if not (texts["response"][row] and (plan[row] or "").strip() and texts["owner_id"][row])
        ]
        said = f"risks from score {limit} without an answer"
        none = f"no open risk scores {limit} or more"
        return self._count([self._named("risk", row) for row in left], len(high), said, most, none, "risk")

    def _counts(self, row: int) -> bool:
        texts = self._state.inputs.tables["risk"].texts
        return texts["status"][row] in _TREATED and texts["kind"][row] == RiskKind.THREAT

    def _score(self, row: int) -> int:
        """The score before the response: whether that is answered is what is asked."""
        numbers = self._state.inputs.tables["risk"].numbers
        pair = [int(numbers[name][row]) for name in ("probability", "impact")]
        return score(*(None if one == NONE else one for one in pair)) or 0

    def _issues(self, gate: GateAt, most: int) -> Measured:
        table = self._state.inputs.tables["issue"]
        open_ones = [
            row
            for row in self._own("issue", gate)
            if not is_settled("issue", {"status": table.texts["status"][row]})
        ]
        severe = [row for row in open_ones if int(table.numbers["severity"][row]) >= SEVERE]
        named = [self._named("issue", row) for row in severe]
        return self._count(named, len(open_ones), "open issues are severe", most, "no issue is open", "issue")

    @cached_property
    def _covered(self) -> Covered:
        return covered(self._state)

    def _requirements(self, gate: GateAt, most: int) -> Measured:
        """Mandatory ones due by the gate; one without a date is due at the project's last gate."""
        last = self._is_last(gate)
        due = [
            one
            for one in self._covered.requirements
            if gate.project in (-1, one.project) and one.binding and self._is_due(one.due, gate, last=last)
        ]
        left = [one for one in due if not one.met]
        named = [_Row(requirement_name(self._state, one.row), "requirement", one.id) for one in left]
        none = "no mandatory requirement is due"
        return self._count(named, len(due), "mandatory requirements unverified", most, none, "coverage")

    def _deliverables(self, gate: GateAt, most: int) -> Measured:
        due = [
            one
            for one in self._covered.deliverables
            if gate.project in (-1, one.project) and self._is_due(one.due, gate, last=self._is_last(gate))
        ]
        left = [one for one in due if not one.accepted]
        named = [
            _Row(target_name(self._state, "deliverable", one.row), "deliverable", one.id) for one in left
        ]
        return self._count(
            named, len(due), "deliverables not accepted", most, "no deliverable is due", "deliverable"
        )

    def _tests(self, gate: GateAt, most: int) -> Measured:
        """Tests that are run in a task of the project."""
        project = self._state.outline.project
        due = [
            run
            for run in self._covered.tests
            if (gate.project < 0 or (run.task >= 0 and project[run.task] == gate.project))
            and self._is_due(run.forecast, gate, last=False)
        ]
        left = [run for run in due if run.result != "passed"]
        named = [
            _Row(target_name(self._state, "integration_test", run.row), "integration_test", run.id)
            for run in left
        ]
        return self._count(named, len(due), "tests not passed", most, "no test is due", "integration")

    def _is_due(self, due: int, gate: GateAt, *, last: bool) -> bool:
        return last if due == NONE else gate.at == NONE or due <= gate.at

    def _is_last(self, gate: GateAt) -> bool:
        """Whether no gate of the same life cycle comes later."""
        table, finish = self._state.inputs.tables["gate"], self._state.schedule.finish
        milestones = table.rows_of("milestone_id", self._state.outline.row)
        of = table.rows_of("project_id", self._state.outline.row)
        others = milestones[(of == gate.project) & (milestones >= 0)]
        return gate.at == NONE or not bool(np.any(finish[others] > gate.at))

    def _conditions(self, gate: GateAt, most: int) -> Measured:
        """Gates passed on conditions, and acceptances with conditions that are not met."""
        state, table = self._state, self._state.inputs.tables["gate"]
        gates = [
            row
            for row, verdict in enumerate(table.texts["verdict"])
            if verdict == GateVerdict.CONDITIONS and row != gate.row and row in self._own("gate", gate)
        ]
        projects = None if gate.project < 0 else [state.outline.ids[gate.project]]
        acceptances = open_conditions(state, projects)
        named = [self._named("gate", row) for row in gates]
        deliverables = state.inputs.tables["deliverable"].row
        signed = state.inputs.tables["acceptance"]
        of = signed.rows_of("deliverable_id", deliverables).tolist()
        named += [
            _Row(target_name(state, "deliverable", of[row]), "acceptance", signed.ids[row])
            for row in acceptances
        ]
        return self._count(named, len(named), "conditions open", most, "no condition is open", "acceptance")
