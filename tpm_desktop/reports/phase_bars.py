"""The bar of a phase: from when to when, how far it is done, and where the baseline had it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tpm_desktop.plan import instant
from tpm_desktop.planning.columns import NONE, WHOLE

from .source import Source


@dataclass(frozen=True, slots=True)
class PhaseBar:
    """A phase or task; done: until when its work is done; baseline: its start and finish as agreed."""

    start: datetime
    finish: datetime
    label: str = ""
    critical: bool = False
    done: datetime | None = None
    baseline: tuple[datetime, datetime] | None = None

    def instants(self) -> tuple[datetime, ...]:
        """All that is drawn of it."""
        return self.start, self.finish, *(self.baseline or ())


def phase_bar(source: Source, row: int) -> PhaseBar:
    """The bar of a row that has dates."""
    state = source.state
    start, finish = (_known(int(side[row])) for side in (state.schedule.start, state.schedule.finish))
    agreed = int(state.baseline.start[row]), int(state.baseline.finish[row])
    return PhaseBar(
        start=start,
        finish=finish,
        label=state.names[row],
        critical=bool(state.schedule.critical[row]),
        done=_done_until(source, row),
        baseline=None if NONE in agreed else (_known(agreed[0]), _known(agreed[1])),
    )


def _done_until(source: Source, row: int) -> datetime | None:
    """Up to where the bar is done: the share of its working time on the program's calendar."""
    state, share = source.state, int(source.state.done[row])
    if not share:
        return None
    start, finish = int(state.schedule.start[row]), int(state.schedule.finish[row])
    calendar = state.inputs.calendars[state.inputs.options.calendar]
    return instant(calendar.finish_after(start, calendar.between(start, finish) * share // WHOLE))


def _known(minutes: int) -> datetime:
    found = instant(minutes)
    assert found is not None
    return found
