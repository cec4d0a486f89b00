"""Whatever people typed, it comes onto paper: readable, harmless, and never as markup."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from tpm_desktop.reports.fonts import script_font
from tpm_desktop.reports.right_to_left import JOINER_BREAK
from tpm_desktop.reports.text import MISSING, markup, plain, printable, shortened, wanting
from tpm_desktop.reports.theme import REGULAR, register_fonts


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Install <b>racks</b> & go", "Install <b>racks</b> & go"),
        ("two\nlines\there", "two lines here"),
        ("bell\x07 and null\x00", "bell and null"),
        ("\u202eright to left\u202c", "right to left"),
        ("שלום", "שלום"),
        ("機器 rack", "機器 rack"),
        ("Ωmega Größe Żółć Київ", "Ωmega Größe Żółć Київ"),
        ("e\u0301te\u0301", "été"),
        ("🚀 launch ✅", "🚀 launch ✅"),
        ("❤\ufe0f 👍🏽 1\ufe0f\u20e3 👨\u200d👧", "❤ 👍 1 👨👧"),  # without colour, skin, key and joiner
        ("ﬁnal oﬀer ㎡ ① 𝐀", "final offer ㎡ 1 A"),  # what has no glyph stands for others
        ("\u1e9a\u0301 龘", f"ẚ́ {MISSING}"),
        ("सं", MISSING),
        ("  ", ""),
    ],
)
def test_texts_become_what_the_fonts_can_show(typed, shown):
    assert plain(typed) == shown


def test_a_paragraph_keeps_its_lines_and_takes_no_markup():
    assert markup("a <i>\r\n b & c") == "a &lt;i&gt;<br/>b &amp; c"


def test_words_that_belong_together_stay_together():
    assert plain("USD\N{NO-BREAK SPACE}18,600") == "USD\N{NO-BREAK SPACE}18,600"


def test_what_becomes_a_box_is_told():
    with wanting() as boxes:
        plain("rack 龘 सं ﬁ 🚀")
    assert boxes == {"龘", "स"}
    plain("龘")
    assert boxes == {"龘", "स"}  # not what was printed later


@given(st.text(max_size=200))
def test_any_text_is_well_formed_and_drawn_with_glyphs_that_exist(text):
    ElementTree.fromstring(f"<p>{markup(text)}</p>")
    register_fonts()
    glyphs = pdfmetrics.getFont(REGULAR).face.charToGlyph
    shown = (one for one in plain(text) if one != JOINER_BREAK)
    assert all(ord(character) in glyphs or script_font(character) for character in shown)
    assert printable(printable(text)) == printable(text)


@given(st.text(max_size=60), st.floats(0, 300))
def test_a_shortened_text_fits(text, width):
    shown = shortened(plain(text), REGULAR, 8, width)
    assert pdfmetrics.stringWidth(shown, REGULAR, 8) <= width
