"""Makes the bundled fonts for scripts that Inter lacks, from archives of the full Noto fonts.

    pip download --no-deps -d ARCHIVES pylopdf-fonts-ar==0.1.1 pylopdf-fonts-he==0.1.1 \
        pylopdf-fonts-zh-cn==0.1.1 pylopdf-fonts-ko==0.1.1
    npm pack --pack-destination ARCHIVES @expo-google-fonts/noto-emoji@0.4.7
    .venv/bin/python scripts/script_fonts.py ARCHIVES

Each is cut down to the characters below, set to one weight, given TrueType outlines, which ReportLab can
embed, and written into `resources/fonts/scripts` with the licence. Han characters are those of the everyday
sets of China, Taiwan and Japan.
"""

import io
import sys
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts" / "scripts"
USUAL = {"wght": 400, "wdth": 100}
UNHINTED = (
    "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
    "maxSizeOfInstructions",
)  # fmt: skip
CLOSE = 2.0  # units of 1,000 by which a curve may differ

ARABIC = [(0x0600, 0x06FF), (0x0750, 0x077F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)]
HEBREW = [(0x0590, 0x05FF), (0xFB1D, 0xFB4F)]
CJK = [(0x3000, 0x30FF), (0x31F0, 0x31FF), (0xFF01, 0xFFEE)]
EMOJI = [(0x2139, 0x2BFF), (0x3030, 0x303D), (0x3297, 0x3299), (0x1F000, 0x1F3FA), (0x1F400, 0x1FAFF)]
KOREAN = [(0x3131, 0x318E)]
SYLLABLES = [(0xAC00, 0xD7A3)]
BIG5_FREQUENT = 0xC6  # the last lead byte of its frequent characters


def everyday(*encodings: str, last: int = 0xFE) -> set[int]:
    """The characters of two-byte sets that stand above the Latin ones, up to that lead byte."""
    found = set()
    for encoding in encodings:
        for lead in range(0x81, last + 1):
            for trail in range(0x40, 0xFF):
                try:
                    text = bytes((lead, trail)).decode(encoding)
                except UnicodeDecodeError:
                    continue
                found |= {ord(one) for one in text if ord(one) >= 0x2E80}
    return found


def codes(blocks: Iterable[tuple[int, int]]) -> set[int]:
    """All code points of blocks."""
    return {code for first, last in blocks for code in range(first, last + 1)}


FONTS = {
    "NotoSansArabic": ("pylopdf_fonts_ar", "NotoSansArabic-Variable.ttf", codes(ARABIC)),
    "NotoSansHebrew": ("pylopdf_fonts_he", "NotoSansHebrew-Variable.ttf", codes(HEBREW)),
    "NotoSansSC": ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf",
                   codes(CJK) | everyday("gb2312", "shift_jis") | everyday("big5", last=BIG5_FREQUENT)),
    "NotoSansKR": ("pylopdf_fonts_ko", "NotoSansKR-Regular.otf",
                   codes(KOREAN) | (everyday("euc_kr") & codes(SYLLABLES))),
    "NotoEmoji": ("expo-google-fonts-noto-emoji", "400Regular/NotoEmoji_400Regular.ttf", codes(EMOJI)),
}  # fmt: skip


def subset(font: TTFont, unicodes: set[int]) -> None:
    """Keep those characters, no layout features (packs shape by themselves) and the names of the licence."""
    options = Options()
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.hinting = False
    options.desubroutinize = True
    options.drop_tables += [
        "vhea",
        "vmtx",
        "VORG",
        "BASE",
        "GDEF",
        "GPOS",
        "GSUB",
        "DSIG",
        "STAT",
        "HVAR",
        "MVAR",
    ]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)


def with_truetype_outlines(font: TTFont) -> None:
    """Cubic curves as quadratic ones."""
    order, glyphs, drawn = font.getGlyphOrder(), font.getGlyphSet(), {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, CLOSE, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, drawn
    del font["CFF "]
    for name, glyph in drawn.items():
        glyph.recalcBounds(font["glyf"])
        width, _ = font["hmtx"][name]
        font["hmtx"][name] = (width, getattr(glyph, "xMin", 0))
    table = font["maxp"] = newTable("maxp")
    table.tableVersion, table.numGlyphs = 0x00010000, len(order)
    for field in UNHINTED:
        setattr(table, field, 0)
    table.maxZones = 1
    table.maxComponentElements = max((len(getattr(g, "components", ())) for g in drawn.values()), default=0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"


def unpacked(archives: Path, package: str, file: str) -> bytes:
    """The file of a package whose path ends so."""
    (archive,) = (*archives.glob(f"{package}-*.whl"), *archives.glob(f"{package}-*.tgz"))
    if archive.suffix == ".tgz":
        with tarfile.open(archive) as packed:
            return packed.extractfile(f"package/{file}").read()  # type: ignore[union-attr]
    with zipfile.ZipFile(archive) as packed:
        return packed.read(next(one for one in packed.namelist() if one.endswith(file)))


def main(archives: Path) -> None:
    TARGET.mkdir(exist_ok=True)
    for name, (package, file, unicodes) in FONTS.items():
        found = unpacked(archives, package, file)
        font = TTFont(io.BytesIO(found), recalcTimestamp=False)
        if name == "NotoSansArabic":
            (TARGET / "OFL.txt").write_bytes(unpacked(archives, package, "licenses/LICENSE"))
        if name == "NotoEmoji":
            unicodes -= set(TTFont(TARGET.parent / "Inter-Regular.ttf").getBestCmap())
        if "fvar" in font:
            font = instantiateVariableFont(
                font, {axis.axisTag: USUAL[axis.axisTag] for axis in font["fvar"].axes}
            )
            for entry in font["name"].names:  # named for the weight that it had
                entry.string = entry.toUnicode().replace("Thin", "Regular")
        subset(font, unicodes)
        if "CFF " in font:
            with_truetype_outlines(font)
        target = TARGET / f"{name}.ttf"
        font.save(target)
        print(f"{target.name}: {len(font.getBestCmap()):,} characters, {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
