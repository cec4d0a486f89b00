"""Stakeholders: the grid, stances and objectives; and what is told to whom, with what was."""

from __future__ import annotations

from reportlab.platypus import CondPageBreak, Flowable

from tpm_desktop.model.stakeholders import Expectation, ReviewResult, SentCommunication, Stakeholder
from tpm_desktop.plan.communications import (
    DueCommunication,
    When,
    communications,
    due_until,
    sent_records,
    week_end,
)
from tpm_desktop.plan.communications import headline as told_headline
from tpm_desktop.plan.due import days_overdue
from tpm_desktop.plan.stakeholders import gap, gap_text, headline, quadrant

from .grid_drawing import GridDrawing
from .parts import Section, nothing, title_block
from .source import Source
from .tables import Align, Cell, TableColumn, TableRow, data_table
from .theme import Paper

_GRID, _ROOM, _MOST_SENT = 260.0, 130.0, 30


def story(source: Source, paper: Paper) -> list[Flowable]:
    """The pack of stakeholders."""
    rows, width = source.file.rows(Stakeholder), paper.content
    facts = source.status_said
    parts = title_block(source.about.name, f"{headline(rows)}.", facts)
    if not rows:
        return [*parts, nothing("A stakeholder is placed by power and interest, with the stance wanted.")]
    return [
        *parts,
        Section("Power and interest", "letters: stance now; a heavy edge: not yet where it is wanted"),
        GridDrawing(rows, _GRID),
        *_stances(source, rows, width),
        *_expectations(source, rows, width),
    ]


def _stances(source: Source, rows: list[Stakeholder], width: float) -> list[Flowable]:
    columns = [
        TableColumn("Stakeholder", weight=3), TableColumn("Quadrant", weight=1.6),
        TableColumn("Stance", weight=2.6), TableColumn("Approach", weight=4),
        TableColumn("Looked after by", weight=2),
    ]  # fmt: skip
    ordered = sorted(rows, key=lambda row: (-(gap(row.stance, row.stance_wanted) or 0), -(row.power or 0)))
    made = []
    for row in ordered:
        where, away = quadrant(row.power, row.interest), (gap(row.stance, row.stance_wanted) or 0) > 0
        made.append(TableRow([
            row.name, where.value if where else "not placed",
            Cell(gap_text(row.stance, row.stance_wanted) or "–", "critical" if away else "text"),
            row.approach or "–", source.person(row.owner_id) or "–",
        ]))  # fmt: skip
    return [CondPageBreak(_ROOM), Section("Stance now and wanted"), data_table(columns, made, width)]


def _expectations(source: Source, rows: list[Stakeholder], width: float) -> list[Flowable]:
    found = source.file.rows(Expectation)
    if not found:
        return []
    names = {row.id: row.name for row in rows}
    columns = [
        TableColumn("Expectation", weight=3), TableColumn("Of", weight=2),
        TableColumn("Agreed objective", weight=4), TableColumn("Review", Align.RIGHT),
        TableColumn("Result", weight=1.4),
    ]  # fmt: skip
    found.sort(key=lambda row: (row.result is not ReviewResult.OPEN, str(row.review_due or "9"), row.id))
    made = []
    for row in found:
        late = days_overdue("expectation", row, source.day)
        said = f"{row.result.label}, {late} d late" if late else row.result.label
        made.append(TableRow([
            row.title, names.get(row.stakeholder_id, "–"), row.objective or "–",
            source.formats.date(row.review_due) or "–", Cell(said, "critical" if late else "text"),
        ]))  # fmt: skip
    met = sum(row.result is ReviewResult.MET for row in found)
    title = f"Expectations: {met} of {len(found)} met"
    return [CondPageBreak(_ROOM), Section(title), data_table(columns, made, width)]


def plan_story(source: Source, paper: Paper) -> list[Flowable]:
    """The pack of the communication plan: what is due, all of the plan, what was told."""
    every, width = communications(source.file, source.day), paper.content
    facts = source.status_said
    parts = title_block(source.about.name, f"{told_headline(every)}.", facts)
    sent = sent_records(source.file)
    if not every and not sent:
        return [*parts, nothing("A communication says what is told to whom, how often and by whom.")]
    return [*parts, *due(source, width), *_plan(source, every, width), *_sent(source, sent, width)]


def due(source: Source, width: float) -> list[Flowable]:
    """What is to be told this week, to whom and by whom; nothing where no communication is planned."""
    every = communications(source.file, source.day)
    found = due_until(every, week_end(source.day))
    if not found:
        return [Section("Nothing is due to be told this week")] if every else []
    columns = [TableColumn("What", weight=4), TableColumn("To", weight=4), TableColumn("By", weight=2),
               TableColumn("Due", Align.RIGHT), TableColumn("")]  # fmt: skip
    rows = [
        TableRow([
            one.about.title, one.to or "–", source.person(one.about.owner_id) or "–",
            source.formats.date(one.about.next_due),
            Cell(f"{one.late} d late", "critical") if one.late else one.when.value,
        ])
        for one in found
    ]  # fmt: skip
    many = "1 is due" if len(found) == 1 else f"{len(found)} are due"
    return [CondPageBreak(_ROOM), Section(f"{many} to be told this week"),
            data_table(columns, rows, width)]  # fmt: skip


def _plan(source: Source, every: list[DueCommunication], width: float) -> list[Flowable]:
    columns = [
        TableColumn("What", weight=3), TableColumn("To", weight=3), TableColumn("Purpose", weight=4),
        TableColumn("By", weight=2), TableColumn("Medium"), TableColumn("How often", weight=1.4),
        TableColumn("Next", Align.RIGHT), TableColumn("Last", Align.RIGHT),
    ]  # fmt: skip
    rows = [
        TableRow([
            one.about.title, one.to or "–", one.about.purpose or "–",
            source.person(one.about.owner_id) or "–", one.about.medium.label, one.about.cadence.label,
            "–" if one.when is When.OPEN else source.formats.date(one.about.next_due),
            source.formats.date(one.last) or "–",
        ])
        for one in every
    ]  # fmt: skip
    if not rows:
        return []
    return [CondPageBreak(_ROOM), Section("The communication plan"), data_table(columns, rows, width)]


def _sent(source: Source, sent: list[SentCommunication], width: float) -> list[Flowable]:
    if not sent:
        return [Section("Nothing was told so far")]
    columns = [TableColumn("Sent", Align.RIGHT), TableColumn("What", weight=4), TableColumn("To", weight=3),
               TableColumn("By", weight=2), TableColumn("What came back", weight=3)]  # fmt: skip
    rows = [
        TableRow([
            source.formats.date(row.sent_on, year=True), row.title, row.audience or "–",
            source.person(row.sent_by_id) or "–", row.notes or "–",
        ])
        for row in sent[:_MOST_SENT]
    ]  # fmt: skip
    return [CondPageBreak(_ROOM), Section("What was told"), data_table(columns, rows, width)]
