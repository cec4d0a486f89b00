"""The parts that packs are made of, by name: what each tells, and what can be asked of it.

Light on purpose: whoever only offers parts to choose from needs no page. How each is told: `stories`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Asks(Enum):
    """What a part needs to know besides the program."""

    MOMENT = auto()  # an earlier one, to compare with
    EDITS = auto()  # which edits of the history
    MEETING = auto()  # which meeting
    SLIP = auto()  # what comes later
    REQUEST = auto()  # which capital request


class Scope(Enum):
    """What a part tells where a pack is about some component projects only."""

    PROJECTS = auto()  # what belongs to those, and nothing else
    PROGRAM = auto()  # nothing: it is of the whole program
    FRAME = auto()  # the same words as ever, or a headline of whatever the pack is about


@dataclass(frozen=True, slots=True)
class NamedPart:
    """A part. tells: what it answers, in a few words; scope: what becomes of it in a pack about some
    projects; takes: the settings that only some parts have.

    depths: it can be told briefly or in full; usual: how it is told unless the section says otherwise;
    whole: it is pages of its own, with a title of its own.
    """

    key: str
    label: str
    tells: str
    scope: Scope
    takes: tuple[str, ...] = ()
    depths: bool = False
    usual: str = "full"
    asks: Asks | None = None
    whole: bool = False


_OWN, _WHOLE, _FRAME = Scope.PROJECTS, Scope.PROGRAM, Scope.FRAME


def _pages(
    key: str, label: str, tells: str, asks: Asks | None = None, scope: Scope = Scope.PROGRAM
) -> NamedPart:
    return NamedPart(key, label, tells, scope, asks=asks, whole=True)


_ALL = (
    NamedPart("headline", "Title and headline", "The one sentence to take away", _FRAME, depths=True),
    NamedPart("contents", "Contents", "The headings with their pages", _FRAME),
    NamedPart("chapter", "Chapter", "A heading whose sections are counted below it", _FRAME),
    NamedPart("text", "Text", "Paragraphs of the pack's own", _FRAME, takes=("text", "notes")),
    NamedPart(
        "callout", "Callout", "A sentence of the pack's own that stands out", _FRAME, takes=("text", "notes")
    ),
    NamedPart(
        "register",
        "Register",
        "A table of the rows of any register",
        _OWN,
        takes=("table", "columns", "where", "sort", "limit"),
    ),
    NamedPart("signatures", "Signatures", "Lines to sign on", _FRAME, takes=("people",)),
    NamedPart("figures", "Key figures", "Finish, outlook, spending and what is late, at a glance", _OWN),
    NamedPart("narrative", "Narrative", "What is said of the period, and the help that is needed", _WHOLE),
    NamedPart(
        "status", "Status by project", "Lights, finish and outlook of each component project, and why", _OWN
    ),
    NamedPart(
        "milestones", "Milestones", "Met, due, late, against the baseline", _OWN, depths=True, usual="brief"
    ),
    NamedPart("exceptions", "Exceptions", "Deviations beyond tolerance that wait for a decision", _OWN),
    NamedPart("since-last", "Since the last period", "What moved since the last closed period", _WHOLE),
    NamedPart("trend", "Trend", "Milestones and figures over the closed periods", _WHOLE),
    NamedPart("changes", "What changed", "What differs from an earlier moment, in short", _WHOLE),
    NamedPart("crossing-links", "Links between projects", "Who waits for whom, the tightest first", _WHOLE),
    NamedPart("money", "Money", "Planned, spent and expected, with the curve", _OWN),
    NamedPart("earned-value", "Earned value in short", "Indices, curve and what is off", _WHOLE),
    NamedPart("capital", "Capital in short", "Requests and spending by year and class", _WHOLE),
    NamedPart("business-case", "Business case in short", "Worth, costs and benefits", _WHOLE),
    NamedPart("requirements", "Requirements in short", "How far they are met, and the gravest gaps", _WHOLE),
    NamedPart("actions", "Actions", "Who has promised what by when", _OWN),
    NamedPart("risks", "Risks", "The weightiest open threats", _OWN, depths=True, usual="brief"),
    NamedPart("risk-map", "Heat map and burn-down", "Where the threats lie, and what is at stake", _WHOLE),
    NamedPart(
        "issues", "Issues", "What has gone wrong and waits for an answer", _OWN, depths=True, usual="brief"
    ),
    NamedPart("risks-and-issues", "Risks and issues", "Both beside each other", _OWN),
    NamedPart(
        "decisions", "Decisions asked for", "With effects, options and recommendation", _OWN, depths=True
    ),
    NamedPart(
        "change-requests", "Changes under negotiation", "Each with its options and their impact", _WHOLE
    ),
    NamedPart(
        "policy",
        "Policy",
        "What breaks the policy, and who bears it until when",
        _WHOLE,
        depths=True,
        usual="brief",
    ),
    NamedPart("compliance", "Title and compliance", "Whether policy, duties and history hold", _WHOLE),
    NamedPart("approvals", "Approvals and decisions", "Who approved what, and when", _WHOLE),
    NamedPart(
        "separation-of-duties",
        "Separation of duties",
        "Who must be another, and where that isn't so",
        _WHOLE,
    ),
    NamedPart("history-proof", "Proof of the history", "Whether the records of all edits hold", _WHOLE),
    NamedPart("history", "History in short", "Who edited how much, and what was last", _WHOLE, ("limit",)),
    NamedPart("last-meeting", "Last meeting", "What it noted, and the decisions taken", _WHOLE),
    NamedPart("purpose", "Purpose and outcomes", "What the program is for", _WHOLE),
    NamedPart("projects", "Component projects", "A page for each", _OWN),
    _pages(
        "roadmap",
        "Plan on a page",
        "What comes when on one page that lies, however large the program",
        scope=_OWN,
    ),
    _pages("agenda", "Agenda", "Of the next meeting", Asks.MEETING),
    _pages("minutes", "Minutes", "Of the last meeting", Asks.MEETING),
    _pages("liaison", "Gives and gets of governance", "What is due between bodies"),
    _pages("governance-chart", "Governance chart", "Who decides what, and who reports and escalates to whom"),
    NamedPart(
        "decision-limits", "Decision limits", "How far each body decides, and who does beyond that", _WHOLE
    ),
    _pages("staffing-plan", "Staffing plan", "Whom the plan needs by month, and who is there"),
    NamedPart("vacancies", "Vacancies", "Which positions nobody fills, and what leans on them", _WHOLE),
    NamedPart("skill-gaps", "Missing skills", "Needed skills that nobody, or not everybody, has", _WHOLE),
    NamedPart("boarding", "Boarding", "What is left to do for those who come and go", _WHOLE),
    _pages("raci", "RACI matrix", "Who answers for what, and what breaks the rules of it"),
    _pages("differences", "What changed, in full", "Against an earlier moment", Asks.MOMENT),
    _pages("update-sheet", "Update sheet", "What was due, to be filled in by owners", scope=_OWN),
    _pages("commitments", "Gives and gets", "What the projects owe each other"),
    _pages("readiness", "Integration readiness", "A page for each release"),
    _pages("gates", "Gate review", "The next gate of each component project", scope=_OWN),
    _pages("requirements-book", "Requirements in full", "With gaps, coverage and acceptance"),
    _pages("risks-book", "Risks in full", "Heat map, list, burn-down and what the simulation says"),
    _pages("stakeholders", "Stakeholders", "Power and interest, stances, objectives"),
    _pages("communication", "Communication plan", "What is due to be told, and what was told"),
    NamedPart(
        "communication-due", "Due to be told", "What is to be told this week, to whom and by whom", _WHOLE
    ),
    _pages("certificates", "Acceptance certificates", "A page for each acceptance"),
    _pages("installation", "Installation status", "Environments, components and hand-over"),
    _pages("procurement", "Procurement", "Packages, bids, contracts and payments"),
    _pages("map", "Program map", "How the component projects hang together"),
    _pages("matrix", "Dependency matrix", "Who gives to whom"),
    _pages("estimates", "Estimates", "What it is expected to cost, and on which basis"),
    _pages("budget", "Budget in full", "By account, project, source and period"),
    _pages("earned-value-book", "Earned value in full", "By control account, with explanations"),
    _pages("capital-book", "Capital in full", "Requests, classes, assets and policy"),
    _pages("business-case-book", "Business case in full", "By version, with benefits"),
    _pages("staffing", "Staffing", "Who is needed for more than there is, what is vacant or asked for"),
    _pages("simulation", "Confidence", "How sure finish and cost are"),
    _pages("advice", "Earlier finish", "What days cost and what could overlap"),
    _pages("health", "Schedule health", "Whether the schedule can be trusted"),
    _pages("audit", "Audit extract", "Who changed what, when", Asks.EDITS),
    _pages("slip", "Impact of a slip", "What it means if something comes later", Asks.SLIP),
    _pages("capital-requests", "Capital requests", "A form for each", Asks.REQUEST),
)

PARTS = {part.key: part for part in _ALL}
