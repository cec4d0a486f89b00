"""The one plan of an open file, kept current by its transactions, asked by every view, page and command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from tpm_desktop.file.changes import Changes
from tpm_desktop.file.edit import Edit
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.sent_note import in_all
from tpm_desktop.planning.columns import NONE

from .delta import Delta
from .exceptions import note_exceptions
from .inputs import TABLES, Inputs
from .package_dates import note_package_dates
from .state import State

Listener = Callable[[Changes, Delta], None]
_EPOCH = datetime(1970, 1, 1)


class Plan:
    """Dates, slack, costs and sums of one open file.

    `state` is what holds now, a new object after every edit that touches the plan. An edit that can't be
    scheduled is refused before it is kept. `listeners` are told of every edit and of what it moved.
    `is_behind` says that another connection kept an edit that was not taken up yet.
    """

    def __init__(self, file: ProgramFile) -> None:
        """Raises: `EditError` where the file holds what can't be scheduled."""
        self.file = file
        self._candidate: State | None = None
        self.is_behind = False
        self.state = State(Inputs.read(file))
        self.state.money  # noqa: B018  amounts that can't be counted are told now, not by the first view
        self.listeners: list[Listener] = []
        file.guards.append(self._consider)
        file.riders.append(self._note_exceptions)
        file.riders.append(self._note_package_dates)
        file.listeners.append(self._adopt)

    def _consider(self, changes: Changes) -> None:
        self._candidate = None
        if any(changes.of(table) for table in TABLES):
            inputs = Inputs.read(self.file) if self.is_behind else self.state.inputs.after(changes)
            self._candidate = State(inputs, self.state)
            self._candidate.money  # noqa: B018  sums that can't be counted refuse the edit as well

    def _note_exceptions(self, edit: Edit) -> bool:
        """Raise and end exceptions as the candidate asks; not in a copy that holds just part of it."""
        if self._candidate is None or (self.file.sent and not in_all(self.file.sent).complete):
            return False
        return note_exceptions(edit, self._candidate)

    def _note_package_dates(self, edit: Edit) -> bool:
        """Enter when packages reach the states that an edit takes them to."""
        return self._candidate is not None and note_package_dates(edit, self.state, self._candidate)

    def take_up(self, changes: Changes, *, is_newest: bool) -> None:
        """Tell all who listen of an edit that another connection kept; it was asked there whether it can be.

        Args: is_newest: whether the file was not edited since; else the plan is read from it as it is now.
        """
        self.is_behind = False
        if is_newest:
            self._consider(changes)
        else:
            self._candidate = State(Inputs.read(self.file))
        self.file.tell(changes)

    def _adopt(self, changes: Changes) -> None:
        before, self.state = self.state, self._candidate or self.state
        self._candidate = None
        delta = Delta.between(before, self.state)
        for listener in self.listeners:
            listener(changes, delta)

    def row(self, row_id: str) -> int | None:
        """The outline row of a task or component project."""
        return self.state.outline.row.get(row_id)

    def name(self, row_id: str) -> str:
        """What people call a task or component project; empty for one that is gone."""
        row = self.row(row_id)
        return "" if row is None else self.state.names[row]

    def start(self, row_id: str) -> datetime | None:
        """When a task or component project starts."""
        return instant(int(self.state.schedule.start[self.state.outline.row[row_id]]))

    def finish(self, row_id: str) -> datetime | None:
        """When a task or component project finishes."""
        return instant(int(self.state.schedule.finish[self.state.outline.row[row_id]]))


def instant(minutes: int) -> datetime | None:
    """The engine's minutes as a wall-clock time, None for none."""
    return None if minutes == NONE else _EPOCH + timedelta(minutes=minutes)


def minutes(moment: datetime | None) -> int:
    """A wall-clock time as the engine's minutes, `NONE` for none."""
    return NONE if moment is None else int((moment - _EPOCH).total_seconds()) // 60
