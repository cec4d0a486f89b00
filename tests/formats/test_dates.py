"""Dates, instants and months: how they look and what people may type."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.formats import Formats
from tpm_desktop.model.check import ValueProblem

from .conftest import made, outcome

ALL_LOCALES = sorted(locale_identifiers())
LANGUAGES = [locale for locale in ALL_LOCALES if not locale.rpartition("_")[2].isupper()]  # of no country
DATES = st.dates(date(1970, 1, 1), date(2199, 12, 31))
INSTANTS = st.datetimes(datetime(1970, 1, 1), datetime(2199, 12, 31)).map(
    lambda at: at.replace(second=0, microsecond=0)
)


def test_the_year_is_said_only_where_it_is_not_clear(formats: Formats):
    assert formats.date(date(2026, 5, 4)) == "4 May"
    assert formats.date(date(2027, 5, 4)) == "4 May 2027"
    assert formats.date(date(2026, 5, 4), year=True) == "4 May 2026"
    assert formats.date(date(2027, 5, 4), year=False) == "4 May"
    assert formats.date(date(2026, 6, 12), weekday=True) == "Fri 12 Jun"
    assert formats.date(None) == ""


def test_stored_text_is_shown_like_the_value(formats: Formats):
    assert formats.date("2026-05-04") == formats.date(date(2026, 5, 4)) == "4 May"
    assert formats.instant("2026-05-04T10:30", time=True) == "4 May 10:30"
    assert formats.month("2026-05") == formats.month(date(2026, 5, 1)) == "May 2026"


def test_english_months_are_one_width(formats: Formats):
    assert {len(formats.month(date(2026, m, 1), year=False)) for m in range(1, 13)} == {3}


@pytest.mark.parametrize(
    ("locale", "shown"),
    [
        ("en_US", "Sep 4, 2027"),
        ("de_DE", "4. Sept. 2027"),
        ("fr_FR", "4 sept. 2027"),
        ("ja_JP", "2027年9月4日"),
        ("ru_RU", "4 сент. 2027\u202fг."),
        ("ko_KR", "2027년 9월 4일"),
        ("ar_EG", "4 سبتمبر 2027"),
        ("smj_SE", "2027 Sep 4"),  # nobody has told Babel what months are called there
    ],
)
def test_dates_follow_the_locale(locale, shown):
    assert made(locale).date(date(2027, 9, 4)) == shown


def test_the_time_is_said_where_it_is_not_the_usual_one(formats: Formats):
    assert formats.moment(datetime(2026, 5, 4, 8)) == "4 May"
    assert formats.moment(datetime(2026, 5, 4, 10, 30)) == "4 May 10:30"
    assert formats.moment(datetime(2026, 5, 4, 17), finish=True) == "4 May"
    assert formats.moment(datetime(2026, 5, 4, 17)) == "4 May 17:00"
    assert made("en_US").moment(datetime(2026, 5, 4, 17)) == "May 4, 5:00 PM"


def test_months_quarters_and_fiscal_years(formats: Formats):
    day = date(2026, 9, 30)
    assert formats.month(day) == "Sep 2026"
    assert formats.month(day, full=True) == "September 2026"
    assert formats.quarter(day) == "Q3 2026"
    assert formats.fiscal_year(day) == "2026"
    april = made(fiscal_year_start=4)
    assert (april.fiscal_year(date(2026, 3, 31)), april.fiscal_year(date(2026, 4, 1))) == (
        "FY25/26",
        "FY26/27",
    )
    assert made(fiscal_year_start=10).fiscal_year(date(1999, 12, 1)) == "FY99/00"
    for name, shown in (("end", "FY00"), ("start", "FY99"), ("both", "FY99/00")):
        named = made(fiscal_year_start=10, fiscal_year_name=name)
        assert named.fiscal_quarter(date(1999, 12, 1)) == f"Q1 {shown}"


def test_a_span_of_days(formats: Formats):
    assert formats.span(date(2026, 5, 4), date(2027, 6, 12)) == "4 May – 12 Jun 2027"
    assert formats.span(date(2026, 5, 4), date(2026, 5, 4)) == "4 May"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("4 May", "2026-05-04"),
        ("4/5/26", "2026-05-04"),
        ("4/5", "2026-05-04"),
        ("4.5.", "2026-05-04"),
        ("4.5.2027", "2027-05-04"),
        ("2026-05-04", "2026-05-04"),
        ("2026/5/4", "2026-05-04"),
        ("20260504", "2026-05-04"),
        ("May 4, 2027", "2027-05-04"),
        ("4th of May 27", "2027-05-04"),
        ("Mon 4 May", "2026-05-04"),
        ("1 Sept", "2026-09-01"),
        ("4may2027", "2027-05-04"),
        ("1/2/70", "1970-02-01"),
        ("1/2/69", "2069-02-01"),
        ("today", "2026-06-12"),
        ("Tomorrow", "2026-06-13"),
        ("yesterday", "2026-06-11"),
        ("mon", "2026-06-15"),
        ("Friday", "2026-06-12"),
        ("next fri", "2026-06-19"),
        ("+2w", "2026-06-26"),
        ("-3d", "2026-06-09"),
        ("+1 mo", "2026-07-12"),
        ("+1y", "2027-06-12"),
        ("−10 days", "2026-06-02"),
        ("31 Mar", "2026-03-31"),
    ],
)
def test_dates_are_read_however_they_are_written(formats: Formats, typed, day):
    assert formats.parse_date(typed) == date.fromisoformat(day)


def test_numbers_are_read_in_the_order_of_the_locale():
    assert made("en_GB").parse_date("4/5/26") == date(2026, 5, 4)
    assert made("en_US").parse_date("4/5/26") == date(2026, 4, 5)
    assert made("sv_SE").parse_date("26-05-04") == date(2026, 5, 4)


def test_steps_count_from_the_day_given(formats: Formats):
    assert formats.parse_date("+2w", base=date(2026, 1, 31)) == date(2026, 2, 14)
    assert formats.parse_date("+1m", base=date(2026, 1, 31)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("31 Feb", "no day 31 in February 2026"),
        ("13/13/26", "no month 13"),
        ("soon", "is not a date; write it as 12 Jun 2026"),
        ("4 5 6 7", "is not a date"),
        ("+99999y", "out of the calendar"),
        ("May 2026", "is not a date"),
        ("0/5/26", "no day 0"),
        ("", "is not a date"),
        ("4 May June", "is not a date"),
        ("٣" * 300, "is not a date"),
    ],
)
def test_what_is_no_date_is_refused_in_one_line(formats: Formats, typed, why):
    with pytest.raises(ValueProblem, match=why) as problem:
        formats.parse_date(typed)
    assert len(str(problem.value)) < 200


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("4 May 10:30", "2026-05-04T10:30"),
        ("4/5/26 8:00", "2026-05-04T08:00"),
        ("2026-05-04T09:15", "2026-05-04T09:15"),
        ("today 5pm", "2026-06-12T17:00"),
        ("4 May", "2026-05-04T08:00"),
        ("4 May, 8:30 AM", "2026-05-04T08:30"),
        ("4 May 12am", "2026-05-04T00:00"),
        ("4 May at 24:00", "2026-05-05T00:00"),
        ("9 Oct 10:30", "2026-10-09T10:30"),
        ("Fri 9 Oct at 09:00", "2026-10-09T09:00"),
        ("4 May 27", "2027-05-04T08:00"),
        ("2026-05-04 09:15:30", "2026-05-04T09:15"),
    ],
)
def test_instants_are_read(formats: Formats, typed, at):
    assert formats.parse_instant(typed) == datetime.fromisoformat(at)


def test_a_bare_date_is_the_start_or_the_finish_of_the_usual_day():
    formats = made(day=(time(7, 30), time(16)))
    assert formats.parse_instant("4 May") == datetime(2026, 5, 4, 7, 30)
    assert formats.parse_instant("4 May", finish=True) == datetime(2026, 5, 4, 16)


@pytest.mark.parametrize("typed", ["4 May 13pm", "4 May 24:30", "noon"])
def test_a_time_that_is_none_is_refused(formats: Formats, typed):
    with pytest.raises(ValueProblem):
        formats.parse_instant(typed)


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("May 2026", "2026-05-01"),
        ("may", "2026-05-01"),
        ("5/27", "2027-05-01"),
        ("2027-05", "2027-05-01"),
        ("Sept 26", "2026-09-01"),
    ],
)
def test_months_are_read(formats: Formats, typed, month):
    assert formats.parse_month(typed) == date.fromisoformat(month)


@pytest.mark.parametrize("typed", ["2026", "13/2026", "", "May May", "4 May 2026 x"])
def test_what_is_no_month_is_refused(formats: Formats, typed):
    with pytest.raises(ValueProblem):
        formats.parse_month(typed)


def test_a_language_without_names_is_not_given_those_of_the_one_before():
    for locale in ("smj_SE", "he_IL", "km_KH"):
        made(locale).month(date(2027, 9, 1))
    assert made("ko_KR").month(date(2027, 9, 1)) == "2027년 9월"
    assert made("km_KH").month(date(2027, 9, 1), full=True) == "កញ្ញា 2027"


@pytest.mark.parametrize(
    ("locale", "typed", "day"),
    [
        ("cs_CZ", "pá 1. 1. 1999", "1999-01-01"),
        ("fi_FI", "pe 1.1.1999", "1999-01-01"),
        ("fi_FI", "pe 1.1.", "2026-01-01"),
        ("fi_FI", "pe 1/1/99", "1999-01-01"),
        ("lt_LT", "1999-01-01, pn", "1999-01-01"),
        ("bg_BG", "пт 1.01.1999\u202fг.", "1999-01-01"),
        ("ru_RU", "1 янв 1999", "1999-01-01"),
        ("ru_RU", "1 января 1999 г", "1999-01-01"),
        ("el_GR", "1 Μαΐ 1999", "1999-05-01"),
        ("el_GR", "1 ΜΑΪ́ΟΥ 1999", "1999-05-01"),
        ("ca_ES", "dj. 1 d’abr. 1999", "1999-04-01"),
        ("ca_ES", "1 abr 1999", "1999-04-01"),
        ("az", "4 yan 1999, B.e.", "1999-01-04"),
        ("eu_ES", "1999 urt. 1(a), or.", "1999-01-01"),
        ("hi_IN", "शुक्र 1 जन॰ 1999", "1999-01-01"),
        ("hi_IN", "1 जनवरी 1999", "1999-01-01"),
        ("ar_IQ", "1 كانون الثاني 1999", "1999-01-01"),
        ("en_GB", "Fri 1/1/99", "1999-01-01"),
        ("en_GB", "Fri 1999-01-01", "1999-01-01"),
    ],
)
def test_dates_of_other_languages_are_read_as_they_are_shown_and_typed(locale, typed, day):
    assert made(locale).parse_date(typed) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("locale", "typed"),
    [
        ("da_DK", "4. maj 13.30"),
        ("fi_FI", "ma 4.5. 13.30"),
        ("fr_CA", "4 mai 13 h 30"),
        ("es_CO", "4 de may, 1:30 p. m."),
        ("el_GR", "4 Μαΐ, 1:30 μ.μ."),
        ("ko_KR", "5월 4일, 오후 1:30"),
        ("zh_TW", "5月4日, 下午1:30"),
    ],
)
def test_times_of_other_languages_are_read(locale, typed):
    assert made(locale).parse_instant(typed) == datetime(2026, 5, 4, 13, 30)


@pytest.mark.parametrize("typed", ["4 May, 13:30 PM", "4 May, 0:30 AM", "May 4, 1:75 PM"])
def test_a_time_that_is_none_is_refused_where_halves_are_counted(typed):
    with pytest.raises(ValueProblem):
        made("en_US").parse_instant(typed)


def test_what_is_shown_in_any_language_is_read():
    for locale in LANGUAGES:
        formats = made(locale)
        for at in (datetime(1999, 1, 5, 0, 10), datetime(1999, 3, 30, 12), datetime(1999, 5, 13, 13, 30)):
            assert formats.parse_instant(formats.moment(at, weekday=True)) == at, locale
            assert formats.parse_month(formats.month(at)) == at.date().replace(day=1), locale


@given(DATES, st.sampled_from(ALL_LOCALES), st.booleans())
def test_dates_come_back_from_what_is_shown(day, locale, weekday):
    formats = made(locale)
    assert formats.parse_date(formats.date(day, weekday=weekday)) == day
    assert formats.parse_date(formats.date(day, year=True)) == day


@pytest.mark.parametrize(
    ("locale", "typed", "day"),
    [
        ("es_ES", "mar 30 mar 1999", 30),
        ("es_ES", "mar 30 1999", 30),
        ("es_ES", "mié 3 mar 1999", 3),
        ("it_IT", "mar 30 mar 1999", 30),
        ("it_IT", "30 mar 1999", 30),
        ("fr_FR", "mar. 30 mars 1999", 30),
    ],
)
def test_a_short_name_of_a_weekday_and_of_a_month_is_told_by_its_place(locale, typed, day):
    assert made(locale).parse_date(typed) == date(1999, 3, day)


@given(INSTANTS, st.sampled_from(ALL_LOCALES), st.booleans())
def test_instants_come_back_from_what_is_shown(at, locale, finish):
    formats = made(locale)
    assert formats.parse_instant(formats.moment(at, finish=finish), finish=finish) == at


@given(DATES, st.sampled_from(ALL_LOCALES), st.booleans())
def test_months_come_back_from_what_is_shown(day, locale, full):
    formats = made(locale)
    assert formats.parse_month(formats.month(day, full=full)) == day.replace(day=1)


@given(st.text(max_size=30))
def test_no_text_breaks_the_readers(text):
    formats = made()
    for read in (formats.parse_date, formats.parse_instant, formats.parse_month, formats.parse_hours):
        assert "\n" not in str(outcome(read, text))
