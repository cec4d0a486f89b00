"""The grid's rows: component projects or funding sources with their accounts, then the program's sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tpm_desktop.finance.budget import CAPEX, OPEX, Budget, Totals
from tpm_desktop.gestures.money import Measure
from tpm_desktop.model.finance import Treatment
from tpm_desktop.plan import State
from tpm_desktop.plan.breakdown import Level, Row, totals_of

_MEASURES = {measure.value: measure for measure in Measure}


class Figure(StrEnum):
    """What a row's amounts are; planned, actual and forecast are entered here, the others follow."""

    PLANNED = "planned"
    COMMITTED = "committed"
    ACTUAL = "actual"
    ACCRUED = "accrued"
    FORECAST = "forecast"
    OUTLOOK = "outlook"
    VARIANCE = "variance"
    EXCHANGE = "exchange"

    @property
    def measure(self) -> Measure | None:
        """The measure that is entered, None for a figure that follows from the others."""
        return _MEASURES.get(self.value)

    @property
    def signed(self) -> bool:
        """Whether a plus is said as well as a minus."""
        return self in (Figure.VARIANCE, Figure.EXCHANGE)


TREATMENTS = ((CAPEX, Treatment.CAPEX), (OPEX, Treatment.OPEX))


@dataclass(frozen=True, slots=True)
class Line:
    """One row. id: of project, funding source ("" for accounts of none) or account, or the treatment's key.

    place: its row in the budget's totals of that kind; leads: it is the first of its block, with the name.
    """

    kind: Level
    id: str
    place: int
    figure: Figure
    leads: bool = True

    @property
    def row(self) -> Row:
        """What of the breakdown it shows."""
        return Row(self.kind, self.id, self.place)

    @property
    def total(self) -> bool:
        """Whether it sums up other rows."""
        return self.kind is not Level.ACCOUNT

    @property
    def of_program(self) -> bool:
        """Whether it sums up the whole program, or its capital or operating part."""
        return self.kind in (Level.TREATMENT, Level.PROGRAM)

    def totals(self, budget: Budget) -> Totals:
        """The budget's totals that hold this row at `place`."""
        return totals_of(budget, self.kind)


@dataclass(frozen=True, slots=True)
class Group:
    """A component project, or a funding source, with those of its accounts that are shown."""

    kind: Level
    id: str
    place: int
    accounts: tuple[tuple[str, int], ...]


def read_groups(state: State, wanted: str = "", by: Level = Level.PROJECT) -> list[Group]:
    """The projects that have accounts, in the program's order; those of no project last.

    Args: wanted: only accounts whose code, name or project contains it, whatever the case;
    by: funding sources in place of projects.
    """
    money, account = state.money, state.inputs.tables["account"]
    owned: dict[int, list[tuple[str, int]]] = {}
    ids = money.funds if by is Level.FUND else money.projects
    place_of, nobody = {row_id: place for place, row_id in enumerate(ids)}, len(ids)
    field = "funding_id" if by is Level.FUND else "project_id"
    for place, account_id in enumerate(money.accounts):
        row = account.row[account_id]
        owner = project_name(state, account.texts["project_id"][row] or "")
        words = (account.texts["code"][row], account.texts["name"][row], owner)
        if any(wanted.casefold() in (word or "").casefold() for word in words):
            group = place_of.get(account.texts[field][row] or "", nobody)
            owned.setdefault(group, []).append((account_id, place))
    return [Group(by, [*ids, ""][place], place, tuple(owned[place])) for place in sorted(owned)]


def project_name(state: State, project_id: str) -> str:
    """A component project's name; empty for none."""
    row = state.outline.row.get(project_id)
    return "" if row is None else state.names[row]


def rows_of(groups: Sequence[Group], figures: Sequence[Figure], closed: set[str]) -> list[Line]:
    """Every row of the grid, one for each figure; accounts of closed groups are left out."""
    return list(_rows(groups, figures, closed))


def _rows(groups: Sequence[Group], figures: Sequence[Figure], closed: set[str]) -> Iterator[Line]:
    for group in groups:
        yield from _block(group.kind, group.id, group.place, figures)
        if group.id not in closed:
            for account_id, place in group.accounts:
                yield from _block(Level.ACCOUNT, account_id, place, figures)
    if groups:
        for place, treatment in TREATMENTS:
            yield from _block(Level.TREATMENT, treatment.value, place, figures)
        yield from _block(Level.PROGRAM, "", 0, figures)


def _block(kind: Level, row_id: str, place: int, figures: Sequence[Figure]) -> Iterator[Line]:
    for n, figure in enumerate(figures):
        yield Line(kind, row_id, place, figure, leads=n == 0)
