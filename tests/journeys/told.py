"""What the command line tells of a program, and its sums added up here once more, from the lines alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.command_line import Run
from tests.journeys.bought import Bought

FIGURES = ("planned", "committed", "actual", "accrued", "forecast", "outlook", "variance", "exchange")
Line = dict[str, Any]


class Told:
    """The answers of `schedule --json` and `list --json`; instants and months stay the texts they are."""

    def __init__(self, run: Run, path: Path) -> None:
        self._run, self._path = run, path
        self._rows: dict[str, list[Line]] = {}

    def rows(self, table: str) -> list[Line]:
        """All rows of a table, as stored."""
        if table not in self._rows:
            self._rows[table] = self._run("list", self._path, table, "--json").json
        return self._rows[table]

    @cached_property
    def tasks(self) -> dict[str, Line]:
        """The schedule, by task."""
        return {task["id"]: task for task in self._run("schedule", self._path, "--json").json}

    @cached_property
    def program(self) -> Line:
        """The program's own row."""
        return self.rows("program")[0]

    def tasks_of(self, project_id: str) -> list[Line]:
        """The scheduled tasks of a component project."""
        return [self.tasks[row["id"]] for row in self.rows("task") if row["project_id"] == project_id]

    def baseline(self) -> list[Line]:
        """What was agreed for each task: the baseline with the lowest number."""
        kept = sorted(self.rows("baseline"), key=lambda row: row["number"])[:1]
        return [row for row in self.rows("baseline_task") if kept and row["baseline_id"] == kept[0]["id"]]

    def cost_of_work(self) -> int:
        """Minor units of all tasks that have no others below them."""
        above = {row["parent_id"] for row in self.rows("task")}
        return sum(task["cost"] for task in self.tasks.values() if task["id"] not in above)

    # The budget

    @property
    def status_month(self) -> str:
        """The month of the status date, such as "2026-10"; before every other where none was taken."""
        return str(self.program["status_date"] or "")[:7]

    def fiscal_year(self, month: str) -> int:
        """The calendar year in which a month's fiscal year starts."""
        year, number = int(month[:4]), int(month[5:7])
        return year if number >= self.program["fiscal_year_start"] else year - 1

    @cached_property
    def accounts(self) -> dict[str, Line]:
        return {row["id"]: row for row in self.rows("account")}

    @cached_property
    def money(self) -> list[Line]:
        """Budget lines, ends of transfers, what was carried over, booked entries, invoices and orders.

        An accrual is there also where it ends.

        A transfer leaves the outlook of a month that was forecast as it is.
        """
        lines = list(self.rows("budget_line"))
        forecast = {(row["account_id"], row["month"]) for row in lines if row["forecast"] is not None}
        for row in self.rows("transfer"):
            for end, sign in (("from", -1), ("to", 1)):
                account, month = row[f"{end}_account_id"], row[f"{end}_month"]
                there = 0 if (account, month) in forecast else None
                lines.append(self._part(account, month, None, planned=sign * row["amount"], forecast=there))
        for row in self.rows("carry_over"):
            year, begins, day = (
                self.fiscal_year(row["year"]),
                self.program["fiscal_year_start"],
                row["year"][7:],
            )
            after = f"{year + 1}-{begins:02}{day}"
            last = f"{year + (begins > 1)}-{(begins - 2) % 12 + 1:02}{day}"
            gone = -row["amount"] - (row["lapsed"] or 0)
            for month, amount in ((last, gone), (after, row["amount"])):
                there = 0 if (row["account_id"], month) in forecast else None
                lines.append(self._part(row["account_id"], month, None, planned=amount, forecast=there))
        for request, month, figure, amount in self.bought.documents():
            if request["account_id"]:
                lines.append(self._part(request["account_id"], month, None, **{figure: amount}))
        for row in self.rows("cost_entry"):
            account, month, amount = row["account_id"], row["month"], row["amount"]
            said = {"actual": "actual", "accrual": "accrued", "commitment": "committed"}[row["kind"]]
            left = amount if said != "committed" else self.bought.left(row)
            lines.append(self._part(account, month, row["treatment"], **{said: left}))
            year, number = int(month[:4]), int(month[5:7])
            after = f"{year + number // 12}-{number % 12 + 1:02}"
            if row["kind"] == "accrual" and after <= self.status_month:
                lines.append(self._part(account, after, row["treatment"], accrued=-amount))
        return lines

    @cached_property
    def bought(self) -> Bought:
        """Orders and invoices, and the postings that speak for them."""
        return Bought(*map(self.rows, ("capital_request", "purchase_order", "invoice", "cost_entry")))

    def _part(self, account: str, month: str, treatment: str | None, **amounts: int | None) -> Line:
        of_account = treatment or self.accounts[account]["treatment"]
        none = {"planned": None, "actual": None, "forecast": None}
        return {"account_id": account, "month": month, "treatment": of_account, **none, **amounts}

    def budget(self, wanted: Callable[[Line], bool] = lambda line: True) -> dict[str, int]:
        """Minor units of the lines that are wanted: each figure, and what of it is up to the status month.

        What was spent counts up to the status month; after it the forecast counts, or else the plan. Nothing
        was spent in another currency, so that the exchange brought nothing.
        """
        sums = dict.fromkeys((*FIGURES, "to_date", "spent"), 0)
        for line in filter(wanted, self.money):
            planned, actual = line["planned"] or 0, line["actual"] or 0
            forecast, accrued = line["forecast"], line.get("accrued", 0)
            past = line["month"][:7] <= self.status_month
            expected = actual + accrued if past else planned if forecast is None else forecast
            sums["planned"] += planned
            sums["actual"] += actual
            sums["accrued"] += accrued
            sums["committed"] += line.get("committed", 0)
            sums["forecast"] += forecast or 0
            sums["outlook"] += expected
            sums["to_date"] += planned if past else 0
            sums["spent"] += actual + accrued if past else 0
        sums["variance"] = sums["planned"] - sums["outlook"]
        return sums

    def project_of(self, line: Line) -> str | None:
        """The component project of a budget line's account."""
        found = self.accounts[line["account_id"]]["project_id"]
        return None if found is None else str(found)
