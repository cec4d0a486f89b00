"""The grid's rows: component projects with their accounts, then capital, operating and the whole program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tpm_desktop.finance.budget import CAPEX, OPEX, Budget, Totals
from tpm_desktop.gestures.money import Measure
from tpm_desktop.model.finance import Treatment
from tpm_desktop.plan import State

_MEASURES = {measure.value: measure for measure in Measure}


class Figure(StrEnum):
    """What a row's amounts are; the first three are entered, the others follow from them."""

    PLANNED = "planned"
    ACTUAL = "actual"
    FORECAST = "forecast"
    OUTLOOK = "outlook"
    VARIANCE = "variance"

    @property
    def measure(self) -> Measure | None:
        """The measure that is entered, None for a figure that follows from the others."""
        return _MEASURES.get(self.value)


class LineKind(StrEnum):
    """What a row of the grid stands for."""

    PROJECT = "project"
    ACCOUNT = "account"
    TREATMENT = "treatment"
    PROGRAM = "program"


TREATMENTS = ((CAPEX, Treatment.CAPEX), (OPEX, Treatment.OPEX))


@dataclass(frozen=True, slots=True)
class Line:
    """One row. id: of the project ("" for accounts of none) or account, or the treatment's key.

    place: its row in the budget's totals of that kind; leads: it is the first of its block, with the name.
    """

    kind: LineKind
    id: str
    place: int
    figure: Figure
    leads: bool = True

    @property
    def total(self) -> bool:
        """Whether it sums up other rows."""
        return self.kind is not LineKind.ACCOUNT

    @property
    def of_program(self) -> bool:
        """Whether it sums up the whole program, or its capital or operating part."""
        return self.kind in (LineKind.TREATMENT, LineKind.PROGRAM)

    def totals(self, budget: Budget) -> Totals:
        """The budget's totals that hold this row at `place`."""
        by_kind = {
            LineKind.PROJECT: budget.projects,
            LineKind.ACCOUNT: budget.accounts,
            LineKind.TREATMENT: budget.treatments,
            LineKind.PROGRAM: budget.program,
        }
        return by_kind[self.kind]


@dataclass(frozen=True, slots=True)
class Group:
    """A component project with those of its accounts that are shown."""

    project_id: str
    place: int
    accounts: tuple[tuple[str, int], ...]


def read_groups(state: State, wanted: str = "") -> list[Group]:
    """The projects that have accounts, in the program's order; those of no project last.

    Args: wanted: only accounts whose code, name or project contains it, whatever the case.
    """
    money, account = state.money, state.inputs.tables["account"]
    owned: dict[int, list[tuple[str, int]]] = {}
    project_place = {project_id: place for place, project_id in enumerate(money.projects)}
    nobody = len(money.projects)
    for place, account_id in enumerate(money.accounts):
        row = account.row[account_id]
        owner = account.texts["project_id"][row] or ""
        words = (account.texts["code"][row], account.texts["name"][row], project_name(state, owner))
        if any(wanted.casefold() in (word or "").casefold() for word in words):
            owned.setdefault(project_place.get(owner, nobody), []).append((account_id, place))
    ids = [*money.projects, ""]
    return [Group(ids[place], place, tuple(owned[place])) for place in sorted(owned)]


def project_name(state: State, project_id: str) -> str:
    """A component project's name; empty for none."""
    row = state.outline.row.get(project_id)
    return "" if row is None else state.names[row]


def rows_of(groups: Sequence[Group], figures: Sequence[Figure], closed: set[str]) -> list[Line]:
    """Every row of the grid, one for each figure; accounts of closed projects are left out."""
    return list(_rows(groups, figures, closed))


def _rows(groups: Sequence[Group], figures: Sequence[Figure], closed: set[str]) -> Iterator[Line]:
    for group in groups:
        yield from _block(LineKind.PROJECT, group.project_id, group.place, figures)
        if group.project_id not in closed:
            for account_id, place in group.accounts:
                yield from _block(LineKind.ACCOUNT, account_id, place, figures)
    if groups:
        for place, treatment in TREATMENTS:
            yield from _block(LineKind.TREATMENT, treatment.value, place, figures)
        yield from _block(LineKind.PROGRAM, "", 0, figures)


def _block(kind: LineKind, row_id: str, place: int, figures: Sequence[Figure]) -> Iterator[Line]:
    for n, figure in enumerate(figures):
        yield Line(kind, row_id, place, figure, leads=n == 0)
