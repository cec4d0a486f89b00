"""What a link demands, with its lag: not before when of its successor, by when of its predecessor."""

from collections.abc import Sequence

from tpm_desktop.planning.columns import LinkKind
from tpm_desktop.planning.inputs import Inputs

__all__ = ["by_when", "not_before"]

FROM_FINISH = (LinkKind.FS, LinkKind.FF)
TO_START = (LinkKind.FS, LinkKind.SS)


def not_before(
    inputs: Inputs, link: int, start: Sequence[int], finish: Sequence[int], duration: Sequence[int]
) -> int:
    """The instant before which the successor may not start (FS, SS) or finish (FF, SF), from dates by row."""
    predecessor = inputs.predecessor[link]
    from_finish = inputs.kind[link] in FROM_FINISH
    instant = finish[predecessor] if from_finish else start[predecessor]
    if not inputs.lag[link]:
        return instant
    minutes = inputs.lag_minutes(link, duration[predecessor])
    clock = inputs.lag_clock(link)
    start_to_start = inputs.kind[link] == LinkKind.SS
    return clock.start_after(instant, minutes) if start_to_start else clock.finish_after(instant, minutes)


def by_when(
    inputs: Inputs, link: int, start: Sequence[int], finish: Sequence[int], duration: Sequence[int]
) -> int:
    """The instant by which the predecessor must finish (FS, FF) or start (SS, SF), from dates by row."""
    successor = inputs.successor[link]
    instant = start[successor] if inputs.kind[link] in TO_START else finish[successor]
    if not inputs.lag[link]:
        return instant
    # The latest that comes to the same: a break of the lag's calendar is working time for others.
    minutes = inputs.lag_minutes(link, duration[inputs.predecessor[link]])
    return inputs.lag_clock(link).start_after(instant, -minutes)
