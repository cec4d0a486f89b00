"""Small TOML texts that people write, read with the line of whatever is wrong in them.

`tomllib` tells what a text says, not where; a text is refused in one line that names the place and the mend.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .errors import ReportProblem

LONGEST_TEXT = 60_000
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_HEADER = re.compile(r"\s*\[\[?\s*([\w-]+)\s*\]\]?")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
_LONG = re.compile(r'"""|' + r"'''")


class TextProblem(ReportProblem):
    """A text that can't be read; line counts from 1."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}")
        self.line, self.what = line, what


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a text. data: what it says; line: where it begins; keys: where each of its keys stands."""

    name: str
    line: int
    data: Mapping[str, Any]
    keys: Mapping[str, int]

    def wrong(self, key: str, what: str) -> TextProblem:
        """The problem that a key has. Its place is the key's, else the table's."""
        return TextProblem(self.keys.get(key, self.line), what)

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Raises: `TextProblem` for a key that means nothing here."""
        known = tuple(known)
        for key in self.data:
            if key not in known:
                raise self.wrong(key, f"[{self.name}] knows no “{key}”; it takes {', '.join(known)}")

    def text(self, key: str, longest: int = 200) -> str:
        """A text, empty where there is none. Raises: `TextProblem`."""
        value = self.data.get(key, "")
        if not isinstance(value, str):
            raise self.wrong(key, f"“{key}” is a text; write it in quotation marks")
        if len(value) > longest:
            raise self.wrong(key, f"“{key}” has {len(value):,} characters; {longest:,} fit")
        return value.strip()

    def choice(self, key: str, choices: Sequence[str], usual: str) -> str:
        """One of a few words. Raises: `TextProblem`."""
        value = self.text(key) or usual
        if value not in choices:
            raise self.wrong(key, f"“{key}” can't be “{value}”; it is {' or '.join(filter(None, choices))}")
        return value

    def flag(self, key: str) -> bool:
        """True or false, false where there is none. Raises: `TextProblem`."""
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, f"“{key}” is true or false")
        return value

    def whole(self, key: str, most: int) -> int:
        """A whole number from 0, 0 where there is none. Raises: `TextProblem`."""
        value = self.data.get(key, 0)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            raise self.wrong(key, f"“{key}” is a whole number from 0 to {most:,}")
        return value

    def texts(self, key: str, most: int = 100, longest: int = 200) -> tuple[str, ...]:
        """A list of texts, or one text. Raises: `TextProblem`."""
        value = self.data.get(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.wrong(key, f'“{key}” is a list of texts, such as ["A", "B"]')
        if len(value) > most or any(len(one) > longest for one in value):
            raise self.wrong(key, f"“{key}” holds too much; {most} texts of {longest:,} characters fit")
        return tuple(value)


def blocks(text: str, names: Sequence[str]) -> list[Block]:
    """The tables of a text in their order. Args: names: those that may be. Raises: `TextProblem`."""
    said = _parsed(text)
    heads, keys = _places(text)
    for name, value in said.items():
        if name not in names:
            line = next((line for head, line in heads if head == name), keys.get((-1, name), 1))
            raise TextProblem(line, f"there is no “{name}” here; begin with [{names[0]}]" + _or_lists(names))
        if not isinstance(value, dict | list):
            raise TextProblem(keys.get((-1, name), 1), f"“{name}” is a table; write [{name}] above its keys")
    found: list[Block] = []
    for name, value in said.items():
        places = [n for n, (head, _) in enumerate(heads) if head == name]
        for n, data in enumerate(value if isinstance(value, list) else [value]):
            place = places[n] if n < len(places) else None
            line = heads[place][1] if place is not None else keys.get((-1, name), 1)
            if not isinstance(data, dict):
                raise TextProblem(line, f"each {name} is a table; write [[{name}]] above its keys")
            own = {key: at for (of, key), at in keys.items() if of == place and place is not None}
            found.append(Block(name, line, data, own))
    return found


def _or_lists(names: Sequence[str]) -> str:
    return "".join(f" or [[{name}]]" for name in names[1:])


def _parsed(text: str) -> dict[str, Any]:
    if len(text) > LONGEST_TEXT:
        raise TextProblem(1, f"the text has {len(text):,} characters; {LONGEST_TEXT:,} are allowed")
    try:
        return tomllib.loads(text.replace("\r\n", "\n"), parse_float=str)
    except RecursionError:
        raise TextProblem(1, "the brackets are nested too deep") from None
    except ValueError as error:
        said = str(error).splitlines()[0]
        place = _PLACE.search(said)
        at = int(place[1]) if place and place[1] else len(text.rstrip().splitlines()) or 1
        what = _PLACE.sub("", said)
        raise TextProblem(at, f"this is no TOML: {what[:1].lower()}{what[1:]}") from None


def _places(text: str) -> tuple[list[tuple[str, int]], dict[tuple[int, str], int]]:
    """The headers with their lines, and the line of each key by its header, -1 for none."""
    heads: list[tuple[str, int]] = []
    keys: dict[tuple[int, str], int] = {}
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        if not inside:
            if head := _HEADER.match(line):
                heads.append((head[1], number))
            elif key := _KEY.match(line):
                keys.setdefault((len(heads) - 1, key[1]), number)
        inside ^= len(_LONG.findall(line)) % 2 == 1
    return heads, keys


def quoted(text: str) -> str:
    """A text as TOML, on one line unless it has several."""
    escaped = "".join(_escaped(character) for character in text)
    if "\n" not in text:
        return f'"{escaped}"'
    return '"""\n' + escaped.replace("\\n", "\n") + '"""'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character == "\n":
        return "\\n"
    return f"\\u{ord(character):04X}" if ord(character) < 0x20 or ord(character) == 0x7F else character
