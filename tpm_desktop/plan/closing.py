"""Which months of the budget are closed."""

from __future__ import annotations

from .state import State


def closed_through(state: State) -> int | None:
    """The last closed month, since 1970; all before it are closed as well; None while none is."""
    months = state.inputs.tables["closed_month"].numbers["month"]
    return int(months.max()) if months.size else None
