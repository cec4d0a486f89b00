"""The earned value pack: is the money earning what was planned, what will it cost, and why is it off?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from reportlab.platypus import CondPageBreak, Flowable

from tpm_desktop.finance.fiscal_year import year_and_month
from tpm_desktop.model.finance import Account, VarianceExplanation
from tpm_desktop.plan.bulls_eye import bulls_eye, finding
from tpm_desktop.plan.earned_lines import Finding, Level, Line, findings, lines, shown_amounts
from tpm_desktop.plan.earned_value import EarnedValue, earned_value
from tpm_desktop.plan.earned_words import headline

from .bulls_eye import BullsEyeChart
from .charts import CostCurve
from .earned_charts import EarnedCurves, IndexCurve, IndexCurves
from .parts import Section, note, nothing, title_block
from .side_by_side import SideBySide
from .source import Source
from .tables import Align, Cell, Content, Rank, TableColumn, TableRow, data_table
from .theme import Paper

_EYE = 280.0  # height of the bull's-eye chart
_BRIEF = 120.0  # height of charts
_ROOM = 160.0  # a section begins on a new page where less is left
_LINE, _PAGE = 17.0, 400.0  # of a table, and what a page has room for
_RANKS = {Level.PROJECT: Rank.GROUP, Level.PROGRAM: Rank.TOTAL}
_RED, _GREEN = 0.90, 0.95


class Told:
    """Earned value of one program at one moment, read once."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.earned: EarnedValue = earned_value(source.state)
        self.lines: list[Line] = lines(source.state, self.earned) if self.earned.months.size else []

    @property
    def program(self) -> Line:
        return self.lines[-1]

    @cached_property
    def findings(self) -> list[Finding]:
        return list(findings(self.source.state, self.lines))

    def month(self, place: int) -> date:
        """The first day of one of the months."""
        return date(*year_and_month(int(self.earned.months[place])), 1)


def story(source: Source, paper: Paper) -> list[Flowable]:
    """The whole pack."""
    told, width = Told(source), paper.content
    facts = source.status_said
    if not told.lines:
        said = "Take a baseline of tasks that cost something, and assign them to cost accounts."
        return [*title_block(source.about.name, "There is no budget to earn yet.", facts), nothing(said)]
    return [
        *title_block(source.about.name, headline(told.program, source.formats), facts),
        Section("Course of the program"),
        *charts(told, paper),
        CondPageBreak(min(_LINE * (len(told.lines) + 4), _PAGE)),
        Section("Control accounts and component projects", source.unit),
        _table(told, told.lines, width),
        _legend(),
        *_bulls_eye(told),
        CondPageBreak(_ROOM),
        *_explanations(told, width),
        CondPageBreak(_ROOM),
        *_findings(told, width),
    ]


def section(source: Source, paper: Paper) -> list[Flowable]:
    """In short, for a pack about more: the charts and the projects; nothing where there is no budget."""
    told = Told(source)
    if not told.lines or not told.earned.through:
        return []
    said = headline(told.program, source.formats)
    some = [line for line in told.lines if line.level is not Level.ACCOUNT]
    return [
        CondPageBreak(_ROOM * 2),
        Section(f"Earned value: {said[0].lower()}{said[1:]}", source.unit),
        *charts(told, paper, height=_BRIEF),
        _table(told, some, paper.content, brief=True),
        note("This forecast follows the CPI of each account and leaves reserves out; an outlook is entered."),
    ]


def charts(told: Told, paper: Paper, height: float = 170) -> list[Flowable]:
    """S-curve and indices side by side."""
    earned, formats, rows = told.earned, told.source.formats, told.program.rows
    running = earned.by_month(rows)
    curve = CostCurve(told.month(0), earned.curve(rows).tolist(), running.ac.tolist(), ())
    left: list[Flowable] = [EarnedCurves(curve, running.ev.tolist(), formats, height)]
    if not earned.through:
        return [*left, note("Earned value is told once a status date is set.")]
    times = [earned.schedule_at(rows, n).spi for n in range(earned.through)]
    indices = (
        IndexCurve("CPI", running.cpi.tolist(), "actual", (4, 2)),
        IndexCurve("SPI", running.spi.tolist(), "forecast"),
        IndexCurve("SPI(t)", times, "planned"),
    )
    return [SideBySide(paper, (7, left), (5, [IndexCurves(curve, indices, formats, height)]))]


def _table(told: Told, some: Sequence[Line], width: float, *, brief: bool = False) -> Flowable:
    heads = ["Budget", "Planned", "Earned", "Spent", *([] if brief else ["SV", "CV"])]
    heads += ["SPI", "CPI", "SPI(t)", "Forecast", *([] if brief else ["Variance"])]
    columns = [TableColumn("", weight=1), *(TableColumn(head, Align.RIGHT) for head in heads)]
    shown = shown_amounts(some, told.source.formats.step(told.source.scale))
    rows = [_row(told, line, amounts, brief) for line, amounts in zip(some, shown, strict=True)]
    return data_table(columns, rows, width)


def _row(told: Told, line: Line, amounts: Mapping[str, int], brief: bool) -> TableRow:
    source, one = told.source, line.found
    cells: list[Content] = [line.name]
    cells += [source.amount(amounts[name]) for name in ("bac", "pv", "ev", "ac")]
    cells += [] if brief else [_signed(source, amounts["sv"]), _signed(source, amounts["cv"])]
    cells += [_index(source, float(index)) for index in (one.spi, one.cpi, line.schedule.spi)]
    cells.append(source.amount(amounts["forecast"]))
    cells += [] if brief else [_signed(source, amounts["variance"])]
    rank = Rank.NORMAL if brief and line.level is Level.PROJECT else _RANKS.get(line.level, Rank.NORMAL)
    return TableRow(cells, rank)


def _signed(source: Source, amount: int) -> Content:
    return Cell(source.amount(amount, sign=True), "critical" if amount < 0 else "text")


def _index(source: Source, value: float) -> Content:
    tone = "text" if math.isnan(value) or value >= _GREEN else "near" if value >= _RED else "critical"
    return Cell(source.formats.decimal(value, 3), tone)


def _legend() -> Flowable:
    return note(
        "SV, CV: schedule and cost variance, a minus is behind or over cost. SPI, CPI: earned by planned and "
        "by spent; SPI(t): in time instead of money. Forecast: the budget by the CPI of each account; "
        "sums are those of the accounts. Indices below 0.90 are red, below 0.95 amber."
    )


def _bulls_eye(told: Told) -> list[Flowable]:
    """Cost against time of every line; in short where nothing has both indices."""
    eye, formats = bulls_eye(told.lines, told.source.formats), told.source.formats
    if not eye.spots:
        return [Section("Cost against time"), nothing("No line has both indices yet.")]
    said = (
        "Circle: account, square: component project, diamond: program; hollow: an index below 0.90. "
        "Dotted: 0.90 to 1.10; filled: 0.95 to 1.05. Spots at the edge lie beyond it and say SPI and CPI."
    )
    heading = Section(f"Cost against time: {finding(eye)[0].lower()}{finding(eye)[1:]}")
    return [CondPageBreak(_EYE + _ROOM / 2), heading, BullsEyeChart(eye, formats, _EYE), note(said)]


def _explanations(told: Told, width: float) -> list[Flowable]:
    """What people wrote about the variances of the status month."""
    parts: list[Flowable] = [Section("Why accounts are off their plan")]
    if not told.earned.through:
        return [*parts, nothing("Variances are told once a status date is set.")]
    source, month = told.source, told.month(told.earned.through - 1)
    written = source.file.rows(VarianceExplanation, month=month)
    if not written:
        return [*parts, nothing(f"No variance of {source.formats.month(month, year=True)} is explained.")]
    names = {row.id: " ".join(filter(None, (row.code, row.name))) for row in source.file.rows(Account)}
    columns = [
        TableColumn("Control account", weight=2),
        TableColumn("Cause", weight=3),
        TableColumn("Impact", weight=3),
        TableColumn("Corrective action", weight=3),
        TableColumn("Owner"),
        TableColumn("Due", Align.RIGHT),
        TableColumn("In forecast"),
    ]
    rows = [
        TableRow(
            [
                names.get(one.account_id, ""),
                one.cause,
                one.impact or "–",
                one.action or "–",
                source.person(one.owner_id) or "–",
                source.formats.date(one.due) if one.due else "–",
                "Yes" if one.in_forecast else "No",
            ]
        )
        for one in sorted(written, key=lambda one: names.get(one.account_id, ""))
    ]
    return [*parts, data_table(columns, rows, width)]


def _findings(told: Told, width: float) -> list[Flowable]:
    parts: list[Flowable] = [Section("What to look at")]
    if not told.findings:
        return [*parts, nothing("Nothing stands out.")]
    columns = [
        TableColumn("Where", weight=2),
        TableColumn("Finding", weight=3),
        TableColumn("Mend", weight=3),
    ]
    rows = [TableRow([one.about, one.what, one.mend]) for one in told.findings]
    return [*parts, data_table(columns, rows, width)]
