"""The budget by the months in which it is paid: every cost by the terms of its order, entry or account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.finance.amounts import NONE
from tpm_desktop.finance.budget import Budget, Places, per_line, placed
from tpm_desktop.finance.budget_amounts import Amounts
from tpm_desktop.finance.cash import Payments, Terms, by_terms, due_month, paid
from tpm_desktop.finance.purchasing import share_of
from tpm_desktop.finance.staged_cash import released
from tpm_desktop.planning.columns import Schedule

from .budget_lines import Parts, joint, status_month
from .capital.counting import ACTUAL, COMMITMENT, KINDS
from .columns import Columns, first
from .fiscal import fiscal_calendar
from .in_own import in_own_minor
from .money import Money
from .order_payments import OrderPayments
from .outline import Outline

Tables = Mapping[str, Columns]
_NO_TERMS = Terms()
_schedule = cache(by_terms)


@dataclass(frozen=True, slots=True)
class Cash:
    """The budget by month of payment. place, amounts: of each payment; table, row: what is paid; (p,)."""

    budget: Budget
    place: Places
    amounts: Amounts
    table: tuple[str, ...]
    row: NDArray[np.int64]


def read_cash(tables: Tables, money: Money, outline: Outline, schedule: Schedule) -> Cash:
    """What of every part of the budget is paid when.

    A cost planned for a month is taken as invoiced on its last day. What is paid of an invoice counts in the
    month of its payment; what isn't paid yet can't be paid before the month after the status month. Stages of
    orders move with the tasks that they wait for.
    """
    status, lines = status_month(tables), joint(money.parts)
    terms = _Terms(tables, money, status, OrderPayments(tables, fiscal_calendar(tables), outline, schedule))
    found = [each for part in money.parts for each in terms.of(part)]
    counts = [len(each) for each in found]
    payments = Payments(
        np.repeat(np.arange(len(found), dtype=np.int32), counts),
        np.array([month for each in found for month, _ in each], np.int64),
        np.array([weight for each in found for _, weight in each], np.int64),
    )
    place, amounts = paid(
        Places(lines.account, lines.month, lines.treatment), per_line(lines, status), payments
    )
    some = np.flatnonzero((amounts.parts != 0).any(axis=0))
    place = Places(place.account[some], place.month[some], place.treatment[some])
    amounts, of = Amounts(amounts.parts[:, some]), payments.line[some]
    starts_in = first(tables["program"], "fiscal_year_start")
    whole = placed(place, amounts, money.budget.by_project, money.budget.by_fund, status, starts_in)
    tables_of = [part.table for part in money.parts for _ in range(len(part.row))]
    rows = np.concatenate([part.row for part in money.parts])
    return Cash(whole, place, amounts, tuple(tables_of[line] for line in of.tolist()), rows[of])


class _Terms:
    """The terms of all that a program pays, in months and weights."""

    def __init__(self, tables: Tables, money: Money, status: int | None, agreed: OrderPayments) -> None:
        self._tables, self._status, self._fiscal = tables, status, fiscal_calendar(tables)
        self._agreed = agreed
        account = tables["account"]
        of_row = [_account_terms(account, account.row[account_id]) for account_id in money.accounts]
        self._accounts = [*of_row, _NO_TERMS]
        self._paid = self._payments()
        order, invoice = tables["purchase_order"], tables["invoice"]
        self._order_of_invoice = invoice.rows_of("order_id", order.row)
        self._invoiced, self._set_off = (in_own_minor(invoice, name) for name in ("amount", "recovered"))
        self._accepted = self._fiscal.months_of_days(order.numbers["accepted"])

    def of(self, part: Parts) -> Iterator[list[tuple[int, int]]]:
        """Months and weights of each line of a part."""
        lines = part.lines
        accounts, months, rows = lines.account.tolist(), lines.month.tolist(), part.row.tolist()
        for account, month, row in zip(accounts, months, rows, strict=True):
            terms = self._accounts[account]
            if part.table == "cost_entry":
                yield self._of_entry(row, month, terms)
            elif part.table == "invoice":
                yield self._of_invoice(row, terms)
            elif part.table == "purchase_order":
                yield self._of_order(row, month, terms)
            else:
                yield _schedule(month, None, terms, self._fiscal)

    def _of_entry(self, row: int, month: int, terms: Terms) -> list[tuple[int, int]]:
        """As its invoice is paid where it speaks for one; else from its own date, if it is invoiced."""
        entry, orders = self._tables["cost_entry"], self._tables["purchase_order"]
        invoice = self._tables["invoice"].row.get(entry.texts["invoice_id"][row] or "", -1)
        if invoice >= 0:
            return self._of_invoice(invoice, terms)
        order = orders.row.get(entry.texts["order_id"][row] or "", -1)
        kind = KINDS.get(entry.texts["kind"][row] or "")
        if order >= 0 and kind == COMMITMENT and self._agreed.is_agreed(order):
            return self._of_order(order, month, terms)
        terms = self._ordered(order, terms) if order >= 0 else terms
        days, day = int(entry.numbers["payment_days"][row]), int(entry.numbers["day"][row])
        if days != NONE:
            terms = replace(terms, days=days)
        return _schedule(month, day if kind == ACTUAL and day != NONE else None, terms, self._fiscal)

    def _of_order(self, row: int, month: int, terms: Terms) -> list[tuple[int, int]]:
        """What is open of it; what is retained waits for final acceptance where that day is known."""
        terms = self._ordered(row, terms)
        due = due_month(month, None, terms, self._fiscal)
        kept = int(self._accepted[row])
        if self._agreed.is_agreed(row):
            final = kept if kept != NONE else due + terms.held
            found = self._agreed.still_to_pay(row, due, terms.days, terms.retention, final)
            return [(self._not_before(at), weight) for at, weight in found] or [(due, 1)]
        if kept != NONE and terms.retention:
            terms = replace(terms, held=max(kept - due, 0))
        return _schedule(month, None, terms, self._fiscal)

    def _ordered(self, row: int, terms: Terms) -> Terms:
        """The order's terms where it has any, else those of its account."""
        numbers = self._tables["purchase_order"].numbers
        days, retention = int(numbers["payment_days"][row]), int(numbers["retention"][row])
        return replace(
            terms,
            days=terms.days if days == NONE else days,
            month_end=terms.month_end and days == NONE,
            retention=terms.retention if retention == NONE else retention,
        )

    def _of_invoice(self, row: int, terms: Terms) -> list[tuple[int, int]]:
        """What was paid, then what is due, then what is retained. Weights: minor units of its own."""
        numbers = self._tables["invoice"].numbers
        dated, order = int(numbers["dated"][row]), int(self._order_of_invoice[row])
        amount, set_off = self._invoiced[row], self._set_off[row]
        terms = self._ordered(order, terms) if order >= 0 else terms
        found = list(self._paid.get(row, ()))
        left = max(amount - sum(weight for _, weight in found), 0)
        kept = 0 if numbers["for_advance"][row] == 1 else share_of(amount + set_off, terms.retention)
        kept = min(kept, left)
        due = self._not_before(due_month(0, dated, terms, self._fiscal))
        accepted = int(self._accepted[order]) if order >= 0 else NONE
        final = accepted if accepted != NONE else due + terms.held
        releases = self._agreed.releases(order, final) if order >= 0 and accepted == NONE else ()
        later = [(self._not_before(month), part) for month, part in released(kept, releases, final)]
        return [*found, *((m, w) for m, w in ((due, left - kept), *later) if w)] or [(due, 1)]

    def _not_before(self, month: int) -> int:
        return month if self._status is None else max(month, self._status + 1)

    def _payments(self) -> dict[int, list[tuple[int, int]]]:
        payment, invoice = self._tables["payment"], self._tables["invoice"]
        found: dict[int, list[tuple[int, int]]] = {}
        months, of = (
            self._fiscal.months_of_days(payment.numbers["paid"]).tolist(),
            payment.rows_of("invoice_id", invoice.row).tolist(),
        )
        for row, month, amount in zip(of, months, in_own_minor(payment, "amount"), strict=True):
            found.setdefault(row, []).append((month, amount))
        return found


def _account_terms(account: Columns, row: int) -> Terms:
    def number(name: str) -> int:
        value = int(account.numbers[name][row])
        return 0 if value == NONE else value

    return Terms(
        days=number("payment_days"),
        month_end=number("payment_month_end") == 1,
        advance=number("advance"),
        ahead=number("advance_months"),
        retention=number("retention"),
        held=number("retention_months"),
    )
