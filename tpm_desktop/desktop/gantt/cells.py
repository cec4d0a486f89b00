"""What stands in the cells of the Gantt's table, asked of the plan and shown by the program's formats."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.formats import Formats
from tpm_desktop.model.resources import ResourceKind
from tpm_desktop.plan import State, instant
from tpm_desktop.plan.baselines import Baselined
from tpm_desktop.plan.figures import duration_done
from tpm_desktop.planning.columns import NONE, WHOLE
from tpm_desktop.sieve import PlanRows

from .baseline_cells import BASELINE_CELLS
from .field_cells import field_text, typed_field


class Cells:
    """The texts of one state of the plan, made when they are first looked at and then kept."""

    def __init__(
        self, state: State, formats: Formats, before: Cells | None = None, rows: PlanRows | None = None
    ) -> None:
        """Args: before: of the state before, whose durations are not said anew; rows: the same state's rows,
        for the columns that are declared fields and nothing more.
        """
        self.state = state
        self.formats = formats
        self._rows = rows
        same = before is not None and before.formats is formats
        self._lengths: dict[tuple[int, bool, bool, bool], str] = before._lengths if before and same else {}
        self._texts: dict[tuple[int, str], str] = {}
        self._links = state.inputs.tables["link"]
        self._baselines: dict[int, Baselined] = {}

    def baseline(self, number: int | None) -> Baselined:
        """A baseline by its number; None is the one that the program compares with."""
        if number is None:
            return self.state.baseline
        if number not in self._baselines:
            self._baselines[number] = self.state.baseline_of(number)
        return self._baselines[number]

    def text(self, row: int, key: str) -> str:
        """What stands in the cell of an outline row and a column."""
        found = self._texts.get((row, key))
        if found is None:
            found = self._texts[row, key] = self._said(row, key)
        return found

    def _said(self, row: int, key: str) -> str:
        if key in BASELINE_CELLS:
            return BASELINE_CELLS[key](self, row)
        own = getattr(self, f"_{key}", None)
        if own is not None:
            return str(own(row))
        return field_text(self._rows, self.formats, row, key) if self._rows else ""

    def typed(self, row: int, key: str) -> str:
        """What an editor of the cell begins with: exact where the cell is rounded."""
        if key in ("start", "finish"):
            if words := self.words(row, key):
                return words
            at = instant(int(getattr(self.state.schedule, key)[row]))
            return self.formats.moment(at, finish=key == "finish")
        if key == "done":
            return self.formats.share(int(self.state.done[row]))
        if key == "resources":
            return "; ".join(f"{name}[{units}]" if units else name for name, units in self._typed_units(row))
        worded = key in BASELINE_CELLS or hasattr(self, f"_{key}")
        if worded or self._rows is None:
            return self.text(row, key)
        return typed_field(self._rows, self.formats, row, key)

    def _typed_units(self, row: int) -> list[tuple[str, str]]:
        return [
            (name, units.replace("\N{NO-BREAK SPACE}", " ")) for name, units in self._assigned.get(row, ())
        ]

    def moment(self, minutes: int, *, finish: bool = False) -> str:
        """An instant in full, with its weekday and, where it isn't the usual one, its time."""
        return self.formats.moment(instant(minutes), finish=finish, weekday=True)

    def _number(self, row: int) -> str:
        return str(row + 1)

    def _wbs(self, row: int) -> str:
        return self.state.wbs[row]

    def _name(self, row: int) -> str:
        return self.state.names[row]

    def words(self, row: int, key: str) -> str:
        """What stands for a date or the duration of a manual task until it is known; empty where it is."""
        tasks, outline = self.state.inputs.tasks, self.state.outline
        if not tasks.manual[row] or outline.is_project[row]:
            return ""
        return self.state.inputs.tables["task"].texts[f"{key}_text"][outline.source[row]] or ""

    def _duration(self, row: int) -> str:
        return self.words(row, "duration") or self.length(row)

    def length(self, row: int) -> str:
        """The duration that is planned with."""
        minutes = int(self.state.schedule.duration[row])
        if self.state.summary[row]:
            return self._length(minutes, days=True)
        return self._length(minutes, elapsed=bool(self.state.inputs.tasks.elapsed[row]))

    def _length(self, minutes: int, *, elapsed: bool = False, days: bool = False, sign: bool = False) -> str:
        """A duration in words; with `days` rounded to tenths of a day."""
        key = (minutes, elapsed, days, sign)
        found = self._lengths.get(key)
        if found is None:
            unit = "d" if days else None
            found = self.formats.duration(minutes, elapsed=elapsed, unit=unit, sign=sign)
            self._lengths[key] = found
        return found

    def _start(self, row: int) -> str:
        return self.words(row, "start") or self._day(self.state.schedule.start, row)

    def _finish(self, row: int) -> str:
        return self.words(row, "finish") or self._day(self.state.schedule.finish, row)

    def _work(self, row: int) -> str:
        minutes = int(self.state.work.whole[row])
        return self.formats.duration(minutes, unit="h") if minutes else ""

    def _actual_duration(self, row: int) -> str:
        return self._part_of_length(row, duration_done(self.state, row))

    def _remaining_duration(self, row: int) -> str:
        left = int(self.state.schedule.duration[row]) - duration_done(self.state, row)
        return self._part_of_length(row, left)

    def _part_of_length(self, row: int, minutes: int) -> str:
        elapsed = bool(self.state.inputs.tasks.elapsed[row])
        return self._length(minutes, elapsed=elapsed, days=bool(self.state.summary[row]))

    def _done(self, row: int) -> str:
        return self.formats.share(int(self.state.done[row]), digits=0)

    def _slack(self, row: int) -> str:
        elapsed = bool(self.state.inputs.tasks.elapsed[row])
        return self._length(int(self.state.schedule.total_slack[row]), elapsed=elapsed, days=True)

    def _predecessors(self, row: int) -> str:
        return "; ".join(self._predecessor(link) for link in self.links_to(row))

    def _predecessor(self, link: int) -> str:
        number = int(self.state.inputs.links.predecessor[link]) + 1
        texts, lag = self._links.texts, int(self._links.numbers["lag"][link])
        how = self.formats.link(texts["type"][link] or "fs", lag, texts["lag_unit"][link] or "working")
        return str(number) if how == "FS" else f"{number}{how}"

    def _resources(self, row: int) -> str:
        return ", ".join(f"{name} {units}".strip() for name, units in self._assigned.get(row, ()))

    def _people(self, row: int) -> str:
        """Who or what, without how much of it: the label of a bar."""
        return ", ".join(name for name, _ in self._assigned.get(row, ()))

    def _cost(self, row: int) -> str:
        return self.formats.money(int(self.state.money.costs.task[row]), whole=True, dash=True)

    def _day(self, minutes: NDArray[np.int64], row: int) -> str:
        return self.formats.date(instant(int(minutes[row])))

    def links_to(self, row: int) -> list[int]:
        """Rows of the links that a task waits by, in the order of their making."""
        order, ends = self._by_successor
        low, high = np.searchsorted(ends, [row, row + 1])
        return sorted(order[low:high].tolist())

    @cached_property
    def _by_successor(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        order = np.argsort(self.state.inputs.links.successor, kind="stable")
        return order, self.state.inputs.links.successor[order]

    @cached_property
    def _assigned(self) -> dict[int, list[tuple[str, str]]]:
        """Resources on each row: the name, and of people the units where these aren't all of them."""
        assignment, resource = self.state.inputs.tables["assignment"], self.state.inputs.tables["resource"]
        found: dict[int, list[tuple[str, str]]] = {}
        tasks, names = self.state.outline.row, resource.texts["name"]
        ends = zip(assignment.texts["task_id"], assignment.texts["resource_id"], strict=True)
        for n, (task_id, resource_id) in enumerate(ends):
            who = resource.row.get(resource_id or "", -1)
            row = tasks.get(task_id or "", -1)
            if who < 0 or row < 0:
                continue
            units = int(assignment.numbers["units"][n])
            part = resource.texts["kind"][who] == ResourceKind.WORK and units != WHOLE
            found.setdefault(row, []).append((names[who] or "", self.formats.share(units) if part else ""))
        return found

    def deadline_missed(self, row: int) -> bool:
        """Whether a task finishes after its deadline."""
        deadline = int(self.state.inputs.tasks.deadline[row])
        return deadline != NONE and int(self.state.schedule.finish[row]) > deadline
