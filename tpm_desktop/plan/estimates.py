"""Rounds of estimates: what each line is expected to cost, and what the plan says of it from the bottom up.

Each part of the plan's cost stands against one line at most: that of its task, else of the nearest task
above, else of its cost account, its component project or the program; of two such lines the one of the
part's kind. What stands against no line is told beside, so that lines and rest always make up the cost
of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self, cast
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.finance.estimating import (
    SAFE,
    amount_at,
    confidence,
    deviation,
    expected,
    in_range,
    span,
)
from tpm_desktop.model.estimates import EstimateLine, EstimateRound, RoundState

from .capital.rows import records_of
from .cost_parts import KINDS, CostParts, Rows
from .state import State

Flags = NDArray[np.bool_]


_known: WeakKeyDictionary[State, list[Round]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a round, minor units.

    project_id: its own, else that of its account or task; expected: the PERT mean; span: pessimistic less
    optimistic; plan: what the plan's parts come to that stand against it, None where none do; parts: which.
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
    rows = [cast(EstimateRound, row) for row in records_of(tables["estimate_round"]).values()]
    lines: dict[str, list[EstimateLine]] = {}
    for row in records_of(tables["estimate_line"]).values():
        lines.setdefault(cast(EstimateLine, row).round_id, []).append(cast(EstimateLine, row))
    parts = CostParts.of(state) if rows else None
    ordered = sorted(rows, key=lambda row: (row.taken, row.id))
    return [made_round(state, row, lines.get(row.id, ()), parts) for row in ordered]


def made_round(
    state: State, row: EstimateRound, lines: Sequence[EstimateLine], parts: CostParts | None = None
) -> Round:
    """A round of these lines, whether or not they are in the file yet."""
    parts = CostParts.of(state) if parts is None else parts
    whose = claims(state, row.project_id, lines, parts)
    mine = np.argsort(whose, kind="stable")
    bounds = np.searchsorted(whose[mine], np.arange(len(lines) + 1))
    found = []
    for n, line in enumerate(lines):
        taken = mine[bounds[n] : bounds[n + 1]]
        plan = int(parts.amount[taken].sum()) if taken.size else None
        amounts = (line.optimistic, line.likely, line.pessimistic)
        found.append(Line(line, project_of(state, line), expected(*amounts), span(*amounts), plan, taken))
    rest = np.flatnonzero((whose < 0) & _within(state, row.project_id, parts))
    return Round(row, tuple(found), parts, rest)


def claims(state: State, project_id: str | None, lines: Sequence[EstimateLine], parts: CostParts) -> Rows:
    """Shape (k,): the line that each part of the plan stands against, -1 for none."""
    whose = np.full(len(parts.row), -1, np.intp)
    within = _within(state, project_id, parts)
    for n in sorted(range(len(lines)), key=lambda n: _nearness(state, lines[n])):
        line = lines[n]
        about = _about(state, line, parts) & within & (whose < 0)
        if line.kind is not None:
            about &= parts.kind == KINDS.index(line.kind)
        whose[about] = n
    return whose


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


def _within(state: State, project_id: str | None, parts: CostParts) -> Flags:
    row = state.outline.row.get(project_id or "")
    if row is None:
        return np.ones(len(parts.row), np.bool_)
    return np.asarray(state.outline.project[parts.row] == row)


def _nearness(state: State, line: EstimateLine) -> tuple[int, int, int]:
    """Nearer lines first: of tasks the deepest, then of an account, of a project, of the program."""
    row = state.outline.row.get(line.task_id or "")
    kindless = int(line.kind is None)
    if row is not None:
        return 0, -int(state.outline.level[row]), kindless
    return (1 if line.account_id else 2 if line.project_id else 3), 0, kindless


def _about(state: State, line: EstimateLine, parts: CostParts) -> Flags:
    outline, money = state.outline, state.money
    if line.task_id in outline.row:
        row = outline.row[line.task_id]
        return np.asarray((parts.row >= row) & (parts.row <= outline.last[row]))
    if line.account_id in money.account_row:
        return np.asarray(parts.place == money.account_row[line.account_id])
    if line.project_id in outline.row:
        return np.asarray(outline.project[parts.row] == outline.row[line.project_id])
    return np.ones(len(parts.row), np.bool_)
