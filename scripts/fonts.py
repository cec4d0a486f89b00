"""Makes the bundled Inter fonts from an archive of the full ones.

    npm pack @expo-google-fonts/inter@0.4.2
    .venv/bin/python scripts/fonts.py expo-google-fonts-inter-0.4.2.tgz

The archive holds the family's static TrueType files as their makers release them. Each style is cut down
to the blocks below and written twice into `resources/fonts`: `Inter-*.ttf` as it is, and
`InterTabular-*.ttf` whose digits are all of one width without any font feature switched on, for PDF pages
and charts, which can't switch one on.
"""

import copy
import io
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"
STYLES = {
    "Regular": "400Regular/Inter_400Regular.ttf",
    "Italic": "400Regular_Italic/Inter_400Regular_Italic.ttf",
    "Medium": "500Medium/Inter_500Medium.ttf",
    "SemiBold": "600SemiBold/Inter_600SemiBold.ttf",
    "Bold": "700Bold/Inter_700Bold.ttf",
}
BLOCKS = [
    (0x0020, 0x024F),  # Latin with all its extensions
    (0x02B0, 0x036F),  # spacing and combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin for Vietnamese and others
    (0x2000, 0x20CF),  # punctuation, spaces, raised and lowered digits, currencies
    (0x2100, 0x218F),  # letter-like signs and fractions
    (0x2190, 0x23FF),  # arrows, mathematics, technical signs
    (0x2500, 0x27BF),  # shapes, symbols, check marks
    (0xFFFD, 0xFFFD),
]
# Not "calt": signs that give way to others by themselves can't be copied from a PDF.
FEATURES = ["case", "ccmp", "frac", "kern", "locl", "mark", "mkmk", "pnum", "tnum", "zero"]
FIXED = "0123456789+−"
# Modifier letters, increment, ohm, and pointers: as quotation marks, Greek letters and triangles look.
TWINS = "\u02bc\u02ee\u2206\u2126\u25ba\u25bb\u25c4\u25c5"


def subset(font: TTFont) -> None:
    """Keep the characters of `BLOCKS`, the features of `FEATURES` and the names the licence asks for."""
    options = Options()
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14, 16, 17]
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in BLOCKS for code in range(first, last + 1)])
    subsetter.subset(font)


def narrow_feature(font: TTFont) -> None:
    """Let the tabular feature change digits and signs alone; it would also spread hyphens and commas."""
    kept = {font.getBestCmap()[ord(character)] for character in FIXED}
    for mapping in _mappings(font, "tnum"):
        for glyph in mapping.keys() - kept:
            del mapping[glyph]


def make_tabular(font: TTFont) -> None:
    """Make the digits and signs of one width the ones that a character stands for, and rename the family."""
    fixed = {old: new for mapping in _mappings(font, "tnum") for old, new in mapping.items()}
    for table in font["cmap"].tables:
        for character in FIXED:
            if ord(character) in table.cmap:
                table.cmap[ord(character)] = fixed[table.cmap[ord(character)]]
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 16):
            record.string = record.toUnicode().replace("Inter", "Inter Tabular")
        if record.nameID == 6:
            record.string = record.toUnicode().replace("Inter", "InterTabular")


def tell_spaces_apart(font: TTFont) -> None:
    """Give the tab a glyph other than the space's: Qt's PDF would have the space copied as a tab."""
    for table in font["cmap"].tables:
        if ord(" ") in table.cmap:
            table.cmap[ord("\t")] = table.cmap[ord("\N{NO-BREAK SPACE}")]


def tell_twins_apart(font: TTFont) -> None:
    """Give the rarer of two characters that share a glyph one of its own.

    What is shaped is known by its glyphs alone: of an apostrophe and the letter that looks the same, a PDF
    would have the first one copied, whichever was written.
    """
    order = font.getGlyphOrder()
    for code in map(ord, TWINS):
        glyph = font.getBestCmap()[code]
        own = f"{glyph}.{code:04X}"
        order = [*order, own]
        font.setGlyphOrder(order)
        font["glyf"].glyphOrder = order
        font["glyf"].glyphs[own] = copy.deepcopy(font["glyf"][glyph])
        font["hmtx"].metrics[own] = font["hmtx"].metrics[glyph]
        for table in font["cmap"].tables:
            if code in table.cmap:
                table.cmap[code] = own


def _mappings(font: TTFont, feature: str) -> Iterator[dict[str, str]]:
    """The glyph for glyph replacements of a feature, as the font's own dictionaries."""
    layout = font["GSUB"].table
    wanted = (found.Feature for found in layout.FeatureList.FeatureRecord if found.FeatureTag == feature)
    for index in {index for one in wanted for index in one.LookupListIndex}:
        for part in layout.LookupList.Lookup[index].SubTable:
            yield getattr(part, "ExtSubTable", part).mapping


def main(archive: Path) -> None:
    """Write both variants of every style and the licence."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as source:
        for style, member in STYLES.items():
            data = _read(source, member)
            for family in ("Inter", "InterTabular"):
                font = TTFont(io.BytesIO(data), recalcTimestamp=False)
                narrow_feature(font)
                subset(font)
                tell_twins_apart(font)
                if family == "InterTabular":
                    make_tabular(font)
                    tell_spaces_apart(font)
                font.save(TARGET / f"{family}-{style}.ttf")
        (TARGET / "OFL.txt").write_bytes(_read(source, "LICENSE_FONT"))


def _read(source: tarfile.TarFile, member: str) -> bytes:
    found = source.extractfile(f"package/{member}")
    if found is None:
        raise SystemExit(f"{member} is not in the archive; use the one named at the top of this script")
    return found.read()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(f"usage: {sys.argv[0]} ARCHIVE.tgz")
    main(Path(sys.argv[1]))
