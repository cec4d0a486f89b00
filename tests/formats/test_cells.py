"""What stands in a cell and what may be typed into it, for every column that the catalogue declares."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.formats import Formats, is_right_aligned
from tpm_desktop.model.catalogue import CATALOGUE, entry
from tpm_desktop.model.check import ValueProblem, check
from tpm_desktop.model.fields import Column, Kind
from tpm_desktop.model.program import Phase, Program
from tpm_desktop.model.registers import PROBABILITY
from tpm_desktop.model.schedule import LagUnit

from .conftest import made, outcome

COLUMNS = [(table, name, column) for table in CATALOGUE for name, column in table.fields.items()]
SAMPLES = {
    Kind.TITLE: "Install racks",
    Kind.TEXT: "a text",
    Kind.NOTE: "two\nlines",
    Kind.CODE: "R-12",
    Kind.ORDER: "a0",
    Kind.NUMBER: 3,
    Kind.SHARE: 1250,
    Kind.MONEY: 123450,
    Kind.DURATION: 1200,
    Kind.LAG: -960,
    Kind.INSTANT: datetime(2027, 5, 4, 10, 30),
    Kind.DATE: date(2027, 5, 4),
    Kind.MONTH: date(2027, 5, 1),
    Kind.HOURS: "08:00-12:00 13:00-17:00",
    Kind.FLAG: True,
    Kind.SCORE: 3,
    Kind.REFERENCE: "id-1",
}
STORED = {Kind.INSTANT: "2027-05-04T10:30", Kind.DATE: "2027-05-04", Kind.MONTH: "2027-05", Kind.FLAG: 1}


def sample(column: Column):
    if column.kind in (Kind.CHOICE, Kind.STATUS):
        return list(column.choices)[-1]
    return SAMPLES[column.kind]


def name_of(table: str, row_id: str) -> str:
    return f"{table} {row_id}"


def find(table: str, text: str) -> str | None:
    return text.removeprefix(f"{table} ") if text.startswith(table) else None


@pytest.mark.parametrize("locale", ["en_GB", "de_DE"])
@pytest.mark.parametrize(
    ("table", "name", "column"), COLUMNS, ids=lambda v: getattr(v, "name", None) or str(v)[:20]
)
def test_every_column_reads_back_what_it_shows(table, name, column, locale):
    formats = made(locale)
    value = sample(column)
    shown = formats.show(column, value, name_of=name_of)
    assert shown
    assert formats.parse(column, shown, find=find) == value


@pytest.mark.parametrize(
    ("table", "name", "column"), COLUMNS, ids=lambda v: getattr(v, "name", None) or str(v)[:20]
)
def test_stored_forms_are_shown_like_python_values(formats: Formats, table, name, column):
    value = sample(column)
    stored = str(value) if column.kind in (Kind.CHOICE, Kind.STATUS) else STORED.get(column.kind, value)
    assert formats.show(column, stored, name_of=name_of) == formats.show(column, value, name_of=name_of)


@pytest.mark.parametrize(
    ("table", "name", "column"), COLUMNS, ids=lambda v: getattr(v, "name", None) or str(v)[:20]
)
def test_nothing_typed_is_nothing_or_refused(formats: Formats, table, name, column):
    assert formats.show(column, None) == ""
    if column.required and column.kind is not Kind.HOURS:
        with pytest.raises(ValueProblem, match="a value is needed"):
            formats.parse(column, "  ")
    elif not column.required:
        assert formats.parse(column, "  ") is None


def test_what_nobody_sees_is_nothing(formats: Formats):
    assert formats.parse(entry("program").fields["purpose"], "\x1b") is None
    with pytest.raises(ValueProblem, match="a value is needed"):
        formats.parse(entry("program").fields["name"], "\x1b")


@given(st.text(max_size=30), st.sampled_from(COLUMNS))
def test_whatever_is_typed_is_a_value_the_column_can_hold_or_one_clear_line(text, place):
    _, _, column = place
    found = outcome(lambda typed: made().parse(column, typed, find=find), text)
    if isinstance(found, ValueProblem):
        assert str(found).startswith(f"{column.label}: ")
        assert "\n" not in str(found)
    else:
        assert check(column, found) == found


def test_a_days_hours(formats: Formats):
    monday = entry("calendar").fields["monday"]
    assert formats.show(monday, "08:00-12:00 13:00-17:00") == "08:00–12:00, 13:00–17:00"
    assert formats.show(monday, "") == "Day off"
    assert formats.parse(monday, "day off") == ""
    assert formats.parse(monday, "") is None
    assert formats.parse(monday, "8:00 – 12:00, 13:00-17:00") == "08:00-12:00 13:00-17:00"
    exception = entry("calendar_exception").fields["hours"]
    assert formats.parse(exception, "") == ""


def test_choices_are_read_by_label_key_or_a_clear_beginning(formats: Formats):
    phase = entry("program").fields["phase"]
    assert formats.show(phase, "deliver") == "Deliver"
    assert formats.parse(phase, "DELIVER") is Phase.DELIVER
    assert formats.parse(phase, "trans") is Phase.TRANSITION
    with pytest.raises(ValueProblem, match="Phase: “de” is not one of Identify, Define, Deliver"):
        formats.parse(phase, "de")


def test_scores_carry_their_word(formats: Formats):
    probability = entry("risk").fields["probability"]
    assert formats.show(probability, 4) == "4 Likely"
    assert {formats.parse(probability, f"{n} {w}") for n, w in PROBABILITY.items()} == set(PROBABILITY)
    assert formats.parse(probability, "likely") == 4
    with pytest.raises(ValueProblem, match="not one of 1"):
        formats.parse(probability, "6")
    with pytest.raises(ValueProblem, match="not one of 1 Rare"):
        formats.parse(probability, "maybe")


def test_a_row_that_nobody_knows_is_refused(formats: Formats):
    owner = entry("risk").fields["owner_id"]
    with pytest.raises(ValueProblem, match="Owner: nothing is called “Nobody”"):
        formats.parse(owner, "Nobody", find=find)


def test_a_duration_says_in_its_row_whether_it_is_elapsed(formats: Formats):
    task = entry("task")
    assert formats.show_field(task, "duration", {"duration": 1440, "elapsed": 1}) == "1 ed"
    assert formats.show_field(task, "duration", {"duration": 1440, "elapsed": 0}) == "3 d"
    assert formats.parse_field(task, "duration", "1 ed") == {"duration": 1440, "elapsed": True}
    assert formats.parse_field(task, "name", " Dig ") == {"name": "Dig"}
    with pytest.raises(ValueProblem, match="Duration: “x” is not a duration"):
        formats.parse_field(task, "duration", "x")
    with pytest.raises(ValueProblem, match="Duration: a value is needed"):
        formats.parse_field(task, "duration", "")


def test_a_lag_says_in_its_row_how_it_counts(formats: Formats):
    link = entry("link")
    assert formats.show_field(link, "lag", {"lag": 5000, "lag_unit": "percent"}) == "50 %"
    assert formats.parse_field(link, "lag", "-1w") == {"lag": -2400, "lag_unit": LagUnit.WORKING}
    assert formats.parse_field(link, "lag", "50%") == {"lag": 5000, "lag_unit": LagUnit.PERCENT}


def test_elapsed_time_is_refused_where_only_working_time_counts(formats: Formats):
    work = entry("assignment").fields["work"]
    with pytest.raises(ValueProblem, match="Work: “1 ed” is elapsed time"):
        formats.parse(work, "1 ed")
    with pytest.raises(ValueProblem, match="Work: “-1d” is below zero"):
        formats.parse(work, "-1d")


def test_headings_carry_the_unit(formats: Formats):
    risk = entry("risk").fields
    assert formats.heading(risk["days"]) == "Delay if it happens, days"
    assert formats.heading(risk["cost"]) == "Cost if it happens, USD"
    assert formats.heading(entry("resource").fields["rate"]) == "Rate, USD per hour"
    assert formats.heading(risk["title"]) == "Risk"


def test_numbers_and_dates_line_up_at_the_right():
    risk = entry("risk").fields
    assert is_right_aligned(risk["cost"])
    assert is_right_aligned(risk["review_due"])
    assert not is_right_aligned(risk["title"])


def test_a_program_brings_its_own_units():
    program = Program(
        name="Renewal",
        start=datetime(2026, 5, 4, 8),
        status_date=datetime(2027, 1, 29, 17),
        currency="EUR",
        minutes_per_day=450,
        minutes_per_week=2250,
        fiscal_year_start=4,
    )
    formats = Formats.of(program, "en_GB", day=(time(9), time(17, 30)))
    assert formats.duration(900) == "2 d"
    assert formats.money(100, currency=True) == "EUR\xa01"
    assert formats.fiscal_year(date(2027, 1, 29)) == "FY26/27"
    assert formats.date(date(2027, 5, 4)) == "4 May"
    assert formats.moment(datetime(2027, 5, 4, 9)) == "4 May"


def test_an_unknown_locale_is_shown_the_british_way():
    assert made("xx_YY").date(date(2027, 5, 4)) == "4 May 2027"
