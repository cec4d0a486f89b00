"""The budget pack: what is planned, ordered, spent and expected, what moved, and what reserves are left."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from reportlab.platypus import CondPageBreak, Flowable

from tpm_desktop.finance.amounts import Money
from tpm_desktop.finance.budget import Budget
from tpm_desktop.model.spending import CarryOver, Transfer
from tpm_desktop.plan.breakdown import Level, Row, by_period, name_of
from tpm_desktop.plan.breakdown import rows as breakdown_rows
from tpm_desktop.plan.budget_lines import status_month
from tpm_desktop.plan.budget_periods import Period, Span, first_day, read_periods
from tpm_desktop.plan.budget_versions import Version, compared, versions
from tpm_desktop.plan.closing import closed_through
from tpm_desktop.plan.exchange_findings import exchange_findings
from tpm_desktop.plan.exchange_lines import ExchangeLine, exchange_lines
from tpm_desktop.plan.fiscal import fiscal_calendar
from tpm_desktop.plan.reserves import Held, remaining_work, reserves, rounded_share
from tpm_desktop.plan.shown_figures import shown_figures

from .estimates import section as estimates
from .findings import money_finding
from .parts import Section, note, nothing, title_block
from .source import Source
from .tables import Align, Cell, Content, Rank, TableColumn, TableRow, data_table
from .theme import Paper

_ROOM = 140.0  # a section begins on a new page where less is left
_FIGURES = ("planned", "committed", "actual", "accrued", "forecast", "outlook", "variance", "available")
_HEADS = ("Planned", "Committed", "Actual", "Accrued", "Forecast", "Outlook", "Variance", "Available")
_NAMELESS = {Level.PROJECT: "Across projects", Level.FUND: "No funding source"}


class Told:
    """The breakdown of one program at one moment, read once."""

    def __init__(self, source: Source) -> None:
        self.source, self.state = source, source.state
        self.rows = list(breakdown_rows(source.state))

    def of(self, level: Level) -> list[Row]:
        """The rows of a level."""
        return [row for row in self.rows if row.level is level]

    @cached_property
    def whole(self) -> dict[Level, dict[str, dict[Level, Money]]]:
        """All years together as they are shown, by what accounts stand under, figure and level."""
        periods, unit = read_periods(self.state, Span.WHOLE), self.source.formats.step(self.source.scale)
        held = self.state.money.budget
        return {
            by: {figure: shown_figures(held, figure, periods, unit, by) for figure in _FIGURES}
            for by in (Level.PROJECT, Level.FUND)
        }

    def line(self, row: Row, rank: Rank = Rank.NORMAL, level: int = 0) -> TableRow:
        """A row of the breakdown with all its figures."""
        by = Level.FUND if row.level is Level.FUND else Level.PROJECT
        sums = [int(shown[row.level][row.place][0]) for shown in self.whole[by].values()]
        return TableRow([self.name(row), *self.figures(sums)], rank, level=level)

    def figures(self, sums: Sequence[int]) -> list[Content]:
        """Amounts in the order of `_FIGURES`; what is over budget stands out."""
        return [
            _signed(self.source, amount) if figure == "variance" else self.source.amount(amount)
            for figure, amount in zip(_FIGURES, sums, strict=True)
        ]

    def name(self, row: Row) -> str:
        """What people call a row."""
        return name_of(self.state, row) or _NAMELESS.get(row.level, "")


def _fiscal_weeks(source: Source) -> list[str]:
    """Which days the status month has, where months are weeks."""
    fiscal, tables = fiscal_calendar(source.state.inputs.tables), source.state.inputs.tables
    status = status_month(tables)
    if not fiscal.by_weeks or status is None:
        return []
    days = source.formats.span(fiscal.first_day(status), fiscal.last_day(status))
    return [f"fiscal weeks {fiscal.pattern.value}: {source.formats.month(first_day(status))} is {days}"]


def story(source: Source, paper: Paper) -> list[Flowable]:
    """The whole pack."""
    told, width = Told(source), paper.content
    facts = [source.status_said]
    closed = closed_through(source.state)
    if closed is not None:
        facts.append(f"closed up to {source.formats.month(first_day(closed))}")
    facts += _fiscal_weeks(source)
    title = title_block(source.about.name, f"{money_finding(source)}.", " · ".join(facts))
    if not source.state.money.budget.months.size:
        return [*title, nothing("Cost accounts and monthly amounts are entered in the budget view.")]
    return [
        *title,
        Section("Cost breakdown", source.unit),
        _table("Cost account", _by_project(told), width),
        _legend(),
        CondPageBreak(_ROOM),
        Section("By funding source, capital and operating", source.unit),
        _table("", _by_source(told), width),
        *_exchange(told, width),
        CondPageBreak(_ROOM),
        Section("By fiscal quarter", source.unit),
        _table("", _by_quarter(told, source.state.money.budget), width),
        CondPageBreak(_ROOM),
        Section("Cash by fiscal quarter", source.unit),
        _table("", _by_quarter(told, source.state.cash.budget), width),
        note("Each cost in the quarter in which it is paid, by the terms of its order, entry or account."),
        CondPageBreak(_ROOM),
        *_reserves(told, width),
        CondPageBreak(_ROOM),
        *_transfers(told, width),
        *_carried(told, width),
        *_since_approved(told, width),
        *estimates(source, width),
    ]


def _table(first: str, rows: Sequence[TableRow], width: float) -> Flowable:
    columns = [TableColumn(first, weight=1), *(TableColumn(head, Align.RIGHT) for head in _HEADS)]
    return data_table(columns, rows, width)


def _by_project(told: Told) -> list[TableRow]:
    """Each component project above its accounts, the program last."""
    table = told.state.inputs.tables["account"]
    owners = {row.id: table.texts["project_id"][table.row[row.id]] or "" for row in told.of(Level.ACCOUNT)}
    found = []
    known = set(told.state.money.projects)
    for project in told.of(Level.PROJECT):
        mine = [
            row for row in told.of(Level.ACCOUNT)
            if (owners[row.id] if owners[row.id] in known else "") == project.id
        ]  # fmt: skip
        if mine:
            found.append(told.line(project, Rank.GROUP))
            found += [told.line(row, level=1) for row in mine]
    return [*found, *(told.line(row, Rank.TOTAL) for row in told.of(Level.PROGRAM))]


def _by_source(told: Told) -> list[TableRow]:
    funds = [told.line(row) for row in told.of(Level.FUND)]
    treatments = [told.line(row) for row in told.of(Level.TREATMENT)]
    if treatments:
        treatments[0] = TableRow(treatments[0].cells, Rank.GROUP)
    return [*funds, *treatments, *(told.line(row, Rank.TOTAL) for row in told.of(Level.PROGRAM))]


def _exchange(told: Told, width: float) -> list[Flowable]:
    """What was spent in other currencies, and what other rates than the budget's made of it."""
    source, lines = told.source, exchange_lines(told.state)
    missing = exchange_findings(told.state, source.formats)
    found: list[Flowable] = []
    if lines:
        heads = ("Spent in its currency", "At budget rates", "Came to", "Exchange variance")
        columns = [TableColumn("Cost account", weight=1), *(TableColumn(head, Align.RIGHT) for head in heads)]
        table = data_table(columns, _exchange_rows(told, lines), width)
        found = [CondPageBreak(_ROOM), Section("Exchange variance", source.unit), table]
    return [*found, *(note(f"{one.about}: {one.what}. {one.mend}.") for one in missing)]


def _exchange_rows(told: Told, lines: Sequence[ExchangeLine]) -> list[TableRow]:
    source, names = told.source, told.state.inputs.tables["account"]
    exact = np.array([(one.at_budget, one.spent, one.variance) for one in lines], np.int64)
    shown = source.added_up(np.vstack([exact, exact.sum(0)]), [(len(lines), range(len(lines)))]).tolist()
    rows = [
        TableRow([names.texts["name"][names.row[one.account_id]] or "", _own(source, one), *amounts])
        for one, amounts in zip(lines, (_exchanged(source, sums) for sums in shown), strict=False)
    ]
    return [*rows, TableRow(["All accounts", "", *_exchanged(source, shown[-1])], Rank.TOTAL)]


def _own(source: Source, line: ExchangeLine) -> str:
    return source.formats.own_sum(f"{line.own:f}", line.currency)


def _exchanged(source: Source, amounts: Sequence[int]) -> list[Content]:
    return [*map(source.amount, amounts[:2]), _signed(source, amounts[2])]


def _by_quarter(told: Told, budget: Budget) -> list[TableRow]:
    """The quarters in which anything stands, each year's total below them."""
    periods = read_periods(told.state, Span.QUARTER, None, budget)
    amounts = by_period(budget, Level.PROGRAM, periods)
    exact = np.stack([np.asarray(getattr(amounts, figure)) for figure in _FIGURES], axis=1)
    whole_years = ((n, one) for n, one in enumerate(periods) if one.span is Span.YEAR)
    years = {one.year.first: n for n, one in whole_years if one.year}
    quarters: dict[int, list[int]] = {n: [] for n in years.values()}
    for n, period in enumerate(periods):
        if period.year and period.span is Span.QUARTER:
            quarters[years[period.year.first]].append(n)
    whole = [(n, list(quarters)) for n, period in enumerate(periods) if period.year is None]
    shown = told.source.added_up(exact, [*whole, *quarters.items()])
    ranks, found = {Span.YEAR: Rank.GROUP, Span.WHOLE: Rank.TOTAL}, []
    for n in np.flatnonzero(exact.any(axis=1)).tolist():
        cells = [_period_name(told.source, periods[n]), *told.figures(shown[n].tolist())]
        found.append(TableRow(cells, ranks.get(periods[n].span, Rank.NORMAL)))
    return found


def _period_name(source: Source, period: Period) -> str:
    if period.year is None:
        return "All years"
    year = source.formats.fiscal_year(first_day(period.year.first))
    return year if period.span is Span.YEAR else f"Q{period.quarter} {year}"


def _reserves(told: Told, width: float) -> list[Flowable]:
    source, held, left = told.source, reserves(told.state), remaining_work(told.state)
    head = Section("Contingency and management reserve", source.unit)
    if not held:
        return [head, nothing("No account is marked as a reserve.")]
    heads = ("Opening", "Drawn", "Released", "Left", "Of the opening", "Of remaining work")
    columns = [TableColumn("Reserve", weight=1), TableColumn("Kind")]
    columns += [TableColumn(head, Align.RIGHT) for head in heads]
    return [head, data_table(columns, [_reserve(source, one, left) for one in held], width)]


def _reserve(source: Source, one: Held, work: int) -> TableRow:
    table = source.state.inputs.tables["account"]
    name = table.texts["name"][table.row[one.account_id]] or ""
    amounts = (one.opening, one.drawn, one.released, one.left)
    shares = [
        "" if share is None else source.formats.share(share, digits=2)
        for share in (one.share, rounded_share(one.left, work))
    ]
    return TableRow([name, one.kind.label.partition(":")[0], *map(source.amount, amounts), *shares])


def _transfers(told: Told, width: float) -> list[Flowable]:
    source, rows = told.source, told.source.file.rows(Transfer)
    head = Section("Transfers and draw-downs", source.unit)
    if not rows:
        return [head, nothing("No budget was moved between accounts.")]
    names = told.state.inputs.tables["account"]
    columns = [
        TableColumn("No."),
        TableColumn("Reason", weight=2),
        TableColumn("From", weight=1),
        TableColumn("To", weight=1),
        TableColumn("Amount", Align.RIGHT),
        TableColumn("Approved by", weight=1),
        TableColumn("On"),
    ]

    def account(account_id: str) -> str:
        return names.texts["name"][names.row[account_id]] or ""

    made = [
        TableRow(
            [
                row.code or "",
                row.reason,
                account(row.from_account_id),
                account(row.to_account_id),
                source.amount(row.amount),
                source.person(row.approved_by_id),
                source.formats.date(row.approved_on, year=True) if row.approved_on else "",
            ]
        )
        for row in sorted(rows, key=lambda row: row.id)
    ]
    return [head, data_table(columns, made, width)]


def _carried(told: Told, width: float) -> list[Flowable]:
    """Nothing where no year's end has asked for it yet."""
    source, rows = told.source, told.source.file.rows(CarryOver)
    if not rows:
        return []
    names = told.state.inputs.tables["account"]
    columns = [
        TableColumn("No."),
        TableColumn("Reason", weight=2),
        TableColumn("Account", weight=1),
        TableColumn("From"),
        TableColumn("Carried", Align.RIGHT),
        TableColumn("Lapses", Align.RIGHT),
        TableColumn("Approved by", weight=1),
        TableColumn("Asked"),
    ]
    made = [
        TableRow(
            [
                row.code or "",
                row.reason,
                names.texts["name"][names.row[row.account_id]] or "",
                source.formats.fiscal_year(row.year),
                source.amount(row.amount),
                source.amount(row.lapsed or 0),
                source.person(row.approved_by_id),
                source.formats.date(row.asked_on, year=True),
            ]
        )
        for row in sorted(rows, key=lambda row: row.id)
    ]
    return [
        Section("Carried over at year end", source.unit),
        data_table(columns, made, width),
        CondPageBreak(_ROOM),
    ]


def _since_approved(told: Told, width: float) -> list[Flowable]:
    """The accounts that differ from the budget that was approved last."""
    source, known = told.source, versions(told.source.file, told.state)
    if len(known) < 2:
        return [Section("Since the last approval"), nothing("No budget is approved yet.")]
    before, now = known[-2:]
    head = Section(f"Since {before.name}", source.unit)
    return [head, _compared(told, before, now, width)]


def _compared(told: Told, before: Version, now: Version, width: float) -> Flowable:
    source, table = told.source, told.state.inputs.tables["account"]
    found = compared(told.state, before, now)
    columns = [TableColumn("Cost account", weight=1)]
    columns += [TableColumn(head, Align.RIGHT) for head in ("Approved", "Now", "Difference")]
    exact = np.array([(one.before, one.after, one.difference) for one in found], np.int64).reshape(-1, 3)
    shown = source.added_up(np.vstack([exact, exact.sum(0)]), [(len(found), range(len(found)))]).tolist()

    def cells(amounts: Sequence[int]) -> list[Content]:
        return [*map(source.amount, amounts[:2]), source.amount(amounts[2], sign=True)]

    made = [
        TableRow([table.texts["name"][table.row[one.account_id]] or "", *cells(amounts)])
        for one, amounts in zip(found, shown, strict=False)
        if one.difference
    ]
    return data_table(columns, [*made, TableRow(["All accounts", *cells(shown[-1])], Rank.TOTAL)], width)


def _signed(source: Source, amount: int) -> Content:
    shown = source.amount(amount, sign=True)
    return Cell(shown, "critical" if amount < 0 and any(map(str.isdigit, shown)) else "text")


def _legend() -> Flowable:
    return note(
        "Committed: ordered, not invoiced, in the month of expected delivery. Actual: booked, and invoices "
        "that no posting speaks for. Accrued: received, not invoiced. Outlook: spent up to the status month, "
        "forecast after it, planned where nothing was forecast. Variance: planned less outlook; a minus is "
        "over budget. Available: planned less committed and spent."
    )
