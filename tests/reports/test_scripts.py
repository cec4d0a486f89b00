"""Scripts that Inter lacks: embedded from bundled fonts, joined, read from the right where they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from tpm_desktop.reports.fonts import script_font
from tpm_desktop.reports.parts import Section, callout, paragraph, title_block
from tpm_desktop.reports.right_to_left import _forms, as_seen, joined, reads_right
from tpm_desktop.reports.tables import TableColumn, TableRow, data_table
from tpm_desktop.reports.theme import FIGURES, REGULAR, Paper, register_fonts

GREEK, CYRILLIC = "Ελληνικά πρόγραμμα", "Программа заканчивается"
CHINESE, JAPANESE, KOREAN = "该计划完成 專案", "プログラムは終了", "프로그램은 끝납니다"
ARABIC, HEBREW = "ينتهي البرنامج في 21 فبراير (متأخر)", "התוכנית מסתיימת ב-21 בפברואר"
ALL = (GREEK, CYRILLIC, CHINESE, JAPANESE, KOREAN, ARABIC, HEBREW)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("كتاب", "\ufedb\ufe98\ufe8e\ufe8f"),  # initial, medial, final alef joins no further, isolated
        ("لا إله", "\ufefb \ufe87\ufedf\ufeea"),  # lam and alef are one
        ("بَب", "\ufe91\u064e\ufe90"),  # a mark stands in no way
        ("ب\u200cب", "\ufe8f\ufe8f"),  # kept apart on purpose
        ("پی", "\ufb58\ufbfd"),  # Persian
        ("rack 12", "rack 12"),
    ],
)
def test_letters_are_joined(typed, shown):
    assert joined(typed) == shown


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("abc אבג def", "abc גבא def"),
        ("אבג abc דהו", "והד abc גבא"),
        ("אבג 12 דהו", "והד 12 גבא"),
        ("אבג (דה)", "(הד) גבא"),  # brackets face the way they are read
        ("vendor אבג (STC) late", "vendor גבא (STC) late"),
        ("אב 1,234.50 €", "€ 1,234.50 בא"),
        ("אב -5%", "5%- בא"),  # as the algorithm has it
        ("no such letters (1)", "no such letters (1)"),
        # Rule N0 of UAX #9; the third is its own example.
        ("Ready אבג (5 of 7)", "Ready גבא (5 of 7)"),
        ("אבג דה (v2) 2026 – ABC", "2026 – ABC (v2) הד גבא"),
        ("אב(גד[&ef]!)gh", "gh(![ef&]דג)בא"),
        ("smith (fabrikam אב) גד", "smith (fabrikam בא) דג"),
        ("אב book(s)", "book(s) בא"),
        ("אב (ab גד)", "(דג ab) בא"),
        ("ab (אב (cd) גד) ef", "ab (בא (cd) דג) ef"),
        ("ab (אב] גד) c", "ab (דג [בא) c"),  # the square one is none of a pair
        ("אב (cd ef", "cd ef) בא"),
        ("אב 「גד」 ab", "ab 「דג」 בא"),
        (f"אב b{'(' * 63}a{')' * 63}", f"b{'(' * 63}a{')' * 63} בא"),
        (f"אב b{'(' * 64}a{')' * 64}", f"{'(' * 64}b{'(' * 64}a בא"),  # too deep to be pairs
    ],
)
def test_lines_stand_in_the_order_in_which_they_are_seen(line, seen):
    assert as_seen(line) == seen


@given(st.text(st.sampled_from("abאבغ12 ,.()-%"), max_size=30))
def test_reordering_loses_no_character(line):
    assert sorted(as_seen(line).replace(")", "(")) == sorted(line.replace(")", "("))


def test_the_side_from_which_a_paragraph_is_read_is_that_of_its_first_letter():
    assert reads_right(ARABIC)
    assert reads_right("12 אב")
    assert not reads_right("STC אב")
    assert not reads_right("12")


def test_every_joined_form_has_a_glyph():
    shown = [form for forms in _forms().values() for form in forms.values()]
    assert len(shown) >= 250
    assert [form for form in shown if script_font(form) is None] == []


def test_a_page_of_all_scripts_is_whole(write):
    width = Paper().content
    rows = [TableRow([text, text]) for text in ALL]
    story = [
        *title_block(f"{ARABIC} {CHINESE}", HEBREW),
        Section(f"{KOREAN} {ARABIC}"),
        callout(ARABIC, width),
        *map(paragraph, ALL),
        data_table([TableColumn(CHINESE), TableColumn(ARABIC, weight=1)], rows, width),
    ]
    reader = write(story)
    (page,) = reader.pages
    text = page.extract_text()
    for said in (GREEK, CYRILLIC, *CHINESE.split(), JAPANESE, *KOREAN.split()):
        assert said in text
    assert joined("البرنامج") in text
    assert "□" not in text
    embedded = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]: font.get_object()["/FontDescriptor"]
        for font in page["/Resources"]["/Font"].get_object().values()
    }
    assert {"NotoSansArabic-Regular", "NotoSansHebrew-Regular"} <= set(embedded)
    assert sum(name.startswith("NotoSans") for name in embedded) == 4
    assert all("/FontFile2" in described.get_object() for described in embedded.values())


def test_emoji_are_drawn_and_copied(write):
    said = "🚀 launch ✅ ⚠ 🏗 ⏰ in 🇩🇪 🪪"
    (page,) = write([Section(said), paragraph(said)]).pages
    assert page.extract_text().count(said) == 2
    fonts = page["/Resources"]["/Font"].get_object().values()
    names = {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts}
    assert "NotoEmoji-Regular" in names


def test_a_width_is_what_is_drawn_whatever_the_order():
    register_fonts()
    one = pdfmetrics.stringWidth(f"Vendor {ARABIC} {CHINESE}", FIGURES, 10)
    parts = (pdfmetrics.stringWidth(text, FIGURES, 10) for text in ("Vendor ", ARABIC, " ", CHINESE))
    assert one == pytest.approx(sum(parts))


def test_escaped_signs_do_not_part_a_line(write):
    typed = "<img> 0 אבג & W"
    (piece,) = paragraph(typed).frags
    assert piece.text == typed
    table = data_table([TableColumn("A")], [TableRow([typed])], 200)
    assert "<img> 0 " in " ".join(write([table]).pages[0].extract_text().split())


@given(st.text(alphabet=st.sampled_from("aW. -–(1試한שلاختبار\u200c😀é\ue000"), max_size=20))
def test_a_text_is_as_wide_as_its_letters_where_they_stand(text):
    """The widths that are looked up are those of the fonts that draw it."""
    register_fonts()
    font = pdfmetrics.getFont(REGULAR)
    drawn = sum(float(TTFont.stringWidth(one, part, 9.0)) for one, part in font._parts(joined(text)))
    assert font.stringWidth(text, 9.0) == pytest.approx(drawn)
