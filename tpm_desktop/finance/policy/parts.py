"""The text of a policy as parts that are kept, journalled and merged one by one, and put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .blocks import Block, blocks

PACK, SETTING = "pack", "setting"
BETWEEN = "\n\n"
_EXTENDS = re.compile(r"^[ \t]*extends[ \t]*=.*\n?", re.MULTILINE)
_CURRENCY = re.compile(r'^([ \t]*currency[ \t]*=[ \t]*)("[^"\n]*"|\'[^\'\n]*\')', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """key: a rule's id, a level's role, "pack" or "setting"."""

    key: str
    text: str


def parts(text: str) -> list[Part]:
    """Args: text: of a policy that was `checked`, so that every part has a key of its own.

    Raises: `PolicyError`.
    """
    found: dict[str, str] = {}
    for block in blocks(text):
        key = _key(block)
        found[key] = f"{found[key]}{BETWEEN}{block.text}" if key in found else block.text
    return [Part(key, text) for key, text in found.items()]


def joined(texts: Iterable[str]) -> str:
    """The whole text; `read_parts` counts its lines alike."""
    return BETWEEN.join(texts)


def extended(own: str, base: str) -> str:
    """A text that extends another: what it says replaces the other's parts of the same key.

    Raises: `PolicyError`.
    """
    kept = {part.key: part.text for part in parts(base)}
    for part in parts(own):
        kept[part.key] = _EXTENDS.sub("", part.text) if part.key == PACK else part.text
    return joined(kept.values()) + "\n"


def in_currency(text: str, currency: str) -> str:
    """The text with its figures meant in another currency, as they stand."""
    return _CURRENCY.sub(lambda match: f'{match[1]}"{currency}"', text, count=1)


def _key(block: Block) -> str:
    names: Mapping[str, str] = {"rule": "id", "level": "role"}
    return str(block.data[names[block.name]]) if block.name in names else block.name
