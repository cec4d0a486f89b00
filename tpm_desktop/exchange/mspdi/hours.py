"""Working times of a day, from MSPDI's elements to the model's text and back."""

from __future__ import annotations

from . import values
from .item import Item

USUAL_HOURS = "08:00-12:00 13:00-17:00"

Shift = tuple[int, int]


def read_hours(item: Item, note: str, usual: str | None) -> str | None:
    """The working hours of a weekday or exception, empty for none.

    Args: note: what the day is called in notes; usual: for a working day that doesn't say when.
    """
    if not item.flag("DayWorking"):
        return ""
    shifts = []
    for time in item.below("WorkingTimes", "WorkingTime"):
        start, finish = time.clock("FromTime"), time.clock("ToTime")
        if start is not None and finish is not None:
            shifts.append((start % values.MINUTES_A_DAY, finish or values.MINUTES_A_DAY))
    kept = _following(shifts)
    if sum(finish - start for start, finish in kept) != sum(abs(finish - start) for start, finish in shifts):
        item.adjusted(f"{note}: working times that overlap or end before they begin were joined or left out")
    return " ".join(f"{_shown(start)}-{_shown(finish)}" for start, finish in kept) if shifts else usual


def _following(shifts: list[Shift]) -> list[Shift]:
    """In the order of the day, those that touch or overlap joined."""
    kept: list[Shift] = []
    for start, finish in sorted(shift for shift in shifts if shift[0] < shift[1]):
        if kept and start <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], finish))
        else:
            kept.append((start, finish))
    return kept


def _shown(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
