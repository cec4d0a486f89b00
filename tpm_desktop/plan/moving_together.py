"""Tasks whose durations rise and fall together, from the words that they share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np

from tpm_desktop.planning.columns import WHOLE
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.simulation.uncertain import Group

from .columns import first
from .state import State

__all__ = ["groups"]

TOLD = 0.02
"""A correlation that had to move by less is not worth a word."""
_MOST_ROWS = 200
"""Correlations of more tasks are not repaired, which would take longer than anybody waits."""
_PART = re.compile(r"(?P<word>.*?)\s*(?:(?P<share>-?\d{1,3}(?:[.,]\d+)?)\s*%)?\s*")


def groups(state: State, ranges: Iterable[int], problems: list[str]) -> tuple[Group, ...]:
    """Tasks that share words, directly or by others, with their correlations.

    Two tasks that share a word correlate as it says, of two different shares by the smaller; of several words
    the one that says most counts. What can't hold together is replaced by the nearest that can, and told.
    """
    usual = first(state.inputs.tables["program"], "correlation") / WHOLE
    texts, source = state.inputs.tables["task"].texts["moves_with"], state.outline.source
    shares: dict[str, dict[int, float]] = {}
    for row in ranges:
        for word, share in _words(texts[source[row]] or "", usual):
            shares.setdefault(word, {})[row] = share
    found = []
    for rows in _joined([list(members) for members in shares.values() if len(members) > 1]):
        if len(rows) > _MOST_ROWS and not _is_simple(rows, shares):
            problems.append(
                f"{len(rows)} tasks move together by several words or against each other, more than "
                f"{_MOST_ROWS}; they count as independent"
            )
            continue
        found += _group(state, rows, shares, problems)
    return tuple(found)


def _words(text: str, usual: float) -> Iterator[tuple[str, float]]:
    """Each word with its share: “vendor 80 %, site” as vendor 0.8 and site as usual."""
    for part in text.split(","):
        match = _PART.fullmatch(part.strip())
        word = " ".join(match["word"].split()).casefold() if match else ""
        if match and word:
            share = match["share"]
            yield word, usual if share is None else float(share.replace(",", ".")) / 100


def _joined(sets: list[list[int]]) -> list[list[int]]:
    """The sets, those with a member in common as one."""
    home: dict[int, int] = {}
    parts: list[set[int]] = []
    for members in sets:
        touched = sorted({home[row] for row in members if row in home})
        union = set(members).union(*(parts[at] for at in touched))
        for at in touched:
            parts[at] = set()
        home.update(dict.fromkeys(union, len(parts)))
        parts.append(union)
    return [sorted(part) for part in parts if part]


def _is_simple(rows: list[int], shares: dict[str, dict[int, float]]) -> bool:
    """Whether one word joins them all, and none moves against another: that always holds together."""
    members = next((each for each in shares.values() if rows[0] in each and len(each) == len(rows)), None)
    others = sum(len(each) > 1 and not each.keys().isdisjoint(rows) for each in shares.values())
    return members is not None and others == 1 and len({*members.values()}) == 1 and members[rows[0]] >= 0


def _group(
    state: State, rows: list[int], shares: dict[str, dict[int, float]], problems: list[str]
) -> list[Group]:
    place = {row: at for at, row in enumerate(rows)}
    matrix = np.zeros((len(rows), len(rows)))
    for members in shares.values():
        known = [(place[row], share) for row, share in members.items() if row in place]
        for at, (one, share) in enumerate(known):
            for other, its in known[at + 1 :]:
                both = min(share, its, key=abs)
                if abs(both) > abs(matrix[one, other]):
                    matrix[one, other] = matrix[other, one] = both
    np.fill_diagonal(matrix, 1.0)
    names = f"“{state.names[rows[0]]}” and “{state.names[rows[1]]}”"
    more = f" and {len(rows) - 2} more" if len(rows) > 2 else ""
    try:
        group = Group.of(tuple(rows), matrix)
    except PlanError as error:
        problems.append(f"{names}{more} count as independent: {error}")
        return []
    if group.moved > TOLD:
        problems.append(
            f"The correlations of {names}{more} can't hold together; the nearest that can are taken, "
            f"up to {group.moved:.2f} away"
        )
    return [group] if not np.array_equal(group.matrix, np.eye(len(rows))) else []
