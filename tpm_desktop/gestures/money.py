"""Entering amounts into the budget grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import numpy as np

from tpm_desktop.file.edit import Edit
from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.amounts import NONE
from tpm_desktop.finance.fiscal_year import month_number
from tpm_desktop.formats import Formats
from tpm_desktop.formats.amounts import minor_digits_of
from tpm_desktop.model.finance import Treatment
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.columns import Columns
from tpm_desktop.plan.valuing import Valuer

from .money_rules import refuse_closed_months
from .words import quoted


class Measure(StrEnum):
    """The amounts of a budget line that are entered."""

    PLANNED = "planned"
    ACTUAL = "actual"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid and its new amount in minor units; None empties it.

    currency: what the amount is in where that was said; a cell in another one than the program's is not
    overwritten by an amount of which nothing is said.
    """

    account_id: str
    month: date
    measure: Measure
    amount: int | None
    currency: str = ""


@dataclass(slots=True)
class _Line:
    """A budget line while amounts are entered in it."""

    id: str
    amounts: dict[Measure, int | None]
    noted: bool = False
    currency: str = ""


def set_amounts(program: OpenProgram, cells: Sequence[Cell]) -> None:
    """Enter amounts, one or a pasted block; where a cell has several lines the first takes up the difference.

    What transfers and entries of cost bring into a cell stays, and counts as part of what is entered.

    Raises: `EditError` for an account that is gone; `ProgramFileError`.
    """
    accounts = program.plan.state.inputs.tables["account"]
    with program.file.transaction(_label(cells, accounts)) as edit:
        enter(edit, program, cells)


def enter(edit: Edit, program: OpenProgram, cells: Sequence[Cell]) -> None:
    """Enter amounts as a part of an edit; see `set_amounts`. Raises: `EditError`."""
    accounts = program.plan.state.inputs.tables["account"]
    if any(cell.account_id not in accounts.row for cell in cells):
        raise EditError("the cost account is gone; choose another one")
    refuse_closed_months(program, {cell.month for cell in cells})
    lines = _present(program, {(cell.account_id, _number(cell.month)) for cell in cells})
    brought, own = _brought(program, cells), program.file.program.currency
    foreign = _InTheirOwn(program) if any(cell.currency not in ("", own) for cell in cells) else None
    for cell in cells:
        there = lines.setdefault((cell.account_id, _number(cell.month)), [])
        treatment = Treatment(accounts.texts["treatment"][accounts.row[cell.account_id]] or Treatment.OPEX)
        if foreign is not None and cell.currency not in ("", own) and cell.amount is not None:
            foreign.enter(edit, cell, there, treatment, brought.get(_place(cell), 0))
            continue
        _refuse_unsaid(program, cell, there)
        if cell.amount is not None:
            cell = replace(cell, amount=cell.amount - brought.get(_place(cell), 0))
        _enter(edit, cell, there, treatment)


def _refuse_unsaid(program: OpenProgram, cell: Cell, lines: Sequence[_Line]) -> None:
    """An amount without its currency where another one's stands. Raises: `EditError`."""
    code = next((line.currency for line in lines if line.currency and line.amounts[cell.measure]), "")
    if code and cell.amount is not None and not cell.currency:
        formats, own = Formats.of(program.file.program), program.file.program.currency
        month = formats.month(cell.month)
        raise EditError(f"{month} is in {code}; type “{code} 1,000”, or “{own} 1,000” to change it to {own}")


class _InTheirOwn:
    """Enters amounts in other currencies than the program's: each has a line of its own in its cell."""

    def __init__(self, program: OpenProgram) -> None:
        self._program, self._valuer = program, Valuer(program.file)

    def enter(self, edit: Edit, cell: Cell, lines: list[_Line], treatment: Treatment, brought: int) -> None:
        """In place of what stands there. Raises: `EditError`."""
        if brought:
            own = self._program.file.program.currency
            month = Formats.of(self._program.file.program).month(cell.month)
            raise EditError(f"transfers or cost entries stand in {month} as well; enter its sum in {own}")
        for line in [line for line in lines if line.currency != cell.currency]:
            _empty(edit, line, cell.measure)
            _remove_if_empty(edit, line, lines)
        values, found = self._valued(cell), [line for line in lines if line.currency == cell.currency]
        if found:
            line = found[0]
            edit.set("budget_line", line.id, **values)
        else:
            made = edit.add("budget_line", account_id=cell.account_id, treatment=treatment, **values)
            line = _Line(made, dict.fromkeys(Measure), currency=cell.currency)
            lines.append(line)
        line.amounts[cell.measure] = int(values[cell.measure])

    def _valued(self, cell: Cell) -> dict[str, Any]:
        digits = minor_digits_of(cell.currency)
        own = f"{Decimal(cell.amount or 0).scaleb(-digits):f}"
        values = {"month": cell.month, "currency": cell.currency, f"own_{cell.measure}": own}
        return self._valuer.valued("budget_line", values)


def _empty(edit: Edit, line: _Line, measure: Measure) -> None:
    own = {f"own_{measure}": None} if line.currency else {}
    edit.set("budget_line", line.id, **{measure: None}, **own)
    line.amounts[measure] = None


def _remove_if_empty(edit: Edit, line: _Line, lines: list[_Line]) -> None:
    if not line.noted and set(line.amounts.values()) == {None}:
        edit.remove("budget_line", line.id)
        lines.remove(line)


def _place(cell: Cell) -> tuple[str, int, Measure]:
    return cell.account_id, _number(cell.month), cell.measure


def _brought(program: OpenProgram, cells: Sequence[Cell]) -> dict[tuple[str, int, Measure], int]:
    """What transfers and entries of cost bring into some cells."""
    state = program.plan.state
    rows, months = {cell.account_id for cell in cells}, np.array([_number(cell.month) for cell in cells])
    places = np.array([state.money.account_row[row] for row in rows])
    found: dict[tuple[str, int, Measure], int] = {}
    for part in state.money.parts:
        if part.table == "budget_line":
            continue
        lines = part.lines
        for at in np.flatnonzero(np.isin(lines.account, places) & np.isin(lines.month, months)).tolist():
            for measure, amounts in ((Measure.PLANNED, lines.planned), (Measure.ACTUAL, lines.actual)):
                if amounts[at] != NONE:
                    place = (state.money.accounts[int(lines.account[at])], int(lines.month[at]), measure)
                    found[place] = found.get(place, 0) + int(amounts[at])
    return found


def _number(month: date) -> int:
    return month_number(month.year, month.month)


def _present(program: OpenProgram, wanted: set[tuple[str, int]]) -> dict[tuple[str, int], list[_Line]]:
    """The lines of some accounts and months, as the plan has them."""
    state = program.plan.state
    table, account_row = state.inputs.tables["budget_line"], state.money.account_row
    accounts = table.rows_of("account_id", account_row)
    places = [account_row[account] for account, _ in wanted]
    near = np.isin(accounts, places) & np.isin(table.numbers["month"], [month for _, month in wanted])
    found: dict[tuple[str, int], list[_Line]] = {}
    for row in np.flatnonzero(near).tolist():
        place = (state.money.accounts[int(accounts[row])], int(table.numbers["month"][row]))
        if place in wanted:
            stored = {measure: int(table.numbers[measure][row]) for measure in Measure}
            amounts = {measure: None if amount == NONE else amount for measure, amount in stored.items()}
            code = table.texts["currency"][row] or ""
            line = _Line(table.ids[row], amounts, bool(table.texts["notes"][row]), code)
            found.setdefault(place, []).append(line)
    return found


def _enter(edit: Edit, cell: Cell, lines: list[_Line], treatment: Treatment) -> None:
    """In the program's currency; what stands there in others goes, unless it was not said to."""
    for line in list(lines):
        if line.currency or (cell.amount is None and line is not lines[0]):
            if line.amounts[cell.measure] is not None:
                _empty(edit, line, cell.measure)
            _remove_if_empty(edit, line, lines)
    own = [line for line in lines if not line.currency]
    if not own:
        if cell.amount is not None:
            values = {"account_id": cell.account_id, "month": cell.month, "treatment": treatment}
            made = edit.add("budget_line", **values, **{cell.measure: cell.amount})
            lines.append(_Line(made, {**dict.fromkeys(Measure), cell.measure: cell.amount}))
        return
    others = sum(line.amounts[cell.measure] or 0 for line in own[1:])
    amount = None if cell.amount is None else cell.amount - others
    edit.set("budget_line", own[0].id, **{cell.measure: amount})
    own[0].amounts[cell.measure] = amount
    for line in own:
        _remove_if_empty(edit, line, lines)


def _label(cells: Sequence[Cell], accounts: Columns) -> str:
    if len(cells) == 1:
        (cell,) = cells
        name = quoted(accounts.texts["name"][accounts.row[cell.account_id]] or "")
        return f"Enter {cell.measure} amount of {name} for {cell.month:%B %Y}"
    return f"Enter {len(cells)} amounts"
