"""Sieves that everybody needs and nobody should have to write, as typed conditions."""

from __future__ import annotations

from dataclasses import dataclass

_OPEN = "not summary and active and done < 100%"


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """key: stable, for the action; name: before translation; condition: as typed.

    needs: the field without which it finds nothing, "" for none; without: what to say then.
    """

    key: str
    name: str
    condition: str
    needs: str = ""
    without: str = ""


_OF_TASKS = (
    ReadyMade(
        "late",
        "Late",
        f"{_OPEN} and (finish <= status date or (start <= status date and done = 0%))",
    ),
    ReadyMade("slipping", "Slipping from the baseline", f"{_OPEN} and finish > baseline finish"),
    ReadyMade(
        "three-weeks",
        "Next three weeks",
        f"{_OPEN} and start <= status date + 3w and finish >= status date",
    ),
    ReadyMade("critical", "Critical", "not summary and critical"),
    ReadyMade("deadline", "Behind its deadline", "not summary and finish > deadline"),
    ReadyMade("no-successor", "No successor", "not summary and active and successors = 0"),
    ReadyMade("no-predecessor", "No predecessor", "not summary and active and predecessors = 0"),
    ReadyMade("nobody", "Nobody assigned", f"{_OPEN} and not milestone and resources is empty"),
    ReadyMade("over-budget", "Over budget", "not summary and cost > baseline cost"),
    ReadyMade("milestones", "Milestones", "milestone"),
    ReadyMade(
        "added-since-pack",
        "Added since the last pack",
        "added > last pack",
        needs="last_pack",
        without="No pack was issued yet; save one under File > Reports, or enter when in the program's form",
    ),
    ReadyMade("added", "Added in the last 7 days", "added >= today - 7d"),
    ReadyMade("changed", "Changed in the last 7 days", "changed >= today - 7d"),
)
_ADDED = ReadyMade("added", "Added in the last 7 days", "added >= today - 7d")
_OF_TABLES: dict[str, tuple[ReadyMade, ...]] = {
    "task": _OF_TASKS,
    "risk": (
        ReadyMade("overdue", "Overdue for review", "days overdue > 0"),
        ReadyMade("red", "Score 12 and above", "score >= 12 and status != closed"),
        ReadyMade("nobody", "Without an owner", "owner is empty and status != closed"),
        _ADDED,
    ),
    "commitment": (
        ReadyMade("late", "Later than needed", "forecast > need and outlook != met"),
        ReadyMade("broken", "Later than promised", "slip > 0d"),
        ReadyMade("overdue", "Overdue", "days overdue > 0"),
        ReadyMade("agree", "Waiting for agreement", "status = proposed"),
        ReadyMade("nobody", "Without an owner", "owner is empty and outlook != met"),
        _ADDED,
    ),
    "issue": (
        ReadyMade("overdue", "Overdue", "days overdue > 0"),
        ReadyMade("nobody", "Without an owner", "owner is empty and status != closed"),
        _ADDED,
    ),
    "decision": (ReadyMade("overdue", "Overdue", "days overdue > 0"), _ADDED),
    "action": (
        ReadyMade("overdue", "Overdue", "days overdue > 0"),
        ReadyMade("nobody", "Without an owner", "owner is empty and state != done"),
        _ADDED,
    ),
}


def ready_made(table: str) -> tuple[ReadyMade, ...]:
    """Those of a table; what was added lately can be asked of every one."""
    return _OF_TABLES.get(table, (_ADDED,))
