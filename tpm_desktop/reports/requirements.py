"""Requirements and acceptance: how far they are met, their gaps, and a certificate for each acceptance."""

from __future__ import annotations

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from tpm_desktop.model.requirements import Acceptance, AcceptanceVerdict, Deliverable
from tpm_desktop.plan import instant
from tpm_desktop.plan.requirement_words import (
    gap_words,
    headline,
    priority_counts,
    requirement_name,
    target_name,
)
from tpm_desktop.plan.requirements import Covered, RequirementLine, covered
from tpm_desktop.planning.columns import NONE

from .parts import KeyFigure, Section, key_figures, note, nothing, paragraph, subheading, title_block
from .source import Source
from .tables import Align, Cell, TableColumn, TableRow, data_table
from .theme import Paper

_ROOM, _MOST = 130.0, 8


def story(source: Source, paper: Paper) -> list[Flowable]:
    """The whole pack: figures, gaps, and all requirements by what covers them."""
    found, width = covered(source.state), paper.content
    facts = source.status_said
    parts = title_block(source.about.name, headline(found, source.formats), facts)
    if not found.requirements:
        return [
            *parts,
            nothing("A requirement names its source, its priority and by what it is seen to be met."),
        ]
    figures = [
        KeyFigure(priority.label, f"{met} of {count}", "verified")
        for priority, (count, met) in priority_counts(found.requirements).items()
    ]
    return [
        *parts,
        key_figures(figures, width),
        *_gaps(source, found, width),
        Section("Requirements"),
        data_table(_COLUMNS, [_row(source, one) for one in found.requirements], width),
        *_deliverables(source, found, width),
    ]


_COLUMNS = [
    TableColumn("Requirement", weight=4),
    TableColumn("Priority"),
    TableColumn("Status"),
    TableColumn("Covered by", weight=3),
    TableColumn("Due", Align.RIGHT),
]


def _row(source: Source, one: RequirementLine) -> TableRow:
    state = source.state
    names = [target_name(state, "deliverable", row) for row in one.deliverables]
    names += [target_name(state, "integration_test", row) for row in one.tests]
    names += [target_name(state, "task", row) for row in one.tasks]
    due = source.formats.date(instant(one.due)) if one.due != NONE else "–"
    gap = one.wanted and not names
    covers = Cell("nothing", "critical", strong=True) if gap else "; ".join(names) or "–"
    return TableRow([requirement_name(state, one.row), one.priority.label, one.status.label, covers, due])


def _gaps(source: Source, found: Covered, width: float, most: int = 0) -> list[Flowable]:
    shown = found.gaps[: most or None]
    title = f"{len(found.gaps)} gaps" if len(found.gaps) != 1 else "1 gap"
    if not shown:
        return [Section("No gap: all is covered, proven and accepted")]
    columns = [
        TableColumn("Gap", weight=2),
        TableColumn("Where", weight=4),
        TableColumn("What to do", weight=3),
    ]
    told = gap_words(source.state, found, shown, source.formats)
    rows = [TableRow([one.kind, one.what, one.mend]) for one in told]
    more = len(found.gaps) - len(shown)
    parts: list[Flowable] = [Section(title), data_table(columns, rows, width)]
    return [*parts, note(f"And {more} more; the coverage matrix shows all.")] if more > 0 else parts


def _deliverables(source: Source, found: Covered, width: float) -> list[Flowable]:
    if not found.deliverables:
        return []
    signed = {row.id: row for row in source.file.rows(Acceptance)}
    ids = source.state.inputs.tables["acceptance"].ids
    columns = [
        TableColumn("Deliverable", weight=4), TableColumn("Status"), TableColumn("Due", Align.RIGHT),
        TableColumn("Accepted by", weight=2), TableColumn("Signed", Align.RIGHT),
    ]  # fmt: skip
    rows = []
    for one in found.deliverables:
        last = signed.get(ids[one.signed]) if one.signed >= 0 else None
        rows.append(
            TableRow([
                target_name(source.state, "deliverable", one.row),
                one.status.label,
                source.formats.date(instant(one.due)) if one.due != NONE else "–",
                source.person(last.by_id) if last else "–",
                source.formats.date(last.signed) if last and last.signed else "–",
            ])
        )  # fmt: skip
    return [Section("Deliverables and acceptance"), data_table(columns, rows, width)]


def section(source: Source, width: float) -> list[Flowable]:
    """What other packs tell of requirements: the sentence and the gravest gaps; nothing without any."""
    found = covered(source.state)
    if not found.requirements:
        return []
    return [
        CondPageBreak(_ROOM),
        Section(headline(found, source.formats).rstrip("."), "requirements"),
        *_gaps(source, found, width, _MOST)[1:],
    ]


def certificates(source: Source, paper: Paper) -> list[Flowable]:
    """A page for each acceptance, the latest first, with lines to sign on."""
    rows = sorted(source.file.rows(Acceptance), key=lambda row: (str(row.signed or ""), row.id), reverse=True)
    if not rows:
        return [
            *title_block(source.about.name, "Nothing has been accepted yet."),
            nothing("An acceptance says who has accepted which deliverable, in which role, on which date."),
        ]
    parts: list[Flowable] = []
    for number, row in enumerate(rows):
        parts += [PageBreak()] if number else []
        parts += _certificate(source, row, paper.content)
    return parts


_SAID = {
    AcceptanceVerdict.ACCEPTED: "is accepted",
    AcceptanceVerdict.CONDITIONS: "is accepted with conditions",
    AcceptanceVerdict.REJECTED: "is not accepted",
}


def _certificate(source: Source, row: Acceptance, width: float) -> list[Flowable]:
    formats, deliverable = source.formats, source.file.row(Deliverable, row.deliverable_id)
    assert deliverable is not None
    name = f"{deliverable.code or ''} {deliverable.name}".strip()
    day = f" on {formats.date(row.signed, year=True)}" if row.signed else ""
    facts = [f"Acceptance {row.code or ''}".strip(), source.project(deliverable.project_id)]
    found = covered(source.state)
    line = found.deliverables[source.state.inputs.tables["deliverable"].row[deliverable.id]]
    met = [requirement_name(source.state, one) for one in line.requirements]
    parts = title_block(source.about.name, f"{name} {_SAID[row.verdict]}{day}.", " · ".join(facts), name)
    if deliverable.criteria:
        parts += [subheading("Quality criteria"), paragraph(deliverable.criteria)]
    parts += [subheading("Requirements that it meets")]
    parts += [paragraph("\n".join(met)) if met else nothing("None is named.")]
    if row.conditions:
        due = f" (due {formats.date(row.conditions_due, year=True)})" if row.conditions_due else ""
        over = f" Met on {formats.date(row.conditions_met, year=True)}." if row.conditions_met else ""
        parts += [subheading(f"Conditions{due}"), paragraph(f"{row.conditions}{over}")]
    who = [source.person(row.by_id), row.role or ""]
    handed = [source.person(deliverable.owner_id), "Hands it over"]
    columns = [TableColumn("Name", weight=2), TableColumn("Role", weight=2),
               TableColumn("Date", weight=1), TableColumn("Signature", weight=2)]  # fmt: skip
    signed = formats.date(row.signed, year=True) if row.signed else ""
    lines = [TableRow([*who, signed, ""]), TableRow([*handed, "", ""])]
    return [
        *parts,
        CondPageBreak(_ROOM),
        subheading("Signatures"),
        data_table(columns, lines, width, roomy=True),
    ]
