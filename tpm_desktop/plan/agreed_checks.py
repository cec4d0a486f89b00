"""What a program has agreed of its checks: limits of its own, and findings waived until a date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tpm_desktop.planning.columns import NONE
from tpm_desktop.planning.quality import CHECKS, Agreed, Check, Figure, Limit

from .columns import Columns
from .due import day_of_status
from .state import State

__all__ = ["WAIVABLE", "Waived", "agreed_checks", "waived_findings"]

_FIRST_DAY = date(1970, 1, 1)
WAIVABLE = frozenset(
    check.id for check in CHECKS if not (check.made_of or check.same_as or check.timed or check.register)
)
"""Ids of the checks whose findings are tasks or links that can be borne one by one."""


@dataclass(frozen=True, slots=True)
class Waived:
    """Why a finding is borne, who bears it (empty if nobody is named), and until when."""

    id: str
    check: str
    row: int  # of the outline, or of the links where link is true
    link: bool
    reason: str
    by: str
    until: date


def agreed_checks(state: State) -> Agreed:
    """Limits and waivers as they hold on the status date, today where there is none."""
    tasks: dict[str, set[int]] = {}
    links: dict[str, set[int]] = {}
    for one in waived_findings(state):
        (links if one.link else tasks).setdefault(one.check, set()).add(one.row)
    return Agreed(
        _limits(state.inputs.tables["check_limit"]),
        {check: frozenset(rows) for check, rows in tasks.items()},
        {check: frozenset(rows) for check, rows in links.items()},
    )


def waived_findings(state: State, *, ended: bool = False) -> Iterator[Waived]:
    """The waivers in force on the status date; ended: instead those whose time is over."""
    table, outline = state.inputs.tables["waiver"], state.outline
    resource = state.inputs.tables["resource"]
    who = table.rows_of("waived_by_id", resource.row).tolist()
    links = table.rows_of("link_id", state.inputs.tables["link"].row).tolist()
    tasks = table.rows_of("task_id", outline.row).tolist()
    projects = table.rows_of("project_id", outline.row).tolist()
    day = (day_of_status(state) - _FIRST_DAY).days
    for at, until in enumerate(table.numbers["until"].tolist()):
        link = links[at] >= 0
        row = links[at] if link else tasks[at] if tasks[at] >= 0 else projects[at]
        if row < 0 or (until < day) is not ended:
            continue
        yield Waived(
            table.ids[at],
            table.texts["check_key"][at] or "",
            row,
            link,
            table.texts["reason"][at] or "",
            (resource.texts["name"][who[at]] or "") if who[at] >= 0 else "",
            _FIRST_DAY + timedelta(days=until),
        )


def _limits(table: Columns) -> dict[str, Limit]:
    known = {check.id: check for check in CHECKS}
    found: dict[str, Limit] = {}
    for at, key in enumerate(table.texts["check_key"]):
        check = known.get(key or "")
        limit = check and _limit(check, table, at)
        if check and limit:
            found[check.id] = limit
    return found


def _limit(check: Check, table: Columns, at: int) -> Limit | None:
    """What a row says that this check's figure can be held to, None where that is nothing."""
    least, most, count = (
        None if value == NONE else value
        for value in (int(table.numbers[name][at]) for name in ("least_share", "most_share", "most_count"))
    )
    if check.figure is Figure.COUNT:
        return None if count is None else Limit(most=count)
    return None if least is None and most is None else Limit(least=least, most=most)
