"""What a Gantt summary draws: rows with phases and milestones, in plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class GanttBar:
    """A phase or task; done: until when its work is done; baseline: its start and finish as agreed."""

    start: datetime
    finish: datetime
    label: str = ""
    critical: bool = False
    done: datetime | None = None
    baseline: tuple[datetime, datetime] | None = None


@dataclass(frozen=True, slots=True)
class GanttMilestone:
    """A milestone; a met one has a tick; baseline: when it was agreed."""

    at: datetime
    label: str = ""
    critical: bool = False
    met: bool = False
    baseline: datetime | None = None


@dataclass(frozen=True, slots=True)
class GanttRow:
    """hue: the component project's colour at the left edge; level: how far the name is indented."""

    name: str
    bars: Sequence[GanttBar] = ()
    milestones: Sequence[GanttMilestone] = ()
    hue: str | None = None
    level: int = 0

    def instants(self) -> list[datetime]:
        """All that is drawn in the row."""
        found = [at for bar in self.bars for at in (bar.start, bar.finish, *(bar.baseline or ()))]
        for milestone in self.milestones:
            found += [milestone.at, milestone.baseline or milestone.at]
        return found


@dataclass(frozen=True, slots=True)
class GanttData:
    """All rows; without first and last everything that is there is shown."""

    rows: Sequence[GanttRow]
    status_date: date | None = None
    first: date | None = None
    last: date | None = None

    def days(self) -> tuple[date, date] | None:
        """The first and last day that are drawn, None where there is nothing.

        The status date is one of them unless it lies far off.
        """
        instants = [at for row in self.rows for at in row.instants()]
        if not instants:
            return None
        first, last = self.first or min(instants).date(), self.last or max(instants).date()
        if self.status_date and not (self.first or self.last):
            near = timedelta(days=max((last - first).days // 10, 7))
            if first - near <= self.status_date <= last + near:
                first, last = min(first, self.status_date), max(last, self.status_date)
        return first, last
