"""What may be said of a check: thresholds of the kind of its figure, and waivers of what it names itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.plan.agreed_checks import WAIVABLE
from tpm_desktop.planning.quality import CHECKS, Check, Figure

LIMITS = ("least_share", "most_share", "most_count")
_BY_ID = {check.id: check for check in CHECKS}


def limit_fields(check: Check) -> tuple[str, ...]:
    """The fields of a threshold by which this check's figure is judged; none where nothing judges it."""
    if check.made_of or check.figure is Figure.GRADE:
        return ()
    return LIMITS[2:] if check.figure is Figure.COUNT else LIMITS[:2]


def refuse_unjudged(table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Refuse thresholds and waivers of what no check says.

    Args: rows: all values of each row, or those that are set. Raises: `EditError`.
    """
    for row in rows:
        key = row.get("check_key")
        check = _BY_ID.get(str(key))
        if key is not None and check is None:
            raise EditError(f"no check is called {key!r}; the Health view shows their ids, such as D6")
        if check is None:
            continue
        if table == "waiver" and check.id not in WAIVABLE:
            raise EditError(
                f"{check.id} names no task or link of its own; waive the finding where it is counted"
            )
        if table == "check_limit":
            _refuse_other_limits(check, row)


def _refuse_other_limits(check: Check, row: Mapping[str, Any]) -> None:
    judged = limit_fields(check)
    if not judged:
        raise EditError(f"{check.id} is rated from other checks; set their thresholds")
    if any(row.get(name) is not None for name in LIMITS if name not in judged):
        meant = (
            "a count: give “findings at most”"
            if judged == LIMITS[2:]
            else "a share or an index: give “at most”"
        )
        raise EditError(f"the figure of {check.id} is {meant}")
