"""The budget beside the one approved last: what changed in it without approval, transfer or carry-over."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.finance.amounts import or_zero

from .columns import Columns
from .state import State

Amounts = NDArray[np.int64]
_off: WeakKeyDictionary[State, Amounts | None] = WeakKeyDictionary()


def off_approval(state: State) -> Amounts | None:
    """What each account has planned beside what was approved last, in minor units.

    (k,), in the order of `Money.accounts`: planned, less the last approved version, less what transfers
    brought since, plus what lapsed since. None where no budget was approved. A version keeps the whole budget
    of its moment, transfers included, and ids grow with time: what is younger by its id is not in it,
    whatever day was typed for its approval.
    """
    if state not in _off:
        _off[state] = _counted(state)
    return _off[state]


def _counted(state: State) -> Amounts | None:
    tables, money = state.inputs.tables, state.money
    lines, transfers, carried = (tables[name] for name in ("budget_version_line", "transfer", "carry_over"))
    last = max(filter(None, lines.texts["version_id"]), default=None)
    if last is None:
        return None
    off: Amounts = money.budget.accounts.whole.planned.astype(np.int64)

    def add(table: Columns, field: str, amounts: Amounts, counts: list[bool]) -> None:
        account = table.rows_of(field, money.account_row)
        at = np.array(counts, np.bool_) & (account >= 0)
        np.add.at(off, account[at], amounts[at])

    add(lines, "account_id", -lines.numbers["planned"], [one == last for one in lines.texts["version_id"]])
    since = [row_id > last for row_id in transfers.ids]
    add(transfers, "from_account_id", transfers.numbers["amount"], since)
    add(transfers, "to_account_id", -transfers.numbers["amount"], since)
    lapsed = or_zero(carried.numbers["lapsed"])
    add(carried, "account_id", lapsed, [row_id > last for row_id in carried.ids])
    return off
