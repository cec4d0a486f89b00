"""The budget pack: what is planned, ordered, spent and expected, what moved, and what reserves are left."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from reportlab.platypus import CondPageBreak, Flowable

from tpm_desktop.finance.budget import Budget
from tpm_desktop.finance.budget_amounts import Amounts
from tpm_desktop.model.spending import CarryOver, Transfer
from tpm_desktop.plan.breakdown import Level, Row, by_period, name_of
from tpm_desktop.plan.breakdown import rows as breakdown_rows
from tpm_desktop.plan.budget_lines import status_month
from tpm_desktop.plan.budget_periods import Period, Span, first_day, read_periods
from tpm_desktop.plan.budget_versions import Version, compared, versions
from tpm_desktop.plan.closing import closed_through
from tpm_desktop.plan.fiscal import fiscal_calendar
from tpm_desktop.plan.reserves import Held, remaining_work, reserves, rounded_share

from .estimates import section as estimates
from .findings import money_finding
from .parts import Section, note, nothing, title_block
from .source import Source
from .tables import Align, Cell, Content, Rank, TableColumn, TableRow, data_table
from .theme import Paper

_ROOM = 140.0  # a section begins on a new page where less is left
_LAST = 8  # number of the last section; one more where budget was carried over
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
    def whole(self) -> dict[Level, Amounts]:
        """All years together, by level."""
        periods = read_periods(self.state, Span.WHOLE)
        return {level: by_period(self.state.money.budget, level, periods) for level in Level}

    def line(self, row: Row, rank: Rank = Rank.NORMAL, level: int = 0) -> TableRow:
        """A row of the breakdown with all its figures."""
        amounts = self.whole[row.level]
        each = (getattr(amounts, figure) for figure in _FIGURES)
        sums = [int(part[0] if row.level is Level.PROGRAM else part[row.place][0]) for part in each]
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
    facts = [f"Status date {source.formats.date(source.day, year=True)}"]
    closed = closed_through(source.state)
    if closed is not None:
        facts.append(f"closed up to {source.formats.month(first_day(closed))}")
    facts += _fiscal_weeks(source)
    title = title_block(source.about.name, f"{money_finding(source)}.", " · ".join(facts))
    if not source.state.money.budget.months.size:
        return [*title, nothing("Cost accounts and monthly amounts are entered in the budget view.")]
    return [
        *title,
        Section("Cost breakdown", 1, source.unit),
        _table("Cost account", _by_project(told), width),
        _legend(),
        CondPageBreak(_ROOM),
        Section("By funding source, capital and operating", 2, source.unit),
        _table("", _by_source(told), width),
        CondPageBreak(_ROOM),
        Section("By fiscal quarter", 3, source.unit),
        _table("", _by_quarter(told, source.state.money.budget), width),
        CondPageBreak(_ROOM),
        Section("Cash by fiscal quarter", 4, source.unit),
        _table("", _by_quarter(told, source.state.cash.budget), width),
        note("Each cost in the quarter in which it is paid, by the terms of its order, entry or account."),
        CondPageBreak(_ROOM),
        *_reserves(told, width),
        CondPageBreak(_ROOM),
        *_transfers(told, width),
        *_carried(told, width),
        *_since_approved(told, width),
        *estimates(source, width, _LAST + bool(source.file.rows(CarryOver))),
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


def _by_quarter(told: Told, budget: Budget) -> list[TableRow]:
    """The quarters in which anything stands, each year's total below them."""
    periods = read_periods(told.state, Span.QUARTER, None, budget)
    amounts = by_period(budget, Level.PROGRAM, periods)
    found = []
    for n, period in enumerate(periods):
        sums = [int(getattr(amounts, figure)[n]) for figure in _FIGURES]
        if any(sums):
            ranks = {Span.YEAR: Rank.GROUP, Span.WHOLE: Rank.TOTAL}
            cells = [_period_name(told.source, period), *told.figures(sums)]
            found.append(TableRow(cells, ranks.get(period.span, Rank.NORMAL)))
    return found


def _period_name(source: Source, period: Period) -> str:
    if period.year is None:
        return "All years"
    year = source.formats.fiscal_year(first_day(period.year.first))
    return year if period.span is Span.YEAR else f"Q{period.quarter} {year}"


def _reserves(told: Told, width: float) -> list[Flowable]:
    source, held, left = told.source, reserves(told.state), remaining_work(told.state)
    head = Section("Contingency and management reserve", 5, source.unit)
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
    head = Section("Transfers and draw-downs", 6, source.unit)
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
        Section("Carried over at year end", _LAST - 1, source.unit),
        data_table(columns, made, width),
        CondPageBreak(_ROOM),
    ]


def _since_approved(told: Told, width: float) -> list[Flowable]:
    """The accounts that differ from the budget that was approved last."""
    source, known = told.source, versions(told.source.file, told.state)
    number = _LAST - 1 + bool(source.file.rows(CarryOver))
    if len(known) < 2:
        return [Section("Since the last approval", number), nothing("No budget is approved yet.")]
    before, now = known[-2:]
    head = Section(f"Since {before.name}", number, source.unit)
    return [head, _compared(told, before, now, width)]


def _compared(told: Told, before: Version, now: Version, width: float) -> Flowable:
    source, table = told.source, told.state.inputs.tables["account"]
    found = compared(told.state, before, now)
    columns = [TableColumn("Cost account", weight=1)]
    columns += [TableColumn(head, Align.RIGHT) for head in ("Approved", "Now", "Difference")]
    made = [
        TableRow(
            [
                table.texts["name"][table.row[one.account_id]] or "",
                source.amount(one.before),
                source.amount(one.after),
                source.amount(one.difference, sign=True),
            ]
        )
        for one in found
        if one.difference
    ]
    sums = [sum(one.before for one in found), sum(one.after for one in found)]
    total = [*map(source.amount, sums), source.amount(sums[1] - sums[0], sign=True)]
    return data_table(columns, [*made, TableRow(["All accounts", *total], Rank.TOTAL)], width)


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
