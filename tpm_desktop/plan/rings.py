"""What is said of tasks that wait for each other in a file that was read so."""

from __future__ import annotations

from tpm_desktop.planning.errors import CycleError
from tpm_desktop.planning.rings import Ring

from .state import State


def ring_sentences(state: State) -> list[str]:
    """For each ring who is in it and what to do; the last one says what it makes of the dates."""
    said = [f"{_capital(ring_names(state, ring))}." for ring in state.rings]
    if said:
        inside = {row for ring in state.rings for row in ring.tasks}
        behind = int(state.provisional.sum()) - len(inside)
        others = f", and those of {behind} row{'s' if behind > 1 else ''} behind them," if behind > 0 else ""
        said[-1] += f" Until then their dates{others} are provisional."
    return said


def ring_names(state: State, ring: Ring) -> str:
    """One ring with the names of its tasks, and what to do about it."""
    return str(CycleError(ring.around, [f"“{state.names[row]}”" for row in ring.around]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
