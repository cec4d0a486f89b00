"""Arabic letters joined, and lines with right-to-left text in the order in which they are seen.

Joined letters are Unicode's own presentation forms, so that a font needs no shaping; the order is that of the
Unicode bidirectional algorithm (UAX #9) without explicit embeddings, whose unseen signs are not printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

_LETTERS = re.compile("[\u0600-\u06ff\u0750-\u077f]")
_RIGHTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
JOINER_BREAK = "\N{ZERO WIDTH NON-JOINER}"
_LAM, _TATWEEL = "\u0644", "\u0640"
_PRESENTED = [*range(0xFB50, 0xFDFE), *range(0xFE70, 0xFEFD)]
_PAIRS = (
    "()[]{}\u2045\u2046\u207d\u207e\u208d\u208e\u2308\u2309\u230a\u230b\u27e6\u27e7\u27e8\u27e9\u27ea\u27eb"
    "\u27ec\u27ed\u27ee\u27ef\u2768\u2769\u276a\u276b\u276c\u276d\u276e\u276f\u2770\u2771\u2772\u2773\u2774\u2775"
    "\u3008\u3009\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301a\u301b"
    "\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63"
)
"""The brackets of the bundled fonts, each opening one before its closing one, as Unicode pairs them."""
_CLOSING = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_SIDES = f"{_PAIRS}<>«»‹›≤≥"
_MIRRORED = str.maketrans(_SIDES, "".join(_SIDES[at ^ 1] for at in range(len(_SIDES))))
_DEEPEST = 63  # open brackets, beyond which none is a pair (BD16)
_STRONG = {"L": "L", "R": "R", "AL": "R"}
_NUMBERS = ("EN", "AN")


def reads_right(text: str) -> bool:
    """Whether a paragraph is read from the right: its first letter is of such a script."""
    return bool(_RIGHTWARDS.search(text)) and _base([unicodedata.bidirectional(c) for c in text]) == 1


@cache
def _forms() -> dict[str, dict[str, str]]:
    """The joined forms of each letter, and of lam with each alef, as Unicode decomposes them."""
    found: dict[str, dict[str, str]] = {}
    for code in _PRESENTED:
        kind, _, letters = unicodedata.decomposition(chr(code)).partition(" ")
        base = "".join(chr(int(one, 16)) for one in letters.split())
        if len(base) == 1 or (len(base) == 2 and base[0] == _LAM and base[1] in "\u0622\u0623\u0625\u0627"):
            found.setdefault(base, {})[kind.strip("<>")] = chr(code)
    return found


def joined(text: str) -> str:
    """The text with its Arabic letters in the forms that their neighbours ask for."""
    if not _LETTERS.search(text):
        return text.replace(JOINER_BREAK, "")
    letters = _with_ligatures(text)
    shown = []
    for place, letter in enumerate(letters):
        forms = _forms().get(letter)
        if forms is None:
            shown.append(letter)
            continue
        before = _joins_on(letters, place)
        after = "initial" in forms and _is_joined_to(letters, place)
        kind = ("medial" if after else "final") if before else ("initial" if after else "isolated")
        shown.append(forms.get(kind) or forms.get("isolated") or letter)
    return "".join(shown).replace(JOINER_BREAK, "")


def _with_ligatures(text: str) -> list[str]:
    letters: list[str] = []
    for character in text:
        if letters and letters[-1] == _LAM and _LAM + character in _forms():
            letters[-1] = _LAM + character
        else:
            letters.append(character)
    return letters


def _joins_on(letters: Sequence[str], place: int) -> bool:
    """Whether what stands before reaches over to a letter; marks above and below stand in no way."""
    at = place - 1
    while at >= 0 and _is_mark(letters[at]):
        at -= 1
    return at >= 0 and (letters[at] == _TATWEEL or "initial" in _forms().get(letters[at], {}))


def _is_joined_to(letters: Sequence[str], place: int) -> bool:
    at = place + 1
    while at < len(letters) and _is_mark(letters[at]):
        at += 1
    if at == len(letters):
        return False
    return letters[at] == _TATWEEL or "final" in _forms().get(letters[at], {})


def _is_mark(letter: str) -> bool:
    return len(letter) == 1 and unicodedata.category(letter) == "Mn"


def as_seen(text: str) -> str:
    """One line in the order in which it is seen from the left; brackets face the way they are read."""
    if not _RIGHTWARDS.search(text):
        return text
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    levels = _levels(text, kinds, _base(kinds))
    order = list(range(len(text)))
    for level in range(max(levels), 0, -1):
        at = 0
        while at < len(order):
            if levels[order[at]] < level:
                at += 1
                continue
            end = at
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = end
    return "".join(text[n].translate(_MIRRORED) if levels[n] % 2 else text[n] for n in order)


def _base(kinds: Sequence[str]) -> int:
    """The level of the line: that of its first letter (P2, P3)."""
    first = next((_STRONG[kind] for kind in kinds if kind in _STRONG), "L")
    return int(first == "R")


def _levels(text: str, kinds: list[str], base: int) -> list[int]:
    """The level of each character; an odd one is read from the right."""
    weak = _weak_resolved(kinds, base)
    marks = [kind == "NSM" for kind in kinds]
    kinds = _neutral_resolved(_brackets_resolved(text, weak, marks, base), base)
    levels = []
    for kind in kinds:
        if base:
            levels.append(1 if kind == "R" else 2)
        else:
            levels.append({"L": 0, "R": 1}.get(kind, 2))
    return levels


def _weak_resolved(kinds: list[str], base: int) -> list[str]:
    """Rules W1 to W7: marks, numbers and what stands in and beside them."""
    edge = "R" if base else "L"
    strong, found = edge, list[str]()
    for kind in kinds:
        kind = (found[-1] if found else edge) if kind == "NSM" else kind
        strong = kind if kind in _STRONG else strong
        found.append("AN" if kind == "EN" and strong == "AL" else kind)
    found = ["R" if kind == "AL" else kind for kind in found]
    for n in range(1, len(found) - 1):
        before, kind, after = found[n - 1 : n + 2]
        if before == after and before in _NUMBERS and (kind == "CS" or (kind == "ES" and before == "EN")):
            found[n] = before
    for run in (range(len(found)), range(len(found) - 1, -1, -1)):
        beside = ""
        for n in run:
            found[n] = "EN" if found[n] == "ET" and beside == "EN" else found[n]
            beside = found[n]
    strong, resolved = edge, []
    for kind in found:
        strong = kind if kind in ("L", "R") else strong
        kind = "ON" if kind in ("ES", "ET", "CS") else kind
        resolved.append("L" if kind == "EN" and strong == "L" else kind)
    return resolved


def _brackets_resolved(text: str, kinds: list[str], marks: Sequence[bool], base: int) -> list[str]:
    """Rule N0: both brackets of a pair go with the line where what they hold does, else with what they hold.

    Where that goes the other way, so must what stands before them. Args: marks: which are combining ones.
    """
    edge, found = ("R" if base else "L"), list(kinds)
    for opening, closing in _pairs(text, kinds):
        inside = {_side(kind) for kind in found[opening + 1 : closing]} & {"L", "R"}
        if not inside:
            continue
        before = (_side(kind) for kind in reversed(found[:opening]))
        context = next((kind for kind in before if kind in ("L", "R")), edge)
        side = edge if edge in inside else context
        for at in (opening, closing):
            found[at] = side
            for mark in range(at + 1, len(found)):
                if not marks[mark]:
                    break
                found[mark] = side
    return found


def _pairs(text: str, kinds: Sequence[str]) -> list[tuple[int, int]]:
    """The places of the brackets that belong together, in the order of the opening ones (BD16)."""
    found: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for at, character in enumerate(text):
        if kinds[at] != "ON":
            continue
        if character in _CLOSING:
            if len(waiting) == _DEEPEST:
                return []
            waiting.append((_CLOSING[character], at))
            continue
        depth = next((n for n in range(len(waiting) - 1, -1, -1) if waiting[n][0] == character), -1)
        if depth >= 0:
            found.append((waiting[depth][1], at))
            del waiting[depth:]
    return sorted(found)


def _neutral_resolved(kinds: list[str], base: int) -> list[str]:
    """Rules N1 and N2: what is neutral goes with its neighbours where they agree, else with the line."""
    edge = "R" if base else "L"
    found, at = list(kinds), 0
    while at < len(found):
        if found[at] in ("L", "R", *_NUMBERS):
            at += 1
            continue
        end = at
        while end < len(found) and found[end] not in ("L", "R", *_NUMBERS):
            end += 1
        before = _side(found[at - 1]) if at else edge
        after = _side(found[end]) if end < len(found) else edge
        found[at:end] = [before if before == after else edge] * (end - at)
        at = end
    return found


def _side(kind: str) -> str:
    return "R" if kind in _NUMBERS else kind
