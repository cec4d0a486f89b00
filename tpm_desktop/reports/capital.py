"""The capital pack and the capital page of others: plan, approval, orders and spending, and the requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from reportlab.platypus import CondPageBreak, Flowable

from tpm_desktop.plan.capital.book import Book, read_books
from tpm_desktop.plan.capital.breaches import breaches
from tpm_desktop.plan.capital.case import book_value, depreciation_by_year
from tpm_desktop.plan.capital.life import last_day
from tpm_desktop.plan.capital.sums import FIGURES, GONE, Amounts, CapitalLine, capital_lines, shown_amounts
from tpm_desktop.plan.capital.words import headline, stage_text, year_text

from .parts import Section, note, nothing, title_block
from .source import Source
from .tables import Align, Cell, Content, Rank, TableColumn, TableRow, data_table
from .theme import Paper

_ROOM = 200.0  # a section begins on a new page where less is left


class Capital:
    """The capital of one program at one moment, read once."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.books: list[Book] = read_books(source.state.capital)
        self.starts_in = source.about.fiscal_year_start
        self.lines: list[CapitalLine] = capital_lines(self.books, self.starts_in)

    @property
    def whole(self) -> Amounts | None:
        """All years and classes, None without any amount."""
        return next((one.amounts for one in self.lines if one.year is None), None)

    @property
    def headline(self) -> str:
        return headline(self.whole, self.source.formats)

    @cached_property
    def depreciation(self) -> dict[int, tuple[int, int]]:
        return depreciation_by_year(self.books, self.starts_in)


def story(source: Source, paper: Paper) -> list[Flowable]:
    """The whole pack."""
    told, width = Capital(source), paper.content
    parts: list[Flowable] = [*title_block(source.about.name, told.headline, _facts(told))]
    if not told.books:
        return [*parts, nothing("Capital requests are entered in the capital view.")]
    return [
        *parts,
        Section("By year and asset class", source.unit),
        _sums(told, width),
        _counted(),
        CondPageBreak(_ROOM),
        Section("Requests", source.unit),
        _requests(told, width),
        CondPageBreak(_ROOM),
        *_charges(told, width),
        *_findings(told, width),
    ]


def section(source: Source, paper: Paper) -> list[Flowable]:
    """A page of another pack; nothing in a program without capital requests."""
    told = Capital(source)
    if told.whole is None:
        return []
    live = [book for book in told.books if book.request.state not in GONE]
    return [
        CondPageBreak(_ROOM),
        Section(f"Capital: {told.headline}", source.unit),
        _sums(told, paper.content, brief=True),
        _requests(told, paper.content, live, brief=True),
        _counted(),
    ]


def _facts(told: Capital) -> str:
    count = len(told.books)
    return f"{count} capital {'request' if count == 1 else 'requests'} · amounts in {told.source.unit}"


def _counted() -> Flowable:
    return note(
        "Planned: cost lines of requests in the plan. Approved: over the years as the cost lines lie. "
        "Ordered, in service: orders and assets by date. Left: approved and not ordered. Open: ordered and "
        "not invoiced, when delivery is expected; spent: invoices, or the postings that speak for them."
    )


def _sums(told: Capital, width: float, *, brief: bool = False) -> Flowable:
    """Brief: all years by class, and each year in one line."""
    source = told.source
    headings = ("Planned", "Approved", "Ordered", "Left", "Open", "Spent", "Paid", "In service")
    columns = [TableColumn("", weight=1), *(TableColumn(heading, Align.RIGHT) for heading in headings)]
    lines = told.lines
    if brief:
        lines = [one for one in lines if one.asset_class is None or one.year is None]
    shown = zip(told.lines, shown_amounts(told.lines, source.formats.step(source.scale)), strict=True)
    rows = [_sum_row(source, one, amounts, told.starts_in, brief) for one, amounts in shown if one in lines]
    return data_table(columns, rows, width)


def _sum_row(
    source: Source, line: CapitalLine, amounts: Mapping[str, int], starts_in: int, brief: bool
) -> TableRow:
    cells: list[Content] = [
        line.asset_class.label if line.asset_class else year_text(line.year, source.formats, starts_in)
    ]
    for name in FIGURES:
        over = name == "left" and line.amounts.left < 0
        cells.append(Cell(source.amount(amounts[name]), "critical" if over else "text"))
    if line.asset_class is not None:
        return TableRow(cells)
    return TableRow(cells, Rank.TOTAL if line.year is None else Rank.NORMAL if brief else Rank.GROUP)


def _requests(
    told: Capital, width: float, books: Sequence[Book] | None = None, *, brief: bool = False
) -> Flowable:
    source, day = told.source, told.source.day
    headings = ("Requested", "Approved", "Ordered", "Spent", *(() if brief else ("Paid", "Book value")))
    columns = [
        TableColumn("Code"),
        TableColumn("Request", weight=3),
        *([] if brief else [TableColumn("Component project", weight=2), TableColumn("Asset class")]),
        TableColumn("Stage"),
        *(TableColumn(heading, Align.RIGHT) for heading in headings),
    ]
    rows = []
    for book in told.books if books is None else books:
        one = book.request
        cells: list[Content] = [one.code or "", one.title]
        cells += [] if brief else [source.project(one.project_id), one.asset_class.label]
        amounts = [book.requested, book.approved, book.committed, book.spent]
        if not brief:
            amounts += [book.paid, sum(book_value(book, asset, day, told.starts_in) for asset in book.assets)]
        cells += [stage_text(book, day), *map(source.amount, amounts)]
        rows.append(TableRow(cells))
    return data_table(columns, rows, width)


def _charges(told: Capital, width: float) -> list[Flowable]:
    """What the assets in service are charged with, a column a year."""
    if not told.depreciation:
        return []
    source = told.source
    years = [year_text(year, source.formats, told.starts_in) for year in told.depreciation]
    columns = [TableColumn("", weight=1), *(TableColumn(year, Align.RIGHT) for year in years)]
    charged, off = zip(*told.depreciation.values(), strict=True)
    rows = [TableRow(["Charged", *map(source.amount, charged)])]
    rows += [TableRow(["Written off", *map(source.amount, off)])] if any(off) else []
    return [
        Section("Depreciation by year", source.unit),
        data_table(columns, rows, width),
    ]


def _findings(told: Capital, width: float) -> list[Flowable]:
    day = last_day(told.source.state)
    found = [
        TableRow([book.request.code or "", one.text])
        for book in told.books
        for one in breaches(book, told.source.formats, day)
    ]
    if not found:
        return []
    columns = [TableColumn("Request"), TableColumn("What to mend", weight=1)]
    return [Section("What does not hold"), data_table(columns, found, width)]
