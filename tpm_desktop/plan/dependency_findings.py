"""What is wrong with how component projects hang together: commitments, links, loops of phases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tpm_desktop.formats import Formats
from tpm_desktop.planning.loops import loops

from .commitment_words import Lack, giver, lack_text, lacks, receiver
from .commitments import Promise, commitments, uncommitted
from .gates import phase_of
from .state import State

__all__ = ["Finding", "FindingKind", "PhaseLoop", "dependency_findings", "phase_loops"]


class FindingKind(StrEnum):
    """What is the matter, the gravest first; the values are how it is written for other programs."""

    LATE = "late"  # it comes after it is needed
    PROMISE = "promise"  # agreed, and the plan can't keep it
    GIVE = "no give"  # a receiver for whom nobody, or no task, gives
    LOOP = "loop"  # phases of projects wait for each other
    UNCOMMITTED = "not committed"  # a link between projects to which nobody agreed
    TWICE = "twice"  # more than one link between the same two tasks
    ITSELF = "itself"  # a link from a task to itself
    OWNER = "no owner"
    OPEN = "open"  # something else is missing


_OF_LACK = {
    Lack.NEED: FindingKind.LATE,
    Lack.PLAN: FindingKind.PROMISE,
    Lack.GIVER: FindingKind.GIVE,
    Lack.TASK: FindingKind.GIVE,
    Lack.OWNER: FindingKind.OWNER,
}
_ORDER = tuple(FindingKind)


@dataclass(frozen=True, slots=True)
class Finding:
    """what: which thing, as people call it; said: what is the matter; table, id: of the row to go to."""

    kind: FindingKind
    what: str
    said: str
    table: str
    id: str


@dataclass(frozen=True, slots=True)
class PhaseLoop:
    """Phases of several component projects that wait for each other, though their tasks do not.

    ring: outline rows of phases, each giving to the next and the last to the first; phases: all that belong
    to it; link: the row of a link between projects in the ring.
    """

    ring: tuple[int, ...]
    phases: tuple[int, ...]
    link: int


def dependency_findings(state: State, formats: Formats) -> list[Finding]:
    """All that is found, the gravest first, else in the order of the tables."""
    promises = commitments(state)
    found = [
        *(one for promise in promises for one in _of_promise(state, promise, formats)),
        *(_loop(state, one) for one in phase_loops(state)),
        *_links(state, promises),
    ]
    return sorted(found, key=lambda one: _ORDER.index(one.kind))


def _of_promise(state: State, promise: Promise, formats: Formats) -> Iterator[Finding]:
    texts = state.inputs.tables["commitment"].texts
    code, title = texts["code"][promise.row] or "", texts["title"][promise.row] or ""
    between = " → ".join(name for name in (giver(state, promise), receiver(state, promise)) if name)
    what = f"{code} {title}".strip() + (f" ({between})" if between else "")
    for lack in lacks(state, promise):
        kind = _OF_LACK.get(lack, FindingKind.OPEN)
        yield Finding(kind, what, lack_text(lack, promise, formats), "commitment", promise.id)


def phase_loops(state: State) -> list[PhaseLoop]:
    """Where phases wait for each other from project to project: no order of the projects satisfies them."""
    links, active, project = state.inputs.links, state.inputs.tasks.active, state.outline.project
    phase = phase_of(state)
    before, after = phase[links.predecessor], phase[links.successor]
    known = (before >= 0) & (after >= 0) & (before != after)
    known &= active[links.predecessor] & active[links.successor]
    rows = np.flatnonzero(known)
    numbers = {int(row): n for n, row in enumerate(np.unique(np.concatenate([before[rows], after[rows]])))}
    ends = [(numbers[int(before[row])], numbers[int(after[row])]) for row in rows]
    first = {pair: int(row) for pair, row in reversed(list(zip(ends, rows, strict=True)))}
    shown = list(numbers)
    owner = [int(project[row]) for row in shown]
    made = []
    for members, ring in loops(len(shown), ends, owner):
        steps = zip(ring, (*ring[1:], ring[0]), strict=True)
        crossing = next(pair for pair in steps if owner[pair[0]] != owner[pair[1]])
        made.append(
            PhaseLoop(tuple(shown[n] for n in ring), tuple(shown[n] for n in members), first[crossing])
        )
    return made


def _loop(state: State, loop: PhaseLoop) -> Finding:
    names, project = state.names, state.outline.project
    said = " → ".join(f"{names[row]} ({names[int(project[row])]})" for row in (*loop.ring, loop.ring[0]))
    more = len(loop.phases) - len(loop.ring)
    and_more = f", and {more} more phase{'s' if more > 1 else ''} with them" if more else ""
    link_id = state.inputs.tables["link"].ids[loop.link]
    return Finding(FindingKind.LOOP, said, f"these phases wait for each other{and_more}", "link", link_id)


def _links(state: State, promises: list[Promise]) -> Iterator[Finding]:
    ids, links = state.inputs.tables["link"].ids, state.inputs.links
    for row in uncommitted(state, promises):
        said = "nobody has agreed to this link between projects"
        yield Finding(FindingKind.UNCOMMITTED, _ends(state, row), said, "link", ids[row])
    own = np.flatnonzero(links.predecessor == links.successor)
    for row in own.tolist():
        yield Finding(FindingKind.ITSELF, _ends(state, row), "it waits for itself", "link", ids[row])
    seen: set[tuple[int, int]] = set()
    for row, pair in enumerate(zip(links.predecessor.tolist(), links.successor.tolist(), strict=True)):
        if pair in seen:
            said = "these two are linked more than once; keep one of the links"
            yield Finding(FindingKind.TWICE, _ends(state, row), said, "link", ids[row])
        seen.add(pair)


def _ends(state: State, row: int) -> str:
    links, names = state.inputs.links, state.names
    return f"{names[int(links.predecessor[row])]} → {names[int(links.successor[row])]}"
