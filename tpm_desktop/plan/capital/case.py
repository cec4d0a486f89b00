"""The business case of a request, and how its cost would be charged, or is, over the years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from tpm_desktop.finance.amounts import WHOLE
from tpm_desktop.finance.business_case import (
    Rates,
    dated_net_present_value,
    discounted_payback,
    equivalent_annual_sum,
    internal_rates,
    net_present_value,
    payback,
    profitability_index,
)
from tpm_desktop.finance.depreciation import (
    Convention,
    Method,
    Terms,
    YearCharge,
    by_fiscal_year,
    charged_through,
    gain_on_retirement,
    written_off_through,
)
from tpm_desktop.finance.errors import FinanceError
from tpm_desktop.model.capital import CapitalFlow
from tpm_desktop.model.purchasing import Asset

from .book import Book


@dataclass(frozen=True, slots=True)
class Case:
    """What a request is worth. flows: net by year, the first now; rate: hundredths of a per cent, None while
    none is entered, and then nothing is discounted. dated: days count, so only the present value is told.
    """

    flows: tuple[int, ...]
    rate: int | None
    dated: bool
    value: int | None
    rates: Rates
    payback: Fraction | None
    discounted: Fraction | None
    index: Fraction | None
    annual: int | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """The depreciation of an asset, or the expected one before there is any; problem: why there is none.

    late_share: where the mid-quarter convention of MACRS holds, how much of its year's cost entered service
    in the last quarter, hundredths of a per cent.
    """

    asset: Asset | None
    terms: Terms
    years: tuple[YearCharge, ...]
    problem: str = ""
    late_share: int | None = None

    @property
    def cost(self) -> int:
        return self.terms.cost


def net(flow: CapitalFlow) -> int:
    """Benefit less outlay and running cost."""
    return (flow.benefit or 0) - (flow.outlay or 0) - (flow.running or 0)


def case_of(book: Book) -> Case | None:
    """The figures of the request's cash flows, None while it has none."""
    if not book.flows:
        return None
    flows = [0] * (max(flow.year for flow in book.flows) + 1)
    for flow in book.flows:
        flows[flow.year] += net(flow)
    dated = [(flow.paid_on, net(flow)) for flow in book.flows if flow.paid_on is not None]
    on_days = len(dated) == len(book.flows)
    rate = None if book.request.rate is None else Fraction(book.request.rate, WHOLE)
    value = None
    if rate is not None:
        value = dated_net_present_value(dated, rate) if on_days else net_present_value(flows, rate)
    discounted = rate is not None and not on_days
    return Case(
        flows=tuple(flows),
        rate=book.request.rate,
        dated=on_days,
        value=value,
        rates=Rates(()) if on_days else internal_rates(flows),
        payback=None if on_days else payback(flows),
        discounted=discounted_payback(flows, rate) if discounted and rate is not None else None,
        index=profitability_index(flows, rate) if discounted and rate is not None else None,
        annual=equivalent_annual_sum(flows, rate) if discounted and rate is not None else None,
    )


def schedules(book: Book, starts_in: int) -> list[Schedule]:
    """Of each asset in service; before there is one, of what is expected, where life and date are known."""
    if book.assets:
        return [_of_asset(book, asset, starts_in) for asset in book.assets]
    expected = expected_terms(book)
    return [] if expected is None else [_schedule(None, expected, starts_in)]


def depreciation_by_year(books: Iterable[Book], starts_in: int) -> dict[int, tuple[int, int]]:
    """What all assets in service are charged with, and what of them is written off, by the year in which each
    fiscal year starts."""
    found: dict[int, tuple[int, int]] = {}
    for book in books:
        for schedule in schedules(book, starts_in) if book.assets else ():
            for year in schedule.years:
                charge, off = found.get(year.start_year, (0, 0))
                found[year.start_year] = (charge + year.charge, off + year.written_off)
    return dict(sorted(found.items()))


def book_value(book: Book, asset: Asset, day: date, starts_in: int) -> int:
    """What is left of the cost of one of a request's assets at the end of a day's month, 0 once retired.

    All of the cost where its terms can't be depreciated by.
    """
    if asset.retired and asset.retired <= day:
        return 0
    try:
        terms, month = book.terms(asset, starts_in), book.fiscal.month_of(day)
        return asset.cost - charged_through(terms, month, starts_in) - written_off_through(terms, month)
    except FinanceError:
        return asset.cost


def gain(schedule: Schedule, starts_in: int) -> int | None:
    """What a retired asset brought above its book value, below 0 a loss; None while it is in service."""
    asset = schedule.asset
    if asset is None or asset.retired is None or schedule.problem:
        return None
    return gain_on_retirement(schedule.terms, asset.proceeds or 0, starts_in)


def expected_terms(book: Book) -> Terms | None:
    """What an asset of the request would be depreciated by; None while life, date or cost are not known."""
    request = book.request
    if not request.life or request.in_service_due is None or not book.capital:
        return None
    due = request.in_service_due
    return Terms(
        cost=book.capital,
        residual=request.residual or 0,
        life=request.life,
        method=Method(request.method.value),
        convention=Convention(request.convention.value),
        in_service=book.fiscal.month_of(due),
    )


def _of_asset(book: Book, asset: Asset, starts_in: int) -> Schedule:
    terms = book.terms(asset, starts_in)
    share = book.late_share(terms, starts_in) if terms.mid_quarter else None
    return replace(_schedule(asset, terms, starts_in), late_share=share)


def _schedule(asset: Asset | None, terms: Terms, starts_in: int) -> Schedule:
    try:
        return Schedule(asset, terms, by_fiscal_year(terms, starts_in))
    except FinanceError as error:
        return Schedule(asset, terms, (), str(error))
