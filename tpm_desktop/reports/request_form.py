"""The form of a capital request: what is asked for, why, its case and depreciation, and who decided what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from tpm_desktop.model.capital import CapitalRequest, CapitalState, Funding
from tpm_desktop.model.finance import Treatment
from tpm_desktop.plan.capital.book import Book, cost_of, read_books
from tpm_desktop.plan.capital.case import case_of, net, schedules
from tpm_desktop.plan.capital.life import events
from tpm_desktop.plan.capital.sums import GONE
from tpm_desktop.plan.capital.words import (
    NONE,
    amount_facts,
    case_facts,
    schedule_finding,
    schedule_text,
    stage_text,
    year_text,
)

from .errors import ReportProblem
from .parts import Section, note, nothing, paragraph, subheading, title_block
from .side_by_side import SideBySide
from .source import Source
from .tables import Align, Content, Rank, TableColumn, TableRow, data_table
from .text import limited
from .theme import Paper

_ROOM = 130.0
_LONGEST = 3_000  # characters of a justification that are printed


def story(source: Source, paper: Paper, request_id: str | None) -> list[Flowable]:
    """The form of one request, or of all, each on pages of its own.

    Raises: `ReportProblem` where the one that is asked for is not there.
    """
    books = read_books(source.state.capital, None if request_id is None else [request_id])
    if not books and request_id is not None:
        raise ReportProblem(
            "that request was not in the program then; choose another one, or tell it as it stands now"
        )
    if not books:
        told = title_block(source.about.name, "No capital requests yet")
        return [*told, nothing("Capital requests are entered in the capital view.")]
    parts: list[Flowable] = []
    for book in books:
        parts += [PageBreak()] if parts else []
        parts += _form(source, paper, book)
    return parts


def _form(source: Source, paper: Paper, book: Book) -> Iterator[Flowable]:
    request, width = book.request, paper.content
    asked = source.formats.money(book.requested, currency=True)
    lead = f"{asked} asked for; {stage_text(book, source.day).lower()}"
    called = f"{request.code or ''} {request.title}".strip()
    yield from title_block(called, lead, _facts(source, request), called)
    half = paper.span(6)
    yield SideBySide(
        paper,
        (6, [subheading("Request"), _pairs(_about(source, request), half)]),
        (6, [subheading("Sums"), _pairs(amount_facts(book, source.formats), half)]),
    )
    yield subheading("Justification")
    yield paragraph(limited(request.justification or NONE, _LONGEST))
    yield from _costs(source, book, width)
    yield from _alternatives(source, book, width)
    yield from _case(source, book, paper)
    yield from _depreciation(source, book, width)
    yield from _steps(source, book, width)
    yield from _signatures(source, book, width)


def _facts(source: Source, request: CapitalRequest) -> str:
    return " · ".join((source.project(request.project_id), request.asset_class.label, request.kind.label))


def _about(source: Source, request: CapitalRequest) -> list[tuple[str, str]]:
    formats = source.formats

    def day(value: object) -> str:
        return formats.date(value, year=True) if value else NONE  # type: ignore[arg-type]

    plan = "in the plan" if request.in_plan else "not in the plan"
    life = f"{formats.integer(request.life)} months" if request.life else NONE
    return [
        ("Requester", source.person(request.requester_id) or NONE),
        ("Sponsor", source.person(request.sponsor_id) or NONE),
        ("Funding", f"{Funding(request.funding).label}, {plan}"),
        ("Needed by", day(request.need_date)),
        ("Order by", day(request.order_by)),
        ("In service by", day(request.in_service_due)),
        ("Useful life", life),
        ("Depreciation", f"{request.method.label}, begins: {request.convention.label.lower()}"),
        ("Risk", request.risk.label if request.risk else NONE),
        ("Security and privacy reviewed", day(request.security_reviewed)),
        ("Replaces", request.replaces or NONE),
    ]


def _pairs(facts: Sequence[tuple[str, str]], width: float) -> Flowable:
    columns = [TableColumn(""), TableColumn("", weight=1)]
    return data_table(columns, [TableRow([label, said]) for label, said in facts], width)


def _costs(source: Source, book: Book, width: float) -> Iterator[Flowable]:
    yield CondPageBreak(_ROOM)
    yield Section("Costs", source.formats.currency)
    if not book.costs:
        yield nothing("No cost lines yet.")
        return
    columns = [
        TableColumn("Cost", weight=2),
        TableColumn("Month"),
        TableColumn("Quantity", Align.RIGHT),
        TableColumn("Unit price", Align.RIGHT),
        TableColumn("Sum", Align.RIGHT),
        TableColumn("Treatment"),
        TableColumn("Why", weight=2),
    ]
    formats = source.formats
    rows = [
        TableRow(
            [
                line.title,
                formats.month(line.month),
                formats.integer(line.quantity),
                formats.money(line.unit_price),
                formats.money(cost_of(line)),
                Treatment(line.treatment).label if line.treatment else NONE,
                line.reason or NONE,
            ]
        )
        for line in book.costs
    ]
    total = ["Total", "", "", "", formats.money(book.requested), "", ""]
    yield data_table(columns, [*rows, TableRow(total, Rank.TOTAL)], width)


def _alternatives(source: Source, book: Book, width: float) -> Iterator[Flowable]:
    formats = source.formats
    if book.alternatives:
        yield CondPageBreak(_ROOM)
        yield Section("Alternatives", formats.currency)
        columns = [
            TableColumn("Alternative", weight=2),
            TableColumn("Cost", Align.RIGHT),
            TableColumn("Benefit", Align.RIGHT),
            TableColumn("Why not", weight=3),
        ]
        rows = [
            TableRow(
                [
                    f"{one.title} (do nothing)" if one.do_nothing else one.title,
                    formats.money(one.cost) or NONE,
                    formats.money(one.benefit) or NONE,
                    one.why_not or NONE,
                ]
            )
            for one in book.alternatives
        ]
        yield data_table(columns, rows, width)
    if book.quotes:
        yield CondPageBreak(_ROOM)
        yield Section("Quotes", formats.currency)
        columns = [
            TableColumn("Supplier", weight=1),
            TableColumn("Dated", Align.RIGHT),
            TableColumn("Valid until", Align.RIGHT),
            TableColumn("Amount", Align.RIGHT),
            TableColumn("Chosen"),
        ]
        rows = [
            TableRow(
                [
                    one.supplier,
                    formats.date(one.quoted, year=True) or NONE,
                    formats.date(one.valid_until, year=True) or NONE,
                    formats.money(one.amount) or NONE,
                    "Yes" if one.chosen else "",
                ]
            )
            for one in book.quotes
        ]
        yield data_table(columns, rows, width)


def _case(source: Source, book: Book, paper: Paper) -> Iterator[Flowable]:
    case, formats = case_of(book), source.formats
    if case is None:
        return
    yield CondPageBreak(_ROOM)
    yield Section("Business case", formats.currency)
    heads = ("Outlay", "Running cost", "Benefit", "Net")
    columns = [TableColumn("Year"), *(TableColumn(head, Align.RIGHT) for head in heads)]
    rows = []
    for flow in book.flows:
        amounts = (flow.outlay or 0, flow.running or 0, flow.benefit or 0)
        when = formats.date(flow.paid_on, year=True) if case.dated else str(flow.year)
        cells: list[Content] = [when, *(formats.money(amount, dash=True) for amount in amounts)]
        cells.append(formats.money(net(flow), dash=True))
        rows.append(TableRow(cells))
    half = paper.span(5)
    yield SideBySide(
        paper,
        (7, [data_table(columns, rows, paper.span(7))]),
        (5, [_pairs(case_facts(case, formats), half)]),
    )
    yield note("Year 0 is now. Net: benefit less outlay and running cost.")


def _depreciation(source: Source, book: Book, width: float) -> Iterator[Flowable]:
    found = schedules(book, source.about.fiscal_year_start)
    if not found:
        return
    yield CondPageBreak(_ROOM)
    yield Section("Depreciation", source.formats.currency)
    formats = source.formats
    for schedule in found:
        yield subheading(schedule_text(schedule, formats))
        if schedule.problem:
            yield nothing(schedule.problem)
            continue
        if finding := schedule_finding(schedule, formats):
            yield note(finding)
        off = any(one.written_off for one in schedule.years)
        heads = ("Charge", *(["Written off"] if off else []), "So far", "Book value")
        columns = [TableColumn("Year", weight=1), *(TableColumn(head, Align.RIGHT) for head in heads)]
        told = [
            (one.charge, *([one.written_off] if off else []), one.accumulated, one.book_value)
            for one in schedule.years
        ]
        whole = not any(amount % 10**formats.minor_digits for amounts in told for amount in amounts)
        rows = []
        for one, amounts in zip(schedule.years, told, strict=True):
            year = year_text(one.start_year, formats, source.about.fiscal_year_start)
            rows.append(TableRow([year, *(formats.money(x, dash=True, whole=whole) for x in amounts)]))
        yield data_table(columns, rows, width)


def _steps(source: Source, book: Book, width: float) -> Iterator[Flowable]:
    yield CondPageBreak(_ROOM)
    yield Section("Who has decided and done what", source.formats.currency)
    formats, found = source.formats, events(book)
    if not found:
        yield nothing("Nothing yet: the request is a draft.")
        return
    columns = [
        TableColumn("Step"),
        TableColumn("Date", Align.RIGHT),
        TableColumn("Person", weight=2),
        TableColumn("Amount", Align.RIGHT),
        TableColumn("Note", weight=3),
    ]
    rows = [
        TableRow(
            [
                one.stage.label,
                formats.date(one.on, year=True),
                ", ".join(filter(None, (source.person(one.person_id), one.role))) or NONE,
                NONE if one.amount is None else formats.money(one.amount),
                one.note or "",
            ]
        )
        for one in found
    ]
    yield data_table(columns, rows, width)


def _signatures(source: Source, book: Book, width: float) -> Iterator[Flowable]:
    """Lines to sign on, as long as it is not decided, for who still asks for ink."""
    if book.approval is not None or book.request.state in GONE:
        return
    yield CondPageBreak(_ROOM)
    yield subheading("Signatures")
    reviewed = [one.by_id for one in book.steps if one.state is CapitalState.REVIEWED]
    people = {
        "Requester": source.person(book.request.requester_id),
        "Finance reviewer": source.person(reviewed[-1]) if reviewed else "",
        "Approver": "",
    }
    heads = ("Name", "Date", "Signature")
    columns = [TableColumn("Role"), *(TableColumn(head, weight=1) for head in heads)]
    rows = [TableRow([role, name, "", ""]) for role, name in people.items()]
    yield data_table(columns, rows, width, roomy=True)
