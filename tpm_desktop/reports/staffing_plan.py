"""The staffing plan on paper: roles by month, vacancies with their effect, missing skills and boarding."""

from __future__ import annotations

from reportlab.platypus import Flowable

from tpm_desktop.model.pmo import BoardingState, BoardingStep
from tpm_desktop.plan.skills import skill_gaps
from tpm_desktop.plan.staffing_plan import RoleStaffing, StaffingPlan, staffing_plan
from tpm_desktop.plan.staffing_plan_words import (
    full_time,
    shown_months,
    staffing_headline,
    standing_words,
    vacancy_words,
)

from .parts import Section, note, nothing, title_block
from .source import Source
from .tables import Align, Cell, Content, TableColumn, TableRow, data_table
from .theme import Paper

_MONTHS, _MOST = 12, 60
_LEGEND = "needed / filled and expected, in full-time equivalents · ▲ short"


def story(source: Source, paper: Paper) -> list[Flowable]:
    """Roles by month for a year from the status date on."""
    found = staffing_plan(source.file, source.state, source.day)
    status = f"{source.status_said} · {_LEGEND}"
    said = f"{staffing_headline(found, source.formats)}."
    parts: list[Flowable] = list(title_block(source.about.name, said, status))
    roles = [one for one in found.roles if one.has_positions or one.need[found.present :].any()]
    if not roles:
        return [*parts, nothing("Nothing is planned for anybody, and there are no positions yet.")]
    roles.sort(key=lambda one: (not one.short.any(), not one.has_positions))
    return [*parts, *_roles(source, found, roles[:_MOST], paper.content), *_left(len(roles))]


def _roles(source: Source, found: StaffingPlan, roles: list[RoleStaffing], width: float) -> list[Flowable]:
    months = shown_months(found, _MONTHS)
    columns = [TableColumn("Role", weight=3)]
    columns += [TableColumn(source.formats.month(found.months[n]), Align.RIGHT) for n in months]
    rows = [TableRow([one.name, *(_cell(source, found, one, n) for n in months)]) for one in roles]
    return [data_table(columns, rows, width)]


def _cell(source: Source, found: StaffingPlan, role: RoleStaffing, month: int) -> Content:
    whole = max(int(found.whole[month]), 1)
    need = full_time(int(role.need[month]) / whole, source.formats)
    if not role.has_positions:
        return need
    there = full_time(int(role.filled[month] + role.expected[month]) / whole, source.formats)
    if role.short[month]:
        return Cell(f"▲ {need} / {there}", tone="critical", strong=True)
    return f"{need} / {there}"


def _left(count: int) -> list[Flowable]:
    return [note(f"The first {_MOST} of {count:,}.")] if count > _MOST else []


def vacancies(source: Source, width: float) -> list[Flowable]:
    """Each vacant position with what leans on it."""
    found = staffing_plan(source.file, source.state, source.day).vacancies
    parts: list[Flowable] = [Section("Vacancies and what leans on them")]
    if not found:
        return [*parts, nothing("No position is vacant.")]
    columns = [
        TableColumn("Position", weight=2), TableColumn("From"), TableColumn("Stands", weight=1),
        TableColumn("What leans on it", weight=4),
    ]  # fmt: skip
    formats = source.formats
    rows = [
        TableRow(
            [
                f"{one.position.code or ''} {one.position.title}".strip(),
                formats.date(one.position.start) if one.position.start else "–",
                standing_words(one, formats),
                vacancy_words(source.state, one, formats),
            ]
        )
        for one in found[:_MOST]
    ]
    return [*parts, data_table(columns, rows, width), *_left(len(found))]


def gaps(source: Source, width: float) -> list[Flowable]:
    """Needed skills that nobody has, or not everybody in a role."""
    found = skill_gaps(source.file, source.state, source.day)
    parts: list[Flowable] = [Section("Missing skills")]
    if not found:
        return [*parts, nothing("No needed skill is missing.")]
    names = dict(source.file.stored("resource", ["id", "name"]))
    columns = [
        TableColumn("Role or task", weight=2), TableColumn("Missing", weight=3),
        TableColumn("Who lacks it", weight=3),
    ]  # fmt: skip
    rows = [
        TableRow([one.name, one.words, one.lacking(names) or "Nobody is at work on it"])
        for one in found[:_MOST]
    ]
    return [*parts, data_table(columns, rows, width), *_left(len(found))]


def boarding(source: Source, width: float) -> list[Flowable]:
    """What is still to be done for those who come and go, the earliest due first."""
    parts: list[Flowable] = [Section("Who comes and who goes")]
    found = [one for one in source.file.rows(BoardingStep) if one.state is BoardingState.OPEN]
    if not found:
        return [*parts, nothing("Nothing is left to do for those who come and go.")]
    found.sort(key=lambda one: (one.due is None, one.due or source.day, one.id))
    columns = [
        TableColumn("Person", weight=2), TableColumn("Step", weight=3), TableColumn("Kind", weight=1),
        TableColumn("Owner", weight=2), TableColumn("Due"), TableColumn("Late"),
    ]  # fmt: skip
    rows = []
    for one in found[:_MOST]:
        late = max((source.day - one.due).days, 0) if one.due else 0
        rows.append(
            TableRow(
                [
                    source.person(one.person_id) or "–",
                    one.title,
                    one.kind.label,
                    source.person(one.owner_id) or "–",
                    source.formats.date(one.due) if one.due else "–",
                    Cell(f"{late:,} d", tone="critical", strong=True) if late else "",
                ]
            )
        )
    return [*parts, data_table(columns, rows, width), *_left(len(found))]
