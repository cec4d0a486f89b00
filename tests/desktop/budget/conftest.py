"""A small program with a budget, and the budget view on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.budget import BudgetView
from tpm_desktop.desktop.session import Session
from tpm_desktop.file.author import Author
from tpm_desktop.plan import OpenProgram


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenProgram]:
    """Two component projects, four accounts, six months from April 2026, status at the end of June."""
    author = Author("Controller", "test device")
    with OpenProgram.create(
        tmp_path / "budget.tpm",
        author=author,
        name="Network renewal",
        currency="EUR",
        start=datetime(2026, 4, 1, 8),
        status_date=datetime(2026, 6, 30, 17),
        fiscal_year_start=4,
    ) as program:
        with program.file.transaction("Set up") as edit:
            sites, software = edit.add("project", name="Sites"), edit.add("project", name="Software")
            for name, project, treatment in (
                ("Racks", sites, "capex"),
                ("Site works", sites, "opex"),
                ("Build team", software, "opex"),
                ("Travel", None, "opex"),
            ):
                account = edit.add("account", name=name, project_id=project, treatment=treatment)
                edit.add_all(
                    "budget_line",
                    [
                        {
                            "account_id": account,
                            "month": date(2026, month, 1),
                            "treatment": treatment,
                            "planned": 1_000_000,
                            "actual": 1_100_000 if month <= 6 else None,
                            "forecast": 1_050_000 if month == 8 else None,
                        }
                        for month in range(4, 10)
                    ],
                )
        yield program


@pytest.fixture
def session(opened: OpenProgram, qtbot: QtBot) -> Session:
    session = Session(opened)
    session.refusals = []  # type: ignore[attr-defined]
    session.refused.connect(session.refusals.append)  # type: ignore[attr-defined]
    return session


@pytest.fixture
def view(session: Session, qtbot: QtBot) -> BudgetView:
    view = BudgetView(session, Appearance.current())
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.load()
    view.show()
    qtbot.waitExposed(view)
    return view
