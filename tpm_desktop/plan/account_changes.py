"""What a comparison says of money: every control account as it was and is, and figures by month summed up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tpm_desktop.file.compare import How, RowDifference
from tpm_desktop.file.rows import Rows
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import TableEntry, entry
from tpm_desktop.model.fields import Kind

from .compared import Compared
from .state import State

_IDLE = {(None, 0), (0, None)}


@dataclass(frozen=True, slots=True)
class AccountMoved:
    """A control account, or the sum of all, before and after in minor units.

    budget: what is planned of it; actual: what was spent; outlook: what it will have cost.
    """

    name: str
    budget: tuple[int, int]
    actual: tuple[int, int]
    outlook: tuple[int, int]

    @property
    def differs(self) -> bool:
        """Whether any of them moved."""
        return any(was != now for was, now in (self.budget, self.actual, self.outlook))


@dataclass(frozen=True, slots=True)
class SeriesChange:
    """One figure of rows that stand for a month each, such as the forecast of an account: their sum.

    name: what they are called besides the month; months: stored, in order; old, new: minor units, None where
    nothing was entered in any of them.
    """

    name: str
    label: str
    months: tuple[str, ...]
    old: int | None
    new: int | None


def accounts_moved(compared: Compared, formats: Formats) -> list[AccountMoved]:
    """Every account of either moment in the order of the register; those that are gone last."""
    was, now = _amounts(compared.earlier), _amounts(compared.now)
    none = (0, 0, 0)
    return [
        AccountMoved(
            compared.after.title("account", key, formats) or compared.before.title("account", key, formats),
            *zip(was.get(key, none), now.get(key, none), strict=True),
        )
        for key in dict.fromkeys((*now, *was))
    ]


def summed(accounts: Iterable[AccountMoved], name: str) -> AccountMoved:
    """The sum of accounts."""
    listed = list(accounts)

    def of(figure: str) -> tuple[int, int]:
        pairs = [getattr(one, figure) for one in listed]
        return sum(was for was, _ in pairs), sum(now for _, now in pairs)

    return AccountMoved(name, of("budget"), of("actual"), of("outlook"))


def _amounts(state: State) -> dict[str, tuple[int, int, int]]:
    """Budget, actual and outlook by account."""
    whole = state.money.budget.accounts.whole
    columns = (part.tolist() for part in (whole.planned, whole.incurred, whole.outlook))
    return dict(zip(state.money.accounts, zip(*columns, strict=True), strict=True))


def is_series(table: str) -> bool:
    """Whether rows of a table stand for a month each and say amounts."""
    about = entry(table)
    return not about.titled and bool(_month(about)) and bool(_figures(about))


def series_changes(rows: Iterable[RowDifference], compared: Compared, formats: Formats) -> list[SeriesChange]:
    """What differs of the amounts of rows of one such table, by what the rows are called besides the month.

    Where nothing became 0, or 0 nothing, there is no change.
    """
    found: dict[tuple[str, str], list[tuple[str, int | None, int | None]]] = {}
    for row in rows:
        there = compared.before if row.how is How.REMOVED else compared.after
        about = entry(row.table)
        name = there.title(row.table, row.row_id, formats, without=_month(about))
        for label, old, new in _pairs(row, about):
            found.setdefault((name, label), []).append((_month_of(row, about, there), old, new))
    return [_summed(name, label, cells) for (name, label), cells in found.items()]


def _pairs(row: RowDifference, about: TableEntry) -> Iterator[tuple[str, int | None, int | None]]:
    for one in row.fields:
        if one.field in _figures(about) and (one.old, one.new) not in _IDLE:
            yield about.fields[one.field].label, _number(one.old), _number(one.new)


def _summed(name: str, label: str, cells: list[tuple[str, int | None, int | None]]) -> SeriesChange:
    months = tuple(sorted(month for month, _, _ in cells))
    old, new = _sum(old for _, old, _ in cells), _sum(new for _, _, new in cells)
    return SeriesChange(name, label, months, old, new)


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _month(about: TableEntry) -> str:
    return next((name for name in about.called_by if about.fields[name].kind is Kind.MONTH), "")


def _month_of(row: RowDifference, about: TableEntry, rows: Rows) -> str:
    return str((rows.get(row.table, row.row_id) or {}).get(_month(about)) or "")


def _figures(about: TableEntry) -> frozenset[str]:
    return frozenset(n for n, column in about.fields.items() if column.kind is Kind.MONEY and column.adds_up)


def _number(value: str | int | None) -> int | None:
    return value if isinstance(value, int) else None
