"""A program to compare wherever it is shown: by command, in the window, in the packs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.command_line import Run
from tests.journeys.conftest import sitting
from tests.journeys.person import Person
from tests.journeys.told import Told
from tpm_desktop.desktop.overview.projects_table import RATING
from tpm_desktop.finance.apportioning import added_up
from tpm_desktop.formats import Formats
from tpm_desktop.formats.amounts import Scale
from tpm_desktop.model.finance import Account
from tpm_desktop.plan import OpenProgram

PLAN = "dev/mspdi/software-development-mpp.xml"
ENTERED = ("planned", "actual", "forecast")
LIGHTS = ("overall", "time", "cost", "risk")
BUDGET = (
    # month, planned, actual, forecast in minor units, of the first two accounts and of one without project
    ("2013-01", 1_250_000, 1_199_950, None),
    ("2013-02", 2_400_049, 2_600_000, 10),
    ("2013-03", 3_000_000, None, 3_333_333),
    ("2013-04", 999_999, 50_000, None),
    ("2013-12", 700_000, None, 0),
    ("2014-01", 125_000, None, 260_051),
)


@pytest.fixture(scope="module", params=["sample", "imported plan"])
def path(request: pytest.FixtureRequest, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample program; a real plan with a budget, a status date and a risk. No test edits it."""
    target = tmp_path_factory.mktemp("compared") / "plan.tpm"
    if request.param == "sample":
        return Path(shutil.copy(request.getfixturevalue("sample_file"), target))
    run("import", request.getfixturevalue("shared_data") / PLAN, "-o", target, "--projects").done()
    run("set", target, "program", "program", "status_date=2013-02-15", "fiscal_year_start=4").done()
    projects = run("list", target, "project", "--json").json
    for n, owner in enumerate([f"project_id={projects[0]['id']}", f"project_id={projects[1]['id']}", None]):
        fields = [f"name=Account {n}", f"treatment={('capex', 'opex')[n % 2]}", *([owner] if owner else [])]
        account = run("add", target, "account", *fields).done().out.strip()
        for month, *amounts in BUDGET[n:]:
            given = [f"{k}={v}" for k, v in zip(ENTERED, amounts, strict=True) if v is not None]
            treatment = ("capex", "opex")[(n + int(month[-1])) % 2]
            line = [f"account_id={account}", f"month={month}", f"treatment={treatment}", *given]
            run("add", target, "budget_line", *line).done()
    _buy(target)
    risk = ["title=Testers are short", f"project_id={projects[0]['id']}", "probability=4", "impact=4"]
    run("add", target, "risk", *risk).done()
    return target


def _buy(path: Path) -> None:
    """Orders on the first account: one invoiced in part, one that the ledger has booked otherwise."""
    with OpenProgram.open(path) as program, program.file.transaction("Buy") as edit:
        account, opex = (row.id for row in program.file.rows(Account)[:2])
        request = edit.add("capital_request", title="Testbed", account_id=account)
        of = {"request_id": request, "ordered": date(2013, 1, 8)}
        edit.add("purchase_order", title="Desks", unit_price=5_049, quantity=3, **of)
        bed = edit.add("purchase_order", title="Bed", unit_price=1_000_049, due=date(2013, 3, 6), **of)
        dated = {"order_id": bed, "dated": date(2013, 1, 31), "month": date(2013, 2, 1)}
        first, second = (edit.add("invoice", number=f"B-{n}", amount=250_050 + n, **dated) for n in (1, 2))
        booked = {"text": "Bed", "account_id": opex, "month": date(2013, 2, 1), "treatment": "opex"}
        edit.add("cost_entry", kind="actual", amount=260_000, invoice_id=first, **booked)
        edit.add("cost_entry", kind="actual", amount=-10, invoice_id=second, **booked)


@pytest.fixture(scope="module")
def told(run: Run, path: Path) -> Told:
    return Told(run, path)


@pytest.fixture(scope="module")
def reader(qapp: QApplication, request: pytest.FixtureRequest, path: Path) -> Iterator[Person]:
    """Somebody who reads the program in the window, in which none of the tests changes anything."""
    with sitting(QtBot(request)) as sit:
        person = sit()
        person.open(path)
        yield person


@pytest.fixture
def formats(reader: Person) -> Formats:
    assert reader.window.session is not None
    return reader.window.session.formats


@pytest.fixture(scope="module")
def pages(run: Run, path: Path) -> Callable[[str], list[str]]:
    """The texts of a pack's pages without white space: where lines break is the page's affair."""

    @cache
    def read(kind: str) -> list[str]:
        target = path.with_name(f"{kind}.pdf")
        run("report", kind, path, "-o", target).done()
        return [packed(page.extract_text()) for page in PdfReader(target).pages]

    return read


@dataclass(frozen=True)
class InPacks:
    """How packs show amounts: in thousands from a million on, in whole units below."""

    formats: Formats
    scale: Scale

    def __call__(self, amount: int, *, sign: bool = False) -> str:
        return self.formats.scaled(amount, self.scale, dash=True, sign=sign)

    def parts_of(self, whole: list[int], parts: list[list[int]]) -> list[list[int]]:
        """Rows of amounts as they are shown, so that they make up the shown row of their sums."""
        table = np.array([*parts, whole], np.int64)
        shown = added_up(table, [(len(parts), range(len(parts)))], self.formats.step(self.scale))
        return shown[:-1].tolist()


def in_packs(told: Told, formats: Formats) -> InPacks:
    sums = told.budget()
    large = max(abs(sums["planned"]), abs(sums["outlook"])) >= 1_000_000 * 10**formats.minor_digits
    return InPacks(formats, Scale.THOUSANDS if large else Scale.FULL)


def packed(text: str) -> str:
    return "".join(text.split())


def in_a_table(formats: Formats, *days: str | None) -> list[list[str]]:
    """Dates as a table of a pack may show them: the year of all, or of those to which it must be said."""
    return [[formats.date(day, year=year) or "–" for day in days] for year in (None, True)]


def whole(amount: int, formats: Formats) -> int:
    """Minor units rounded to whole units, as a cell shows them."""
    return rounded(amount, 10**formats.minor_digits)


def rounded(value: int, step: int) -> int:
    """Half up, away from zero."""
    size = (abs(value) + step // 2) // step * step
    return size if value >= 0 else -size


def letters(reader: Person) -> dict[str, str]:
    """The lights of each component project as they stand in the overview: overall, time, cost and risk."""
    table = reader.go("overview").projects
    model, first = table.model(), table.model().columnCount() - len(LIGHTS)
    rows = range(model.rowCount())
    read = [
        "".join(model.index(row, first + n).data(RATING).strip("–") for n in range(len(LIGHTS)))
        for row in rows
    ]
    return {table.lines.lines[row].id: read[row] for row in rows}


def has_baseline(reader: Person, row_id: str) -> bool:
    return int(reader.plan.state.finish_variance[reader.plan.row(row_id)]) > -(2**63)
