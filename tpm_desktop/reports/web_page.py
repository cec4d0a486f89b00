"""A pack as one web page for those who read it on a phone: its texts, tables and drawings, and nothing else.

It asks for nothing from anywhere: no script, and pictures and rules stand in it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, BinaryIO

from tpm_desktop import paths

from .marks import RATING_TOKENS, RagMark, ScoreTile
from .pictures import parted, picture
from .pieces import Boxed, Figures, Grid, Heading, Picture, Piece, Run, Words, pieces, said
from .tables import Align, Cell, Content, Rank, TableColumn, TableRow
from .text import beginning, plain, printable
from .theme import colour

if TYPE_CHECKING:
    from .writing import Edition

_TOKENS = ("canvas", "text", "muted", "line", "accent", "selection", "red", "amber", "green", "on_rag")
_ROLES = {"lead": "lead", "note": "note", "tone": "note", "strong": "strong", "accent": "accent"}
_PIXELS = 4 / 3  # of a page, a point
_SIDES = {Align.LEFT: "", Align.RIGHT: "r", Align.CENTRE: "c"}
_RANKS = {Rank.NORMAL: "", Rank.GROUP: "group", Rank.TOTAL: "total"}


def write_page(made: BinaryIO, edition: Edition) -> int:
    """Write the pack as HTML; returns how many headings it has."""
    found = list(pieces(edition.story))
    headings = [piece for piece in found if isinstance(piece, Heading)]
    body = _Body(edition)
    made.write("".join(_page(edition, headings, body.told(found))).encode())
    return len(headings)


def _page(edition: Edition, headings: Sequence[Heading], body: Iterable[str]) -> Iterator[str]:
    imprint = edition.imprint
    yield '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield (
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n"
    )
    yield f"<title>{_said(imprint.title)}</title>\n<style>\n{_rules()}</style>\n</head>\n<body>\n"
    occasion = f"{imprint.occasion} · {imprint.about}" if imprint.about else imprint.occasion
    yield f'<header><span>{_said(occasion)}</span><span class="note">'
    yield f"{_said(imprint.classification)}</span></header>\n<main>\n"
    yield from body
    yield "</main>\n"
    facts = (
        imprint.classification,
        f"Figures as of record {imprint.record} in {imprint.source}",
        imprint.status_within,
        f"version {imprint.version}",
    )
    yield f"<footer>{' · '.join(_said(fact) for fact in facts if fact)}"
    yield f"<br>{_said(imprint.footer)}" if imprint.footer else ""
    yield "</footer>\n</body>\n</html>\n"


def _rules() -> str:
    """The page's look, in the colours of paper."""
    tokens = "".join(f"--{name.replace('_', '-')}: {_hue(name)};" for name in _TOKENS)
    sheet = paths.resource("web", "page.css").read_text(encoding="utf-8")
    return f":root {{{tokens}}}\n{sheet}"


class _Body:
    """The pieces of a pack as elements, in their order."""

    def __init__(self, edition: Edition) -> None:
        self._paper, self._progress = edition.paper, edition.progress
        self._heading, self._begun = "", 0

    def told(self, found: Iterable[Piece]) -> Iterator[str]:
        listing = False
        for piece in found:
            bullet = isinstance(piece, Words) and piece.bullet
            if bullet is not listing:
                yield "<ul>\n" if bullet else "</ul>\n"
                listing = bullet
            yield from self._one(piece)
        yield "</ul>\n" if listing else ""

    def _one(self, piece: Piece) -> Iterator[str]:
        match piece:
            case Heading():
                self._heading = piece.title
                self._begun += 1
                if self._progress:
                    self._progress(self._begun)
                yield _heading(piece)
            case Words():
                yield _words(piece)
            case Figures():
                yield '<dl class="figures">\n'
                for one in piece.figures:
                    tone = f' style="color:{_hue(one.tone)}"'
                    yield f"<div><dt>{_said(one.label)}</dt><dd>{_said(one.value)}</dd>"
                    yield f'<dd class="note"{tone}>{_said(one.note)}</dd></div>\n'
                yield "</dl>\n"
            case Grid():
                yield from _table(piece, self._heading)
            case Picture():
                yield from self._picture(piece)
            case Boxed():
                yield '<div class="box">\n'
                yield from self.told(piece.pieces)
                yield "</div>\n"

    def _picture(self, piece: Picture) -> Iterator[str]:
        alt = escape(plain(": ".join(filter(None, (piece.drawing.shows, self._heading)))))
        for part in parted(piece.drawing, self._paper):
            content = b64encode(picture(part, self._paper)).decode()
            wide = round(self._paper.content * _PIXELS)
            yield f'<figure><img alt="{alt}" src="data:image/png;base64,{content}" width="{wide}"></figure>\n'


def _heading(piece: Heading) -> str:
    level = min(piece.rank, 3) + 2
    number = f'<span class="number">{_said(piece.number)}</span> ' if piece.number else ""
    aside = f' <span class="aside">{_said(piece.aside)}</span>' if piece.aside else ""
    key = f' id="{escape(piece.key)}"' if piece.key else ""
    return f"<h{level}{key}>{number}{_said(piece.title)}{aside}</h{level}>\n"


def _words(piece: Words) -> str:
    body = "".join(_run(run, strong=piece.role not in ("strong", "score")) for run in piece.runs)
    if piece.bullet:
        return f'<li dir="auto">{body}</li>\n'
    role = _ROLES.get(piece.role, piece.role if piece.role == "score" else "")
    return f'<p dir="auto"{_class(role)}>{body}</p>\n'


def _run(run: Run, *, strong: bool) -> str:
    body = _said(run.text)
    body = f"<strong>{body}</strong>" if run.strong and strong and body else body
    body = f"<sup>{body}</sup>" if run.raised else body
    body = f'<a href="#{escape(run.link)}">{body}</a>' if run.link else body
    return body + ("<br>" if run.ends else "")


def _table(piece: Grid, heading: str) -> Iterator[str]:
    label = f' aria-label="{escape(plain(heading))}"' if heading else ""
    yield f'<div class="wide" tabindex="0" role="region"{label}><table>\n<thead><tr>'
    for column in piece.columns:
        yield f'<th scope="col"{_class(_SIDES[column.align])}>{_said(column.heading)}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for row in piece.rows:
        yield f"<tr{_class(_RANKS[row.rank])}>"
        for place, (content, column) in enumerate(zip(row.cells, piece.columns, strict=True)):
            yield _cell(content, column, row, first=place == 0)
        yield "</tr>\n"
    yield "</tbody></table></div>\n"


def _cell(content: Content, column: TableColumn, row: TableRow, *, first: bool) -> str:
    rules = []
    if first and row.level:
        rules.append(f"padding-left:{row.level}em")
    if first and row.hue:
        rules.append(f"box-shadow:inset 3px 0 {_hue(row.hue)}")
    strong = False
    if isinstance(content, Cell):
        strong = content.strong
        rules += [f"color:{_hue(content.tone)}"] if content.tone != "text" else []
    style = f' style="{";".join(rules)}"' if rules else ""
    classes = " ".join(filter(None, (_SIDES[column.align], "strong" if strong else "")))
    return f'<td dir="auto"{_class(classes)}{style}>{_content(content, column)}</td>'


def _content(content: Content, column: TableColumn) -> str:
    if isinstance(content, RagMark):
        letter = content.letter.rstrip("*")
        if letter not in RATING_TOKENS:
            return "–"
        star = "*" if content.letter.endswith("*") else ""
        return f'<span class="rag rag-{letter.lower()}">{letter}</span>{star}'
    if isinstance(content, ScoreTile):
        return f'<span class="score" style="background:{_hue(content.token)}">{_said(content.score)}</span>'
    return _said(beginning(said(content), column.longest)).replace("\n", "<br>")


def _said(text: str) -> str:
    """What was typed as a page's text: nothing of it acts."""
    return escape(printable(text))


def _class(names: str) -> str:
    return f' class="{names}"' if names else ""


def _hue(token: str) -> str:
    return "#" + colour(token).hexval()[2:]
