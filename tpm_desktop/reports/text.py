"""Texts of people made fit for paper.

No markup of theirs acts, and what the fonts lack is replaced visibly.
"""

from __future__ import annotations

import re
import unicodedata
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
    """The text composed, without unseen characters; a box for each character that the fonts don't have."""
    if text.isascii() and text.isprintable():
        return text  # all of that is in the fonts
    shown = []
    for character in unicodedata.normalize("NFC", text.replace("\r\n", "\n")):
        kept = _WHITE.get(character, character)
        if kept == "\n" or kept in _glyphs() or kept == JOINER_BREAK or _has_script(kept):
            shown.append(kept)
        elif unicodedata.category(kept) not in _UNSEEN:
            # A mark on a missing letter would stand alone on the box.
            shown.append("" if _is_mark(kept) and shown and shown[-1] == MISSING else MISSING)
    return "".join(shown)


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


def _has_script(character: str) -> bool:
    return is_foreign(character) and script_font(character) is not None


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def _squeezed(line: str) -> str:
    """No blanks at the ends nor several together; those that hold words together stay."""
    return " ".join(word for word in line.split(" ") if word)


@cache
def _glyphs() -> frozenset[str]:
    register_fonts()
    face = cast(TTFont, pdfmetrics.getFont(REGULAR)).face
    return frozenset(chr(code) for code in face.charToGlyph if code >= 0x20)
