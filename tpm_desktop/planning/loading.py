"""Work spread over periods: what of each piece of work falls into which week or month, and what there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.availability import Availability
from tpm_desktop.planning.columns import WHOLE, Codes, Minutes, Places
from tpm_desktop.planning.contours import PARTS, SHARES
from tpm_desktop.planning.worktime import Calendar

__all__ = ["Loads", "Segments", "capacity", "own_finish", "spread"]

_CUMULATED = np.array([[0, *np.cumsum(SHARES[contour])] for contour in sorted(SHARES)], np.float64)
_TOTAL = _CUMULATED[:, -1]
_STRETCH = PARTS * 100 / _TOTAL
"""By contour how much longer work takes than at full units, see `contours.time_for`."""


@dataclass(frozen=True, slots=True)
class Segments:
    """Work between two instants, every array of shape (k,).

    work: minutes; contour: how it is spread (`Contour`); calendar: a number among calendars.
    """

    start: Minutes
    finish: Minutes
    work: Minutes
    contour: Codes
    calendar: Places

    def __len__(self) -> int:
        return len(self.work)


@dataclass(frozen=True, slots=True)
class Loads:
    """What falls into periods, every array of shape (p,); the minutes of a segment add up to its work."""

    segment: NDArray[np.intp]
    period: NDArray[np.intp]
    work: Minutes


def spread(segments: Segments, calendars: Sequence[Calendar], edges: Minutes) -> Loads:
    """What of each segment falls into which period, over the working time of its calendar.

    Where no working time lies in it, all of it falls into the period in which it starts.
    Args: edges: instants at which periods begin, and the end of the last one; all segments lie between.
    """
    found = [
        _of_calendar(segments, np.flatnonzero(segments.calendar == number), calendars[number], edges)
        for number in np.unique(segments.calendar).tolist()
    ]
    if not found:
        none = np.zeros(0, np.intp)
        return Loads(none, none, np.zeros(0, np.int64))
    segment, period, work = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return Loads(segment, period, work)


def _of_calendar(
    segments: Segments, rows: NDArray[np.intp], calendar: Calendar, edges: Minutes
) -> tuple[NDArray[np.intp], NDArray[np.intp], Minutes]:
    at, many = calendar.to_work(edges), len(edges) - 1
    begin, end = calendar.to_work(segments.start[rows]), calendar.to_work(segments.finish[rows])
    first = np.searchsorted(at, begin, "right") - 1
    last = np.searchsorted(at, end, "left") - 1
    idle = end <= begin
    first = np.where(idle, np.searchsorted(edges, segments.start[rows], "right") - 1, first)
    first = np.clip(first, 0, many - 1)
    last = np.clip(np.where(idle, first, last), first, many - 1)
    count = last - first + 1
    piece = np.repeat(np.arange(len(rows)), count)
    period = first[piece] + np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count)
    length = np.maximum(end - begin, 1)[piece]
    low = np.where(period == first[piece], 0, at[period] - begin[piece])
    high = np.where(period == last[piece], length, at[period + 1] - begin[piece])
    contour, work = segments.contour[rows][piece], segments.work[rows][piece]
    amount = _reached(work, contour, high, length) - _reached(work, contour, low, length)
    kept = amount != 0
    return rows[piece][kept], period[kept], amount[kept]


def _reached(work: Minutes, contour: Codes, passed: Minutes, length: Minutes) -> Minutes:
    """Minutes of work done after so much of the length, rounded."""
    share = np.clip(passed, 0, length) / length
    if contour.any():
        tenth = np.minimum((share * PARTS).astype(np.int64), PARTS - 1)
        done = _CUMULATED[contour, tenth]
        step = _CUMULATED[contour, tenth + 1] - done
        share = (done + step * (share * PARTS - tenth)) / _TOTAL[contour]
    return np.rint(work * share).astype(np.int64)


def own_finish(
    segments: Segments, units: Minutes, calendars: Sequence[Calendar], *, asked: NDArray[np.bool_]
) -> Minutes:
    """When each piece of work is over at its units, no later than the segment is. Shape (k,).

    Somebody with less to do than a task lasts is done before it. Args: asked: for which this is wanted.
    """
    found = segments.finish.copy()
    for number in np.unique(segments.calendar[asked]).tolist():
        rows = np.flatnonzero(asked & (segments.calendar == number) & (units > 0) & (segments.work > 0))
        if not rows.size:
            continue
        calendar = calendars[number]
        begin, end = calendar.to_work(segments.start[rows]), calendar.to_work(segments.finish[rows])
        stretch = _STRETCH[segments.contour[rows]]
        length = np.ceil(segments.work[rows] * (WHOLE / units[rows]) * stretch - 1e-9).astype(np.int64)
        early = (begin + length < end) & (length > 0)
        if early.any():
            found[rows[early]] = calendar.from_work_finish((begin + length)[early])
    return found


def capacity(
    available: Sequence[Availability], calendar: Places, calendars: Sequence[Calendar], edges: Minutes
) -> Minutes:
    """Minutes that each resource can work in each period. Shape (r, p).

    Args: calendar: of each resource, a number among calendars; edges: as `spread` takes them.
    """
    found = np.zeros((len(available), len(edges) - 1), np.int64)
    constant = np.array([one.is_constant for one in available], np.bool_)
    usual = np.array([one.units[0] for one in available], np.int64)
    for number in np.unique(calendar).tolist():
        hours = np.diff(calendars[number].to_work(edges))
        rows = np.flatnonzero((calendar == number) & constant)
        found[rows] = usual[rows][:, None] * hours[None, :] // WHOLE
    for row in np.flatnonzero(~constant).tolist():
        found[row] = _stepped(available[row], calendars[int(calendar[row])], edges)
    return found


def _stepped(there: Availability, calendar: Calendar, edges: Minutes) -> Minutes:
    """Minutes in each period of a resource of which there is not always the same."""
    inside = [at for at in there.since if edges[0] < at < edges[-1]]
    every = np.union1d(edges, np.array(inside, np.int64))
    minutes = there.at(every[:-1]) * np.diff(calendar.to_work(every)) // WHOLE
    place = np.searchsorted(edges, every[:-1], "right") - 1
    return np.bincount(place, minutes, len(edges) - 1).astype(np.int64)
