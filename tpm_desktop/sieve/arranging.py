"""A sieve applied to the plan's outline or to a plain table: which rows are shown where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.formats import Formats

from .conditions import matches
from .fields import Flags, Subject
from .grouping import Group, Total, grouped
from .sorting import Rows, ordered, ordered_outline
from .spec import Sieve


@dataclass(frozen=True, slots=True)
class Arrangement:
    """found: rows that the condition holds for, None without one; tinted: those to highlight.

    kept: rows that are shown, None for all; order: all rows in the order shown, None for their own;
    groups: in place of the outline, where it is grouped.
    """

    found: Flags | None = None
    tinted: Flags | None = None
    kept: Flags | None = None
    order: Rows | None = None
    groups: tuple[Group, ...] | None = None


@dataclass(frozen=True, slots=True)
class Outlined:
    """What of an outline matters here: the row above each, -1 at the top, and which rows stand in groups."""

    parent: NDArray[np.int32]
    single: Flags


def arrange(
    sieve: Sieve,
    rows: Subject,
    formats: Formats,
    outline: Outlined | None = None,
    totals: Mapping[str, Total] | None = None,
) -> Arrangement:
    """The rows as a sieve wants them.

    Args: outline: where rows lie in each other: a row that is shown brings those above it; totals: what a
    group's rows come to.
    """
    found = None if sieve.condition is None else matches(sieve.condition, rows, formats)
    hidden = found is not None and not sieve.highlight
    order = ordered(sieve.sort, rows) if sieve.sort else None
    groups, kept = None, found if hidden else None
    if sieve.group:
        single = outline.single if outline else np.ones(len(rows), np.bool_)
        kept = single if kept is None else single & kept
        flat = np.arange(len(rows)) if order is None else order
        groups = grouped(rows.fields[sieve.group], rows, flat[kept[flat]], totals or {}, formats)
    elif outline is not None:
        kept = None if kept is None else with_those_above(outline.parent, kept)
        order = None if order is None else ordered_outline(outline.parent, order)
    return Arrangement(found, found if sieve.highlight else None, kept, order, groups)


def with_those_above(parent: NDArray[np.int32], found: Flags) -> Flags:
    """The rows found with all rows above them, shape (n,)."""
    kept = found.copy()
    rows = np.unique(parent[found])
    rows = rows[rows >= 0]
    while rows.size:
        rows = rows[~kept[rows]]
        kept[rows] = True
        rows = np.unique(parent[rows])
        rows = rows[rows >= 0]
    return kept
