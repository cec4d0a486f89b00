"""What stands in the cells of the round, asked of the plan and shown by the program's formats."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.session import Session
from tpm_desktop.formats import Formats
from tpm_desktop.plan import State, instant
from tpm_desktop.plan.figures import duration_done
from tpm_desktop.plan.last_round import LastRound
from tpm_desktop.plan.progress_round import Round, Since, answers_the_same, since, who_answers

translate = QCoreApplication.translate


class Column(IntEnum):
    """The columns of the round, from left to right."""

    TASK = 0
    PROJECT = 1
    WHO = 2
    START = 3
    FINISH = 4
    DONE = 5
    LEFT = 6
    SINCE = 7


class RoundCells:
    """The texts of one state of the plan, by outline row.

    changed: the rows that may read otherwise than in the state before, None where that may be all.
    """

    def __init__(
        self,
        session: Session,
        state: State,
        found: Round,
        last: LastRound | None,
        before: RoundCells | None = None,
    ) -> None:
        """Args: before: of the state before, whose people are taken over where nobody else answers now."""
        self._formats: Formats = session.formats
        self._names = session.names
        self.state, self.round, self.last = state, found, last
        same = before is not None and answers_the_same(state, before.state)
        self.who: dict[int, list[str]] = before.who if before is not None and same else who_answers(state)
        self.changed: list[int] | None = None if before is None else self._changed(before)
        said = {} if before is None or self.changed is None else before._said
        changed = set(self.changed or ())
        self._said: dict[tuple[int, Column], str] = {
            key: text for key, text in said.items() if key[0] not in changed
        }

    def text(self, row: int, column: Column) -> str:
        """What stands in a cell."""
        key = (row, column)
        if key not in self._said:
            self._said[key] = getattr(self, f"_{column.name.lower()}")(row)
        return self._said[key]

    def _worded(self) -> list[int]:
        """What texts are made of besides progress and dates: the same as long as it is the very same."""
        people = self.state.inputs.tables["resource"].texts["name"]
        parts = (self._formats, self.state.outline, self.state.names, self.last, self.who, people)
        return [id(part) for part in parts]

    def told(self, row: int) -> bool:
        """Whether a task got its update in this round."""
        return self.round.told is not None and bool(self.round.told[row])

    def counts(self, rows: list[int]) -> tuple[int, int]:
        """How many of some tasks still ask for their update, and how many there are."""
        told = 0 if self.round.told is None else int(self.round.told[rows].sum())
        return len(rows) - told, len(rows)

    def lists_the_same(self, before: RoundCells) -> bool:
        """Whether the same tasks stand in the same places as before."""
        due, was = self.round.due, before.round.due
        same = self.state.outline is before.state.outline
        return same and all(np.array_equal(rows, was[group]) for group, rows in due.items())

    def _changed(self, before: RoundCells) -> list[int] | None:
        told, was = self.round.told, before.round.told
        if told is None or was is None or self._worded() != before._worded():
            return None
        differs = (told != was) | (self.state.done != before.state.done)
        for name in ("start", "finish", "duration"):
            for now, then in ((self.round.schedule, before.round.schedule),
                              (self.state.schedule, before.state.schedule)):  # fmt: skip
                differs |= getattr(now, name) != getattr(then, name)
        for name in ("stop", "elapsed"):
            differs |= getattr(self.state.inputs.tasks, name) != getattr(before.state.inputs.tasks, name)
        return [int(row) for row in np.flatnonzero(differs)]

    def since(self, row: int) -> Since | None:
        """What became of a task since the last round; None where that isn't known."""
        return since(self.state, self.last, row) if self.last is not None else None

    def project(self, row: int) -> str:
        """The id of the component project."""
        return self.state.outline.ids[int(self.state.outline.project[row])]

    def _task(self, row: int) -> str:
        return self.state.names[row]

    def _project(self, row: int) -> str:
        return self.state.names[int(self.state.outline.project[row])]

    def _who(self, row: int) -> str:
        return ", ".join(self._names.name("resource", who) for who in self.who.get(row, ()))

    def _start(self, row: int) -> str:
        return self._formats.date(instant(int(self.round.schedule.start[row])))

    def _finish(self, row: int) -> str:
        return self._formats.date(instant(int(self.round.schedule.finish[row])))

    def _done(self, row: int) -> str:
        return self._formats.share(int(self.state.done[row]), digits=0)

    def _left(self, row: int) -> str:
        left = int(self.state.schedule.duration[row]) - duration_done(self.state, row)
        return self._formats.duration(left, elapsed=bool(self.state.inputs.tasks.elapsed[row]))

    def _since(self, row: int) -> str:
        """How far the finish moved, else the start, and how much more is done."""
        found = self.since(row)
        if found is None:
            return ""
        if found.new:
            return translate("Progress", "new")
        said = []
        if found.finish:
            later = self._formats.duration(found.finish, unit="d", sign=True)
            said.append(translate("Progress", "finish {}").format(later))
        elif found.start:
            later = self._formats.duration(found.start, unit="d", sign=True)
            said.append(translate("Progress", "start {}").format(later))
        before, now = found.done
        if before != now:
            whole = self._formats.share(now, digits=0)
            said.append(f"{self._formats.integer(before // 100)} → {whole}")
        return " · ".join(said)
