"""Finding among many names what somebody means who types part of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nlargest


@dataclass(frozen=True, slots=True)
class Found:
    """Something that can be found. text: its name; detail: what else is searched; kind, key: what it is."""

    text: str
    detail: str
    kind: str
    key: str
    icon: str = ""
    bonus: int = 0
    folded: tuple[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Text and detail without regard to case: thousands are searched with each key."""
        object.__setattr__(self, "folded", (self.text.casefold(), self.detail.casefold()))


def best(candidates: Iterable[Found], typed: str, limit: int) -> list[Found]:
    """The candidates that fit what was typed, the best first; all in their order where nothing was typed."""
    words = typed.casefold().split()
    if not words:
        return [found for found, _ in zip(candidates, range(limit), strict=False)]
    scored = ((fit(found, words), -n, found) for n, found in enumerate(candidates))
    return [found for _, _, found in nlargest(limit, (s for s in scored if s[0] > 0), key=lambda s: s[:2])]


def fit(found: Found, words: Sequence[str]) -> int:
    """How well every word fits: whole name or code, its beginning, inside, or by letters in order; else 0."""
    text, detail = found.folded
    total = 0
    for word in words:
        score = _fit_word(text, detail, word)
        if not score:
            return 0
        total += score
    return total + found.bonus - min(len(text), 80) // 8


def _fit_word(text: str, detail: str, word: str) -> int:
    if text == word or word in detail.split():
        return 200
    if text.startswith(word):
        return 120
    if f" {word}" in text:
        return 90
    if word in text:
        return 60
    if word in detail:
        return 40
    abbreviates = len(word) > 2 and all(letter in text for letter in word)
    return 20 if abbreviates and _in_order(text, word) else 0


def _in_order(text: str, letters: str) -> bool:
    """Whether the letters stand in the text in this order, beginning at the start of a word."""
    for begin in [0, *(n + 1 for n, c in enumerate(text) if c == " ")]:
        if begin < len(text) and text[begin] == letters[0]:
            rest = iter(text[begin:])
            if all(letter in rest for letter in letters):
                return True
    return False
