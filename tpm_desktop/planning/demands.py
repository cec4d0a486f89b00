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
    return _moved(inputs, link, instant, 1, duration, from_finish) if inputs.lag[link] else instant


def by_when(
    inputs: Inputs, link: int, start: Sequence[int], finish: Sequence[int], duration: Sequence[int]
) -> int:
    """The instant by which the predecessor must finish (FS, FF) or start (SS, SF), from dates by row."""
    successor, kind = inputs.successor[link], inputs.kind[link]
    instant = start[successor] if kind in TO_START else finish[successor]
    return _moved(inputs, link, instant, -1, duration, kind in FROM_FINISH) if inputs.lag[link] else instant


def _moved(
    inputs: Inputs, link: int, instant: int, sign: int, duration: Sequence[int], to_finish: bool
) -> int:
    minutes = sign * inputs.lag_minutes(link, duration[inputs.predecessor[link]])
    clock = inputs.lag_clock(link)
    return clock.finish_after(instant, minutes) if to_finish else clock.start_after(instant, minutes)
