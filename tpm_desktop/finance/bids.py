"""Weighted scoring of bids: what knocks out, how prices are scored, and who comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

WHOLE = 10_000
"""Hundredths of a per cent: the weights of all criteria, and the points of a bid that is best in each."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a criterion asks. weight: hundredths of a per cent; is_price: scored by the price.

    least: a lower score knocks out, None where none does.
    """

    weight: int
    is_price: bool = False
    least: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A bid. price: minor units, None where it is not known; scores: one a criterion, None where not scored.

    What stands for a criterion that is scored by the price is not looked at.
    """

    price: int | None
    scores: tuple[int | None, ...]
    disqualified: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """How a bid comes off. scores: as they count, one a criterion, None where one is missing.

    points: hundredths of a point of 100, of what is scored so far; knocked_out: criteria that put it out;
    missing: criteria that wait for a score; rank: from 1, the same for equal points, None while it is out or
    incomplete.
    """

    scores: tuple[Fraction | None, ...]
    points: int
    knocked_out: tuple[int, ...]
    missing: tuple[int, ...]
    is_out: bool
    rank: int | None


def ranked(criteria: Sequence[Judgement], offers: Sequence[Offer], best: int) -> list[Ranked]:
    """How each bid comes off, in the order given.

    The weighted score is the sum of weight times score; a price scores lowest price / price x best, the
    lowest among the bids that nothing else puts out (Governance reference, rules: weighted bid score).

    Args: best: the highest score that can be given.
    """
    plain = [_knocked_out(criteria, offer.scores, price=False) for offer in offers]
    in_running = [not offer.disqualified and not out for offer, out in zip(offers, plain, strict=True)]
    prices = [offer.price for offer, fits in zip(offers, in_running, strict=True) if fits]
    lowest = min((price for price in prices if price is not None), default=None)
    found = [
        _counted(criteria, offer, lowest if fits else None, best)
        for offer, fits in zip(offers, in_running, strict=True)
    ]
    able = [one.points for one in found if not one.is_out and not one.missing]
    return [
        Ranked(one.scores, one.points, one.knocked_out, one.missing, one.is_out, _rank(one, able))
        for one in found
    ]


def _rank(one: Ranked, able: Sequence[int]) -> int | None:
    if one.is_out or one.missing:
        return None
    return 1 + sum(points > one.points for points in able)


def _knocked_out(
    criteria: Sequence[Judgement], scores: Sequence[Fraction | int | None], *, price: bool
) -> tuple[int, ...]:
    """The criteria whose least score is not reached. Args: price: of those by price, else of the others."""
    return tuple(
        place
        for place, (criterion, score) in enumerate(zip(criteria, scores, strict=True))
        if criterion.is_price is price
        and criterion.least is not None
        and score is not None
        and score < criterion.least
    )


def _counted(criteria: Sequence[Judgement], offer: Offer, lowest: int | None, best: int) -> Ranked:
    scores = tuple(
        _price_score(offer.price, lowest, best) if criterion.is_price else _whole(score)
        for criterion, score in zip(criteria, offer.scores, strict=True)
    )
    out = (*_knocked_out(criteria, scores, price=False), *_knocked_out(criteria, scores, price=True))
    points = sum(
        (criterion.weight * score / best for criterion, score in zip(criteria, scores, strict=True) if score),
        Fraction(0),
    )
    missing = tuple(place for place, score in enumerate(scores) if score is None)
    is_out = offer.disqualified or bool(out)
    return Ranked(scores, int(points + Fraction(1, 2)), tuple(sorted(out)), missing, is_out, None)


def _whole(score: int | None) -> Fraction | None:
    return None if score is None else Fraction(score)


def _price_score(price: int | None, lowest: int | None, best: int) -> Fraction | None:
    """None where there is no price, or the bid is out."""
    if price is None or lowest is None:
        return None
    return Fraction(best) if price == 0 else Fraction(lowest, price) * best
