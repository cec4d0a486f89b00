"""Sections about money: the budget by project, year and treatment, and the curve over the months."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, Spacer

from .charts import CostCurve, CostCurves
from .findings import money_finding
from .keeping import Together
from .money import BudgetRow, by_project, by_treatment, by_year, has_budget, months, shown
from .parts import Section, note, nothing, subheading
from .side_by_side import SideBySide
from .source import Source
from .tables import Align, Cell, Content, DataTable, Rank, TableColumn, TableRow, data_table
from .theme import GRID, Paper

_LOW = 150.0  # points: of a curve as wide as the page


def money(source: Source, paper: Paper) -> list[Flowable]:
    """What was planned, spent and is expected, by project, with curve and treatments, on one page."""
    parts: list[Flowable] = [Section(money_finding(source), source.unit)]
    if not has_budget(source):
        return [*parts, nothing("Cost accounts and monthly amounts are entered in the budget view.")]
    projects = by_project(source)
    parts.append(_table(source, "Component project", projects, paper.content))
    parts += _curve_and_shares(source, paper)
    said = (
        "Outlook: spent up to the status month, forecast after it, planned where nothing was forecast. "
        "Variance: planned less outlook; a minus is over budget."
    )
    if any(row.exchange for row in projects):
        said += " Exchange: what of it other rates than the budget's brought; a minus made it dearer."
    return [Together([*parts, note(said)])]


def _curve_and_shares(source: Source, paper: Paper) -> list[Flowable]:
    """The curve beside the budget by treatment and by year; below it where amounts in full need the room."""
    heads = subheading("Capital and operating"), subheading("By fiscal year")
    rows = by_treatment(source), by_year(source)

    def tables(columns: float) -> list[DataTable]:
        return [_table(source, "", one, paper.span(columns), brief=True) for one in rows]

    columns = next((few for few in (5, 6) if all(t.asked <= paper.span(few) for t in tables(few))), 12)
    pairs = [[head, table] for head, table in zip(heads, tables(columns), strict=True)]
    both: list[Flowable] = [part for pair in pairs for part in pair]
    if columns == 5:
        return [SideBySide(paper, (7, [curve(source)]), (5, both))]
    below = [SideBySide(paper, *((6, pair) for pair in pairs))] if columns == 6 else both
    return [curve(source, _LOW), Spacer(0, 2 * GRID), *below]


def curve(source: Source, height: float = 190) -> Flowable:
    """Running totals of all that is told of."""
    sums = source.budget
    running = sums.curves(sums.program)
    return CostCurves(
        CostCurve(
            first=months(source)[0],
            planned=running.planned.tolist(),
            actual=running.actual.tolist(),
            outlook=running.outlook.tolist(),
        ),
        source.formats,
        height,
    )


def _table(
    source: Source,
    first: str,
    rows: Sequence[BudgetRow],
    width: float,
    *,
    brief: bool = False,
) -> DataTable:
    abroad = not brief and any(row.exchange for row in rows)
    headings = ["Planned", *([] if brief else ["Planned to date"]), "Spent", "Outlook", "Variance"]
    headings += ["Exchange"] if abroad else []
    columns = [TableColumn(first, weight=1), *(TableColumn(heading, Align.RIGHT) for heading in headings)]
    made = []
    for row, amounts in zip(rows, shown(source, rows), strict=True):
        told = [amounts[0], *([] if brief else [amounts[1]]), *amounts[2:4]]
        cells: list[Content] = [row.name, *map(source.amount, told), _variance(source, amounts[4])]
        cells += [_variance(source, amounts[5])] if abroad else []
        made.append(TableRow(cells, Rank.TOTAL if row.total else Rank.NORMAL))
    return data_table(columns, made, width)


def _variance(source: Source, amount: int) -> Content:
    return Cell(source.amount(amount, sign=True), "critical" if amount < 0 else "text")
