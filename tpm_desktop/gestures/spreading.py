"""Spreading a sum over the months of an account: in a shape, by what stands there, or like a task."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.fiscal_year import year_and_month
from tpm_desktop.finance.spreading import Shape, apportioned, weights
from tpm_desktop.plan import OpenProgram, State
from tpm_desktop.plan.closing import closed_through
from tpm_desktop.plan.fiscal import fiscal_calendar
from tpm_desktop.planning.columns import NONE

from .money import Cell, Measure


def spread(
    state: State,
    account_id: str,
    measure: Measure,
    months: Sequence[int],
    total: int | None,
    by: Sequence[int] | None = None,
) -> list[Cell]:
    """The cells that a sum for some months comes to. Nothing is entered yet.

    Closed months stay as they are, and count towards the sum; what is left goes to the open ones.
    Args: months: since 1970; total: minor units, None empties the months; by: a weight for each month, what
    stands there unless given.
    Raises: `EditError` where all the months are closed.
    """
    closed = closed_through(state)
    places = [n for n, month in enumerate(months) if closed is None or month > closed]
    if not places:
        raise EditError("all these months are closed; their figures stay as they are")
    open_months = [date(*year_and_month(months[n]), 1) for n in places]
    if total is None:
        return [Cell(account_id, month, measure, None) for month in open_months]
    there = amounts_there(state, account_id, measure, months)
    left = total - sum(amount for n, amount in enumerate(there) if n not in places)
    shares = [by[n] if by is not None else there[n] for n in places]
    if min(shares) < 0:
        shares = [1] * len(places)
    parts = apportioned(left, shares)
    return [Cell(account_id, month, measure, part) for month, part in zip(open_months, parts, strict=True)]


def amounts_there(state: State, account_id: str, measure: Measure, months: Sequence[int]) -> list[int]:
    """Minor units of an account in each of some months."""
    money = state.money
    values = getattr(money.budget.accounts.months, measure)[money.account_row[account_id]]
    known = dict(zip(money.budget.months.tolist(), values.tolist(), strict=True))
    return [known.get(month, 0) for month in months]


def in_shape(months: Sequence[int], shape: Shape) -> list[int]:
    """Weights of months by a shape."""
    return weights(len(months), shape)


def like_task(program: OpenProgram, task_id: str, months: Sequence[int]) -> list[int]:
    """Weights of months by the working time that a task has in each.

    Raises: `EditError` where it has none in any of them.
    """
    state = program.plan.state
    row = state.outline.row.get(task_id)
    if row is None:
        raise EditError("the task is gone; choose another one")
    start, finish = int(state.schedule.start[row]), int(state.schedule.finish[row])
    calendar = state.inputs.calendars[state.inputs.options.calendar]
    edges = fiscal_calendar(state.inputs.tables).starts(np.array([*months, months[-1] + 1]))
    found = [0] * len(months)
    if NONE not in (start, finish):
        within = calendar.to_work(np.clip(edges, start, finish))
        found = np.diff(within).tolist()
    if not any(found):
        raise EditError(f"“{state.names[row]}” has no working time in these months; choose its own")
    return found
