"""Conditions say what is wrong and where, or are written so that they read back as the same."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tpm_desktop.formats import Formats
from tpm_desktop.sieve import matches, parse, words
from tpm_desktop.sieve.conditions import ALONE, ORDERED, AllOf, AnyOf, Compare, Contains, Not, Op, Other
from tpm_desktop.sieve.fields import CHOICES
from tpm_desktop.sieve.plan_rows import FIELDS
from tpm_desktop.sieve.reading import ConditionProblem
from tpm_desktop.sieve.spec import Sieve, restored, stored


@pytest.mark.parametrize(
    ("typed", "said", "at"),
    [
        ("ownr = Network", "“ownr” is no field; did you mean “Owner”?", "ownr "),
        ("critical and zzz > 3", "“zzz” is no field; put a text that you look for in quotes", "zzz "),
        ("done < ", "a value is missing after “done <”", " "),
        ("done < and critical", "a value is missing after “done <”", " and critical"),
        ("critical and start > blue", "Start: “blue” is not a date", "blue"),
        ("duration > long", "“long” is not a duration", "long"),
        ("(critical and owner = Network", "this bracket is not closed; add “)”", "("),
        ("critical) and milestone", "this bracket was never opened; take it away", ")"),
        ("name > 3", "“Task” has no order; write Task = … or Task has …", "name >"),
        ("start has 3", "“Start” is no text; compare it by =, < or >", "start has"),
        ("critical > 3", "“Critical” is yes or no; write just Critical, or not Critical", "critical >"),
        ("critical and ", "a condition is missing here, such as start < today", ""),
        ("= 3", "a field is missing before “=”", ""),
        ("constraint = soon", "Constraint: “soon” is not one of As soon as possible", "soon"),
        (
            "critical and " + "not " * 60 + "critical",
            "the condition is nested too deeply; make it simpler",
            "n",
        ),
        ("done < 1 and " * 100 + "critical", "the condition has 1,308 characters; 1,000 fit", None),
    ],
)
def test_what_is_wrong_and_where(sifted, typed, said, at):
    with pytest.raises(ConditionProblem) as caught:
        parse(typed, sifted.rows, sifted.formats)
    assert str(caught.value).startswith(said)
    start, end = caught.value.at
    assert at is None or typed[start:end] == at


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("CRITICAL and Owner is network", "critical and owner = network"),
        ("finish < next  fri", "finish < next fri"),
        ("finish < 4/6/26", "finish < 4 Jun 2026"),
        ("not (critical or milestone) and done < 50", "not (critical or milestone) and done < 50 %"),
        ("slack <= 16h", "total slack <= 2 d"),
        ("start <= status date + 3w", "start <= status date + 21d"),
        ("constraint is not as late as possible", "constraint != As late as possible"),
        ('name = "critical"', "task = critical"),
        ('resources = "Site and crew"', 'resources = "Site and crew"'),
        ("deadline is set", "deadline is not empty"),
    ],
)
def test_how_a_condition_is_written(sifted, typed, shown):
    assert sifted.again(typed) == shown
    assert sifted.again(shown) == shown


def test_a_saved_condition_reads_the_same_in_another_language(sifted):
    rows, english = sifted.rows, sifted.formats
    german = Formats("de_DE", currency="EUR", year=2026, today=english.today)
    typed = "ende" if "ende" in rows.typed else "finish"
    condition = parse(f"{typed} < 4.6.26 and cost > 1.200,50 and duration >= 2,5d", rows, german)
    kept = stored(Sieve(condition), rows, german)["condition"]
    assert kept == "finish < 2026-06-04 and cost > 1,200.50 and duration >= 2.5 d"
    from tpm_desktop.model.sieves import Sieve as Saved

    row = Saved(name="x", of_table="task", condition=str(kept))
    assert restored(row, rows, english) == restored(row, rows, german) == Sieve(condition)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=12)
DATES = st.sampled_from(
    ["2026-05-04", "2026-05-04T10:30", "today", "next fri", "+3w", "today - 7d", "this week"]
)


@st.composite
def compares(draw):
    field = FIELDS[draw(st.sampled_from(sorted(FIELDS)))]
    if draw(st.booleans()) and draw(st.booleans()):
        return Compare(field.name, draw(st.sampled_from(sorted(ALONE))))
    if field.is_time:
        value = draw(st.one_of(DATES, st.builds(Other, st.just("status_date"), st.integers(-30, 30))))
        if isinstance(value, Other) and field.name == "status_date":
            value = "today"
        return Compare(field.name, draw(st.sampled_from([Op.EQ, Op.NE, *sorted(ORDERED)])), value)
    if field.kind.value == "flag":
        return Compare(field.name, draw(st.sampled_from([Op.EQ, Op.NE])), draw(st.integers(0, 1)))
    if field.is_counted:
        return Compare(
            field.name,
            draw(st.sampled_from([Op.EQ, Op.NE, *sorted(ORDERED)])),
            draw(st.integers(-10_000, 10_000)),
        )
    if field.kind in CHOICES:
        return Compare(field.name, Op.EQ, draw(st.sampled_from([c.value for c in field.column.choices])))
    return Compare(field.name, draw(st.sampled_from([Op.EQ, Op.NE, Op.HAS])), draw(TEXT))


PARTS = [*'abc ()"=<>%-3', "critical ", " and ", " or ", "not ", "start "]
CONDITIONS = st.recursive(
    st.one_of(compares(), st.builds(Contains, TEXT, st.just(True))),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(AllOf, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=5,
)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(condition=CONDITIONS)
def test_what_is_written_reads_back_as_the_same_condition(sifted, condition):
    rows = sifted.rows
    said = words(condition, rows, sifted.formats)
    assert parse(said, rows, sifted.formats) == condition


@QUICK
@given(condition=CONDITIONS)
def test_a_condition_and_its_opposite_are_all_rows(sifted, condition):
    rows = sifted.rows
    one, other = (matches(c, rows, sifted.formats) for c in (condition, Not(condition)))
    assert (one ^ other).all()


@QUICK
@given(typed=st.lists(st.sampled_from(PARTS)).map("".join))
def test_whatever_is_typed_is_a_condition_or_a_problem_with_a_place(sifted, typed):
    problem = condition = None
    try:
        condition = parse(typed, sifted.rows, sifted.formats)
    except ConditionProblem as caught:
        problem = caught
    if problem is None:
        assert (condition is None) == (not typed.strip())
    else:
        assert 0 <= problem.at[0] <= problem.at[1] <= len(typed)
        assert "\n" not in str(problem)
