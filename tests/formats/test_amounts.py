"""Numbers, shares and money: how they look and what people may type."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.formats import Formats
from tpm_desktop.formats.amounts import Scale
from tpm_desktop.model.check import ValueProblem

from .conftest import made, outcome

LOCALES = ("en_GB", "en_US", "de_DE", "fr_FR", "sv_SE", "pl_PL", "de_CH", "en_IN", "ja_JP", "ar_EG")
CURRENCIES = ("USD", "JPY", "KWD")
MINOR = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("minor", "options", "shown"),
    [
        (123450, {}, "1,234.50"),
        (1860000, {}, "18,600"),
        (1860000, {"whole": False}, "18,600.00"),
        (123450, {"whole": True}, "1,235"),
        (-123450, {}, "−1,234.50"),
        (1240000, {"sign": True}, "+12,400"),
        (0, {"dash": True}, "–"),
        (0, {}, "0"),
        (49, {"whole": True, "dash": True}, "–"),
        (1860000, {"currency": True}, "USD\xa018,600"),
        (-1860000, {"currency": True}, "−USD\xa018,600"),
        (None, {}, ""),
    ],
)
def test_money_is_shown_as_people_write_it(formats: Formats, minor, options, shown):
    assert formats.money(minor, **options) == shown


@pytest.mark.parametrize(
    ("locale", "currency", "minor", "shown"),
    [
        ("de_DE", "EUR", 123450, "1.234,50"),
        ("fr_FR", "EUR", 123450, "1\xa0234,50"),
        ("en_IN", "INR", 1234567800, "1,23,45,678"),
        ("ja_JP", "JPY", 123450, "123,450"),
        ("en_GB", "KWD", 1234500, "1,234.500"),
    ],
)
def test_money_follows_locale_and_currency(locale, currency, minor, shown):
    assert made(locale, currency=currency).money(minor) == shown


@pytest.mark.parametrize(
    ("minor", "shown"),
    [
        (0, "0"),
        (95000, "950"),
        (2400000, "24 k"),
        (99950000, "1 m"),
        (123456789, "1.23 m"),
        (-5_000_000_000_00, "−5 bn"),
    ],
)
def test_compact_money_has_three_figures(formats: Formats, minor, shown):
    assert formats.compact(minor) == shown


def test_thousands_and_millions_are_rounded_half_up(formats: Formats):
    assert formats.scaled(123450000, Scale.THOUSANDS) == "1,235"
    assert formats.scaled(0, Scale.THOUSANDS, dash=True) == "–"
    assert formats.scaled(-50000, Scale.THOUSANDS, sign=True) == "−1"
    assert formats.scaled(123450000, Scale.MILLIONS) == "1.2"
    assert formats.scaled(123450000, Scale.FULL) == "1,234,500"
    assert [formats.counted_in(scale) for scale in Scale] == ["USD", "USD thousand", "USD million"]


@pytest.mark.parametrize(("currency", "digits"), [("JPY", 0), ("USD", 2), ("KWD", 3)])
def test_a_scale_counts_in_the_minor_units_of_its_currency(formats: Formats, currency, digits):
    own = formats.in_currency(currency)
    assert own.step(Scale.THOUSANDS) == 10 ** (digits + 3)
    assert own.scaled(1_234_500 * 10**digits, Scale.THOUSANDS) == "1,235"
    assert own.scale_of(999_999 * 10**digits) is Scale.FULL
    assert own.scale_of(1_000_000 * 10**digits) is Scale.THOUSANDS
    assert own.parse_money("1234") == 1_234 * 10**digits


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("1,234.50", 123450),
        ("1.2m", 120000000),
        ("12k", 1200000),
        ("12 K", 1200000),
        ("(300)", -30000),
        ("-300", -30000),
        ("−300", -30000),
        ("300-", -30000),
        ("USD 300", 30000),
        ("$300", 30000),
        ("300 usd", 30000),
        ("–", 0),
        (" - ", 0),
        ("1 234,50", 123450),
        ("1.234,50", 123450),
        ("1'234.50", 123450),
        (".5", 50),
        ("1,5", 150),
        ("1.23456", 123),
        ("1.235k", 123500),
        ("+12", 1200),
        ("0", 0),
        ("(USD 300)", -30000),
    ],
)
def test_money_is_read_however_it_is_written(formats: Formats, typed, minor):
    assert formats.parse_money(typed) == minor


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("1.234", "could be a thousand or a fraction"),
        ("a lot", "is not an amount; write it as 1,234.50, 12k or 1.2m"),
        ("EUR 300", "is not an amount"),
        ("1,23,4", "is not an amount"),
        ("1e9", "is not an amount"),
        ("99999999999999999999", "more than an amount can hold"),
        ("9" * 5000, "is not an amount"),
        ("nan", "is not an amount"),
        ("", "is not an amount"),
    ],
)
def test_an_amount_that_says_nothing_clear_is_refused_in_one_line(formats: Formats, typed, why):
    with pytest.raises(ValueProblem, match=why) as problem:
        formats.parse_money(typed)
    assert "\n" not in str(problem.value)
    assert len(str(problem.value)) < 200


def test_a_separator_before_three_digits_means_what_it_means_in_the_locale():
    assert made("de_DE", currency="EUR").parse_money("1.234") == 123400
    assert made("en_GB").parse_money("1,234") == 123400


@given(MINOR, st.sampled_from(LOCALES), st.sampled_from(CURRENCIES), st.booleans(), st.booleans())
def test_money_comes_back_from_what_is_shown(minor, locale, currency, coded, sign):
    formats = made(locale, currency=currency)
    for whole in (None, False):
        assert formats.parse_money(formats.money(minor, currency=coded, sign=sign, whole=whole)) == minor
    assert formats.parse_money(formats.money(minor, dash=True)) == minor


@given(st.integers(-(10**9), 10**9), st.sampled_from(LOCALES))
def test_shares_and_numbers_come_back_from_what_is_shown(value, locale):
    formats = made(locale)
    assert formats.parse_share(formats.share(value)) == value
    assert formats.parse_number(formats.integer(value)) == value


@pytest.mark.parametrize(
    ("hundredths", "shown"), [(5000, "50 %"), (1250, "12.5 %"), (3333, "33.33 %"), (-100, "−1 %")]
)
def test_shares_are_exact(formats: Formats, hundredths, shown):
    assert formats.share(hundredths) == shown
    assert formats.share(3333, digits=0) == "33 %"


@pytest.mark.parametrize(
    ("typed", "hundredths"), [("50%", 5000), ("50", 5000), ("12,5 %", 1250), ("33.333%", 3333)]
)
def test_shares_are_read(formats: Formats, typed, hundredths):
    assert formats.parse_share(typed) == hundredths


def test_a_ratio_without_a_value_is_a_dash(formats: Formats):
    assert formats.decimal(0.925, 2) == "0.93"
    assert formats.decimal(Decimal("1.005"), 2) == "1.01"
    assert formats.decimal(float("nan"), 2) == "–"
    assert formats.decimal(float("inf"), 2) == "–"


@given(st.text(max_size=40))
def test_no_text_breaks_the_readers(text):
    formats = made()
    for read in (formats.parse_money, formats.parse_share, formats.parse_number):
        assert "\n" not in str(outcome(read, text))
