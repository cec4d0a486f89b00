"""How each named part is told: one entry a part.

A new part is an entry here and its name in `named_parts`; packs ask for it by that name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reportlab.platypus import Flowable

from tpm_desktop.file.audit import Asked

from . import (
    advice,
    at_a_glance,
    audit,
    budget,
    business_case,
    capital,
    change_sections,
    changes,
    compliance,
    confidence,
    control_sections,
    earned_value,
    estimates,
    gates,
    gives_and_gets,
    governance,
    installation,
    matrix,
    meetings,
    money_sections,
    narrative,
    own_parts,
    plan_sections,
    policy_section,
    procurement,
    program_map,
    progress,
    project_pages,
    raci,
    readiness,
    register_section,
    request_form,
    requirements,
    risks,
    roadmap,
    schedule_health,
    slip,
    staffing,
    staffing_plan,
    stakeholders,
    trend_sections,
)
from .errors import ReportProblem
from .extract import Extract
from .told import Told

Story = Callable[[Told], list[Flowable]]


def _changes(told: Told) -> list[Flowable]:
    compared = told.subject.compared
    return [] if compared is None else changes.section(told.source, told.width, compared)


def _differences(told: Told) -> list[Flowable]:
    if told.subject.compared is None:
        raise ReportProblem("this pack compares two moments; name the earlier one, or another file")
    return changes.story(told.source, told.paper, told.subject.compared, on_paper=told.subject.on_paper)


def _audit(told: Told) -> list[Flowable]:
    asked = told.subject.asked or Asked()
    extract = Extract.of(told.source.file, asked, told.source.formats)
    return audit.story(told.source, told.paper, extract, on_paper=told.subject.on_paper)


def _slip(told: Told) -> list[Flowable]:
    if told.subject.slip is None:
        raise ReportProblem("this pack is about something that slips; choose that in the window, or “impact”")
    return slip.story(told.source, told.paper, told.subject.slip)


def _matrix(told: Told) -> list[Flowable]:
    return matrix.story(told.source, told.paper, told.subject.matrix or matrix.MatrixAsked())


STORIES: Mapping[str, Story] = {
    "headline": own_parts.headline_block,
    "contents": own_parts.contents,
    "chapter": own_parts.chapter,
    "text": own_parts.text,
    "callout": own_parts.callout_part,
    "register": register_section.story,
    "signatures": own_parts.signatures_part,
    "figures": lambda t: [at_a_glance.figures(t.source, t.width)],
    "narrative": lambda t: narrative.narrative(t.source, t.width),
    "status": lambda t: plan_sections.status(t.source, t.width),
    "milestones": lambda t: plan_sections.milestone_table(t.source, t.width, everything=t.full),
    "exceptions": lambda t: trend_sections.exceptions(t.source, t.width),
    "since-last": lambda t: trend_sections.since_last(t.source, t.width),
    "trend": lambda t: trend_sections.trend(t.source, t.width),
    "changes": _changes,
    "crossing-links": lambda t: plan_sections.crossing_links(t.source, t.width),
    "money": lambda t: money_sections.money(t.source, t.paper),
    "earned-value": lambda t: earned_value.section(t.source, t.paper),
    "capital": lambda t: capital.section(t.source, t.paper),
    "business-case": lambda t: business_case.section(t.source, t.paper),
    "requirements": lambda t: requirements.section(t.source, t.width),
    "actions": lambda t: control_sections.actions(t.source, t.width),
    "risks": lambda t: control_sections.risks(t.source, t.width, everything=t.full),
    "risk-map": lambda t: risks.section(t.source, t.width),
    "issues": lambda t: control_sections.issues(t.source, t.width, everything=t.full),
    "risks-and-issues": lambda t: control_sections.risks_beside_issues(t.source, t.paper),
    "decisions": lambda t: control_sections.decisions(t.source, t.width, brief=not t.full),
    "change-requests": lambda t: change_sections.change_requests(t.source, t.width),
    "policy": lambda t: policy_section.policy(t.source, t.width, everything=t.full),
    "compliance": lambda t: compliance.headline(t.source),
    "approvals": lambda t: compliance.approvals(t.source, t.width),
    "separation-of-duties": lambda t: compliance.separation(t.source, t.width),
    "history-proof": lambda t: audit.proof(t.source),
    "history": lambda t: audit.history(t.source, t.width, t.section.limit),
    "last-meeting": lambda t: control_sections.minutes(t.source, t.width),
    "purpose": own_parts.purpose,
    "projects": lambda t: project_pages.story(t.source, t.paper),
    "roadmap": lambda t: roadmap.story(t.source, t.paper),
    "agenda": lambda t: meetings.agenda_story(t.source, t.paper, t.subject.meeting_id),
    "minutes": lambda t: meetings.minutes_story(t.source, t.paper, t.subject.meeting_id),
    "liaison": lambda t: meetings.liaison_story(t.source, t.paper),
    "governance-chart": lambda t: governance.story(t.source, t.paper),
    "decision-limits": lambda t: governance.limits(t.source, t.width),
    "staffing-plan": lambda t: staffing_plan.story(t.source, t.paper),
    "vacancies": lambda t: staffing_plan.vacancies(t.source, t.width),
    "skill-gaps": lambda t: staffing_plan.gaps(t.source, t.width),
    "boarding": lambda t: staffing_plan.boarding(t.source, t.width),
    "raci": lambda t: raci.story(t.source, t.paper),
    "differences": _differences,
    "update-sheet": lambda t: progress.story(t.source, t.paper),
    "commitments": lambda t: gives_and_gets.story(t.source, t.paper),
    "readiness": lambda t: readiness.story(t.source, t.paper),
    "gates": lambda t: gates.story(t.source, t.paper),
    "requirements-book": lambda t: requirements.story(t.source, t.paper),
    "risks-book": lambda t: risks.story(t.source, t.paper),
    "stakeholders": lambda t: stakeholders.story(t.source, t.paper),
    "communication": lambda t: stakeholders.plan_story(t.source, t.paper),
    "communication-due": lambda t: stakeholders.due(t.source, t.width),
    "certificates": lambda t: requirements.certificates(t.source, t.paper),
    "installation": lambda t: installation.story(t.source, t.paper),
    "procurement": lambda t: procurement.story(t.source, t.paper),
    "map": lambda t: program_map.story(t.source, t.paper),
    "matrix": _matrix,
    "estimates": lambda t: estimates.story(t.source, t.paper),
    "budget": lambda t: budget.story(t.source, t.paper),
    "earned-value-book": lambda t: earned_value.story(t.source, t.paper),
    "capital-book": lambda t: capital.story(t.source, t.paper),
    "business-case-book": lambda t: business_case.story(t.source, t.paper),
    "simulation": lambda t: confidence.story(t.source, t.paper),
    "staffing": lambda t: staffing.story(t.source, t.paper),
    "advice": lambda t: advice.story(t.source, t.paper),
    "health": lambda t: schedule_health.story(t.source, t.paper),
    "audit": _audit,
    "slip": _slip,
    "capital-requests": lambda t: request_form.story(t.source, t.paper, t.subject.request_id),
}
