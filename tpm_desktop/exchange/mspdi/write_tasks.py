"""Tasks in their outline with their links and baselines; component projects are top-level summary tasks."""

from __future__ import annotations

from tpm_desktop.model.schedule import LagUnit

from . import codes, values
from .contents import Contents, grouped
from .elements import Document, Parts, shortened
from .numbering import numbered
from .schema import TASK
from .task_parts import TaskParts

_PROGRAM = 0  # number of the project summary task
_PER_CENT = 100
_TENTHS = 10


class TaskBook:
    """The tasks of a program with their numbers in the document."""

    def __init__(self, contents: Contents, parts: TaskParts) -> None:
        self._contents = contents
        self._parts = parts
        self._outline = parts.state.outline
        self._links = grouped(contents.links, "successor_id")
        self._kept = grouped(contents.kept, "task_id")
        self._baselines = {baseline.id: baseline.number for baseline in contents.baselines}
        self.numbers = numbered(contents.tasks.values(), contents.projects.values())

    def write(self, document: Document) -> None:
        """Add the project summary task and all others in outline order."""
        with document.inside("Task"):
            document.put_ordered(TASK, self._summary())
        left_out = self._contents.whole.id if self._contents.whole else None
        rows = [row for row, row_id in enumerate(self._outline.ids) if row_id != left_out]
        for position, row in enumerate(rows, 1):
            row_id = self._outline.ids[row]
            if row_id in self._contents.projects:
                own = self._parts.of_project(row, self._contents.projects[row_id])
            else:
                own = self._parts.of_task(row, self._contents.tasks[row_id])
            place = {"UID": self.numbers[row_id], "ID": position, **self._place(row)}
            with document.inside("Task"):
                document.put_ordered(TASK, {**own, **place})
                self._write_links(document, row_id)
                self._write_baselines(document, row_id)

    def _summary(self) -> Parts:
        return {
            "UID": _PROGRAM,
            "ID": 0,
            "Name": shortened(self._contents.program.name),
            "Type": 1,
            "IsNull": False,
            "WBS": "0",
            "OutlineNumber": "0",
            "OutlineLevel": 0,
            "Summary": True,
            "Notes": self._contents.whole.notes if self._contents.whole else None,
        }

    def _place(self, row: int) -> Parts:
        """Where a task stands; a lone project that is written is the first of the numbers below it."""
        number, level = self._outline.number[row], int(self._outline.level[row])
        if self._contents.whole is None:
            level += 1
            if len(self._contents.projects) == 1:
                number = "1" if self._outline.is_project[row] else f"1.{number}"
        task = self._contents.tasks.get(self._outline.ids[row])
        return {"WBS": (task.wbs if task else None) or number, "OutlineNumber": number, "OutlineLevel": level}

    def _write_links(self, document: Document, task_id: str) -> None:
        for link in self._links.get(task_id, ()):
            by_share = link.lag_unit in (LagUnit.PERCENT, LagUnit.ELAPSED_PERCENT)
            document.add(
                "PredecessorLink",
                PredecessorUID=self.numbers[link.predecessor_id],
                Type=codes.number_of(codes.LINK_TYPES, link.type),
                CrossProject=False,
                LinkLag=round(link.lag / _PER_CENT) if by_share else link.lag * _TENTHS,
                LagFormat=codes.LAG_FORMATS[link.lag_unit],
            )

    def _write_baselines(self, document: Document, task_id: str) -> None:
        kept = self._kept.get(task_id, [])
        for held in sorted(kept, key=lambda row: self._baselines[row.baseline_id]):
            document.add(
                "Baseline",
                Number=self._baselines[held.baseline_id],
                Start=held.start,
                Finish=held.finish,
                Duration=None if held.duration is None else values.print_duration(held.duration),
                DurationFormat=None if held.duration is None else codes.DAYS,
                Work=None if held.work is None else values.print_duration(held.work),
                Cost=None if held.cost is None else self._parts.cost(held.cost),
            )
