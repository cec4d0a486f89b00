"""Links that say nothing which other links do not say already."""

import numpy as np

from tpm_desktop.planning.columns import LinkKind
from tpm_desktop.planning.quality.check import Found
from tpm_desktop.planning.quality.dcma import HARD, of_links
from tpm_desktop.planning.quality.subject import Subject

__all__ = ["redundant_links"]


def redundant_links(subject: Subject) -> Found:
    """Finish-to-start links without lag beside which another path makes its successor wait as long.

    The path is of finish-to-start links that add no lead, through tasks that stand where their links put
    them. Found by transitive reduction: in reverse order each task collects whom it reaches as the bits of
    one whole number, so that 10,000 tasks need about 12 MB.
    """
    edges = _edges(subject)
    order = _order(edges, len(subject.tasks))
    place = {row: at for at, row in enumerate(order)}
    reach: dict[int, int] = {}
    found = []
    passing = _passing(subject)
    for row in reversed(order):
        reached = 0
        # The nearest first, and of two links to the same task the one with lag: the later is implied.
        following = (edge for edge in edges.get(row, ()) if edge[0] in place)
        for after, lag, link in sorted(following, key=lambda edge: (place[edge[0]], -edge[1])):
            if not lag and reached >> place[after] & 1:
                found.append(link)
            reached |= 1 << place[after] | reach[after]
        reach[row] = reached if passing[row] else 0
    return of_links(subject, np.array(sorted(found), np.int32), subject.logic)


def _edges(subject: Subject) -> dict[int, list[tuple[int, int, int]]]:
    """Successor, lag and link of each task's finish-to-start links without lead."""
    links = subject.logic
    plain = links[(subject.links.kind[links] == LinkKind.FS) & (subject.links.lag[links] >= 0)]
    columns = (
        subject.links.predecessor[plain],
        subject.links.successor[plain],
        subject.links.lag[plain],
        plain,
    )
    found: dict[int, list[tuple[int, int, int]]] = {}
    for before, after, lag, link in zip(*(column.tolist() for column in columns), strict=True):
        found.setdefault(before, []).append((after, lag, link))
    return found


def _passing(subject: Subject) -> list[bool]:
    """Tasks that hand on what holds them: not those with dates by hand or fixed ones."""
    fixed = np.isin(subject.tasks.constraint, HARD) & subject.options.honour_constraints
    passing: list[bool] = (~subject.tasks.manual & ~fixed).tolist()
    return passing


def _order(edges: dict[int, list[tuple[int, int, int]]], n: int) -> list[int]:
    """Tasks with such links, every one after those it waits for; those in a ring are left out."""
    waits = [0] * n
    for following in edges.values():
        for after, _, _ in following:
            waits[after] += 1
    order = [row for row in edges if not waits[row]]
    for row in order:  # grows while it is read
        for after, _, _ in edges.get(row, ()):
            waits[after] -= 1
            if not waits[after]:
                order.append(after)
    return order
