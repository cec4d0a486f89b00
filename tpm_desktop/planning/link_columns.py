"""The links as both passes ask for them: which ends they join, how long their lag is on which calendar."""

from dataclasses import dataclass

import numpy as np

from tpm_desktop.planning.clocks import Clocks
from tpm_desktop.planning.columns import WHOLE, Flags, LagUnit, LinkKind, Links, Minutes, Rows, Tasks

__all__ = ["ELAPSED_LAGS", "PERCENTAGES", "LinkColumns", "link_columns"]

PERCENTAGES = (LagUnit.PERCENT, LagUnit.ELAPSED_PERCENT)
ELAPSED_LAGS = (LagUnit.ELAPSED, LagUnit.ELAPSED_PERCENT)


@dataclass(frozen=True, slots=True)
class LinkColumns:
    """Every array of shape (m,).

    lagged: has a lag; minutes: how long it is, 0 without one and where `open_lag`: it is a share of a
    summary's duration, which follows from the pass. clock: number of the calendar that the lag runs on.
    from_finish, to_start: which ends it joins. one_clock: both tasks and the lag are on the same calendar.
    """

    lagged: Flags
    minutes: Minutes
    open_lag: Flags
    clock: Rows
    from_finish: Flags
    to_start: Flags
    one_clock: Flags

    def within(self, links: Links, plain: Flags) -> Flags:
        """Which links join two of the chosen tasks on one calendar, on which the lag runs too. Shape (m,)."""
        found = plain.take(links.predecessor)
        found &= plain.take(links.successor)
        found &= self.one_clock
        return found


def link_columns(tasks: Tasks, links: Links, clocks: Clocks, summary: Flags) -> LinkColumns:
    """The columns of a plan's links."""
    lagged = links.lag != 0
    share = _are(links.lag_unit, PERCENTAGES)
    minutes, open_lag = links.lag, np.zeros(len(links), np.bool_)
    if share.any():
        part = np.rint(tasks.duration[links.predecessor] * links.lag / WHOLE).astype(np.int64)
        open_lag = share & lagged & summary[links.predecessor]
        minutes = np.where(open_lag, 0, np.where(share, part, links.lag))
    clock = clocks.lag.number.take(links.successor)
    elapsed = _are(links.lag_unit, ELAPSED_LAGS)
    if elapsed.any():
        clock = np.where(elapsed, clocks.elapsed_number, clock).astype(np.int32)
    own, other = (clocks.task.number.take(end) for end in (links.predecessor, links.successor))
    return LinkColumns(
        lagged=lagged,
        minutes=minutes,
        open_lag=open_lag,
        clock=clock,
        from_finish=_are(links.kind, (LinkKind.FS, LinkKind.FF)),
        to_start=_are(links.kind, (LinkKind.FS, LinkKind.SS)),
        one_clock=(own == other) & (~lagged | (clock == other)),
    )


def _are(codes: np.ndarray[tuple[int, ...], np.dtype[np.int8]], wanted: tuple[int, int]) -> Flags:
    return np.asarray((codes == wanted[0]) | (codes == wanted[1]))
