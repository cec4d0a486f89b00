"""What every sum of the budget is made of: entered, transferred, carried over, booked, ordered, invoiced.

Each part stands in one account, month and treatment, so that any sum can be taken apart into its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.finance.amounts import NONE, Money, given, or_zero
from tpm_desktop.finance.budget import CAPEX, OPEX, BudgetLines
from tpm_desktop.finance.fiscal_year import MONTHS_OF_YEAR
from tpm_desktop.model.finance import Treatment

from .capital.counting import ACCRUAL, ACTUAL, COMMITMENT, KINDS, Purchases, read_purchases
from .columns import Columns, first
from .fiscal import fiscal_calendar
from .in_own import exchange_of

TREATMENTS = {Treatment.OPEX.value: OPEX, Treatment.CAPEX.value: CAPEX}
_ASIDE = {**TREATMENTS, "": -1}
POSTED_IN = ("cost_entry", "invoice", "purchase_order")
_MONTHS = 1_000_000  # more than any calendar has

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Parts:
    """Budget lines with the rows that they come from. table: of all; row: in that table's columns, (k,)."""

    table: str
    row: Numbers
    lines: BudgetLines


def status_month(tables: Mapping[str, Columns]) -> int | None:
    """Months since 1970 of the program's status date, None while it has none."""
    at = int(tables["program"].numbers["status_date"][0])
    if at == NONE:
        return None
    return fiscal_calendar(tables).month_at(at)


def joint(parts: Iterable[Parts]) -> BudgetLines:
    """All parts of the budget as lines."""
    found = [part.lines for part in parts]
    names = BudgetLines.__dataclass_fields__
    return BudgetLines(**{name: np.concatenate([getattr(one, name) for one in found]) for name in names})


def read_parts(
    tables: Mapping[str, Columns], account_row: Mapping[str, int], before: Iterable[Parts] | None = None
) -> Iterator[Parts]:
    """The parts of the budget by where they come from.

    Args: before: of the same accounts, where nothing was posted, ordered or invoiced since.
    """
    line = tables["budget_line"]
    entered = BudgetLines(
        account=line.rows_of("account_id", account_row),
        month=line.numbers["month"],
        treatment=line.codes_of("treatment", TREATMENTS),
        planned=line.numbers["planned"],
        actual=line.numbers["actual"],
        forecast=line.numbers["forecast"],
        committed=np.zeros(len(line), np.int64),
        accrued=np.zeros(len(line), np.int64),
        exchange=exchange_of(
            tables, "budget_line", "own_actual", line.numbers["actual"], line.numbers["month"]
        ),
    )
    yield Parts("budget_line", np.arange(len(line)), entered)
    yield from _transfers(tables, account_row, entered)
    yield from _carried(tables, account_row, entered)
    if before is not None:
        yield from (part for part in before if part.table in POSTED_IN)
        return
    purchases = read_purchases(tables)
    yield from _entries(tables, account_row, purchases)
    yield from _documents(tables, account_row, purchases)


def _treatment_of(accounts: Columns, account_row: Mapping[str, int]) -> NDArray[np.int8]:
    """By account in the order of its rows in the budget."""
    found = np.zeros(len(account_row), np.int8)
    codes = accounts.codes_of("treatment", TREATMENTS)
    for account_id, place in account_row.items():
        found[place] = codes[accounts.row[account_id]]
    return found


def _transfers(
    tables: Mapping[str, Columns], account_row: Mapping[str, int], entered: BudgetLines
) -> Iterator[Parts]:
    """Both ends of each transfer; where a month was forecast, its forecast stays the outlook."""
    transfer, treatment = tables["transfer"], _treatment_of(tables["account"], account_row)
    if not len(transfer):
        return
    known = _places(entered.account, entered.month)[given(entered.forecast)]
    for end, sign in (("from", -1), ("to", 1)):
        account = transfer.rows_of(f"{end}_account_id", account_row)
        month = transfer.numbers[f"{end}_month"]
        lines = _lines(account, month, treatment[account], planned=sign * transfer.numbers["amount"])
        lines.forecast[np.isin(_places(account, month), known)] = 0
        yield Parts("transfer", np.arange(len(transfer)), lines)


def _carried(
    tables: Mapping[str, Columns], account_row: Mapping[str, int], entered: BudgetLines
) -> Iterator[Parts]:
    """What left an account in the last month of a fiscal year, and what of it came back in the next month."""
    table, treatment = tables["carry_over"], _treatment_of(tables["account"], account_row)
    if not len(table):
        return
    known = _places(entered.account, entered.month)[given(entered.forecast)]
    starts_in = int(first(tables["program"], "fiscal_year_start"))
    account, year = table.rows_of("account_id", account_row), table.numbers["year"]
    last = year + (starts_in - 2 - year) % MONTHS_OF_YEAR
    carried, lapsed = table.numbers["amount"], or_zero(table.numbers["lapsed"])
    for month, amount in ((last, -carried), (last, -lapsed), (last + 1, carried)):  # apart: no sum overflows
        lines = _lines(account, month, treatment[account], planned=amount)
        lines.forecast[np.isin(_places(account, month), known)] = 0
        yield Parts("carry_over", np.arange(len(table)), lines)


def _places(account: NDArray[np.int32], month: Numbers) -> Numbers:
    """One number for each account and month."""
    return account.astype(np.int64) * _MONTHS + month


def _entries(
    tables: Mapping[str, Columns], account_row: Mapping[str, int], purchases: Purchases
) -> Iterator[Parts]:
    """Entries of cost; an accrual is taken back in the month after its own, as soon as that is reached."""
    entry = tables["cost_entry"]
    if not len(entry):
        return
    account, month = entry.rows_of("account_id", account_row), entry.numbers["month"]
    kind, amount = entry.codes_of("kind", KINDS), entry.numbers["amount"]
    said = entry.codes_of("treatment", _ASIDE)
    treatment = np.where(said < 0, _treatment_of(tables["account"], account_row)[account], said).astype(
        np.int8
    )
    every = np.arange(len(entry))
    accrued = np.where(kind == ACCRUAL, amount, 0)
    spent = np.where(kind == COMMITMENT, 0, exchange_of(tables, "cost_entry", "own_amount", amount, month))
    lines = _lines(
        account,
        month,
        treatment,
        actual=np.where(kind == ACTUAL, amount, 0),
        committed=purchases.what.commitments,
        accrued=accrued,
        exchange=spent,
    )
    yield Parts("cost_entry", every, lines)
    status = status_month(tables)
    back = every[(kind == ACCRUAL) & (month + 1 <= (NONE if status is None else status))]
    if back.size:
        lines = _lines(
            account[back], month[back] + 1, treatment[back], accrued=-accrued[back], exchange=-spent[back]
        )
        yield Parts("cost_entry", back, lines)


def _documents(
    tables: Mapping[str, Columns], account_row: Mapping[str, int], purchases: Purchases
) -> Iterator[Parts]:
    """Invoices and open orders that no posting speaks for, on the account of their request if it has one."""
    if not len(tables["purchase_order"]):
        return
    accounts = np.append(tables["capital_request"].rows_of("account_id", account_row), np.int32(-1))
    treatment = _treatment_of(tables["account"], account_row)
    documents = (
        ("invoice", "actual", purchases.request_of_invoice, purchases.month_of_invoice),
        ("purchase_order", "committed", purchases.request, purchases.month_of_order),
    )
    amounts = {"actual": purchases.what.invoices, "committed": purchases.what.orders}
    for table, figure, request, month in documents:
        account, amount = accounts[request], amounts[figure]
        rows = np.flatnonzero((account >= 0) & (amount != 0))
        account, figures = account[rows], {figure: amount[rows]}
        if table == "invoice":
            figures["exchange"] = exchange_of(tables, table, "own_amount", amount, month)[rows]
        yield Parts(table, rows, _lines(account, month[rows], treatment[account], **figures))


def _lines(
    account: NDArray[np.int32], month: Numbers, treatment: NDArray[np.int8], **amounts: Money
) -> BudgetLines:
    """Lines with these amounts and no others."""
    nothing, zero = np.full(len(month), NONE, np.int64), np.zeros(len(month), np.int64)
    none = {"planned": nothing, "actual": nothing, "forecast": nothing}
    none |= {"committed": zero, "accrued": zero, "exchange": zero}
    made = {name: array.copy() for name, array in {**none, **amounts}.items()}
    return BudgetLines(account, month, treatment, **made)
