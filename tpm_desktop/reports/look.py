"""The look of a company's paper: colours, wording, logo and size, from a small TOML text in the program."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats.locales import find_locale
from tpm_desktop.gestures.attachments import Document, attachments_of, content_of
from tpm_desktop.gestures.packs import keep_theme, theme_row
from tpm_desktop.plan import OpenProgram
from tpm_desktop.theme import Theme, theme

from .errors import ReportProblem
from .logo import logo_pixels, taken_logo
from .toml_text import Block, TextProblem, blocks, quoted

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_TEXT, _GRAPHIC = 4.5, 3.0
_LOGO = re.compile(r"^[ \t]*#?[ \t]*logo[ \t]*=.*$", re.MULTILINE)
_HEAD = re.compile(r"^[ \t]*\[theme\].*$", re.MULTILINE)
COLOURS: dict[str, tuple[tuple[str, ...], float]] = {
    "text": (("text", "actual", "milestone"), _TEXT),
    "muted": (("muted",), _TEXT),
    "accent": (("accent", "hyperlink", "forecast", "capex", "status_date"), _TEXT),
    "line": (("line",), 0.0),
    "tint": (("selection",), 0.0),
    "bar": (("bar", "bar_edge"), _GRAPHIC),
    "bar_tint": (("bar_tint",), 0.0),
}
"""What can be coloured: the tokens that it sets, and the contrast with white that it needs (WCAG 2.1)."""
_ON_TEXT = ("tint", "bar_tint")  # grounds of text
_HUES = 12
EXAMPLE = """\
[theme]
name = "Our paper"
# logo = "logo.png"      # a PNG or JPEG that is attached to the theme
paper = "A4"             # or "Letter"
language = "en-GB"       # how dates and numbers are written

[colours]
text = "#1B2430"
muted = "#5A6675"
accent = "#1F5FBF"
line = "#D9DDE3"
tint = "#DCE8FA"
bar = "#5B8DD6"

[wording]
# classification = "For internal use only"   # in place of the program's own
footer = "Program office"
"""


@dataclass(frozen=True, slots=True)
class Look:
    """How paper looks. logo: the name of the theme's document, "" for none; hues: of component projects."""

    name: str = ""
    logo: str = ""
    size: str = ""
    language: str = ""
    colours: tuple[tuple[str, str], ...] = ()
    hues: tuple[str, ...] = ()
    classification: str = ""
    footer: str = ""

    @property
    def ink(self) -> Theme:
        """The theme of paper with these colours in it."""
        values: dict[str, Any] = {
            token: value for name, value in self.colours for token in COLOURS[name][0]
        }  # fmt: skip
        if self.hues:
            values["hues"] = self.hues
        return replace(theme("light"), **values)


def read_look(text: str) -> Look:
    """The look that a text says. Raises: `TextProblem`, one line that names the place and what to do."""
    named = {block.name: block for block in blocks(text, ("theme", "colours", "wording"))}
    empty = Block("theme", 1, {}, {})
    head, wording = named.get("theme", empty), named.get("wording", empty)
    head.refuse_unknown(("name", "logo", "paper", "language"))
    wording.refuse_unknown(("classification", "footer"))
    colours = named.get("colours", empty)
    colours.refuse_unknown((*COLOURS, "projects"))
    return Look(
        name=head.text("name", 80),
        logo=head.text("logo"),
        size=head.choice("paper", ("", "A4", "Letter"), ""),
        language=_language(head),
        colours=tuple((name, _colour(colours, name)) for name in COLOURS if name in colours.data),
        hues=_hues(colours),
        classification=wording.text("classification", 60),
        footer=wording.text("footer", 160),
    )


def _language(head: Block) -> str:
    said = head.text("language", 20).replace("-", "_")
    if said and str(find_locale(said)) != said:
        raise head.wrong("language", f"“{said}” is no language known here; write one such as en-GB or de-DE")
    return said


def _colour(block: Block, name: str) -> str:
    value = _hex(block, name, block.text(name))
    least = COLOURS[name][1]
    found = contrast(value, "#FFFFFF")
    if found < least:
        raise block.wrong(
            name,
            f"{name} {value} has a contrast of {found:.1f} with white paper; {least:g} is needed to be read:"
            " take a darker one",
        )
    if name in _ON_TEXT:
        ink = _hex(block, "text", block.text("text") or theme("light").text)
        if (beside := contrast(value, ink)) < _TEXT:
            raise block.wrong(
                name,
                f"text on {name} {value} has a contrast of {beside:.1f}; {_TEXT:g} is needed: take a lighter"
                " one",
            )
    return value


def _hues(block: Block) -> tuple[str, ...]:
    return tuple(_hex(block, "projects", one) for one in block.texts("projects", _HUES))


def _hex(block: Block, key: str, value: str) -> str:
    if not _COLOUR.fullmatch(value):
        raise block.wrong(key, f"“{value}” is no colour; write one such as #1F5FBF")
    return value.upper()


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2.1 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def look_of(file: ProgramFile) -> tuple[Look, bytes | None]:
    """How a program's paper looks, and its logo. Raises: `ReportProblem` where its text or logo is wrong."""
    row = theme_row(file)
    if row is None:
        return Look(), None
    try:
        look = read_look(row.text)
        return look, _logo_of(file, row.id, look.logo) if look.logo else None
    except (TextProblem, EditError) as problem:
        raise ReportProblem(f"the theme of packs, {problem}") from problem


def kept_size(file: ProgramFile) -> str:
    """The paper that a program's look asks for; "" where it asks for none, or can't be read."""
    row = theme_row(file)
    try:
        return read_look(row.text).size if row is not None else ""
    except TextProblem:
        return ""


def _logo_of(file: ProgramFile, row_id: str, name: str) -> bytes:
    documents = attachments_of(file, "pack_theme", row_id)
    found = next((one for one in documents if one.name.casefold() == name.casefold()), None)
    if found is None:
        raise EditError(f"its logo “{name}” is not attached to it; choose the picture again")
    return logo_pixels(content_of(file, found.id), name)  # older files kept what was given


def previewed(file: ProgramFile, text: str, logo: Document | None) -> tuple[Look, bytes | None]:
    """What paper would look like by a text that is not kept yet. Args: logo: in place of the kept one.

    Raises: `ReportProblem` in one line; `EditError` for a wrong logo.
    """
    look = read_look(text)
    if logo is not None and logo.name == look.logo:
        return look, logo_pixels(logo.content, logo.name)
    row = theme_row(file)
    return look, _logo_of(file, row.id, look.logo) if look.logo and row is not None else None


def take_look(program: OpenProgram, text: str, logo: Document | None = None) -> Look:
    """Let the program's paper look as a text says; a logo that comes along is named in it.

    Raises: `ReportProblem` for a wrong text; `EditError` for a wrong logo; `ProgramFileError`.
    """
    look = read_look(text)
    if logo is not None:
        logo = taken_logo(logo)
        text = with_logo(text, logo.name)
        look = replace(look, logo=logo.name)
    elif look.logo:
        row = theme_row(program.file)
        if row is None:
            raise EditError(f"the logo “{look.logo}” is not there yet; choose its picture too")
        _logo_of(program.file, row.id, look.logo)
    keep_theme(program, look.name or "Theme", text, logo)
    return look


def with_logo(text: str, name: str) -> str:
    """The text with that logo in its first table."""
    line = f"logo = {quoted(name)}"
    if _LOGO.search(text):
        return _LOGO.sub(lambda _: line, text, count=1)
    if _HEAD.search(text):
        return _HEAD.sub(lambda found: f"{found[0]}\n{line}", text, count=1)
    return f"[theme]\n{line}\n\n{text}"
