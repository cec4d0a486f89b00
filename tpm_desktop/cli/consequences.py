"""How commands tell what follows from changes: finish, cost, critical path, and what moved."""

from __future__ import annotations

from typing import Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.plan import instant
from tpm_desktop.plan.comparison import Comparison, Moved

from .output import print_table

_LISTED = 20  # on the terminal


def consequences(found: Comparison) -> dict[str, Any]:
    """As JSON: every pair is before and after; slack in minutes, money in minor units."""
    return {
        "finish": [_iso(at) for at in found.finish],
        "cost": list(found.cost),
        "outlook": list(found.outlook),
        "critical_path": {
            "before": _named(found, found.path[0]),
            "after": _named(found, found.path[1]),
            "joined": _named(found, found.joined_path),
            "left": _named(found, found.left_path),
        },
        "projects": [_moved(one) for one in found.moved if one.is_project],
        "tasks": [_moved(one) for one in found.moved if not one.is_project],
    }


def in_short(found: Comparison) -> dict[str, Any]:
    """Finish, cost, outlook and what came onto the critical path or left it."""
    whole = consequences(found)
    path = {key: whole["critical_path"][key] for key in ("joined", "left")}
    return {**{key: whole[key] for key in ("finish", "cost", "outlook")}, "critical_path": path}


def print_consequences(found: Comparison, formats: Formats) -> None:
    """The same for people."""
    if not found:
        typer.echo("Dates, slack, cost and critical path stay.")
        return
    for line in summary(found, formats):
        typer.echo(line)
    rows = [one for one in found.moved if one.moves or one.cost[0] != one.cost[1]]
    if not rows:
        return
    typer.echo()
    lines = [_line(one, formats) for one in rows[:_LISTED]]
    print_table(["What moved", "Start", "Finish", "Slack", "Cost"], lines, [False] * 5)
    if len(rows) > _LISTED:
        typer.echo(f"and {len(rows) - _LISTED} more; --json lists all")


def summary(found: Comparison, formats: Formats) -> list[str]:
    """Finish, cost and critical path, a line each."""
    finish = [_day(at, formats, finish=True) for at in found.finish]
    cost, outlook = ([formats.money(amount) for amount in pair] for pair in (found.cost, found.outlook))
    lines = [
        f"Finish: {_pair(finish)}",
        f"Cost of the tasks: {_pair(cost)}",
        f"Budget outlook: {_pair(outlook)}",
    ]
    joined, left = ([found.names[i] for i in ids] for ids in (found.joined_path, found.left_path))
    lines += [f"Now on the critical path: {_listed(joined)}"] if joined else []
    lines += [f"No more on the critical path: {_listed(left)}"] if left else []
    return lines if joined or left else [*lines, "Critical path: stays"]


def _named(found: Comparison, ids: tuple[str, ...] | list[str]) -> list[dict[str, str]]:
    return [{"id": row_id, "name": found.names[row_id]} for row_id in ids]


def _moved(one: Moved) -> dict[str, Any]:
    return {
        "id": one.row_id,
        "name": one.name,
        "start": [_iso(at) for at in one.start],
        "finish": [_iso(at) for at in one.finish],
        "total_slack": list(one.slack),
        "critical": list(one.critical),
        "cost": list(one.cost),
    }


def _line(one: Moved, formats: Formats) -> list[str]:
    start = [_day(at, formats) for at in one.start]
    finish = [_day(at, formats, finish=True) for at in one.finish]
    slack = [formats.duration(minutes) for minutes in one.slack]
    cost = [formats.money(amount) for amount in one.cost]
    return [one.name, *(_pair(pair, stays="") for pair in (start, finish, slack, cost))]


def _pair(pair: list[str], stays: str = " (stays)") -> str:
    return f"{pair[0]} → {pair[1]}" if pair[0] != pair[1] else f"{pair[0]}{stays}"


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(f"“{name}”" for name in names[:_LISTED]) + more


def _day(at: int | None, formats: Formats, *, finish: bool = False) -> str:
    return "–" if at is None else formats.moment(instant(at), finish=finish) or "–"


def _iso(at: int | None) -> str | None:
    moment = None if at is None else instant(at)
    return moment.isoformat(timespec="minutes") if moment else None
