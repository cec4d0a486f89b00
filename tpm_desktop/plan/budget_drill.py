"""What a sum of the budget consists of: the lines, transfers and entries behind it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tpm_desktop.finance.budget import per_line

from .breakdown import Level, Row
from .budget_lines import TREATMENTS, status_month
from .budget_periods import Period
from .state import State


@dataclass(frozen=True, slots=True)
class Drilled:
    """One row behind a sum. table, row_id: where it is stored; month: since 1970; amount: minor units."""

    table: str
    row_id: str
    account_id: str
    month: int
    amount: int


def drilled(state: State, row: Row, figure: str, period: Period) -> list[Drilled]:
    """The rows behind a cell by month and account; their amounts make up what it shows.

    Args: figure: a name in `Amounts`.
    """
    money, tables = state.money, state.inputs.tables
    wanted = accounts_of(state, row)
    treatment = TREATMENTS[row.id] if row.level is Level.TREATMENT else None
    found = []
    for part in money.parts:
        lines = part.lines
        amounts = getattr(per_line(lines, status_month(tables)), figure)
        inside = (lines.month >= period.first) & (lines.month <= period.last) & wanted[lines.account]
        if treatment is not None:
            inside &= lines.treatment == treatment
        for at in np.flatnonzero(inside & (amounts != 0)).tolist():
            row_id = tables[part.table].ids[int(part.row[at])]
            account = money.accounts[int(lines.account[at])]
            found.append(Drilled(part.table, row_id, account, int(lines.month[at]), int(amounts[at])))
    return sorted(found, key=lambda one: (one.month, money.account_row[one.account_id]))


def drilled_cash(state: State, row: Row, figure: str, period: Period) -> list[Drilled]:
    """The same behind a cell of the budget by month of payment; the month is that of the payment."""
    cash, wanted = state.cash, accounts_of(state, row)
    place, amounts = cash.place, getattr(cash.amounts, figure)
    inside = (place.month >= period.first) & (place.month <= period.last) & wanted[place.account]
    if row.level is Level.TREATMENT:
        inside &= place.treatment == TREATMENTS[row.id]
    found = []
    for at in np.flatnonzero(inside & (amounts != 0)).tolist():
        row_id = state.inputs.tables[cash.table[at]].ids[int(cash.row[at])]
        account = state.money.accounts[int(place.account[at])]
        found.append(Drilled(cash.table[at], row_id, account, int(place.month[at]), int(amounts[at])))
    return sorted(found, key=lambda one: (one.month, state.money.account_row[one.account_id]))


def accounts_of(state: State, row: Row) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Which accounts a row sums up, by their rows in the budget."""
    money, table = state.money, state.inputs.tables["account"]
    if row.level is Level.ACCOUNT:
        return np.asarray(np.arange(len(money.accounts)) == row.place)
    if row.level in (Level.TREATMENT, Level.PROGRAM):
        return np.ones(len(money.accounts), np.bool_)
    field = "project_id" if row.level is Level.PROJECT else "funding_id"
    known = set(money.projects if row.level is Level.PROJECT else money.funds)
    owners = [table.texts[field][table.row[account]] or "" for account in money.accounts]
    return np.array([(owner if owner in known else "") == row.id for owner in owners], np.bool_)
