"""Names of registers and fields inside a sentence."""

from __future__ import annotations

__all__ = ["within"]


def within(label: str) -> str:
    """A label as it is written within a sentence: in lower case, but for what is short for something.

    "Component project" becomes "component project", "PMO function" stays as it is, "Finish P50" "finish P50".
    """
    return " ".join(word if _is_short_for(word) else word.lower() for word in label.split(" "))


def _is_short_for(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return (len(letters) > 1 and letters[1].isupper()) or len(letters) == 1 < len(word)
