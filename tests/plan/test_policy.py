"""The policy over a program's own rows: breaches as figures are entered, waivers, and edits of its text."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.plan.copies import copy, merged, proposed
from tpm_desktop.file.conflicts import Side
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.scratch import ScratchFile
from tpm_desktop.finance.policy import Spending
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.changes import keep_option
from tpm_desktop.gestures.outline import insert_project
from tpm_desktop.gestures.policy import PACKS, pack_text, set_policy, take_back, waive
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.finance import Account
from tpm_desktop.model.policy import PolicyPart, Role
from tpm_desktop.model.program import Project
from tpm_desktop.model.resources import Resource
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.policy import policy_of, policy_text
from tpm_desktop.plan.policy_findings import PolicyFinding, blocking, policy_report
from tpm_desktop.plan.policy_words import mend, one_line, said

START = datetime(2026, 1, 5, 8)
FORMATS = Formats("en_GB", currency="EUR", year=2026)


class Desk:
    """A program held to the corporate policy, with a project, an account and people."""

    def __init__(self, program: OpenProgram) -> None:
        self.program = program
        self.people = {one.name: one.id for one in program.file.rows(Resource)}
        self.project = program.file.rows(Project)[0].id
        self.account = program.file.rows(Account)[0].id

    def line(self, month: int, **amounts: int) -> str:
        values = {"account_id": self.account, "month": date(2026, month, 1)}
        return add_row(self.program, "budget_line", {**values, **amounts})

    def found(self, rule: str = "") -> list[PolicyFinding]:
        report = policy_report(self.program.plan.state)
        return [one for one in report.found if not rule or one.rule.id == rule]

    def told(self, rule: str) -> list[str]:
        return [one_line(one, self.program.plan.state, FORMATS) for one in self.found(rule)]


def fill(program: OpenProgram) -> None:
    people = {
        name: add_row(program, "resource", {"name": name})
        for name in ("Sponsor", "Program manager", "Project manager", "Chair", "Engineer")
    }
    about = {"sponsor_id": people["Sponsor"], "manager_id": people["Program manager"]}
    set_fields(program, "program", program.file.program.id, about)
    project = insert_project(program, "Sites")
    set_fields(program, "project", project, {"manager_id": people["Project manager"]})
    add_row(program, "account", {"name": "Build", "project_id": project})
    set_policy(program, pack_text("corporate", "EUR"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program's file, made once; tests get a copy of it."""
    path = tmp_path_factory.mktemp("policy") / "p.tpm"
    with OpenProgram.create(
        path, name="Renewal", start=START, status_date=datetime(2026, 3, 31, 17), currency="EUR"
    ) as program:
        fill(program)
    return path


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Desk]:
    with OpenProgram.open(shutil.copy(made, tmp_path)) as program:
        yield Desk(program)


def test_a_forecast_over_budget_is_found_when_it_is_entered_and_goes_when_it_is_mended(desk: Desk) -> None:
    line = desk.line(5, planned=135_000_00)
    assert desk.found("BUD-1") == []
    set_fields(desk.program, "budget_line", line, {"forecast": 137_000_00})
    (finding,) = desk.found("BUD-1")
    told = "BUD-1 Forecast within budget: Sites: forecast above budget 1.48 %, at most 0 %"
    assert desk.told("BUD-1") == [told]
    assert mend(finding.rule) == "Lower the forecast, or ask for a transfer or more budget"
    assert policy_text(desk.program.plan.state).splitlines()[finding.rule.line - 1] == "[[rule]]"
    assert not finding.blocks
    desk.program.file.undo()
    assert desk.found("BUD-1") == []


def test_spending_without_a_budget_blocks(desk: Desk) -> None:
    desk.line(2, actual=4_000_00)
    (finding,) = desk.found("BUD-9")
    assert finding.blocks
    assert said(finding, desk.program.plan.state, FORMATS) == "spent without a budget 4,000, must be 0"
    assert "or record a waiver of the sponsor" in mend(finding.rule)
    assert blocking(desk.program.plan.state, "account", desk.account) == [finding]


def test_contingency_is_held_to_its_range(desk: Desk) -> None:
    desk.line(5, planned=800_000_00)
    assert [one.judged.figures for one in desk.found("BUD-2")] == [(0,)]
    reserve = add_row(desk.program, "account", {"name": "Contingency", "earned": "none"})
    values = {"account_id": reserve, "month": date(2026, 6, 1)}
    line = add_row(desk.program, "budget_line", {**values, "planned": 80_000_00})
    assert desk.found("BUD-2") == []
    set_fields(desk.program, "budget_line", line, {"planned": 160_000_00})
    (told,) = desk.told("BUD-2")
    assert told.endswith("Renewal: contingency of the budget 20 %, 5 % to 15 %")


def change(desk: Desk, cost: int, body_type: str = "sponsor", chair: str = "Sponsor") -> str:
    body = add_row(desk.program, "body", {"name": "Body", "type": body_type, "chair_id": desk.people[chair]})
    request = add_row(
        desk.program,
        "change_request",
        {"title": "More", "body_id": body, "raised_by_id": desk.people["Engineer"]},
    )
    with OpenProgram(ScratchFile(desk.program.file)) as scratch:
        assert isinstance(scratch.file, ScratchFile)
        Desk(scratch).line(5, planned=cost)
        keep_option(desk.program, request, "A", scratch.file.proposed)
    return request


def test_a_change_above_the_limit_of_who_decides_cannot_be_approved(desk: Desk) -> None:
    request = change(desk, 250_000_01)
    (told,) = desk.told("CHG-1")
    assert told.endswith("cost of the chosen option 250,000.01, at most 250,000 for the sponsor")
    for state in ("submitted", "assessed"):
        set_fields(desk.program, "change_request", request, {"state": state})
    with pytest.raises(EditError, match="CHG-1: cost of the chosen option"):
        set_fields(desk.program, "change_request", request, {"state": "approved"})
    committee = add_row(desk.program, "body", {"name": "Committee", "type": "steering"})
    set_fields(desk.program, "change_request", request, {"state": "approved", "body_id": committee})
    assert desk.found("CHG-1") == []


def test_nobody_decides_their_own_change(desk: Desk) -> None:
    change(desk, 100, chair="Engineer")
    (told,) = desk.told("CHG-2")
    assert told.endswith("requester and approver are the same: Engineer")


def test_a_waiver_of_another_one_bears_a_breach_until_its_date(desk: Desk) -> None:
    desk.line(2, actual=4_000_00)
    (finding,) = desk.found("BUD-9")
    values = {"reason": "Agreed late", "approver_id": desk.people["Sponsor"], "until": date(2026, 3, 31)}
    waiver = waive(desk.program, finding, values)
    (borne,) = desk.found("BUD-9")
    assert not borne.blocks
    assert borne.borne is not None
    assert (borne.borne.by, borne.borne.role, borne.borne.reason) == ("Sponsor", "sponsor", "Agreed late")
    assert blocking(desk.program.plan.state, "account", desk.account) == []
    set_fields(
        desk.program, "program", desk.program.file.program.id, {"status_date": datetime(2026, 4, 1, 17)}
    )
    assert desk.found("BUD-9")[0].blocks
    desk.program.file.undo()
    take_back(desk.program, waiver)
    assert desk.found("BUD-9")[0].blocks


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"approver_id": None}, "a waiver needs its approver"),
        ({"approver_id": "Project manager"}, "who breaks BUD-9 can't waive it"),
        ({"approver_id": "Program manager"}, "the program names somebody else as sponsor"),
        ({"approver_id": "Sponsor", "role": Role.PROJECT_MANAGER}, "waived by the sponsor or a higher role"),
        ({"approver_id": "Sponsor", "rule": "SEG-1"}, "nobody may waive SEG-1"),
        ({"approver_id": "Sponsor", "rule": "BUD-99"}, "the policy has no rule “BUD-99”"),
        ({"approver_id": "Project manager", "asked_by_id": "Engineer", "role": Role.BOARD},
         "the approver answers for what breaks BUD-9"),
        ({"approver_id": "Engineer", "role": Role.BOARD}, "the program names nobody as board"),
    ],
)  # fmt: skip
def test_a_waiver_that_may_not_be_is_refused(desk: Desk, values: dict[str, object], said: str) -> None:
    desk.line(2, actual=4_000_00)
    (finding,) = desk.found("BUD-9")
    meant = {name: desk.people.get(str(value), value) for name, value in values.items()}
    with pytest.raises(EditError, match=said):
        waive(desk.program, finding, {"reason": "x", "until": date(2026, 6, 1), **meant})
    assert desk.found("BUD-9")[0].blocks


def test_a_waiver_that_no_longer_may_be_does_not_count(desk: Desk) -> None:
    desk.line(2, actual=4_000_00)
    (finding,) = desk.found("BUD-9")
    waive(desk.program, finding, {"reason": "x", "approver_id": desk.people["Sponsor"]})
    set_fields(desk.program, "account", desk.account, {"owner_id": desk.people["Sponsor"]})
    assert desk.found("BUD-9")[0].blocks


def test_an_edit_of_the_text_touches_just_the_parts_that_differ_and_can_be_undone(desk: Desk) -> None:
    text = policy_text(desk.program.plan.state)
    edited = text.replace('\nbudgeted = "5000"', '\nbudgeted = "6000"')
    edited += '\n\n# ours\n[[rule]]\nid = "OWN-1"\ntitle = "Own"\nscope = "project"\nmetric = "cpi"\n'
    edited += 'operator = ">"\nthreshold = "1"\nseverity = "soft"'
    assert set_policy(desk.program, edited) == ["project manager", "OWN-1"]
    assert policy_text(desk.program.plan.state) == edited
    assert desk.program.file.journal.records(1)[0].label == "Change the policy: project manager, OWN-1"
    assert (
        policy_of(desk.program.plan.state).required_approver(Spending.BUDGETED, 6_000_00) == "project manager"
    )
    desk.program.file.undo()
    assert policy_text(desk.program.plan.state) == text
    assert set_policy(desk.program, text) == []


def test_rules_that_change_places_or_go(desk: Desk) -> None:
    kept = desk.program.file.rows(PolicyPart)
    own = (
        '[[rule]]\nid = "OWN-{}"\ntitle = "Own"\nscope = "project"\nmetric = "cpi"\noperator = ">"\n'
        'threshold = "1"\nseverity = "soft"'
    )
    for order in ([1, 2, 3], [3, 1, 4], [4, 5, 1], [1]):
        text = "\n\n".join(own.format(n) for n in order)
        set_policy(desk.program, text)
        assert policy_text(desk.program.plan.state) == text
    set_policy(desk.program, "")
    assert desk.program.file.rows(PolicyPart) == []
    assert policy_report(desk.program.plan.state).found == ()
    assert kept


@pytest.mark.parametrize("name", PACKS)
def test_every_ready_policy_can_be_taken_whole(desk: Desk, name: str) -> None:
    set_policy(desk.program, pack_text(name, "EUR"))
    policy = policy_of(desk.program.plan.state)
    assert policy.problems == ()
    assert policy.currency == "EUR"
    if name == "public":
        assert policy.rule("CAP-1") and policy.rule("PUB-1")
        assert policy.required_approver(Spending.BUDGETED, 1) == "project manager"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[pack]\nname = "x"\nextends = "other"', "“other” can't be extended"),
        ('[pack]\ncurrency = "USD"', "the policy is in USD, the program in EUR"),
        ("[[rule]]\nid = 3", "line 2: a rule needs an id such as CAP-1"),
        ("[pack", "line 1: this is no TOML"),
    ],
)
def test_a_text_that_is_no_policy_changes_nothing(desk: Desk, text: str, said: str) -> None:
    before = policy_text(desk.program.plan.state)
    with pytest.raises(EditError, match=said):
        set_policy(desk.program, text)
    assert policy_text(desk.program.plan.state) == before


def test_a_part_is_held_to_what_it_says_however_it_is_entered(desk: Desk) -> None:
    with pytest.raises(EditError, match="must say just that part"):
        add_row(desk.program, "policy_part", {"key": "OWN-1", "text": '[pack]\nname = "x"'})
    part = next(one for one in desk.program.file.rows(PolicyPart) if one.key == "CAP-2")
    with pytest.raises(EditError, match="line 7: CAP-2: “0” is no share"):
        set_fields(desk.program, "policy_part", part.id, {"text": part.text.replace('"0 %"', '"0"')})
    remove_rows(desk.program, "policy_part", [part.id])
    assert policy_of(desk.program.plan.state).rule("CAP-2") is None


def test_copies_that_change_different_rules_are_merged_without_a_question(made: Path, tmp_path: Path) -> None:
    base = Path(shutil.copy(made, tmp_path / "mine.tpm"))
    other = copy(base, "theirs")
    for path, old, new in (
        (base, 'threshold = ["5 %", "15 %"]', 'threshold = ["4 %", "15 %"]'),
        (other, 'budgeted = "250000"', 'budgeted = "200000"'),
    ):
        with OpenProgram.open(path) as program:
            set_policy(program, policy_text(program.plan.state).replace(old, new, 1))
    with OpenProgram.open(merged(base, other, "both"), read_only=True) as program:
        policy = policy_of(program.plan.state)
        assert policy.problems == ()
        assert policy.required_approver(Spending.BUDGETED, 200_000_01) == "steering committee"
        assert policy.rule("BUD-2") and policy.rule("BUD-2").thresholds == (400, 1_500)


def test_copies_that_add_the_same_rule_have_to_choose_one(made: Path, tmp_path: Path) -> None:
    own = (
        '\n\n[[rule]]\nid = "OWN-1"\ntitle = "{}"\nscope = "project"\nmetric = "cpi"\noperator = ">"\n'
        'threshold = "1"\nseverity = "soft"'
    )
    base = Path(shutil.copy(made, tmp_path / "mine.tpm"))
    other = copy(base, "theirs")
    for path, title in ((base, "Mine"), (other, "Theirs")):
        with OpenProgram.open(path) as program:
            set_policy(program, policy_text(program.plan.state) + own.format(title))
    assert len(proposed(base, other).open) == 1
    with OpenProgram.open(merged(base, other, "both", Side.THEIRS), read_only=True) as program:
        policy = policy_of(program.plan.state)
        assert policy.problems == ()
        assert policy.rule("OWN-1") and policy.rule("OWN-1").title == "Theirs"
