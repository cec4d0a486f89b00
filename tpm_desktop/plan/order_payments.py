"""When orders with an advance or payment stages of their own are paid: as they agree, by the plan's dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tpm_desktop.finance.amounts import NONE
from tpm_desktop.finance.fiscal_calendar import FiscalCalendar
from tpm_desktop.finance.staged_cash import Agreed, still_to_pay
from tpm_desktop.model.purchasing import StageKind
from tpm_desktop.planning.columns import Schedule

from .columns import Columns
from .in_own import in_own_minor
from .outline import Outline

_DAY = 1440
Months = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Stages:
    """Of one order: months since 1970 and shares; a month of None has no day yet."""

    works: tuple[tuple[int | None, int], ...]
    releases: tuple[tuple[int | None, int], ...]


@dataclass(frozen=True, slots=True)
class _Billed:
    """Of one order in its currency: invoiced in advance, and of its work before anything is set off."""

    advanced: int = 0
    work: int = 0


class OrderPayments:
    """By the rows of orders."""

    def __init__(
        self, tables: Mapping[str, Columns], fiscal: FiscalCalendar, outline: Outline, schedule: Schedule
    ) -> None:
        self._order, self._fiscal = tables["purchase_order"], fiscal
        self._outline, self._finish = outline, schedule.finish
        self._price = in_own_minor(self._order, "unit_price")
        self._stages = self._read_stages(tables["payment_stage"])
        self._billed = self._read_billed(tables["invoice"])

    def is_agreed(self, order: int) -> bool:
        """Whether an order says itself how it is paid."""
        return order in self._stages or self._number("advance", order) > 0

    def still_to_pay(
        self, order: int, due: int, days: int, retention: int, final: int
    ) -> list[tuple[int, int]]:
        """Months and weights of what isn't billed.

        Args: due: month in which is paid what is delivered; days: of payment after an advance or a stage;
        retention: hundredths of a per cent; final: month in which what is retained is paid in the end.
        """
        stages, billed = self._stages.get(order, _Stages((), ())), self._billed.get(order, _Billed())
        ordered = int(self._order.numbers["ordered"][order])
        return still_to_pay(
            Agreed(
                amount=self._number("quantity", order) * self._price[order],
                delivery=due,
                stages=tuple((self._later(month, days, due), share) for month, share in stages.works),
                advance=self._number("advance", order),
                advanced_in=self._month(ordered + days),
                retention=retention,
                releases=self.releases(order, final),
                final=final,
                advanced=billed.advanced,
                billed=billed.work,
            )
        )

    def releases(self, order: int, final: int) -> Months:
        """Months and shares of what is retained on an order, in order; without a day in the final month."""
        stages = self._stages.get(order)
        if stages is None:
            return ()
        found = ((final if day is None else self._month(day), share) for day, share in stages.releases)
        return tuple(sorted(found))

    def _number(self, field: str, order: int) -> int:
        value = int(self._order.numbers[field][order])
        return 0 if value == NONE else value

    def _later(self, day: int | None, days: int, otherwise: int) -> int:
        return otherwise if day is None else self._month(day + days)

    def _month(self, day: int) -> int:
        return int(self._fiscal.months_of_days(np.array([day]))[0])

    def _read_stages(self, table: Columns) -> dict[int, _Stages]:
        found: dict[int, tuple[list[tuple[int | None, int]], list[tuple[int | None, int]]]] = {}
        orders = table.rows_of("order_id", self._order.row).tolist()
        for row, order in enumerate(orders):
            works, releases = found.setdefault(order, ([], []))
            kept = table.texts["kind"][row] == StageKind.RELEASE
            (releases if kept else works).append((self._day(table, row), int(table.numbers["share"][row])))
        return {order: _Stages(tuple(works), tuple(releases)) for order, (works, releases) in found.items()}

    def _day(self, table: Columns, row: int) -> int | None:
        """When a stage falls due: when it happened, else its day, else when its task finishes."""
        numbers = table.numbers
        if (met := int(numbers["met"][row])) != NONE:
            return met
        later = max(int(numbers["days"][row]), 0)
        if (due := int(numbers["due"][row])) != NONE:
            return due + later
        task = self._outline.row.get(table.texts["task_id"][row] or "")
        finish = NONE if task is None else int(self._finish[task])
        return None if finish == NONE else finish // _DAY + later

    def _read_billed(self, table: Columns) -> dict[int, _Billed]:
        found: dict[int, _Billed] = {}
        orders = table.rows_of("order_id", self._order.row).tolist()
        amounts, recovered = (in_own_minor(table, name) for name in ("amount", "recovered"))
        for row, order in enumerate(orders):
            was, amount = found.get(order, _Billed()), amounts[row]
            if table.numbers["for_advance"][row] == 1:
                found[order] = _Billed(was.advanced + amount, was.work)
            else:
                found[order] = _Billed(was.advanced, was.work + amount + recovered[row])
        return found
