"""Every sum is the same wherever it is shown: budget grid, inspector, overview, packs and command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

import pytest

from tests.journeys.agreement import formats, in_packs, packed, pages, path, reader, told, whole
from tests.journeys.told import FIGURES, Line, Told
from tpm_desktop.desktop.budget.model import FIXED, BudgetModel
from tpm_desktop.formats import Formats
from tpm_desktop.plan.breakdown import Level
from tpm_desktop.plan.budget_periods import Span

__all__ = ["formats", "pages", "path", "reader", "told"]


def test_every_cell_of_the_budget_is_the_sum_of_its_lines(reader, formats, told):
    view = reader.go("budget")
    reader.click(view.findChild(object, "budget-show-all"))
    model, seen, sums = view.model, set(), {}
    for row, line in enumerate(model.lines):
        for column, period in enumerate(model.periods):

            def wanted(entered, line=line, period=period) -> bool:
                return in_line(told, line, entered) and in_period(told, period, entered)

            place = (line.kind, line.id, period)
            if place not in sums:
                sums[place] = told.budget(wanted)
            expected = sums[place][line.figure]
            index = model.index(row, column + FIXED)
            assert model.amount(index) == expected
            shown = formats.parse_money(index.data())  # rounded so that the rows of a column make up its sums
            assert abs(shown - expected) < 10**formats.minor_digits
            assert line.kind is not Level.PROGRAM or shown == whole(expected, formats)
            seen.add((line.kind, period.span, line.figure))
    assert len(seen) == (len(Level) - 1) * (len(Span) - 1) * len(model.figures)  # exchange where there is any


def in_line(told: Told, line, entered) -> bool:
    """Whether an entered budget line counts in a row of the grid."""
    return {
        Level.ACCOUNT: entered["account_id"] == line.id,
        Level.PROJECT: (told.project_of(entered) or "") == line.id,
        Level.TREATMENT: entered["treatment"] == line.id,
        Level.PROGRAM: True,
    }[line.kind]


def in_period(told: Told, period, entered) -> bool:
    """Whether an entered budget line counts in a column of the grid."""
    if period.span is Span.MONTH:
        return entered["month"][:7] == f"{period.day:%Y-%m}"
    if period.span is Span.YEAR:
        return told.fiscal_year(entered["month"]) == period.year.start_year
    return True


def test_the_command_tells_the_same_sums_by_quarter_and_year(run, path, told):
    for by in ("quarter", "year"):
        answer = run("budget", path, "--by", by, "--json").json
        for row, n in product(answer["rows"], range(len(answer["periods"]))):
            period = answer["periods"][n]

            def wanted(entered, row=row, period=period) -> bool:
                inside = period["first"] <= entered["month"][:7] <= period["last"]
                return inside and in_row(told, row, entered)

            sums = told.budget(wanted)
            shown = {kind: amounts[n] for kind, amounts in row["amounts"].items()}
            assert shown == {figure: sums[figure] for figure in FIGURES}


def in_row(told: Told, row, entered) -> bool:
    """Whether an entered part counts in a row that the command tells."""
    account = told.accounts[entered["account_id"]]
    return {
        "account": account["id"] == row["id"],
        "project": account["project_id"] == row["id"],
        "fund": account["funding_id"] == row["id"],
        "treatment": entered["treatment"] == row["id"],
        "program": True,
    }[row["level"]]


def test_the_strip_above_the_budget(reader, formats, told):
    view = reader.go("budget")
    sums = told.budget()
    shown = {card.name: card.figure.accessibleName().rpartition(": ")[2] for card in view.summary.cards}
    assert shown == {
        "budget": formats.money(sums["planned"], currency=True),
        "spent": formats.money(sums["spent"], currency=True),
        "outlook": formats.money(sums["outlook"], currency=True),
        "variance": formats.money(sums["variance"], currency=True, sign=True),
    }


@dataclass(frozen=True)
class PackRow:
    """A line of a pack's budget tables. year: the calendar year in which a fiscal year starts, None for all.

    wanted: the budget lines that it sums up; to_date: whether its table has that column.
    """

    name: str
    kind: Level
    id: str
    year: int | None
    wanted: Callable[[Line], bool]
    to_date: bool


def pack_rows(told: Told, formats: Formats, model: BudgetModel) -> Iterator[PackRow]:
    """The lines that the packs must hold."""
    names = {project["id"]: project["name"] for project in told.rows("project")} | {"": "Across projects"}
    treatments = {"capex": "Capital", "opex": "Operating"}
    yield PackRow("Program", Level.PROGRAM, "", None, lambda line: True, to_date=True)
    for line in model.lines:
        if line.kind is Level.PROJECT and line.leads:
            owns = lambda entered, p=line.id: (told.project_of(entered) or "") == p  # noqa: E731
            yield PackRow(names[line.id], line.kind, line.id, None, owns, to_date=True)
        elif line.kind is Level.TREATMENT and line.leads:
            treated = lambda entered, t=line.id: entered["treatment"] == t  # noqa: E731
            yield PackRow(treatments[line.id], line.kind, line.id, None, treated, to_date=False)
    for period in model.periods:
        if period.span is Span.YEAR and period.year is not None:
            within = lambda entered, p=period: in_period(told, p, entered)  # noqa: E731
            if any(told.budget(within).values()):
                name = formats.fiscal_year(period.day)
                yield PackRow(name, Level.PROGRAM, "", period.year.start_year, within, to_date=False)


def shown_total(model: BudgetModel, wanted: PackRow, figure: str) -> int:
    """What the grid shows for the line in its last column, or in its fiscal year's."""
    lines = [(line.kind, line.figure, "" if line.kind is Level.PROGRAM else line.id) for line in model.lines]
    years = [period.year.start_year if period.span is Span.YEAR else None for period in model.periods]
    spans = [period.span for period in model.periods]
    row = lines.index((wanted.kind, figure, wanted.id))
    column = spans.index(Span.WHOLE) if wanted.year is None else years.index(wanted.year)
    return model.amount(model.index(row, column + FIXED))


@pytest.mark.parametrize("kind", ["status", "steering"])
def test_budget_tables_of_the_packs_are_the_totals_of_the_grid(reader, formats, told, pages, kind):
    text, view = "".join(pages(kind)), reader.go("budget")
    reader.click(view.findChild(object, "budget-show-all"))
    amount_shown, tables = in_packs(told, formats), dict[object, list[tuple[PackRow, list[int]]]]()
    for wanted in pack_rows(told, formats, view.model):
        sums = told.budget(wanted.wanted)
        totals = {figure: shown_total(view.model, wanted, figure) for figure in view.model.figures}
        assert all(total == sums[figure] for figure, total in totals.items())
        amounts = [totals["planned"], sums["to_date"], sums["spent"], totals["outlook"], totals["variance"]]
        tables.setdefault((wanted.kind, wanted.year is None), []).append((wanted, amounts))
    ((_, whole),) = tables[Level.PROGRAM, True]
    for rows in tables.values():
        parts = [amounts for _, amounts in rows]
        for (row, _), amounts in zip(rows, amount_shown.parts_of(whole, parts), strict=True):
            said = [amounts[0], *([amounts[1]] if row.to_date else []), *amounts[2:4]]
            shown = [*map(amount_shown, said), amount_shown(amounts[4], sign=True)]
            assert packed("".join([row.name, *shown])) in text


@pytest.mark.parametrize("kind", ["status", "steering"])
def test_key_figures_of_the_packs(formats, told, pages, kind):
    first, sums = "".join(pages(kind)[:2]), told.budget()
    finish = max(task["finish"] for task in told.tasks.values())
    over = sums["outlook"] - sums["planned"]
    assert packed(f"Forecast finish{formats.date(finish, year=True)}") in first
    outlook = f"{formats.compact(sums['outlook'])}{formats.compact(over, sign=True)} against plan"
    assert packed(f"Outlook, {formats.currency}{outlook}") in first
    spent = f"{formats.compact(sums['spent'])}of {formats.compact(sums['to_date'])}planned to date"
    assert packed(f"Spent, {formats.currency}{spent}") in first


def test_capital_and_earned_value_tell_what_the_budget_counts(run, path, told):
    capital, bought = run("capex", path, "--json").json, told.bought
    found = {(one["year"], one["asset_class"]): one for one in capital["lines"]}
    for year, asset_class in found:
        sums = {"committed": 0, "actual": 0}
        for request, month, figure, amount in bought.counted():
            if year in (None, told.fiscal_year(month)) and asset_class in (None, request["asset_class"]):
                sums[figure] += amount
        shown = found[year, asset_class]
        assert {"committed": shown["open"], "actual": shown["spent"]} == sums
    assert found[None, None]["open"] > 0 and found[None, None]["spent"] > 0
    earned = [one for one in run("evm", path, "--json").json["lines"] if one["level"] == "program"]
    assert [one["to_date"]["ac"] for one in earned] == [told.budget()["spent"]]
    budget = run("budget", path, "--json").json["rows"][-1]["amounts"]
    assert (budget["committed"][-1], budget["actual"][-1]) == tuple(
        told.budget()[figure] for figure in ("committed", "actual")
    )


def test_costs_add_up(reader, formats, told):
    costs = reader.plan.state.money.costs
    assert told.cost_of_work() == costs.program
    tops = [costs.task[reader.plan.row(project["id"])] for project in told.rows("project")]
    assert sum(tops) == costs.program
    for account in told.rows("account"):
        reader.window.session.select("account", [account["id"]])
        reader.window.inspector.turn_to("Money")
        shown = reader.window.inspector.page("Money").sums
        sums = told.budget(lambda line, a=account: line["account_id"] == a["id"])
        for name, figure in (("Budget", "planned"), ("Actual to date", "spent"), ("Outlook", "outlook")):
            assert shown[name] == formats.money(sums[figure], currency=True, whole=True, dash=True)
