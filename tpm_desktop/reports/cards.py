"""Cards: a decision with its effects and recommendation, a risk or an issue with its score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Table

from .marks import SCORE, ScoreTile
from .text import beginning, limited, markup
from .theme import GRID, REGULAR, colour, styles

_TONES = {"red": "critical_tint", "amber": "near_tint", "green": "success_surface", "muted": "pressed"}
_CODE = 60.0
_SHORT = 260.0  # a card up to so tall is not parted
_LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """A decision asked for, or taken; facts: its effects, one a line."""

    code: str
    title: str
    facts: Sequence[str] = ()
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """A risk or an issue with its score; tone: "red", "amber", "green" or "muted"."""

    score: str
    title: str
    note: str = ""
    tone: str = "muted"


def decision_cards(cards: Sequence[DecisionCard], width: float) -> list[Flowable]:
    """The decisions one below the other, an upright stroke at each.

    Code, question, effects, recommendation.
    """
    return [_decision(card, width) for card in cards]


class Card(Table):
    """Stays on one page unless it is long."""

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        _, tall = self.wrap(availWidth, availHeight)
        return [] if tall <= _SHORT else super().split(availWidth, availHeight)

    def tighten(self, by: float) -> None:
        """Multiply the room below it."""
        self.spaceAfter *= by


def _decision(card: DecisionCard, width: float) -> Table:
    known = styles()
    stack: list[Flowable] = [Paragraph(markup(beginning(card.title)), known.strong)]
    stack += [Paragraph(markup(beginning(fact)), known.text) for fact in card.facts]
    if card.outcome:
        stack.append(Paragraph(markup(beginning(card.outcome)), known.accent))
    code = ParagraphStyle("code", known.text, textColor=colour("muted"))
    style: list[Any] = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("LINEBEFORE", (0, 0), (0, -1), 2.5, colour("accent"), "butt"),
        ("LEFTPADDING", (0, 0), (0, -1), 2.5 * GRID),
        ("LEFTPADDING", (1, 0), (1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    row = [Paragraph(markup(limited(card.code, _LONGEST_CODE)), code), stack]
    widths = [_CODE, width - _CODE]
    return Card(
        [row],
        colWidths=widths,
        style=style,
        hAlign="LEFT",
        splitInRow=1,
        spaceBefore=GRID,
        spaceAfter=2.5 * GRID,
    )


def scored_list(items: Sequence[Scored], width: float) -> list[Flowable]:
    """Risks or issues with their scores on a quiet ground, the highest first as given."""
    return [_scored(item, width) for item in items]


def _scored(item: Scored, width: float) -> Table:
    known = styles()
    stack = [
        Paragraph(
            markup(beginning(item.title)), ParagraphStyle("name", known.strong, fontName="Inter-Medium")
        )
    ]
    if item.note:
        stack.append(Paragraph(markup(beginning(item.note)), known.note))
    tile = ScoreTile(limited(item.score, 4), _TONES.get(item.tone, "pressed"))
    style: list[Any] = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    widths = [SCORE + 2 * GRID, width - SCORE - 2 * GRID]
    return Card(
        [[tile, stack]], colWidths=widths, style=style, hAlign="LEFT", splitInRow=1, spaceAfter=1.75 * GRID
    )
