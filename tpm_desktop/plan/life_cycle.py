"""The life cycle of the program and its projects: stages, gates, and how ready each gate is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from tpm_desktop.formats import Formats
from tpm_desktop.model.gates import PASSED, CriterionSide, CriterionState, GateVerdict, Measure
from tpm_desktop.planning.columns import NONE

from .columns import Columns
from .gate_measures import GateAt, Measured, Measures
from .gates import phases
from .lights import Rag
from .state import State

__all__ = ["GateLine", "Judged", "LifeCycle", "Span", "gate_of", "life_cycles"]

_MINUTES = 1440
_WORKDAY_END = 17 * 60


@dataclass(frozen=True, slots=True)
class Span:
    """A stage. start, finish: instants, `NONE` if unknown; table, id: of the row that it stands for."""

    name: str
    start: int
    finish: int
    table: str
    id: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion as it stands. row: in its table; state: as computed, ticked off, waived or once decided.

    figure: what was counted or said, in words; view, table, id: where that is seen, empty for nowhere.
    """

    row: int
    id: str
    title: str
    side: CriterionSide
    mandatory: bool
    measure: Measure
    state: CriterionState
    figure: str
    view: str = ""
    table: str = ""
    target: str = ""

    @property
    def holds(self) -> bool:
        """Whether it no longer stands in the way."""
        return self.state is not CriterionState.OPEN


@dataclass(frozen=True, slots=True)
class GateLine:
    """A gate. row: in its table; project, milestone: outline rows, -1 for none.

    at: finish of its milestone, agreed: its baseline finish, instants, `NONE` if there is none; late: working
    minutes between them, below zero where it is earlier. held: the day of the verdict, `NONE` if open.
    """

    row: int
    id: str
    name: str
    project: int
    milestone: int
    stage: int
    at: int
    agreed: int
    late: int
    verdict: GateVerdict
    held: int
    criteria: tuple[Judged, ...]
    past: bool

    @property
    def decided(self) -> bool:
        """Whether a verdict was given that needs no further one."""
        return self.verdict not in (GateVerdict.OPEN, GateVerdict.RECYCLE)

    @property
    def met(self) -> int:
        """How many criteria hold."""
        return sum(one.holds for one in self.criteria)

    @property
    def blocking(self) -> tuple[Judged, ...]:
        """The mandatory criteria that are open."""
        return tuple(one for one in self.criteria if one.mandatory and not one.holds)

    @property
    def ready(self) -> bool:
        """Whether there are criteria and no mandatory one is open."""
        return bool(self.criteria) and not self.blocking

    @property
    def rag(self) -> Rag:
        """Red where it was stopped or is overdue and not ready, amber where something is open."""
        if self.decided:
            green = Rag.GREEN if self.verdict is GateVerdict.GO else Rag.AMBER
            return green if self.verdict in PASSED else Rag.RED
        if self.past:
            return Rag.RED
        return Rag.GREEN if self.ready else Rag.AMBER


@dataclass(frozen=True, slots=True)
class LifeCycle:
    """Of a component project, or the program: project: outline row, -1 for the program.

    gates: by date, those without one last.
    """

    project: int
    id: str
    name: str
    stages: tuple[Span, ...] = field(default_factory=tuple)
    gates: tuple[GateLine, ...] = field(default_factory=tuple)

    @property
    def next(self) -> GateLine | None:
        """The first gate that is not decided; none after a stop."""
        if any(one.verdict is GateVerdict.STOP for one in self.gates):
            return None
        return next((one for one in self.gates if not one.decided), None)


def life_cycles(state: State, formats: Formats) -> list[LifeCycle]:
    """The program's where it has one, then every component project's in outline order."""
    reader = _Reader(state, formats)
    rows = [-1, *np.flatnonzero(state.outline.is_project).tolist()]
    found = [reader.of(row) for row in rows]
    return [one for one in found if one.project >= 0 or one.stages or one.gates]


def gate_of(state: State, formats: Formats, gate_id: str) -> GateLine | None:
    """One gate by its id."""
    every = (gate for cycle in life_cycles(state, formats) for gate in cycle.gates)
    return next((gate for gate in every if gate.id == gate_id), None)


class _Reader:
    """Reads stages, gates and criteria of one state once."""

    def __init__(self, state: State, formats: Formats) -> None:
        self._state, self._formats = state, formats
        tables = state.inputs.tables
        self._stage, self._gate, self._criterion = (tables[n] for n in ("stage", "gate", "gate_criterion"))
        outline = state.outline.row
        self._stages_of = self._stage.rows_of("project_id", outline).tolist()
        self._gates_of = self._gate.rows_of("project_id", outline).tolist()
        self._milestones = self._gate.rows_of("milestone_id", outline).tolist()
        self._stage_rows = self._gate.rows_of("stage_id", self._stage.row).tolist()
        self._criteria: dict[int, list[int]] = {}
        for row, gate in enumerate(self._criterion.rows_of("gate_id", self._gate.row).tolist()):
            self._criteria.setdefault(gate, []).append(row)
        self._measures = Measures(state, formats)
        self._phases = phases(state)

    def of(self, project: int) -> LifeCycle:
        """The life cycle of a project; of -1, the program's."""
        state = self._state
        stages = [row for row, one in enumerate(self._stages_of) if one == project]
        gates = [self._line(row) for row, one in enumerate(self._gates_of) if one == project]
        gates.sort(key=lambda one: (one.at == NONE, one.at, one.name, one.id))
        spans = [self._span(row) for row in _ordered(self._stage, stages)]
        name = "Program" if project < 0 else state.names[project]
        if not spans and project >= 0:
            spans = list(self._outlined(project))
        own = "" if project < 0 else state.outline.ids[project]
        return LifeCycle(project, own, name, tuple(spans), tuple(gates))

    def _outlined(self, project: int) -> Iterator[Span]:
        """Where no stages are registered, the phases of the plan."""
        state = self._state
        for row in state.outline.children(project):
            if self._phases[row]:
                start, finish = int(state.schedule.start[row]), int(state.schedule.finish[row])
                yield Span(state.names[row], start, finish, "task", state.outline.ids[row])

    def _span(self, row: int) -> Span:
        table, state = self._stage, self._state
        task = int(table.rows_of("task_id", state.outline.row)[row])
        start, finish = (
            (int(state.schedule.start[task]), int(state.schedule.finish[task])) if task >= 0 else (NONE, NONE)
        )
        given = [int(table.numbers[name][row]) for name in ("start", "finish")]
        start = start if given[0] == NONE else given[0] * _MINUTES
        finish = finish if given[1] == NONE else given[1] * _MINUTES + _WORKDAY_END
        return Span(table.texts["name"][row] or "", start, finish, "stage", table.ids[row])

    def _line(self, row: int) -> GateLine:
        table, state, milestone = self._gate, self._state, self._milestones[row]
        calendar = state.inputs.calendars[state.inputs.options.calendar]
        at = int(state.schedule.finish[milestone]) if milestone >= 0 else NONE
        agreed = int(state.baseline.finish[milestone]) if milestone >= 0 else NONE
        late = NONE if NONE in (at, agreed) else calendar.to_work(at) - calendar.to_work(agreed)
        verdict, status = (
            GateVerdict(table.texts["verdict"][row] or ""),
            int(state.inputs.options.status_date),
        )
        code = table.texts["code"][row] or ""
        frozen = verdict in (GateVerdict.GO, GateVerdict.CONDITIONS, GateVerdict.STOP)
        where = GateAt(row, self._gates_of[row], milestone, at, agreed, late)
        return GateLine(
            row=row,
            id=table.ids[row],
            name=f"{code} {table.texts['title'][row] or ''}".strip(),
            project=self._gates_of[row],
            milestone=milestone,
            stage=self._stage_rows[row],
            at=at,
            agreed=agreed,
            late=late,
            verdict=verdict,
            held=int(table.numbers["decided_on"][row]),
            criteria=tuple(
                self._judged(one, where, frozen=frozen)
                for one in _ordered(self._criterion, self._criteria.get(row, []))
            ),
            past=NONE not in (at, status) and at < status,
        )

    def _judged(self, row: int, gate: GateAt, *, frozen: bool) -> Judged:
        table = self._criterion
        measure = Measure(table.texts["measure"][row] or "")
        said = CriterionState(table.texts["state"][row] or "")
        evidence = table.texts["evidence"][row] or ""
        found = None if frozen else self._measures.of(measure, gate, int(table.numbers["most"][row]))
        found = found or Measured(said is CriterionState.MET, evidence)
        state, figure = said, evidence
        if said is not CriterionState.WAIVED and not frozen and measure is not Measure.HAND:
            state = CriterionState.MET if found.met else CriterionState.OPEN
            figure = found.figure
        elif said is CriterionState.WAIVED and not frozen and measure is not Measure.HAND:
            figure = f"{found.figure}; waived: {evidence}" if evidence else f"{found.figure}; waived"
        return Judged(
            row, table.ids[row], table.texts["title"][row] or "",
            CriterionSide(table.texts["side"][row] or ""), bool(table.numbers["mandatory"][row] == 1),
            measure, state, figure, found.view, found.table, found.id,
        )  # fmt: skip


def _ordered(table: Columns, rows: list[int]) -> list[int]:
    return sorted(rows, key=lambda row: (table.texts["order"][row] or "", table.ids[row]))
