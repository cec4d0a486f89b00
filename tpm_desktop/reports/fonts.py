"""The fonts of paper: Inter, and for what it lacks the fonts of other scripts, embedded as far as used.

A text is drawn in one go whatever scripts it holds: the font parts it by who has the glyph, joins Arabic
letters and puts right-to-left text into the order in which it is seen. So no page needs to know of scripts.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase.ttfonts import TTFont

from tpm_desktop import paths

from .right_to_left import JOINER_BREAK, as_seen, joined

_FOREIGN = re.compile(
    "[\u0590-\u08ff\u2e80-\ufaff\ufb1d-\ufefc\uff00-\uffef\U0001f000-\U0001faff"
    f"\u2139\u231a-\u23ff\u24c2\u25ab\u25fb-\u27bf\u2934-\u2b55{JOINER_BREAK}]"
)
_SCRIPTS: tuple[tuple[str, tuple[tuple[int, int], ...]], ...] = (
    ("NotoSansArabic", ((0x0600, 0x077F), (0xFB50, 0xFEFC))),
    ("NotoSansHebrew", ((0x0590, 0x05FF), (0xFB1D, 0xFB4F))),
    ("NotoSansKR", ((0x3131, 0x318E), (0xAC00, 0xD7A3))),
    ("NotoSansSC", ((0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF))),
    ("NotoEmoji", ((0x2139, 0x3299), (0x1F000, 0x1FAFF))),
)
_BEYOND = re.compile(r"(?<=> )<([0-9A-F]{5,6})>")  # a character that UTF-16 writes as two
_BY_NEIGHBOURS = re.compile(f"[\u0600-\u06ff\u0750-\u077f\ue000-\uf8ff{JOINER_BREAK}]")
_LOADING = threading.Lock()


def is_foreign(text: str) -> bool:
    """Whether a text holds scripts that Inter lacks."""
    return not text.isascii() and _FOREIGN.search(text) is not None


class ScriptFont(TTFont):
    """A font of another script; its texts can be copied, emoji too."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """As fonts do; ReportLab writes characters beyond U+FFFF as no reader takes them."""
        super().addObjects(doc)
        for name, known in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                known.content = _BEYOND.sub(_in_utf16, known.content)


def _in_utf16(code: re.Match[str]) -> str:
    return f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>"


@cache
def _font_of_script(name: str) -> TTFont:
    with _LOADING:
        return ScriptFont(name, str(paths.resource("fonts", "scripts", f"{name}.ttf")), shapable=False)


@cache
def script_font(character: str) -> TTFont | None:
    """The font of another script that has a character; None where none has."""
    code = ord(character)
    for name, blocks in _SCRIPTS:
        if any(first <= code <= last for first, last in blocks):
            font = _font_of_script(name)
            if code in font.face.charToGlyph:
                return font
    return None


class _Widths(dict[str, float]):
    """Of each character in thousandths of the type's size, looked up once: pages ask for little else.

    Raises: `KeyError` for those whose width depends on their neighbours, and for those added while shaping.
    """

    def __init__(self, font: TTFont) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, character: str) -> float:
        if _BY_NEIGHBOURS.fullmatch(character):
            raise KeyError(character)
        font, code = self._font, ord(character)
        if code not in font.face.charToGlyph:
            font = script_font(character) or font
        self[character] = width = font.face.charWidths.get(code, font.face.defaultWidth)
        return float(width)


class PaperFont(TTFont):
    """A font that lends glyphs from those of other scripts."""

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(name, str(path))
        self._widths = _Widths(self)

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        said = text.decode(encoding) if isinstance(text, bytes) else text
        try:
            return 0.001 * size * sum(map(self._widths.__getitem__, said))
        except KeyError:
            parts = self._parts(joined(said))
            return sum(float(TTFont.stringWidth(font, part, size)) for font, part in parts)

    def splitString(self, text: str | bytes, doc: Any, encoding: str = "utf-8") -> list[tuple[Any, bytes]]:  # noqa: N802
        """As fonts do; a subset of another font is named by that font too."""
        said = text.decode(encoding) if isinstance(text, bytes) else text
        if not is_foreign(said):
            return list(super().splitString(said, doc, encoding))
        found: list[tuple[Any, bytes]] = []
        for font, part in self._parts(as_seen(joined(said))):
            pieces = TTFont.splitString(font, part, doc, encoding)
            found += pieces if font is self else [((font.fontName, subset), said) for subset, said in pieces]
        return found

    def getSubsetInternalName(self, subset: Any, doc: Any) -> str:  # noqa: N802
        if isinstance(subset, tuple):
            name, of_font = subset
            return str(_font_of_script(name).getSubsetInternalName(of_font, doc))
        return str(super().getSubsetInternalName(subset, doc))

    def _parts(self, text: str) -> Iterator[tuple[TTFont, str]]:
        """The text parted by the font that has its characters, in its order."""
        part = ""
        font: TTFont = self
        own = self.face.charToGlyph
        for character in text:
            which = self if ord(character) in own else script_font(character) or self
            if which is not font and part:
                yield font, part
                part = ""
            font = which
            part += character
        if part:
            yield font, part
