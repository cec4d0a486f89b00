"""A sample program as it is written down: rows by table, outlines of projects and a story step by step."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]

_STORY = "story.toml"


@dataclass(frozen=True, slots=True)
class ProjectOutline:
    """A component project, its tasks in outline order, and the step in which it is planned."""

    step: str
    key: str
    project: Row
    tasks: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class AccountPlan:
    """A cost account with its amounts in whole currency units, from the budget's first month on.

    forecast: for the months after those with actuals; empty where nothing but the plan is expected.
    """

    account: Row
    planned: tuple[int, ...]
    actual: tuple[int, ...]
    forecast: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """The accounts, the month of their first amounts, and the step in which they are planned."""

    step: str
    first: date
    accounts: tuple[AccountPlan, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What was done to the program in one transaction besides adding the rows that name the step.

    crossing: the links between projects are made; change: fields of rows that are set; progress: recorded up
    to that day; baseline: taken with these fields; actuals: of that month are entered; forecast: for the
    months after it is entered; approves: the budget, as a version with these fields; proposes: edits that
    are tried out and kept as an option of a change request; policy: the ready policy that is taken, and
    what in its text is agreed otherwise; closes: the reporting period of that key, on a day; simulates: the
    plan as it stands then, kept under a title; issues: a pack that was handed out then, as kept of it.
    """

    name: str
    label: str = ""
    crossing: bool = False
    change: tuple[Row, ...] = ()
    progress: date | None = None
    baseline: Row | None = None
    actuals: date | None = None
    forecast: date | None = None
    approves: Row | None = None
    proposes: Row | None = None
    policy: Row | None = None
    closes: Row | None = None
    simulates: Row | None = None
    issues: Row | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A whole sample program; rows: by step and table, in the order written."""

    folder: Path
    program: Row
    rows: Mapping[str, Mapping[str, tuple[Row, ...]]]
    projects: tuple[ProjectOutline, ...]
    budget: Budget
    story: tuple[Step, ...]


def read_sample(folder: Path) -> Told:
    """All files of a sample's folder.

    `program.toml` and `budget.toml` say what their names say, `story.toml` the steps, `projects` holds an
    outline a file, `documents` what is attached, every other file rows
    of tables.
    """
    program, budget, story = (_read(folder / name) for name in ("program.toml", "budget.toml", _STORY))
    rows: dict[str, dict[str, tuple[Row, ...]]] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name not in ("program.toml", "budget.toml", _STORY):
            for step, table, row in _rows(_read(path)):
                of_step = rows.setdefault(step, {})
                of_step[table] = (*of_step.get(table, ()), row)
    return Told(
        folder=folder,
        program=program["program"],
        rows=rows,
        projects=tuple(_outline(_read(path)) for path in sorted((folder / "projects").glob("*.toml"))),
        budget=Budget(budget["step"], budget["first"], tuple(map(_account, budget["account"]))),
        story=tuple(_step(step) for step in story["step"]),
    )


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _rows(data: Row) -> Iterator[tuple[str, str, Row]]:
    """Step, table and row of each row of a file; a row that names no step belongs to the file's."""
    for table, rows in data.items():
        for row in rows if table != "step" else ():
            yield row.get("step", data["step"]), table, {name: row[name] for name in row if name != "step"}


def _outline(data: Row) -> ProjectOutline:
    return ProjectOutline(data["step"], data["project"]["key"], data["project"], tuple(data["tasks"]))


def _account(data: Row) -> AccountPlan:
    amounts = ("planned", "actual", "forecast")
    planned, actual, forecast = (tuple(data.get(name, ())) for name in amounts)
    account = {name: value for name, value in data.items() if name not in amounts}
    return AccountPlan(account, planned, actual, forecast)


def _step(data: Row) -> Step:
    return Step(**{**data, "change": tuple(data.get("change", ()))})
