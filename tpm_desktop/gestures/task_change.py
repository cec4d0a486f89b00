"""One edit of one task while its rules are applied: what was asked, and what is to be set so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from tpm_desktop.model.schedule import Task
from tpm_desktop.plan import OpenProgram, instant, minutes
from tpm_desktop.plan.figures import duration_done
from tpm_desktop.planning.clocks import Clocks
from tpm_desktop.planning.splits import WHOLE_TASK
from tpm_desktop.planning.worktime import Calendar

from .crew import WHOLE

PER_CENT = WHOLE // 100


@dataclass
class TaskChange:
    """asked: fields and figures as they were entered; own: fields of the task to set.

    past: minutes of the duration that are done after the edit, where it says so more exactly than the share.
    """

    program: OpenProgram
    task: Task
    row: int
    asked: Mapping[str, Any]
    own: dict[str, Any] = field(default_factory=dict)
    past: int | None = None

    def value(self, name: str) -> Any:
        """A field as it will be."""
        return self.own[name] if name in self.own else getattr(self.task, name)

    def whole(self, name: str) -> int | None:
        """A number that was asked for; what is no whole number is left to the check of its column."""
        value = self.asked.get(name)
        return value if isinstance(value, int) else None

    def date(self, name: str) -> datetime | None:
        """An instant as it will be."""
        value = self.value(name)
        return value if isinstance(value, datetime) else None

    @property
    def duration(self) -> int:
        """Minutes, as it will be."""
        value = self.value("duration")
        return value if isinstance(value, int) else self.task.duration

    @property
    def start(self) -> datetime:
        """The actual start, else where the plan has it."""
        found = self.date("actual_start") or self.program.plan.start(self.task.id)
        assert found is not None
        return found

    @cached_property
    def _clocks(self) -> Clocks:
        return self.program.plan.state.scenario.clocks_of(self.row)

    @property
    def clock(self) -> Calendar:
        """The working time that its duration counts."""
        return self._clocks.task[0]

    def done(self) -> int:
        """Minutes of the duration that were done before the edit."""
        return duration_done(self.program.plan.state, self.row)

    def finish_after(self, start: datetime, duration: int) -> datetime:
        """When so many minutes that begin then are over, with the breaks of a split task."""
        span = self._clocks.span(0, duration)
        found = instant(self.clock.finish_after(minutes(start), span)) if duration else start
        assert found is not None
        return found

    def start_before(self, finish: datetime, duration: int) -> datetime:
        """When so many minutes must begin to be over by then, with the breaks of a split task."""
        found = instant(self.clock.start_after(minutes(finish), -self._clocks.span(0, duration)))
        assert found is not None
        return found

    def between(self, start: datetime, finish: datetime) -> int:
        """Minutes of work from its start to another instant, without the breaks of a split task."""
        span = self.clock.between(minutes(start), minutes(finish))
        return self._clocks.breaks.get(0, WHOLE_TASK).worked(span)

    def lasting(self, start: datetime, finish: datetime) -> int:
        """The duration that its dates make; outside all working time it stays what it was."""
        return self.between(start, finish) or (self.duration if start < finish else 0)


def share_done(done: int, duration: int) -> int:
    """How much of a task under way is done: hundredths of a per cent, but whole per cents, as people say it.

    Neither nothing nor all of it. The instant up to which work is done is kept beside it and stays exact.
    """
    return min(max(done * 100 // max(duration, 1), 1), 99) * PER_CENT
