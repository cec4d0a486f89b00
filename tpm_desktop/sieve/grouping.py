"""Rows in groups of equal values, each with what its rows come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from tpm_desktop.formats import Formats
from tpm_desktop.model.fields import Kind
from tpm_desktop.planning.columns import NONE

from .fields import Field, Numbers, Subject
from .sorting import Rows, ranks

_ALL_DONE = 10_000


class Total(Enum):
    """What the values of a group's rows come to."""

    SUM = "sum"
    FIRST = "first"
    LAST = "last"


_COMES_TO: dict[Total, Callable[[Numbers], np.int64]] = {
    Total.SUM: np.sum,
    Total.FIRST: np.min,
    Total.LAST: np.max,
}


@dataclass(frozen=True, slots=True)
class Group:
    """title: the value that the rows have in common; rows: in order; totals: by field, where there is one."""

    title: str
    rows: Rows
    totals: dict[str, int] = field(default_factory=dict)


def grouped(
    by: Field, rows: Subject, order: Rows, totals: Mapping[str, Total], formats: Formats
) -> tuple[Group, ...]:
    """The rows of an order in groups by a field: times by month, shares by how far they are; none is last."""
    values = _banded(by, ranks(by, rows))[order]
    places = np.lexsort([values, values == NONE])
    edges = np.flatnonzero(np.diff(values[places])) + 1
    parts = np.split(order[places], edges) if len(order) else ()
    return tuple(
        Group(_title(by, rows, int(part[0]), formats), part, dict(_totals(rows, part, totals)))
        for part in parts
    )


def _banded(by: Field, values: Numbers) -> Numbers:
    known = values != NONE
    if by.is_time:
        months = np.where(known, values, 0).astype("datetime64[m]").astype("datetime64[M]").astype(np.int64)
        return np.where(known, months, NONE)
    if by.kind is Kind.SHARE:
        return np.where(known, np.clip(values, 0, 1) + (values >= _ALL_DONE), NONE)
    return values


def _title(by: Field, rows: Subject, row: int, formats: Formats) -> str:
    if not by.is_counted:
        return rows.texts(by.name)[row].replace("\n", ", ") or f"No {by.label.lower()}"
    value = int(rows.numbers(by.name)[row])
    if value == NONE:
        return f"No {by.label.lower()}"
    if by.is_time:
        month = np.datetime64(value, "m").astype("datetime64[M]")
        return formats.month(str(month), full=True)
    if by.kind is Kind.SHARE:
        return formats.share(value) if value <= 0 or value >= _ALL_DONE else "Under way"
    if by.kind is Kind.FLAG:
        return by.label if value else f"Not {by.label.lower()}"
    return formats.show(by.column, value)


def _totals(rows: Subject, part: Rows, totals: Mapping[str, Total]) -> Iterator[tuple[str, int]]:
    for name, total in totals.items():
        values = rows.numbers(name)[part]
        values = values[values != NONE]
        if values.size:
            yield name, int(_COMES_TO[total](values))
