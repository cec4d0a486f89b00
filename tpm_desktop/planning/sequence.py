"""Sequencing: an order in which what gives comes before what gets, and the loops that remain."""

import heapq
from collections.abc import Mapping

import numpy as np

from tpm_desktop.planning.rings import components

Pair = tuple[int, int]


def sequence(n: int, weights: Mapping[Pair, int]) -> tuple[list[int], list[Pair]]:
    """Partition elements of a design-structure matrix and put them in order.

    What gives comes before what gets, wherever no loop forbids it; elements of a loop stand together. Equal
    ones keep their order, so an order that needs no change comes back as it is.

    Args: n: how many elements, numbered from 0; weights: how much one gives to another, by the pair of both.
    Returns: the elements in order, and the first and last place of each loop of two or more.
    Source: D. V. Steward, The design structure system (1981); within loops the order by P. Eades, X. Lin and
    W. F. Smyth, A fast and effective heuristic for the feedback arc set problem (1993).
    """
    steps: list[list[int]] = [[] for _ in range(n)]
    for one, other in weights:
        if one != other:
            steps[one].append(other)
    group = components(steps)
    members: dict[int, list[int]] = {}
    for element, number in enumerate(group.tolist()):
        members.setdefault(number, []).append(element)
    order: list[int] = []
    loops: list[Pair] = []
    for number in _topological(steps, group.tolist(), members):
        own = members[number]
        if len(own) > 1:
            loops.append((len(order), len(order) + len(own) - 1))
        order += _least_feedback(own, weights) if len(own) > 1 else own
    return order, loops


def _topological(steps: list[list[int]], group: list[int], members: Mapping[int, list[int]]) -> list[int]:
    """The groups, givers first; of those that may come next the one with the first element."""
    after = {number: {group[o] for e in own for o in steps[e]} - {number} for number, own in members.items()}
    waits = dict.fromkeys(members, 0)
    for following in after.values():
        for other in following:
            waits[other] += 1
    ready = [(members[number][0], number) for number, many in waits.items() if not many]
    heapq.heapify(ready)
    found = []
    while ready:
        _, number = heapq.heappop(ready)
        found.append(number)
        for other in after[number]:
            waits[other] -= 1
            if not waits[other]:
                heapq.heappush(ready, (members[other][0], other))
    return found


def _least_feedback(own: list[int], weights: Mapping[Pair, int]) -> list[int]:
    """The elements of a loop, those first that give more than they get from what is left."""
    place = {element: n for n, element in enumerate(own)}
    given = np.zeros((len(own), len(own)), np.int64)
    for (one, other), weight in weights.items():
        if one in place and other in place and one != other:
            given[place[one], place[other]] = weight
    gives, gets = given.sum(axis=1), given.sum(axis=0)
    left = np.ones(len(own), np.bool_)
    first: list[int] = []
    last: list[int] = []
    while left.any():
        rest = np.flatnonzero(left)
        sinks, sources = rest[gives[rest] == 0], rest[gets[rest] == 0]
        if len(sinks):
            chosen = int(sinks[-1])
            last.append(own[chosen])
        else:
            chosen = int(sources[0]) if len(sources) else int(rest[np.argmax(gives[rest] - gets[rest])])
            first.append(own[chosen])
        left[chosen] = False
        gives = gives - given[:, chosen]
        gets = gets - given[chosen]
    return first + last[::-1]
