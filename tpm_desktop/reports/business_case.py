"""The business case pack, and its page in others: is it still worth it, and do the benefits come?"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import CondPageBreak, Flowable

from tpm_desktop.plan.benefits import Realisation, realisations
from tpm_desktop.plan.business_case import Standing, Version, benefits_of, standings
from tpm_desktop.plan.capital.words import rate_text, years_text
from tpm_desktop.plan.case_words import (
    headline,
    shown_years,
    standing_text,
    value_text,
    version_name,
    year_name,
)

from .parts import Section, note, nothing, title_block
from .realisation_chart import RealisationChart
from .side_by_side import SideBySide
from .source import Source
from .tables import Align, Cell, Content, Rank, TableColumn, TableRow, data_table
from .theme import Paper

_ROOM = 200.0  # a section begins on a new page where less is left
_CHART = 112.0  # height


class Told:
    """Cases and benefits of one program at one moment, read once."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.cases: list[Standing] = standings(source.state)
        self.benefits: list[Realisation] = realisations(source.state)

    @property
    def headline(self) -> str:
        """Of the program's case, or of the first one that there is."""
        return headline(self.cases[0] if self.cases else None, self.benefits, self.source.formats)


def story(source: Source, paper: Paper) -> list[Flowable]:
    """The whole pack."""
    told, width = Told(source), paper.content
    facts = source.status_said
    parts: list[Flowable] = [*title_block(source.about.name, told.headline, facts)]
    if not told.cases:
        parts.append(nothing("Versions of the business case are taken in the business case view."))
    for case in told.cases:
        parts += [CondPageBreak(_ROOM), *_case(told, case, width)]
    if told.benefits:
        parts += [CondPageBreak(_ROOM), *_benefits(told, width)]
        parts += _curves(told, paper)
    return parts


def section(source: Source, paper: Paper) -> list[Flowable]:
    """A page of another pack: the program's case and the benefits; nothing where there is neither."""
    told = Told(source)
    if not told.cases and not told.benefits:
        return []
    said = told.headline
    parts: list[Flowable] = [
        CondPageBreak(_ROOM),
        Section(f"Business case: {said[0].lower()}{said[1:]}", source.unit),
    ]
    if told.cases:
        parts += [_versions(told, told.cases[0], paper.content), _meaning()]
    return [*parts, *([_benefit_table(told, paper.content, brief=True)] if told.benefits else [])]


def _case(told: Told, case: Standing, width: float) -> list[Flowable]:
    source = told.source
    own = benefits_of(source.state, case.project_id)
    name = source.project(case.project_id)
    said = headline(case, own, source.formats)
    parts: list[Flowable] = [
        Section(f"{name}: {said[0].lower()}{said[1:]}", source.unit),
        _versions(told, case, width),
        _meaning(),
    ]
    if case.to_go is not None:
        worth = source.formats.money(case.to_go, currency=True, whole=True)
        parts.append(note(f"What is still to come, without what is spent and realised, is worth {worth}."))
    if case.now is not None and case.held is not None:
        parts += [CondPageBreak(_ROOM), _years(told, case.held, case.now, width)]
    return parts


def _meaning() -> Flowable:
    return note(
        "As things stand: cost as the budget's actual and forecast, benefits as they are expected, running "
        "cost as in the version that holds. The first year is now; each version keeps what was known then."
    )


def _versions(told: Told, case: Standing, width: float) -> Flowable:
    source, formats = told.source, told.source.formats
    heads = ("Date", "Cost", "Benefit", "Net", "Present value", "Rate of return", "Payback")
    columns = [
        TableColumn("Version", weight=1),
        TableColumn("State"),
        *(TableColumn(head, Align.RIGHT) for head in heads),
    ]
    rows = []
    for one in (*case.versions, *([case.now] if case.now else [])):
        total, value = one.total, one.figures.value
        cells: list[Content] = [version_name(one), one.row.state.label if one.row else ""]
        cells.append(formats.date(one.row.taken, year=True) if one.row else "")
        cells += [source.amount(total.cost + total.running), source.amount(total.benefit)]
        cells.append(_signed(source, total.net))
        cells.append("–" if value is None else _signed(source, value))
        cells += [rate_text(one.figures, formats), years_text(one.figures.payback, formats)]
        rows.append(TableRow(cells, Rank.NORMAL if one.row else Rank.TOTAL))
    return data_table(columns, rows, width)


def _years(told: Told, held: Version, now: Version, width: float) -> Flowable:
    """The version that holds against actual and forecast, year by year."""
    source = told.source
    heads = ("Cost as held", "Spent", "Cost now", "Benefit as held", "Realised", "Benefit now", "Net now")
    columns = [TableColumn("Year", weight=1), *(TableColumn(head, Align.RIGHT) for head in heads)]
    pairs = [(held.year(one.year), one) for one in now.years]
    shown = shown_years(pairs, (held.total, now.total), source.formats.step(source.scale))
    names = [*(year_name(one.year, source.formats) for one in now.years), "All years"]
    ranks = [*[Rank.NORMAL] * len(pairs), Rank.TOTAL]
    rows = [
        TableRow([name, *map(source.amount, amounts[:-1]), _signed(source, amounts[-1])], rank)
        for name, amounts, rank in zip(names, shown, ranks, strict=True)
    ]
    return data_table(columns, rows, width)


def _signed(source: Source, amount: int) -> Content:
    return Cell(source.amount(amount, sign=True), "critical" if amount < 0 else "text")


def _benefits(told: Told, width: float) -> list[Flowable]:
    return [
        Section("Benefits and how they are realised", told.source.unit),
        _benefit_table(told, width),
        note("Worth: a year at target, in proportion on the way. Due: by the planned curve at that day."),
    ]


def _benefit_table(told: Told, width: float, *, brief: bool = False) -> Flowable:
    source, formats = told.source, told.source.formats
    columns = [
        TableColumn("Code"),
        TableColumn("Benefit", weight=3),
        TableColumn("Owner", weight=2),
        *([] if brief else [TableColumn("Baseline", Align.RIGHT)]),
        TableColumn("Last value", Align.RIGHT),
        TableColumn("Target", Align.RIGHT),
        *([] if brief else [TableColumn("By", Align.RIGHT), TableColumn("Worth a year", Align.RIGHT)]),
        TableColumn("How it stands", weight=2),
    ]
    rows = []
    for one in told.benefits:
        benefit = one.benefit
        cells: list[Content] = [benefit.code or "", benefit.title, source.person(benefit.owner_id) or "–"]
        cells += [] if brief else [value_text(benefit.baseline, one, formats)]
        cells.append(value_text(one.last.measured if one.last else None, one, formats))
        cells.append(value_text(benefit.target, one, formats))
        if not brief:
            cells.append(formats.date(benefit.target_on, year=True) if benefit.target_on else "–")
            cells.append(source.amount(benefit.worth or 0))
        cells.append(Cell(standing_text(one, formats), "critical" if one.behind else "text"))
        rows.append(TableRow(cells))
    return data_table(columns, rows, width)


def _curves(told: Told, paper: Paper) -> list[Flowable]:
    """A chart of each benefit, two beside each other."""
    charts = [_chart(told, one) for one in told.benefits]
    pairs: Sequence[tuple[Flowable, ...]] = [tuple(charts[n : n + 2]) for n in range(0, len(charts), 2)]
    parts: list[Flowable] = [CondPageBreak(_CHART * 2)]
    for pair in pairs:
        halves = [(6, [chart]) for chart in pair]
        parts.append(SideBySide(paper, *halves, *([(6, [])] if len(pair) == 1 else [])))
    return parts


def _chart(told: Told, one: Realisation) -> Flowable:
    unit = f", {one.benefit.unit}" if one.benefit.unit else ""
    title = f"{one.benefit.code} {one.benefit.title}{unit}"
    return RealisationChart(one, title, told.source.formats, _CHART)
