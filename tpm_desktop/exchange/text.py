"""Texts that have to fit."""

from __future__ import annotations


def cut(text: str, longest: int) -> str:
    """The text with at most so many characters; an ellipsis ends one that was longer."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
