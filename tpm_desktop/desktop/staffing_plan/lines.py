"""The lists below the staffing plan: vacancies, the roster, skills that are missing, and boarding."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.case.lines_table import Head, Line
from tpm_desktop.desktop.session import Session
from tpm_desktop.model.pmo import BoardingState, BoardingStep, Position, PositionState
from tpm_desktop.model.resources import Resource, ResourceKind, ResourceType
from tpm_desktop.plan.skills import SkillGap
from tpm_desktop.plan.staffing_plan import StaffingPlan
from tpm_desktop.plan.staffing_plan_words import boarding_progress, standing_words, vacancy_words


def _tr(text: str) -> str:
    return QCoreApplication.translate("StaffingPlan", text)


def vacancy_heads() -> list[Head]:
    """The columns of vacant positions."""
    return [
        Head(_tr("Position"), 200, right=False),
        Head(_tr("From"), 96),
        Head(_tr("Stands"), 150, right=False),
        Head(_tr("What leans on it"), right=False),
    ]


def vacancy_lines(session: Session, found: StaffingPlan) -> list[Line]:
    """A line a vacant position, what is hit first before the others."""
    formats, state = session.formats, session.program.plan.state
    return [
        Line(
            f"position/{one.position.id}",
            (
                " ".join(f"{one.position.code or ''} {one.position.title}".split()),
                formats.date(one.position.start) if one.position.start else "–",
                standing_words(one, formats),
                vacancy_words(state, one, formats),
            ),
            bad=frozenset({3}) if one.missing else frozenset(),
        )
        for one in found.vacancies
    ]


def roster_heads() -> list[Head]:
    """The columns of the people."""
    return [
        Head(_tr("Person"), 220, right=False),
        Head(_tr("Role"), 150, right=False),
        Head(_tr("Positions"), right=False),
        Head(_tr("Skills"), 210, right=False, needs=760),
        Head(_tr("Boarding"), 130, right=False),
    ]


def roster_lines(session: Session, day: date) -> list[Line]:
    """Everybody who works, with positions, skills and how far boarding has come."""
    file = session.program.file
    held: dict[str, list[str]] = {}
    for one in file.rows(Position, state=PositionState.FILLED):
        if one.holder_id:
            held.setdefault(one.holder_id, []).append(one.title)
    skills = dict(file.stored("skill", ["id", "name"]))
    can: dict[str, list[str]] = {}
    for who, skill, level in file.stored("resource_skill", ["resource_id", "skill_id", "level"]):
        can.setdefault(who, []).append(f"{skills.get(skill, '')} {level}")
    steps = file.stored("boarding_step", ["person_id", "state", "due"])
    progress = boarding_progress([(a, b, c) for a, b, c in steps], day.isoformat())
    lines = []
    for row in file.rows(Resource, kind=ResourceKind.WORK):
        if row.type in (ResourceType.EQUIPMENT, ResourceType.ENVIRONMENT):
            continue
        done, every, late = progress.get(row.id, (0, 0, 0))
        told = _tr("{} of {} done").format(done, every) if every else "–"
        told = _tr("{}, {} late").format(told, late) if late else told
        cells = (
            row.name, row.role or "–", ", ".join(held.get(row.id, ())) or "–",
            ", ".join(can.get(row.id, ())) or "–", told,
        )  # fmt: skip
        lines.append(Line(f"resource/{row.id}", cells, bad=frozenset({4}) if late else frozenset()))
    return lines


def gap_heads() -> list[Head]:
    """The columns of missing skills."""
    return [
        Head(_tr("Role or task"), 240, right=False),
        Head(_tr("Missing skill"), right=False),
        Head(_tr("Who lacks it"), 260, right=False),
    ]


def gap_lines(session: Session, gaps: list[SkillGap]) -> list[Line]:
    """A line a need that is not met."""
    names = session.names.all("resource")
    return [
        Line(
            f"{one.table}/{one.id}",
            (one.name, one.words, one.lacking(names) or _tr("Nobody is at work on it")),
            bad=frozenset({1}) if not one.best else frozenset(),
        )
        for one in gaps
    ]


def boarding_heads() -> list[Head]:
    """The columns of boarding steps."""
    return [
        Head(_tr("Person"), 200, right=False),
        Head(_tr("Step"), right=False),
        Head(_tr("Kind"), 110, right=False),
        Head(_tr("Owner"), 180, right=False, needs=700),
        Head(_tr("Due"), 96),
        Head(_tr("State"), 120, right=False),
    ]


def boarding_lines(session: Session, day: date) -> list[Line]:
    """A line a step: what is open by its date, then what is done."""
    names, formats = session.names.all("resource"), session.formats
    rows = session.program.file.rows(BoardingStep)
    rows.sort(key=lambda row: (row.state is not BoardingState.OPEN, row.due or date.max, row.id))
    lines = []
    for row in rows:
        late = (day - row.due).days if row.state is BoardingState.OPEN and row.due and row.due < day else 0
        state = _tr("{} d late").format(formats.integer(late)) if late else row.state.label
        cells = (
            names.get(row.person_id, ""), row.title, row.kind.label, names.get(row.owner_id or "", "–"),
            formats.date(row.due) if row.due else "–", state,
        )  # fmt: skip
        lines.append(Line(f"boarding_step/{row.id}", cells, bad=frozenset({5}) if late else frozenset()))
    return lines
