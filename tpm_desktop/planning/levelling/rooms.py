"""Finding room for tasks while a plan fills up."""

from __future__ import annotations

__all__ = ["Rooms"]


class Rooms:
    """What is free in each slot of a plan that is being made, and where there is room for a task.

    What is taken stays taken, so a stretch in which a task found no room is not looked at again for the next
    with the same needs that takes as long or longer.
    Args: free: by slot what is free of all resources, packed; guards: the bits that stand while it is enough.
    looked: how many slots were looked at.
    """

    def __init__(self, free: list[int], guards: int) -> None:
        self.free, self._guards = free, guards
        self.looked = 0
        self._full: dict[int, dict[int, tuple[int, int]]] = {}
        """By needs and slots of a task: from which start to before which there is no room for it."""

    def take(self, slot: int, length: int, need: int) -> None:
        """Have a task stand where there is room for it."""
        free = self.free
        free[slot : slot + length] = [there - need for there in free[slot : slot + length]]

    def take_what_is(self, slot: int, length: int, need: int) -> None:
        """Have a task stand where there is no room; in slots with too little it takes nothing."""
        free, guards = self.free, self._guards
        for at in range(slot, slot + length):
            left = free[at] - need
            if left & guards == guards:
                free[at] = left

    def takes(self, slot: int, length: int, need: int) -> bool:
        """Have a task stand where there is room for it, and say whether there was."""
        guards = self._guards
        left = [there - need for there in self.free[slot : slot + length]]
        for there in left:
            if there & guards != guards:
                return False
        self.free[slot : slot + length] = left
        return True

    def first(self, slot: int, length: int, need: int, last: int) -> int | None:
        """The first slot from the given on that a task can start in; nothing after the last it may."""
        free, guards, full = self.free, self._guards, self._full.setdefault(need, {})
        begin = slot
        for least, (low, high) in full.items():
            if least <= length and low <= slot < high:
                slot = high
        at, room = slot, 0
        while room < length and at - room <= last:
            room = room + 1 if (free[at] - need) & guards == guards else 0
            at += 1
        self.looked += at - slot
        self._remember(full, length, begin, at - room)
        return at - length if room == length else None

    def before(self, slot: int, length: int, need: int) -> int | None:
        """The last slot up to the given that a task can start in; nothing in front of the plan."""
        free, guards, full = self.free, self._guards, self._full.setdefault(need, {})
        begin = slot
        for least, (low, high) in full.items():
            if least <= length and low <= slot < high:
                slot = low - 1
        at, room = slot + length, 0
        while room < length and at:
            at -= 1
            room = room + 1 if (free[at] - need) & guards == guards else 0
        self.looked += slot + length - at
        if room < length:
            return None
        self._remember(full, length, at + 1, begin + 1)
        return at

    @staticmethod
    def _remember(full: dict[int, tuple[int, int]], length: int, low: int, high: int) -> None:
        """Keep that no task so long can start from one slot to before the other, the widest such stretch."""
        known = full.get(length)
        if known is not None:
            if low <= known[1] and known[0] <= high:
                low, high = min(low, known[0]), max(high, known[1])
            elif known[1] - known[0] > high - low:
                return
        full[length] = (low, high)
