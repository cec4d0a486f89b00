"""A task's duration with the units and work of its people: one of the three follows from the other two.

Source: Microsoft Project's table of task types. Fixed units: units -> duration, duration -> work, work ->
duration. Fixed duration: units -> work, duration -> work, work -> units. Fixed work: units -> duration,
duration -> units. Effort-driven tasks, and all of fixed work, keep their work when people come or go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tpm_desktop.model.schedule import TaskType

WHOLE = 10_000


def work_of(duration: int, units: int) -> int:
    """Minutes of work that units do in a duration, rounded half up."""
    return _share(duration, units, WHOLE)


@dataclass(slots=True)
class Part:
    """What one person does on a task. units: hundredths of a per cent; work, done, delay: minutes.

    At no units somebody is there as long as the task lasts and does nothing more.
    """

    units: int
    work: int
    done: int = 0
    delay: int = 0

    @property
    def span(self) -> int:
        """Minutes from the task's start to the end of the part."""
        lasts = self.work and self.units
        return self.delay + (max(_share(self.work, WHOLE, self.units), 1) if lasts else 0)


class Crew:
    """The parts of one task by their ids; each method makes one change and lets follow what follows.

    duration: minutes. Sums of work are kept to the minute; where nobody has units the duration stays.
    """

    def __init__(self, kind: TaskType, *, effort_driven: bool, duration: int, parts: dict[str, Part]) -> None:
        self.kind, self.parts, self.duration = kind, parts, duration
        self.keeps_work = effort_driven or kind is TaskType.FIXED_WORK

    @property
    def work(self) -> int:
        """Minutes of work of all parts."""
        return sum(part.work for part in self.parts.values())

    def set_duration(self, minutes: int) -> None:
        """Work follows, of fixed work the units. A part that ends before the task is stretched alike."""
        before, self.duration = self.duration, minutes
        fixed_work = self.kind is TaskType.FIXED_WORK
        for part in self.parts.values():
            if not part.units or (fixed_work and not part.work):
                continue
            whole = before == 0 or part.work == 0 or part.span + 1 >= before
            own = minutes - part.delay if whole else _share(part.span, minutes, before) - part.delay
            if fixed_work:
                part.units = _units(part.work, own) if own > 0 else part.units
            else:
                part.work = work_of(max(own, 0), part.units)
                part.done = min(part.done, part.work)

    def set_part(self, part_id: str, *, units: int | None = None, work: int | None = None) -> None:
        """New units or new work of one part, or both; then the duration follows, or of fixed duration the
        units.
        """
        part = self.parts[part_id]
        if units is not None and work is None and 0 in (units, part.units):
            part.work = max(work_of(max(self._own(part), 0), units), part.done)
            part.units = units
            self._settle([])
            return
        if units is not None and work is None and self.kind is TaskType.FIXED_DURATION:
            reaches = part.work == 0 or part.span + 1 >= self.duration
            work = work_of(self._own(part), units) if reaches else _share(part.work, units, part.units)
            part.units, part.work = units, work
            part.done = min(part.done, part.work)
            return
        part.units = part.units if units is None else units
        part.work = part.work if work is None else work
        part.done = min(part.done, part.work)
        self._settle([part])

    def set_work(self, minutes: int) -> None:
        """All work of the task, shared out as it was before, else by units."""
        shares = [part.work for part in self.parts.values()]
        if not any(shares):
            shares = [part.units for part in self.parts.values()]
        for part, work in zip(self.parts.values(), shared(minutes, shares), strict=True):
            part.work, part.done = work, min(part.done, work)
        self._settle()

    def set_remaining(self, minutes: int) -> None:
        """What is left to do, shared out as it was before, else by units; what is done stays."""
        shares = [part.work - part.done for part in self.parts.values()]
        if not any(shares):
            shares = [part.units for part in self.parts.values()]
        self._share_out(minutes, shares)

    def set_done(self, minutes: int) -> None:
        """What is done, shared out by the work; more than there is makes more work."""
        parts = list(self.parts.values())
        for part, done in zip(parts, shared(minutes, [p.work or p.units for p in parts]), strict=True):
            part.done, part.work = done, max(part.work, done)
        self._settle()

    def join(self, part_id: str, part: Part, *, work: int | None = None) -> None:
        """Somebody comes: with work of their own, with a share of what is left, or with what units do."""
        before = self.parts.copy()
        left = sum(other.work - other.done for other in before.values())
        self.parts[part_id] = part
        if work is not None:
            part.work = work
            self._settle([part])
        elif self.keeps_work and left:
            self._share_out(left, [other.units for other in self.parts.values()])
        else:
            part.work = work_of(max(self._own(part), 0), part.units)

    def leave(self, part_ids: Iterable[str]) -> None:
        """Somebody goes; where work is kept the others take over what they left undone."""
        left = sum(part.work - part.done for part in self.parts.values())
        for part_id in part_ids:
            del self.parts[part_id]
        if self.keeps_work and left and any(part.units for part in self.parts.values()):
            self._share_out(left, [part.units for part in self.parts.values()])
        elif self.parts and self.kind is not TaskType.FIXED_DURATION:
            self._settle()

    def _share_out(self, left: int, shares: Sequence[int]) -> None:
        for part, more in zip(self.parts.values(), shared(left, shares), strict=True):
            part.work = part.done + more
        self._settle()

    def _settle(self, changed: Iterable[Part] | None = None) -> None:
        """What follows from work and units: the duration, or of fixed duration the units."""
        for part in self.parts.values():
            if not part.units and part.work > part.done:
                part.units = _units(part.work, self._own(part))
        if self.kind is TaskType.FIXED_DURATION:
            for part in self.parts.values() if changed is None else changed:
                if self._own(part) > 0 and part.work:
                    part.units = _units(part.work, self._own(part))
        else:
            working = [part.span for part in self.parts.values() if part.units and part.work]
            self.duration = max(working, default=self.duration)

    def _own(self, part: Part) -> int:
        return self.duration - part.delay


def shared(whole: int, shares: Sequence[int]) -> list[int]:
    """A whole number in parts as large as the shares say, alike where they say nothing; no minute is lost."""
    shares = shares if any(shares) else [1] * len(shares)
    total, upto, found = sum(shares), 0, []
    for share in shares:
        found.append(whole * (upto + share) // total - whole * upto // total)
        upto += share
    return found


def _units(work: int, duration: int) -> int:
    """What it takes to do work in a duration; everything of somebody where there is none."""
    return max(_share(work, WHOLE, duration), 1) if duration > 0 else WHOLE


def _share(whole: int, part: int, of: int) -> int:
    """`whole` times part by `of`, rounded half up; nothing where there is nothing to divide by."""
    return (whole * part + of // 2) // of if of else 0
