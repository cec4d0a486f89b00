"""The business case: its versions, and how the program stands against the one that was approved.

As things stand a year costs what the budget says of it (actual up to the status month, forecast from there
on) and brings what the benefits are expected to; running costs, and whatever lies beyond budget and benefits,
are as in the version that holds. The first year of a case is now: versions are compared at the same point.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from tpm_desktop.finance.amounts import WHOLE
from tpm_desktop.finance.business_case import (
    discounted_payback,
    equivalent_annual_sum,
    internal_rates,
    net_present_value,
    payback,
    profitability_index,
)
from tpm_desktop.finance.fiscal_year import FiscalYear, fiscal_year, month_number
from tpm_desktop.model.benefits import BusinessCase, CaseState, CaseYear

from .benefits import Realisation, realisations
from .capital.case import Case
from .capital.rows import records_of
from .columns import first
from .due import day_of_status
from .fiscal import fiscal_calendar
from .state import State


@dataclass(frozen=True, slots=True)
class Year:
    """One fiscal year, by the calendar year it starts in; minor units. spent, realised: of cost, benefit."""

    year: int
    cost: int = 0
    running: int = 0
    benefit: int = 0
    spent: int = 0
    realised: int = 0

    @property
    def net(self) -> int:
        """Benefit less all cost."""
        return self.benefit - self.cost - self.running

    def __add__(self, other: Year) -> Year:
        pairs = ((getattr(self, n), getattr(other, n)) for n in _AMOUNTS)
        return Year(self.year, *(one + two for one, two in pairs))


_AMOUNTS = ("cost", "running", "benefit", "spent", "realised")


@dataclass(frozen=True, slots=True)
class Version:
    """A version, or how things stand where row is None; years without a gap, figures: what they are worth."""

    row: BusinessCase | None
    years: tuple[Year, ...]
    figures: Case

    @property
    def total(self) -> Year:
        """All years."""
        return sum(self.years, Year(0))

    def year(self, year: int) -> Year:
        """One year, of nothing where the version has none."""
        return next((one for one in self.years if one.year == year), Year(year))


@dataclass(frozen=True, slots=True)
class Standing:
    """The business case of a component project, or of the program where project_id is None.

    versions: in order of their dates; now: as things stand, None before there is a version; to_go: the net
    present value of what is still to come, from this fiscal year on and without what is spent and realised.
    """

    project_id: str | None
    versions: tuple[Version, ...]
    now: Version | None
    to_go: int | None

    @property
    def held(self) -> Version | None:
        """The version that holds: the newest approved one, or the newest draft before there is any."""
        return holding(self.versions)

    @property
    def change(self) -> int | None:
        """Net present value as things stand less that of the version that holds."""
        if self.held is None or self.now is None:
            return None
        before, value = self.held.figures.value, self.now.figures.value
        return None if before is None or value is None else value - before


def standings(state: State) -> list[Standing]:
    """The program's case first where it has one, then those of the projects in their order."""
    cases = [cast(BusinessCase, row) for row in records_of(state.inputs.tables["business_case"]).values()]
    owners: list[str | None] = [None, *state.money.projects]
    known = {case.project_id for case in cases}
    return [standing(state, owner) for owner in owners if owner in known]


def standing(state: State, project_id: str | None) -> Standing:
    """The case of one project, or of the program."""
    tables = state.inputs.tables
    starts_in = int(first(tables["program"], "fiscal_year_start"))
    rows = [cast(BusinessCase, row) for row in records_of(tables["business_case"]).values()]
    own = sorted((r for r in rows if r.project_id == project_id), key=lambda r: (r.taken, r.id))
    years: dict[str, list[Year]] = {}
    for row in records_of(tables["case_year"]).values():
        years.setdefault(cast(CaseYear, row).case_id, []).append(_entered(cast(CaseYear, row), starts_in))
    versions = tuple(
        Version(r, _whole(years.get(r.id, ())), _figures(years.get(r.id, ()), r.rate)) for r in own
    )
    held = holding(versions)
    if held is None or held.row is None:
        return Standing(project_id, versions, None, None)
    now = as_things_stand(state, project_id, held, starts_in)
    rate = held.row.rate
    to_go = (
        None
        if rate is None
        else _to_go(now.years, fiscal_calendar(tables).year_of(day_of_status(state)), rate)
    )
    return Standing(project_id, versions, now, to_go)


def holding(versions: Sequence[Version]) -> Version | None:
    """The newest approved version, or the newest draft."""
    for state in (CaseState.APPROVED, CaseState.DRAFT):
        found = [one for one in versions if one.row is not None and one.row.state is state]
        if found:
            return found[-1]
    return None


def as_things_stand(state: State, project_id: str | None, held: Version, starts_in: int) -> Version:
    """The years of a version with costs of the budget and benefits as they are expected."""
    outlook, spent = _costs(state, project_id)
    of_case = [one for one in realisations(state) if project_id in (None, one.benefit.project_id)]
    found = {one.year: one for one in held.years}
    years = sorted({*found, *outlook})
    until = FiscalYear.beginning(years[-1], starts_in).last if years else 0
    expected = _summed([one.worth_expected(until) for one in of_case])
    realised = _summed([one.worth_realised() for one in of_case])
    told = bool(expected)
    made = [
        Year(
            year,
            cost=outlook.get(year, held.year(year).cost),
            running=held.year(year).running,
            benefit=expected.get(year, 0) if told else held.year(year).benefit,
            spent=spent.get(year, 0),
            realised=realised.get(year, 0),
        )
        for year in years
    ]
    rate = held.row.rate if held.row else None
    return Version(None, _whole(made), _figures(made, rate))


def first_version(state: State, project_id: str | None) -> Version:
    """What a case begins with before there is a version: the budget, and the benefits in its years."""
    starts_in = int(first(state.inputs.tables["program"], "fiscal_year_start"))
    return as_things_stand(state, project_id, Version(None, (), _figures((), None)), starts_in)


def benefits_of(state: State, project_id: str | None) -> list[Realisation]:
    """The benefits that a case counts: all of them for the program's."""
    return [one for one in realisations(state) if project_id in (None, one.benefit.project_id)]


def _entered(row: CaseYear, starts_in: int) -> Year:
    amounts = (getattr(row, name) or 0 for name in _AMOUNTS)
    return Year(fiscal_year(month_number(row.year.year, row.year.month), starts_in), *amounts)


def _whole(years: Sequence[Year]) -> tuple[Year, ...]:
    """In order, each once, and none left out between the first and the last."""
    if not years:
        return ()
    found: dict[int, Year] = {}
    for one in years:
        found[one.year] = found[one.year] + one if one.year in found else one
    return tuple(found.get(year, Year(year)) for year in range(min(found), max(found) + 1))


def _figures(years: Sequence[Year], rate: int | None) -> Case:
    flows = tuple(one.net for one in _whole(years))
    share = None if rate is None else Fraction(rate, WHOLE)
    return Case(
        flows=flows,
        rate=rate,
        dated=False,
        value=None if share is None else net_present_value(flows, share),
        rates=internal_rates(flows),
        payback=payback(flows),
        discounted=None if share is None else discounted_payback(flows, share),
        index=None if share is None else profitability_index(flows, share),
        annual=None if share is None else equivalent_annual_sum(flows, share),
    )


def _to_go(years: Sequence[Year], this_year: int, rate: int) -> int:
    """What is spent and realised is no longer decided on (sunk), so it is left out."""
    ahead = [one.net + one.spent - one.realised for one in years if one.year >= this_year]
    return net_present_value(ahead, Fraction(rate, WHOLE))


def _costs(state: State, project_id: str | None) -> tuple[dict[int, int], dict[int, int]]:
    """Outlook and actual of the budget by fiscal year."""
    budget, projects = state.money.budget, state.money.projects
    totals = budget.program
    place: tuple[int, ...] = ()
    if project_id is not None:
        totals, place = budget.projects, (projects.index(project_id),)
    outlook, spent = totals.years.outlook[place], totals.years_to_date.actual[place]
    years = [year.start_year for year in budget.years]
    return dict(zip(years, outlook.tolist(), strict=True)), dict(zip(years, spent.tolist(), strict=True))


def _summed(parts: Sequence[Mapping[int, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part in parts:
        for year, amount in part.items():
            found[year] = found.get(year, 0) + amount
    return found
