"""Approved budgets beside each other, and beside the budget as it is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.spending import BudgetVersion, BudgetVersionLine

from .state import State


@dataclass(frozen=True, slots=True)
class Version:
    """An approved budget, or the one of now. planned: minor units by account."""

    id: str
    name: str
    planned: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Compared:
    """An account in two budgets, minor units."""

    account_id: str
    before: int
    after: int

    @property
    def difference(self) -> int:
        """What the later one gives more."""
        return self.after - self.before


NOW = ""
"""The id of the budget as it is now."""


def versions(file: ProgramFile, state: State) -> list[Version]:
    """The approved budgets, oldest first, and the budget of now last."""
    by_version: dict[str, dict[str, int]] = {}
    for line in file.rows(BudgetVersionLine):
        sums = by_version.setdefault(line.version_id, {})
        sums[line.account_id] = sums.get(line.account_id, 0) + line.planned
    rows = sorted(file.rows(BudgetVersion), key=lambda row: (str(row.approved_on or ""), row.id))
    whole = state.money.budget.accounts.whole.planned.tolist()
    now = dict(zip(state.money.accounts, whole, strict=True))
    found = [
        Version(row.id, " ".join(filter(None, (row.code, row.name))), by_version.get(row.id, {}))
        for row in rows
    ]
    return [*found, Version(NOW, "", now)]


def compared(state: State, before: Version, after: Version) -> list[Compared]:
    """The accounts that either budget gives something, in their order."""
    pairs = ((one, before.planned.get(one, 0), after.planned.get(one, 0)) for one in state.money.accounts)
    return [Compared(account, old, new) for account, old, new in pairs if old or new]
