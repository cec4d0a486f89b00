"""Tasks whose durations rise and fall together, from the words that they share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from tpm_desktop.planning.columns import WHOLE
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.simulation.distributions import Floats
from tpm_desktop.planning.simulation.uncertain import Alike, Group

from .columns import first
from .state import State

__all__ = ["groups"]

TOLD = 0.02
"""A correlation that had to move by less is not worth a word."""
_MOST_ROWS = 200
"""Correlations of more tasks are not repaired, which would take longer than anybody waits."""
_BETWEEN = re.compile(r",(?!\d+\s*%)")
"""A comma between words, not the one within 12,5 %."""
_PART = re.compile(r"(?P<word>.*?)\s*(?:(?P<share>-?\d{1,3}(?:[.,]\d+)?)\s*%)?\s*")


def groups(state: State, ranges: Iterable[int], problems: list[str]) -> tuple[Group | Alike, ...]:
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
    found: list[Group | Alike] = []
    for words in _joined({word: members for word, members in shares.items() if len(members) > 1}):
        said = {word: shares[word] for word in words}
        alike = _alike(said)
        if alike is None:
            found += _group(state, said, problems)
        elif alike.correlation > 0:
            found.append(alike)
    return tuple(found)


def _words(text: str, usual: float) -> Iterator[tuple[str, float]]:
    """Each word with its share: “vendor 80 %, site” as vendor 0.8 and site as usual."""
    for part in _BETWEEN.split(text):
        match = _PART.fullmatch(part.strip())
        word = " ".join(match["word"].split()).casefold() if match else ""
        if match and word:
            share = match["share"]
            yield word, usual if share is None else float(share.replace(",", ".")) / 100


def _joined(shares: Mapping[str, Iterable[int]]) -> list[list[str]]:
    """The words, those that share a task as one list."""
    home: dict[int, int] = {}
    parts: list[list[str]] = []
    rows: list[list[int]] = []
    for word, members in shares.items():
        touched = sorted({home[row] for row in members if row in home}, key=lambda at: -len(rows[at]))
        at = touched[0] if touched else len(parts)
        if not touched:
            parts.append([])
            rows.append([])
        for other in touched[1:]:  # the smaller moves into the greater, so that no task moves often
            home.update(dict.fromkeys(rows[other], at))
            parts[at] += parts[other]
            rows[at] += rows[other]
            parts[other], rows[other] = [], []
        new = [row for row in members if row not in home]
        home.update(dict.fromkeys(new, at))
        parts[at].append(word)
        rows[at] += new
    return [part for part in parts if part]


def _alike(shares: Mapping[str, dict[int, float]]) -> Alike | None:
    """Tasks that one word joins by one share, none against another: that holds together, however many."""
    if len(shares) > 1:
        return None
    ((word, members),) = shares.items()
    said = {*members.values()}
    if len(said) > 1 or not 0 <= (share := said.pop()) <= 1:
        return None
    return Alike(f"moves with {word}", tuple(sorted(members)), share)


def _group(state: State, shares: Mapping[str, dict[int, float]], problems: list[str]) -> list[Group]:
    rows = sorted({row for members in shares.values() for row in members})
    names = f"“{state.names[rows[0]]}” and “{state.names[rows[1]]}”"
    names += f" and {len(rows) - 2} more" if len(rows) > 2 else ""
    if any(abs(share) > 1 for members in shares.values() for share in members.values()):
        problems.append(f"{names} count as independent: tasks move together by -100 % to 100 %")
        return []
    if len(rows) > _MOST_ROWS:
        problems.append(
            f"{len(rows)} tasks move together by several words, by different shares or against each other, "
            f"more than {_MOST_ROWS}; they count as independent"
        )
        return []
    matrix = _matrix(rows, shares)
    try:
        group = Group.of(tuple(rows), matrix)
    except PlanError as error:
        problems.append(f"{names} count as independent: {error}")
        return []
    if group.moved > TOLD:
        problems.append(
            f"The correlations of {names} can't hold together; the nearest that can are taken, "
            f"up to {group.moved:.2f} away"
        )
    return [group] if not np.array_equal(matrix, np.eye(len(rows))) else []


def _matrix(rows: list[int], shares: Mapping[str, dict[int, float]]) -> Floats:
    """What any two of the rows correlate by the words that they share. Shape (k, k)."""
    place = {row: at for at, row in enumerate(rows)}
    matrix = np.zeros((len(rows), len(rows)))
    for members in shares.values():
        at = np.array([place[row] for row in members])
        own = np.array(list(members.values()))
        both = np.where(np.abs(own[:, None]) <= np.abs(own), own[:, None], own)
        # of two equally great shares against each other the one of the upper row counts, both ways
        both = np.triu(both) + np.triu(both, 1).T
        here = np.ix_(at, at)
        matrix[here] = np.where(np.abs(both) > np.abs(matrix[here]), both, matrix[here])
    np.fill_diagonal(matrix, 1.0)
    return matrix
