"""Sections about control and governance: risks, issues, decisions, actions and meetings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from reportlab.platypus import Flowable

from tpm_desktop.model.governance import Decision, DecisionOption
from tpm_desktop.model.registers import SEVERITY, Issue, Risk
from tpm_desktop.plan.decision_words import options_text
from tpm_desktop.plan.lights import Rag

from .cards import DecisionCard, Scored, decision_cards, scored_list
from .parts import Section, note, nothing, paragraph
from .registers import (
    count_open_risks,
    decisions_asked,
    decisions_taken,
    due_words,
    last_meeting,
    next_meeting,
    open_actions,
    open_issues,
    top_risks,
)
from .side_by_side import SideBySide
from .source import Source
from .tables import Align, Cell, TableColumn, TableRow, data_table
from .theme import Paper

_TONES = {Rag.GREEN: "green", Rag.AMBER: "amber", Rag.RED: "red"}
_SEVERE = {4: "red", 3: "amber", 2: "muted", 1: "muted"}
_INK = {"red": "critical", "amber": "near", "green": "text", "muted": "text"}
_MOST = 5


def decisions(source: Source, width: float, *, brief: bool = False) -> list[Flowable]:
    """What the reader is asked to decide, with effects and recommendation; of the options the one that is
    recommended if brief, else all."""
    asked = decisions_asked(source)
    meeting = next_meeting(source)
    aside = f"for {source.formats.date(meeting.held)}" if meeting else ""
    parts: list[Flowable] = [Section("Decisions asked for", aside)]
    if not asked:
        return [*parts, nothing("Nothing is asked of the committee this time.")]
    return [*parts, *decision_cards([decision_card(source, decision, brief) for decision in asked], width)]


def decision_card(source: Source, decision: Decision, brief: bool = False) -> DecisionCard:
    """A decision with its effects and options, of these only the recommended one if brief."""
    formats = source.formats
    effects = [source.project(decision.project_id)]
    if decision.cost:
        effects.append(f"cost {formats.money(decision.cost, currency=True, whole=True)}")
    if decision.days:
        effects.append(f"finish {'+' if decision.days > 0 else '−'}{abs(decision.days)} d")
    if decision.needed_by:
        effects.append(f"needed by {formats.date(decision.needed_by)}")
    late = due_words(source, "decision", decision)
    own = source.file.rows(DecisionOption, decision_id=decision.id)
    if own:
        shown = [one for one in own if one.recommended] if brief else own
        options: str | None = options_text(shown or own, formats)
    else:
        options = _recommended(decision) if brief else decision.options
    facts = [text for text in (decision.question, options) if text]
    facts.append(" · ".join([*effects, *([late] if late else [])]))
    recommended = f"Recommended: {decision.recommendation}" if decision.recommendation else ""
    return DecisionCard(decision.code or "", decision.title, facts, recommended)


def _recommended(decision: Decision) -> str | None:
    """The option that a recommendation such as "B, from the contingency" names by its letter, else all."""
    named = re.match(r"([A-Z0-9]+)\b", decision.recommendation or "")
    lines = (decision.options or "").splitlines()
    told = [line for line in lines if named and re.match(rf"{named[1]}\b", line)]
    return told[0] if told else decision.options


def risks(source: Source, width: float, *, everything: bool = False) -> list[Flowable]:
    """The weightiest open threats, or all that are scored."""
    found = top_risks(source)
    parts: list[Flowable] = [Section("What could still go wrong")]
    if not found:
        return [*parts, nothing("No open risk has been scored.")]
    shown = found if everything else found[:_MOST]
    parts += scored_list([_risk(source, score, risk) for score, risk in shown], width)
    opened = count_open_risks(source)
    counted = f"{len(shown)} of {opened} open risk{'s' if opened > 1 else ''}."
    parts.append(note(f"Score: probability × impact after response, 1 to 25. {counted}"))
    return parts


def _risk(source: Source, score: int, risk: Risk) -> Scored:
    facts = [
        risk.code or "",
        risk.response_plan or (risk.response.label if risk.response else "no response yet"),
    ]
    owner = source.person(risk.owner_id)
    facts += [f"owner {owner}"] if owner else ["no owner"]
    return Scored(str(score), risk.title, _joined(facts), _TONES[source.light(score)])


def risks_beside_issues(source: Source, paper: Paper) -> list[Flowable]:
    """The weightiest of both."""
    half = paper.span(6)
    return [SideBySide(paper, (6, risks(source, half)), (6, issues(source, half)))]


def issues(source: Source, width: float, *, everything: bool = False) -> list[Flowable]:
    """The most severe open issues, or all."""
    found = open_issues(source)
    parts: list[Flowable] = [Section("What has gone wrong and waits for an answer")]
    if not found:
        return [*parts, nothing("No issue is open.")]
    shown = found if everything else found[:_MOST]
    parts += scored_list([_issue(source, issue) for issue in shown], width)
    if len(found) > len(shown):
        parts.append(note(f"{_MOST} of {len(found)} open issues, the most severe first."))
    return parts


def _issue(source: Source, issue: Issue) -> Scored:
    facts = [issue.code or "", SEVERITY.get(issue.severity or 0, "")]
    facts += [issue.resolution or "", source.person(issue.owner_id)]
    facts.append(f"due {source.formats.date(issue.due)}" if issue.due else "")
    facts.append(due_words(source, "issue", issue))
    tone = _SEVERE.get(issue.severity or 0, "muted")
    return Scored(str(issue.severity or "–"), issue.title, _joined(facts), tone)


def actions(source: Source, width: float) -> list[Flowable]:
    """Who has promised what by when, the overdue ones marked in words."""
    found = open_actions(source)
    overdue = sum(bool(due_words(source, "action", action)) for action in found)
    title = f"{len(found)} actions open, {overdue} overdue" if found else "Actions"
    parts: list[Flowable] = [Section(title)]
    if not found:
        return [*parts, nothing("No action is open.")]
    columns = [
        TableColumn("Code"),
        TableColumn("Action", weight=3),
        TableColumn("Owner", weight=1),
        TableColumn("Due", Align.RIGHT),
        TableColumn("State"),
    ]
    rows = []
    for action in found:
        late = due_words(source, "action", action)
        cells = [
            action.code or "",
            action.title,
            source.person(action.owner_id) or "–",
            source.formats.date(action.due) or "–",
            Cell(late, "critical", strong=True) if late else action.state.label,
        ]
        rows.append(TableRow(cells))
    return [*parts, data_table(columns, rows, width)]


def minutes(source: Source, width: float) -> list[Flowable]:
    """What the last meeting noted and which decisions were taken."""
    meeting = last_meeting(source)
    taken = decisions_taken(source)
    if meeting is None and not taken:
        return []
    parts: list[Flowable] = []
    if meeting is not None:
        when = source.formats.date(meeting.held)
        parts.append(Section(f"Last meeting: {meeting.title}", when))
        parts.append(paragraph(meeting.minutes) if meeting.minutes else nothing("No minutes were written."))
    if taken:
        parts.append(Section("Decisions taken"))
        parts.append(_taken(source, taken, width))
    return parts


def _taken(source: Source, taken: Sequence[Decision], width: float) -> Flowable:
    columns = [
        TableColumn("Code"),
        TableColumn("Decision", weight=1),
        TableColumn("Outcome", weight=2),
        TableColumn("Decided", Align.RIGHT),
    ]
    rows = [
        TableRow(
            [
                decision.code or "",
                decision.title,
                decision.outcome or "–",
                source.formats.date(decision.decided_on or date.min) if decision.decided_on else "–",
            ]
        )
        for decision in taken
    ]
    return data_table(columns, rows, width)


def worries(source: Source, width: float, project: str, few: int) -> list[Flowable]:
    """The top risks and issues of one component project in a few lines, so many of each."""
    lines = [
        (f"Risk {score}", _TONES[source.light(score)], risk.code, risk.title, risk.owner_id)
        for score, risk in top_risks(source, project)[:few]
    ]
    lines += [
        (f"Issue {issue.severity or '–'}", _SEVERE.get(issue.severity or 0, "muted"), issue.code, issue.title,
         issue.owner_id)
        for issue in open_issues(source, project)[:few]
    ]  # fmt: skip
    if not lines:
        return [nothing("No open risk is scored and no issue is open.")]
    columns = [
        TableColumn("Weight"),
        TableColumn("Code"),
        TableColumn("Risks and issues", weight=1),
        TableColumn("Owner"),
    ]
    rows = [
        TableRow([Cell(weight, _INK[tone], strong=True), code or "", title, source.person(owner) or "–"])
        for weight, tone, code, title, owner in lines
    ]
    return [data_table(columns, rows, width)]


def _joined(facts: Sequence[str]) -> str:
    """Facts on one line, in which none ends like a sentence."""
    return " · ".join(fact.removesuffix(".") for fact in facts if fact)
