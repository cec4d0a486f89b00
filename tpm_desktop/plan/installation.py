"""Environments with their components and checklists: how ready each is, against when it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tpm_desktop.model.installation import ComponentState, InstallationState
from tpm_desktop.model.interfaces import EnvironmentState
from tpm_desktop.model.service import KnownErrorState, TransitionState
from tpm_desktop.planning.columns import NONE

from .procurement import day_of
from .state import State

WHOLE = 10_000
STANDS = (ComponentState.ACCEPTED, ComponentState.IN_SERVICE)


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """A component. row: in its table; environment: row, -1 for none; steps: rows of its checklist in order.

    done: how many steps are done or not needed; installed: day on which its task ends, `NONE` if unknown;
    version: row of the newest installed one, -1 for none.
    """

    row: int
    id: str
    state: ComponentState
    environment: int
    steps: tuple[int, ...]
    done: int
    installed: int
    version: int

    @property
    def share(self) -> int:
        """Hundredths of a per cent of its checklist; without one all once it is accepted, else nothing."""
        if self.steps:
            return WHOLE * self.done // len(self.steps)
        return WHOLE if self.state in STANDS else 0

    @property
    def is_ready(self) -> bool:
        """Whether it is accepted, with nothing left to check."""
        return self.state in STANDS and self.done == len(self.steps)


@dataclass(frozen=True, slots=True)
class EnvironmentLine:
    """An environment. need, ready: days since 1970, `NONE` where not known; components: those not retired."""

    row: int
    id: str
    state: EnvironmentState
    need: int
    ready: int
    components: tuple[ComponentLine, ...]

    @property
    def share(self) -> int:
        """Hundredths of a per cent: all checks that are done by all checks, each component at least one."""
        if not self.components:
            return WHOLE if self.state is EnvironmentState.AVAILABLE else 0
        checks = sum(len(one.steps) or 1 for one in self.components)
        done = sum(one.done if one.steps else one.state in STANDS for one in self.components)
        return WHOLE * done // checks

    @property
    def days_late(self) -> int:
        """Calendar days that it is ready after it is needed; 0 where it isn't, or is available."""
        known = NONE not in (self.need, self.ready) and self.state is EnvironmentState.PLANNED
        return max(self.ready - self.need, 0) if known else 0


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service that is handed over. live: day of its go-live, `NONE` if unknown; steps: of its checklist."""

    row: int
    id: str
    state: TransitionState
    live: int
    steps: tuple[int, ...]
    done: int
    errors: tuple[int, ...]


def components(state: State) -> list[ComponentLine]:
    """Every component, in the order of its table."""
    tables = state.inputs.tables
    table, step, version = tables["component"], tables["installation_step"], tables["component_version"]
    steps = _parts(state, "component_id", "component")
    newest: dict[int, int] = {}
    for row, owner in enumerate(version.rows_of("component_id", table.row).tolist()):
        if owner >= 0 and (owner not in newest or _newer(state, row, newest[owner])):
            newest[owner] = row
    where = table.rows_of("environment_id", tables["environment"].row).tolist()
    task = table.rows_of("task_id", state.outline.row).tolist()
    return [
        ComponentLine(
            row,
            row_id,
            ComponentState(table.texts["state"][row] or "requested"),
            where[row],
            tuple(steps.get(row, ())),
            _done(step.texts["state"], steps.get(row, ())),
            day_of(state.schedule.finish, task[row]),
            newest.get(row, -1),
        )
        for row, row_id in enumerate(table.ids)
    ]


def _newer(state: State, row: int, than: int) -> bool:
    installed = state.inputs.tables["component_version"].numbers["installed"]
    return (int(installed[row]), row) > (int(installed[than]), than)


def _parts(state: State, field: str, of: str) -> dict[int, list[int]]:
    """The steps of each component or service, in order."""
    table = state.inputs.tables["installation_step"]
    found: dict[int, list[int]] = {}
    owners = table.rows_of(field, state.inputs.tables[of].row).tolist()
    for row in sorted(range(len(table)), key=lambda row: (table.texts["order"][row] or "", table.ids[row])):
        if owners[row] >= 0:
            found.setdefault(owners[row], []).append(row)
    return found


def _done(states: Sequence[str | None], rows: Sequence[int]) -> int:
    return sum(states[row] != InstallationState.OPEN for row in rows)


def environments(state: State) -> list[EnvironmentLine]:
    """Every environment, in the order of its table."""
    table, schedule = state.inputs.tables["environment"], state.schedule
    parts: dict[int, list[ComponentLine]] = {}
    for one in components(state):
        if one.state is not ComponentState.RETIRED:
            parts.setdefault(one.environment, []).append(one)
    need_task = table.rows_of("need_task_id", state.outline.row).tolist()
    ready_task = table.rows_of("ready_task_id", state.outline.row).tolist()
    found = []
    for row, row_id in enumerate(table.ids):
        need = int(table.numbers["needed_by"][row])
        need = need if need != NONE else day_of(schedule.start, need_task[row])
        mine = tuple(parts.get(row, ()))
        stands = [one.installed for one in mine if one.installed != NONE and not one.is_ready]
        ready = day_of(schedule.finish, ready_task[row])
        ready = max([ready, *stands], default=NONE)
        state_of = EnvironmentState(table.texts["state"][row] or "planned")
        found.append(EnvironmentLine(row, row_id, state_of, need, ready, mine))
    return found


def services(state: State) -> list[ServiceLine]:
    """Every service that is handed over, in the order of its table."""
    tables = state.inputs.tables
    table, error, step = tables["service_transition"], tables["known_error"], tables["installation_step"]
    steps = _parts(state, "transition_id", "service_transition")
    errors: dict[int, list[int]] = {}
    for row, owner in enumerate(error.rows_of("transition_id", table.row).tolist()):
        if error.texts["state"][row] != KnownErrorState.MENDED:
            errors.setdefault(owner, []).append(row)
    task = table.rows_of("task_id", state.outline.row).tolist()
    return [
        ServiceLine(
            row,
            row_id,
            TransitionState(table.texts["state"][row] or "planned"),
            day_of(state.schedule.finish, task[row]),
            tuple(steps.get(row, ())),
            _done(step.texts["state"], steps.get(row, ())),
            tuple(errors.get(row, ())),
        )
        for row, row_id in enumerate(table.ids)
    ]
