"""What both passes know of each level before they step through it."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from tpm_desktop.planning.columns import Flags
from tpm_desktop.planning.levels import Entries, Network
from tpm_desktop.planning.sweep import Crossings, Sayings

__all__ = ["Chosen", "Steps", "Sweep"]


class Sweep(Protocol):
    """What is asked of a sweep, of either direction."""

    network: Network
    entries: Entries
    crossings: Crossings
    sayings: Sayings
    is_plain: Flags
    fixed: Flags


class Chosen:
    """Some of all places or entries: those of a level are `rows[start[level]:start[level + 1]]`."""

    def __init__(self, flags: Flags, level_start: list[int]) -> None:
        self.rows = np.flatnonzero(flags).astype(np.int32)
        self.start = np.searchsorted(self.rows, level_start).tolist()

    def of(self, level: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
        """Those of one level."""
        return self.rows[self.start[level] : self.start[level + 1]]


class Steps:
    """Where each level begins among places, entries and crossings, and which places go by rule.

    lean: plain places that nothing has to be looked up for.
    """

    def __init__(self, sweep: Sweep) -> None:
        network, entries, sayings = sweep.network, sweep.entries, sweep.sayings
        self.level_start = network.level_start
        self.entry_start: list[int] = entries.start[network.level_start].tolist()
        self.crossing_start: list[int] = np.searchsorted(sweep.crossings.entry, self.entry_start).tolist()
        self.crossing_of = np.searchsorted(sweep.crossings.entry, entries.start).data
        ruled = ~(sweep.is_plain | sweep.fixed.take(network.rows))
        self.ruled = Chosen(ruled, self.level_start)
        lean = sweep.is_plain.copy()
        lean[entries.owner[sweep.crossings.entry]] = False
        self.is_ruled, self.is_lean, self.is_plain = ruled.data, lean.data, sweep.is_plain.data
        self.first, self.row = entries.start.data, network.rows.data
        self.source, self.mask, self.add = sayings.source.data, sayings.mask.data, sayings.add.data
