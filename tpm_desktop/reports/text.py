"""Texts of people made fit for paper.

No markup of theirs acts, and what the fonts lack is replaced visibly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from html import escape
from typing import cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from .fonts import is_foreign, script_font
from .right_to_left import JOINER_BREAK
from .theme import REGULAR, register_fonts

MISSING = "□"
ELLIPSIS = "…"
LONGEST = 1_500
"""Characters of a text that are printed where more would bury the rest: a page in a narrow column."""
NBSP = "\N{NO-BREAK SPACE}"
_WHITE = {
    "\t": " ",
    "\N{LINE SEPARATOR}": "\n",
    "\N{PARAGRAPH SEPARATOR}": "\n",
    "\r": "\n",
    "\v": "\n",
    "\f": "\n",
}
_PER_CENT = re.compile(r"(?<=\d) %")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_STYLING = re.compile(
    "[\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]"
)  # of an emoji: colour, skin
_WANTING: ContextVar[set[str] | None] = ContextVar("wanting", default=None)


def plain(text: str) -> str:
    """One line of what was typed, in characters that the fonts have; nothing is markup where it is drawn."""
    return _squeezed(printable(text).replace("\n", " "))


def markup(text: str) -> str:
    """What was typed as a paragraph's XML; its line breaks are kept, no % begins a line."""
    lines = (_squeezed(line) for line in printable(text).split("\n"))
    said = "<br/>".join(escape(line, quote=False) for line in lines).strip()
    return _PER_CENT.sub(f"{NBSP}%", said)


def limited(text: str, longest: int) -> str:
    """One line of what was typed, of so many characters at most, for a place that can't grow over pages."""
    line = plain(text)
    return line if len(line) <= longest else line[: longest - 1].rstrip() + ELLIPSIS


def beginning(text: str, longest: int = LONGEST) -> str:
    """The text; of a long one the beginning, on one line, and how much more there is.

    Notes may have 100,000 characters.
    """
    rest = len(text) - longest
    return (
        text if rest <= 0 else f"{plain(text[:longest])}{ELLIPSIS} ({rest:,} more characters in the program)"
    )


def printable(text: str) -> str:
    """The text composed, without unseen characters; a box for each character that the fonts don't have.

    What stands for others, such as a ligature, is written as these where it has no glyph.
    """
    if text.isascii() and text.isprintable():
        return text  # all of that is in the fonts
    composed = unicodedata.normalize("NFC", text)
    if _glyphs().issuperset(composed):
        return composed
    shown: list[str] = []
    for character in _simple(composed.replace("\r\n", "\n")):
        kept = _WHITE.get(character, character)
        if kept == "\n" or kept == JOINER_BREAK or _has_glyph(kept):
            shown.append(kept)
        elif unicodedata.category(kept) not in _UNSEEN and not _STYLING.match(kept):
            shown += _parts_or_box(kept, shown)
    return "".join(shown)


def _simple(composed: str) -> str:
    """The text with what has no glyph as the characters that it stands for."""
    simple = (one if _has_glyph(one) else unicodedata.normalize("NFKC", one) for one in composed)
    return unicodedata.normalize("NFC", "".join(simple))


def _parts_or_box(character: str, shown: Sequence[str]) -> Sequence[str]:
    """A letter and its marks one by one, or a box."""
    parts = unicodedata.normalize("NFD", character)
    if all(map(_has_glyph, parts)):
        return parts
    if _is_mark(character) and shown and shown[-1] == MISSING:
        return ""  # on a missing letter it would stand alone on the box
    found = _WANTING.get()
    if found is not None:
        found.add(character)
    return MISSING


@contextmanager
def wanting() -> Iterator[set[str]]:
    """The characters that meanwhile are made boxes, in this thread."""
    found: set[str] = set()
    before = _WANTING.set(found)
    try:
        yield found
    finally:
        _WANTING.reset(before)


def shortened(text: str, font: str, size: float, width: float) -> str:
    """The text, already made printable, or as much of it as fits into the width, with an ellipsis."""
    if pdfmetrics.stringWidth(text, font, size) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if pdfmetrics.stringWidth(text[:middle].rstrip() + ELLIPSIS, font, size) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS if low else ""


def _has_glyph(character: str) -> bool:
    return character in _glyphs() or (is_foreign(character) and script_font(character) is not None)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def _squeezed(line: str) -> str:
    """No blanks at the ends nor several together; those that hold words together stay."""
    return " ".join(word for word in line.split(" ") if word)


@cache
def _glyphs() -> frozenset[str]:
    register_fonts()
    face = cast(TTFont, pdfmetrics.getFont(REGULAR)).face
    return frozenset(chr(code) for code in face.charToGlyph if code >= 0x20) - _WHITE.keys()
