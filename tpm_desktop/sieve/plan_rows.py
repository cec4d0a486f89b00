"""The plan's rows, tasks and component projects, as conditions ask them: stored fields and what follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Column, Kind
from tpm_desktop.plan import State
from tpm_desktop.plan.figures import duration_done
from tpm_desktop.planning.columns import NONE

from .arranging import Outlined
from .fields import DAY, SEVERAL, Field, Numbers, Subject, added_at
from .grouping import Total
from .stored import StoredColumns

Names = Callable[[str], Mapping[str, str]]  # table -> the name of every row by id


def _follows() -> dict[str, Field]:
    """What the plan knows of a row besides its stored fields, by name, in the order of a chooser."""
    money, time, text, flag = Kind.MONEY, Kind.INSTANT, Kind.TEXT, Kind.FLAG
    length, number = Kind.DURATION, Kind.NUMBER
    made = [
        Field("number", Column("Row", number), ("#",)),
        Field("wbs", Column("WBS code", Kind.CODE), ("WBS",)),
        Field("level", Column("Outline level", number), ("level",)),
        Field("start", Column("Start", time)),
        Field("finish", Column("Finish", time, day_end=True)),
        Field("early_start", Column("Early start", time)),
        Field("early_finish", Column("Early finish", time, day_end=True)),
        Field("late_start", Column("Late start", time)),
        Field("late_finish", Column("Late finish", time, day_end=True)),
        Field("total_slack", Column("Total slack", length), ("slack", "total float", "float")),
        Field("free_slack", Column("Free slack", length), ("free float",)),
        Field("critical", Column("Critical", flag)),
        Field("near_critical", Column("Near-critical", flag), ("near critical",)),
        Field("summary", Column("Summary", flag)),
        Field("resources", Column("Resources", text), ("people", "resource", "assigned to")),
        Field("predecessors", Column("Predecessors", number), ("predecessor count",)),
        Field("successors", Column("Successors", number), ("successor count",)),
        Field("cost", Column("Cost", money)),
        Field("actual_cost", Column("Actual cost", money)),
        Field("baseline_start", Column("Baseline start", time)),
        Field("baseline_finish", Column("Baseline finish", time, day_end=True)),
        Field("baseline_duration", Column("Baseline duration", length)),
        Field("baseline_work", Column("Baseline work", length)),
        Field("baseline_cost", Column("Baseline cost", money)),
        Field("start_variance", Column("Start variance", length)),
        Field("finish_variance", Column("Finish variance", length)),
        Field("duration_variance", Column("Duration variance", length)),
        Field("work_variance", Column("Work variance", length)),
        Field("cost_variance", Column("Cost variance", money)),
        Field("added", Column("Added", time)),
        Field("changed", Column("Changed", time)),
        Field("status_date", Column("Status date", time, day_end=True), ("status",)),
        Field("last_pack", Column("Last pack issued", time), ("last pack",)),
    ]
    return {field.name: field for field in made}


def _fields() -> dict[str, Field]:
    about, follows = entry("task"), _follows()
    found = {name: Field(name, column) for name, column in about.enterable.items() if column.shown}
    return {"name": Field("name", about.fields["name"], ("name",)), **found, **follows} | {
        "name": Field("name", about.fields["name"], ("name",)),
        "percent_complete": Field("percent_complete", about.fields["percent_complete"], ("% complete",)),
        "project_id": Field("project_id", about.fields["project_id"], ("project",)),
    }


FIELDS = _fields()
_ADD_UP = ("work", "actual_work", "remaining_work", "baseline_work", "work_variance")
TOTALS: dict[str, Total] = {
    **dict.fromkeys(_ADD_UP, Total.SUM),
    **{name: Total.SUM for name, field in FIELDS.items() if field.kind is Kind.MONEY},
    **dict.fromkeys(("start", "actual_start", "baseline_start"), Total.FIRST),
    **dict.fromkeys(("finish", "actual_finish", "baseline_finish"), Total.LAST),
}
"""What the rows of a group come to."""


class PlanRows(Subject):
    """By outline row, of one state of the plan."""

    fields = FIELDS
    usual = (
        "name", "start", "finish", "duration", "total_slack", "critical", "percent_complete", "owner_id",
        "resources", "project_id", "cost", "finish_variance", "priority",
    )  # fmt: skip

    def __init__(self, state: State, names: Names, changed: Callable[[], Mapping[str, int]]) -> None:
        """Args: names: of the rows of a table; changed: when rows were last edited, minutes by id."""
        super().__init__()
        self.state, self._names, self._changed = state, names, changed
        self._task = StoredColumns(state.inputs.tables["task"], names)

    def __len__(self) -> int:
        return len(self.state.outline)

    @property
    def outlined(self) -> Outlined:
        """Where the rows lie in each other."""
        return Outlined(self.state.outline.parent, ~self.state.summary)

    def read_numbers(self, name: str) -> Numbers:
        made = self._made.get(name)
        if made is not None:
            return np.asarray(made()).astype(np.int64)
        return self._of_tasks(self._task.numbers(self.fields[name]))

    @cached_property
    def _made(self) -> dict[str, Callable[[], ArrayLike]]:
        """What the plan knows, by field; made when it is asked for."""
        state, schedule, n = self.state, self.state.schedule, len(self)
        links = state.inputs.links
        return {
            "start": lambda: schedule.start,
            "finish": lambda: schedule.finish,
            "early_start": lambda: schedule.early_start,
            "early_finish": lambda: schedule.early_finish,
            "late_start": lambda: schedule.late_start,
            "late_finish": lambda: schedule.late_finish,
            "total_slack": lambda: schedule.total_slack,
            "free_slack": lambda: schedule.free_slack,
            "critical": lambda: schedule.critical,
            "duration": lambda: schedule.duration,
            "number": lambda: np.arange(1, n + 1),
            "level": lambda: state.outline.level,
            "summary": lambda: state.summary,
            "milestone": lambda: state.milestone,
            "near_critical": lambda: state.near_critical,
            "percent_complete": lambda: state.done,
            "active": lambda: state.inputs.tasks.active,
            "predecessors": lambda: np.bincount(links.successor, minlength=n),
            "successors": lambda: np.bincount(links.predecessor, minlength=n),
            "work": lambda: state.work.whole,
            "actual_work": lambda: state.work.done,
            "remaining_work": lambda: state.work.whole - state.work.done,
            "actual_duration": lambda: [duration_done(state, row) for row in range(n)],
            "remaining_duration": lambda: schedule.duration - self.numbers("actual_duration"),
            "cost": lambda: state.money.costs.task,
            "actual_cost": lambda: state.money.costs.task_actual,
            "baseline_start": lambda: state.baseline.start,
            "baseline_finish": lambda: state.baseline.finish,
            "baseline_duration": lambda: state.baseline.duration,
            "baseline_work": lambda: state.baseline.work,
            "baseline_cost": lambda: state.baseline.cost,
            "start_variance": lambda: state.variances.start,
            "finish_variance": lambda: state.variances.finish,
            "duration_variance": lambda: state.variances.duration,
            "work_variance": lambda: state.variances.work,
            "cost_variance": lambda: state.variances.cost,
            "added": lambda: added_at(state.outline.ids),
            "changed": lambda: [self._last_edits.get(row_id, NONE) for row_id in state.outline.ids],
            "status_date": self._status_date,
            "last_pack": lambda: np.full(n, state.inputs.tables["program"].numbers["last_pack"][0]),
        }

    @cached_property
    def _last_edits(self) -> Mapping[str, int]:
        return self._changed()

    def _status_date(self) -> Numbers:
        """The program's, the end of today while it has none."""
        at = int(self.state.inputs.options.status_date)
        if at == NONE:
            at = int(np.datetime64("today").astype("datetime64[m]").astype(np.int64)) + DAY
        return np.full(len(self), at, np.int64)

    def _of_tasks(self, values: Numbers) -> Numbers:
        """A column of the tasks by outline row; component projects have none."""
        outline = self.state.outline
        found = np.full(len(self), NONE, np.int64)
        tasks = ~outline.is_project
        found[tasks] = values[outline.source[tasks]]
        return found

    def read_texts(self, name: str) -> list[str]:
        state = self.state
        if name == "name":
            return state.names
        if name == "wbs":
            return state.wbs
        if name == "resources":
            return self._resources()
        if name == "project_id":
            return [state.names[row] for row in state.outline.project.tolist()]
        cells = self._task.texts(self.fields[name])
        pairs = zip(state.outline.is_project.tolist(), state.outline.source.tolist(), strict=True)
        return ["" if project else cells[source] for project, source in pairs]

    def _resources(self) -> list[str]:
        assignment, resource = self.state.inputs.tables["assignment"], self.state.inputs.tables["resource"]
        tasks = assignment.rows_of("task_id", self.state.outline.row).tolist()
        people = assignment.rows_of("resource_id", resource.row).tolist()
        names = resource.texts["name"]
        found = [""] * len(self)
        for row, who in zip(tasks, people, strict=True):
            if row >= 0 and who >= 0:
                found[row] = f"{found[row]}{SEVERAL}{names[who]}" if found[row] else names[who] or ""
        return found

    def read_anywhere(self) -> list[str]:
        """Name, WBS code and the people on it."""
        parts = zip(self.texts("name"), self.texts("wbs"), self.texts("resources"), strict=True)
        return ["\n".join(part) for part in parts]
