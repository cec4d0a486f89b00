"""Thresholds, verdicts and GAO's grades."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.planning.quality import CHECKS, Agreed, Figure, Limit, Verdict, assess, failing
from tpm_desktop.planning.quality.judging import GRADES, grade


@pytest.mark.parametrize(
    ("holding", "counted", "met"),
    [(0, 5, "not met"), (1, 5, "minimally met"), (2, 5, "partially met"), (9, 12, "substantially met"),
     (12, 12, "met")],
)  # fmt: skip
def test_a_practice_is_rated_by_the_share_of_its_checks_that_hold(holding, counted, met):
    assert GRADES[grade(holding, counted) - 1] == met


@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_one_more_check_that_holds_never_makes_a_grade_worse(pair):
    holding, counted = pair
    assert 1 <= grade(holding, counted) <= 5
    assert grade(min(holding + 1, counted), counted) >= grade(holding, counted)


def test_two_in_thirty_nine_are_more_than_five_per_cent():
    limit = Limit(most=500)
    assert not limit.keeps(2, 39, Figure.SHARE)
    assert limit.keeps(2, 40, Figure.SHARE)


def test_a_practice_names_the_checks_that_fail(quality, plan):
    plan.task("Work", 5).task("By hand", 1, after="Work FS-1d")
    practice = quality.of("G2")
    assert practice.verdict is Verdict.FAILS
    assert practice.found.note.endswith("fails: D1, D2")
    assert quality.told("GB")[1] == 3


def test_checks_under_a_second_name_count_once(quality, plan):
    plan.task("Phase").task("Work", 5, inside="Phase").task("After", 1, after="Phase")
    ids = [result.check.id for result in failing(quality.results().values())]
    assert "L2" in ids
    assert "S3" not in ids
    assert not {"G2", "GA"} & set(ids)


def test_every_check_is_declared_once_and_says_how_to_mend():
    ids = [check.id for check in CHECKS]
    assert len(set(ids)) == len(ids)
    for check in CHECKS:
        assert check.mend.endswith(".")
        assert check.made_of or check.measure
        assert set(check.made_of) <= set(ids)
        assert not check.same_as or check.same_as in ids


def test_a_waived_finding_stays_listed_and_leaves_the_count(quality, plan):
    plan.task("Work", 5).task("Early", 1, after="Work FS-1d").task("Sooner", 1, after="Early FS-1d")
    (bare,) = assess(quality.subject, [check("D2")])
    (result,) = assess(quality.subject, [check("D2")], Agreed(links={"D2": frozenset({0})}))
    assert (bare.found.numerator, bare.found.denominator) == (2, 2)
    assert (result.found.numerator, result.found.denominator) == (1, 2)
    assert result.found.links.tolist() == [0, 1]
    assert result.found.waived.tolist() == [True, False]
    assert result.verdict is Verdict.FAILS
    (all_borne,) = assess(quality.subject, [check("D2")], Agreed(links={"D2": frozenset({0, 1})}))
    assert all_borne.verdict is Verdict.HOLDS


def test_where_the_rest_must_be_large_enough_a_waived_finding_joins_it(quality, plan):
    plan.task("Work", 5).task("Beside", 1, after="Work SS").task("After", 1, after="Beside")
    (result,) = assess(quality.subject, [check("D4")], Agreed(links={"D4": frozenset({0})}))
    assert (result.found.numerator, result.found.denominator, result.verdict) == (2, 2, Verdict.HOLDS)


def test_an_agreed_threshold_stands_in_place_of_the_usual_one(quality, plan):
    plan.task("Work", 5).task("Early", 1, after="Work FS-1d")
    (result,) = assess(quality.subject, [check("D2")], Agreed(limits={"D2": Limit(most=1)}))
    assert result.verdict is Verdict.HOLDS
    assert result.check.limit == Limit(most=1)


def test_a_second_name_follows_what_was_agreed_of_the_first(quality, plan):
    plan.task("Phase").task("Work", 5, inside="Phase").task("After", 1, after="Phase")
    agreed = Agreed(links={"L2": frozenset({0})})
    results = {result.check.id: result for result in assess(quality.subject, CHECKS, agreed)}
    assert results["L2"].verdict is results["S3"].verdict is Verdict.HOLDS


def check(check_id):
    return next(check for check in CHECKS if check.id == check_id)
