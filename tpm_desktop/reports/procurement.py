"""The procurement pages: packages by state with need and delivery, bids, contracts, and payments due."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable

from tpm_desktop.model.contracts import ContractState, MilestoneState
from tpm_desktop.model.procurement_life import PackageState
from tpm_desktop.plan.procurement import Package, evaluation, packages
from tpm_desktop.plan.procurement_troubles import Trouble, troubles
from tpm_desktop.plan.procurement_words import (
    day_number,
    day_text,
    days_text,
    headline,
    row_name,
    trouble_words,
)
from tpm_desktop.planning.columns import NONE

from .parts import KeyFigure, Section, key_figures, note, nothing, title_block
from .source import Source
from .tables import Align, Cell, TableColumn, TableRow, data_table
from .theme import Paper

_AHEAD = 60
_MOST = 40  # findings on paper


def story(source: Source, paper: Paper) -> list[Flowable]:
    """All of it, on as many pages as it takes."""
    found = packages(source.state)
    said = source.status_said
    title = title_block(source.about.name, headline(found, source.formats), said)
    if not found:
        return [*title, nothing("Packages, bids and contracts are registered under Procurement.")]
    wrong = troubles(source.state, day_number(source.day), _AHEAD)
    width = paper.content
    return [
        *title,
        key_figures(_figures(source, found, wrong), width),
        *_packages(source, found, width),
        *_findings(source, wrong, width),
        *(
            part
            for one in found
            if one.state is PackageState.EVALUATION
            for part in _bids(source, one, width)
        ),
        *_contracts(source, width),
        *_payments(source, width),
    ]


def _figures(source: Source, found: list[Package], wrong: list[Trouble]) -> list[KeyFigure]:
    formats, late = source.formats, sum(1 for one in found if one.days_late)
    ordered = sum(one.ordered for one in found)
    return [
        KeyFigure("Under way", formats.integer(sum(one.under_way for one in found)), "packages"),
        KeyFigure("Late", formats.integer(late), "against the need", "red" if late else "muted"),
        KeyFigure(f"Ordered, {formats.currency}", formats.money(ordered, whole=True), "by packages"),
        KeyFigure("Findings", formats.integer(len(wrong)), f"{_AHEAD} days ahead"),
    ]


def _packages(source: Source, found: list[Package], width: float) -> list[Flowable]:
    state, formats = source.state, source.formats
    columns = [
        TableColumn("Package", weight=4),
        TableColumn("State", weight=2),
        TableColumn("Needed", Align.RIGHT),
        TableColumn("Expected", Align.RIGHT),
        TableColumn("As", weight=2),
        TableColumn("Late", Align.RIGHT),
    ]
    order = {one: place for place, one in enumerate(PackageState)}
    rows = [
        TableRow(
            [
                row_name(state, "procurement_package", one.row),
                one.state.label,
                day_text(one.need, formats),
                day_text(one.expected, formats),
                one.source.value,
                Cell(days_text(one.days_late), "critical", strong=True) if one.days_late else "–",
            ]
        )
        for one in sorted(found, key=lambda one: (order[one.state], one.row))
    ]
    return [Section("Packages by state"), data_table(columns, rows, width)]


def _findings(source: Source, wrong: list[Trouble], width: float) -> list[Flowable]:
    if not wrong:
        return [Section("Findings"), nothing("Deliveries, dates, contracts and payments are in order.")]
    columns = [
        TableColumn("Finding", weight=2),
        TableColumn("Where", weight=4),
        TableColumn("What to do", weight=4),
    ]
    rows = [
        TableRow([Cell(one.kind, strong=True), one.what, one.mend])
        for one in trouble_words(source.state, wrong[:_MOST], source.formats)
    ]
    more = [note(f"And {len(wrong) - _MOST} more.")] if len(wrong) > _MOST else []
    return [Section("Findings"), data_table(columns, rows, width), *more]


def _bids(source: Source, package: Package, width: float) -> Iterator[Flowable]:
    state, formats = source.state, source.formats
    found, table = evaluation(state, package.row), state.inputs.tables["bid"]
    if not found.bids:
        return
    criteria = state.inputs.tables["bid_criterion"].texts["title"]
    columns = [
        TableColumn("Bid", weight=3),
        TableColumn(f"Price, {formats.currency}", Align.RIGHT),
        TableColumn("Points of 100", Align.RIGHT),
        TableColumn("Rank", Align.RIGHT),
        TableColumn("What stands against it", weight=4),
    ]
    rows = []
    for row, one in zip(found.bids, found.found, strict=True):
        price = int(table.numbers["price"][row])
        against = [criteria[found.criteria[at]] or "" for at in one.knocked_out]
        said = (
            f"Below the least score: {', '.join(against)}"
            if against
            else table.texts["disqualified"][row] or ""
        )
        rank = "Out" if one.is_out else str(one.rank) if one.rank else "Incomplete"
        rows.append(
            TableRow(
                [
                    row_name(state, "bid", row),
                    "–" if price == NONE else formats.money(price),
                    formats.decimal(one.points / 100, 1),
                    rank,
                    said or "–",
                ]
            )
        )
    yield Section(f"Bids for {row_name(state, 'procurement_package', package.row)}")
    yield data_table(columns, rows, width)


def _contracts(source: Source, width: float) -> list[Flowable]:
    state, formats, table = source.state, source.formats, source.state.inputs.tables["contract"]
    vendors = state.inputs.tables["vendor"]
    of = table.rows_of("vendor_id", vendors.row).tolist()
    signed = [row for row in range(len(table)) if table.texts["state"][row] == ContractState.SIGNED]
    if not signed:
        return []
    columns = [
        TableColumn("Contract", weight=4),
        TableColumn("Vendor", weight=3),
        TableColumn(f"Value, {formats.currency}", Align.RIGHT),
        TableColumn("Ends", Align.RIGHT),
        TableColumn("Notice by", Align.RIGHT),
    ]
    rows = []
    for row in signed:
        value, end, notice = (int(table.numbers[name][row]) for name in ("value", "finish", "notice_days"))
        by = end - notice if NONE not in (end, notice) else NONE
        rows.append(
            TableRow(
                [
                    row_name(state, "contract", row),
                    vendors.texts["name"][of[row]] or "" if of[row] >= 0 else "–",
                    "–" if value == NONE else formats.money(value, whole=True),
                    day_text(end, formats),
                    day_text(by, formats),
                ]
            )
        )
    return [Section("Signed contracts"), data_table(columns, rows, width)]


def _payments(source: Source, width: float) -> list[Flowable]:
    """Milestones that lead to a payment which no invoice has asked for yet, by date."""
    state, formats = source.state, source.formats
    table = state.inputs.tables["contract_milestone"]
    open_ = [
        row
        for row in range(len(table))
        if table.numbers["amount"][row] > 0
        and not table.texts["invoice_id"][row]
        and table.texts["state"][row] != MilestoneState.DROPPED
    ]
    if not open_:
        return []
    columns = [
        TableColumn("Milestone", weight=4),
        TableColumn("State", weight=2),
        TableColumn("Due by contract", Align.RIGHT),
        TableColumn(f"Payment, {formats.currency}", Align.RIGHT),
    ]
    rows = [
        TableRow(
            [
                row_name(state, "contract_milestone", row),
                MilestoneState(table.texts["state"][row] or "open").label,
                day_text(int(table.numbers["due"][row]), formats),
                formats.money(int(table.numbers["amount"][row]), whole=True),
            ]
        )
        for row in sorted(open_, key=lambda row: (int(table.numbers["due"][row]), row))
    ]
    return [Section("Payments to come"), data_table(columns, rows, width)]
