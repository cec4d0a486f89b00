"""Capital requests in words: stages, figures of a case, headlines; for window, command and paper alike."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tpm_desktop.finance.fiscal_year import year_and_month
from tpm_desktop.formats import Formats
from tpm_desktop.model.capital import DepreciationMethod

from .book import Book
from .case import Case, Schedule, gain
from .sums import Amounts, CapitalLine

NONE = "–"


def stage_text(book: Book, day: date) -> str:
    """How far a request has come: "Received, partly"."""
    stage = book.stage(day)
    return f"{stage.label}, partly" if book.is_partly(stage) else stage.label


def year_text(year: int | None, formats: Formats, starts_in: int) -> str:
    """A fiscal year by the calendar year that it starts in, or all of them."""
    return "All years" if year is None else formats.fiscal_year(date(year, starts_in, 1))


def line_text(line: CapitalLine, formats: Formats, starts_in: int) -> str:
    """What a line of the capital view is about."""
    if line.asset_class is not None:
        return line.asset_class.label
    return year_text(line.year, formats, starts_in)


def headline(total: Amounts | None, formats: Formats) -> str:
    """What people take away of the sums: what is approved of the plan, and ordered of that."""
    if total is None:
        return "No capital requests yet"
    planned, approved, committed, spent = (
        formats.compact(amount, currency=True)
        for amount in (total.planned, total.approved, total.committed, total.spent)
    )
    said = f"{approved} of {planned} planned is approved, {committed} ordered, {spent} spent"
    return f"{said}; orders are above the approval" if total.left < 0 else said


def rate_text(case: Case, formats: Formats) -> str:
    """The internal rate of return; all of them where there are several."""
    found = [f"{formats.decimal(rate, 2)} %" for rate in case.rates.found]
    if not found:
        return NONE
    return found[0] if len(found) == 1 else f"several: {', '.join(found)}"


def years_text(years: Fraction | None, formats: Formats) -> str:
    """A time of payback."""
    if years is None:
        return "never"
    return f"{formats.decimal(float(years), 2)} years"


def case_facts(case: Case, formats: Formats) -> list[tuple[str, str]]:
    """The figures of a business case with their labels."""
    rate = formats.share(case.rate) if case.rate is not None else NONE
    value = NONE if case.value is None else formats.money(case.value, currency=True, sign=True)
    facts = [("Discount rate", rate), ("Net present value", value)]
    if case.dated:
        return facts
    facts += [
        ("Internal rate of return", rate_text(case, formats)),
        ("Payback", years_text(case.payback, formats)),
    ]
    if case.rate is not None:
        index = NONE if case.index is None else formats.decimal(float(case.index), 2)
        annual = NONE if case.annual is None else formats.money(case.annual, currency=True, sign=True)
        facts += [
            ("Discounted payback", years_text(case.discounted, formats)),
            ("Profitability index", index),
            ("Equivalent annual sum", annual),
        ]
    return facts


def amount_facts(book: Book, formats: Formats) -> list[tuple[str, str]]:
    """The sums of a request with their labels; those that are not reached are left out."""
    named = [
        ("Requested", book.requested),
        ("Of it capital", book.capital),
        ("Approved", book.approved),
        ("Ordered", book.committed),
        ("Received", book.received),
        ("Invoiced", book.invoiced),
        ("Spent by the postings", book.spent if book.spent != book.invoiced else 0),
        ("Open", book.open),
        ("Advance to be set off", book.advance_left),
        ("Retained", book.retained),
        ("Paid", book.paid),
        ("In service", book.capitalised),
    ]
    facts = [(label, formats.money(amount, currency=True)) for label, amount in named if amount]
    if book.counted and book.request.account_id is None:
        facts.append(("In the budget", "in no account yet: choose its cost account"))
    return facts


def schedule_text(schedule: Schedule, formats: Formats) -> str:
    """What a depreciation schedule is of, and how it is made."""
    asset, terms = schedule.asset, schedule.terms
    cost = formats.money(schedule.cost, currency=True)
    name = "Expected" if asset is None else " ".join(filter(None, (asset.code, asset.title)))
    method = DepreciationMethod(terms.method.value).label.lower()
    said = f"{name}: {cost}, {method}, {formats.integer(terms.life)} months"
    if changed := next((one for one in reversed(terms.changes) if one.life), None):
        since = formats.month(date(*year_and_month(changed.month), 1))
        said += f", {formats.integer(changed.life or 0)} left from {since}"
    return said


def gain_text(schedule: Schedule, formats: Formats, starts_in: int) -> str:
    """What a retired asset brought beside its book value; empty while it is in service."""
    found, asset = gain(schedule, starts_in), schedule.asset
    if found is None or asset is None:
        return ""
    proceeds = formats.money(asset.proceeds or 0, currency=True)
    worth = formats.money((asset.proceeds or 0) - found, currency=True)
    amount = formats.money(abs(found), currency=True)
    said = f"a gain of {amount}" if found > 0 else f"a loss of {amount}" if found else "neither gain nor loss"
    return (
        f"Retired {formats.date(asset.retired, year=True)} for {proceeds} at a book value of {worth}: {said}"
    )


def schedule_finding(schedule: Schedule, formats: Formats) -> str:
    """Why the tables of MACRS are those of the mid-quarter convention; empty where they are not."""
    if schedule.late_share is None:
        return ""
    share = formats.share(schedule.late_share)
    return f"{share} of the year’s MACRS cost enters service in its last quarter: mid-quarter tables hold"
