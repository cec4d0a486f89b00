"""The steering pack: what the committee is asked to decide, and on what grounds; tables last."""

from __future__ import annotations

from reportlab.platypus import CondPageBreak, Flowable

from .business_case import section as business_case
from .capital import section as capital
from .change_sections import change_requests
from .control_sections import actions, decisions, issues, minutes, risks
from .earned_value import section as earned_value
from .findings import headline
from .money_sections import money
from .parts import Section, SideBySide, nothing, paragraph, title_block
from .plan_sections import crossing_links, figures, milestone_table, plan, status
from .policy_section import policy
from .source import Source
from .theme import Paper
from .trend_sections import exceptions, since_last, trend

_ROOM = 240.0  # a section begins on a new page where less is left


def story(source: Source, paper: Paper) -> list[Flowable]:
    """The whole pack."""
    width, half = paper.content, paper.span(6)
    return [
        *title_block(source.about.name, headline(source)),
        *decisions(source, width, 1),
        *change_requests(source, width, 2),
        CondPageBreak(_ROOM),
        figures(source, width),
        *status(source, width, 3),
        *milestone_table(source, width, 4),
        *exceptions(source, width),
        *since_last(source, width),
        *trend(source, width),
        CondPageBreak(_ROOM),
        *plan(source, 5),
        *crossing_links(source, width, 6),
        CondPageBreak(_ROOM),
        *money(source, paper, 7),
        *earned_value(source, paper),
        *capital(source, paper),
        *business_case(source, paper),
        *policy(source, width, 8),
        *actions(source, width, 9),
        CondPageBreak(_ROOM),
        SideBySide(paper, (6, risks(source, half, 10)), (6, issues(source, half, 11))),
        *minutes(source, width, 12),
        *_appendix(source, width),
    ]


def _appendix(source: Source, width: float) -> list[Flowable]:
    """The tables behind the figures."""
    parts: list[Flowable] = [CondPageBreak(_ROOM), Section("Appendix: purpose and outcomes")]
    texts = [text for text in (source.about.purpose, source.about.outcomes) if text]
    parts += [paragraph(text) for text in texts] or [
        nothing("Purpose and outcomes have not been written yet.")
    ]
    return [*parts, *milestone_table(source, width, everything=True)]
