"""How a line that comes from a file or from the rooms below is said on the screen."""

from __future__ import annotations

import re
from html import escape

_LONG_WORD = re.compile(r"\S{24}(?=\S)")


def capitalised(line: str) -> str:
    """The line with a capital first, unless it begins with a file's name, which is as it is."""
    first = line.partition(" ")[0]
    return line if "." in first else line[:1].upper() + line[1:]


def sentence(line: str) -> str:
    """The line as a sentence of its own."""
    return capitalised(line) + ("" if line.endswith((".", "!", "?")) else ".")


def tip(text: str) -> str:
    """The text for a tooltip, which would take it for HTML where a name in it looks so."""
    if "<" not in text and "&lt;" not in text:  # what Qt goes by
        return text
    return f"<span style='white-space: pre-wrap'>{escape(text)}</span>"


def shortened(text: str, longest: int = 60) -> str:
    """A text as one line that leaves room for others."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def breakable(text: str) -> str:
    """A text whose words can be broken where they are longer than a line, which would widen what holds it."""
    return _LONG_WORD.sub(lambda found: f"{found[0]}\u200b", text)
