"""Which part of the plan's cost stands against which line of a round of estimates.

Each part stands against one line at most: that of its task, else of the nearest task above, else of its cost
account, its component project or the program; of two such lines the one of the part's kind, else the first.
What stands against no line is told beside, so that lines and rest always make up the cost of the plan.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tpm_desktop.model.estimates import EstimateLine

from .cost_parts import KINDS, CostParts, Rows
from .state import State


class Claims:
    """Of the parts that a round is about. of_round: which parts those are."""

    def __init__(self, state: State, project_id: str | None, parts: CostParts) -> None:
        """Args: project_id: what the round is about, None for the whole program."""
        self._state, self._parts = state, parts
        self._by_row = np.argsort(parts.row, kind="stable")
        self._rows = parts.row[self._by_row]
        self._by_place = np.argsort(parts.place, kind="stable")
        self._places = parts.place[self._by_place]
        self.of_round: Rows = np.sort(self._of_rows(project_id))
        self._within = np.zeros(len(parts.row), np.bool_)
        self._within[self.of_round] = True

    def by(self, lines: Sequence[EstimateLine]) -> Rows:
        """Shape (k,): the line that each part stands against, -1 for none."""
        whose = np.full(len(self._parts.row), -1, np.intp)
        known = set()
        for n in sorted(range(len(lines)), key=lambda n: self._nearness(lines[n])):
            line = lines[n]
            about = (*self._scope(line), line.kind)
            if about in known:
                continue  # the first of those alike has taken all
            known.add(about)
            free = self._about(line)
            free = free[self._within[free] & (whose[free] < 0)]
            if line.kind is not None:
                free = free[self._parts.kind[free] == KINDS.index(line.kind)]
            whose[free] = n
        return whose

    def _scope(self, line: EstimateLine) -> tuple[str, str | None]:
        """What a line is about: a task, an account, a project, or the program."""
        if line.task_id in self._state.outline.row:
            return "task", line.task_id
        if line.account_id in self._state.money.account_row:
            return "account", line.account_id
        return (
            ("project", line.project_id) if line.project_id in self._state.outline.row else ("program", None)
        )

    def _nearness(self, line: EstimateLine) -> tuple[int, int, int]:
        """Nearer lines first: of tasks the deepest, then of an account, of a project, of the program."""
        scope, row_id = self._scope(line)
        outline, kindless = self._state.outline, int(line.kind is None)
        if scope == "task":
            return 0, -int(outline.level[outline.row[str(row_id)]]), kindless
        return ("account", "project", "program").index(scope) + 1, 0, kindless

    def _about(self, line: EstimateLine) -> Rows:
        scope, row_id = self._scope(line)
        if scope != "account":
            return self._of_rows(row_id)
        place = self._state.money.account_row[str(row_id)]
        first, last = np.searchsorted(self._places, [place, place + 1])
        return self._by_place[first:last]

    def _of_rows(self, row_id: str | None) -> Rows:
        """The parts of a task or project with all below it; all of them for none."""
        outline = self._state.outline
        row = outline.row.get(row_id or "")
        if row is None:
            return self._by_row
        first, last = np.searchsorted(self._rows, [row, int(outline.last[row]) + 1])
        return self._by_row[first:last]
