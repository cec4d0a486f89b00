"""Rules as data: what a text says, who must approve, and what a figure breaks (worked figures C1 to C20)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.finance.policy import (
    METRICS,
    TENDER,
    Figure,
    Policy,
    Scope,
    Spending,
    Subject,
    Verdict,
    carry_over,
    judge,
    read_parts,
    read_policy,
)
from tpm_desktop.finance.policy.parts import Part, extended, joined, parts
from tpm_desktop.paths import resource

PACKS = ("corporate", "public", "small")
ON = date(2026, 6, 30)
RULE = """[[rule]]
id = "{id}"
title = "A rule"
scope = "{scope}"
metric = {metric}
operator = "{operator}"
severity = "hard"
"""


def pack_text(name: str) -> str:
    return resource("policies", f"{name}.toml").read_text("utf-8")


@pytest.fixture(scope="module")
def corporate() -> Policy:
    return read_policy(pack_text("corporate"))


def broken(policy: Policy, scope: Scope, **figures: Figure | None) -> dict[str, tuple[Figure, ...]]:
    """The rules that figures of a subject break, and the figures that break them."""
    subject = Subject(scope, "row", "1", "Something", figures)
    found = judge(policy, subject, ON)
    return {one.rule.id: one.figures for one in found if one.verdict is Verdict.BROKEN}


def verdicts(policy: Policy, scope: Scope, **figures: Figure | None) -> dict[str, Verdict]:
    subject = Subject(scope, "row", "1", "Something", figures)
    return {one.rule.id: one.verdict for one in judge(policy, subject, ON)}


@pytest.mark.parametrize("name", PACKS)
def test_every_ready_pack_can_be_read(name: str) -> None:
    policy = read_policy(pack_text(name))
    assert policy.problems == ()
    assert policy.name == name
    assert policy.rules


@pytest.mark.parametrize(
    ("kind", "amount", "role"),
    [
        (Spending.BUDGETED, 186_400_00, "sponsor"),
        (Spending.UNBUDGETED, 186_400_00, "steering committee"),
        (Spending.BUDGETED, 50_000_00, "program manager"),
        (Spending.BUDGETED, 50_000_01, "sponsor"),
        (Spending.BUDGETED, 257_000_00, "steering committee"),
        (Spending.BUDGETED, 10**13, "board"),
        (Spending.UNBUDGETED, 1, "program manager"),
    ],
)
def test_c1_the_level_that_must_approve(corporate: Policy, kind: Spending, amount: int, role: str) -> None:
    assert corporate.required_approver(kind, amount) == role


@pytest.mark.parametrize(
    ("amount", "within", "role"),
    [
        (2_500_00, "project", "project manager"),
        (2_500_00, "program", "program manager"),
        (2_500_00, "", "sponsor"),
        (25_000_01, "project", "sponsor"),
    ],
)
def test_a_transfer_goes_to_the_level_whose_reach_covers_both_lines(
    corporate: Policy, amount: int, within: str, role: str
) -> None:
    assert corporate.required_approver(Spending.TRANSFER, amount, within=within) == role


def test_nobody_approves_where_no_levels_are_declared() -> None:
    assert read_policy(pack_text("public")).required_approver(Spending.BUDGETED, 1) is None


def test_c1_an_approver_below_the_level_is_found(corporate: Policy) -> None:
    asked = {"request_total": 50_000_01, "in_plan": True}
    assert broken(corporate, Scope.CAPITAL_REQUEST, **asked, approver_role="program manager") == {
        "CAP-1": (50_000_01,)
    }
    assert not broken(corporate, Scope.CAPITAL_REQUEST, **asked, approver_role="sponsor")
    assert not broken(corporate, Scope.CAPITAL_REQUEST, **asked, approver_role="board")
    asked["in_plan"] = False
    assert "CAP-1" in broken(corporate, Scope.CAPITAL_REQUEST, **asked, approver_role="sponsor")


def test_c2_committed_over_approved(corporate: Policy) -> None:
    share = (255_000 - 250_000) * 10_000 // 250_000
    assert broken(corporate, Scope.CAPITAL_REQUEST, committed_over_approved=share) == {"CAP-2": (200,)}
    tolerant = read_policy(pack_text("corporate").replace('threshold = "0 %"', 'threshold = "5 %"', 1))
    assert not broken(tolerant, Scope.CAPITAL_REQUEST, committed_over_approved=share)
    assert broken(tolerant, Scope.CAPITAL_REQUEST, committed_over_approved=600) == {"CAP-2": (600,)}


def test_c5_splitting_below_the_limit(corporate: Policy) -> None:
    for total, found in ((94_000_00, True), (48_000_00, False)):
        said = broken(
            corporate,
            Scope.CAPITAL_REQUEST,
            request_total=48_000_00,
            sum_same_class_30_days=total,
            approver_role="program manager",
        )
        assert ("CAP-7" in said) is found


def test_c16_transfers_of_a_line(corporate: Policy) -> None:
    for given_away, found in ((12_000, False), (20_000, False), (21_000, True)):
        share = given_away * 10_000 // 200_000
        assert ("BUD-3" in broken(corporate, Scope.TRANSFER, transferred_share=share)) is found
    assert broken(corporate, Scope.TRANSFER, capital_to_operating_sum=1) == {"BUD-7": (1,)}


def test_c17_contingency_within_its_range(corporate: Policy) -> None:
    for share, found in ((499, True), (500, False), (1_000, False), (1_500, False), (1_501, True)):
        assert ("BUD-2" in broken(corporate, Scope.PROGRAM, contingency_share=share)) is found


def test_c18_carry_over() -> None:
    all_unspent = carry_over(400_000, 352_000, 18_500, 1_000, "all_unspent")
    assert (all_unspent.carried, all_unspent.lapsed) == (40_000, 8_000)
    uncommitted = carry_over(400_000, 352_000, 18_500, 1_000, "uncommitted_only")
    assert (uncommitted.carried, uncommitted.lapsed) == (48_000, 0)


@given(
    *[st.integers(0, 10**12)] * 3,
    st.integers(0, 10_000),
    st.sampled_from(["all_unspent", "uncommitted_only"]),
)
def test_what_is_carried_and_what_lapses_is_all_that_is_unspent(
    budget: int, spent: int, orders: int, limit: int, basis: str
) -> None:
    found = carry_over(budget, spent, orders, limit, basis)
    assert found.carried + found.lapsed == max(0, budget - spent)
    assert min(found.carried, found.lapsed) >= 0


def test_c20_a_forecast_over_its_budget(corporate: Policy) -> None:
    share = 2_000 * 10_000 // 135_000
    assert broken(corporate, Scope.PROJECT, eac_over_budget=share) == {"BUD-1": (148,)}


@pytest.mark.parametrize(
    ("total", "quotes", "found"),
    [
        (5_000_00, 1, False),
        (5_000_01, 1, True),
        (100_000_00, 3, False),
        (100_000_01, 3, True),
        (100_000_01, TENDER, False),
        (100, 0, True),
    ],
)
def test_quotes_by_amount(corporate: Policy, total: int, quotes: int, found: bool) -> None:
    assert ("CAP-5" in broken(corporate, Scope.PURCHASE, purchase_total=total, quotes=quotes)) is found


@pytest.mark.parametrize(
    ("rule", "scope", "breaking", "holding"),
    [
        ("CAP-3", Scope.CAPITAL_REQUEST, {"committed_before_approval": 1}, {"committed_before_approval": 0}),
        ("CAP-4", Scope.CAPITAL_REQUEST, {"requester": "a", "approver": "a"},
         {"requester": "a", "approver": "b"}),
        ("CAP-6", Scope.CAPITAL_REQUEST, {"unit_cost": 4_999_99, "useful_life": Decimal(3)},
         {"unit_cost": 5_000_00, "useful_life": Decimal(1)}),
        ("CAP-6", Scope.CAPITAL_REQUEST, {"unit_cost": 9_000_00, "useful_life": Decimal("0.5")},
         {"unit_cost": 9_000_00, "useful_life": Decimal(2)}),
        ("CAP-8", Scope.CAPITAL_REQUEST, {"accepted_share": 9_999}, {"accepted_share": 10_000}),
        ("BUD-4", Scope.ACCOUNT, {"carry_share": 1_200}, {"carry_share": 1_000}),
        ("BUD-5", Scope.ACCOUNT, {"period_open": False}, {"period_open": True}),
        ("BUD-6", Scope.ACCOUNT, {"variance_share_unexplained": 1_001},
         {"variance_share_unexplained": 1_000}),
        ("BUD-8", Scope.ACCOUNT, {"days_asked_before_year_end": -1}, {"days_asked_before_year_end": 0}),
        ("BUD-9", Scope.ACCOUNT, {"spent_before_approval": 100}, {"spent_before_approval": 0}),
        ("BUD-13", Scope.ACCOUNT, {"budget_off_approval": -1}, {"budget_off_approval": 0}),
        ("EVM-1", Scope.PROJECT, {"cpi": Decimal("0.89"), "spi": Decimal(1)},
         {"cpi": Decimal("0.9"), "spi": Decimal(1)}),
        ("SEG-1", Scope.CAPITAL_REQUEST, {"requester": "a", "approver": "b", "receiver": "c", "payer": "b"},
         {"requester": "a", "approver": "b", "receiver": "c", "payer": "d"}),
        ("CHG-1", Scope.CHANGE, {"change_cost": 250_000_01, "approver_role": "sponsor"},
         {"change_cost": 250_000_00, "approver_role": "sponsor"}),
        ("CHG-2", Scope.CHANGE, {"requester": "a", "approver": "a"}, {"requester": "a", "approver": "b"}),
    ],
)  # fmt: skip
def test_a_rule_each(
    corporate: Policy,
    rule: str,
    scope: Scope,
    breaking: dict[str, Figure],
    holding: dict[str, Figure],
) -> None:
    assert rule in broken(corporate, scope, **breaking)
    assert verdicts(corporate, scope, **holding)[rule] is Verdict.HOLDS


@pytest.mark.parametrize(
    ("pack", "rule", "scope", "breaking"),
    [
        ("public", "PUB-1", Scope.CAPITAL_REQUEST, {"request_total": 500_000_01, "alternatives": 2}),
        ("public", "PUB-2", Scope.PROJECT, {"baseline_change_approver": "sponsor"}),
        ("public", "PUB-3", Scope.PROJECT, {"development_cost": 20_000_000_00, "evm_in_use": False}),
        ("public", "PUB-4", Scope.PROJECT, {"months_in_operation": 13, "months_since_analysis": 13}),
        ("public", "PUB-5", Scope.PROJECT, {"estimate_confidence": 7_900}),
        ("public", "PUB-6", Scope.PROGRAM, {"retention_years": 6}),
        ("public", "PUB-7", Scope.PROJECT, {"worst_baseline_deviation": 1_001}),
        ("public", "PUB-8", Scope.PROJECT, {"funded_share_of_segment": 9_000}),
        ("small", "SML-1", Scope.PURCHASE, {"purchase_total": 10_000_01, "approvers": 1, "quotes": 2}),
        ("small", "SML-2", Scope.PROGRAM, {"eac_over_budget": 1}),
        ("small", "SML-3", Scope.PURCHASE, {"purchase_total": 5_000_01, "quotes": 1}),
        ("small", "SML-4", Scope.PROGRAM, {"days_to_close": 16}),
        ("small", "SML-5", Scope.ACCOUNT, {"spent_before_approval": 1}),
        ("small", "SML-7", Scope.ACCOUNT, {"budget_off_approval": 1}),
    ],
)
def test_rules_of_the_other_packs(pack: str, rule: str, scope: Scope, breaking: dict[str, Figure]) -> None:
    assert list(broken(read_policy(pack_text(pack)), scope, **breaking)) == [rule]


def test_a_rule_applies_only_where_its_condition_holds() -> None:
    public = read_policy(pack_text("public"))
    small = {"request_total": 500_000_00, "alternatives": 0}
    assert verdicts(public, Scope.CAPITAL_REQUEST, **small) == {}
    assert verdicts(public, Scope.CAPITAL_REQUEST, alternatives=0) == {"PUB-1": Verdict.NOT_ASSESSABLE}


def test_what_is_not_known_neither_holds_nor_breaks(corporate: Policy) -> None:
    found = verdicts(corporate, Scope.PROJECT, eac_over_budget=None)
    assert found == {"BUD-1": Verdict.NOT_ASSESSABLE, "EVM-1": Verdict.NOT_ASSESSABLE}
    assert broken(corporate, Scope.PROJECT, cpi=None, spi=Decimal("0.5")) == {"EVM-1": (Decimal("0.5"),)}


def test_a_rule_holds_between_its_days_and_unless_it_is_switched_off() -> None:
    text = (
        RULE.format(id="OWN-1", scope="purchase", metric='"quotes"', operator=">=")
        + 'threshold = "3"\nunless = "sole_source_approved"\nvalid_from = 2026-07-01\n'
    )
    assert not broken(read_policy(text), Scope.PURCHASE, quotes=1)
    since = read_policy(text.replace("2026-07-01", "2026-06-30"))
    assert broken(since, Scope.PURCHASE, quotes=1)
    assert not broken(since, Scope.PURCHASE, quotes=1, sole_source_approved=True)


def test_the_capitalisation_threshold(corporate: Policy) -> None:
    assert corporate.capitalisation(ON) == (5_000_00, Decimal(1))
    assert read_policy(pack_text("small")).capitalisation(ON) is None


@pytest.mark.parametrize(
    ("role", "rule", "may"),
    [
        ("sponsor", "CAP-2", True),
        ("program manager", "CAP-2", False),
        ("board", "CAP-2", True),
        ("sponsor", "CAP-3", False),
        ("steering committee", "CAP-3", True),
        ("board", "CAP-4", False),
        ("board", "SEG-1", False),
        ("finance", "CAP-6", True),
        ("board", "CAP-6", False),
        ("nobody", "SEG-1", False),
    ],
)
def test_who_may_bear_a_breach(corporate: Policy, role: str, rule: str, may: bool) -> None:
    found = corporate.rule(rule)
    assert found is not None
    assert corporate.may_waive(role, found) is may


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('metric = "quotes"', 'metric = "qoutes"', "CAP-5: no figure is called “qoutes”; is “quotes” m"),
        ('operator = "between"', 'operator = "amid"', "BUD-2: no operator is called “amid”"),
        ('waiver = "finance"', 'waiver = "fianance"', "CAP-6: no role is called “fianance”"),
        ('threshold = "0 %"', 'threshold = "0"', "CAP-2: “0” is no share; write it such as 10 %"),
        ('up_to = "5000"', 'up_to = "5,000"', "CAP-5: “5,000” is not an amount such as 5000 or 5000.50"),
        ('budgeted = "250000"', 'budgeted = "-1"', "budgeted: “-1” is below zero"),
        ('id = "CAP-2"', 'id = "CAP-1"', "CAP-1 stands here again; it stands on line"),
        ('carry_basis = "all_unspent"', 'carry_basis = "all"', "“carry_basis” is one of all_unspent"),
        ('severity = "hard"', 'severity = hard', "this is no TOML"),
        ('threshold = ["5 %", "15 %"]', 'threshold = ["15 %", "5 %"]', "BUD-2: the first of the two"),
        ('metric = "quotes"', 'metric = "cpi"', "CAP-5: “cpi” is a figure of: program, component project"),
        ('[setting]', '[settings]', "no table is called [settings]; is “setting” meant?"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_one_line_with_its_line_number(old: str, new: str, said: str) -> None:
    text = pack_text("corporate")
    line = text[: text.index(old)].count("\n") + 1
    policy = read_policy(text.replace(old, new, 1))
    (problem,) = policy.problems
    assert problem.text.startswith(said)
    assert "\n" not in str(problem)
    header = text[: text.index(old)].rfind("[[") if said.startswith("CAP-1 stands") else None
    assert problem.line == (line if header is None else text[:header].count("\n") + 1)


def test_the_short_form_says_the_same_and_keeps_its_lines() -> None:
    text = (
        "rule = [\n  # ours\n"
        '  { id = "OWN-1", title = "A, { rule", scope = "project", metric = ["cpi", "spi"], operator = ">=",'
        ' threshold = ["0.90", "0.9"], severity = "soft" },\n'
        '  { id = "OWN-2", title = "Other", scope = "project", metric = "cpi", operator = ">",'
        ' threshold = "much", severity = "soft" },\n]\n\n[pack]\nname = "own"\n'
    )
    policy = read_policy(text)
    assert [(rule.id, rule.line, rule.title) for rule in policy.rules] == [("OWN-1", 3, "A, { rule")]
    assert [str(one) for one in policy.problems] == [
        "line 4: OWN-2: “much” is no index; write it such as 0.90"
    ]
    assert policy.name == "own"


def test_parts_that_cannot_be_read_leave_the_others_standing() -> None:
    good = RULE.format(id="OWN-1", scope="project", metric='"cpi"', operator=">") + 'threshold = "1"'
    policy = read_parts(["[pack]\nname = 3 3", good])
    assert [rule.id for rule in policy.rules] == ["OWN-1"]
    assert policy.rules[0].line == 4
    assert [problem.line for problem in policy.problems] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 400,
        "x = " + "[" * 9_000 + "]" * 9_000,
        "[[rule]]\nid = " + "{ a = " * 100 + "1" + "}" * 100,
        "a" * 70_000,
        "[" + "a." * 400 + "a]\n" + "b=1\n" * 10_000,
        "x = 1" + "0" * 900,
        "[setting]\ndiscount_rate = 1e999999999",
        "[setting]\ndiscount_rate = nan",
        '[pack]\nname = "' + "\\" * 30 + "x",
        "[[[[rule]]]]",
        "[pack]\n" * 2,
        "\ufeff[pack]",
        '[pack]\nname = """a\n',
        "[[rule]]\nid = []",
        "[[rule.when]]\na = 1",
        "rule = 3",
        "rule = [3]",
        "level = [{ role = 7 }]",
    ],
)
def test_hostile_texts_are_refused_in_a_line(text: str) -> None:
    policy = read_policy(text)
    assert policy.problems
    assert all("\n" not in str(problem) and len(str(problem)) < 400 for problem in policy.problems)


@given(st.text(max_size=200) | st.text('[]{}=",#\n abrule.0123', max_size=200))
def test_any_text_is_read_or_told_what_is_wrong(text: str) -> None:
    policy = read_policy(text)
    assert all(problem.line >= 1 for problem in policy.problems)


@given(st.data())
def test_a_pack_with_a_stroke_missing_is_read_or_told_what_is_wrong(data: st.DataObject) -> None:
    text = pack_text("small")
    at = data.draw(st.integers(0, len(text) - 1))
    policy = read_policy(text[:at] + text[at + data.draw(st.integers(1, 3)) :])
    lines = text.count("\n") + 1
    assert all(1 <= problem.line <= lines for problem in policy.problems)


def test_every_metric_says_what_it_is_of_and_what_to_do() -> None:
    for key, metric in METRICS.items():
        assert metric.key == key
        assert metric.words
        assert metric.mend
        assert metric.scopes


@given(st.permutations(parts(pack_text("small"))), st.integers(0, 13))
def test_parts_put_together_are_cut_into_the_same_parts(shuffled: list[Part], count: int) -> None:
    kept = shuffled[:count]
    whole = joined(part.text for part in kept)
    assert parts(whole) == kept
    assert read_policy(whole).rules == read_parts([part.text for part in kept]).rules


def test_what_extends_a_pack_replaces_its_rules_and_adds_its_own() -> None:
    own = (
        '[pack]\nname = "own"\nextends = "small"\n\n'
        + RULE.format(id="SML-2", scope="program", metric='"eac_over_budget"', operator="<=")
        + 'threshold = "3 %"\n\n'
        + RULE.format(id="OWN-1", scope="program", metric='"cpi"', operator=">")
        + 'threshold = "1"\n'
    )
    policy = read_policy(extended(own, pack_text("small")))
    assert policy.problems == ()
    assert policy.name == "own"
    assert [rule.id for rule in policy.rules] == [*(f"SML-{n}" for n in range(1, 8)), "OWN-1"]
    changed = policy.rule("SML-2")
    assert changed is not None
    assert changed.thresholds == (300,)
    assert len(policy.levels) == 2
