"""Loops among groups that give to each other: which belong together, and a short ring in each."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from tpm_desktop.planning.rings import components

__all__ = ["Loop", "loops"]

Loop = tuple[tuple[int, ...], tuple[int, ...]]
"""All members of a loop, and a short ring through it: each gives to the next, the last to the first."""


def loops(n: int, pairs: Iterable[tuple[int, int]], owner: Sequence[int]) -> list[Loop]:
    """The loops that lead from one owner to another and back.

    Args: n: how many groups, numbered from 0; pairs: giver and receiver; owner: of each group, shape (n,).
    Returns: loops by their first member. The ring is a shortest one of those that cross between owners.
    """
    steps: list[list[int]] = [[] for _ in range(n)]
    known = {(one, other) for one, other in pairs if one != other}
    for one, other in sorted(known):
        steps[one].append(other)
    group = components(steps).tolist()
    members: dict[int, list[int]] = {}
    for element, number in enumerate(group):
        members.setdefault(number, []).append(element)
    found = []
    for number, own in members.items():
        if len({owner[one] for one in own}) > 1:
            inside = [
                [o for o in steps[e] if group[o] == number] if group[e] == number else [] for e in range(n)
            ]
            found.append((tuple(own), _ring(own, inside, owner)))
    return sorted(found)


def _ring(own: Sequence[int], steps: Sequence[Sequence[int]], owner: Sequence[int]) -> tuple[int, ...]:
    """The shortest way back over each step that crosses; the first of equally short ones."""
    best: tuple[int, ...] = ()
    for one in own:
        for other in steps[one]:
            if owner[one] != owner[other]:
                ring = _path(steps, other, one)
                if not best or len(ring) < len(best):
                    best = ring
                if len(best) == len((one, other)):
                    return best
    return best


def _path(steps: Sequence[Sequence[int]], begin: int, end: int) -> tuple[int, ...]:
    """A shortest path; there is one in a loop."""
    before: dict[int, int] = {begin: begin}
    waiting = deque([begin])
    while end not in before:
        at = waiting.popleft()
        for other in steps[at]:
            if other not in before:
                before[other] = at
                waiting.append(other)
    path = [end]
    while path[-1] != begin:
        path.append(before[path[-1]])
    return tuple(reversed(path))
