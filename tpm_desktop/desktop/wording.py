"""How a problem that rooms below say in one line is said on the screen."""

from __future__ import annotations


def capitalised(line: str) -> str:
    """The line with a capital first, unless it begins with a file's name, which is as it is."""
    first = line.partition(" ")[0]
    return line if "." in first else line[:1].upper() + line[1:]


def sentence(line: str) -> str:
    """The line as a sentence of its own."""
    return capitalised(line) + ("" if line.endswith((".", "!", "?")) else ".")
