"""The bundled fonts load in the window and on paper, cover our languages and have digits of one width."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tpm_desktop.paths import resource

FONTS = sorted(resource("fonts").glob("*.ttf"))
STYLES = {"Regular", "Italic", "Medium", "SemiBold", "Bold"}
SAMPLE = "Größe Łódź Ελλάδα Привет Tiếng Việt İstanbul “quoted” – — … € £ ₹ ≤ ≥ ± × → ◆ ● ▲ ✓ ½ ² °"


@pytest.fixture(scope="module", params=FONTS, ids=lambda path: path.stem)
def font(request) -> TTFont:
    return TTFont(request.param)


def digit_widths(font: TTFont, glyphs: dict[int, str]) -> set[int]:
    return {font["hmtx"][glyphs[ord(digit)]][0] for digit in "0123456789"}


def test_every_style_is_there_with_its_licence():
    assert {path.stem for path in FONTS} == {
        f"{family}-{s}" for family in ("Inter", "InterTabular") for s in STYLES
    }
    assert "SIL OPEN FONT LICENSE" in resource("fonts", "OFL.txt").read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in FONTS) < 3_000_000


def test_it_covers_our_languages_and_signs(font):
    assert {ord(character) for character in SAMPLE} <= font.getBestCmap().keys()


def test_its_outlines_can_be_embedded(font):
    assert "glyf" in font
    assert "fvar" not in font
    assert font["OS/2"].fsType == 0


@pytest.mark.parametrize("style", sorted(STYLES))
def test_tabular_digits_and_signs_have_one_width(style):
    font = TTFont(resource("fonts", f"InterTabular-{style}.ttf"))
    glyphs = font.getBestCmap()
    widths = digit_widths(font, glyphs)
    assert len(widths) == 1
    assert {font["hmtx"][glyphs[ord(sign)]][0] for sign in "+−\u2007"} == widths


@pytest.mark.parametrize("style", sorted(STYLES))
def test_the_others_have_them_as_a_feature(style):
    font = TTFont(resource("fonts", f"Inter-{style}.ttf"))
    assert len(digit_widths(font, font.getBestCmap())) > 1
    assert "tnum" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


def test_the_window_can_use_every_style(qapp):
    from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

    for path in FONTS:
        assert QFontDatabase.addApplicationFont(str(path)) != -1
    for family in ("Inter", "Inter Tabular"):
        assert set(QFontDatabase.styles(family)) >= STYLES
    tabular = QFont("Inter", 12)
    tabular.setFeature(QFont.Tag("tnum"), 1)
    assert len({QFontMetricsF(tabular).horizontalAdvance(digit) for digit in "0123456789"}) == 1
    plain, words = QFontMetricsF(QFont("Inter", 12)), "Order-to-cash, cut-over (planned): done."
    assert QFontMetricsF(tabular).horizontalAdvance(words) == plain.horizontalAdvance(words)


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_a_page_can_embed_it_and_shape_its_text(path: Path, tmp_path):
    from pypdf import PdfReader
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont as PageFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(PageFont(path.stem, str(path), shapable=True))
    canvas = Canvas(str(tmp_path / "page.pdf"))
    canvas.setFont(path.stem, 12)
    canvas.drawString(72, 720, "Größe 1 234,50 → Привет", shaping=True)
    canvas.save()
    page = PdfReader(tmp_path / "page.pdf").pages[0]
    embedded = page["/Resources"]["/Font"]
    assert any("Inter" in str(font.get_object()["/BaseFont"]) for font in embedded.values())
    assert "Größe" in page.extract_text()
