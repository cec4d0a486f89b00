"""What the chart beside the grid draws: the running totals of one row, and what they say in one line."""

from __future__ import annotations

from dataclasses import dataclass

from tpm_desktop.finance.budget import Budget, Totals, overrun
from tpm_desktop.formats import Formats


@dataclass(frozen=True, slots=True)
class Chart:
    """Running totals in minor units by month; actual ends with the status month.

    first: months since 1970 of the first one; until: months since 1970 of the status month, None without one.
    """

    title: str
    subject: str
    first: int
    until: int | None
    planned: tuple[int, ...]
    actual: tuple[int, ...]
    outlook: tuple[int, ...]


def read_chart(
    budget: Budget, totals: Totals, place: int | tuple[()], title: str, subject: str, status: int | None
) -> Chart:
    """The running totals of a row of the budget's totals."""
    curves = budget.curves(totals)
    return Chart(
        title=title,
        subject=subject,
        first=int(budget.months[0]) if budget.months.size else 0,
        until=status,
        planned=tuple(curves.planned[place].tolist()),
        actual=tuple(curves.actual[place].tolist()),
        outlook=tuple(curves.outlook[place].tolist()),
    )


def finding(totals: Totals, place: int | tuple[()], formats: Formats) -> str:
    """What a row's figures say, such as "Outlook 2.3 % over plan: EUR 12.4 m of 12.1 m"."""
    planned, outlook = int(totals.at_completion[place]), int(totals.outlook_at_completion[place])
    expected, share = _unbroken(formats.compact(outlook, currency=True)), overrun(planned, outlook)
    if not planned:
        return f"Outlook {expected}, nothing planned" if outlook else "No amounts yet"
    pair = f"{expected} of {_unbroken(formats.compact(planned))}"
    if not share:
        return f"Outlook on plan: {pair}"
    said = _unbroken(formats.share(abs(share), digits=1))
    return f"Outlook {said} {'over' if share > 0 else 'under'} plan: {pair}"


def _unbroken(amount: str) -> str:
    """An amount that no line ends within."""
    return amount.replace(" ", "\N{NO-BREAK SPACE}")
