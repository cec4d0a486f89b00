"""Procurement packages with bids, orders, contracts and dates; when they are needed and expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tpm_desktop.finance.bids import WHOLE, Judgement, Offer, Ranked, ranked
from tpm_desktop.model.procurement import BEST_SCORE
from tpm_desktop.model.procurement_life import PackageState
from tpm_desktop.planning.columns import NONE

from .columns import Columns, Numbers
from .state import State

__all__ = ["Evaluation", "Package", "Source", "evaluation", "packages"]

_MINUTES = 1440
ARRIVED = (PackageState.DELIVERED, PackageState.ACCEPTED, PackageState.CLOSED, PackageState.CANCELLED)


class Source(StrEnum):
    """Where the day of delivery comes from, the surest first."""

    TOLD = "told by the vendor"
    ORDER = "by purchase order"
    BID = "by the awarded bid"
    TASK = "by plan"
    NONE = "not known"


@dataclass(frozen=True, slots=True)
class Package:
    """A package. row: in its table; project: outline row, -1 for none.

    need, expected: days since 1970, `NONE` where not known; bids, contracts, orders, dates: rows in their
    tables; awarded: row of the bid that got it, -1 for none; ordered: minor units of its orders.
    """

    row: int
    id: str
    state: PackageState
    project: int
    need: int
    expected: int
    source: Source
    bids: tuple[int, ...]
    contracts: tuple[int, ...]
    orders: tuple[int, ...]
    dates: tuple[int, ...]
    awarded: int
    ordered: int

    @property
    def days_late(self) -> int:
        """Calendar days that it is expected after it is needed; 0 where it isn't, or has come."""
        known = NONE not in (self.need, self.expected) and self.state not in ARRIVED
        return max(self.expected - self.need, 0) if known else 0

    @property
    def under_way(self) -> bool:
        """Whether something is still to be done for it."""
        return self.state not in (PackageState.CLOSED, PackageState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A package's criteria in order and its bids, by rows of their tables, and how the bids come off.

    scores: row in the table of scores by criterion and bid.
    """

    criteria: tuple[int, ...]
    bids: tuple[int, ...]
    found: tuple[Ranked, ...]
    scores: dict[tuple[int, int], int]
    weight: int

    @property
    def is_whole(self) -> bool:
        """Whether the weights come to 100 %."""
        return self.weight == WHOLE

    @property
    def best(self) -> int | None:
        """The row of the one bid that comes first; None where none or several do."""
        first = [bid for bid, one in zip(self.bids, self.found, strict=True) if one.rank == 1]
        return first[0] if len(first) == 1 else None


def evaluation(state: State, package: int) -> Evaluation:
    """The weighted scoring of a package's bids. Args: package: row in its table."""
    tables = state.inputs.tables
    criterion, bid, score = tables["bid_criterion"], tables["bid"], tables["bid_score"]
    criteria = sorted(
        _parts(criterion, tables, package),
        key=lambda row: (criterion.texts["order"][row] or "", criterion.ids[row]),
    )
    bids = _parts(bid, tables, package)
    of_criterion, of_bid = score.rows_of("criterion_id", criterion.row), score.rows_of("bid_id", bid.row)
    given = {pair: row for row, pair in enumerate(zip(of_criterion.tolist(), of_bid.tolist(), strict=True))}

    def scored(one: int, on: int) -> int | None:
        row = given.get((on, one))
        return None if row is None else int(score.numbers["score"][row])

    asked = [
        Judgement(
            int(criterion.numbers["weight"][row]),
            bool(criterion.numbers["is_price"][row]),
            _or_none(criterion, "least", row),
        )
        for row in criteria
    ]
    offers = [
        Offer(
            _or_none(bid, "price", row),
            tuple(scored(row, on) for on in criteria),
            bool(bid.texts["disqualified"][row]),
        )
        for row in bids
    ]
    found = ranked(asked, offers, BEST_SCORE)
    return Evaluation(tuple(criteria), tuple(bids), tuple(found), given, sum(one.weight for one in asked))


def _parts(table: Columns, tables: dict[str, Columns], package: int) -> list[int]:
    of = table.rows_of("package_id", tables["procurement_package"].row).tolist()
    return [row for row, owner in enumerate(of) if owner == package]


def _or_none(table: Columns, name: str, row: int) -> int | None:
    value = int(table.numbers[name][row])
    return None if value == NONE else value


def packages(state: State) -> list[Package]:
    """Every package, in the order of its table."""
    return list(_Reader(state).packages())


class _Reader:
    """Reads the tables of one state once."""

    def __init__(self, state: State) -> None:
        self._state, self._tables = state, state.inputs.tables
        package = self._tables["procurement_package"].row
        self._of = {
            name: self._tables[name].rows_of("package_id", package).tolist()
            for name in ("bid", "contract", "package_date")
        }
        order = self._tables["purchase_order"]
        by_contract = order.rows_of("contract_id", self._tables["contract"].row).tolist()
        own = order.rows_of("package_id", package).tolist()
        through = [self._of["contract"][row] if row >= 0 else -1 for row in by_contract]
        self._of["purchase_order"] = [one if one >= 0 else via for one, via in zip(own, through, strict=True)]

    def packages(self) -> Iterator[Package]:
        """Every package."""
        table, outline = self._tables["procurement_package"], self._state.outline
        parts: dict[str, dict[int, list[int]]] = {name: {} for name in self._of}
        for name, owners in self._of.items():
            for row, owner in enumerate(owners):
                parts[name].setdefault(owner, []).append(row)
        need_task = table.rows_of("need_task_id", outline.row).tolist()
        project = table.rows_of("project_id", outline.row).tolist()
        delivery_task = table.rows_of("delivery_task_id", outline.row).tolist()
        schedule, order, bid = self._state.schedule, self._tables["purchase_order"], self._tables["bid"]
        for row, row_id in enumerate(table.ids):
            bids, orders = parts["bid"].get(row, []), parts["purchase_order"].get(row, [])
            awarded = next((one for one in bids if bid.numbers["awarded"][one] == 1), -1)
            need = int(table.numbers["needed_by"][row])
            if need == NONE:
                need = day_of(schedule.start, need_task[row])
            due = [int(order.numbers["due"][one]) for one in orders if order.numbers["due"][one] != NONE]
            choices = (
                (int(table.numbers["expected"][row]), Source.TOLD),
                (max(due, default=NONE), Source.ORDER),
                (int(bid.numbers["delivers"][awarded]) if awarded >= 0 else NONE, Source.BID),
                (day_of(schedule.finish, delivery_task[row]), Source.TASK),
            )
            expected, source = next((one for one in choices if one[0] != NONE), (NONE, Source.NONE))
            yield Package(
                row, row_id, PackageState(table.texts["state"][row] or "planned"), project[row], need,
                expected, source, tuple(bids), tuple(parts["contract"].get(row, ())), tuple(orders),
                tuple(parts["package_date"].get(row, ())), awarded,
                sum(int(order.numbers["quantity"][one] * order.numbers["unit_price"][one]) for one in orders),
            )  # fmt: skip


def day_of(instants: Numbers, row: int) -> int:
    """The day of a row's instant, since 1970; `NONE` for none."""
    at = int(instants[row]) if row >= 0 else NONE
    return NONE if at == NONE else at // _MINUTES
