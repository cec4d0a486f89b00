"""Rounds of estimates: what each line is expected to cost, and what the plan says of it bottom-up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self, cast
from weakref import WeakKeyDictionary

import numpy as np

from tpm_desktop.finance.estimating import (
    SAFE,
    amount_at,
    confidence,
    deviation,
    expected_each,
    in_range,
    span,
)
from tpm_desktop.model.estimates import EstimateLine, EstimateRound, RoundState
from tpm_desktop.model.record import Record

from .capital.rows import records_of
from .columns import Columns
from .cost_parts import CostParts, Rows
from .estimate_claims import Claims
from .state import State

_made: dict[str, tuple[Columns, tuple[Record, ...]]] = {}
_known: WeakKeyDictionary[State, list[Round]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a round, minor units.

    project_id: its own, else that of its account or task; expected: the PERT mean, rounded so that the lines
    add up to the mean of the round; span: pessimistic less optimistic; plan: what the plan's parts come to
    that stand against it, None where none do; parts: which.
    """

    row: EstimateLine
    project_id: str | None
    expected: int
    span: int
    plan: int | None
    parts: Rows

    @property
    def deviation(self) -> int:
        """The standard deviation, minor units."""
        return deviation([self.span])

    @property
    def difference(self) -> int | None:
        """Expected less what the plan says."""
        return None if self.plan is None else self.expected - self.plan

    @property
    def lacks(self) -> tuple[str, ...]:
        """What a reader would have to ask for: amount, basis, source, class."""
        named = (("likely", "amount"), ("basis", "basis"), ("source", "source"), ("confidence", "class"))
        found = ((said, getattr(self.row, field)) for field, said in named)
        return tuple(said for said, value in found if value is None or not str(value).strip())


@dataclass(frozen=True, slots=True)
class Sums:
    """What some lines come to, minor units.

    planless: expected of lines that the plan says nothing of; low, high: by the accuracy of their classes.
    """

    lines: int
    optimistic: int
    likely: int
    pessimistic: int
    expected: int
    deviation: int
    plan: int
    planless: int
    low: int
    high: int

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Self:
        """A side that isn't given is the most likely amount."""

        def side(name: str) -> int:
            amounts = (getattr(line.row, name) for line in lines)
            likely = (line.row.likely or 0 for line in lines)
            return sum(
                most if amount is None else amount for amount, most in zip(amounts, likely, strict=True)
            )

        ranges = [in_range(line.expected, line.row.confidence) or (line.expected,) * 2 for line in lines]
        return cls(
            lines=len(lines),
            optimistic=side("optimistic"),
            likely=sum(line.row.likely or 0 for line in lines),
            pessimistic=side("pessimistic"),
            expected=sum(line.expected for line in lines),
            deviation=deviation(line.span for line in lines),
            plan=sum(line.plan or 0 for line in lines),
            planless=sum(line.expected for line in lines if line.plan is None),
            low=sum(low for low, _ in ranges),
            high=sum(high for _, high in ranges),
        )

    @property
    def safe(self) -> int | None:
        """Within what the cost stays with a confidence of `SAFE`; None where no line has a range."""
        return amount_at(self.expected, self.deviation, SAFE) if self.deviation else None

    def confidence(self, amount: int) -> int | None:
        """How sure an amount is enough, hundredths of a per cent."""
        return confidence(self.expected, self.deviation, amount)


@dataclass(frozen=True)
class Round:
    """A round with its lines in order of their making. rest: parts of the plan against no line of it."""

    row: EstimateRound
    lines: tuple[Line, ...]
    parts: CostParts
    rest: Rows

    @property
    def name(self) -> str:
        """Code and title."""
        return " ".join(filter(None, (self.row.code, self.row.title)))

    @cached_property
    def sums(self) -> Sums:
        """Of all lines."""
        return Sums.of(self.lines)

    @property
    def plan(self) -> int:
        """Minor units: all that the plan costs of what the round is about."""
        return self.sums.plan + self.not_estimated

    @property
    def not_estimated(self) -> int:
        """Minor units of the plan that no line is about."""
        return int(self.parts.amount[self.rest].sum())

    @property
    def difference(self) -> int:
        """Minor units: what lines expect less what the plan says, of those that it says something of."""
        return self.sums.expected - self.sums.planless - self.sums.plan

    def by(self, field: str) -> dict[str | None, Sums]:
        """Sums by "account_id" or "project_id" in order of the lines."""
        found: dict[str | None, list[Line]] = {}
        for line in self.lines:
            key = line.project_id if field == "project_id" else getattr(line.row, field)
            found.setdefault(key, []).append(line)
        return {key: Sums.of(lines) for key, lines in found.items()}


def rounds(state: State) -> list[Round]:
    """All rounds by their dates, the newest last; read once a state, since views, pages and policy ask."""
    found = _known.get(state)
    if found is None:
        found = _known[state] = _read(state)
    return found


def _read(state: State) -> list[Round]:
    tables = state.inputs.tables
    rows = [cast(EstimateRound, row) for row in _records(tables["estimate_round"])]
    lines: dict[str, list[EstimateLine]] = {}
    for row in _records(tables["estimate_line"]):
        lines.setdefault(cast(EstimateLine, row).round_id, []).append(cast(EstimateLine, row))
    parts = CostParts.of(state) if rows else None
    ordered = sorted(rows, key=lambda row: (row.taken, row.id))
    return [made_round(state, row, lines.get(row.id, ()), parts) for row in ordered]


def _records(columns: Columns) -> tuple[Record, ...]:
    """The rows of a table; made anew only where it changed, since most edits are about something else."""
    before = _made.get(columns.table)
    if before is None or before[0] is not columns:
        before = _made[columns.table] = (columns, tuple(records_of(columns).values()))
    return before[1]


def made_round(
    state: State, row: EstimateRound, lines: Sequence[EstimateLine], parts: CostParts | None = None
) -> Round:
    """A round of these lines, whether or not they are in the file yet."""
    parts = CostParts.of(state) if parts is None else parts
    claimed = Claims(state, row.project_id, parts)
    whose = claimed.by(lines)
    mine = np.argsort(whose, kind="stable")
    bounds = np.searchsorted(whose[mine], np.arange(len(lines) + 1))
    sides = [(line.optimistic, line.likely, line.pessimistic) for line in lines]
    found = []
    for n, (line, amount) in enumerate(zip(lines, expected_each(sides), strict=True)):
        taken = mine[bounds[n] : bounds[n + 1]]
        plan = int(parts.amount[taken].sum()) if taken.size else None
        found.append(Line(line, project_of(state, line), amount, span(*sides[n]), plan, taken))
    rest = claimed.of_round[whose[claimed.of_round] < 0]
    return Round(row, tuple(found), parts, rest)


def project_of(state: State, line: EstimateLine) -> str | None:
    """The component project that a line counts to: its own, its account's, or that of its task."""
    account = state.inputs.tables["account"]
    if line.project_id:
        return line.project_id
    if line.account_id in account.row and (of := account.texts["project_id"][account.row[line.account_id]]):
        return of
    row = state.outline.row.get(line.task_id or "")
    return None if row is None else state.outline.ids[int(state.outline.project[row])]


def approved_lines(found: Iterable[Round], project_id: str | None) -> tuple[Line, ...] | None:
    """What is approved of a component project, or of the program where it is None; None where nothing is.

    Of a project its newest approved round, else its lines in that of the program.
    """
    approved = [one for one in found if one.row.state is RoundState.APPROVED]
    own = next((one for one in reversed(approved) if one.row.project_id == project_id), None)
    if own is not None or project_id is None:
        return own.lines if own is not None and own.lines else None
    whole = next((one for one in reversed(approved) if one.row.project_id is None), None)
    return tuple(line for line in whole.lines if line.project_id == project_id) or None if whole else None
