"""The roles that approve and waive, and what each may approve: the delegation of authority."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

PROJECT_MANAGER = "project manager"
PROGRAM_MANAGER = "program manager"
SPONSOR = "sponsor"
STEERING = "steering committee"
BOARD = "board"
FINANCE = "finance"
OWNER = "owner"
NOBODY = "nobody"

ROLES = (PROJECT_MANAGER, PROGRAM_MANAGER, SPONSOR, STEERING, BOARD, FINANCE, OWNER)
"""Who can be named in a policy. Finance and owner stand beside the ladder, not on it."""

NO_LIMIT = None
_WITHIN = ("project", "program", "")


class Spending(StrEnum):
    """What an approval is for: a column of the delegation table."""

    BUDGETED = "budgeted"
    UNBUDGETED = "unbudgeted"
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class Level:
    """One role of the delegation table.

    limits: minor units of the program currency by kind of spending, inclusive, None for no limit; a kind that
    is missing is not this role's. transfer_within: how far its transfers reach: "project", "program" or
    anywhere (empty). waives: the beginnings of rule ids whose breach it may bear, "all" for every one;
    waives_not: those that it may not for all that. line: where it stands in the text, from 1.
    """

    role: str
    limits: dict[Spending, int | None]
    transfer_within: str = ""
    waives: tuple[str, ...] = ()
    waives_not: tuple[str, ...] = ()
    line: int = 0

    def covers(self, kind: Spending, amount: int) -> bool:
        """Whether this role may approve the amount. Limits are inclusive."""
        if kind not in self.limits:
            return False
        limit = self.limits[kind]
        return limit is None or amount <= limit

    def reaches(self, within: str) -> bool:
        """Whether its transfers go as far: within a "project", the "program", or further (empty)."""
        return _WITHIN.index(self.transfer_within) >= _WITHIN.index(within)

    def may_waive(self, rule_id: str) -> bool:
        """Whether the delegation table lets this role bear a breach of the rule."""
        prefix = rule_id.split("-")[0]
        return prefix not in self.waives_not and (prefix in self.waives or "all" in self.waives)


def required_level(levels: Sequence[Level], kind: Spending, amount: int, within: str = "") -> Level | None:
    """The lowest level that may approve an amount, None where no level may.

    Args: levels: the lowest first; amount: minor units, the whole of it, with all years; within: of a
    transfer how far apart its lines are: "project", "program", empty for further.
    """
    for level in levels:
        reaches = kind is not Spending.TRANSFER or level.reaches(within)
        if reaches and level.covers(kind, amount):
            return level
    return None
