"""From the budget as written down to rows of budget lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tpm_desktop.finance.fiscal_year import month_number, year_and_month
from tpm_desktop.model.record import new_id

from .fields import MINOR_UNITS, Keys
from .telling import AccountPlan, Budget


def planned_lines(budget: Budget, keys: Keys) -> Iterator[dict[str, Any]]:
    """A line for each account and month with its plan; its id is made, and learnt, here."""
    for plan in budget.accounts:
        account = plan.account
        for n, amount in enumerate(plan.planned):
            row_id, month = new_id(), _month(budget, n)
            keys.learn("budget_line", _line_key(plan, month), row_id)
            yield {
                "id": row_id,
                "account_id": keys.id("account", account["key"]),
                "month": month,
                "treatment": account["treatment"],
                "planned": amount * MINOR_UNITS,
            }


def actual_lines(budget: Budget, month: date, keys: Keys) -> Iterator[dict[str, Any]]:
    """What was spent in a month."""
    n = _number(month) - _number(budget.first)
    for plan in budget.accounts:
        if n < len(plan.actual):
            line = keys.id("budget_line", _line_key(plan, month))
            yield {"id": line, "actual": plan.actual[n] * MINOR_UNITS}


def forecast_lines(budget: Budget, after: date, keys: Keys) -> Iterator[dict[str, Any]]:
    """What is expected in the months after one, where it isn't just the plan."""
    first = _number(after) - _number(budget.first) + 1
    for plan in budget.accounts:
        for n, amount in enumerate(plan.forecast, first):
            line = keys.id("budget_line", _line_key(plan, _month(budget, n)))
            yield {"id": line, "forecast": amount * MINOR_UNITS}


def _line_key(plan: AccountPlan, month: date) -> str:
    return f"{plan.account['key']} {month:%Y-%m}"


def _number(month: date) -> int:
    return month_number(month.year, month.month)


def _month(budget: Budget, n: int) -> date:
    return date(*year_and_month(_number(budget.first) + n), 1)
