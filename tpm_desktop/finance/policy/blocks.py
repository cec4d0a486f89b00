"""The text of a policy cut into its tables, each with the lines where its keys stand.

TOML tells what a text says, not where; findings and mends need the line. A text that is too long, too deep or
no TOML is refused in one line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tpm_desktop.finance.errors import FinanceError

LONGEST_TEXT = 60_000
LONGEST_LINE = 1_000
DEEPEST = 6
MOST_BLOCKS = 300
LISTS = ("rule", "level")
"""Tables that a policy has several of."""

_TOKEN = re.compile(
    r"(?P<comment>\#[^\n]*)"
    r'|(?P<text>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<equals>=)|(?P<comma>,)|(?P<newline>\n)|(?P<bare>[^\s\[\]{}=,\"'#]+)",
    re.DOTALL,
)
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*([\w.-]+)[ \t]*\]\]?")
_ROOT_LIST = re.compile(r"[ \t]*(rule|level)[ \t]*=[ \t]*\[")


class PolicyError(FinanceError):
    """A text that is no policy; line counts from 1."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}")
        self.line = line
        self.what = what


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a text.

    name: "pack", "rule", "level", "setting" or what else stands there; line: where it begins; text: its own
    lines, with the comments just above; data: what it says; keys: the line of each of its keys.
    """

    name: str
    line: int
    text: str
    data: Mapping[str, Any]
    keys: Mapping[str, int] = field(default_factory=dict)

    def line_of(self, key: str) -> int:
        """Where a key stands, the table's own line where it doesn't."""
        return self.keys.get(key, self.line)


def blocks(text: str) -> list[Block]:
    """The tables of a text in their order. Raises: `PolicyError`."""
    said = _parsed(text)
    tokens = list(_tokens(text))
    heads = [token for token in tokens if token.begins]
    if not _only_comments(text[: heads[0].at if heads else None]):
        line = next(n for n, one in enumerate(text.splitlines(), 1) if one.strip() and not _is_comment(one))
        raise PolicyError(line, "begin with [pack], [[rule]], [[level]] or [setting]")
    _refuse_too_many(heads)
    found: list[Block] = []
    for n, head in enumerate(heads):
        end = heads[n + 1].at if n + 1 < len(heads) else len(text)
        inner = [token for token in tokens if head.at < token.at < end]
        if head.kind == "list":
            found += _entries(text, head, inner, said[head.word])
        else:
            place = sum(block.name == head.word for block in found)
            data = _table(said.get(head.word), place)
            found.append(_headed(text, head, inner, heads[n - 1].end if n else 0, end, data))
    _refuse_too_many(found)
    return found


def _refuse_too_many(found: Sequence[Block | _Token]) -> None:
    if len(found) > MOST_BLOCKS:
        raise PolicyError(found[MOST_BLOCKS].line, f"more than {MOST_BLOCKS} rules; leave some out")


def _parsed(text: str) -> dict[str, Any]:
    if len(text) > LONGEST_TEXT:
        raise PolicyError(1, f"the text has {len(text):,} characters; {LONGEST_TEXT:,} are allowed")
    for n, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise PolicyError(n, f"the line has {len(line):,} characters; {LONGEST_LINE:,} are allowed")
    try:
        # Figures stay texts: a float is not exact, and a power of ten could be as long as it likes.
        return tomllib.loads(text, parse_float=str)
    except RecursionError:
        raise PolicyError(1, "the brackets are nested too deep") from None
    except ValueError as error:
        said = str(error).splitlines()[0]
        place = _PLACE.search(said)
        at = int(place[1]) if place and place[1] else len(text.rstrip().splitlines()) or 1
        what = _PLACE.sub("", said)
        raise PolicyError(at, f"this is no TOML: {what[:1].lower()}{what[1:]}") from None


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # of the pattern's groups; "table" and "list" begin a block
    at: int
    end: int
    line: int
    depth: int  # before it
    word: str

    @property
    def begins(self) -> bool:
        return self.kind in ("table", "list")


def _tokens(text: str) -> Iterator[_Token]:
    at, line, depth, fresh = 0, 1, 0, True
    while match := _TOKEN.search(text, at):
        kind, start = match.lastgroup or "", match.start()
        begins = fresh and depth == 0 and kind in ("open", "bare")
        head = begins and (_HEADER.match(text, start) if kind == "open" else _ROOT_LIST.match(text, start))
        if head:
            table = kind == "open"
            yield _Token("table" if table else "list", start, head.end(), line, 0, head[2 if table else 1])
            at, depth, fresh = head.end(), 0 if table else 1, False
            continue
        if kind == "open" and depth + 1 > DEEPEST:
            raise PolicyError(line, "the brackets are nested too deep")
        yield _Token(kind, start, match.end(), line, depth, match[0])
        depth += {"open": 1, "close": -1}.get(kind, 0)
        fresh = kind == "newline"
        line += match[0].count("\n")
        at = match.end()


def _only_comments(text: str) -> bool:
    return all(_is_comment(line) for line in text.splitlines() if line.strip())


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _headed(
    text: str, head: _Token, inner: list[_Token], least: int, end: int, data: Mapping[str, Any]
) -> Block:
    """A table with a header. least: where the text of the one before could end at the earliest."""
    start = _with_comments(text, head.at, least)
    own = text[head.at : _without_comments(text, end, head.at)].rstrip()
    comments = text[start : head.at].strip()
    return Block(head.word, head.line, f"{comments}\n{own}" if comments else own, data, _keys(inner, 0))


def _table(said: object, place: int) -> Mapping[str, Any]:
    """What a header's table says: of a list the one at that place."""
    found = said[place] if isinstance(said, list) and place < len(said) else said
    return found if isinstance(found, dict) else {}


def _with_comments(text: str, at: int, least: int) -> int:
    """Where the comment lines just above a place begin."""
    start = text.rfind("\n", 0, at) + 1
    while start > least:
        above = text.rfind("\n", 0, start - 1) + 1
        if above < least or not _is_comment(text[above:start]):
            break
        start = above
    return max(start, least)


def _without_comments(text: str, end: int, least: int) -> int:
    """Where a table ends whose next one has comments just above it."""
    return end if end == len(text) else _with_comments(text, end, least)


def _entries(text: str, head: _Token, inner: list[_Token], said: list[Mapping[str, Any]]) -> Iterator[Block]:
    """The tables of a list written in brackets, each as if it had been written with a header of its own."""
    comments: list[str] = []
    opened: _Token | None = None
    data = iter(said)
    for token in inner:
        if token.kind == "comment" and token.depth == 1:
            comments.append(token.word)
        elif token.kind == "open" and token.depth == 1 and token.word == "{":
            opened = token
        elif token.depth == 1 and token.kind in ("bare", "text", "open"):
            raise PolicyError(token.line, f"each {head.word} is a table in braces")
        elif token.kind == "close" and token.depth == 2 and opened is not None:
            body = [one for one in inner if opened.at < one.at < token.at]
            lines = [text[a:b].strip() for a, b in _pairs(body, opened.end, token.at)]
            own = "\n".join([*comments, f"[[{head.word}]]", *filter(None, lines)])
            yield Block(head.word, opened.line, own, next(data), _keys(body, 2))
            comments, opened = [], None


def _pairs(body: list[_Token], start: int, end: int) -> Iterator[tuple[int, int]]:
    """From where to where each "key = value" of an inline table reaches."""
    for token in body:
        if token.kind == "comma" and token.depth == 2:
            yield start, token.at
            start = token.end
    yield start, end


def _keys(inner: list[_Token], depth: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for n, token in enumerate(inner):
        if token.kind == "equals" and token.depth == depth and n:
            found.setdefault(inner[n - 1].word.strip("\"'"), inner[n - 1].line)
    return found
