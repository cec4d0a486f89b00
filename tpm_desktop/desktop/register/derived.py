"""Columns that nobody enters: scores of risks, dates and progress of projects, sums of accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.session import Session
from tpm_desktop.finance.budget_amounts import Amounts
from tpm_desktop.plan import instant

from .columns import Column, Tone
from .rows import Row

translate = QCoreApplication.translate


def derived(session: Session, table: str) -> list[tuple[str, Column]]:
    """The derived columns of a table, each with the name of the column that it stands after."""
    if table == "commitment":
        from .commitment_columns import commitment_columns

        return commitment_columns(session)
    if table in ("integration_test", "release"):
        from .integration_columns import release_columns, test_columns

        return (test_columns if table == "integration_test" else release_columns)(session)
    if table == "procurement_package":
        from .procurement_columns import package_columns

        return package_columns(session)
    if table in ("capital_request", "purchase_order", "asset"):
        from .capital_columns import capital_columns

        return capital_columns(session, table)
    if table == "estimate_line":
        from .estimate_columns import estimate_columns

        return estimate_columns(session)
    if table == "risk":
        from .risk_columns import risk_columns

        return risk_columns(session)
    makers = {"project": _project, "account": _account}
    return makers[table](session) if table in makers else []


def follows(
    name: str,
    heading: str,
    hint: str,
    value: Callable[[str, Row], Any],
    show: Callable[[Any], str],
    tone: Callable[[Any], Tone] = lambda value: Tone.PLAIN,
    chip: bool = False,
    total: Callable[[int], str] | None = None,
    right: bool = True,
) -> Column:
    """A column that nobody enters.

    Args: value: of a row, by which the rows are sorted; show, tone: its text and colour; hint: where it
    comes from.
    """
    return Column(
        name=name,
        heading=heading,
        right=right,
        hint=hint,
        text=lambda row_id, row: show(value(row_id, row)),
        key=value,
        tone=lambda row_id, row: tone(value(row_id, row)),
        chip=chip,
        total=total,
    )


def _project(session: Session) -> list[tuple[str, Column]]:
    plan, formats = session.program.plan, session.formats

    def of_row(read: Callable[[int], Any]) -> Callable[[str, Row], Any]:
        def value(row_id: str, row: Row) -> Any:
            at = plan.row(row_id)
            return None if at is None else read(at)

        return value

    def column(name: str, heading: str, read: Callable[[int], Any], show: Callable[[Any], str]) -> Column:
        return follows(name, heading, translate("Register", "Follows from the plan"), of_row(read), show)

    return [
        (
            "status",
            column(
                "planned_start",
                translate("Register", "Starts"),
                lambda at: instant(int(plan.state.schedule.start[at])),
                formats.date,
            ),
        ),
        (
            "status",
            column(
                "planned_finish",
                translate("Register", "Finishes"),
                lambda at: instant(int(plan.state.schedule.finish[at])),
                formats.date,
            ),
        ),
        (
            "status",
            column(
                "progress",
                translate("Register", "Done"),
                lambda at: int(plan.state.done[at]),
                lambda value: formats.share(value, digits=0),
            ),
        ),
    ]


def _account(session: Session) -> list[tuple[str, Column]]:
    plan, formats = session.program.plan, session.formats

    def summed(read: Callable[[Amounts], np.ndarray]) -> Callable[[str, Row], int | None]:
        def value(row_id: str, row: Row) -> int | None:
            money = plan.state.money
            at = money.account_row.get(row_id)
            return None if at is None else int(read(money.budget.accounts.whole)[at])

        return value

    def show(value: int | None) -> str:
        return formats.money(value, whole=True, dash=True)

    parts: list[tuple[str, str, Callable[[Amounts], np.ndarray]]] = [
        ("planned", translate("Register", "Planned"), lambda sums: sums.planned),
        ("outlook", translate("Register", "Outlook"), lambda sums: sums.outlook),
        ("variance", translate("Register", "Variance"), lambda sums: sums.variance),
    ]
    hint = translate("Register", "The sum of the account's months in the budget")
    return [
        (
            "treatment",
            follows(
                name,
                f"{heading}, {formats.currency}",
                hint,
                summed(read),
                show,
                _over if name == "variance" else _plain,
                total=show,
            ),
        )
        for name, heading, read in parts
    ]


def _plain(value: Any) -> Tone:
    return Tone.PLAIN


def _over(value: int | None) -> Tone:
    return Tone.RED if value is not None and value < 0 else Tone.PLAIN
