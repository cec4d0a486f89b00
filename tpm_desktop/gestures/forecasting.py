"""Entering a forecast: each account by the method chosen for it, spread over the months to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.fiscal_year import year_and_month
from tpm_desktop.finance.spreading import apportioned
from tpm_desktop.model.finance import ForecastBy
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.forecasting import Estimate, estimates

from .money import Cell, Measure, enter
from .spreading import amounts_there


@dataclass(frozen=True, slots=True)
class Choice:
    """How an account is forecast. own: the estimate to complete in minor units, for one's own."""

    by: ForecastBy
    own: int | None = None


def enter_forecast(program: OpenProgram, choices: Mapping[str, Choice]) -> int:
    """Note the method of each account and enter what it comes to as forecast; returns how many amounts.

    An account that is forecast as entered keeps its forecast.
    Raises: `EditError` where a method gives no estimate; then nothing is entered.
    """
    state = program.plan.state
    known = {one.account_id: one for one in estimates(state)}
    if not known:
        raise EditError("set the program's status date first; the forecast is for the months after it")
    cells = []
    for account_id, choice in choices.items():
        estimate = known[account_id]
        left = estimate.to_complete[choice.by] if choice.by is not ForecastBy.MANUAL else choice.own
        if left is None:
            table = state.inputs.tables["account"]
            name = table.texts["name"][table.row[account_id]]
            raise EditError(
                f"“{name}” has no estimate this way yet; earn and spend something first, or give your own"
            )
        if choice.by is not ForecastBy.ENTERED:
            cells += _cells(program, estimate, left)
    with program.file.transaction("Enter the forecast") as edit:
        for account_id, choice in choices.items():
            own = {"to_complete": choice.own} if choice.by is ForecastBy.MANUAL else {}
            edit.set("account", account_id, forecast_by=choice.by, **own)
        enter(edit, program, cells)
    return len(cells)


def _cells(program: OpenProgram, estimate: Estimate, left: int) -> list[Cell]:
    """The forecast by month; months that are planned but get nothing of it are forecast at zero."""
    parts = apportioned(left, estimate.profile)
    planned = amounts_there(program.plan.state, estimate.account_id, Measure.PLANNED, estimate.months)
    before = amounts_there(program.plan.state, estimate.account_id, Measure.FORECAST, estimate.months)
    return [
        Cell(estimate.account_id, date(*year_and_month(month), 1), Measure.FORECAST, part)
        for month, part, *said in zip(estimate.months, parts, planned, before, strict=True)
        if part or any(said)
    ]
